import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import type { BranchPerson, BranchRole } from '../../core/branch-rights/index.ts'
import { keepsRoll, seesOf } from '../../core/branch-rights/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import {
  organisations,
  records,
  type BranchId,
  type BranchScope,
  type BranchStore,
} from '../../store/branch/index.ts'
import { roundBook, visitBook } from '../rounds/index.ts'
import { sitesBook } from '../sites/index.ts'
import { concernBook, concernsDoor, hearingBook, isConcernsClash, type Concerns } from './index.ts'

const today = '2026-11-22' as IsoDate
const at = new Date('2026-11-22T10:31:07Z')
const day = (text: string): IsoDate => text as IsoDate

const somebody = (name: string, role: BranchRole | null): BranchPerson => ({
  member: randomUUID(),
  organisation: '',
  name,
  offices:
    role === null
      ? []
      : [
          {
            role,
            title: 'Rep',
            site: null,
            team: null,
            from: day('2026-01-01'),
            until: null,
            isPublic: false,
          },
        ],
})
const kerensa = somebody('Kerensa Rosewall', 'rep')
const jory = somebody('Jory Tamblyn', 'rep')
const morwenna = somebody('Morwenna Pascoe', 'officer')
const member = somebody('Tegan Angove', null)

describe('concerns of a branch', () => {
  let store: BranchStore
  let branch: BranchId
  const site = randomUUID()
  const [court, duty, contact] = [randomUUID(), randomUUID(), randomUUID()]
  const visits: string[] = []
  let ticks = 0

  beforeAll(async () => {
    store = await testBranchStore()
    const created = await organisations.create(store, {
      slug: 'own',
      name: 'Fairborough branch',
      kind: 'own',
      settings: { safeguarding: 'the duty line on 01632 960 000' },
      at,
    })
    if (!created.ok) throw new Error(created.problem.sentence)
    branch = created.value.id
    await house(async (scope) => {
      await sitesBook.make(scope, {
        id: site,
        by: null,
        at,
        body: {
          name: 'Moreton House',
          town: 'Fairborough',
          address: '',
          buildings: [],
          teams: [
            { id: court, name: 'Court', size: 20 },
            { id: duty, name: 'Duty', size: 7 },
            { id: contact, name: 'Contact', size: 4 },
          ],
          near: [],
        },
      })
      for (const [name, on] of [
        ['July round', '2026-07-06'],
        ['October round', '2026-10-05'],
        ['November round', '2026-11-16'],
        ['Next year', '2027-03-01'],
      ]) {
        const round = await roundBook.make(scope, {
          by: null,
          at,
          body: { name: name ?? '', about: '', guestsMayAnswer: false },
        })
        const visit = await visitBook.make(scope, {
          by: null,
          at,
          body: {
            round: round.id,
            site,
            on: day(on ?? ''),
            at: 735,
            minutes: 60,
            isAbout: true,
            room: '',
            reps: [],
            state: 'planned',
            cancelled: null,
            movedFrom: null,
          },
        })
        visits.push(visit.id)
      }
    })
  }, 60_000)
  afterAll(() => store?.close())

  const house = <T>(work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    store.asHouse().inOrganisation(branch, work)
  const of = () => ({ id: branch as string, slug: 'own' })
  const door = (person: BranchPerson | null): Concerns =>
    concernsDoor(
      {
        store: store.as(
          person === null
            ? { member: null, sees: 'public', keepsRoll: false }
            : { member: person.member, sees: seesOf(person), keepsRoll: keepsRoll(person) },
        ),
        now: () => new Date(at.getTime() + (ticks += 1)),
        today: () => today,
      },
      person,
    )
  const noted = async (
    words: string,
    to: Parameters<Concerns['note']>[2],
    more: { visit?: number | null; team?: string | null; people?: number; by?: BranchPerson } = {},
  ): Promise<string> => {
    const visit = more.visit === undefined || more.visit === null ? null : visits[more.visit]
    const kept = await door(more.by ?? kerensa).note(
      of(),
      {
        words,
        theme: 'workload',
        visit: visit ?? null,
        site,
        team: more.team ?? null,
        people: more.people ?? 1,
      },
      to,
    )
    if (!kept.ok) throw new Error(kept.problem.sentence)
    return kept.value
  }
  const newConcern = async (title: string, more: Parameters<typeof noted>[2] = {}) => {
    const heard = await noted(`${title}, in words`, { title, theme: 'workload' }, more)
    const kept = await house((scope) => hearingBook.get(scope, heard))
    const id = kept?.body.concern
    if (!id) throw new Error('No concern')
    return id
  }
  const rowOf = async (id: string, person: BranchPerson = member) =>
    (await door(person).ledger(of())).rows.find((row) => row.id === id)
  const numberOf = async (id: string): Promise<number> =>
    (await door(kerensa).concern(of(), id))?.number ?? 0

  it('ranks what came up in all three rounds first and says so, with its age and its owner', async () => {
    const first = await newConcern('More cases than anybody can hold', { visit: 0, people: 3 })
    await noted('Again', { concern: first }, { visit: 1, people: 2 })
    await noted('And again', { concern: first }, { visit: 2, people: 2 })
    const second = await newConcern('Nowhere to talk in private', { visit: 1, people: 40 })
    const { rows, rounds } = await door(member).ledger(of())
    expect(rounds).toBe(3)
    expect(rows.map((row) => row.id)).toEqual([first, second])
    expect(rows[0]).toMatchObject({
      place: 1,
      rounds: 3,
      ofRounds: 3,
      people: '5 to 9',
      firstRaised: '2026-07-06',
      age: '4 months',
      owner: null,
      stands: 'raised',
    })
    expect(rows[1]?.why).toContain('came up in 1 of 3 rounds; the one before it came up in 3')
    const number = await numberOf(first)
    expect((await door(kerensa).take(of(), first, number, true)).ok).toBe(true)
    expect((await rowOf(first))?.owner).toEqual({ name: 'Kerensa Rosewall', isReader: false })
    expect((await rowOf(first, kerensa))?.owner?.isReader).toBe(true)
  })

  it('shows members counts in bands with small teams together, and no words and no team apart', async () => {
    const id = await newConcern('Visits without a second person', { team: duty, people: 3 })
    await noted('Said in the contact team', { concern: id }, { team: contact, people: 4 })
    const seen = await door(member).concern(of(), id)
    expect(seen?.words).toBeNull()
    expect(seen?.byTeam.rows).toEqual([
      { teams: ['Court'], people: 'fewer than 5' },
      { teams: ['Contact', 'Duty'], people: '5 to 9' },
    ])
    expect(JSON.stringify(seen)).not.toContain('Said in the contact team')
    const rows = await store
      .as({ member: member.member, sees: 'members', keepsRoll: false })
      .inOrganisation(branch, (scope) => hearingBook.list(scope))
    expect(rows).toEqual([])
  })

  it('gives the words to who follows the concern up, and to any rep only while nobody does', async () => {
    const id = await newConcern('Sent home from the car park', { by: jory })
    const wordsFor = async (person: BranchPerson) =>
      (await door(person).concern(of(), id))?.words?.map(({ words }) => words) ?? null
    expect(await wordsFor(kerensa)).toEqual(['Sent home from the car park, in words'])
    await door(jory).take(of(), id, 1, true)
    expect(await wordsFor(jory)).toHaveLength(1)
    expect(await wordsFor(kerensa)).toBeNull()
    expect(await wordsFor(morwenna)).toBeNull()
    expect(await wordsFor(member)).toBeNull()
  })

  it('keeps nothing of who raised a concern from home, not even the hour', async () => {
    const raised = await door(member).raise(of(), {
      words: 'My manager shouts across the room',
      theme: 'challenge',
      site,
      team: contact,
      wantsCode: true,
    })
    if (!raised.ok || raised.value.code === null) throw new Error('No code')
    const { code } = raised.value
    const all = await house(async (scope) => {
      const stored = await records.list(scope, 'hearing-of-concern')
      const one = stored.find(({ body }) => JSON.stringify(body).includes('shouts'))
      return { one, versions: one ? await records.versions(scope, one.id) : [] }
    })
    expect(all.one).toMatchObject({ madeBy: null, savedBy: null })
    expect(all.one?.madeAt.toISOString()).toBe('2026-11-22T00:00:00.000Z')
    const kept = JSON.stringify(all)
    expect(kept).not.toContain(member.member)
    expect(kept).not.toContain(member.name)
    expect(kept).not.toContain(code)

    expect(await door(member).raised(of(), code.toLowerCase())).toMatchObject({
      words: 'My manager shouts across the room',
      concern: null,
    })
    expect(await door(member).raised(of(), 'AAAA-BBBB-CCCC-DDDD')).toBeNull()

    const [waits] = (await door(morwenna).toSort(of())).filter(({ fromHome }) => fromHome)
    expect(waits).toMatchObject({ where: 'Contact, Duty', people: 1 })
    expect(await door(member).toSort(of())).toEqual([])
    const done = await door(morwenna).sort(of(), waits?.id ?? '', waits?.number ?? 0, {
      title: 'Not safe to say what is wrong',
      theme: 'challenge',
    })
    expect(done.ok).toBe(true)
    expect((await door(member).raised(of(), code))?.concern).toMatchObject({
      name: 'Not safe to say what is wrong',
      stands: 'raised',
    })
  })

  it('leaves no empty concern behind where two reps put one note to a concern at once', async () => {
    const heard = await noted('Two reps read this', null)
    const put = (person: BranchPerson, title: string) =>
      door(person).sort(of(), heard, 1, { title, theme: 'workload' })
    expect((await put(kerensa, 'As Kerensa named it')).ok).toBe(true)
    const late = await put(jory, 'As Jory named it')
    expect(late).toMatchObject({ ok: false, problem: { code: 'moved-on' } })
    const titles = await house(async (scope) =>
      (await concernBook.list(scope)).map(({ body }) => body.title),
    )
    expect(titles).toContain('As Kerensa named it')
    expect(titles).not.toContain('As Jory named it')
  })

  it('lets nobody move what somebody else follows up', async () => {
    const id = await newConcern('Followed up by Jory', { by: jory })
    await door(jory).take(of(), id, 1, true)
    const heard = await house(async (scope) =>
      (await hearingBook.list(scope)).find(({ body }) => body.concern === id),
    )
    const moved = await door(kerensa).sort(of(), heard?.id ?? '', 1, { concern: id })
    expect(moved).toMatchObject({ ok: false, problem: { code: 'not-yours' } })
    expect((await door(kerensa).remove(of(), heard?.id ?? '')).ok).toBe(false)
  })

  it('merges two with their words and counts kept, leads from both to the one that stands, and undoes it', async () => {
    const one = await newConcern('Too many audits', { visit: 0, people: 4 })
    const other = await newConcern('Data wanted by noon', { visit: 2, people: 6 })
    const before = [await rowOf(one), await rowOf(other)]
    expect((await door(kerensa).merge(of(), other, 1, one)).ok).toBe(true)
    expect(await rowOf(other)).toBeUndefined()
    expect(await rowOf(one)).toMatchObject({ rounds: 2, people: '10 or more', merged: 1 })
    const [standing, under] = [
      await door(member).concern(of(), one),
      await door(member).concern(of(), other),
    ]
    expect(standing?.merged.map(({ name }) => name)).toEqual(['Data wanted by noon'])
    expect(under?.standsUnder).toEqual({ id: one, name: 'Too many audits' })
    expect(under?.title).toBe('Data wanted by noon')

    const back = await door(kerensa).merge(of(), one, await numberOf(one), other)
    expect(back).toMatchObject({ ok: false, problem: { code: 'cannot-merge' } })

    expect((await door(jory).unmerge(of(), other, await numberOf(other))).ok).toBe(true)
    const after = [await rowOf(one), await rowOf(other)]
    expect(after.map((row) => [row?.rounds, row?.people, row?.merged])).toEqual(
      before.map((row) => [row?.rounds, row?.people, row?.merged]),
    )
  })

  it('keeps both wordings where two change one concern at the same time', async () => {
    const id = await newConcern('The lift is broken')
    const change = (title: string) => ({ title, theme: 'buildings', indicator: '', figure: null })
    expect((await door(kerensa).change(of(), id, 1, change('The lift broke again'))).ok).toBe(true)
    const second = await door(jory).change(of(), id, 1, change('No lift since May'))
    if (second.ok || !isConcernsClash(second.problem)) throw new Error('No clash')
    expect(second.problem.parts[0]).toEqual({
      label: 'The concern',
      theirs: 'The lift broke again',
      mine: 'No lift since May',
    })
    const versions = await house((scope) => concernBook.versions(scope, id))
    expect(versions.map(({ body }) => body.title)).toContain('No lift since May')
  })

  it('shows a figure with its day, base and source, and keeps none that lacks one of them', async () => {
    const id = await newConcern('Agency instead of posts')
    expect((await door(member).concern(of(), id))?.figure).toBeNull()
    const figure = {
      value: '31%',
      base: '26 of 84 filled posts',
      on: day('2026-09-30'),
      source: 'Workforce census',
    }
    const to = { title: 'Agency instead of posts', theme: 'agency', indicator: '', figure }
    expect((await door(kerensa).change(of(), id, 1, to)).ok).toBe(true)
    const seen = await door(member).concern(of(), id)
    expect(seen?.figure).toEqual(figure)
    expect(seen?.indicator).toBe('Agency share of filled posts')
    const bare = { ...to, figure: { ...figure, base: '' } }
    await expect(door(kerensa).change(of(), id, 2, bare)).rejects.toThrow()
  })

  it('takes a note out of every count and puts it back', async () => {
    const id = await newConcern('No desk', { visit: 0, people: 2 })
    const heard = await noted('Hot desks again', { concern: id }, { visit: 1, people: 9 })
    expect(await rowOf(id)).toMatchObject({ rounds: 2, people: '10 or more' })
    expect((await door(kerensa).remove(of(), heard)).ok).toBe(true)
    expect(await rowOf(id)).toMatchObject({ rounds: 1, people: 'fewer than 5' })
    expect((await door(kerensa).restore(of(), heard)).ok).toBe(true)
    expect(await rowOf(id)).toMatchObject({ rounds: 2, people: '10 or more' })
  })

  it('lists to a rep what that rep noted at one meeting, and to nobody else', async () => {
    await noted('First', null, { visit: 2, by: morwenna })
    await noted('Second', null, { visit: 2, by: morwenna })
    const words = async (person: BranchPerson) =>
      (await door(person).noted(of(), visits[2] ?? '')).map((one) => one.words)
    expect(await words(morwenna)).toEqual(['Second', 'First'])
    expect(await words(jory)).not.toContain('First')
    expect(await words(member)).toEqual([])
  })

  it('lets go of a concern with a reason, leaves no gap in the places, and opens it again', async () => {
    const id = await newConcern('A tap that drips', { visit: 0, people: 30 })
    expect((await door(kerensa).close(of(), id, 1, 'Mended in the week after.')).ok).toBe(true)
    const { rows, closed } = await door(member).ledger(of())
    expect(rows.some((row) => row.id === id)).toBe(false)
    expect(rows.map((row) => row.place)[0]).toBe(1)
    expect(closed.find((row) => row.id === id)?.closed?.words).toBe('Mended in the week after.')
    expect((await door(kerensa).close(of(), id, 2, null)).ok).toBe(true)
    expect(await rowOf(id)).toBeDefined()
  })

  it('begins with themes that members have raised before, and keeps the branch’s own', async () => {
    const { themes, number } = await door(kerensa).themes(of())
    expect(number).toBeNull()
    expect(themes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Workload',
        'Safe caseloads',
        'Pay and grading',
        'Safe to challenge',
      ]),
    )
    const wanted = [
      ...themes.filter(({ id }) => id !== 'pay'),
      { id: null, name: 'Parking', indicator: 'Spaces, of how many who drive' },
    ]
    expect((await door(kerensa).saveThemes(of(), null, wanted)).ok).toBe(true)
    const now = await door(member).themes(of())
    expect(now.themes.map(({ id }) => id)).toContain('parking')
    expect(now.themes.map(({ id }) => id)).not.toContain('pay')
    const late = await door(jory).saveThemes(of(), null, themes)
    expect(late.ok).toBe(false)
    expect((await door(member).themes(of())).themes.map(({ id }) => id)).toContain('parking')
  })

  it('changes nothing for a member, whatever is asked', async () => {
    const id = await newConcern('Nobody answers the phone')
    const asked = [
      door(member).take(of(), id, 1, true),
      door(member).merge(of(), id, 1, id),
      door(member).close(of(), id, 1, 'No'),
      door(member).saveThemes(of(), 1, [{ id: null, name: 'Mine', indicator: '' }]),
      door(null).raise(of(), {
        words: 'x',
        theme: 'other',
        site: null,
        team: null,
        wantsCode: false,
      }),
    ]
    for (const result of asked) expect((await result).ok).toBe(false)
    expect(await numberOf(id)).toBe(1)
  })

  it('never says of a team under ten how many of it spoke, whatever was noted', async () => {
    const id = await newConcern('Told off for asking', { team: duty, people: 1 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(court, duty, contact, null),
        fc.integer({ min: 1, max: 9 }),
        async (team, people) => {
          await noted('Once more', { concern: id }, { team, people })
          const seen = await door(morwenna).concern(of(), id)
          for (const row of seen?.byTeam.rows ?? []) {
            if (row.teams.length === 1) expect(row.teams).toEqual(['Court'])
          }
          for (const heard of seen?.words ?? [])
            expect(heard.where ?? '').not.toMatch(/^(Duty|Contact)$/)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('tells where to turn with a child at risk now, as the branch set it', async () => {
    expect(await door(member).safeguardingLine(of())).toBe('the duty line on 01632 960 000')
  })
})
