import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { ChildId, TeamId } from '../../core/model/index.ts'
import { caseloads, type ImportId, type Scope } from '../../store/index.ts'
import { stayReasons, type PlanAsked } from './views.ts'

/** More than any service holds; a longer list is no person's. */
const MOST_STAY = 5_000
const efforts: readonly PlanAsked['effort'][] = ['quick', 'normal', 'deep']

/** What was asked, told apart from what no page of ours would send, with the ids behind its addresses. */
export interface Understood {
  /** As it is kept: in one order, so that equal questions are equal. */
  asked: PlanAsked
  team: TeamId | null
  stay: ChildId[]
}

const refuse = (code: string, sentence: string): { ok: false; problem: Problem } =>
  fail({ code, sentence })

/** Checks a question against the import it is about. */
export async function understand(
  scope: Scope,
  id: ImportId,
  given: PlanAsked,
): Promise<Result<Understood, Problem>> {
  const moves = movesIn(given.moves)
  if (!moves) {
    return refuse(
      'moves-not-a-number',
      'How many families may change worker is a whole number, or a share of 0 to 100 %. Choose one of the numbers offered, or type one.',
    )
  }
  if (!Number.isSafeInteger(given.seed) || given.seed < 0) {
    return refuse(
      'seed-not-a-number',
      'The seed is a whole number of 0 or more. 1 is the usual one.',
    )
  }
  if (!efforts.includes(given.effort)) {
    return refuse('no-such-effort', 'Choose a quick, a normal or a thorough search.')
  }
  if (given.reach !== 'team' && given.reach !== 'service') {
    return refuse(
      'no-such-reach',
      'Choose whether work stays within its own team or may go to another.',
    )
  }
  const team = given.team === null ? null : await caseloads.behind(scope, id, 'team', given.team)
  if (given.team !== null && team === null) {
    return refuse(
      'no-such-team',
      'This team is not in the import in force. Choose a team from the list, or the whole service.',
    )
  }
  if (given.stay.length > MOST_STAY) {
    return refuse(
      'too-many-stay',
      `At most ${MOST_STAY.toLocaleString('en-GB')} cases can be kept where they are.`,
    )
  }
  const stay = new Map(given.stay.map((one) => [one.case, one.why]))
  const behind = await caseloads.childrenBehind(scope, id, { references: [...stay.keys()] })
  if (behind.length < stay.size) {
    return refuse(
      'no-such-case',
      'One of the cases that should stay is not in the import in force. Look at the list again.',
    )
  }
  if ([...stay.values()].some((why) => !stayReasons.includes(why))) {
    return refuse('no-such-reason', 'Say for each case that should stay why: choose a reason.')
  }
  return ok({
    team,
    stay: behind.map(({ child }) => child),
    asked: {
      team: given.team,
      reach: given.reach,
      moves,
      stay: [...stay]
        .map(([address, why]) => ({ case: address, why }))
        .sort((a, b) => (a.case < b.case ? -1 : 1)),
      seed: given.seed,
      effort: given.effort,
    },
  })
}

function movesIn(moves: PlanAsked['moves']): PlanAsked['moves'] | null {
  if (moves === 'any') return moves
  if ('count' in moves) {
    const { count } = moves
    return Number.isSafeInteger(count) && count >= 0 ? { count } : null
  }
  const { percent } = moves
  return Number.isFinite(percent) && percent >= 0 && percent <= 100
    ? { percent: Math.round(percent * 100) / 100 }
    : null
}
