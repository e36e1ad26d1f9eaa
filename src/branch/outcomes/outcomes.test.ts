import { beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { BranchRole } from '../../core/branch-rights/index.ts'
import type { IsoDate, Result } from '../../kit/index.ts'
import { records } from '../../store/branch/index.ts'
import {
  outcomesDoor,
  winBook,
  type BigItemBody,
  type OutcomesDoor,
  type WinBody,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate

let house: BranchHouse
beforeAll(async () => {
  house = await branchHouse(day('2020-03-01'))
})

const as = (role: BranchRole | null): OutcomesDoor => {
  const who = role === null ? null : house.person(role)
  return outcomesDoor(house.deps(who), who)
}
const must = <T>(result: Result<T, { sentence: string }>): T => {
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}
const refused = (result: Result<unknown, { sentence: string }>): string => {
  if (result.ok) throw new Error('It was not refused')
  return result.problem.sentence
}

const win = (title: string, more: Partial<WinBody> = {}): WinBody => ({
  title,
  policy: '',
  clause: '',
  before: '',
  after: 'It is so.',
  wonOn: day('2020-01-15'),
  evidence: null,
  looked: [],
  concerns: [],
  demands: [],
  meetings: [],
  promises: [],
  ...more,
})
const item = (more: Partial<BigItemBody> = {}): BigItemBody => ({
  title: 'A career path for family workers',
  words: '',
  owner: 'Branch secretary',
  nextStep: 'Write to the director',
  due: null,
  outcome: '',
  closedOn: null,
  demands: [],
  wins: [],
  ...more,
})

const loan = {
  policy: 'Relocation loans',
  clause: '4.2',
  before: 'The 10,000 pound loan is repaid in full where a worker is absent for 26 weeks.',
  after: 'The £10,000 loan is not repaid for absence; maternity and sick leave are never counted.',
  evidence: { where: 'Policy of January 2020, page 3', on: day('2020-01-20') },
}

describe('what was won', () => {
  it('is told as five wins in the branch’s order, each with evidence or marked as missing it', async () => {
    const officer = as('officer')
    const ids: string[] = []
    for (const title of ['Hotspots', 'Progression', 'Redeployment', 'Loan', 'Building']) {
      const fields = title === 'Loan' ? win(title, loan) : win(title)
      ids.push(must(await officer.saveWin(house.branch, null, fields, null)).id)
    }
    must(await officer.moveWin(house.branch, ids[3] ?? '', 'up'))
    const view = await as('member').wins(house.branch)
    expect(view.wins.map(({ place, title }) => `${place} ${title}`)).toEqual([
      '1 Hotspots',
      '2 Progression',
      '3 Loan',
      '4 Redeployment',
      '5 Building',
    ])
    expect(view.evidenceMissing).toBe(4)
    const [told] = view.wins.filter(({ title }) => title === 'Loan')
    expect(told?.standing.evidenceMissing).toBe(false)
    expect([told?.amounts.before, told?.amounts.after].map((all) => all?.[0]?.pence)).toEqual([
      1_000_000, 1_000_000,
    ])
    expect(told?.before).toBe(loan.before)
  })

  it('is shown to anybody once the branch shows it, in the same order, and not before', async () => {
    const officer = as('officer')
    expect((await as(null).publicWins(house.branch)).wins).toEqual([])
    const { wins } = await officer.wins(house.branch)
    for (const at of [4, 1]) must(await officer.showTo(house.branch, wins[at]?.id ?? '', 'public'))
    const shown = await as(null).publicWins(house.branch)
    expect(shown.wins.map(({ place, title }) => `${place} ${title}`)).toEqual([
      '1 Progression',
      '2 Building',
    ])
    must(await officer.showTo(house.branch, wins[4]?.id ?? '', 'members'))
    expect((await as(null).wins(house.branch)).wins.map(({ title }) => title)).toEqual([
      'Progression',
    ])
    expect(await as(null).win(house.branch, wins[4]?.id ?? '')).toBeNull()
  })

  it('is looked at again after three months and twelve, and says that it did not hold', async () => {
    const officer = as('officer')
    const { id } = must(await officer.saveWin(house.branch, null, win('Desks'), null))
    const stands = async () => (await officer.win(house.branch, id))?.win
    expect(await stands()).toMatchObject({ nextLook: { months: 3, isDue: false } })
    house.today = day('2020-04-15')
    expect(await stands()).toMatchObject({
      nextLook: { isDue: true },
      standing: { holds: 'not-looked' },
    })
    const look = { on: day('2020-04-15'), holds: false, words: 'Two desks for nine.' }
    must(await officer.look(house.branch, id, look))
    expect(await stands()).toMatchObject({
      standing: { holds: 'no', lastLooked: '2020-04-15' },
      nextLook: { months: 12, due: '2021-01-15' },
    })
    expect(
      refused(await officer.look(house.branch, id, { ...look, on: day('2020-04-16') })),
    ).toMatch(/not come yet/)
    expect(
      refused(await officer.look(house.branch, id, { ...look, on: day('2020-01-14') })),
    ).toMatch(/won on 15 January 2020/)
  })

  it('is written by officers alone', async () => {
    for (const role of ['member', 'rep', 'roll-keeper'] as const) {
      expect(refused(await as(role).saveWin(house.branch, null, win('Mine'), null))).toMatch(
        /Your office/,
      )
    }
  })
})

describe('a big item', () => {
  it('stays open until what came of it is written, and can be opened again', async () => {
    const officer = as('officer')
    const { id } = must(await officer.saveBigItem(house.branch, null, item(), null))
    for (const none of ['', '  \n ']) {
      expect(refused(await officer.closeBigItem(house.branch, id, none))).toMatch(
        /Say what came of it/,
      )
    }
    const closed = item({ closedOn: day('2020-02-02') })
    expect(refused(await officer.saveBigItem(house.branch, id, closed, 1))).toMatch(
      /Say what came of it/,
    )
    expect((await officer.bigItem(house.branch, id))?.item.closedOn).toBeNull()
    must(await officer.closeBigItem(house.branch, id, 'A path is in the policy.'))
    expect((await officer.bigItem(house.branch, id))?.item).toMatchObject({
      closedOn: house.today,
      outcome: 'A path is in the policy.',
    })
    must(await officer.reopenBigItem(house.branch, id))
    expect((await officer.bigItem(house.branch, id))?.item.closedOn).toBeNull()
  })

  it('is not closed without its outcome by whatever writes to the database', async () => {
    const at = new Date('2020-03-01T12:00:00Z')
    const body = item({ closedOn: day('2020-02-02'), outcome: '   ' })
    const inHouse = house.store.asHouse()
    await expect(
      inHouse.inOrganisation(house.branch.id, (scope) =>
        records.make(scope, { kind: 'big-item', audience: 'members', body, by: null, at }),
      ),
    ).rejects.toThrow(/big_item_closes_with_its_outcome/)
    const { id } = must(await as('officer').saveBigItem(house.branch, null, item(), null))
    await expect(
      inHouse.inOrganisation(house.branch.id, (scope) =>
        records.save(scope, 'big-item', id, { basedOn: 1, body, by: null, at }),
      ),
    ).rejects.toThrow(/big_item_closes_with_its_outcome/)
  })
})

it('keeps a win’s words as they were typed, spaces within them too', async () => {
  const before = 'First line.\n\n  Second,  with two spaces.'
  const { id } = must(
    await as('officer').saveWin(house.branch, null, win('Spaces', { before }), null),
  )
  const kept = await house.store
    .asHouse()
    .inOrganisation(house.branch.id, (scope) => winBook.get(scope, id))
  expect(kept?.body.before).toBe(before)
})
