import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { rollHouse, ROLL_DAY, type RollHouse } from '../../../test/seeds/branch-roll.ts'
import { backup, members, rollLooks, tableSums } from '../../store/branch/index.ts'
import type { EntryView } from './index.ts'

let house: RollHouse
let keeper: BranchPerson
let officer: BranchPerson
let ada: BranchPerson
let bo: BranchPerson
beforeAll(async () => {
  house = await rollHouse()
  keeper = await house.add({ name: 'Kerensa Trevail' }, 'roll-keeper')
  officer = await house.add({ name: 'Denzil Curnow' }, 'officer', 'rep')
  ada = await house.add({
    name: 'Ada Examplewright',
    mail: 'ada.examplewright@home.example',
    number: '7654321',
    phone: '01632 960123',
    workplace: 'Quayside House',
  })
  bo = await house.add({ name: 'Bo Samplethwaite', mail: 'bo@home.example', number: '42' })
}, 60_000)
afterAll(() => rmSync(house.folder, { recursive: true, force: true }))

async function looked(id: string): Promise<EntryView> {
  await house.roll(keeper).look(house.of, id, 'membership')
  const view = await house.roll(keeper).entry(house.of, id)
  if (view === null || view === 'reason-needed') throw new Error('not opened')
  return view
}

describe('an entry of the roll', () => {
  it('is not shown to another member, to an officer who keeps no roll, or to anybody passing', async () => {
    for (const who of [bo, officer, null]) {
      const roll = house.roll(who)
      expect(await roll.entry(house.of, ada.member)).toBeNull()
      expect((await roll.search(house.of, 'Examplewright').catch(() => null))?.names ?? []).toEqual(
        [],
      )
      const seen = await house
        .deps(who)
        .store.inOrganisation(house.of.id, (scope) => members.list(scope))
      expect(seen.map(({ id }) => id)).toEqual(who === null ? [] : [who.member])
    }
  })

  it('cannot be changed or removed by anybody else, even past the pages', async () => {
    const { store } = house.deps(bo)
    const gone = await store.inOrganisation(house.of.id, (scope) =>
      members.remove(scope, ada.member, 1),
    )
    expect(gone).toBe(false)
    expect(await house.roll(officer).erase(house.of, ada.member, 1)).toMatchObject({
      problem: { code: 'not-yours' },
    })
  })

  it('opens to a keeper only for a reason, which whom it is about can read', async () => {
    const roll = house.roll(keeper)
    expect(await roll.entry(house.of, ada.member)).toBe('reason-needed')
    expect(await roll.look(house.of, ada.member, 'case')).toBe(true)
    expect(await roll.entry(house.of, ada.member)).toMatchObject({
      entry: { name: 'Ada Examplewright' },
    })
    const own = await house.roll(ada).own(house.of)
    expect(own?.looks).toEqual([{ by: 'Kerensa Trevail', reason: 'case', at: house.clock.now }])
    house.clock.now = new Date(house.clock.now.getTime() + 31 * 60_000)
    expect(await roll.entry(house.of, ada.member)).toBe('reason-needed')
  })

  it('tells nobody but its own person who looked: no keeper, no officer', async () => {
    for (const who of [keeper, officer, bo]) {
      const looks = await house
        .deps(who)
        .store.inOrganisation(house.of.id, (scope) => rollLooks.about(scope, ada.member))
      expect(looks).toEqual([])
    }
  })

  it('cannot be looked at in another’s name', async () => {
    const { store } = house.deps(keeper)
    const look = { by: officer.member, reason: 'case' as const, at: house.clock.now }
    await expect(
      store.inOrganisation(house.of.id, (scope) => rollLooks.note(scope, [ada.member], look)),
    ).rejects.toThrow(/row-level security/)
  })

  it('keeps what the first of two keepers saved, and tells the second', async () => {
    const view = await looked(ada.member)
    const change = (job: string) =>
      house.roll(keeper).change(house.of, ada.member, {
        basedOn: view.version,
        standing: 'member',
        entry: { ...view.entry, job },
      })
    expect(await change('Social worker')).toEqual({ ok: true, value: null })
    expect(await change('Team manager')).toMatchObject({ problem: { code: 'changed-since' } })
    expect((await looked(ada.member)).entry.job).toBe('Social worker')
  })

  it('takes no address that the employer reads, and none that another member has', async () => {
    const view = await looked(bo.member)
    const change = (mail: string) =>
      house.roll(keeper).change(house.of, bo.member, {
        basedOn: view.version,
        standing: 'member',
        entry: { ...view.entry, mail },
      })
    expect(await change('bo@fairborough.gov.uk')).toMatchObject({
      problem: { field: 'mail', code: 'mail-of-employer' },
    })
    expect(await change('ADA.examplewright@home.example ')).toMatchObject({
      problem: { field: 'mail', code: 'mail-taken' },
    })
  })

  it('is corrected by whom it is about, but for what they sign in with', async () => {
    const own = (await house.roll(bo).own(house.of))!
    const done = await house.roll(bo).correctOwn(house.of, {
      basedOn: own.version,
      entry: { ...own.entry, name: 'Bo Samplethwaite-Ng', phone: '(01632) 960 999' },
    })
    expect(done.ok).toBe(true)
    expect((await house.roll(bo).own(house.of))?.entry).toMatchObject({
      name: 'Bo Samplethwaite-Ng',
      phone: '01632 960999',
      mail: 'bo@home.example',
    })
  })
})

describe('an office', () => {
  it('shows its holder to members, and to anybody only with consent, which they take back themselves', async () => {
    const given = await house.roll(officer).offices.give(house.of, {
      member: ada.member,
      role: 'rep',
      title: 'Rep',
      site: null,
      team: null,
      from: ROLL_DAY,
      until: null,
      consentedOn: null,
      mail: null,
      phone: '01632 96 01 23',
    })
    if (!given.ok) throw new Error(given.problem.sentence)
    const shownTo = async (who: BranchPerson | null) =>
      (await house.roll(who).offices.list(house.of)).find(({ id }) => id === given.value)
    expect(await shownTo(bo)).toMatchObject({ name: 'Ada Examplewright', phone: '01632 960123' })
    expect(await shownTo(null)).toBeUndefined()
    const consent = async (who: BranchPerson, consentedOn: IsoDate | null) => {
      const office = (await shownTo(bo))!
      return house.roll(who).offices.change(house.of, office.id, {
        ...office,
        consentedOn,
        basedOn: office.version,
      })
    }
    expect((await consent(ada, ROLL_DAY)).ok).toBe(true)
    expect(await shownTo(null)).toMatchObject({ name: 'Ada Examplewright' })
    expect((await consent(ada, null)).ok).toBe(true)
    expect(await shownTo(null)).toBeUndefined()
    expect((await consent(bo, ROLL_DAY)).ok).toBe(false)
  })

  it('is given by officers alone', async () => {
    const done = await house.roll(keeper).offices.give(house.of, {
      member: bo.member,
      role: 'officer',
      title: 'Treasurer',
      site: null,
      team: null,
      from: ROLL_DAY,
      until: null,
      consentedOn: null,
      mail: null,
      phone: null,
    })
    expect(done).toMatchObject({ problem: { code: 'not-yours' } })
  })

  it('ends with the membership of whoever leaves, and stays as history', async () => {
    const cy = await house.add({ name: 'Cy Trialston', mail: 'cy@home.example' }, 'rep')
    const own = (await house.roll(cy).own(house.of))!
    expect((await house.roll(cy).leave(house.of, own.version)).ok).toBe(true)
    const left = (await house.whole()).find(({ id }) => id === cy.member)
    expect(left).toMatchObject({ standing: 'former', entry: { left: ROLL_DAY } })
    const offices = (await house.roll(bo).offices.list(house.of)).filter(
      ({ member }) => member === cy.member,
    )
    expect(offices).toMatchObject([{ until: ROLL_DAY, consentedOn: null }])
  })
})

describe('a copy of the roll', () => {
  const exports = (who: BranchPerson) => house.roll(who).exports

  it('is not to be had while no officer has allowed copies', async () => {
    expect(await exports(keeper).ask(house.of, 'Ballot addresses')).toMatchObject({
      problem: { code: 'exports-off' },
    })
    expect(await exports(keeper).turn(house.of, true)).toMatchObject({ ok: false })
    expect(await exports(officer).turn(house.of, true)).toMatchObject({ ok: true })
  })

  it('takes a keeper who asks and an officer who is somebody else, once, within a day', async () => {
    const both = await house.add({ name: 'Di Patternell' }, 'roll-keeper', 'officer')
    const asked = await exports(both).ask(house.of, 'Addresses for the regional office')
    if (!asked.ok) throw new Error(asked.problem.sentence)
    const id = asked.value
    expect(await exports(both).answer(house.of, id, true)).toMatchObject({
      problem: { code: 'not-to-answer' },
    })
    expect((await exports(both).take(house.of, id)).ok).toBe(false)
    expect((await exports(keeper).answer(house.of, id, true)).ok).toBe(false)
    expect((await exports(officer).answer(house.of, id, true)).ok).toBe(true)
    expect((await exports(keeper).take(house.of, id)).ok).toBe(false)
    const taken = await exports(both).take(house.of, id)
    if (!taken.ok) throw new Error(taken.problem.sentence)
    expect((await exports(both).take(house.of, id)).ok).toBe(false)
    const text = JSON.stringify((await readXlsx(taken.value)).sheets.map(({ rows }) => rows))
    expect(text).toContain('taken by Di Patternell on 22 November 2026')
    expect(text).toContain('Ada Examplewright')
    const own = await house.roll(ada).own(house.of)
    const look = own?.looks.find(({ reason }) => reason === 'export')
    expect(look?.by).toBe('Di Patternell')
  })

  it('cannot be taken after its day', async () => {
    const asked = await exports(keeper).ask(house.of, 'For the archive')
    if (!asked.ok) throw new Error(asked.problem.sentence)
    await exports(officer).answer(house.of, asked.value, true)
    house.clock.now = new Date(house.clock.now.getTime() + 24 * 3_600_000)
    expect((await exports(keeper).take(house.of, asked.value)).ok).toBe(false)
    const all = await exports(keeper).list(house.of)
    expect(all.find(({ id }) => id === asked.value)?.state).toBe('run-out')
  })
})

describe('how many are members', () => {
  it('is said to nobody by name or number', async () => {
    const rows = await house.roll(officer).density(house.of)
    for (const row of rows) expect(row.band).not.toMatch(/\d/)
  })
})

describe('a backup of the branch', () => {
  it('holds every entry of the roll and tells no name, mail, number or reason', async () => {
    const brought = await house
      .roll(keeper)
      .imports.bring(house.of, house.file('Name,Member No\nEd Proofington,998877\nFi Testament,5'))
    expect(brought.ok).toBe(true)
    const path = join(house.folder, 'branch.backup')
    const written = await backup(house.store, path, house.clock.now)
    if (!written.ok) throw new Error(written.problem.sentence)
    expect(written.value.tables['member']?.rows).toBe((await house.whole()).length)
    const raw = readFileSync(path)
    const begins = raw.indexOf(Buffer.from([0x1f, 0x8b]))
    const plain = gunzipSync(raw.subarray(begins, raw.lastIndexOf('SHA256 ')))
    // Rows are in it as PostgreSQL writes them, so a name that were kept plain would be found.
    expect(plain.includes('Fairborough branch')).toBe(true)
    for (const secret of [
      'Examplewright',
      'Samplethwaite',
      'ada.examplewright@home.example',
      '7654321',
      'Quayside',
      'regional office',
      'Proofington',
      '998877',
    ]) {
      expect(plain.includes(secret)).toBe(false)
      expect(plain.includes(Buffer.from(secret).toString('hex'))).toBe(false)
      expect(plain.includes(Buffer.from(secret).toString('base64').slice(0, -4))).toBe(false)
    }
    expect(Object.keys(await tableSums(house.store))).toContain('roll_look')
  })
})
