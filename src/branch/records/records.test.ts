import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import {
  organisations,
  type BranchId,
  type BranchStore,
  type BranchViewer,
} from '../../store/branch/index.ts'
import { bookOf, type Kind } from './index.ts'

const leaflet: Kind<{ title: string; words: string }> = {
  name: 'leaflet',
  noun: 'leaflet',
  schema: z.object({ title: z.string(), words: z.string() }),
  audience: 'reps',
  words: (body) => [
    { label: 'Title', words: body.title },
    { label: 'Words', words: body.words },
  ],
}
const book = bookOf(leaflet)
const at = new Date('2026-07-06T11:15:00Z')
const kerensa = randomUUID()
const jory = randomUUID()

describe('what people of the branch write together', () => {
  let store: BranchStore
  let branch: BranchId
  let other: BranchId
  beforeAll(async () => {
    store = await testBranchStore()
    const made = async (slug: string) => {
      const created = await organisations.create(store, {
        slug,
        name: slug,
        kind: 'own',
        settings: {},
        at,
      })
      if (!created.ok) throw new Error(created.problem.sentence)
      return created.value.id
    }
    branch = await made('fairborough')
    other = await made('elsewhere')
  })
  afterAll(() => store.close())

  const inHouse = <T>(work: Parameters<typeof store.inOrganisation<T>>[1]) =>
    store.inOrganisation(branch, work)
  const seenBy = (viewer: BranchViewer) => store.as(viewer)
  const makeOne = (words = 'first words') =>
    inHouse((scope) => book.make(scope, { body: { title: 'Rooms', words }, by: kerensa, at }))

  it('keeps both officers’ words when two save what they began from one version', async () => {
    const { id } = await makeOne()
    const first = await inHouse((scope) =>
      book.save(scope, id, {
        basedOn: 1,
        body: { title: 'Rooms', words: 'what Kerensa wrote' },
        by: kerensa,
        at,
      }),
    )
    expect(first.saved?.number).toBe(2)
    const second = await inHouse((scope) =>
      book.save(scope, id, {
        basedOn: 1,
        body: { title: 'Rooms', words: 'what Jory wrote' },
        by: jory,
        at,
      }),
    )
    expect(second.saved).toBeNull()
    expect(second.clash).toMatchObject({ mine: 3, current: { number: 2, aside: 1 } })
    const kept = await inHouse((scope) => book.versions(scope, id))
    expect(kept.map((each) => [each.number, each.aside, each.body.words])).toEqual([
      [3, true, 'what Jory wrote'],
      [2, false, 'what Kerensa wrote'],
      [1, false, 'first words'],
    ])
    await inHouse(async (scope) => {
      const merged = await book.save(scope, id, {
        basedOn: 2,
        body: { title: 'Rooms', words: 'what both wrote' },
        by: jory,
        at,
      })
      expect(merged.saved).toMatchObject({ number: 4, body: { words: 'what both wrote' } })
      await book.settle(scope, id, 3, { by: jory, at })
      expect(await book.get(scope, id)).toMatchObject({ aside: 0 })
    })
  })

  it('loses no words, whoever saves from whatever version and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ from: fc.nat(4), words: fc.string({ maxLength: 40 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        async (saves) => {
          const { id } = await makeOne('begun')
          const clean = saves.map((save) => ({ ...save, words: save.words.replaceAll('\0', '') }))
          await Promise.all(
            clean.map(({ from, words }) =>
              inHouse((scope) =>
                book.save(scope, id, {
                  basedOn: from + 1,
                  body: { title: 'Rooms', words },
                  by: jory,
                  at,
                }),
              ),
            ),
          )
          const kept = await inHouse((scope) => book.versions(scope, id))
          expect(kept.map((each) => each.body.words).sort()).toEqual(
            ['begun', ...clean.map((save) => save.words)].sort(),
          )
          const now = await inHouse((scope) => book.get(scope, id))
          expect(kept.find((each) => each.number === now?.number)?.aside).toBe(false)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('shows a record within its readers’ reach and to whoever wrote it, and to nobody else', async () => {
    const { id } = await makeOne()
    const sees = async (viewer: BranchViewer) =>
      (await seenBy(viewer).inOrganisation(branch, (scope) => book.get(scope, id))) !== null
    const eyes = (member: string | null, reach: BranchViewer['sees']): BranchViewer => ({
      member,
      sees: reach,
      keepsRoll: false,
    })
    expect(await sees(eyes(jory, 'reps'))).toBe(true)
    expect(await sees(eyes(jory, 'officers'))).toBe(true)
    expect(await sees(eyes(jory, 'members'))).toBe(false)
    expect(await sees(eyes(null, 'guest'))).toBe(false)
    expect(await sees(eyes(null, 'public'))).toBe(false)
    expect(await sees(eyes(kerensa, 'members'))).toBe(true)
    const elsewhere = await store.inOrganisation(other, (scope) => book.get(scope, id))
    expect(elsewhere).toBeNull()
  })

  it('shows no version of a record that is out of sight', async () => {
    const { id } = await makeOne()
    const seen = await seenBy({ member: jory, sees: 'members', keepsRoll: false }).inOrganisation(
      branch,
      (scope) => book.versions(scope, id),
    )
    expect(seen).toEqual([])
  })

  it('lets nobody write for readers whom they are not among', async () => {
    const asMember = seenBy({ member: jory, sees: 'members', keepsRoll: false })
    await expect(
      asMember.inOrganisation(branch, (scope) =>
        book.make(scope, { body: { title: 'Rooms', words: 'x' }, by: kerensa, at }),
      ),
    ).rejects.toThrow(/row-level security/)
  })

  it('takes a record out of the list and puts it back as it was', async () => {
    const { id } = await makeOne()
    const there = async () =>
      (await inHouse((scope) => book.list(scope))).some((each) => each.id === id)
    await inHouse((scope) => book.remove(scope, id, at))
    expect(await there()).toBe(false)
    await inHouse((scope) => book.restore(scope, id))
    expect(await there()).toBe(true)
  })
})
