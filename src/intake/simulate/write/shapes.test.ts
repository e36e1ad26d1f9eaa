import { describe, expect, test } from 'vitest'
import { simulate } from '../authority.ts'
import { cinCensus } from './cin-census.ts'
import { asText } from './csv.ts'
import { dfeApi } from './dfe-api.ts'
import type { Sheet } from './sheet.ts'
import { ssd } from './ssd.ts'
import { ssda903 } from './ssda903.ts'

const made = simulate({ seed: 31, cases: 200, workers: 15 })
if (!made.ok) throw new Error(made.problem.sentence)
const authority = made.value

const counted = (text: string, what: RegExp): number => text.match(what)?.length ?? 0

/** Rows of a table as objects by header. */
function table(sheets: readonly Sheet[], name: string): Record<string, string>[] {
  const found = sheets.find((one) => one.name === name)
  if (!found) throw new Error(`No table ${name}`)
  return found.rows.map((row) =>
    Object.fromEntries(found.columns.map(({ header }, i) => [header, asText(row.cells[i])])),
  )
}

function byChildOf(rows: readonly Record<string, string>[]): Map<string, Record<string, string>[]> {
  const out = new Map<string, Record<string, string>[]>()
  for (const row of rows) {
    const child = row['CHILD'] ?? ''
    const own = out.get(child)
    if (own) own.push(row)
    else out.set(child, [row])
  }
  return out
}

const dayOf = (uk: string): string => uk.split('/').reverse().join('-')

describe('shapes for importers to come', () => {
  test('the census of children in need holds every open episode once, and every open plan', () => {
    const xml = [...cinCensus(authority)].join('')
    const open = counted(xml, /<CINdetails>/g) - counted(xml, /<CINclosureDate>/g)
    expect(open).toBe(authority.figures.openEpisodes)
    const plans = counted(xml, /<ChildProtectionPlans>/g) - counted(xml, /<CPPendDate>/g)
    expect(plans).toBe(authority.figures.protectionPlans)
    expect(xml).not.toMatch(/undefined|null/)
  })

  test('the looked-after return runs from episode to episode without gap, and ends where care ended', () => {
    const sheets = ssda903(authority)
    const episodes = table(sheets, 'episodes')
    const byChild = byChildOf(episodes)
    expect([...byChild.keys()].length).toBeGreaterThan(30)
    let open = 0
    for (const own of byChild.values())
      own.forEach((row, i) => {
        const next = own[i + 1]
        if (row['DEC'] === '') open++
        else if (next && next['RNE'] !== 'S') expect(row['DEC']).toBe(next['DECOM'])
        expect(row['DEC'] === '').toBe(row['REC'] === '')
      })
    expect(open).toBe(authority.figures.lookedAfter)
  })

  test('social worker episodes of a child do not overlap', () => {
    const rows = table(ssda903(authority), 'sw_episodes')
    expect(rows.length).toBeGreaterThan(30)
    for (const own of byChildOf(rows).values())
      own.forEach((row, i) => {
        expect(row['SW_ID']).toMatch(/^SW\d+$/)
        const next = own[i + 1]
        if (!next) return
        expect(row['SW_DEC']).not.toBe('')
        expect(dayOf(row['SW_DEC'] ?? '') <= dayOf(next['SW_DECOM'] ?? '')).toBe(true)
      })
  })

  test('every involvement of the safeguarding dataset is of a known person and a known professional', () => {
    const sheets = ssd(authority)
    const people = new Set(table(sheets, 'ssd_person').map((row) => row['pers_person_id']))
    const staff = new Set(
      table(sheets, 'ssd_professionals').map((row) => row['prof_professional_id']),
    )
    const departments = new Set(table(sheets, 'ssd_department').map((row) => row['dept_team_id']))
    const rows = table(sheets, 'ssd_involvements')
    expect(rows.length).toBeGreaterThan(200)
    for (const row of rows) {
      expect(people.has(row['invo_person_id'])).toBe(true)
      expect(row['invo_professional_id'] === '-1' || staff.has(row['invo_professional_id'])).toBe(
        true,
      )
      expect(departments.has(row['invo_professional_team'])).toBe(true)
    }
  })

  test('the daily feed is JSON within its lengths, with one open worker at most an episode', () => {
    const children = JSON.parse([...dfeApi(authority)].join('')) as {
      la_child_id: string
      social_care_episodes: {
        closure_date?: string
        care_worker_details?: { worker_id: string; end_date?: string }[]
      }[]
    }[]
    expect(children.length).toBeGreaterThan(200)
    for (const child of children) {
      expect(child.la_child_id).toMatch(/^[A-Za-z0-9]{1,20}$/)
      for (const episode of child.social_care_episodes) {
        const workers = episode.care_worker_details ?? []
        for (const { worker_id } of workers) expect(worker_id).toMatch(/^[A-Za-z0-9_-]{1,12}$/)
        expect(workers.filter((one) => one.end_date === undefined).length).toBeLessThanOrEqual(1)
      }
    }
  })
})
