import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assemble, compare } from '../../src/core/caseload/index.ts'
import type { ChildId, ChildRecord, Records } from '../../src/core/model/index.ts'
import { anyChildren, anyNearDay, anyRecords } from './arbitrary.ts'
import { DAY, answers, d, records, row } from './build.ts'
import { referenceStatus } from './status-reference.ts'

const RUNS = { numRuns: 600 }

const rowsOf = (children: readonly ChildRecord[]): Map<ChildId, ChildRecord[]> => {
  const found = new Map<ChildId, ChildRecord[]>()
  for (const record of children)
    found.set(record.child, [...(found.get(record.child) ?? []), record])
  return found
}

const NO_CASE = new Set(['early-help', 'closed', 'unknown'])

/** The records with their rows dealt in another order. */
const shuffled: fc.Arbitrary<[Records, Records]> = anyRecords.chain((given) =>
  fc
    .tuple(
      fc.shuffledSubarray(given.children, { minLength: given.children.length }),
      fc.shuffledSubarray(given.people, { minLength: given.people.length }),
      fc.shuffledSubarray(given.families, { minLength: given.families.length }),
    )
    .map(([children, people, families]): [Records, Records] => [
      given,
      { ...given, children, people, families },
    ]),
)

describe('the status rule', () => {
  test('agrees with its slow, obvious twin on any rows and any day', () => {
    fc.assert(
      fc.property(anyChildren, anyNearDay, (children, on) => {
        const caseload = assemble(records({ children }), on, answers())
        const cases = new Map(caseload.cases.map((c) => [c.child, c]))
        let earlyHelp = 0
        let closed = 0
        for (const [child, rows] of rowsOf(children)) {
          const verdict = referenceStatus(rows, on)
          const found = cases.get(child)
          if (NO_CASE.has(verdict.status)) {
            expect(found).toBeUndefined()
            if (verdict.status === 'early-help') earlyHelp += 1
            if (verdict.status === 'closed') closed += 1
            continue
          }
          expect(found?.status).toBe(verdict.status)
          expect(found?.flags).toEqual(verdict.flags)
          expect(found?.from[0]).toEqual(verdict.setBy?.from)
        }
        expect(caseload.outside).toMatchObject({ earlyHelp, closed })
      }),
      { numRuns: 3000 },
    )
  })
})

describe('laws of a caseload', () => {
  test('the order of rows in memory never matters: only their places in the file do', () => {
    fc.assert(
      fc.property(shuffled, ([given, dealt]) => {
        expect(assemble(dealt, DAY, answers())).toEqual(assemble(given, DAY, answers()))
      }),
      RUNS,
    )
  })

  test('a closed row of another child changes no case, no worker and no finding', () => {
    fc.assert(
      fc.property(anyRecords, (given) => {
        const closed = row('need-episode', 'zz', {
          row: 9000,
          status: 'closed',
          closed: d('2026-09-01'),
          worker: 'Somebody Else',
          team: null,
        })
        // The first row of list 6 in an upload also tells that list 6 was given at all.
        const sixth = row('need-episode', 'zy', { row: 9001, closed: d('2026-09-01'), team: null })
        const before = assemble({ ...given, children: [...given.children, sixth] }, DAY, answers())
        const after = assemble(
          { ...given, children: [...given.children, sixth, closed] },
          DAY,
          answers(),
        )
        expect(after).toEqual({
          ...before,
          outside: { ...before.outside, closed: before.outside.closed + 1 },
        })
      }),
      RUNS,
    )
  })

  test('every open child appears exactly once, and only children who have rows appear', () => {
    fc.assert(
      fc.property(anyRecords, anyNearDay, (given, on) => {
        const { cases } = assemble(given, on, answers())
        const ids = cases.map((c) => c.child)
        expect(new Set(ids).size).toBe(ids.length)
        const open = [...rowsOf(given.children)]
          .filter(([, rows]) => !NO_CASE.has(referenceStatus(rows, on).status))
          .map(([child]) => child)
        expect([...ids].sort()).toEqual(open.sort())
      }),
      RUNS,
    )
  })

  test('cases are allocated, unallocated or phantom, and every holder, team and parent is listed', () => {
    fc.assert(
      fc.property(anyRecords, (given) => {
        const { cases, workers, teams } = assemble(given, DAY, answers())
        const kinds = { worker: 0, unallocated: 0, phantom: 0 }
        const workerIds = new Set(workers.map((worker) => worker.id))
        const teamIds = new Set(teams.map((team) => team.id))
        for (const c of cases) {
          kinds[c.holder.kind] += 1
          if (c.holder.kind !== 'unallocated' && c.holder.worker !== null)
            expect(workerIds).toContain(c.holder.worker)
          if (c.team !== null) expect(teamIds).toContain(c.team)
        }
        expect(kinds.worker + kinds.unallocated + kinds.phantom).toBe(cases.length)
        expect(workerIds.size).toBe(workers.length)
        expect(teamIds.size).toBe(teams.length)
        for (const worker of workers) if (worker.team) expect(teamIds).toContain(worker.team)
        for (const team of teams) if (team.parent) expect(teamIds).toContain(team.parent)
      }),
      RUNS,
    )
  })

  test('no name of a worker is ever in a sentence', () => {
    fc.assert(
      fc.property(anyRecords, (given) => {
        for (const { sentence } of assemble(given, DAY, answers()).findings) {
          expect(sentence).not.toMatch(/okoye|amara|jo lin|reed|quist/i)
        }
      }),
      RUNS,
    )
  })

  test('every finding stands at a row that was read, or at a file', () => {
    fc.assert(
      fc.property(anyRecords, (given) => {
        const places = new Set(
          [...given.children, ...given.people, ...given.families].map(
            ({ from }) => `${from.file}|${from.sheet}|${from.row}`,
          ),
        )
        for (const f of assemble(given, DAY, answers()).findings) {
          if (f.row !== null) expect(places).toContain(`${f.file}|${f.sheet}|${f.row}`)
        }
      }),
      RUNS,
    )
  })

  test('answering every question about a name leaves none to ask again', () => {
    fc.assert(
      fc.property(anyRecords, fc.nat(), (given, pick) => {
        const settled = new Map<string, string>()
        for (let round = 0; round < 4; round += 1) {
          for (const { question } of assemble(given, DAY, settled).findings) {
            if (!question) continue
            const option = question.options[pick % question.options.length]
            settled.set(question.key, option?.value ?? 'new-worker')
          }
        }
        expect(assemble(given, DAY, settled).findings.filter((f) => f.question)).toEqual([])
      }),
      RUNS,
    )
  })
})

describe('laws of a comparison', () => {
  test('a caseload compared with itself has no changes', () => {
    fc.assert(
      fc.property(anyRecords, (given) => {
        const caseload = assemble(given, DAY, answers())
        const { counts, involvements } = compare(caseload, caseload)
        expect(Object.values(counts).every((n) => n === 0)).toBe(true)
        expect(involvements).toEqual([])
      }),
      RUNS,
    )
  })

  test('before less closed plus new is after, and turning the comparison round swaps new and closed', () => {
    fc.assert(
      fc.property(anyRecords, anyRecords, (one, two) => {
        const before = assemble(one, DAY, answers())
        const after = assemble(two, DAY, answers(), before)
        const there = compare(before, after)
        const back = compare(after, before)
        expect(before.cases.length - there.counts.closed + there.counts.new).toBe(
          after.cases.length,
        )
        expect(back.children.new.map((c) => c.child)).toEqual(
          there.children.closed.map((c) => c.child),
        )
        expect(back.counts.changedStatus).toBe(there.counts.changedStatus)
      }),
      RUNS,
    )
  })

  test('a case carries an inferred day only where the earlier import had the child', () => {
    fc.assert(
      fc.property(anyRecords, anyRecords, (one, two) => {
        const before = assemble(one, d('2026-10-01'), answers())
        const after = assemble(two, DAY, answers(), before)
        const had = new Set(before.cases.map((c) => c.child))
        for (const c of after.cases) {
          if (c.workerSinceInferred !== null) {
            expect(had).toContain(c.child)
            expect(c.holder.kind).toBe('worker')
            expect(c.workerSinceInferred).toBe(DAY)
          }
        }
      }),
      RUNS,
    )
  })
})
