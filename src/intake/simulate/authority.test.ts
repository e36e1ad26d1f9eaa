import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { simulate, usualDay, type SimulateOptions } from './authority.ts'
import { figuresOf, publishedAuthorities } from './figures.ts'
import type { Authority } from './model.ts'
import { authorityOn } from './on-day.ts'
import { truthOn, unable } from './truth.ts'
import { census } from './write/csww.ts'
import { writeAuthority } from './write-authority.ts'

function made(options: SimulateOptions): Authority {
  const result = simulate(options)
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}

/** Every file under a folder, by name, as a hash. */
function hashes(folder: string): Record<string, string> {
  const out: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, name)
    if (statSync(path).isFile())
      out[name] = createHash('sha256').update(readFileSync(path)).digest('hex')
  }
  return out
}

/** Counts over the year to the last day, as the Department counts them. */
function counted(authority: Authority): Record<string, number> {
  const since = addDays(authority.on, -365)
  const inYear = (date: IsoDate | null): number =>
    date !== null && date > since && date <= authority.on ? 1 : 0
  const totals = { referrals: 0, noAction: 0, assessments: 0, enquiries: 0, conferences: 0 }
  let open = 0
  let lookedAfter = 0
  let onPlan = 0
  for (const child of authority.children)
    for (const episode of child.episodes) {
      totals.referrals += inYear(episode.referral)
      if (episode.outcome === 'no-action') totals.noAction += inYear(episode.referral)
      for (const a of episode.assessments) totals.assessments += inYear(a.authorised)
      for (const e of episode.enquiries) {
        totals.enquiries += inYear(e.start)
        totals.conferences += inYear(e.conference)
      }
      if (episode.closed === null) open++
      lookedAfter += episode.care.filter((c) => c.ceased === null).length
      onPlan += episode.protectionPlans.filter((p) => p.end === null).length
    }
  return { ...totals, open, lookedAfter, onPlan }
}

function workforce(authority: Authority): Record<string, number> {
  const { workers } = census(authority)
  let cases = 0
  let holdersFte = 0
  let inPost = 0
  let inPostFte = 0
  let agency = 0
  for (const { elements } of workers) {
    const get = (name: string): number => Number(elements.find(([own]) => own === name)?.[1] ?? 0)
    cases += get('Cases30')
    holdersFte += get('FTE30')
    if (elements.some(([name]) => name === 'RoleEndDate')) continue
    if (get('AgencyWorker') === 1) agency++
    else {
      inPost++
      inPostFte += get('FTE')
    }
  }
  return { cases, holdersFte, inPost, inPostFte, agency }
}

function matchesPublished(authority: Authority): void {
  const { figures } = authority
  const children = counted(authority)
  expect(children['open']).toBe(figures.openEpisodes)
  expect(children['lookedAfter']).toBe(figures.lookedAfter)
  expect(children['onPlan']).toBe(figures.protectionPlans)
  expect(children['referrals']).toBe(figures.referrals)
  expect(children['noAction']).toBe(figures.referralsNoAction)
  expect(children['assessments']).toBe(figures.assessments)
  expect(children['enquiries']).toBe(figures.enquiries)
  // Plans that began in the year bring their own conferences: the two tables are of different years.
  expect(children['conferences'] ?? 0).toBeGreaterThanOrEqual(figures.conferences * 0.98)
  expect(children['conferences'] ?? 0).toBeLessThanOrEqual(figures.conferences * 1.12)
  const truth = truthOn(authority, authority.on)
  expect(truth.cases.size).toBe(figures.openEpisodes)
  const statuses = [...truth.cases.values()].map((one) => one.status)
  expect(statuses.filter((status) => status === 'referral').length).toBe(figures.awaitingAssessment)
  const staff = workforce(authority)
  expect(staff['cases']).toBe(figures.cases)
  expect(staff['holdersFte']).toBeCloseTo(figures.holdersFte, 1)
  expect(staff['inPost']).toBe(figures.inPostHeadcount)
  expect(staff['inPostFte']).toBeCloseTo(figures.inPostFte, 1)
  expect(staff['agency']).toBe(figures.agencyHeadcount)
}

describe('a simulated authority', () => {
  test('has the published size of the one it is like', () => {
    matchesPublished(made({ like: 'Derby', seed: 4 }))
  })

  test('is refused with a sentence where no authority has the name', () => {
    const result = simulate({ like: 'Atlantis', seed: 1 })
    expect(result).toMatchObject({ ok: false, problem: { code: 'no-such-authority' } })
  })

  test('can be like any of the 153, down to the smallest', () => {
    expect(publishedAuthorities.length).toBe(153)
    for (const name of publishedAuthorities)
      expect(figuresOf(name)?.figures.openEpisodes).toBeGreaterThan(0)
    for (const name of ['Isles of Scilly', 'City of London', 'Rutland']) {
      const authority = made({ like: name, seed: 1 })
      expect(truthOn(authority, authority.on).cases.size).toBe(authority.figures.openEpisodes)
    }
  })

  test('writes the same bytes for the same seed, and others for another', async () => {
    const folders = [1, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'fairload-same-')))
    try {
      const written = []
      for (const [i, seed] of [5, 5, 6].entries()) {
        const result = await writeAuthority(made({ seed, cases: 60, workers: 6 }), {
          folder: folders[i] ?? '',
          mess: ['dates-as-text', 'worker-turned'],
        })
        expect(result.ok).toBe(true)
        written.push(hashes(folders[i] ?? ''))
      }
      expect(written[0]).toEqual(written[1])
      expect(written[0]?.['Annex A.xlsx']).not.toBe(written[2]?.['Annex A.xlsx'])
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true })
    }
  })

  test('gives the same truth of an earlier day however one looks back', () => {
    const authority = made({ seed: 8, cases: 200, workers: 15 })
    for (const days of [-1, -28, -56, -200]) {
      const day = addDays(authority.on, days)
      expect(truthOn(authority, day)).toEqual(truthOn(authorityOn(authority, day), day))
    }
  })

  test('puts each child in one pair of hands at a time, and only in hands that were there', () => {
    const authority = made({ seed: 9, cases: 300, workers: 22 })
    const workers = new Map(authority.workers.map((worker) => [worker.id, worker]))
    for (const child of authority.children) {
      const own = child.involvements.filter((one) => one.role === 'case-worker')
      own.forEach((one, i) => {
        const next = own[i + 1]
        if (next) expect(one.end !== null && one.end <= next.start).toBe(true)
        const worker = one.worker === null ? undefined : workers.get(one.worker)
        if (!worker) return
        expect(one.start >= worker.started).toBe(true)
        const phantom = one.end === null && unable(worker, authority.on) !== null
        if (worker.left !== null && !phantom)
          expect((one.end ?? authority.on) <= worker.left).toBe(true)
      })
    }
  })

  test('keeps siblings with one worker more often than not', () => {
    const authority = made({ seed: 10, cases: 600, workers: 40 })
    const truth = truthOn(authority, authority.on)
    const families = new Map<string, Set<string>>()
    const sizes = new Map<string, number>()
    for (const one of truth.cases.values()) {
      if (one.family === null || one.worker === null) continue
      const set = families.get(one.family) ?? new Set()
      families.set(one.family, set.add(one.worker))
      sizes.set(one.family, (sizes.get(one.family) ?? 0) + 1)
    }
    const several = [...families].filter(([family]) => (sizes.get(family) ?? 0) > 1)
    const together = several.filter(([, set]) => set.size === 1)
    expect(together.length / several.length).toBeGreaterThan(0.6)
  })

  test('has about as many open cases eight weeks before as on the day', () => {
    const authority = made({ seed: 11, cases: 1000, workers: 62 })
    const before = truthOn(authority, addDays(usualDay, -56)).cases.size
    expect(before).toBeGreaterThan(850)
    expect(before).toBeLessThan(1150)
  })
})

test.skipIf(process.env['FAIRLOAD_LONG_TESTS'] === undefined)(
  'a simulated Kent has Kent’s published size',
  () => {
    matchesPublished(made({ like: 'Kent', seed: 1 }))
  },
)
