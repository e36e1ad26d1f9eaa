import { count } from '../../kit/index.ts'
import type { Block } from '../model/index.ts'
import type { Certificate, WitnessLine } from './certificate-schema.ts'
import { percentText, wholeLoadWithin, type Utilisation } from './exact.ts'
import { capital, decimal, shareText, type Amounts } from './in-words-amounts.ts'

/** What the sums need to be told in words. */
export interface SumWords {
  amounts: Amounts
  worker(place: number): string
  /** How many rows a table has at most. */
  rows: number
}

/** A case's workers as the certificate's data leave them: who may hold it, and what it costs each. */
export type Pairs = readonly (readonly [worker: number, cost: number])[]

/** For each case, who may hold it once capacity, limits and what must stay are looked at. */
export function usablePairs({ workers, units }: Certificate['problem']): Pairs[] {
  return units.map((unit) =>
    unit.eligible.filter(
      ([worker]) =>
        (workers[worker]?.capacity ?? 0) > 0 &&
        (unit.holder === worker ||
          (!unit.frozen &&
            Object.entries(workers[worker]?.limits ?? {}).every(
              ([name, most]) => (unit.counts?.[name] ?? 0) <= most,
            ))),
    ),
  )
}

/** Whether a witness is one sum of hours over one sum of capacity: no prices, no charge. */
export const isPlain = ({ prices, charge }: WitnessLine): boolean =>
  charge === 0 && prices.every((price) => price === prices[0])

/** The cases that only some workers may hold, each at the least it costs any of them. */
interface Inside {
  /** By worker of the group, in the order given; the last list is of cases that nobody holds. */
  held: number[][]
  cases: number
  work: number
}

function insideOf(
  pairs: readonly Pairs[],
  assignment: readonly (number | null)[],
  group: readonly number[],
): Inside {
  const at = new Map(group.map((worker, place) => [worker, place]))
  const held: number[][] = [...group.map(() => []), []]
  let cases = 0
  let work = 0
  pairs.forEach((own, unit) => {
    if (own.length === 0 || !own.every(([worker]) => at.has(worker))) return
    const least = own.reduce((lowest, [, cost]) => Math.min(lowest, cost), Infinity)
    const holder = assignment[unit]
    const place = holder === null || holder === undefined ? undefined : at.get(holder)
    held[place ?? group.length]?.push(least)
    cases += 1
    work += least
  })
  return { held, cases, work }
}

/** `12.5 + 8.5 × 3 + 4`: a list of costs to be added with a pencil, the largest first. */
function addends(costs: readonly number[], { bare }: Amounts): string {
  const times = new Map<number, number>()
  for (const cost of [...costs].sort((a, b) => b - a)) times.set(cost, (times.get(cost) ?? 0) + 1)
  const short = (cost: number): string => bare(cost).replace(/\.0+$/, '')
  return [...times]
    .map(([cost, n]) => (n === 1 ? short(cost) : `${short(cost)}\u00a0×\u00a0${n}`))
    .join(' + ')
}

/** The whole load just below a level. */
const justBelow = (capacity: number, level: Utilisation): number => {
  const within = wholeLoadWithin(capacity, level)
  return Math.max(0, within * level.capacity === capacity * level.load ? within - 1 : within)
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/**
 * The plain sum: what a group can carry, what only they may hold, and the division. `level` is the
 * level claimed; the two may differ by the step to whole loads, which is then shown as well.
 * @returns nothing where the group has nothing that only they may hold.
 */
export function plainSum(
  certificate: Certificate,
  pairs: readonly Pairs[],
  line: WitnessLine,
  words: SumWords,
): Block[] {
  const { amounts } = words
  const { workers } = line
  const capacity = workers.map((worker) => certificate.problem.workers[worker]?.capacity ?? 0)
  const carry = sumOf(capacity)
  const inside = insideOf(pairs, certificate.assignment, workers)
  if (inside.cases === 0 || carry === 0) return []
  const below = capacity.map((own) => justBelow(own, line))
  const alone = workers.length === 1
  const name = (place: number): string => capital(words.worker(workers[place] as number))
  const divided = percentText(BigInt(inside.work), BigInt(carry))
  // Compared with the level claimed: below it the step to whole loads is missing, above it the plan
  // leaves cases with nobody.
  const against = BigInt(inside.work) * BigInt(line.capacity) - BigInt(line.load) * BigInt(carry)
  const whole = line.teams.length > 0 || line.tried !== null || line.worths !== null
  const steps = isPlain(line) && !whole && against < 0n
  const row = (place: number): string[] => [
    name(place),
    amounts.bare(capacity[place] as number),
    ...(steps ? [amounts.bare(below[place] as number)] : []),
    addends(inside.held[place] ?? [], amounts) || 'none',
    amounts.bare(sumOf(inside.held[place] ?? [])),
  ]
  const shown = workers.slice(0, words.rows).map((_, place) => row(place))
  const left = workers.length - shown.length
  if (left > 0) {
    const rest = Array.from({ length: left }, (_, n) => words.rows + n)
    const of = (values: readonly number[]): number =>
      sumOf(rest.map((place) => values[place] as number))
    shown.push([
      `${count(left, 'more worker')} together`,
      amounts.bare(of(capacity)),
      ...(steps ? [amounts.bare(of(below))] : []),
      count(sumOf(rest.map((place) => inside.held[place]?.length ?? 0)), 'case'),
      amounts.bare(sumOf(rest.flatMap((place) => inside.held[place] ?? []))),
    ])
  }
  const nobody = inside.held[workers.length] ?? []
  if (nobody.length > 0) {
    shown.push([
      'With nobody',
      '–',
      ...(steps ? ['–'] : []),
      addends(nobody, amounts),
      amounts.bare(sumOf(nobody)),
    ])
  }
  const whom = alone
    ? words.worker(workers[0] as number)
    : `these ${count(workers.length, 'worker')}`
  return [
    {
      kind: 'paragraph',
      text: `Take ${whom}${alone ? ' alone' : ''}. ${count(inside.cases, 'case')} can be held by nobody ${alone ? 'else' : 'but them'}: however the work is shared out, ${inside.cases === 1 ? 'it stays' : 'they stay'} ${alone ? 'there' : 'among them'}. Each case is counted at the least it would weigh with ${alone ? 'them' : 'any of them'}.`,
    },
    {
      kind: 'table',
      caption: `What they can carry${steps ? ` (and could hold just below ${shareText(line.percent)})` : ''}, and what only they may hold, in ${amounts.inFull}`,
      columns: [
        { label: 'Worker', kind: 'text' },
        { label: 'Can carry', kind: 'number' },
        ...(steps ? [{ label: 'Just below', kind: 'number' as const }] : []),
        { label: 'Cases that nobody else may hold', kind: 'text' },
        { label: 'Together', kind: 'number' },
      ],
      rows: shown,
      ...(alone && nobody.length === 0
        ? {}
        : {
            total: [
              'Together',
              amounts.bare(carry),
              ...(steps ? [amounts.bare(sumOf(below))] : []),
              count(inside.cases, 'case'),
              amounts.bare(inside.work),
            ],
          }),
      ...(left > 0
        ? { more: `${count(left, 'more worker')} in one row: the file holds each of them.` }
        : {}),
    },
    {
      kind: 'sum',
      lines: [
        { words: 'What only they may hold', figure: amounts.amount(inside.work) },
        { words: 'What they can carry safely', figure: amounts.amount(carry) },
        {
          words: `${amounts.amount(inside.work)} ÷ ${amounts.amount(carry)}${alone ? '' : '. If one of them is below this, another is above'}`,
          figure: shareText(divided),
        },
        ...(steps
          ? [
              {
                words: `Work comes in ${amounts.grain}, so nobody can stand at just that. Below ${shareText(line.percent)} they could hold ${amounts.amount(sumOf(below))} between them, which is less than ${amounts.amount(inside.work)}. So one of them is at this or above`,
                figure: shareText(line.percent),
              },
            ]
          : []),
      ],
    },
    ...(against > 0n
      ? [
          {
            kind: 'paragraph' as const,
            text: 'This plan stands lower only because limits leave cases of these with nobody: see “Rules kept”.',
          },
        ]
      : []),
  ]
}

/** What a priced proof comes to, redone from the data. */
interface PricedParts {
  /** Before the charge for all moves comes off. */
  gross: number
  cases: number
  /** Cases that the sum counts as changing worker, at the charge. */
  charged: number
}

function pricedParts(
  { problem }: Certificate,
  pairs: readonly Pairs[],
  line: WitnessLine,
): PricedParts {
  const price = new Map(line.workers.map((worker, at) => [worker, line.prices[at] as number]))
  const parts: PricedParts = { gross: 0, cases: 0, charged: 0 }
  pairs.forEach((own, unit) => {
    const holder = problem.units[unit]?.holder ?? null
    const mayKeep = line.charge > 0 && own.some(([worker]) => worker === holder)
    let least = Infinity
    let isCharged = false
    for (const [worker, cost] of own) {
      const away = mayKeep && worker !== holder
      const priced = (price.get(worker) ?? 0) * cost + (away ? line.charge : 0)
      if (priced >= least) continue
      least = priced
      isCharged = away
    }
    if (least === Infinity || least === 0) return
    parts.gross += least
    parts.cases += 1
    if (isCharged) parts.charged += 1
  })
  return parts
}

/** A sum in which an hour of some workers counts for more than an hour of others, explained. */
export function pricedSum(
  certificate: Certificate,
  pairs: readonly Pairs[],
  line: WitnessLine,
  words: SumWords,
): Block[] {
  const { amounts } = words
  const dearest = line.prices.reduce((most, price) => Math.max(most, price), 1)
  const { gross, cases, charged } = pricedParts(certificate, pairs, line)
  const capacity = line.workers.map((worker) => certificate.problem.workers[worker]?.capacity ?? 0)
  const most = capacity.map((own) => justBelow(own, line))
  const places = [2, 3, 4, 5, 6, 7].find(
    (n) => amounts.priced(line.work, dearest, n) !== amounts.priced(line.roomBelow, dearest, n),
  )
  const priced = (value: number, more = 0): string =>
    amounts.priced(value, dearest, Math.min(8, (places ?? 7) + more))
  const change = count(line.moves, 'change of worker', 'changes of worker')
  const shown = line.workers.slice(0, words.rows)
  const left = line.workers.length - shown.length
  return [
    {
      kind: 'paragraph',
      text: `Some workers can be relieved, and others cannot or only by a change of worker, so an hour of one is not as scarce as an hour of another. The sum therefore gives each worker’s time a price: 1 for the scarcest, less for the rest, nothing for whoever is not named. Each case is counted at the cheapest it could be with anybody who may hold it. Whatever the prices, no plan can be cheaper than that, so the test is fair.`,
    },
    ...(line.charge > 0
      ? [
          {
            kind: 'paragraph' as const,
            text:
              line.moves === 0
                ? `No case may change worker for the sake of it; one that did would cost a charge of ${priced(line.charge, 2)} in this sum.`
                : `A case that changes worker also costs a charge of ${priced(line.charge, 2)}; the charge for ${line.moves === 1 ? 'the one' : `all ${line.moves.toLocaleString('en-GB')}`} comes off again at the end. So a plan that keeps to ${change} never pays more than it is given back.`,
          },
        ]
      : []),
    {
      kind: 'table',
      caption: `What each could hold just below ${shareText(line.percent)}, in ${amounts.grain}`,
      columns: [
        { label: 'Worker', kind: 'text' },
        { label: 'Can carry', kind: 'number' },
        { label: 'Just below', kind: 'number' },
        { label: 'Price', kind: 'number' },
        { label: 'Priced', kind: 'number' },
      ],
      rows: shown.map((worker, at) => {
        const price = line.prices[at] as number
        const own = most[at] as number
        return [
          capital(words.worker(worker)),
          amounts.bare(capacity[at] as number),
          amounts.bare(own),
          decimal(price / dearest, 4),
          decimalOf(priced(own * price)),
        ]
      }),
      total: [
        'Together',
        amounts.bare(sumOf(capacity)),
        amounts.bare(sumOf(most)),
        '–',
        decimalOf(priced(line.roomBelow)),
      ],
      ...(left > 0
        ? {
            more: `${count(left, 'more worker')} ${left === 1 ? 'is' : 'are'} in the sum but not in the table: the file holds each of them.`,
          }
        : {}),
    },
    {
      kind: 'sum',
      lines: [
        {
          words: `${count(cases, 'case')}, each at its cheapest${charged > 0 ? `; ${charged.toLocaleString('en-GB')} of them cheapest with another worker, charge included` : ''}`,
          figure: priced(gross),
        },
        ...(line.charge > 0 && line.moves > 0
          ? [
              {
                words: `Less the charge for ${change}: ${line.moves.toLocaleString('en-GB')} × ${priced(line.charge, 2)}`,
                figure: `−${priced(line.charge * line.moves)}`,
              },
              { words: 'Left to be carried, whatever the plan', figure: priced(line.work) },
            ]
          : []),
        {
          words: `What they could hold just below ${shareText(line.percent)}: too little`,
          figure: priced(line.roomBelow),
        },
        {
          words: `What they could hold at ${shareText(line.percent)}: enough. So in every plan${line.charge === 0 ? '' : line.moves === 0 ? ' without one' : ` with at most ${change}`} somebody is at this or above`,
          figure: priced(line.room),
        },
      ],
    },
    {
      kind: 'paragraph',
      text: 'This one wants a calculator. Its figures are rounded here; the file has them in exact whole numbers.',
    },
  ]
}

/** The figure of an amount without its unit, for a column that names it. */
const decimalOf = (amount: string): string => amount.split('\u00a0')[0] as string
