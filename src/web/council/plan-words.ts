import { count } from '../../kit/index.ts'
import { compareUtilisation, type Utilisation } from '../../core/fairness/index.ts'
import type {
  CertificateFigures,
  HardGround,
  PlanAsked,
  PlanMove,
  PlanProgress,
  PlanSide,
  PlanState,
  PlanView,
  StayReason,
} from '../../council/index.ts'
import {
  amount,
  children,
  listed,
  percent,
  tenths,
  workers,
  type AgreementInForce,
} from '../words.ts'

/** How the pages of plans say things. */

export type PlanResult = NonNullable<PlanView['result']>

export const planStateWords: Record<PlanState, string> = {
  waiting: 'Waiting its turn',
  working: 'Being made',
  ready: 'Ready',
  cancelled: 'Cancelled',
  failed: 'Could not be made',
}

/** What is done at each stage of making a plan, in the order of doing. */
export const planStages: readonly [NonNullable<PlanProgress['stage']>, string][] = [
  ['first plan', 'A first plan'],
  ['bound', 'What none can beat'],
  ['search', 'Making it better'],
  ['polish', 'Comparing every pair'],
  ['choices', 'What more would buy'],
]

export const effortWords: Record<PlanAsked['effort'], string> = {
  quick: 'Quick',
  normal: 'Usual',
  deep: 'Thorough',
}

/** Among whom work may move. */
export const reachWords: Record<PlanAsked['reach'], string> = {
  team: 'Work stays within its own team',
  service: 'Work may go to any team the plan is for; for a whole service that takes minutes',
}

export const stayWords: Record<StayReason, string> = {
  'child-wish': 'the child wishes it',
  'recent-change': 'changed worker lately',
  'court-date': 'a court date is near',
  relationship: 'a bond that should not break',
  other: 'another reason',
}

export const moveReasonWords: Record<PlanMove['reason'], string> = {
  'holder cannot keep it': 'Whoever holds it now cannot keep it',
  'relieves its holder': 'Relieves whoever holds it now',
  exchange: 'Part of an exchange',
}

const HARD_WORDS: Record<HardGround['what'], string> = {
  'recent-change': 'changed worker within three months',
  'care-proceedings': 'care proceedings',
  'new-plan': 'a plan in its first three months',
  siblings: 'brothers and sisters move together',
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What makes a change of worker hard on the child; empty where nothing known does. */
export function hardWords(move: Pick<PlanMove, 'hard' | 'changesInYear'>): string {
  const said = [
    ...move.hard.map((ground) => HARD_WORDS[ground.what]),
    ...(move.changesInYear > 0
      ? [`${count(move.changesInYear, 'change')} of worker in the last year`]
      : []),
  ]
  return capital(listed(said))
}

/** `the whole service`, or the team's name. */
export const scopeWords = (teamName: string | null): string => teamName ?? 'The whole service'

/** `up to 3% of families may change worker`. */
export function movesAskedWords(moves: PlanAsked['moves']): string {
  if (moves === 'any') return 'as many moves as help'
  if ('percent' in moves) return `up to ${moves.percent}% of families may change worker`
  return moves.count === 0 ? 'no moves' : `up to ${count(moves.count, 'move')}`
}

/** A rule of the engine as the start of a line. */
export const ruleWords = (rule: string): string => capital(rule)

export type Line = 'within' | 'over-safe' | 'over-hard' | 'cannot-receive'

/** Where a load stands against the agreed lines. Nobody with no capacity stands at nought percent. */
export function lineOf(load: number, capacity: number, agreement: AgreementInForce): Line {
  if (capacity === 0) return load > 0 ? 'cannot-receive' : 'within'
  if (load * 10_000 > agreement.hardLine * capacity) return 'over-hard'
  return load * 10_000 > agreement.safeLine * capacity ? 'over-safe' : 'within'
}

/** `121%`; in words where there is no capacity to hold it against. */
export function share({ load, capacity }: Utilisation): string {
  if (capacity === 0) return load > 0 ? 'cannot receive' : 'no cases'
  return load === 0 ? 'no cases' : percent((load * 10_000) / capacity)
}

/** `119.8%`, never above the true figure: what no plan can beat stays true when it is rounded. */
export function atLeast({ load, capacity }: Utilisation): string {
  const inTenths = capacity === 0 ? 0 : Math.floor((load * 1000) / capacity)
  return `${(inTenths / 10).toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`
}

export const compare = (a: Utilisation, b: Utilisation): number =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity)

/** Where the busiest stands after a step; work with somebody who cannot hold it comes before any share. */
export const busiestWords = (of: Utilisation): string =>
  of.capacity === 0 ? 'some still with whom cannot hold it' : `busiest ${share(of)}`

/** What a step takes off those who carry too much; a step may also only even out the rest. */
export const boughtWords = (grains: number, agreement: AgreementInForce): string =>
  grains === 0 ? 'Evens out the rest' : amount(grains, agreement)

const childrenIn = (rows: readonly { cases: readonly unknown[] }[]): number =>
  rows.reduce((sum, row) => sum + row.cases.length, 0)

/** The sentence that a plan opens with: what it does, and that nothing can do better. */
export function planSentence(result: PlanResult): string {
  const { certificate, before, after, moves, placements } = result
  const placed = childrenIn(placements)
  const chosen = moves.filter((move) => move.reason !== 'holder cannot keep it').length
  return `${whatItDoes({ moves: moves.length, chosen, placed }, before, after)} ${limitWords(certificate, after.busiest)}`
}

function whatItDoes(
  { moves, chosen, placed }: { moves: number; chosen: number; placed: number },
  before: PlanSide,
  after: PlanSide,
): string {
  const [from, to] = [share(before.busiest), share(after.busiest)]
  if (moves === 0 && placed === 0) {
    return `No move is worth it: the busiest worker stands at ${from}, and nothing that may move makes anybody’s load lighter.`
  }
  const doing = [
    ...(moves > 0
      ? [chosen > 0 ? count(moves, 'move') : `${count(moves, 'move')} that must be made`]
      : []),
    ...(placed > 0
      ? [
          `${moves > 0 ? 'a worker' : 'A worker'} for ${placed < before.withNobody ? `${placed} of the ${children(before.withNobody)} who have none` : placed === 1 ? 'the one child who has none' : `the ${children(placed)} who have none`}`,
        ]
      : []),
  ]
  const several = doing.length > 1 || moves > 1
  const words = doing.join(' and ')
  const how = compare(after.busiest, before.busiest)
  if (how < 0) return `${words} ${several ? 'bring' : 'brings'} the busiest from ${from} to ${to}.`
  if (how > 0) return `${words} ${several ? 'take' : 'takes'} the busiest from ${from} to ${to}.`
  return `${words} ${several ? 'leave' : 'leaves'} the busiest at ${to}${chosen > 0 ? ' and make it more even below' : ''}.`
}

/** Why more people may stand over the safe line after a plan than before; null where they do not. */
export function moreOverWords({
  before,
  after,
}: {
  before: PlanSide
  after: PlanSide
}): string | null {
  if (after.overSafe <= before.overSafe) return null
  const placed = before.withNobody - after.withNobody
  const reasons = [
    ...(placed > 0 ? ['work that nobody held has a worker'] : []),
    ...(after.overload < before.overload ? ['the fullest hand some of theirs on'] : []),
  ]
  const why = reasons.length > 0 ? `: ${reasons.join(', and ')}` : ''
  return `More people stand over the safe line than now${why}. Where a team has more work than it can carry, no way of sharing it out keeps everybody within it.`
}

/** What no plan can beat, and what is too much for everybody together. */
export function limitWords(certificate: CertificateFigures, busiest: Utilisation): string {
  const { minimum, unlimited, moves, split } = certificate
  const isLimited = unlimited !== null && moves.limit !== null && compare(unlimited, minimum) < 0
  const many = isLimited ? ` with so few moves` : ''
  const best =
    compare(busiest, minimum) <= 0
      ? `No plan${many} can do better`
      : `No plan${many} can do better than ${atLeast(minimum)}`
  const more = isLimited
    ? `; with as many as help, none can do better than ${atLeast(unlimited)}`
    : ''
  const missing = split.missingFullTimeHundredths
  return missing > 0
    ? `${best}${more}: the work is ${missing < 5 ? 'a little' : `${tenths(missing)} full-time ${tenths(missing) === '1' ? 'worker' : 'workers'}`} too much.`
    : `${best}${more}.`
}

/** How many exchanges were looked at, and whether one would still help. */
export function triedWords({ stability }: Pick<CertificateFigures, 'stability'>): string {
  const tried = stability.transfers + stability.swaps + (stability.redivisions ?? 0)
  return `${tried.toLocaleString('en-GB')} exchanges were looked at: giving one family to somebody else, swapping two${
    stability.redivisions === null ? '' : ', dividing two workers’ families anew'
  }. ${
    stability.helpful === 0
      ? 'None of them would make it fairer.'
      : `For ${count(stability.helpful, 'pair')} of workers one would; it was given up for the children’s sake.`
  }`
}

/** Why a plan may not be used as it stands. */
export const staleWords = {
  import: 'The figures changed since this plan was made: another import is in force.',
  agreement: 'The agreement changed since this plan was made.',
  decisions: 'Somebody decided who is to take a case, or answered, since this plan was made.',
} as const

/** `3 workers can take it safely and are equal within a hair`. */
export function shortlistSentence(safe: number, equal: number, others: number): string {
  if (safe === 0) {
    return others === 0
      ? 'Nobody here can take this.'
      : `Nobody can take this and stay within the safe line. ${workers(others)} could, over it.`
  }
  if (equal === 1) {
    return safe === 1
      ? 'One worker can take this and stay within the safe line.'
      : `${workers(safe)} can take this and stay within the safe line; one would be left with the most room.`
  }
  return equal === safe
    ? `${workers(equal)} can take this safely, and are equal within a hair.`
    : `${workers(safe)} can take this safely; ${equal} of them would be left with the most room, equal within a hair.`
}
