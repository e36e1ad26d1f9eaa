import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { IsoDate } from '../../kit/index.ts'
import { promisesDoor, type PromiseBody } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const body: PromiseBody = {
  words: 'The commissioner will meet the branch',
  by: 'Director of children’s services',
  contact: null,
  saidOn: day('2019-12-02'),
  meeting: null,
  document: 'Service update, winter 2019',
  line: 'Meetings with the commissioner will be held in 2020.',
  due: { kind: 'year', year: 2020 },
  kept: null,
  released: null,
  concerns: [],
  demands: [],
}

describe('the promise clock', () => {
  let house: BranchHouse
  const as = (role: 'member' | 'officer') =>
    promisesDoor(house.deps(house.person(role)), house.person(role))
  const made = async (more: Partial<PromiseBody> = {}): Promise<string> => {
    const saved = await as('officer').keeper.save(house.branch, {
      id: null,
      basedOn: 0,
      body: { ...body, ...more },
    })
    if (!saved.ok) throw new Error(saved.problem.sentence)
    return saved.value.id
  }
  beforeAll(async () => {
    house = await branchHouse(day('2020-06-01'))
  })
  afterAll(() => house.store.close())

  it('shows every member what was promised, with its line, and that it is overdue from New Year', async () => {
    const id = await made()
    const seen = async (on: string) => {
      house.today = day(on)
      return (await as('member').get(house.branch, id))?.words
    }
    expect(await seen('2020-12-31')).toBe('Due by 31 December 2020')
    expect(await seen('2021-01-01')).toBe('Overdue by 1 day')
    const row = await as('member').get(house.branch, id)
    expect(row?.body.line).toBe('Meetings with the commissioner will be held in 2020.')
  })

  it('is kept with what shows it, or let go with a reason, and can be taken up again', async () => {
    house.today = day('2021-01-12')
    const id = await made({ due: { kind: 'month', month: '2020-12' } })
    const officer = as('officer')
    const words = async () => (await officer.get(house.branch, id))?.words
    await officer.keep(house.branch, id, {
      basedOn: 1,
      on: day('2021-01-03'),
      evidence: 'Minutes of 3 January',
    })
    expect(await words()).toBe('Kept 3 days late')
    await officer.reopen(house.branch, id, { basedOn: 2 })
    expect(await words()).toBe('Overdue by 12 days')
    await officer.release(house.branch, id, {
      basedOn: 3,
      on: day('2021-01-12'),
      reason: 'The service was closed',
    })
    expect(await words()).toBe('Let go')
    expect(await officer.due(house.branch)).toContainEqual({
      id,
      on: '2020-12-31',
      isSettled: true,
    })
  })

  it('keeps both words where one officer keeps it and another lets it go', async () => {
    const id = await made()
    const officer = as('officer')
    await officer.keep(house.branch, id, { basedOn: 1, on: day('2020-06-01'), evidence: 'Seen' })
    const second = await officer.release(house.branch, id, {
      basedOn: 1,
      on: day('2020-06-01'),
      reason: 'Overtaken',
    })
    expect(second).toMatchObject({ ok: false, problem: { code: 'saved-by-another' } })
    const versions = await officer.keeper.versions(house.branch, id)
    expect(versions.map((one) => one.body.released?.reason ?? one.body.kept?.evidence)).toEqual([
      'Overtaken',
      'Seen',
      undefined,
    ])
  })

  it('is written by officers alone', async () => {
    const saved = await as('member').keeper.save(house.branch, { id: null, basedOn: 0, body })
    expect(saved).toMatchObject({ ok: false, problem: { code: 'not-yours' } })
  })
})
