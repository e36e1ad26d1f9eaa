import { byText, fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import { describeAgreement, termsOf } from '../../core/agreement/index.ts'
import {
  isSignature,
  toldHow,
  type HandoverEntry,
  type HandoverStep,
} from '../../core/handover/index.ts'
import type { TeamId } from '../../core/model/index.ts'
import type { Action, Person } from '../../core/rights/index.ts'
import {
  caseloads,
  decisions,
  handovers,
  type HandoverDetails,
  type Scope,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { gated } from '../figures/gate.ts'
import { organisationId } from '../figures/load.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { followHandovers } from './follow.ts'
import { heldHandovers, type HeldHandover, type Parties } from './held.ts'
import { isOver, Part } from './may.ts'
import { rowMaker } from './row.ts'
import { agreementOf, handoverView, secondPersonOf } from './view.ts'
import type { NewStep } from './views.ts'

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This handover is not here.' }
const NOT_YOURS: Problem = {
  code: 'not-yours-to-do',
  sentence: 'Somebody else does this in this handover, or it is done already.',
}
const LONGEST_WORDS = 4_000
const LONGEST_LINE = 400
const MOST_DATES = 20
/** How many of those that are over a list still shows. */
const LAST_OVER = 50

type Done = Promise<Result<null, Problem>>

/**
 * Handovers: a case changes hands on the last signature, and until then whoever hands it over answers
 * for it. Each entry stays as it was made; one made in error is taken back by another.
 * @param person who asks; null for the house, which reads and never signs.
 */
export function handoversDoor(deps: CouncilDeps, person: Person | null): Council['handovers'] {
  const within = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    deps.store.inOrganisation(organisationId(organisation), work)

  /** Does something to one handover that may be seen and that this person may do that to. */
  const acting = (
    organisation: OrganisationView,
    id: string,
    action: Action,
    work: (scope: Scope, held: HeldHandover, part: Part) => Done,
  ): Done =>
    within(organisation, async (scope): Done => {
      await decisions.takeTurnOn(scope, id)
      const { held: found, parties } = await heldHandovers(scope, deps.today(), { id })
      const [held] = found
      if (!held || isClosed(scope, held)) return fail(NOT_HERE)
      const part = Part.of(person, held, parties)
      if (!part.may('handover.view')) return fail(NOT_HERE)
      if (!part.may(action)) return fail(NOT_YOURS)
      return work(scope, held, part)
    })

  const enter = async (
    scope: Scope,
    { decision }: HeldHandover,
    entry: HandoverEntry & { words: string; details?: HandoverDetails },
    what: string,
  ): Done => {
    const { words, details = {} } = entry
    await handovers.enter(scope, decision.id, {
      ...entry,
      words: words.trim(),
      details,
      enteredOn: deps.today(),
      at: deps.now(),
      account: person?.account ?? null,
      by: person?.name ?? 'Fairload',
    })
    for (const { reference } of decision.children) {
      await note(deps, scope, what, {
        record: reference,
        handover: decision.id,
        ...('step' in entry ? { step: entry.step } : {}),
        ...('reason' in entry ? { reason: entry.reason } : {}),
        on: entry.on,
      })
    }
    return ok(null)
  }

  return {
    list: (organisation, of = {}) =>
      within(organisation, async (scope) => {
        const on = deps.today()
        const { agreement, key } = await agreementInForce(scope, on)
        const { held, parties } = await heldHandovers(scope, on, { inPlay: of.open === true })
        const meant = meaning(of, parties)
        const row = await rowMaker(scope, parties)
        const over = held.filter((one) => one.standing !== null && isOver(one) && meant(one))
        const shown = new Set(over.slice(0, LAST_OVER))
        const rows = held.flatMap((one) => {
          if (!meant(one) || (over.includes(one) && !shown.has(one))) return []
          const part = Part.of(person, one, parties)
          return part.may('handover.view') ? [row(one, part)] : []
        })
        const term = termsOf(agreement).handover
        return {
          agreed: term && { workingDays: term.completeWithin },
          agreement: { key, name: agreement.name, version: agreement.version },
          rows: rows.sort((a, b) => byText(a.due ?? '9999', b.due ?? '9999')),
        }
      }),

    view: (organisation, id) =>
      within(organisation, async (scope) => {
        const on = deps.today()
        const { held, parties } = await heldHandovers(scope, on, { id })
        const [one] = held
        if (!one || isClosed(scope, one)) return null
        const part = Part.of(person, one, parties)
        if (!part.may('handover.view')) return null
        const row = await rowMaker(scope, parties)
        return handoverView(scope, one, row(one, part), part, on)
      }),

    record: (organisation, id, given) =>
      acting(
        organisation,
        id,
        isSignature(given.step) ? 'handover.sign' : 'handover.record',
        async (scope, held, part) => {
          const { step } = given
          const problem = stepProblem(held, given, deps.today())
          if (problem) return fail(problem)
          if (step === 'outgoing-signed' && part.mayNoteAbsent) {
            const details = { absent: true } as const
            const entry = { kind: 'step', step, on: deps.today(), words: '', details } as const
            return enter(scope, held, entry, 'handover.cannot-sign')
          }
          if (isSignature(step)) {
            if (!part.signatures.includes(step)) return fail(NOT_YOURS)
            const entry = { kind: 'step', step, on: deps.today(), words: '' } as const
            return enter(scope, held, entry, 'handover.signed')
          }
          return enter(scope, held, { kind: 'step', ...given }, 'handover.recorded')
        },
      ),

    undo: (organisation, id, { step, words }) =>
      acting(
        organisation,
        id,
        isSignature(step) ? 'handover.sign' : 'handover.record',
        async (scope, held, part) => {
          const done = held.entries.findLast((one) => one.kind === 'step' && one.step === step)
          if (isOver(held) || held.entered.done[step] === undefined) return fail(NOT_YOURS)
          if (isSignature(step) && done?.account !== part.account) return fail(NOT_YOURS)
          const problem = wordsProblem(words, 'Say what was wrong with the entry')
          if (problem) return fail(problem)
          const entry = { kind: 'step-undone', step, on: deps.today(), words } as const
          return enter(scope, held, entry, 'handover.taken-back')
        },
      ),

    plan: (organisation, id, { on, words }) =>
      acting(organisation, id, 'handover.record', async (scope, held) => {
        if (isOver(held)) return fail(NOT_YOURS)
        if (on < deps.today()) {
          return fail({
            code: 'day-in-the-past',
            sentence: 'Plan a day that is still to come, or today.',
          })
        }
        return enter(scope, held, { kind: 'planned', on, words }, 'handover.planned')
      }),

    noteMoved: (organisation, id, { on, words }) =>
      acting(organisation, id, 'handover.record', async (scope, held) => {
        if (isOver(held) || held.entered.movedByMessageOn !== null) return fail(NOT_YOURS)
        const problem =
          dayProblem(held, on, deps.today()) ?? wordsProblem(words, 'Say how it was moved')
        if (problem) return fail(problem)
        const entry = { kind: 'moved-by-message', on, words } as const
        return enter(scope, held, entry, 'handover.moved-by-message')
      }),

    emergency: (organisation, id, { reason, words }) =>
      acting(organisation, id, 'handover.emergency', async (scope, held) => {
        const { emergency, emergencyAsked } = held.entered
        if (isOver(held) || emergency !== null || emergencyAsked !== null) return fail(NOT_YOURS)
        const problem = wordsProblem(words, 'Say what happened')
        if (problem) return fail(problem)
        const second = secondPersonOf(await agreementOf(scope, held, deps.today()))
        const said = second === null ? 'agreed' : 'asked'
        return enter(
          scope,
          held,
          { kind: 'emergency', said, reason, on: deps.today(), words },
          `handover.emergency-${said}`,
        )
      }),

    answerEmergency: (organisation, id, { agrees, words }) =>
      acting(organisation, id, 'handover.emergency', async (scope, held, part) => {
        const asked = held.entered.emergencyAsked
        const second = secondPersonOf(await agreementOf(scope, held, deps.today()))
        const isSecond = part.isSecond(second?.role ?? 'service-manager')
        if (isOver(held) || asked === null || !isSecond) return fail(NOT_YOURS)
        const problem = agrees ? null : wordsProblem(words, 'Say why not')
        if (problem) return fail(problem)
        const said = agrees ? 'agreed' : 'refused'
        return enter(
          scope,
          held,
          { kind: 'emergency', said, reason: asked.reason, on: deps.today(), words },
          `handover.emergency-${said}`,
        )
      }),

    counts: (organisation) =>
      deps.store.asHouse().inOrganisation(organisationId(organisation), async (scope) => {
        const { agreement } = await agreementInForce(scope, deps.today())
        const { held } = await heldHandovers(scope, deps.today())
        const opened = held.filter(({ standing }) => standing !== null)
        const broken = new Map<string, number>()
        for (const { standing } of opened) {
          const clauses = new Set(standing?.breaches.map(({ clause }) => clause))
          for (const clause of clauses) broken.set(clause, (broken.get(clause) ?? 0) + 1)
        }
        const complete = opened.filter(({ standing }) => standing?.state === 'complete').length
        const words = new Map(
          describeAgreement(agreement).map(({ id, sentence }) => [id, sentence]),
        )
        return {
          opened: gated(opened.length),
          complete: gated(opened.length - complete) === null ? null : gated(complete),
          breaches: [...broken].sort().map(([clause, count]) => ({
            clause,
            words: words.get(clause) ?? '',
            count: gated(count),
          })),
        }
      }),

    follow: (organisation) =>
      deps.store
        .asHouse()
        .inOrganisation(organisationId(organisation), (scope) => followHandovers(deps, scope)),
  }

  /** Whether a handover is of the team (or one beneath), worker or case that a list is asked for. */
  function meaning(
    { team, worker, case: of }: Parameters<Council['handovers']['list']>[1] & object,
    { teams }: Parties,
  ): (held: HeldHandover) => boolean {
    const asked = team === undefined ? undefined : teams.at.get(team)
    const isBeneath = (one: TeamId | null): boolean =>
      one !== null && asked !== undefined && (teams.paths.get(one)?.includes(asked) ?? false)
    return ({ decision, from }) =>
      (team === undefined || [decision.fromTeam, decision.to.team].some(isBeneath)) &&
      (worker === undefined || from.reference === worker || decision.to.reference === worker) &&
      (of === undefined || decision.children.some(({ reference }) => reference === of))
  }
}

/** A handover of a record that is closed to whoever asks is not here for them. */
const isClosed = (scope: Scope, { decision }: HeldHandover): boolean =>
  decision.children.some(({ child }) => caseloads.isClosed(scope, child))

function wordsProblem(words: string, ask: string): Problem | null {
  const length = words.trim().length
  return length === 0 || length > LONGEST_WORDS
    ? { code: 'words-missing', sentence: `${ask}, in at most 4,000 characters.` }
    : null
}

const dayProblem = ({ decision }: HeldHandover, on: IsoDate, today: IsoDate): Problem | null =>
  on > today
    ? { code: 'day-to-come', sentence: 'This day is still to come: enter what has happened.' }
    : on < decision.madeOn
      ? {
          code: 'day-before-decision',
          sentence: 'This day lies before the decision that the case changes hands.',
        }
      : null

/** Steps that say something in words, and what is asked for where they are missing. */
const ASKS: Partial<Record<HandoverStep, string>> = {
  summary: 'Write the summary',
  'open-risks': 'Write the open risks; say so where there are none',
  'open-tasks': 'Write the open tasks; say so where there are none',
}

/** What is wrong with a step as given; null where it can be entered. */
function stepProblem(
  held: HeldHandover,
  { step, on, words, details }: NewStep,
  today: IsoDate,
): Problem | null {
  const isOptional = !held.term.required.includes(step)
  const mayFollow = isOptional && held.standing?.state === 'complete'
  if ((isOver(held) && !mayFollow) || held.entered.done[step] !== undefined) return NOT_YOURS
  if (isSignature(step)) return null
  const day = dayProblem(held, on, today)
  if (day) return day
  const ask = ASKS[step]
  if (ask !== undefined) return wordsProblem(words, ask)
  if (words.length > LONGEST_WORDS) return wordsProblem(words, 'Say it')
  const { present = '', how, dates = [] } = details
  if (step === 'meeting' || step === 'joint-visit') {
    return present.trim() === '' || present.length > LONGEST_LINE
      ? { code: 'present-missing', sentence: 'Say who was there, in at most 400 characters.' }
      : null
  }
  if (step === 'child-told' || step === 'family-told') {
    return how !== undefined && toldHow.includes(how)
      ? null
      : { code: 'how-missing', sentence: 'Choose how they were told.' }
  }
  return dates.length > MOST_DATES || dates.some(({ what }) => what.length > LONGEST_LINE)
    ? { code: 'too-many-dates', sentence: 'Carry over at most 20 dates, each in one line.' }
    : null
}
