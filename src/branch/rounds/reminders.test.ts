import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import type { Message, Posted } from '../../render/index.ts'
import { visitAnswers } from '../../store/branch/index.ts'
import { addEntry, emptyEntry } from '../roll/index.ts'
import { sitesBook } from '../sites/index.ts'
import { roundBook, visitBook, type VisitBody } from './index.ts'
import { sendVisitReminders } from './reminders.ts'

const key = randomBytes(32)
const MORNING = '2026-07-05T08:30:00Z'
const day = (text: string): IsoDate => text as IsoDate

let house: BranchHouse
let round: string
let site: string
let sent: Message[]
let answer: Posted
let troubles: unknown[]

const send = (at: string): Promise<void> =>
  sendVisitReminders({
    store: house.store,
    now: () => new Date(at),
    key,
    mail: {
      mailer: {
        post: async (message) => {
          sent.push(message)
          return answer
        },
      },
      from: 'meetings@branch.example.org',
    },
    origin: () => 'https://branch.example.org',
    onTrouble: (error) => troubles.push(error),
  })

const at = new Date('2026-06-01T08:00:00Z')

/** A visit to which the rep goes and a member said that they come. */
async function makeVisit(more: Partial<VisitBody> = {}): Promise<string> {
  return house.store.inOrganisation(house.branch.id, async (scope) => {
    const { id } = await visitBook.make(scope, {
      body: {
        round,
        site,
        on: day('2026-07-06'),
        at: 735,
        minutes: 60,
        isAbout: true,
        room: 'Room 2, by the lift',
        reps: [house.person('rep').member],
        state: 'planned',
        cancelled: null,
        movedFrom: null,
        ...more,
      },
      by: null,
      at,
    })
    for (const [role, says] of [
      ['member', 'coming'],
      ['officer', 'maybe'],
    ] as const) {
      const { member } = house.person(role)
      await visitAnswers.set(scope, { visit: id, member, answer: says, at })
    }
    return id
  })
}

const change = (visit: string, to: Partial<VisitBody>): Promise<void> =>
  house.store.inOrganisation(house.branch.id, async (scope) => {
    const before = await visitBook.get(scope, visit)
    if (!before) throw new Error('No visit')
    const body = { ...before.body, ...to }
    await visitBook.save(scope, visit, { basedOn: before.number, body, by: null, at })
  })

beforeAll(async () => {
  house = await branchHouse(day('2026-07-05'))
  await house.store.inOrganisation(house.branch.id, async (scope) => {
    const roll = { key, organisation: house.branch.id }
    for (const role of ['member', 'rep', 'officer'] as const) {
      const { member, name } = house.person(role)
      const entry = { ...emptyEntry(name), mail: `${role}@example.org` }
      await addEntry(scope, roll, { standing: 'member', entry, id: member }, at)
    }
    const body = {
      name: 'Moreton House',
      town: '',
      address: '1 Moreton Street',
      buildings: [],
      teams: [],
      near: [],
    }
    site = (await sitesBook.make(scope, { body, by: null, at })).id
    const of = { name: 'Visits of the union', about: '', guestsMayAnswer: false }
    round = (await roundBook.make(scope, { body: of, by: null, at })).id
  })
})
beforeEach(() => {
  sent = []
  troubles = []
  answer = { outcome: 'sent' }
})

describe('the day before a visit', () => {
  it('whoever goes and whoever comes is written to once, with no union in the subject', async () => {
    const visit = await makeVisit()
    await send(MORNING)
    await send('2026-07-05T09:00:00Z')
    expect(sent.map(({ to }) => to).sort()).toEqual(['member@example.org', 'rep@example.org'])
    expect(new Set(sent.map(({ subject }) => subject))).toEqual(
      new Set(['Tomorrow: Moreton House, 12:15, for about an hour']),
    )
    const [rep] = sent.filter(({ to }) => to.startsWith('rep'))
    expect(rep?.text).toContain('You are down to go')
    expect(rep?.text).toContain('Room 2, by the lift')
    expect(rep?.text).toContain(`https://branch.example.org/fairborough/visits/${visit}`)
    expect(sent.map(({ text }) => text).join()).not.toMatch(/Jory|Tamsyn|union/)
    await change(visit, { state: 'cancelled', cancelled: { on: day('2026-07-05'), why: 'Done' } })
  })

  it('nobody is at night, nor of a visit that is called off, removed or on another day', async () => {
    const off = { state: 'cancelled' as const, cancelled: { on: day('2026-07-01'), why: 'x' } }
    await makeVisit(off)
    await makeVisit({ on: day('2026-07-07') })
    const [standing, removed] = [await makeVisit(), await makeVisit()]
    await house.store.inOrganisation(house.branch.id, (scope) =>
      visitBook.remove(scope, removed, at),
    )
    await send('2026-07-05T05:00:00Z')
    await send('2026-07-05T19:30:00Z')
    expect(sent).toEqual([])
    await send(MORNING)
    expect(sent).toHaveLength(2)
    await change(standing, off)
  })

  it('is tried again where the mail server did not take it, and told of without an address', async () => {
    const visit = await makeVisit({ reps: [] })
    answer = { outcome: 'again', code: '451' }
    await send(MORNING)
    await send('2026-07-05T08:35:00Z')
    expect(sent).toHaveLength(1)
    expect(String(troubles)).toContain('451')
    expect(String(troubles)).not.toContain('@')
    answer = { outcome: 'sent' }
    await send('2026-07-05T08:45:00Z')
    await send('2026-07-05T09:45:00Z')
    expect(sent).toHaveLength(2)
    await change(visit, { on: day('2026-07-10') })
  })

  it('is again the day before where the visit moved', async () => {
    const visit = await makeVisit({ reps: [] })
    await send(MORNING)
    await change(visit, { on: day('2026-07-09') })
    await send('2026-07-08T08:30:00Z')
    expect(sent).toHaveLength(2)
  })
})
