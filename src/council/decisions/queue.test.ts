import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysBetween, type IsoDate } from '../../kit/index.ts'
import { demonstrationFiles } from '../../intake/simulate/index.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import type { QueueView } from './views.ts'

let service: TestService
let today = '2026-10-05' as IsoDate
const [first, second] = demonstrationFiles()
if (!first || !second) throw new Error('The demonstration has fewer than two days')

beforeAll(async () => {
  service = await testService({ today: () => today, propose: null })
}, 60_000)
afterAll(() => service?.close())

async function afterImport(day: typeof first): Promise<QueueView> {
  if (!day) throw new Error('No day')
  today = addDays(day.on as IsoDate, 3)
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  await service.council.imports.accept(service.organisation, id)
  const queue = await service.council.decisions.queue({ organisation: service.organisation })
  if (!queue) throw new Error('No queue')
  return queue
}

describe('the days that a child has waited', () => {
  it('are said as at least those that somebody saw, where no import shows who held it', async () => {
    const early = await afterImport(first)
    expect(early.rows.length).toBeGreaterThan(5)
    for (const row of early.rows) {
      expect(row).toMatchObject({ waitingSince: first.on, daysWaiting: 3, waitsLonger: true })
    }

    const later = await afterImport(second)
    const before = new Set(early.rows.map(({ child }) => child))
    const known = later.rows.filter(({ waitsLonger }) => !waitsLonger)
    expect(known.length).toBeGreaterThan(0)
    for (const row of later.rows) {
      expect(row.waitsLonger).toBe(before.has(row.child))
      const since = row.waitingSince
      if (since === null) throw new Error('Every child here has waited since some day')
      expect(row.daysWaiting).toBe(daysBetween(since, today))
      // Who had a worker, or was no case yet, waits since no day before the import that shows it so.
      if (!row.waitsLonger) expect(since > first.on).toBe(true)
    }
  }, 120_000)
})
