import { describe, expect, test } from 'vitest'
import {
  assemble,
  NEW_WORKER,
  NOT_A_PERSON,
  workerQuestionKey,
} from '../../src/core/caseload/index.ts'
import type { Caseload, ChildRecord, Holder, PersonRecord } from '../../src/core/model/index.ts'
import { DAY, answers, caseOf, codes, d, findingsOf, person, records, row } from './build.ts'

const held = (worker: string | null, child = 'c1', team: string | null = 'Court Team') =>
  row('need-episode', child, { worker, team })

const read = (
  children: ChildRecord[],
  people: PersonRecord[] = [],
  given: Record<string, string> = {},
): Caseload => assemble(records({ children, people }), DAY, answers(given))

const holder = (caseload: Caseload, child = 'c1'): Holder => caseOf(caseload, child).holder
const by = (worker: string): Holder => ({ kind: 'worker', worker: worker as never })

const AMARA = () => person('Amara Okoye', { sweNumber: 'SW123456', team: 'Court Team' })

describe('reading a worker cell', () => {
  test.each([
    '#N/A',
    'Unallocated',
    'Duty',
    'TBC',
    'To be allocated',
    'Agency',
    'vacant',
    '-',
    '??',
  ])('%s is nobody', (cell) => {
    expect(holder(read([held(cell)], [AMARA()]))).toEqual({
      kind: 'unallocated',
      why: 'placeholder',
    })
  })

  test.each([null, '', ' \u00a0 '])('a blank cell %j is nobody', (cell) => {
    const caseload = read([held(cell)], [AMARA()])
    expect(holder(caseload)).toEqual({ kind: 'unallocated', why: 'blank' })
    expect(caseOf(caseload, 'c1').workerAsRead).toBeNull()
    expect(caseload.findings).toEqual([])
  })

  test.each(['Court Team', 'court  TEAM', 'Duty - North', 'MASH unallocated', 'Assessment Team 3'])(
    '%s is a team or a tray, never a person',
    (cell) => {
      const caseload = read([held(cell)], [AMARA()])
      expect(holder(caseload).kind).toBe('unallocated')
      expect(caseload.findings).toEqual([])
    },
  )

  test('a name matches the people file whatever its case, spaces and apostrophes', () => {
    const ona = person('Ona O’Hare', { sweNumber: 'SW9' })
    const caseload = read([held("ona\u00a0 O'HARE")], [ona])
    expect(holder(caseload)).toEqual(by('SW9'))
    expect(caseload.workers).toMatchObject([{ id: 'SW9', name: 'Ona O’Hare', aliases: [] }])
    expect(caseload.findings).toEqual([])
  })

  test('an alias in the people file is the person', () => {
    const married = { ...AMARA(), aliases: ['Amara Bell'] }
    expect(holder(read([held('AMARA BELL')], [married]))).toEqual(by('SW123456'))
  })

  test('a Social Work England number in the worker column is the person', () => {
    expect(holder(read([held('sw123456')], [AMARA()]))).toEqual(by('SW123456'))
  })

  test('a name not in the people file is a worker of unknown capacity, asked about once', () => {
    const caseload = read(
      [
        row('need-episode', 'c1', { worker: 'A Okoye', row: 40 }),
        row('need-episode', 'c2', { worker: 'a okoye', row: 12 }),
      ],
      [AMARA(), person('Jo Lin')],
    )
    expect(holder(caseload)).toEqual(by('name:a okoye'))
    expect(caseload.workers.find((worker) => worker.id === 'name:a okoye')?.person).toBeNull()
    const [asked, ...more] = findingsOf(caseload, 'worker-not-in-people-file')
    expect(more).toEqual([])
    expect(asked).toMatchObject({ row: 12, column: 'Allocated Worker', effect: 'question' })
    expect(asked?.question).toMatchObject({ key: 'worker:a okoye', remembered: true })
    expect(asked?.question?.options.map((option) => option.value)).toEqual([
      'SW123456',
      NEW_WORKER,
      NOT_A_PERSON,
    ])
  })

  test('with no people file there is one notice and no question about any name', () => {
    const caseload = read([held('Amara Okoye'), held('Jo Lin', 'c2'), held('Sam Reed', 'c3')])
    expect(caseload.findings).toMatchObject([{ code: 'no-people-file', row: null }])
    expect(caseload.workers.every((worker) => worker.person === null)).toBe(true)
  })
})

describe('answers about a name', () => {
  const key = workerQuestionKey('A Okoye')

  test('it is this person', () => {
    const caseload = read([held('A Okoye')], [AMARA()], { [key]: 'SW123456' })
    expect(holder(caseload)).toEqual(by('SW123456'))
    expect(caseload.workers).toMatchObject([{ name: 'Amara Okoye', aliases: ['A Okoye'] }])
    expect(caseload.findings).toEqual([])
  })

  test('it is a new worker', () => {
    const caseload = read([held('A Okoye')], [AMARA()], { [key]: NEW_WORKER })
    expect(holder(caseload)).toEqual(by('name:a okoye'))
    expect(caseload.findings).toEqual([])
  })

  test('it is not a person', () => {
    const caseload = read([held('A Okoye')], [AMARA()], { [key]: NOT_A_PERSON })
    expect(holder(caseload)).toEqual({ kind: 'phantom', worker: null, why: 'not-a-person' })
    expect(caseload.findings).toEqual([])
  })

  test('an answer given once holds in an import that comes without the people file', () => {
    const caseload = read([held('A Okoye')], [], { [key]: 'SW123456' })
    expect(holder(caseload)).toEqual(by('SW123456'))
  })

  test('an answer that makes no sense is asked again', () => {
    const caseload = read([held('A Okoye')], [AMARA()], { [key]: 'somebody' })
    expect(codes(caseload.findings)).toEqual(['worker-not-in-people-file'])
  })

  test('two names that each say they are the other end as one worker', () => {
    const caseload = read([held('Jo Lin'), held('Joanna Lin', 'c2')], [AMARA()], {
      'worker:jo lin': 'name:joanna lin',
      'worker:joanna lin': 'name:jo lin',
    })
    expect(new Set(caseload.cases.map((c) => JSON.stringify(c.holder))).size).toBe(1)
  })
})

describe('names that need a person to decide', () => {
  test('surname first is a question, not a guess', () => {
    const caseload = read([held('Okoye, Amara')], [AMARA()])
    expect(holder(caseload)).toEqual(by('name:okoye, amara'))
    const [asked] = findingsOf(caseload, 'worker-name-other-way-round')
    expect(asked?.question?.options[0]).toEqual({
      value: 'SW123456',
      label: 'Amara Okoye (SW123456), Court Team',
    })
    const settled = read([held('Okoye, Amara')], [AMARA()], { 'worker:okoye, amara': 'SW123456' })
    expect(holder(settled)).toEqual(by('SW123456'))
  })

  test('surname first is asked even with no people file, for one worker would count as two', () => {
    const caseload = read([held('Okoye, Amara'), held('Amara Okoye', 'c2')])
    const [asked] = findingsOf(caseload, 'worker-name-other-way-round')
    expect(asked?.value).toBe('Okoye, Amara')
    expect(asked?.question?.options[0]).toEqual({ value: 'name:amara okoye', label: 'Amara Okoye' })
    const settled = read([held('Okoye, Amara'), held('Amara Okoye', 'c2')], [], {
      'worker:okoye, amara': 'name:amara okoye',
    })
    expect(settled.workers).toHaveLength(1)
    expect(settled.workers[0]?.name).toBe('Amara Okoye')
  })

  test.each([
    'Amara Okoye / Jo Lin',
    'Amara Okoye & Jo Lin',
    'Amara Okoye and Jo Lin',
    'Amara Okoye, Jo Lin',
  ])('two people in one cell (%s) is nobody’s until someone says who', (cell) => {
    const people = [AMARA(), person('Jo Lin', { sweNumber: 'SW2' })]
    const caseload = read([held(cell)], people)
    expect(holder(caseload).kind).toBe('unallocated')
    const [asked] = findingsOf(caseload, 'worker-cell-names-several')
    expect(asked?.question?.options.map((option) => option.value)).toEqual([
      'SW123456',
      'SW2',
      NOT_A_PERSON,
    ])
    const settled = read([held(cell)], people, { [workerQuestionKey(cell)]: 'SW2' })
    expect(holder(settled)).toEqual(by('SW2'))
  })

  test('two people with one name are told apart by a person, never by luck', () => {
    const people = [person('Jo Lin', { sweNumber: 'SW1' }), person('Jo Lin', { sweNumber: 'SW2' })]
    const caseload = read([held('Jo Lin')], people)
    expect(holder(caseload)).toEqual(by('name:jo lin'))
    expect(codes(caseload.findings)).toEqual(['worker-name-shared'])
    expect(holder(read([held('Jo Lin')], people, { 'worker:jo lin': 'SW2' }))).toEqual(by('SW2'))
  })

  test('a name in the team column of one stray row is asked about', () => {
    const caseload = read([
      held('Jo Lin', 'c1'),
      held('Jo Lin', 'c2'),
      held('Sam Reed', 'c3', 'Jo Lin'),
    ])
    expect(holder(caseload)).toEqual({ kind: 'unallocated', why: 'team-name' })
    expect(codes(caseload.findings)).toContain('worker-named-like-a-team')
    const settled = read([held('Jo Lin'), held('Sam Reed', 'c3', 'Jo Lin')], [], {
      'worker:jo lin': NEW_WORKER,
    })
    expect(holder(settled)).toEqual(by('name:jo lin'))
  })
})

describe('phantom allocation', () => {
  const phantom = (given: Partial<PersonRecord>): Holder =>
    holder(read([held('Amara Okoye')], [{ ...AMARA(), ...given }]))
  const away = (
    reason: 'long-sickness' | 'sickness' | 'annual-leave',
    from: string,
    to?: string,
  ) => ({
    reductions: [
      { reason, from: d(from), to: to === undefined ? null : d(to), amount: { percent: 100 } },
    ],
  })

  test('a leaver’s cases count as unallocated from the last day on', () => {
    expect(phantom({ contractEnd: DAY })).toMatchObject({ kind: 'phantom', why: 'left' })
    expect(phantom({ contractEnd: d('2026-11-22') })).toEqual(by('SW123456'))
  })

  test('so do those of an agency worker whose contract has ended', () => {
    expect(phantom({ contract: 'agency', contractEnd: d('2026-10-01') })).toMatchObject({
      kind: 'phantom',
      why: 'contract-ended',
    })
  })

  test.each(['team-manager', 'middle-manager', 'senior-manager'] as const)(
    'so do those of a %s',
    (role) => {
      expect(phantom({ role })).toMatchObject({ kind: 'phantom', why: 'manager' })
    },
  )

  test('so do those of someone on long absence, but not on a fortnight’s leave', () => {
    expect(phantom(away('long-sickness', '2026-11-20'))).toMatchObject({ why: 'long-absence' })
    expect(phantom(away('annual-leave', '2026-11-10', '2026-12-20'))).toEqual(by('SW123456'))
    expect(phantom(away('sickness', '2026-11-16', '2026-11-27'))).toEqual(by('SW123456'))
  })

  test('each is listed at its row, without the name in the sentence', () => {
    const caseload = read(
      [held('Amara Okoye'), held('amara okoye', 'c2')],
      [{ ...AMARA(), role: 'team-manager' }],
    )
    expect(findingsOf(caseload, 'phantom-allocation')).toMatchObject([
      { sheet: 'List 6', column: 'Allocated Worker', effect: 'question', changesFigures: true },
      { sheet: 'List 6' },
    ])
    expect(caseload.findings[0]?.sentence).toContain('is a manager')
  })

  test('a leaver without cases is no longer among the workers', () => {
    const gone = person('Sam Reed', { contractEnd: d('2026-01-31') })
    expect(read([held('Amara Okoye')], [AMARA(), gone]).workers.map((w) => w.name)).toEqual([
      'Amara Okoye',
    ])
    expect(read([held('Sam Reed')], [AMARA(), gone]).workers).toHaveLength(2)
  })
})

describe('merging the people file and the census', () => {
  const census = (given: Partial<PersonRecord>) =>
    person(null, {
      sweNumber: 'SW123456',
      role: null,
      contract: null,
      fteMillionths: null,
      ...given,
    })

  test('the census fills what the people file leaves blank', () => {
    const { workers, findings } = read(
      [held('Amara Okoye')],
      [{ ...AMARA(), fteMillionths: null }, census({ fteMillionths: 600_000, asye: true })],
    )
    expect(workers[0]?.person).toMatchObject({ fteMillionths: 600_000, asye: true })
    expect(findings).toEqual([])
  })

  test('where they disagree the people file wins and the row is asked about', () => {
    const { workers, findings } = read(
      [held('Amara Okoye')],
      [census({ fteMillionths: 600_000 }), { ...AMARA(), fteMillionths: 800_000 }],
    )
    expect(workers[0]?.person?.fteMillionths).toBe(800_000)
    expect(findings).toMatchObject([
      { code: 'census-differs', file: 'people.xlsx', column: 'FTE', value: '0.8' },
    ])
    expect(findings[0]?.sentence).toContain('0.6')
  })

  test('census workers whom the people file lacks are told in one notice', () => {
    const { findings, workers } = read(
      [held('Amara Okoye')],
      [AMARA(), census({ sweNumber: 'SW777' }), census({ sweNumber: 'SW778' })],
    )
    expect(workers).toHaveLength(1)
    expect(findings).toMatchObject([
      { code: 'census-not-in-people-file', row: null, value: '2', effect: 'notice' },
    ])
  })

  test('a census worker can be given their name by an answer', () => {
    const { workers } = read([held('Amara Okoye')], [census({ fteMillionths: 500_000 })], {
      'worker:amara okoye': 'SW123456',
    })
    expect(workers).toMatchObject([
      { id: 'SW123456', name: 'Amara Okoye', person: { fteMillionths: 500_000 } },
    ])
  })

  test('one person on two rows is one worker, with a question', () => {
    const twice = read(
      [held('Amara Okoye')],
      [
        { ...AMARA(), team: null },
        { ...AMARA(), name: 'Amara Bell' },
      ],
    )
    expect(twice.workers).toMatchObject([{ team: 'court team', aliases: ['Amara Bell'] }])
    expect(findingsOf(twice, 'person-listed-twice')[0]?.effect).toBe('question')
    const unnumbered = read([held('Jo Lin')], [person('Jo Lin'), person('JO LIN')])
    expect(unnumbered.workers).toHaveLength(1)
    expect(findingsOf(unnumbered, 'person-listed-twice')[0]?.effect).toBe('row-left-out')
  })
})

describe('teams', () => {
  test('a worker’s team is the people file’s, else the one most of their cases name', () => {
    const caseload = read(
      [
        held('Amara Okoye', 'c1', 'MASH'),
        held('Jo Lin', 'c2', 'MASH'),
        held('Jo Lin', 'c3', 'mash '),
        held('Jo Lin', 'c4', 'East'),
      ],
      [AMARA(), person('Jo Lin')],
    )
    expect(caseload.workers.map((w) => [w.name, w.team])).toEqual([
      ['Amara Okoye', 'court team'],
      ['Jo Lin', 'mash'],
    ])
    expect(caseOf(caseload, 'c1').team).toBe('court team')
    expect(caseOf(caseload, 'c4').team).toBe('mash')
  })

  test('equal votes go to the first by name', () => {
    const caseload = read([held('Jo Lin', 'c1', 'West'), held('Jo Lin', 'c2', 'East')])
    expect(caseload.workers[0]?.team).toBe('east')
  })

  test('unallocated work stays with the team its row names', () => {
    const caseload = read([held('Duty', 'c1', 'MASH'), held('Duty', 'c2', '#N/A')])
    expect(caseOf(caseload, 'c1').team).toBe('mash')
    expect(caseOf(caseload, 'c2').team).toBeNull()
  })

  test('spellings that fold alike are one team; the tree comes from the people file', () => {
    const caseload = read(
      [
        held('Duty', 'c1', 'COURT TEAM'),
        held('Duty', 'c2', 'Court  team'),
        held('Duty', 'c3', 'Lone'),
      ],
      [
        { ...AMARA(), team: 'Court Team', parentTeam: 'East' },
        person('Jo Lin', { team: 'East', parentTeam: 'Service' }),
      ],
    )
    expect(caseload.teams).toMatchObject([
      { id: 'court team', parent: 'east' },
      { id: 'east', name: 'East', parent: 'service' },
      { id: 'lone', name: 'Lone', parent: null },
      { id: 'service', name: 'Service', parent: null },
    ])
  })

  test('a team that is its own grandparent is shown at the top, with a finding', () => {
    const caseload = read(
      [held('Amara Okoye')],
      [
        { ...AMARA(), team: 'A', parentTeam: 'B' },
        person('Jo Lin', { team: 'B', parentTeam: 'A' }),
      ],
    )
    expect(caseload.teams.filter((team) => team.parent === null)).toHaveLength(2)
    expect(codes(caseload.findings)).toEqual(['team-is-its-own-parent'])
  })

  test('two parents for one team: the one on most rows, with a question', () => {
    const caseload = read(
      [held('Amara Okoye')],
      [
        { ...AMARA(), team: 'A', parentTeam: 'East' },
        person('Jo Lin', { team: 'a', parentTeam: 'West' }),
        person('Sam Reed', { team: 'A', parentTeam: 'West' }),
      ],
    )
    expect(caseload.teams.find((team) => team.id === 'a')?.parent).toBe('west')
    expect(codes(caseload.findings)).toEqual(['team-has-two-parents'])
  })
})
