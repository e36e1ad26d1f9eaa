import { describe, expect, test } from 'vitest'
import { ADVISER_QUESTION, assemble } from '../../src/core/caseload/index.ts'
import type { Caseload, ChildRecord } from '../../src/core/model/index.ts'
import {
  DAY,
  adopter,
  answers,
  caseOf,
  codes,
  d,
  family,
  findingsOf,
  person,
  records,
  row,
} from './build.ts'

const on = (day: string, ...children: ChildRecord[]): Caseload =>
  assemble(records({ children }), d(day), answers())
const today = (...children: ChildRecord[]): Caseload => on(DAY, ...children)
const statusOf = (caseload: Caseload, child = 'c1'): string =>
  caseload.cases.find((c) => c.child === child)?.status ?? 'no case'

describe('rule 1: looked after', () => {
  test('a period of care that has not ceased makes a looked-after child', () => {
    expect(statusOf(today(row('care-period', 'c1')))).toBe('looked-after')
  })

  test('a child who ceased to be looked after on the day is no longer looked after', () => {
    expect(statusOf(today(row('care-period', 'c1', { ceased: DAY })))).toBe('no case')
    expect(statusOf(today(row('care-period', 'c1', { ceased: d('2026-11-22') })))).toBe(
      'looked-after',
    )
  })

  test('a looked-after child on a plan is one case with both flags', () => {
    const c = caseOf(
      today(
        row('care-period', 'c1'),
        row('protection-plan', 'c1'),
        row('need-episode', 'c1', { status: 'looked-after' }),
      ),
      'c1',
    )
    expect(c.status).toBe('looked-after')
    expect(c.flags).toEqual(['child-protection-plan', 'looked-after'])
  })

  test('court stage, placement and last visit come from list 8', () => {
    const c = caseOf(
      today(
        row('care-period', 'c1', {
          courtStage: 'care-proceedings',
          placementStart: d('2026-09-01'),
          lastVisit: d('2026-11-10'),
        }),
      ),
      'c1',
    )
    expect(c.courtStage).toBe('care-proceedings')
    expect(c.placementSince).toBe('2026-09-01')
    expect(c.lastSeen).toBe('2026-11-10')
  })
})

describe('rule 2: child protection plan', () => {
  test('a plan without an end makes a child protection case', () => {
    expect(statusOf(today(row('protection-plan', 'c1')))).toBe('child-protection-plan')
  })

  test('a plan that ended the day before leaves the child in need plan', () => {
    expect(
      statusOf(
        today(
          row('protection-plan', 'c1', { end: d('2026-11-20') }),
          row('need-episode', 'c1', { status: 'child-in-need-plan' }),
        ),
      ),
    ).toBe('child-in-need-plan')
  })
})

describe('rules 3 and 4: plans and assessments', () => {
  test('list 6 with status c) makes a child in need plan, with any open assessment as a flag', () => {
    const c = caseOf(today(row('need-episode', 'c1'), row('assessment', 'c1')), 'c1')
    expect(c.status).toBe('child-in-need-plan')
    expect(c.flags).toEqual(['child-in-need-plan', 'open-assessment'])
  })

  test('a blank status in list 6 behind an open assessment counts as one, and is asked about', () => {
    const caseload = today(row('need-episode', 'c1', { status: null }), row('assessment', 'c1'))
    expect(statusOf(caseload)).toBe('open-assessment')
    expect(caseload.findings.filter((one) => one.code === 'case-status-blank')).toMatchObject([
      { sheet: 'List 6', column: 'Case Status', effect: 'question', changesFigures: true },
    ])
  })

  test('list 6 with status d) makes an open assessment, begun when list 4 says', () => {
    const caseload = today(
      row('need-episode', 'c1', { status: 'open-assessment', start: d('2026-09-01') }),
      row('assessment', 'c1', { start: d('2026-10-05'), worker: 'Jo Lin' }),
    )
    const c = caseOf(caseload, 'c1')
    expect(c.status).toBe('open-assessment')
    expect(c.statusSince).toBe('2026-10-05')
    expect(c.openSince).toBe('2026-09-01')
  })

  test('with no row in list 6, an assessment without authorisation makes the case and names the worker', () => {
    const c = caseOf(today(row('assessment', 'c1', { worker: 'Jo Lin' })), 'c1')
    expect(c.status).toBe('open-assessment')
    expect(c.workerAsRead).toBe('Jo Lin')
    expect(c.from[0]?.sheet).toBe('List 4')
  })

  test('list 6 names the worker of an assessment before list 4 does', () => {
    const caseload = today(
      row('need-episode', 'c1', { status: 'open-assessment', worker: 'Sam Reed' }),
      row('assessment', 'c1', { worker: 'Jo Lin' }),
    )
    expect(caseOf(caseload, 'c1').holder).toEqual({ kind: 'worker', worker: 'name:sam reed' })
    expect(codes(caseload.findings)).not.toContain('worker-clash')
  })

  test('list 6 naming nobody while list 4 names the assessor is unallocated, and asked about', () => {
    const caseload = today(
      row('need-episode', 'c1', { status: 'open-assessment', worker: '#N/A' }),
      row('assessment', 'c1', { worker: 'Jo Lin' }),
    )
    expect(caseOf(caseload, 'c1').holder).toEqual({ kind: 'unallocated', why: 'placeholder' })
    expect(findingsOf(caseload, 'worker-only-in-list-4')).toHaveLength(1)
  })

  test('an enquiry whose conference is neither held nor deemed unnecessary is open', () => {
    const flags = (given: Parameters<typeof row<'enquiry'>>[2]) =>
      caseOf(today(row('need-episode', 'c1'), row('enquiry', 'c1', given)), 'c1').flags
    expect(flags({})).toContain('enquiry-open')
    expect(flags({ conferenceUnnecessary: false })).toContain('enquiry-open')
    expect(flags({ conferenceUnnecessary: true })).not.toContain('enquiry-open')
    expect(flags({ conferenceDate: d('2026-11-01') })).not.toContain('enquiry-open')
    expect(flags({ conferenceDate: d('2026-11-30') })).toContain('enquiry-open')
  })

  test('an open enquiry alone is no case', () => {
    expect(statusOf(today(row('enquiry', 'c1')))).toBe('no case')
  })
})

describe('an open row that no rule explains', () => {
  test('a blank status in list 6 is an untyped case and a question, never nothing', () => {
    const caseload = today(row('need-episode', 'c1', { status: null }))
    expect(statusOf(caseload)).toBe('untyped')
    expect(findingsOf(caseload, 'case-untyped')).toMatchObject([
      { sheet: 'List 6', column: 'Case Status', effect: 'question', changesFigures: true },
    ])
  })

  test('looked after in list 6 but not in list 8 is untyped, and asked about', () => {
    const caseload = today(
      row('need-episode', 'c1', { status: 'looked-after' }),
      row('care-period', 'c2'),
      row('need-episode', 'c2', { status: 'looked-after' }),
    )
    expect(statusOf(caseload)).toBe('untyped')
    expect(findingsOf(caseload, 'status-without-its-list')).toHaveLength(1)
  })

  test('with list 8 missing altogether there is one question, not one a child', () => {
    const caseload = today(
      ...['c1', 'c2', 'c3'].map((c) => row('need-episode', c, { status: 'looked-after' })),
    )
    expect(caseload.cases.map((c) => c.status)).toEqual(['untyped', 'untyped', 'untyped'])
    expect(codes(caseload.findings)).toEqual(['list-missing', 'no-people-file'])
    expect(findingsOf(caseload, 'list-missing')[0]?.sentence).toContain('3 open children')
  })

  test('closed with a closure date still to come was open on the day, its status unknown', () => {
    const caseload = today(row('need-episode', 'c1', { status: 'closed', closed: d('2026-12-01') }))
    expect(statusOf(caseload)).toBe('untyped')
    expect(findingsOf(caseload, 'case-untyped')).toHaveLength(1)
  })
})

describe('rule 5: referral', () => {
  test('a referral nobody has answered is a case', () => {
    expect(statusOf(today(row('referral', 'c1')))).toBe('referral')
  })

  test('a referral with no further action is not', () => {
    expect(statusOf(today(row('referral', 'c1', { noFurtherAction: true })))).toBe('no case')
  })

  test('a referral counts up to 45 working days, then becomes a question', () => {
    // 21 September to Friday 20 November 2026 is 44 working days, so 18 September is 45.
    expect(statusOf(today(row('referral', 'c1', { date: d('2026-09-18') })))).toBe('referral')
    const late = today(row('referral', 'c1', { date: d('2026-09-17') }))
    expect(statusOf(late)).toBe('no case')
    expect(findingsOf(late, 'referral-without-outcome')).toMatchObject([
      { effect: 'row-left-out', changesFigures: true, column: 'Date of referral' },
    ])
  })

  test('an assessment or episode since the referral answers it; one before does not', () => {
    const referral = row('referral', 'c1', { date: d('2026-11-02') })
    const done = { authorised: d('2026-11-10') }
    expect(
      statusOf(today(referral, row('assessment', 'c1', { start: d('2026-11-02'), ...done }))),
    ).toBe('no case')
    expect(
      statusOf(
        today(
          referral,
          row('assessment', 'c1', { start: d('2026-05-01'), authorised: d('2026-06-01') }),
        ),
      ),
    ).toBe('referral')
    expect(
      statusOf(
        today(
          referral,
          row('need-episode', 'c1', { start: d('2026-05-01'), closed: d('2026-06-01') }),
        ),
      ),
    ).toBe('referral')
  })

  test('a referral that does not say yes or no to further action counts, with a question', () => {
    const caseload = today(row('referral', 'c1', { noFurtherAction: null }))
    expect(statusOf(caseload)).toBe('referral')
    expect(findingsOf(caseload, 'referral-outcome-blank')).toHaveLength(1)
  })
})

describe('rule 6: care leaver', () => {
  test.each(['relevant', 'former-relevant', 'qualifying'] as const)('%s counts', (eligibility) => {
    expect(statusOf(today(row('care-leaver', 'c1', { eligibility })))).toBe('care-leaver')
  })

  test.each(['eligible', 'other'] as const)('%s alone does not, and is asked about', (e) => {
    const caseload = today(row('care-leaver', 'c1', { eligibility: e }))
    expect(statusOf(caseload)).toBe('no case')
    expect(findingsOf(caseload, 'care-leaver-not-entitled')[0]?.effect).toBe('row-left-out')
  })

  test('an unreadable eligibility is an untyped case and a question', () => {
    const caseload = today(row('care-leaver', 'c1', { eligibility: null }))
    expect(statusOf(caseload)).toBe('untyped')
    expect(findingsOf(caseload, 'case-untyped')[0]?.column).toBe('Eligibility Category')
  })

  test('an eligible child of 16 in list 8 is looked after', () => {
    expect(
      statusOf(
        today(row('care-leaver', 'c1', { eligibility: 'eligible' }), row('care-period', 'c1')),
      ),
    ).toBe('looked-after')
  })

  test('the personal adviser stands beside the worker as a second role', () => {
    const c = caseOf(today(row('care-leaver', 'c1', { personalAdviser: 'Ida Quist' })), 'c1')
    expect(c.personalAdviser).toBe('Ida Quist')
    expect(c.holder).toEqual({ kind: 'worker', worker: 'name:amara okoye' })
  })

  test('care leavers with an adviser and no worker are one question for the authority, whose answer holds', () => {
    const children = ['c1', 'c2'].map((c) =>
      row('care-leaver', c, { worker: null, personalAdviser: 'Ida Quist' }),
    )
    const asked = today(...children)
    expect(asked.cases.map((c) => c.holder.kind)).toEqual(['unallocated', 'unallocated'])
    const [question] = findingsOf(asked, 'care-leaver-adviser-only')
    expect(question).toMatchObject({ row: null, question: { key: ADVISER_QUESTION } })
    const settled = assemble(
      records({ children }),
      DAY,
      answers({ [ADVISER_QUESTION]: 'adviser-holds' }),
    )
    expect(caseOf(settled, 'c1').holder).toEqual({ kind: 'worker', worker: 'name:ida quist' })
    expect(codes(settled.findings)).toEqual(['no-people-file'])
  })
})

describe('rules 7 and 8: early help and closed', () => {
  test('early help is counted outside the caseload, and is a flag inside it', () => {
    const caseload = today(
      row('early-help', 'c1'),
      row('early-help', 'c2'),
      row('need-episode', 'c2'),
      row('early-help', 'c3', { completed: d('2026-11-01') }),
    )
    expect(caseload.cases.map((c) => c.child)).toEqual(['c2'])
    expect(caseOf(caseload, 'c2').flags).toContain('early-help')
    expect(caseload.outside).toMatchObject({ earlyHelp: 1, closed: 1 })
  })

  test('contacts and households of adopters are counted apart', () => {
    const caseload = assemble(
      records({
        children: [row('contact', 'c1'), row('contact', 'c1')],
        adopters: [adopter('a1'), adopter('a2'), adopter('a1')],
      }),
      DAY,
      answers(),
    )
    expect(caseload.outside).toEqual({
      earlyHelp: 0,
      closed: 0,
      adopterHouseholds: 2,
      contacts: 2,
    })
    expect(caseload.cases).toEqual([])
  })

  test('a closure wins over an assessment left open, and the assessment is asked about', () => {
    const caseload = today(
      row('need-episode', 'c1', { closed: d('2026-10-01') }),
      row('assessment', 'c1'),
    )
    expect(statusOf(caseload)).toBe('no case')
    expect(findingsOf(caseload, 'assessment-open-after-closure')).toMatchObject([
      { sheet: 'List 4', effect: 'row-left-out', changesFigures: true },
    ])
  })

  test('a closed status without a date closes too', () => {
    expect(statusOf(today(row('need-episode', 'c1', { status: 'closed' })))).toBe('no case')
  })

  test.each(['care-period', 'protection-plan'] as const)(
    'a closure does not win over an open %s, and the clash is listed',
    (kind) => {
      const caseload = today(
        row('need-episode', 'c1', { closed: d('2026-10-01') }),
        row(kind, 'c1'),
      )
      expect(statusOf(caseload)).not.toBe('no case')
      expect(findingsOf(caseload, 'closed-but-open-elsewhere')).toMatchObject([
        { sheet: 'List 6', column: 'CIN Closure Date', value: '2026-10-01', effect: 'question' },
      ])
    },
  )
})

describe('the latest row, and the day', () => {
  test('the row that started last counts, wherever it stands in the sheet', () => {
    const caseload = today(
      row('need-episode', 'c1', { start: d('2026-09-01'), row: 5 }),
      row('need-episode', 'c1', { start: d('2026-02-01'), row: 9, closed: d('2026-08-01') }),
    )
    expect(caseOf(caseload, 'c1').from[0]?.row).toBe(5)
    expect(codes(caseload.findings)).toEqual(['no-people-file'])
  })

  test('of two rows that started on one day the lower in the sheet counts', () => {
    const caseload = today(
      row('need-episode', 'c1', { row: 9, worker: 'Jo Lin' }),
      row('need-episode', 'c1', { row: 5, worker: 'Sam Reed' }),
    )
    expect(caseOf(caseload, 'c1').workerAsRead).toBe('Jo Lin')
    expect(findingsOf(caseload, 'two-open-rows')).toMatchObject([
      { row: 5, effect: 'row-left-out' },
    ])
  })

  test('an open row behind a later closed one is asked about', () => {
    const caseload = today(
      row('care-period', 'c1', { start: d('2026-01-05') }),
      row('care-period', 'c1', { start: d('2026-06-01'), ceased: d('2026-07-01') }),
    )
    expect(statusOf(caseload)).toBe('no case')
    expect(codes(caseload.findings)).toEqual(['older-row-still-open'])
  })

  test('a row that starts after the day is not yet true', () => {
    const children = [
      row('need-episode', 'c1', { start: d('2026-01-01') }),
      row('care-period', 'c1', { start: d('2026-10-01') }),
    ]
    expect(statusOf(on('2026-09-30', ...children))).toBe('child-in-need-plan')
    expect(statusOf(on('2026-10-01', ...children))).toBe('looked-after')
    expect(statusOf(on('2025-12-31', ...children))).toBe('no case')
    expect(on('2025-12-31', ...children).outside.closed).toBe(0)
  })

  test('a blank start counts as already begun, with a question', () => {
    const caseload = today(row('protection-plan', 'c1', { start: null }))
    expect(statusOf(caseload)).toBe('child-protection-plan')
    expect(caseOf(caseload, 'c1').statusSince).toBeNull()
    expect(findingsOf(caseload, 'start-date-missing')).toMatchObject([
      { sheet: 'List 7', column: 'Child Protection Plan Start Date', effect: 'question' },
    ])
  })
})

describe('where lists disagree', () => {
  test('list 8’s worker holds the case against list 6’s, and the clash is on list 6’s row', () => {
    const caseload = today(
      row('care-period', 'c1', { worker: 'Jo Lin' }),
      row('need-episode', 'c1', { status: 'looked-after', worker: 'Sam Reed', row: 77 }),
    )
    expect(caseOf(caseload, 'c1').workerAsRead).toBe('Jo Lin')
    expect(findingsOf(caseload, 'worker-clash')).toMatchObject([
      {
        sheet: 'List 6',
        row: 77,
        column: 'Allocated Worker',
        value: 'Sam Reed',
        effect: 'question',
        changesFigures: true,
      },
    ])
  })

  test('spelling and an empty cell are no clash', () => {
    const caseload = today(
      row('care-period', 'c1', { worker: 'Jo Lin' }),
      row('need-episode', 'c1', { status: 'looked-after', worker: ' jo\u00a0LIN' }),
      row('care-period', 'c2', { worker: 'Jo Lin' }),
      row('need-episode', 'c2', { status: 'looked-after', worker: null }),
    )
    expect(codes(caseload.findings)).toEqual(['no-people-file'])
  })

  test('list 6 calling an open list 8 child something else is listed', () => {
    const caseload = today(row('care-period', 'c1'), row('need-episode', 'c1'))
    expect(statusOf(caseload)).toBe('looked-after')
    expect(findingsOf(caseload, 'status-clash')).toHaveLength(1)
  })

  test('a looked-after child who is also on a plan may stand as either in list 6', () => {
    const caseload = today(
      row('care-period', 'c1'),
      row('protection-plan', 'c1'),
      row('need-episode', 'c1', { status: 'child-protection-plan' }),
    )
    expect(codes(caseload.findings)).toEqual(['no-people-file'])
  })

  test('a child open in list 7 but absent from list 6 is counted and asked about', () => {
    const caseload = today(row('protection-plan', 'c1'), row('need-episode', 'c2'))
    expect(statusOf(caseload)).toBe('child-protection-plan')
    expect(findingsOf(caseload, 'absent-from-list-6')).toMatchObject([
      { sheet: 'List 7', changesFigures: false },
    ])
  })

  test('an adult still open in list 6 counts, with a question; an adult care leaver is no surprise', () => {
    const born = { birthDate: d('2008-11-21') }
    const caseload = today(
      row('need-episode', 'c1', born),
      row('care-leaver', 'c2', born),
      row('need-episode', 'c3', { birthDate: d('2008-11-22') }),
    )
    expect(caseload.cases).toHaveLength(3)
    expect(findingsOf(caseload, 'adult-in-a-list-for-children')).toMatchObject([
      { sheet: 'List 6', value: '2008-11-21' },
    ])
  })

  test('two dates of birth for one child are asked about once', () => {
    const caseload = today(
      row('care-period', 'c1', { birthDate: d('2015-01-02') }),
      row('need-episode', 'c1', { status: 'looked-after', birthDate: d('2015-02-01') }),
    )
    expect(caseOf(caseload, 'c1').birthDate).toBe('2015-01-02')
    expect(findingsOf(caseload, 'birth-date-differs')).toMatchObject([
      { sheet: 'List 6', value: '2015-02-01', changesFigures: false },
    ])
  })
})

describe('what stands beside a status', () => {
  test('disability is yes if any list says yes', () => {
    const caseload = today(
      row('need-episode', 'c1', { disability: false }),
      row('assessment', 'c1', { disability: true, authorised: d('2026-07-01') }),
      row('need-episode', 'c2', { disability: false }),
      row('need-episode', 'c3'),
    )
    expect(caseload.cases.map((c) => c.disability)).toEqual([true, false, null])
    expect(caseOf(caseload, 'c1').flags).toContain('disability')
  })

  test('a plan for adoption is a flag until the order is made or the decision reversed', () => {
    const flags = (given: Parameters<typeof row<'adoption'>>[2]) =>
      caseOf(today(row('care-period', 'c1'), row('adoption', 'c1', given)), 'c1').flags
    expect(flags({})).toContain('adoption')
    expect(flags({ order: d('2026-11-01') })).not.toContain('adoption')
    expect(flags({ reversed: d('2026-11-01') })).not.toContain('adoption')
  })

  test('families, court stage and the rest come from the families file alone', () => {
    const caseload = assemble(
      records({
        children: [row('care-period', 'c1', { courtStage: 'none' }), row('need-episode', 'c2')],
        families: [
          family('c1', 'f1', {
            courtStage: 'pre-proceedings',
            complexity: 125,
            travelMinutes: 40,
            visitsAMonth: 2,
          }),
        ],
      }),
      DAY,
      answers(),
    )
    expect(caseOf(caseload, 'c1')).toMatchObject({
      family: 'f1',
      courtStage: 'pre-proceedings',
      complexity: 125,
      travelMinutes: 40,
      visitsAMonth: 2,
    })
    expect(caseOf(caseload, 'c2').family).toBeNull()
  })

  test('a child whom the families file puts in two families stays in the first, with a question', () => {
    const caseload = assemble(
      records({
        children: [row('need-episode', 'c1')],
        families: [family('c1', 'f1'), family('c1', 'f2')],
      }),
      DAY,
      answers(),
    )
    expect(caseOf(caseload, 'c1').family).toBe('f1')
    expect(findingsOf(caseload, 'family-differs')).toHaveLength(1)
  })

  test('a case opens first to the row that set it, then to every other row behind it', () => {
    const caseload = assemble(
      records({
        children: [
          row('need-episode', 'c1', { status: 'looked-after', row: 6 }),
          row('care-period', 'c1', { row: 8 }),
          row('enquiry', 'c1', { row: 5 }),
          row('assessment', 'c1', { row: 4, authorised: d('2026-07-01') }),
        ],
        families: [family('c1', 'f1')],
        people: [person('Amara Okoye')],
      }),
      DAY,
      answers(),
    )
    expect(caseOf(caseload, 'c1').from.map((from) => from.sheet)).toEqual([
      'List 8',
      'List 6',
      'List 5',
      'families',
    ])
    expect(caseload.findings).toEqual([])
  })
})
