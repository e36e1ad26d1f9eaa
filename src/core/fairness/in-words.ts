import { count } from '../../kit/index.ts'
import type { Block, Section, SectionTable } from '../model/index.ts'
import type { Certificate, WitnessLine } from './certificate-schema.ts'
import { compareUtilisation, percentText, utilisationText, type Utilisation } from './exact.ts'
import {
  amountsIn,
  capital,
  decimal,
  pointsText,
  shareText,
  type Amounts,
} from './in-words-amounts.ts'
import { handingSum, triedSum, worthsSum } from './in-words-handing.ts'
import {
  isPlain,
  plainSum,
  pricedSum,
  usablePairs,
  type Pairs,
  type SumWords,
} from './in-words-sum.ts'

/** What to call whoever stands at a place of the certificate, for a reader who may know it. */
export interface Reading {
  worker(place: number): string
  unit(place: number): string
}

/** As the file numbers them, from 1. */
const byNumber: Reading = {
  worker: (place) => `worker ${place + 1}`,
  unit: (place) => `case ${place + 1}`,
}

/** How many rows each table shows: with these a team's certificate keeps to two sides of A4. */
const ROWS = { everybody: 20, moves: 8, sum: 20, levels: 5, names: 5 } as const

/** What every section draws on. */
interface Told {
  certificate: Certificate
  reading: Reading
  amounts: Amounts
  load: number[]
  before: number[]
  pairs: Pairs[]
}

/**
 * The certificate as a person reads it: what is claimed, the sum to redo on paper, what was tried, what
 * staffing explains and what it does not, everybody in plain counts, the moves, the rules kept; last the
 * small print. Every figure is the certificate's, in hours where it counts half-hours.
 *
 * @param reading names people and cases for a reader who may know them; numbers otherwise.
 */
export function certificateInWords(
  certificate: Certificate,
  reading: Reading = byNumber,
): Section[] {
  const { problem, assignment } = certificate
  const told: Told = {
    certificate,
    reading,
    amounts: amountsIn(problem.unit),
    load: loads(
      problem,
      problem.units.map((_, unit) => assignment[unit] ?? null),
    ),
    before: loads(
      problem,
      problem.units.map((unit) => unit.holder),
    ),
    pairs: usablePairs(problem),
  }
  return [
    claim(told),
    addUp(told),
    ...deeper(told),
    tried(told),
    staffing(told),
    everybody(told),
    moves(told),
    rules(told),
    smallPrint(told, reading === byNumber),
  ]
}

function loads(problem: Certificate['problem'], holders: readonly (number | null)[]): number[] {
  const load = problem.workers.map(() => 0)
  problem.units.forEach((unit, at) => {
    const holder = holders[at]
    const own = unit.eligible.find(([worker]) => worker === holder)
    if (own) load[own[0]] = (load[own[0]] as number) + own[1]
  })
  return load
}

const paragraph = (...sentences: string[]): Block => ({
  kind: 'paragraph',
  text: sentences.filter((sentence) => sentence !== '').join(' '),
})

/** `a, b and c`; beyond a few, how many more. */
function names(all: readonly string[]): string {
  const shown = all.length > ROWS.names + 1 ? all.slice(0, ROWS.names) : all
  const last = all.length > shown.length ? `${decimal(all.length - shown.length, 0)} more` : ''
  const parts = last === '' ? shown.slice(0, -1) : shown
  const end = last === '' ? (shown.at(-1) ?? '') : last
  return parts.length === 0 ? end : `${parts.join(', ')} and ${end}`
}

const compare = (a: Utilisation, b: Utilisation): number =>
  compareUtilisation(a.load, a.capacity, b.load, b.capacity)

const changes = (n: number): string => count(n, 'change of worker', 'changes of worker')

/** `with at most 4 changes of worker`; nothing where there is no limit. */
const within = (limit: number | null): string =>
  limit === null
    ? ''
    : limit === 0
      ? ' without a change of worker'
      : ` with at most ${changes(limit)}`

function claim({ certificate, reading, amounts }: Told): Section {
  const { busiest, minimum, unlimited, gap, moves: moved, problem } = certificate
  const proven = compare(busiest, minimum) === 0
  const limit = unlimited === null ? null : moved.limit
  const whom = busiest.worker === null ? '' : reading.worker(busiest.worker)
  const blocks: Block[] = []
  if (busiest.worker === null) {
    blocks.push(paragraph('Under this plan nobody carries any work, so nothing needs proof.'))
  } else {
    blocks.push(
      paragraph(
        `Under this plan the busiest of ${count(problem.workers.length, 'worker')} is ${whom}, with ${amounts.amount(busiest.load)} of work where ${amounts.amount(busiest.capacity)} can be carried safely: ${shareText(busiest.percent)}.`,
        proven
          ? `No plan${within(limit)} can bring the busiest below that: it is proven.`
          : `No plan${within(limit)} can bring the busiest below ${shareText(minimum.percent)}. This plan stands ${pointsText(gap.points)} above what is proven: ${gap.load === 0 ? `not even a step of ${amounts.amount(1)}` : `at most ${amounts.amount(gap.load)}`} of ${whom}’s work.`,
        unlimited === null || moved.limit === null
          ? ''
          : compare(unlimited, minimum) === 0
            ? 'That holds however many families change worker.'
            : `However many families changed worker, nobody could bring the busiest below ${shareText(unlimited.percent)}.`,
      ),
    )
  }
  blocks.push(
    paragraph(
      `All work is counted in ${amounts.inFull}. Brothers and sisters who stay together are one case here, and so is agreed work that is no child’s.`,
    ),
  )
  return { heading: 'What this plan proves', blocks }
}

function addUp(told: Told): Section {
  const { certificate, reading, amounts, pairs } = told
  const { minimum, unlimited } = certificate
  const words: SumWords = { amounts, worker: reading.worker, rows: ROWS.sum }
  const open = unlimited ?? minimum
  const blocks: Block[] = []
  if (open.load === 0) {
    blocks.push(paragraph('No sum is needed: nothing has to be carried by anybody in particular.'))
  } else if (isPlain(open)) {
    blocks.push(
      ...plainSum(certificate, pairs, open, words),
      ...handingSum(open, words),
      ...triedSum(open, words),
      ...worthsSum(open),
    )
  } else {
    const capacity = (line: WitnessLine): number =>
      line.workers.reduce((sum, at) => sum + (certificate.problem.workers[at]?.capacity ?? 0), 0)
    const simple = plainSum(certificate, pairs, open, words)
    const shows = simple.length > 0 && capacity(open) > 0
    if (shows) {
      blocks.push(
        paragraph('First a sum for paper, which does not show quite all.'),
        ...simple,
        paragraph('Now the sum that shows all.'),
      )
    }
    blocks.push(...pricedSum(certificate, pairs, open, words))
  }
  if (unlimited !== null && compare(unlimited, minimum) !== 0) {
    blocks.push(
      paragraph(
        minimum.charge === 0 && minimum.worths === null
          ? `A second sum, with prices, shows more: ${shareText(minimum.percent)}.`
          : `That holds however many families change worker. ${capital(within(minimum.worths?.moves ?? minimum.moves).trim())} more can be proven: ${shareText(minimum.percent)}.`,
      ),
      ...(minimum.worths ? worthsSum(minimum) : pricedSum(certificate, pairs, minimum, words)),
    )
  }
  return { heading: 'Add these up yourself', blocks }
}

/** The levels below the busiest, each without the workers of those before. */
function deeper({ certificate, reading, load }: Told): Section[] {
  const { levels, problem, minimum } = certificate
  if (levels.length === 0) return []
  const fullest = ({ workers }: WitnessLine): Utilisation =>
    workers
      .map((at): Utilisation => ({
        load: load[at] as number,
        capacity: problem.workers[at]?.capacity ?? 0,
      }))
      .reduce((a, b) => (compare(a, b) >= 0 ? a : b), { load: 0, capacity: 1 })
  const shown = levels.slice(0, ROWS.levels)
  const table: SectionTable = {
    kind: 'table',
    caption: 'The rest, level by level',
    columns: [
      { label: 'Among', kind: 'text' },
      { label: 'Cases only they may hold', kind: 'number' },
      { label: 'No plan below', kind: 'number' },
      { label: 'Here', kind: 'number' },
    ],
    rows: shown.map((line) => [
      capital(names(line.workers.map((at) => reading.worker(at)))),
      decimal(line.units, 0),
      shareText(line.percent),
      shareText(utilisationText(fullest(line)) ?? '0.0000'),
    ]),
    ...(levels.length > shown.length
      ? {
          more: `${count(levels.length - shown.length, 'more level')} in the file.`,
        }
      : {}),
  }
  return [
    {
      heading: 'Those who are less busy',
      blocks: [
        paragraph(
          `The sum above settles ${names(minimum.workers.map((at) => reading.worker(at)))}. For the others there is a sum of the same kind for each row below: as long as those above take none of their work, the fullest of them cannot stand lower, however many families change worker.`,
        ),
        table,
      ],
    },
  ]
}

function tried({ certificate }: Told): Section {
  const { stability, moves: moved } = certificate
  const { transfers, swaps, redivisions } = stability
  const all = transfers + swaps + (redivisions ?? 0)
  const spare = moved.limit === null ? null : Math.max(0, moved.limit - moved.used)
  return {
    heading: 'What was tried',
    blocks: [
      paragraph(
        stability.helpful === 0
          ? `0 of ${count(all, 'exchange')} ${all === 1 ? 'helps' : 'help'}.`
          : `${count(all, 'exchange')} ${all === 1 ? 'was' : 'were'} looked at. For ${count(stability.helpful, 'pair')} of colleagues one more would make the two more even; it was given up, because it asks more of the children who would change worker than it brings.`,
        `Tried were ${count(transfers, 'transfer')} of one case to a colleague who may hold it, ${count(swaps, 'swap')} of two cases between colleagues${redivisions === null ? '' : `, and for ${count(redivisions, 'pair')} of colleagues every way to divide anew what they can share`}.`,
        'An exchange helps if it leaves the fuller of the two less full, or the other one where the fuller stays as they are.',
        redivisions === null
          ? 'Where limits on numbers stand, pairs are tried by transfers and swaps alone.'
          : '',
        spare === null
          ? ''
          : spare === 0
            ? 'All changes of worker that were allowed are used, so only exchanges that need no more were asked for.'
            : `Only exchanges that need no more than the ${count(spare, 'change')} of worker still allowed were asked for.`,
      ),
    ],
  }
}

function staffing({ certificate, amounts, load }: Told): Section {
  const { split, busiest, overload, problem } = certificate
  const full: Utilisation = { load: 1, capacity: 1 }
  const over = overload.workers.length
  const known = problem.workers.filter(({ capacity }) => capacity > 0).length
  const cannot = problem.workers.filter(
    ({ capacity }, at) => capacity === 0 && (load[at] as number) > 0,
  ).length
  const proven = compare(busiest, certificate.minimum) === 0
  const blocks: Block[] = []
  if (compare(busiest, full) <= 0) {
    blocks.push(
      paragraph(
        'Nobody who can carry work has more than they can carry safely. There is enough capacity for this work.',
      ),
    )
  } else {
    const limit =
      split.limitOnMoves === '0.0000'
        ? ''
        : `, ${pointsText(split.limitOnMoves)} from the limit on changes of worker`
    blocks.push(
      paragraph(
        `The busiest stands ${pointsText(minusHundred(busiest.percent))} above 100\u00a0%: ${pointsText(split.understaffing)} from too few people${limit} and ${proven ? '' : 'at most '}${pointsText(split.unfairness)} from how the work is shared.`,
        split.missing > 0
          ? `For everybody in the sum to be safe, ${amounts.amount(split.missing)} of capacity ${verb(amounts.amount(split.missing))} missing, or ${fullTimeWorkers(split.missingFullTimeHundredths)}, who can carry ${amounts.amount(problem.fullTime)}.`
          : 'Nothing proves that people are missing.',
        split.understaffing === '0.0000'
          ? ''
          : 'No way of sharing the work out can mend the first part; only people, or less work, can.',
        `${decimal(over, 0)} of ${count(known, 'worker')} ${over === 1 ? 'carries' : 'carry'} more than they can carry safely: ${amounts.amount(overload.total)} together.`,
      ),
    )
  }
  if (cannot > 0) {
    blocks.push(
      paragraph(
        `${count(cannot, 'worker')} who can carry nothing still ${cannot === 1 ? 'holds' : 'hold'} work.`,
      ),
    )
  }
  return { heading: 'Too few people, or unfairly shared', blocks }
}

const minusHundred = (percent: string): string => {
  const tenThousandths = BigInt(percent.replace('.', '')) - 1_000_000n
  return percentText(tenThousandths, 1_000_000n)
}

const verb = (amount: string): string => (amount.startsWith('1\u00a0') ? 'is' : 'are')

function fullTimeWorkers(hundredths: number): string {
  const text = decimal(hundredths / 100, 2).replace(/\.?0+$/, '')
  return hundredths < 100
    ? `${text} of a full-time worker`
    : `${text} full-time ${text === '1' ? 'worker' : 'workers'}`
}

function everybody({ certificate, reading, amounts, load }: Told): Section {
  const { problem, counts, overload, spread } = certificate
  const over = new Map(overload.workers)
  const share = (at: number): string => {
    const text = utilisationText({
      load: load[at] as number,
      capacity: problem.workers[at]?.capacity ?? 0,
    })
    return problem.workers[at]?.capacity === 0 || text === null
      ? 'none can be carried'
      : shareText(text)
  }
  const all = problem.workers.map((_, at) => at)
  const shown =
    all.length <= ROWS.everybody
      ? all
      : [...all]
          .sort(
            (a, b) =>
              compareUtilisation(
                load[b] as number,
                problem.workers[b]?.capacity ?? 0,
                load[a] as number,
                problem.workers[a]?.capacity ?? 0,
              ) || a - b,
          )
          .slice(0, ROWS.everybody)
  const left = all.length - shown.length
  const at = (level: Utilisation): string => shareText(utilisationText(level) ?? '0.0000')
  return {
    heading: 'Everybody, in plain counts too',
    blocks: [
      paragraph(
        `${count(counts.children, 'child', 'children')} of ${count(counts.families, 'family', 'families')}, ${count(counts.units, 'case')} in all. A family that is with several workers counts with each of them. The worker in the middle stands at ${at(spread.median)}${all.length < 10 ? '' : `; about a tenth of the workers stand at ${at(spread.lowTenth)} or below, and about a tenth at ${at(spread.highTenth)} or above`}.`,
      ),
      {
        kind: 'table',
        caption: left > 0 ? `The ${shown.length} fullest workers` : 'Each worker under this plan',
        columns: [
          { label: 'Worker', kind: 'text' },
          { label: 'Children', kind: 'number' },
          { label: 'Families', kind: 'number' },
          { label: `Work (${amounts.many})`, kind: 'number' },
          { label: 'Can carry', kind: 'number' },
          { label: 'Share', kind: 'number' },
          { label: 'Too much by', kind: 'number' },
        ],
        rows: shown.map((worker) => {
          const [, children = 0, families = 0] = counts.workers[worker] ?? []
          return [
            capital(reading.worker(worker)),
            decimal(children, 0),
            decimal(families, 0),
            amounts.bare(load[worker] as number),
            amounts.bare(problem.workers[worker]?.capacity ?? 0),
            share(worker),
            over.has(worker) ? amounts.bare(over.get(worker) as number) : '–',
          ]
        }),
        ...(left > 0
          ? { more: `${count(left, 'more worker')}, all less full: the file holds each of them.` }
          : {}),
      },
    ],
  }
}

const WHY = {
  'holder cannot keep it': 'their worker cannot keep it',
  'relieves its holder': 'relieves their worker',
  exchange: 'makes room in an exchange',
} as const

function moves({ certificate, reading, amounts, load, before }: Told): Section {
  const { moves: moved, problem, assignment } = certificate
  const placed = problem.units.filter(
    ({ holder }, at) => holder === null && (assignment[at] ?? null) !== null,
  ).length
  const shown = moved.list.slice(0, ROWS.moves)
  const left = moved.list.length - shown.length
  const share = (of: readonly number[], at: number): string => {
    const capacity = problem.workers[at]?.capacity ?? 0
    const text = utilisationText({ load: of[at] as number, capacity })
    return capacity === 0 || text === null ? '' : ` (${shareText(text)})`
  }
  const blocks: Block[] = [
    paragraph(
      moved.limit === null
        ? `${decimal(moved.used, 0)} ${moved.used === 1 ? 'case changes' : 'cases change'} worker; no limit was set.`
        : moved.limit === 0 && moved.used === 0
          ? 'No change of worker was allowed, and none is made.'
          : `${decimal(moved.used, 0)} of at most ${changes(moved.limit)} ${moved.used === 1 ? 'is' : 'are'} used.`,
      moved.limit !== null && moved.used > moved.limit
        ? 'More than the limit: their workers cannot keep these cases.'
        : '',
      placed > 0
        ? `${count(placed, 'case')} that nobody held ${placed === 1 ? 'is' : 'are'} given a worker.`
        : '',
    ),
  ]
  if (shown.length > 0) {
    blocks.push({
      kind: 'table',
      caption: 'Each change of worker, with its reason',
      columns: [
        { label: 'Case', kind: 'text' },
        { label: 'From (share before)', kind: 'text' },
        { label: 'To (share after)', kind: 'text' },
        { label: amounts.many === 'hours' ? 'Hours' : `Work (${amounts.many})`, kind: 'number' },
        { label: 'Why', kind: 'text' },
      ],
      rows: shown.map(({ unit, from, to, reason }) => [
        capital(reading.unit(unit)),
        `${capital(reading.worker(from))}${share(before, from)}`,
        `${capital(reading.worker(to))}${share(load, to)}`,
        amounts.bare(problem.units[unit]?.eligible.find(([worker]) => worker === to)?.[1] ?? 0),
        WHY[reason],
      ]),
      ...(left > 0
        ? { more: `${count(left, 'more change')} of worker: the file holds each of them.` }
        : {}),
    })
  }
  return { heading: 'Who changes worker', blocks }
}

function rules({ certificate, reading }: Told): Section {
  const { constraints, problem } = certificate
  const frozen = problem.units.filter((unit) => unit.frozen).length
  const { withNobody, limits, limitsExceeded } = constraints
  return {
    heading: 'Rules kept',
    blocks: [
      paragraph(
        'Every case that has a worker is with somebody who may hold it. Brothers and sisters who were together stayed together.',
        frozen === 0
          ? 'No case was marked to stay.'
          : `${count(frozen, 'case')} marked to stay ${frozen === 1 ? 'has' : 'have all'} stayed.`,
        limits.length === 0
          ? 'No limits on numbers were set.'
          : limitsExceeded === 0
            ? `No limit is exceeded: ${limits.join(', ')}.`
            : `No limit is exceeded further than it is today: ${limits.join(', ')}. ${limitsExceeded === 1 ? 'One is exceeded today and still is' : `${limitsExceeded} are exceeded today and still are`}, each for one worker: whoever holds more than was agreed may keep it, and takes on nothing but in exchange.`,
        withNobody.length === 0
          ? 'No case is left with nobody.'
          : `${count(withNobody.length, 'case')} ${withNobody.length === 1 ? 'is' : 'are'} with nobody, because nobody may hold ${withNobody.length === 1 ? 'it' : 'them'} or the limits leave no room: ${names(withNobody.map((at) => reading.unit(at)))}.`,
      ),
    ],
  }
}

function smallPrint({ certificate }: Told, isNumbered: boolean): Section {
  const { made, digests } = certificate
  return {
    heading: 'Small print',
    smallPrint: true,
    blocks: [
      {
        kind: 'list',
        items: [
          made.agreement === null
            ? 'Agreement: none; weights and capacities are as the data gave them.'
            : `Agreement: ${made.agreement.id}, version ${made.agreement.version}.`,
          `Made by ${made.engine}, seed ${made.seed}, effort ${made.effort}. The same data, seed and effort give the same plan on every machine.`,
          `Data (SHA-256): ${made.inputHash}`,
          `${count(Object.keys(digests).length, 'fingerprint')} in the file, one for each part, so that no line can be changed alone. That of the plan itself: ${digests.assignment ?? 'missing'}`,
          ...(isNumbered
            ? ['Workers and cases are numbered in the order of the file, from 1. It names nobody.']
            : []),
          'To check: run “fairload check” on the file. It redoes every sum from the data with none of the code that made the plan.',
        ],
      },
    ],
  }
}
