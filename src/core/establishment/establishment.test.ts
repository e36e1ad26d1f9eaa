import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { anyCaseload } from '../../../test/seeds/caseload.ts'
import { defaultAgreement } from '../agreement/index.ts'
import { readPeople } from '../caseload/index.ts'
import { compareUtilisation } from '../fairness/index.ts'
import { fullTimeSocialWorker } from '../model/index.ts'
import { weigh } from '../workload/index.ts'
import type { Cover, PersonRecord, PostRecord, TeamId, Worker, WorkerId } from '../model/index.ts'
import {
  agencyChecks,
  agencyWorkersOf,
  censusWorkforceOf,
  costToEnd,
  establishmentFigures,
  inPostOf,
  keptEstablishment,
  leaversOf,
  placePosts,
  postSums,
  standsOf,
  turnoverOf,
  vacancyRate,
  whatMoreChange,
  withMoreWorkers,
} from './index.ts'

const ON = '2026-11-22' as IsoDate
const day = (text: string): IsoDate => text as IsoDate

let rows = 1
const person = (name: string, facts: Partial<PersonRecord> = {}): PersonRecord => ({
  ...fullTimeSocialWorker,
  from: { file: 'people.xlsx', sheet: 'People', row: (rows += 1) },
  name,
  team: 'Court',
  ...facts,
})
const NO_COVER: Cover = {
  name: null,
  sweNumber: null,
  kind: null,
  fteMillionths: null,
  from: null,
  end: null,
  cost: null,
  experienceMonths: null,
  leftPermanent: null,
  leftBecause: null,
  noticeWeeks: null,
  permanentNoticeWeeks: null,
  references: null,
}
const cover = (name: string, facts: Partial<Cover> = {}): Cover => ({ ...NO_COVER, name, ...facts })
const post = (
  number: string,
  holder: string | null,
  facts: Partial<PostRecord> = {},
): PostRecord => ({
  from: { file: 'posts.csv', sheet: 'posts', row: (rows += 1) },
  post: number,
  team: 'Court',
  role: 'social-worker',
  fteMillionths: 1_000_000,
  since: null,
  holder: holder === null ? null : { name: holder, sweNumber: null },
  vacantSince: null,
  cover: null,
  ...facts,
})
const placed = (posts: PostRecord[], people: PersonRecord[]) =>
  placePosts(posts, readPeople(people), ON)
const sumsOf = (posts: PostRecord[], people: PersonRecord[]) =>
  postSums(placed(posts, people).posts)
const worker = (record: PersonRecord): Worker => ({
  id: (record.sweNumber ?? `name:${(record.name ?? '').toLowerCase()}`) as WorkerId,
  name: record.name ?? '',
  aliases: [],
  team: record.team === null ? null : (record.team.toLowerCase() as TeamId),
  person: record,
})

describe('a post', () => {
  it('is filled by as much as its holder’s contract gives, and the rest is vacant', () => {
    const sums = sumsOf(
      [post('1', 'Amara Okoye')],
      [person('Amara Okoye', { fteMillionths: 600_000 })],
    )
    expect(sums).toMatchObject({
      funded: 1_000_000,
      held: 600_000,
      vacant: 400_000,
      vacantPosts: 0,
    })
  })

  it('is vacant without a holder, covered as far as its cover works', () => {
    const sums = sumsOf(
      [post('1', null, { cover: cover('Jo Lin', { fteMillionths: 800_000 }) }), post('2', null)],
      [person('Amara Okoye')],
    )
    expect(sums).toMatchObject({
      vacantPosts: 2,
      vacant: 2_000_000,
      covered: 800_000,
      notCovered: 1_200_000,
    })
    expect(vacancyRate(sums)).toBe(10_000)
  })

  it('held by two contracts’ worth of posts is filled in the order of their numbers, never twice', () => {
    const sums = sumsOf(
      [post('2', 'Amara Okoye'), post('1', 'Amara Okoye')],
      [person('Amara Okoye')],
    )
    expect(sums).toMatchObject({ funded: 2_000_000, held: 1_000_000, vacant: 1_000_000 })
  })

  it('whose holder has left is vacant since the day after, and that is told', () => {
    const { posts, findings } = placed(
      [post('1', 'Amara Okoye')],
      [person('Amara Okoye', { contractEnd: day('2026-10-31') })],
    )
    expect(posts[0]).toMatchObject({ holder: null, held: 0, vacantSince: '2026-11-01' })
    expect(findings.map(({ code }) => code)).toEqual(['post-holder-left'])
  })

  it('whose holder is in no people file counts as not known, neither filled nor vacant', () => {
    const { posts, findings } = placed([post('1', 'Nobody Knows')], [person('Amara Okoye')])
    expect(postSums(posts)).toMatchObject({ held: 0, vacant: 0, heldUnknown: 1_000_000 })
    expect(vacancyRate(postSums(posts))).toBeNull()
    expect(findings).toMatchObject([{ code: 'post-holder-not-in-people-file', effect: 'question' }])
  })

  it('is never held by an agency worker, who covers', () => {
    const { posts, findings } = placed(
      [post('1', 'Jo Lin')],
      [person('Jo Lin', { contract: 'agency' })],
    )
    expect(posts[0]?.holder).toBeNull()
    expect(findings.map(({ code }) => code)).toEqual(['agency-worker-as-holder'])
  })

  it('is not covered any more after the cover’s last day, nor before its first', () => {
    const ended = cover('Jo Lin', { fteMillionths: 1_000_000, end: day('2026-11-21') })
    const toCome = cover('Sam Reed', { fteMillionths: 1_000_000, from: day('2026-11-23') })
    const { posts, findings } = placed(
      [post('1', null, { cover: ended }), post('2', null, { cover: toCome })],
      [person('Amara Okoye')],
    )
    expect(postSums(posts)).toMatchObject({ covered: 0, notCovered: 2_000_000 })
    expect(findings.map(({ code }) => code)).toEqual(['cover-ended'])
  })

  it('covered by somebody of whom nobody knows how much they work is neither covered nor open', () => {
    const sums = sumsOf([post('1', null, { cover: cover('Jo Lin') })], [person('Amara Okoye')])
    expect(sums).toMatchObject({ coverUnknown: 1_000_000, covered: 0, notCovered: 0 })
  })

  const shares = fc.option(
    fc.integer({ min: 0, max: 10 }).map((tenth) => tenth * 100_000),
    { nil: null },
  )
  const names = fc.constantFrom('Amara Okoye', 'Jo Lin', 'Sam Reed', 'Nobody Knows', null)
  const anyPosts = fc.array(
    fc.record({ fte: shares, holder: names, cover: names, coverFte: shares }),
    { maxLength: 12 },
  )
  const anyPeople = fc.record({ amara: shares, jo: shares, sam: shares })

  it('law: funded = held + vacant + not known, vacant = covered + not covered + cover not known, and nobody fills more than their contract', () => {
    fc.assert(
      fc.property(anyPosts, anyPeople, (drawn, { amara, jo, sam }) => {
        const people = [
          person('Amara Okoye', { fteMillionths: amara }),
          person('Jo Lin', { fteMillionths: jo }),
          person('Sam Reed', { fteMillionths: sam }),
        ]
        const { posts } = placed(
          drawn.map((one, at) =>
            post(`P${at}`, one.holder, {
              fteMillionths: one.fte,
              cover: one.cover === null ? null : cover(one.cover, { fteMillionths: one.coverFte }),
            }),
          ),
          people,
        )
        const sums = postSums(posts)
        expect(sums.held + sums.vacant + sums.heldUnknown).toBe(sums.funded)
        expect(sums.covered + sums.notCovered + sums.coverUnknown).toBe(sums.vacant)
        for (const [name, share] of [
          ['Amara Okoye', amara],
          ['Jo Lin', jo],
          ['Sam Reed', sam],
        ] as const) {
          const held = posts
            .filter(({ holder }) => holder?.name === name)
            .reduce((sum, one) => sum + (one.held ?? 0), 0)
          expect(held).toBeLessThanOrEqual(share ?? 0)
        }
      }),
    )
  })

  it('law: the order of the rows changes no sum', () => {
    fc.assert(
      fc.property(anyPosts, anyPeople, (drawn, { amara }) => {
        const people = [person('Amara Okoye', { fteMillionths: amara })]
        const records = drawn.map((one, at) =>
          post(`P${at}`, one.holder, { fteMillionths: one.fte }),
        )
        expect(sumsOf([...records].reverse(), people)).toEqual(sumsOf(records, people))
      }),
    )
  })
})

describe('turnover', () => {
  const leaver = (last: string, fteMillionths: number | null = 1_000_000) => ({
    team: null,
    last: day(last),
    fteMillionths,
  })

  it('is those who left in twelve months ÷ the mean of those in post on the days known', () => {
    const turnover = turnoverOf(
      [leaver('2025-11-22'), leaver('2025-11-23'), leaver('2026-11-22', 500_000)],
      [
        { on: day('2026-05-22'), permanent: 12_000_000 },
        { on: ON, permanent: 8_000_000 },
      ],
      ON,
    )
    expect(turnover).toMatchObject({
      leavers: 2,
      leaversShare: 1_500_000,
      average: 10_000_000,
      rate: 1_500,
    })
  })

  it('is not known where nobody is in post, and leaves out a leaver whose share nobody gives', () => {
    expect(turnoverOf([], [], ON).rate).toBeNull()
    const turnover = turnoverOf(
      [leaver('2026-11-01', null)],
      [{ on: ON, permanent: 1_000_000 }],
      ON,
    )
    expect(turnover).toMatchObject({ leavers: 1, unknown: 1, rate: 0 })
  })

  it('counts employed social workers alone among leavers', () => {
    const left = { contractEnd: day('2026-09-30') }
    const leavers = leaversOf(
      readPeople([
        person('Amara Okoye', left),
        person('Jo Lin', { ...left, contract: 'agency' }),
        person('Sam Reed', { ...left, role: 'family-support' }),
        person('Ruth Ahmed', { contractEnd: day('2027-01-31') }),
      ]),
      ON,
    )
    expect(leavers).toEqual([{ team: 'court', last: '2026-09-30', fteMillionths: 1_000_000 }])
  })

  it('of the census is the Department’s: leavers ÷ in post on its day', () => {
    const census = (sweNumber: string, facts: Partial<PersonRecord> = {}) =>
      person('', {
        name: null,
        sweNumber,
        team: null,
        from: { file: 'c.xml', sheet: 'CSWWWorker', row: 1 },
        ...facts,
      })
    const found = censusWorkforceOf({
      people: [
        census('SW1'),
        census('SW2', { contractEnd: day('2026-03-31') }),
        census('SW3', { contractEnd: day('2027-03-31'), fteMillionths: 600_000 }),
        census('SW4', { contract: 'agency' }),
      ],
      workforce: [
        {
          from: { file: 'c.xml', sheet: 'LALevelVacancies', row: 1 },
          on: day('2026-09-30'),
          vacanciesFteHundredths: 40,
          agencyFteHundredths: 100,
          agencyHeadcount: 1,
        },
      ],
    })
    expect(found).toMatchObject({
      inPost: 1_600_000,
      leavers: 1_000_000,
      turnover: 6_250,
      vacancyRate: 2_000,
      agencyRate: 3_846,
    })
  })
})

describe('what cover costs to its last day', () => {
  const week = 3_700
  it('is its working days times a day’s cost and its share of full time', () => {
    // Monday 23 to Friday 27 November 2026.
    expect(
      costToEnd(
        {
          cost: { pence: 31_000, per: 'day' },
          fteMillionths: 600_000,
          from: null,
          end: day('2026-11-29'),
        },
        ON,
        week,
      ),
    ).toEqual({ workingDays: 5, pence: 93_000 })
  })

  it('by the hour takes a fifth of the full-time week a day, and leaves out bank holidays', () => {
    expect(
      costToEnd(
        {
          cost: { pence: 4_000, per: 'hour' },
          fteMillionths: 1_000_000,
          from: day('2026-12-24'),
          end: day('2026-12-29'),
        },
        ON,
        week,
      ),
    ).toEqual({ workingDays: 2, pence: 59_200 })
  })

  it('law: to a day in between and from there on comes to the same as to the end, but for rounding', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(200),
        fc.nat(200),
        fc.constantFrom('day' as const, 'hour' as const),
        (pence, tenths, first, second, per) => {
          const [between, end] = [addDays(ON, first), addDays(ON, first + second)]
          const given = { cost: { pence, per }, fteMillionths: tenths * 100_000, from: null }
          const whole = costToEnd({ ...given, end }, ON, week)
          const one = costToEnd({ ...given, end: between }, ON, week)
          const two = costToEnd({ ...given, end }, between, week)
          expect(one.workingDays + two.workingDays).toBe(whole.workingDays)
          expect(Math.abs(one.pence + two.pence - whole.pence)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('the agency rules', () => {
  const outcomes = (facts: Partial<Cover>, on = ON) =>
    Object.fromEntries(
      agencyChecks(cover('Jo Lin', facts), on).map(({ rule, outcome }) => [rule, outcome]),
    )

  it('are met by three years, no recent permanent post, four weeks and two references', () => {
    expect(
      outcomes({ experienceMonths: 36, leftPermanent: 'never', noticeWeeks: 4, references: 2 }),
    ).toEqual({ experience: 'met', 'cool-off': 'met', notice: 'met', references: 'met' })
  })

  it('are not met a month, a day, a week or a reference short', () => {
    expect(
      outcomes({
        experienceMonths: 35,
        leftPermanent: day('2026-05-31'),
        leftBecause: 'other',
        from: day('2026-08-30'),
        noticeWeeks: 3,
        permanentNoticeWeeks: 8,
        references: 1,
      }),
    ).toEqual({
      experience: 'not-met',
      'cool-off': 'not-met',
      notice: 'not-met',
      references: 'not-met',
    })
  })

  it('guess nothing: what no cell says is not known, and names the column that would say it', () => {
    const checks = agencyChecks(null, ON)
    expect(checks.map(({ outcome }) => outcome)).toEqual([
      'not-known',
      'not-known',
      'not-known',
      'not-known',
    ])
    expect(checks[0]?.why).toContain('Years in children’s services')
  })

  it('let somebody back at once after redundancy or out of probation', () => {
    const soon = { leftPermanent: day('2026-10-31'), from: day('2026-11-02') }
    expect(outcomes({ ...soon, leftBecause: 'redundancy' })['cool-off']).toBe('met')
    expect(outcomes({ ...soon, leftBecause: 'probation' })['cool-off']).toBe('met')
    expect(outcomes(soon)['cool-off']).toBe('not-known')
  })

  it('ask as much notice as permanent staff have where that is less, and never more than four weeks', () => {
    expect(outcomes({ noticeWeeks: 2, permanentNoticeWeeks: 2 })['notice']).toBe('met')
    expect(outcomes({ noticeWeeks: 4, permanentNoticeWeeks: 2 })['notice']).toBe('not-met')
    expect(outcomes({ noticeWeeks: 2 })['notice']).toBe('not-known')
    expect(outcomes({ noticeWeeks: 5 })['notice']).toBe('not-met')
  })

  it('hold for assignments from 31 October 2024, and for all from 1 October 2025', () => {
    const poor = { experienceMonths: 1 }
    const inBetween = day('2025-06-30')
    expect(outcomes({ ...poor, from: day('2024-10-30') }, inBetween)['experience']).toBe('not-yet')
    expect(outcomes({ ...poor, from: day('2024-10-31') }, inBetween)['experience']).toBe('not-met')
    expect(outcomes({ ...poor, from: day('2024-10-30') }, day('2025-10-01'))['experience']).toBe(
      'not-met',
    )
  })
})

describe('who works here without holding a post', () => {
  it('is everybody who covers one and every agency worker beside, by name, each once', () => {
    const people = [
      person('Zoe Hart', { contract: 'agency', contractEnd: day('2027-01-31') }),
      person('Jo Lin', { contract: 'agency' }),
      person('Amara Okoye'),
    ]
    const { posts } = placed(
      [
        post('M1', null, { role: 'team-manager', cover: cover('Ade Cole', { kind: 'interim' }) }),
        post('P1', null, {
          cover: cover('Jo Lin', { end: day('2026-11-29'), cost: { pence: 30_000, per: 'day' } }),
        }),
      ],
      people,
    )
    const found = agencyWorkersOf(posts, people.map(worker), ON, 3_700)
    expect(found.map(({ name, kind, post: of, isManager }) => [name, kind, of, isManager])).toEqual(
      [
        ['Ade Cole', 'interim', 'M1', true],
        ['Jo Lin', 'agency', 'P1', false],
        ['Zoe Hart', 'agency', null, false],
      ],
    )
    expect(found[0]).toMatchObject({ cost: null, costMissing: 'cost, end, FTE', checks: [] })
    expect(found[1]).toMatchObject({ cost: { pence: 150_000, workingDays: 5 } })
    expect(found[2]?.checks).toHaveLength(4)
  })

  it('counts in post apart from the employed, and only where a contract is known', () => {
    expect(
      inPostOf(
        [
          person('Amara Okoye', { fteMillionths: 600_000 }),
          person('Jo Lin', { contract: 'agency' }),
          person('Sam Reed', { contract: null }),
          person('Ruth Ahmed', { role: 'team-manager' }),
          person('Ola Berg', { role: 'personal-adviser' }),
        ].map(worker),
        ON,
      ),
    ).toEqual([
      {
        team: 'court',
        permanent: 1_600_000,
        agency: 1_000_000,
        holders: 1_600_000,
        agencyHolders: 1_000_000,
        unknown: 1,
      },
    ])
  })
})

describe('an import', () => {
  it('without a posts file keeps who is in post and who left, and says that posts are not known', () => {
    const people = [person('Amara Okoye')]
    const { establishment, findings } = keptEstablishment(
      { children: [], adopters: [], families: [], people, workforce: [], posts: [] },
      people.map(worker),
      ON,
    )
    expect(establishment).toMatchObject({ posts: null, census: null, leavers: [] })
    expect(establishment.inPost).toHaveLength(1)
    expect(findings).toEqual([])
  })
})

describe('more workers', () => {
  it('join a team with nothing in their hands, and nobody else changes', () => {
    const caseload = {
      asOf: ON,
      cases: [],
      workers: [worker(person('Amara Okoye'))],
      teams: [{ id: 'court' as TeamId, name: 'Court', parent: null }],
      outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 },
      findings: [],
    }
    const more = withMoreWorkers(caseload, {
      team: 'court' as TeamId,
      count: 2,
      fteMillionths: 500_000,
      asye: true,
    })
    expect(more.workers.slice(0, 1)).toEqual(caseload.workers)
    expect(
      more.workers.slice(1).map(({ team, person: of }) => [team, of?.fteMillionths, of?.asyeStart]),
    ).toEqual([
      ['court', 500_000, ON],
      ['court', 500_000, ON],
    ])
    expect(new Set(more.workers.map(({ id }) => id)).size).toBe(3)
  })
})

describe('what more workers would change', () => {
  it('law: nothing shared out goes under its bound, and no more full-time workers are missing with them than without', () => {
    fc.assert(
      fc.property(
        anyCaseload,
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (caseload, count, asye) => {
          const [team] = caseload.teams
          if (!team) return
          const more = { team: team.id, count, fteMillionths: 1_000_000, asye }
          const answer = whatMoreChange({ caseload, agreement: defaultAgreement, more })
          if (!answer.ok) {
            expect(answer.problem.map(({ code }) => code)).toEqual(['capacity-unknown'])
            return
          }
          const { alone, withMore } = answer.value
          for (const { busiest, bound } of [alone, withMore]) {
            expect(
              compareUtilisation(busiest.load, busiest.capacity, bound.load, bound.capacity),
            ).toBeGreaterThanOrEqual(0)
          }
          const weighed = weigh(caseload, defaultAgreement)
          if (!weighed.ok) throw new Error(weighed.problem.sentence)
          const today = standsOf(weighed.value, defaultAgreement)
          if (today.missing !== null && alone.missing !== null && withMore.missing !== null) {
            expect(withMore.missing).toBeLessThanOrEqual(alone.missing)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the figures of a service', () => {
  it('law: the teams at the top and those of no team come to the whole', () => {
    fc.assert(
      fc.property(anyCaseload, (caseload) => {
        const workload = weigh(caseload, defaultAgreement)
        if (!workload.ok) throw new Error(workload.problem.sentence)
        const { whole, teams } = establishmentFigures({
          caseload,
          workload: workload.value,
          kept: { posts: null, leavers: [] },
          before: [],
          weekHundredths: 3_700,
        })
        const top = new Set(
          caseload.teams.filter(({ parent }) => parent === null).map(({ id }) => id),
        )
        const teamless = inPostOf(caseload.workers, caseload.asOf)
          .filter(({ team }) => team === null || !caseload.teams.some(({ id }) => id === team))
          .reduce((sum, { permanent }) => sum + permanent, 0)
        const ofTop = teams
          .filter(({ team }) => team !== null && top.has(team))
          .reduce((sum, { permanent }) => sum + permanent, 0)
        expect(ofTop + teamless).toBe(whole.permanent)
        expect(whole.hotspot.higher).toBe(0)
        for (const { agencyShare } of [whole, ...teams]) {
          expect(agencyShare === null || (agencyShare >= 0 && agencyShare <= 10_000)).toBe(true)
        }
      }),
    )
  })

  it('marks a team by what stands higher there than in the whole, and never a person', () => {
    const people = [
      person('Amara Okoye', { team: 'Court' }),
      person('Jo Lin', { team: 'Court', contract: 'agency', contractEnd: day('2026-12-18') }),
      person('Sam Reed', { team: 'Care' }),
    ]
    const caseload = {
      asOf: ON,
      cases: [],
      workers: people.map(worker),
      teams: [
        { id: 'court' as TeamId, name: 'Court', parent: null },
        { id: 'care' as TeamId, name: 'Care', parent: null },
      ],
      outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 },
      findings: [],
    }
    const workload = weigh(caseload, defaultAgreement)
    if (!workload.ok) throw new Error(workload.problem.sentence)
    const { posts } = placed(
      [
        post('1', 'Amara Okoye'),
        post('2', null, { team: 'Court' }),
        post('3', 'Sam Reed', { team: 'Care' }),
      ],
      people,
    )
    const { teams } = establishmentFigures({
      caseload,
      workload: workload.value,
      kept: { posts, leavers: [] },
      before: [],
      weekHundredths: 3_700,
    })
    const [court, care] = teams.toSorted((a, b) => ((a.team ?? '') < (b.team ?? '') ? 1 : -1))
    expect(court?.hotspot).toMatchObject({
      vacancy: { rate: 5_000, isHigher: true },
      ending: { rate: 5_000, isHigher: true },
      over: { isHigher: false },
      higher: 2,
    })
    expect(care?.hotspot.higher).toBe(0)
    expect(JSON.stringify(teams.map(({ hotspot }) => hotspot))).not.toContain('Jo Lin')
  })
})
