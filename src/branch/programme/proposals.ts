import { fail, longDate, ok, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchAction, type BranchPerson } from '../../core/branch-rights/index.ts'
import { statutoryMatter } from '../../core/bargaining/index.ts'
import { notes, support, type BranchScope } from '../../store/branch/index.ts'
import {
  attempt,
  change,
  NOT_THERE,
  NOT_YOURS,
  there,
  toldOf,
  within,
  type Attempt,
  type Clashed,
  type RoomDeps,
} from '../saved/index.ts'
import { demandBook, proposalBook } from './books.ts'
import { ballotRuns, isAskedOn, ownView, programmeIn, standLast, withSupport } from './gather.ts'
import type { DemandBody, ProposalBody, ProposalState } from './kinds.ts'
import type { ProgrammeDoor } from './views.ts'

type Acts = Pick<
  ProgrammeDoor,
  'proposals' | 'proposal' | 'propose' | 'withdraw' | 'put' | 'answer' | 'decide'
>

const SETTLED: Problem = {
  code: 'settled',
  sentence: 'This proposal was settled before. Load its page again to read what became of it.',
}

const DURING_BALLOT: Problem = {
  code: 'during-ballot',
  sentence:
    'A statutory ballot of the branch runs in these days, so members are asked nothing here meanwhile. Wait until it has closed.',
}

const waits = (state: ProposalState): boolean => state === 'open' || state === 'put'

/** What members propose, and what becomes of it. */
export function proposalActs(deps: RoomDeps, person: BranchPerson | null): Acts {
  const seen = within(deps)
  const house = within({ store: deps.store.asHouse() })
  /** Whoever asks, where they do this; null otherwise. */
  const doing = (action: BranchAction): BranchPerson | null =>
    person !== null && canDo(person, action) ? person : null
  const writing = (by: BranchPerson) => ({ by: by.member, at: deps.now() })
  const aboutIn = async (scope: BranchScope) => ({
    member: person?.member ?? null,
    today: deps.today(),
    demands: await demandBook.list(scope),
    ballot: (await programmeIn(scope)).body.ballot,
  })

  return {
    async proposals(of) {
      const own = await seen(of, async (scope) => {
        const about = await aboutIn(scope)
        const views = []
        for (const one of (await proposalBook.list(scope)).reverse()) {
          views.push(await ownView(scope, one, about))
        }
        return views
      })
      return house(of, (scope) => withSupport(scope, own))
    },

    async proposal(of, id) {
      const own = await seen(of, async (scope) => {
        const written = await there(scope, proposalBook, id)
        return written && ownView(scope, written, await aboutIn(scope))
      })
      if (!own) return null
      const [view] = await house(of, (scope) => withSupport(scope, [own]))
      return view ?? null
    },

    async propose(of, fields) {
      const by = doing('programme.propose')
      if (!by) return fail(NOT_YOURS)
      return seen(of, async (scope): Promise<Result<{ id: string }, Problem>> => {
        const demand = fields.demand === null ? null : await there(scope, demandBook, fields.demand)
        if (fields.demand !== null && demand === null) return fail(NOT_THERE)
        if (demand && demand.body.words === fields.words) {
          const sentence = 'These are the demand’s words already. Write what it should say instead.'
          return fail({ code: 'same-words', sentence })
        }
        const { id } = await proposalBook.make(scope, {
          body: {
            what: demand ? 'amendment' : 'demand',
            demand: fields.demand,
            before: demand?.body.words ?? '',
            title: fields.title,
            words: fields.words,
            why: fields.why,
            on: deps.today(),
            state: 'open',
            put: null,
            decided: null,
          },
          ...writing(by),
        })
        return ok({ id })
      })
    },

    async withdraw(of, id) {
      const by = doing('programme.propose')
      if (!by) return fail(NOT_YOURS)
      const done = await seen(of, (scope) =>
        change(
          scope,
          proposalBook,
          id,
          (written): ProposalBody | Problem =>
            written.madeBy !== by.member
              ? NOT_YOURS
              : written.body.state === 'open'
                ? { ...written.body, state: 'withdrawn' }
                : SETTLED,
          writing(by),
        ),
      )
      return toldOf(done, () => null)
    },

    async put(of, id, { question, until }) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      const today = deps.today()
      if (until <= today) {
        return fail({
          code: 'too-soon',
          sentence: `Give members at least until tomorrow: ${longDate(until)} is too soon.`,
        })
      }
      const done = await seen(of, async (scope): Promise<Attempt<ProposalBody>> => {
        const { ballot } = (await programmeIn(scope)).body
        if (ballotRuns(ballot, today, until)) return { problem: DURING_BALLOT }
        return change(
          scope,
          proposalBook,
          id,
          ({ body }): ProposalBody | Problem => {
            if (body.state !== 'open') return SETTLED
            const matter = statutoryMatter(`${question}\n${body.title}\n${body.words}`)
            return matter === null
              ? { ...body, state: 'put', put: { question, on: today, until } }
              : ofBallot(matter)
          },
          writing(by),
        )
      })
      return toldOf(done, () => null)
    },

    async answer(of, id, answer) {
      const by = doing('programme.propose')
      if (!by) return fail(NOT_YOURS)
      return seen(of, async (scope): Promise<Result<null, Problem>> => {
        const written = await there(scope, proposalBook, id)
        if (!written) return fail(NOT_THERE)
        if (!isAskedOn(written.body, deps.today())) {
          const sentence = 'Members are not asked about this any more. Your answer was not taken.'
          return fail({ code: 'not-asked', sentence })
        }
        const { ballot } = (await programmeIn(scope)).body
        if (ballotRuns(ballot, deps.today(), deps.today())) return fail(DURING_BALLOT)
        await support.set(scope, {
          question: id,
          member: by.member,
          answer,
          on: deps.today(),
        })
        return ok(null)
      })
    },

    async decide(of, id, fields) {
      const by = doing('programme.edit')
      if (!by) return fail(NOT_YOURS)
      const wrote = writing(by)
      // What clashes is kept beside what stands, so it is carried out of the transaction, which ends well.
      const done = await seen(
        of,
        async (scope): Promise<Attempt<ProposalBody> | { clash: Clashed }> => {
          const proposal = await there(scope, proposalBook, id)
          if (!proposal) return { problem: NOT_THERE }
          const { body } = proposal
          if (!waits(body.state)) return { problem: SETTLED }
          if (isAskedOn(body, deps.today())) {
            return {
              problem: {
                code: 'being-asked',
                sentence: `Members are asked until ${longDate(body.put?.until ?? deps.today())}. Decide after that.`,
              },
            }
          }
          const target = await targetOf(scope, body, fields, wrote)
          if ('clash' in target || 'problem' in target) return target
          const done = await change(
            scope,
            proposalBook,
            id,
            (now): ProposalBody | Problem =>
              waits(now.body.state)
                ? {
                    ...now.body,
                    state: fields.as,
                    decided: { on: deps.today(), reason: fields.reason, into: target.into },
                  }
                : SETTLED,
            wrote,
          )
          // A demand made for a proposal that somebody else settled meanwhile must not stay.
          if ('problem' in done) throw new Settled(done.problem)
          await notes.add(scope, {
            what: 'proposal.decided',
            about: id,
            details: { as: fields.as },
            ...wrote,
          })
          return done
        },
      ).catch((error: unknown) => {
        if (error instanceof Settled) return { problem: error.problem }
        throw error
      })
      return toldOf(done, () => null)
    },
  }
}

class Settled extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super('settled')
    this.problem = problem
  }
}

const ofBallot = (matter: string): Problem => ({
  code: 'statutory',
  sentence: `This asks about ${matter}. Only a statutory ballot under an independent scrutineer may ask that, so it cannot be put to members here. If it is about something else, say it in other words.`,
})

/** The demand that a proposal becomes, changes or joins. */
async function targetOf(
  scope: BranchScope,
  proposal: ProposalBody,
  fields: Parameters<Acts['decide']>[2],
  by: { by: string; at: Date },
): Promise<{ into: string | null } | { problem: Problem } | { clash: Clashed }> {
  if (fields.as === 'declined') return { into: null }
  if (fields.as === 'merged') {
    const into = fields.into === null ? null : await there(scope, demandBook, fields.into)
    return into ? { into: into.id } : { problem: NOT_THERE }
  }
  if (proposal.what === 'demand') {
    const made = await demandBook.make(scope, { body: newDemand(proposal), ...by })
    await standLast(scope, made.id, by)
    return { into: made.id }
  }
  const demand = proposal.demand === null ? null : await there(scope, demandBook, proposal.demand)
  if (!demand) return { problem: NOT_THERE }
  const body = { ...demand.body, words: fields.words }
  const done = await attempt(scope, demandBook, {
    id: demand.id,
    basedOn: fields.basedOn ?? demand.number,
    body,
    ...by,
  })
  return 'saved' in done ? { into: demand.id } : done
}

const newDemand = ({ title, words }: ProposalBody): DemandBody => ({
  title,
  words,
  measure: '',
  baseline: null,
  target: '',
  scope: '',
  concerns: [],
  state: 'agreed',
  reason: '',
})
