import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import type { BranchPerson, BranchRole } from '../../core/branch-rights/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import { notes, organisations, type BranchStore } from '../../store/branch/index.ts'
import { branchId } from '../deps.ts'
import type { BranchView } from '../views.ts'
import { namingDoor } from './index.ts'

const now = (): Date => new Date('2026-11-23T10:00:00Z')

describe('the branch’s name', () => {
  let store: BranchStore
  let of: BranchView
  beforeAll(async () => {
    store = await testBranchStore()
    const settings = { safeguarding: '0300 000 0000' }
    const made = await organisations.create(store, {
      slug: 'own',
      name: 'Your branch',
      kind: 'own',
      settings,
      at: now(),
    })
    if (!made.ok) throw new Error(made.problem.sentence)
    of = { ...made.value, demonstration: false }
  })
  afterAll(() => store.close())

  const as = (role: BranchRole) => {
    const person: BranchPerson = {
      member: randomUUID(),
      organisation: of.id,
      name: 'Morwenna Tregenza',
      offices: [
        {
          role,
          title: role,
          site: null,
          team: null,
          from: '2026-01-01' as IsoDate,
          until: null,
          isPublic: false,
        },
      ],
    }
    return namingDoor({ store, now }, person)
  }

  it('is changed by an officer, noted, and everything else that is set stays', async () => {
    const { version } = await as('officer').view(of)
    expect(await as('officer').rename(of, { name: '  Ashby branch ', version })).toMatchObject({
      ok: true,
    })
    await store.inOrganisation(branchId(of), async (scope) => {
      expect(await organisations.get(scope)).toMatchObject({
        name: 'Ashby branch',
        settings: { safeguarding: '0300 000 0000' },
      })
      expect(await notes.latest(scope, { most: 1 })).toMatchObject([{ what: 'branch.renamed' }])
    })
  })

  it('is not changed by a rep, to nothing, or over what another has just saved', async () => {
    const before = await as('officer').view(of)
    const given = { name: 'Another', version: before.version }
    const code = async (role: BranchRole, change: typeof given) => {
      const done = await as(role).rename(of, change)
      return done.ok ? 'done' : done.problem.code
    }
    expect(await code('rep', given)).toBe('not-yours')
    expect(await code('officer', { ...given, name: ' ' })).toBe('name-wrong')
    expect(await code('officer', { ...given, version: before.version - 1 })).toBe('stale')
    expect(await as('officer').view(of)).toEqual(before)
  })
})
