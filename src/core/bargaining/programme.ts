import { diffArrays } from 'diff'
import { addMonths, byText, longDate, type IsoDate } from '../../kit/index.ts'
import { compareWording, type Stretch } from './wording.ts'

export const demandStates = [
  'draft',
  'agreed',
  'put',
  'partly-won',
  'won',
  'in-dispute',
  'dropped',
] as const
export type DemandState = (typeof demandStates)[number]

export const demandStateWords: Readonly<Record<DemandState, string>> = {
  draft: 'Draft',
  agreed: 'Agreed by members',
  put: 'Put to the employer',
  'partly-won': 'Partly won',
  won: 'Won',
  'in-dispute': 'In dispute',
  dropped: 'Dropped',
}

/** A figure from before: what it was, when, out of how many, and where it was read. */
export interface Baseline {
  value: string
  on: IsoDate
  base: string
  source: string
}

/** A demand as a programme states it. */
export interface StatedDemand {
  id: string
  title: string
  words: string
  measure: string
  /** Null: no figure yet. */
  baseline: Baseline | null
  target: string
  /** Who it is for, word for word: `ALL staff`. */
  scope: string
  state: DemandState
  /** Why it was dropped, or what the state rests on. */
  reason: string
  /** Whether it opens the caseload page. */
  isCaseload: boolean
}

export interface Said {
  id: string
  words: string
}

/** A programme as it stood when it was published: nothing of it changes after. */
export interface FrozenProgramme {
  title: string
  opening: string
  demands: readonly StatedDemand[]
  redLines: readonly Said[]
  principles: readonly Said[]
}

/**
 * Ids in a told order: what the order names first, then what it does not know yet, as given. Each id
 * once, whatever the order says twice or names that is gone.
 */
export function inTold(order: readonly string[], ids: readonly string[]): string[] {
  const here = new Set(ids)
  return [...new Set([...order.filter((id) => here.has(id)), ...ids])]
}

/** The same ids with one a step nearer to the start or the end; unchanged where it is there already. */
export function moved(order: readonly string[], id: string, to: 'up' | 'down'): string[] {
  const all = [...order]
  const at = all.indexOf(id)
  const other = to === 'up' ? at - 1 : at + 1
  const neighbour = all[other]
  if (at < 0 || neighbour === undefined) return all
  all[at] = neighbour
  all[other] = id
  return all
}

/** A published programme falls due for review a year after. */
export const reviewDue = (publishedOn: IsoDate): IsoDate => addMonths(publishedOn, 12)

/** A difference between two published programmes, readable as it stands. */
export interface ProgrammeChange {
  /** The demand, red line or principle; the programme itself where null. */
  about: string | null
  kind: 'added' | 'removed' | 'changed' | 'moved'
  sentence: string
  /** What changed in its words; null where no words changed. */
  wording: Stretch[] | null
}

const demandParts: readonly [string, (of: StatedDemand) => string][] = [
  ['Its title', (of) => of.title],
  ['Its words', (of) => of.words],
  ['How it is measured', (of) => of.measure],
  ['Where it started', (of) => baselineWords(of.baseline)],
  ['What is asked for', (of) => of.target],
  ['Who it is for', (of) => of.scope],
]

/** `14 of 62 (staff survey, 3 March 2026)`, or that there is no figure yet. */
export const baselineWords = (baseline: Baseline | null): string =>
  baseline === null
    ? 'No figure yet'
    : `${baseline.value}, ${baseline.base} (${baseline.source}, ${longDate(baseline.on)})`

/** What changed from one published programme to the next, in the later one's order. */
export function compareProgrammes(
  before: FrozenProgramme,
  after: FrozenProgramme,
): ProgrammeChange[] {
  const was = new Map(before.demands.map((demand) => [demand.id, demand]))
  const is = new Map(after.demands.map((demand) => [demand.id, demand]))
  return [
    ...wordsChanged(null, 'The title', before.title, after.title),
    ...wordsChanged(null, 'The opening words', before.opening, after.opening),
    ...placesChanged(before.demands, after.demands),
    ...after.demands.flatMap((demand, at): ProgrammeChange[] => {
      const then = was.get(demand.id)
      if (then === undefined) {
        const sentence = `New demand ${at + 1}: ${demand.title}.`
        return [{ about: demand.id, kind: 'added', sentence, wording: null }]
      }
      return demandChanged(then, demand, at + 1)
    }),
    ...before.demands
      .filter((demand) => !is.has(demand.id))
      .map((demand): ProgrammeChange => {
        const sentence = `No longer in the programme: ${demand.title}.`
        return { about: demand.id, kind: 'removed', sentence, wording: null }
      }),
    ...saidChanged('red line', before.redLines, after.redLines),
    ...saidChanged('principle', before.principles, after.principles),
  ]
}

function demandChanged(then: StatedDemand, now: StatedDemand, place: number): ProgrammeChange[] {
  const name = `demand ${place}, ${now.title}`
  const parts = demandParts.flatMap(([part, read]) =>
    wordsChanged(now.id, `${part} (${name})`, read(then), read(now)),
  )
  if (then.state === now.state) return parts
  const sentence = `State of ${name}: ${demandStateWords[then.state]} before, ${demandStateWords[now.state]} now.`
  return [...parts, { about: now.id, kind: 'changed', sentence, wording: null }]
}

function wordsChanged(
  about: string | null,
  what: string,
  before: string,
  after: string,
): ProgrammeChange[] {
  if (before === after) return []
  const wording = compareWording(before, after)
  return [{ about, kind: 'changed', sentence: `${what} changed.`, wording }]
}

/** Only demands in both, among themselves, and as few as tell the change: one more at the top moves nobody. */
function placesChanged(
  before: readonly StatedDemand[],
  after: readonly StatedDemand[],
): ProgrammeChange[] {
  const idsOf = (of: readonly StatedDemand[]): string[] => of.map(({ id }) => id)
  const [was, is] = [idsOf(before), idsOf(after)]
  const changes = diffArrays(
    was.filter((id) => is.includes(id)),
    is.filter((id) => was.includes(id)),
  )
  const movedOnes = changes.filter(({ added }) => added).flatMap(({ value }) => value)
  return after
    .filter(({ id }) => movedOnes.includes(id))
    .map(({ id, title }): ProgrammeChange => {
      const sentence = `Moved from place ${was.indexOf(id) + 1} to place ${is.indexOf(id) + 1}: ${title}.`
      return { about: id, kind: 'moved', sentence, wording: null }
    })
}

function saidChanged(
  what: 'red line' | 'principle',
  before: readonly Said[],
  after: readonly Said[],
): ProgrammeChange[] {
  const was = new Map(before.map((one) => [one.id, one]))
  const is = new Set(after.map((one) => one.id))
  const capital = what.charAt(0).toUpperCase() + what.slice(1)
  return [
    ...after.flatMap((one): ProgrammeChange[] => {
      const then = was.get(one.id)
      if (then) return wordsChanged(one.id, `A ${what}`, then.words, one.words)
      const sentence = `New ${what}: ${one.words}`
      return [{ about: one.id, kind: 'added', sentence, wording: null }]
    }),
    ...before
      .filter((one) => !is.has(one.id))
      .sort((a, b) => byText(a.words, b.words))
      .map((one): ProgrammeChange => {
        const sentence = `${capital} that is gone: ${one.words}`
        return { about: one.id, kind: 'removed', sentence, wording: null }
      }),
  ]
}
