import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillDemonstration } from '../../src/branch/demonstration.ts'
import { branchServer, type BranchServer } from '../seeds/branch-server.ts'

let house: BranchServer

beforeAll(async () => {
  house = await branchServer()
  await fillDemonstration(house.deps, house.signIn, house.demonstration)
}, 120_000)
afterAll(() => house?.close())

describe('the invented branch', () => {
  it('has three people to walk as: an officer, a rep and a member', async () => {
    const people = await house.signIn.samples(house.demonstration)
    expect(people.map(({ offices }) => offices.join(', '))).toEqual([
      'Branch secretary, Keeper of the roll',
      'Steward',
      'Member',
    ])
  })

  it('is made once: a second start adds nothing to it', async () => {
    const before = await house.signIn.samples(house.demonstration)
    await fillDemonstration(house.deps, house.signIn, house.demonstration)
    expect(await house.signIn.samples(house.demonstration)).toEqual(before)
  })
})
