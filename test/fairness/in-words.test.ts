import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Section, SectionTable } from '../../src/core/model/index.ts'
import {
  certificateInWords,
  certify,
  solve,
  type Certificate,
  type FairnessProblem,
} from '../../src/core/fairness/index.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const problems = (unit: string): fc.Arbitrary<FairnessProblem> =>
  fc
    .record({
      capacity: fc.array(fc.integer({ min: 0, max: 220 }), { minLength: 1, maxLength: 7 }),
      units: fc.array(
        fc.record({
          holder: fc.nat(),
          held: fc.boolean(),
          frozen: fc.boolean(),
          children: fc.integer({ min: 1, max: 3 }),
          costs: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 7, maxLength: 7 }),
          may: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        }),
        { minLength: 0, maxLength: 24 },
      ),
      limit: fc.option(fc.integer({ min: 1, max: 9 })),
    })
    .map(({ capacity, units, limit }) => ({
      unit,
      fullTime: 210,
      workers: capacity.map((own, at) => ({
        id: `w${at}`,
        capacity: own,
        ...(limit === null ? {} : { limits: { children: limit } }),
      })),
      units: units.map((one, at) => {
        const holder = one.held ? one.holder % capacity.length : null
        const eligible = capacity.flatMap((_, worker): [number, number][] =>
          one.may[worker] || worker === holder ? [[worker, one.costs[worker] as number]] : [],
        )
        return {
          id: `u${at}`,
          children: one.children,
          families: 1,
          statutory: true,
          holder,
          frozen: one.frozen && holder !== null,
          eligible,
          counts: { children: one.children },
        }
      }),
    }))

function certified(problem: FairnessProblem, maxMoves: number | null, seed = 1): Certificate {
  const solved = solve(problem, { maxMoves, seed, effort: 'quick' })
  if (!solved.ok) throw new Error(solved.problem[0]?.sentence)
  const made = certify(solved.value, {
    agreement: { id: 'fairload-hours', version: '1' },
    engine: 'test',
    sha256,
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  return made.value
}

const textsOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'paragraph':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'sum':
      return block.lines.flatMap(({ words, figure }) => [words, figure])
    case 'table':
      return [
        block.caption,
        ...block.columns.map(({ label }) => label),
        ...block.rows.flat(),
        ...(block.total ?? []),
        ...(block.more ? [block.more] : []),
      ]
    case 'picture':
      return [block.alt]
  }
}
const everything = (sections: readonly Section[]): string[] =>
  sections
    .flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap(textsOf)])
    .map((text) => text.replaceAll('\u00a0', ' '))
const read = (sections: readonly Section[], heading: string): string =>
  everything(sections.filter((one) => one.heading === heading)).join('\n')
const tablesOf = (sections: readonly Section[], heading: string): SectionTable[] =>
  sections
    .filter((one) => one.heading === heading)
    .flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'))

const number = (text: string): number => Number(text.replaceAll(',', '').replace('−', '-'))
/** `12.5 + 8.5 × 3 + 4`, added up as a reader would. */
const addUp = (text: string): number =>
  text === 'none'
    ? 0
    : text.split(' + ').reduce((sum, part) => {
        const [each = '', times = '1'] = part.split(/\s×\s/)
        return sum + number(each) * number(times)
      }, 0)

/** Four decimals as two, half up. */
const pointsAsRead = (points: string): string => {
  const hundredths = Math.floor((Math.round(Number(points) * 10_000) + 50) / 100)
  return (hundredths / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 }).replace('.00', '')
}

/** Workers who may all hold each case. */
const team = (costs: readonly number[], workers = 3): FairnessProblem => ({
  unit: 'half-hours a month',
  fullTime: 210,
  workers: Array.from({ length: workers }, (_, at) => ({ id: `w${at}`, capacity: 200 + at })),
  units: costs.map((cost, at) => ({
    id: `u${at}`,
    children: 1,
    families: 1,
    statutory: true,
    holder: at % workers,
    frozen: false,
    eligible: Array.from({ length: workers }, (_, worker): [number, number] => [worker, cost]),
  })),
})

const units = ['half-hours a month', 'points', 'points ÷ 100', 'hours a week ÷ 60']

describe('a certificate in words', () => {
  it('says no figure that is none, and gets one and many right, whatever the caseload', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...units).chain((unit) => problems(unit)),
        fc.option(fc.integer({ min: 0, max: 6 })),
        (problem, maxMoves) => {
          for (const text of everything(certificateInWords(certified(problem, maxMoves)))) {
            expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object|\.\.|\s{2}|^\s*$/)
            expect(text).not.toMatch(
              /(^|[^\d.,÷])1 (hours|points|workers|cases|families|children|changes|transfers|swaps|pairs|exchanges)\b/,
            )
            expect(text).not.toMatch(
              /(\d[02-9]|(^|\s)[02-9]) (worker|case|family|child|change|transfer|swap|pair|exchange|hour)\b/,
            )
          }
        },
      ),
      { numRuns: 150, seed: 11 },
    )
  })

  it('gives a sum that anyone can add up, and that comes to what it says', () => {
    let redone = 0
    fc.assert(
      fc.property(problems('half-hours a month'), fc.option(fc.nat(4)), (problem, maxMoves) => {
        const certificate = certified(problem, maxMoves)
        const sections = certificateInWords(certificate)
        const table = tablesOf(sections, 'Add these up yourself').find(({ columns }) =>
          columns.some(({ label }) => label === 'Cases that nobody else may hold'),
        )
        if (!table) return
        redone += 1
        const at = table.columns.findIndex(({ label }) => label.startsWith('Cases'))
        let work = 0
        let carry = 0
        for (const row of table.rows) {
          expect(addUp(row[at] ?? '')).toBe(number(row[at + 1] ?? ''))
          work += number(row[at + 1] ?? '')
          carry += row[1] === '–' ? 0 : number(row[1] ?? '')
        }
        if (table.total) {
          expect(number(table.total[at + 1] ?? '')).toBe(work)
          expect(number(table.total[1] ?? '')).toBe(carry)
        }
        const text = read(sections, 'Add these up yourself')
        expect(text).toContain(
          `${((work / carry) * 100).toLocaleString('en-GB', {
            minimumFractionDigits: 2,
            maximumFractionDigits: 2,
          })} %`,
        )
        // What the reader works out is never above what the certificate proves without a limit.
        const line = certificate.unlimited ?? certificate.minimum
        if (certificate.constraints.withNobody.length === 0)
          expect(work / carry).toBeLessThanOrEqual(line.load / line.capacity + 1e-9)
      }),
      { numRuns: 120, seed: 12 },
    )
    expect(redone).toBeGreaterThan(60)
  })

  it('claims the certificate’s own figures: the busiest, the minimum, the gap and who', () => {
    fc.assert(
      fc.property(problems('half-hours a month'), fc.option(fc.nat(4)), (problem, maxMoves) => {
        const certificate = certified(problem, maxMoves)
        const { busiest, minimum, gap } = certificate
        const said = read(certificateInWords(certificate), 'What this plan proves')
        if (busiest.worker === null) {
          expect(said).toContain('nobody carries any work')
          return
        }
        expect(said).toContain(`worker ${busiest.worker + 1},`)
        expect(said).toContain(`${(busiest.load / 2).toLocaleString('en-GB')} hour`)
        const isProven = busiest.load * minimum.capacity === minimum.load * busiest.capacity
        expect(said.includes('it is proven')).toBe(isProven)
        if (!isProven) {
          expect(said).toContain(`${pointsAsRead(gap.points)} point`)
        }
      }),
      { numRuns: 100, seed: 13 },
    )
  })

  it('shows each worker’s children, families, work and what is too much, as the certificate has them', () => {
    fc.assert(
      fc.property(problems('half-hours a month'), (problem) => {
        const certificate = certified(problem, null)
        const [table] = tablesOf(certificateInWords(certificate), 'Everybody, in plain counts too')
        const over = new Map(certificate.overload.workers)
        table?.rows.forEach((row, at) => {
          const [, children, families] = certificate.counts.workers[at] ?? []
          expect(row.slice(1, 3).map(number)).toEqual([children, families])
          expect(row[6]).toBe(over.has(at) ? ((over.get(at) ?? 0) / 2).toFixed(1) : '–')
          if (problem.workers[at]?.capacity === 0) expect(row[5]).toBe('none can be carried')
        })
      }),
      { numRuns: 60, seed: 14 },
    )
  })

  it('puts the claim first, the sum after it and the small print last', () => {
    const headings = certificateInWords(certified(team([60, 50, 40, 30, 20, 10, 9]), null)).map(
      ({ heading }) => heading,
    )
    expect(headings.slice(0, 2)).toEqual(['What this plan proves', 'Add these up yourself'])
    expect(headings.at(-1)).toBe('Small print')
    expect(headings.indexOf('What was tried')).toBeLessThan(
      headings.indexOf('Too few people, or unfairly shared'),
    )
  })

  it('sets what holds for any number of moves beside what holds for few', () => {
    const problem = team([90, 90, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5])
    const crowded = { ...problem, units: problem.units.map((unit) => ({ ...unit, holder: 0 })) }
    const certificate = certified(crowded, 2)
    const said = everything(certificateInWords(certificate)).join('\n')
    expect(certificate.unlimited).not.toBeNull()
    expect(said).toContain('with at most 2 changes of worker')
    expect(said).toContain(`${Number(certificate.minimum.percent).toFixed(2)} %`)
    expect(said).toContain(`${Number(certificate.unlimited?.percent).toFixed(2)} %`)
    expect(said).toContain('Less the charge for 2 changes of worker')
    expect(said).toContain('2 of at most 2 changes of worker are used')
  })

  it('keeps what people are missing apart from what is unfairly shared', () => {
    const said = read(
      certificateInWords(certified(team([210, 210, 210, 210]), null)),
      'Too few people, or unfairly shared',
    )
    expect(said).toMatch(/\d points from too few people/)
    expect(said).toMatch(/hours of capacity are missing, or [\d.]+ (of a )?full-time workers?/)
    const calm = read(
      certificateInWords(certified(team([10, 10, 10]), null)),
      'Too few people, or unfairly shared',
    )
    expect(calm).toContain('enough capacity')
  })

  it('names people where it may, and numbers them where it may not', () => {
    const certificate = certified(team([90, 80, 70, 60, 50]), null)
    const named = everything(
      certificateInWords(certificate, {
        worker: (place) => ['Siân', 'Łucja', 'O’Neill'][place] ?? '',
        unit: (place) => `child ${place}`,
      }),
    ).join('\n')
    expect(named).toContain('O’Neill')
    expect(named).not.toMatch(/worker \d/)
    expect(named).not.toContain('numbered in the order of the file')
    expect(everything(certificateInWords(certificate)).join('\n')).toContain('It names nobody.')
  })

  it('cuts long tables, says how many are left out, and still adds up', () => {
    const costs = Array.from({ length: 120 }, (_, at) => 5 + (at % 37))
    const sections = certificateInWords(certified(team(costs, 40), null))
    const [everybody] = tablesOf(sections, 'Everybody, in plain counts too')
    expect(everybody?.rows.length).toBe(20)
    expect(everybody?.more).toBe('20 more workers, all less full: the file holds each of them.')
    const [sum] = tablesOf(sections, 'Add these up yourself')
    expect(sum?.rows.length).toBe(21)
    expect(sum?.rows.at(-1)?.[0]).toBe('20 more workers together')
    const together = sum?.rows.map((row) => number(row.at(-1) ?? '')) ?? []
    expect(together.reduce((all, one) => all + one, 0)).toBe(number(sum?.total?.at(-1) ?? ''))
  })
})
