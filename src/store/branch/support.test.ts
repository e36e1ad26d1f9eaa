import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import { programmeVersions, records, support, type BranchScope } from './index.ts'
import { transactionOf } from './scope.ts'

const on = '2026-09-01' as IsoDate
const at = new Date('2026-09-01T12:00:00Z')

let house: BranchHouse
let question: string

beforeAll(async () => {
  house = await branchHouse(on)
  question = await inHouse((scope) =>
    records.make(scope, { kind: 'proposal', audience: 'members', body: {}, by: null, at }),
  )
})

const inHouse = <T>(work: (scope: BranchScope) => Promise<T>): Promise<T> =>
  house.store.asHouse().inOrganisation(house.branch.id, work)

const seenBy = <T>(
  who: { member: string | null; sees: 'public' | 'members' | 'officers' },
  work: (scope: BranchScope) => Promise<T>,
): Promise<T> => house.store.as({ ...who, keepsRoll: true }).inOrganisation(house.branch.id, work)

describe('what members answered', () => {
  it('is each member’s own: an officer and a keeper of the roll count nobody’s but their own', async () => {
    const members = [randomUUID(), randomUUID(), randomUUID()]
    for (const member of members) {
      await seenBy({ member, sees: 'members' }, (scope) =>
        support.set(scope, { question, member, answer: 'agree', on }),
      )
    }
    const officer = { member: randomUUID(), sees: 'officers' as const }
    const none = { agree: 0, disagree: 0, pass: 0 }
    expect(await seenBy(officer, (scope) => support.counts(scope, question))).toEqual(none)
    expect(
      await seenBy({ ...officer, member: null, sees: 'public' }, (scope) =>
        support.counts(scope, question),
      ),
    ).toEqual(none)
    expect(
      await seenBy(officer, (scope) => support.get(scope, question, members[0] ?? '')),
    ).toBeNull()
    expect(await inHouse((scope) => support.counts(scope, question))).toEqual({ ...none, agree: 3 })
  })

  it('is written in nobody else’s name', async () => {
    const officer = { member: randomUUID(), sees: 'officers' as const }
    await expect(
      seenBy(officer, (scope) =>
        support.set(scope, { question, member: randomUUID(), answer: 'agree', on }),
      ),
    ).rejects.toThrow(/row-level security/)
  })
})

describe('a published programme', () => {
  it('is published by officers alone, numbered one after another, also where two publish at once', async () => {
    const officer = { member: randomUUID(), sees: 'officers' as const }
    const publish = () =>
      seenBy(officer, (scope) => programmeVersions.add(scope, { on, body: {}, by: null, at }))
    const numbers = await Promise.all([publish(), publish(), publish()])
    expect(numbers.sort()).toEqual([1, 2, 3])
    await expect(
      seenBy({ member: randomUUID(), sees: 'members' }, (scope) =>
        programmeVersions.add(scope, { on, body: {}, by: null, at }),
      ),
    ).rejects.toThrow(/row-level security/)
  })

  it('is changed and removed by nobody', async () => {
    for (const change of [
      sql`update branch.programme_version set body = '{"title":"Other"}'`,
      sql`delete from branch.programme_version`,
    ]) {
      await expect(inHouse((scope) => change.execute(transactionOf(scope)))).rejects.toThrow(
        /permission denied/,
      )
    }
  })
})
