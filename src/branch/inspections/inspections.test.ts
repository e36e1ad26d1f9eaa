import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchHouse, type BranchHouse } from '../../../test/seeds/branch-house.ts'
import type { BranchRole } from '../../core/branch-rights/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import { concernsDoor, hearingBook } from '../concerns/index.ts'
import { employerMeetings } from '../negotiation/index.ts'
import { demandBook } from '../programme/index.ts'
import { isClashed } from '../saved/index.ts'
import { inspectionsDoor, type FindingBody, type InspectionBody } from './index.ts'

const day = (text: string): IsoDate => text as IsoDate

describe('the file of an inspection', () => {
  let house: BranchHouse
  let inspection = ''
  const of = () => ({ id: house.branch.id as string, slug: 'fairborough' })
  const door = (role: BranchRole) =>
    inspectionsDoor(house.deps(house.person(role)), house.person(role))
  const body: InspectionBody = {
    title: 'Inspection of children’s services',
    by: 'The inspectorate',
    from: day('2026-05-11'),
    until: day('2026-05-15'),
    publishedOn: day('2026-07-01'),
    judgement: 'Inadequate',
    report: 'https://example.org/report',
    didWell: 'Social workers know their children well and do not give up.',
  }
  const saved = async <T>(result: Promise<{ ok: boolean; value?: T }>): Promise<T> => {
    const done = await result
    if (!done.ok || done.value === undefined) throw new Error(JSON.stringify(done))
    return done.value
  }
  const finding = (label: string, more: Partial<FindingBody> = {}): FindingBody => ({
    inspection,
    label,
    words: `Finding ${label}`,
    concerns: [],
    demands: [],
    meetings: [],
    ...more,
  })
  const add = (given: FindingBody): Promise<{ id: string }> =>
    saved(door('officer').saveFinding(of(), null, null, given))
  const file = async (role: BranchRole = 'member') => {
    const found = await door(role).inspection(of(), inspection)
    if (!found) throw new Error('No file')
    return found
  }

  beforeAll(async () => {
    house = await branchHouse(day('2026-11-23'))
    inspection = (await saved(door('officer').save(of(), null, null, body))).id
  }, 60_000)
  afterAll(() => house?.store.close())

  it('is not kept without what staff did well', async () => {
    await expect(
      door('officer').save(of(), null, null, { ...body, didWell: '  ' }),
    ).rejects.toThrow()
    expect(await door('member').list(of())).toHaveLength(1)
  })

  it('is written by officers alone and read by every member', async () => {
    for (const role of ['rep', 'member'] as const) {
      expect((await door(role).save(of(), inspection, 1, body)).ok).toBe(false)
      expect((await door(role).saveFinding(of(), null, null, finding('9'))).ok).toBe(false)
      expect((await door(role).inspection(of(), inspection))?.didWell).toBe(body.didWell)
    }
  })

  it('keeps published numbers, names the missing one, and lists what nothing is tied to first', async () => {
    const action = {
      inspection,
      words: 'Count caseloads every month',
      owner: 'Head of service',
      due: day('2026-09-30'),
      done: null,
    }
    const ids: string[] = []
    for (const label of ['1', '2', '4', '10']) ids.push((await add(finding(label))).id)
    await saved(
      door('officer').saveAction(of(), null, null, { ...action, findings: [ids[0] ?? ''] }),
    )
    const seen = await file()
    expect(seen.findings.map(({ label, isTied }) => [label, isTied])).toEqual([
      ['2', false],
      ['4', false],
      ['10', false],
      ['1', true],
    ])
    expect(seen.missing).toEqual(['3', '5', '6', '7', '8', '9'])
    expect(seen.actions[0]).toMatchObject({ daysLate: 54, answers: [{ name: '1: Finding 1' }] })
    expect(await door('member').list(of())).toMatchObject([
      { findings: 4, untied: 3, open: 1, overdue: 1 },
    ])
    expect(seen.timeline.map(({ on, what }) => [on, what])).toEqual([
      ['2026-05-11', 'inspected'],
      ['2026-05-15', 'last-day'],
      ['2026-07-01', 'published'],
      ['2026-09-30', 'overdue'],
    ])
  })

  it('says that members had said so before the inspectors came, after a merge as well', async () => {
    const rep = house.person('rep')
    const concerns = concernsDoor(house.deps(rep), rep)
    const raise = async (title: string, on: string): Promise<string> => {
      const heard = { words: title, theme: 'workload', visit: null, site: null, team: null }
      const noted = await concerns.note(of(), { ...heard, people: 2 }, { title, theme: 'workload' })
      if (!noted.ok) throw new Error(noted.problem.sentence)
      return house.store.asHouse().inOrganisation(house.branch.id, async (scope) => {
        const kept = await hearingBook.get(scope, noted.value)
        if (!kept?.body.concern) throw new Error('No concern')
        const by = { by: null, at: new Date() }
        const moved = { ...kept.body, on: day(on) }
        await hearingBook.save(scope, kept.id, { basedOn: 1, body: moved, ...by })
        return kept.body.concern
      })
    }
    const long = await raise('Too many cases', '2024-02-01')
    const late = await raise('Cases pile up', '2026-06-20')
    const { id } = await add(finding('11', { concerns: [late] }))
    const tied = async () => (await file()).findings.find((one) => one.id === id)?.concerns
    expect(await tied()).toMatchObject([{ id: late, isBefore: false }])
    expect((await concerns.merge(of(), late, 1, long)).ok).toBe(true)
    expect(await tied()).toEqual([
      { id: long, name: 'Too many cases', firstRaised: '2024-02-01', isBefore: true },
    ])
    expect((await file()).timeline[0]).toMatchObject({ on: '2024-02-01', what: 'raised' })
  })

  it('ties a finding to demands and meetings, and shows members no meeting that is not theirs to see', async () => {
    const officer = house.person('officer')
    const by = { by: officer.member, at: new Date() }
    const [demand, meeting] = await house.store
      .asHouse()
      .inOrganisation(house.branch.id, async (scope) => [
        await demandBook.make(scope, {
          ...by,
          body: {
            title: 'A fair caseload',
            words: 'For all staff.',
            measure: '',
            baseline: null,
            target: '',
            scope: 'ALL staff',
            concerns: [],
            state: 'agreed',
            reason: '',
          },
        }),
        await employerMeetings.make(scope, {
          ...by,
          body: {
            subject: 'The report',
            on: day('2026-07-20'),
            at: null,
            place: '',
            asked: null,
            withPeople: [],
            bodies: [],
            forBranch: '',
            state: 'held',
            cancelled: null,
            movedTo: null,
            minutes: 50,
            notes: '',
            consultation: null,
          },
        }),
      ])
    const { id } = await add(
      finding('12', { demands: [demand?.id ?? ''], meetings: [meeting?.id ?? ''] }),
    )
    const seen = async (role: BranchRole) =>
      (await file(role)).findings.find((one) => one.id === id)
    expect(await seen('officer')).toMatchObject({
      demands: [{ name: 'A fair caseload' }],
      meetings: [{ name: 'The report, 20 July 2026' }],
      isTied: true,
    })
    expect(await seen('member')).toMatchObject({ meetings: [], isTied: true })
    expect(JSON.stringify((await file('member')).timeline)).not.toContain('The report')
  })

  it('keeps both officers’ words, and puts back what was taken out', async () => {
    const { id } = await add(finding('20'))
    const change = (words: string) =>
      door('officer').saveFinding(of(), id, 1, finding('20', { words }))
    expect((await change('As one had it')).ok).toBe(true)
    const second = await change('As the other had it')
    if (second.ok || !isClashed(second.problem)) throw new Error('No clash')
    expect(second.problem.theirs.map(({ words }) => words)).toContain('As one had it')
    expect(second.problem.mine.map(({ words }) => words)).toContain('As the other had it')
    const has = async () => (await file()).findings.some((one) => one.id === id)
    expect((await door('officer').setRemoved(of(), 'finding', id, true)).ok).toBe(true)
    expect(await has()).toBe(false)
    expect((await door('officer').setRemoved(of(), 'finding', id, false)).ok).toBe(true)
    expect(await has()).toBe(true)
    expect((await door('member').setRemoved(of(), 'finding', id, true)).ok).toBe(false)
  })

  it('takes no finding for a file that is not there', async () => {
    const lost = await door('officer').saveFinding(of(), null, null, {
      ...finding('1'),
      inspection: randomUUID(),
    })
    expect(lost).toMatchObject({ ok: false, problem: { code: 'not-there' } })
  })
})
