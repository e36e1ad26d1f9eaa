import { addDays, fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import { describeAgreement, type Clause } from '../../core/agreement/index.ts'
import { protectGroups } from '../../core/bargaining/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { consultationAnswers, desk, notes, type BranchScope } from '../../store/branch/index.ts'
import { personIn, type BranchDeps, type Who } from '../deps.ts'
import {
  isId,
  keeperOf,
  seenBy,
  seenByHouse,
  type Keeper,
  type KeepProblem,
  type OfBranch,
} from '../keeping/index.ts'
import type { Written } from '../records/index.ts'
import { openedRoll } from '../roll/index.ts'
import { sitesOf } from '../sites/index.ts'
import {
  consultationBook,
  dayWithWeekday,
  fewOr,
  stateAt,
  type ConsultationBody,
  type Disposition,
} from './consultation.ts'
import type {
  ConsultationRow,
  ConsultationView,
  LedgerRow,
  LedgerView,
} from './consultation-views.ts'
import { versionsIn } from './texts.ts'

export interface Answered {
  /** By clause; `''`: of the whole. Empty words take an answer back. */
  words: Record<string, string>
  /** Whether officers may see who said it. */
  named: boolean
}

export interface ConsultationsDoor {
  keeper: Keeper<ConsultationBody>
  list(of: OfBranch): Promise<ConsultationRow[]>
  /** As whoever asks sees it: with their own answers and nobody else's. */
  view(of: OfBranch, id: string): Promise<ConsultationView | null>
  /** @returns whether it came late: then it lies apart, and is not lost. */
  answer(of: OfBranch, id: string, given: Answered): Promise<Result<{ late: boolean }, Problem>>
  /** Everything that was said, for officers; null for anybody else. */
  ledger(of: OfBranch, id: string): Promise<LedgerView | null>
  /** What the branch makes of what was said of a clause. */
  dispose(
    of: OfBranch,
    id: string,
    given: { basedOn: number; clause: string; disposition: Disposition; words: string },
  ): Promise<Result<Written<ConsultationBody>, KeepProblem<ConsultationBody>>>
  /** Freezes what the branch answers the service, and starts the clock of its reply. */
  submit(
    of: OfBranch,
    id: string,
    given: { words: string; replyDays: number | null },
  ): Promise<Result<null, Problem>>
  replied(
    of: OfBranch,
    id: string,
    given: { on: IsoDate; words: string },
  ): Promise<Result<null, Problem>>
}

const NOT_THERE: Problem = {
  code: 'not-there',
  sentence: 'This consultation is not there any more. Go back and load the list again.',
}
const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Your office does not do this. Ask an officer of the branch. Nothing was changed.',
}
const MOST_WORDS = 4_000

/** Members are consulted on a draft: each answer is its writer's, officers read words without names. */
export function consultationsDoor(deps: BranchDeps, who: Who): ConsultationsDoor {
  const person: BranchPerson | null = personIn(who)
  const inSight = seenBy(deps)
  const inHouse = seenByHouse(deps)
  const isOfficer = person !== null && canDo(person, 'desk.edit')
  const keeper = keeperOf(deps, person, { book: consultationBook, action: 'desk.edit' })

  /** One that whoever asks may see: a guest sees the one that their link opens. */
  const seen = async (of: OfBranch, id: string): Promise<Written<ConsultationBody> | null> => {
    if (!isId(id)) return null
    if (person !== null) return keeper.get(of, id)
    if (who === null || !('guest' in who) || who.what !== `consultation:${id}`) return null
    const written = await inHouse(of, (scope) => consultationBook.get(scope, id))
    return written && written.removedAt === null ? written : null
  }

  return {
    keeper,
    list: async (of) =>
      (await keeper.list(of))
        .map(({ id, body: { title, opens, closes } }) => ({
          id,
          title,
          opens,
          closes,
          state: stateAt({ opens, closes }, deps.now()),
        }))
        .sort((a, b) => (a.closes < b.closes ? 1 : -1)),

    view: async (of, id) => {
      const written = await seen(of, id)
      if (!written) return null
      const { body } = written
      const own =
        person === null
          ? []
          : (await inSight(of, (scope) => consultationAnswers.list(scope, id))).filter(
              ({ member }) => member === person.member,
            )
      const said = (clause: string, late: boolean): string =>
        own.find((one) => one.clause === clause && one.late === late)?.words ?? ''
      const { draft, clauses } = await inHouse(of, (scope) => draftOf(scope, body))
      return {
        id,
        written,
        state: stateAt(body, deps.now()),
        draft,
        clauses: body.clauses.map(({ clause, question }) => ({
          clause,
          question,
          sentence: clauses.get(clause)?.sentence ?? null,
          mine: said(clause, false),
          mineLate: said(clause, true),
          ...replyTo(body, clause),
        })),
        mineWhole: said('', false),
        mineWholeLate: said('', true),
        named: own.some(({ named }) => named),
        submission: await inHouse(of, (scope) => desk.submission(scope, id)),
      }
    },

    answer: async (of, id, { words, named }) => {
      const written = await seen(of, id)
      if (!written) return fail(NOT_THERE)
      const at = deps.now()
      const state = stateAt(written.body, at)
      if (state === 'to-come') {
        return fail({
          code: 'not-open',
          sentence: `This opens on ${dayWithWeekday(written.body.opens)}. Come back then.`,
        })
      }
      const late = state === 'closed'
      const asked = new Set(['', ...written.body.clauses.map(({ clause }) => clause)])
      const given = Object.entries(words)
        .map(([clause, text]) => ({ clause, words: text.trim() }))
        .filter(({ clause }) => asked.has(clause))
      if (given.some((one) => one.words.length > MOST_WORDS)) {
        return fail({
          code: 'too-long',
          sentence: `An answer has at most ${MOST_WORDS} characters. Shorten the longest.`,
        })
      }
      if (person === null && given.every((one) => one.words === '')) {
        return fail({ code: 'empty', sentence: 'Write an answer to at least one question.' })
      }
      const answer = { consultation: id, late, onDay: deps.today() }
      await (person === null ? inHouse : inSight)(of, async (scope) => {
        for (const one of given) {
          if (person !== null) {
            await consultationAnswers.set(scope, {
              ...answer,
              ...one,
              member: person.member,
              named,
            })
          } else if (who !== null && 'guest' in who && one.words !== '') {
            await consultationAnswers.addOfGuest(scope, { ...answer, ...one, guest: who.guest })
          }
        }
      })
      return ok({ late })
    },

    ledger: async (of, id) => {
      const written = isOfficer ? await keeper.get(of, id) : null
      if (!written) return null
      return inHouse(of, (scope) => ledgerOf(scope, of, written))
    },

    dispose: async (of, id, { basedOn, clause, disposition, words }) => {
      const written = await keeper.get(of, id)
      if (!written) return fail(NOT_THERE)
      const others = written.body.replies.filter((one) => one.clause !== clause)
      return keeper.save(of, {
        id,
        basedOn,
        body: {
          ...written.body,
          replies: [...others, { clause, disposition, words: words.trim() }],
        },
      })
    },

    submit: async (of, id, { words, replyDays }) => {
      if (!isOfficer || !person) return fail(NOT_YOURS)
      const written = await keeper.get(of, id)
      if (!written) return fail(NOT_THERE)
      const text = words.trim()
      if (text === '') {
        return fail({ code: 'empty', sentence: 'Write what the branch answers the service.' })
      }
      const onDay = deps.today()
      return inSight(of, async (scope): Promise<Result<null, Problem>> => {
        const first = await desk.submit(scope, {
          consultation: id,
          words: text,
          onDay,
          replyBy: replyDays === null ? null : addDays(onDay, replyDays),
          by: person.member,
        })
        if (!first) {
          return fail({
            code: 'submitted',
            sentence: 'This was submitted already, and stands as it is.',
          })
        }
        await noted(scope, 'desk.response-submitted', id)
        return ok(null)
      })
    },

    replied: async (of, id, { on, words }) => {
      if (!isOfficer) return fail(NOT_YOURS)
      if (!isId(id)) return fail(NOT_THERE)
      const text = words.trim()
      if (text === '') return fail({ code: 'empty', sentence: 'Write what the service replied.' })
      return inSight(of, async (scope): Promise<Result<null, Problem>> => {
        const sent = await desk.submission(scope, id)
        if (!sent || on < sent.onDay || on > deps.today()) {
          return fail({
            code: 'day-wrong',
            sentence:
              'The reply came between the day of the submission and today. Correct the day.',
          })
        }
        if (!(await desk.replied(scope, { consultation: id, on, words: text }))) {
          return fail({ code: 'replied', sentence: 'A reply was noted already, and stands.' })
        }
        await noted(scope, 'desk.reply-noted', id)
        return ok(null)
      })
    },
  }

  function noted(scope: BranchScope, what: string, about: string): Promise<void> {
    return notes.add(scope, {
      what,
      about,
      details: {},
      by: person?.member ?? null,
      at: deps.now(),
    })
  }

  async function draftOf(
    scope: BranchScope,
    body: ConsultationBody,
  ): Promise<{ draft: ConsultationView['draft']; clauses: Map<string, Clause> }> {
    const version = (await versionsIn(scope)).find(({ id }) => id === body.copy)
    return {
      draft: version
        ? { id: version.id, name: version.agreement.name, version: version.agreement.version }
        : null,
      clauses: new Map(
        version ? describeAgreement(version.agreement).map((of) => [of.id, of]) : [],
      ),
    }
  }

  async function ledgerOf(
    scope: BranchScope,
    of: OfBranch,
    { id, body }: Written<ConsultationBody>,
  ): Promise<LedgerView> {
    const answers = await consultationAnswers.list(scope, id)
    const { clauses } = await draftOf(scope, body)
    const roll = await openedRoll(scope, { key: deps.key, organisation: of.id })
    const nameOf = new Map(roll.map((one) => [one.id, one.entry.name]))
    const asked = [...body.clauses, { clause: '', question: 'Anything else' }]
    const rows = asked.map(({ clause, question }): LedgerRow => {
      const own = answers.filter((one) => one.clause === clause)
      return {
        clause,
        question,
        sentence: clauses.get(clause)?.sentence ?? null,
        responses: fewOr(own.filter(({ late }) => !late).length),
        // In the order of their words, so that their order tells nobody's.
        said: own
          .map(({ words, named, member, late }) => ({
            words,
            by: (named && member !== null && nameOf.get(member)) || null,
            late,
          }))
          .sort((a, b) => Number(a.late) - Number(b.late) || (a.words < b.words ? -1 : 1)),
        ...replyTo(body, clause),
      }
    })
    const inTime = answers.filter(({ late }) => !late)
    const people = new Set(inTime.flatMap(({ member }) => member ?? []))
    return {
      rows,
      people: fewOr(people.size),
      guests: fewOr(inTime.filter(({ guest }) => guest !== null).length),
      late: fewOr(answers.filter(({ late }) => late).length),
      coverage: coverageOf(roll, people, await teamNames(scope)),
      reminder: reminderOf(body),
    }
  }

  function coverageOf(
    roll: Awaited<ReturnType<typeof openedRoll>>,
    people: ReadonlySet<string>,
    names: Record<string, string>,
  ): LedgerView['coverage'] {
    const members = roll.filter(({ standing }) => standing === 'member')
    const teams = new Map<string, { size: number; count: number }>()
    for (const { id, entry } of members) {
      const team = entry.team ?? ''
      const group = teams.get(team) ?? { size: 0, count: 0 }
      group.size += 1
      if (people.has(id)) group.count += 1
      teams.set(team, group)
    }
    if (teams.size === 0) return null
    const groups = [...teams].map(([id, group]) => ({ id, ...group }))
    return { ...protectGroups(groups), names }
  }
}

const replyTo = (
  { replies }: ConsultationBody,
  clause: string,
): { disposition: Disposition; reply: string } => {
  const found = replies.find((one) => one.clause === clause)
  return { disposition: found?.disposition ?? 'open', reply: found?.words ?? '' }
}

async function teamNames(scope: BranchScope): Promise<Record<string, string>> {
  const names: Record<string, string> = { '': 'No team known' }
  for (const { body } of await sitesOf(scope)) {
    for (const { id, name } of body.teams) names[id] = name
  }
  return names
}

/** Words to copy into a mail or a message. */
const reminderOf = ({ title, closes }: ConsultationBody): string =>
  `The branch asks you about “${title}”. It takes ten minutes, and nobody outside the branch sees your answer. Please answer by ${dayWithWeekday(closes)}, 23:59. You find it in the branch’s own house under “Agreement”.`
