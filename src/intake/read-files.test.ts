import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../kit/index.ts'
import type { Finding } from '../core/model/index.ts'
import {
  peopleColumns,
  peopleTemplateRows,
  readCells,
  readFiles,
  reductionColumns,
} from './index.ts'
import type { FileReading, Progress, Reading, UploadedFile } from './index.ts'

const TODAY = '2026-11-21' as IsoDate
const dir = mkdtempSync(join(tmpdir(), 'fairload-intake-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let made = 0
function file(name: string, text: string | Buffer): UploadedFile {
  const path = join(dir, `${made++}`)
  writeFileSync(path, text)
  return { name, path }
}

const sample = (path: string): UploadedFile => ({
  name: path.split('/').at(-1) ?? path,
  path: fileURLToPath(new URL(`../../test/samples/${path}`, import.meta.url)),
})

const read = (
  files: readonly UploadedFile[],
  answers: ReadonlyMap<string, string> = new Map(),
): Promise<Reading> => readFiles(files, { answers, today: TODAY })

async function readOne(
  one: UploadedFile,
  answers?: ReadonlyMap<string, string>,
): Promise<Reading & { file: FileReading }> {
  const reading = await read([one], answers)
  const [first] = reading.files
  if (first === undefined) throw new Error('nothing was read')
  return { ...reading, file: first }
}

const rowsOf = (reading: FileReading): number[] =>
  Object.values(reading.lists).map((one) => one.rows)
const codes = (findings: readonly Finding[]): string[] => findings.map((one) => one.code)

describe('the public sample workbooks', () => {
  it.each([
    ['Annex_A_2024_Jan.xlsx', '2024'],
    ['Annex_A_pre2024.xlsx', '2019'],
  ])('%s is read whole: every row used, one value of one code list told', async (name, version) => {
    const { file: one, records } = await readOne(sample(`annex-a/${name}`))
    expect(one).toMatchObject({ shape: 'annex-a', version, problem: null })
    expect(rowsOf(one)).toEqual([5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5])
    expect(Object.values(one.lists).every((list) => list.used === list.rows)).toBe(true)
    expect(one.findings).toMatchObject([
      {
        code: 'description-unknown',
        sheet: 'List 6',
        row: 1,
        column: 'Primary Need Code',
        value: 'PSRMEM - Support with memory and cognition',
        effect: 'notice',
      },
    ])
    expect(records.children).toHaveLength(54)
    expect(records.adopters.map((adopter) => adopter.id)).toEqual([
      '14159183',
      '14158374',
      '4836911',
      '15274584',
      '4012081',
    ])
    const care = records.children.filter((child) => child.kind === 'care-period')
    expect(care.at(-1)).toMatchObject({
      child: '3623204',
      from: { file: name, sheet: 'List 8', row: 6 },
      worker: 'Isis Chandler',
      team: 'Children in Care Team 3',
      disability: true,
      birthDate: '2003-07-27',
      start: '2008-10-22',
      ceased: '2020-09-22',
      courtStage: 'care-proceedings',
      placementStart: '2009-07-27',
      lastVisit: '2020-08-07',
      lastReview: '2020-08-12',
    })
    expect(care.filter((child) => child.ceased === null)).toHaveLength(4)
    const plans = records.children.filter((child) => child.kind === 'protection-plan')
    expect(plans.filter((child) => child.end === null).map((child) => child.child)).toEqual([
      '5358472',
      '14953858',
    ])
    const needs = records.children.filter((child) => child.kind === 'need-episode')
    expect(needs.map((child) => [child.status, child.worker])).toEqual(
      Array.from({ length: 5 }, () => ['child-in-need-plan', '#N/A']),
    )
    const leavers = records.children.filter((child) => child.kind === 'care-leaver')
    expect(leavers.map((child) => child.eligibility)).toEqual(
      Array.from({ length: 6 }, () => 'former-relevant'),
    )
    const referrals = records.children.filter((child) => child.kind === 'referral')
    expect(referrals.every((child) => child.noFurtherAction === false)).toBe(true)
    const enquiries = records.children.filter((child) => child.kind === 'enquiry')
    expect(enquiries.map((child) => [child.conferenceUnnecessary, child.conferenceDate])).toEqual([
      [false, '2020-10-05'],
      [false, '2020-10-05'],
      [true, null],
      [true, null],
      [false, '2020-10-01'],
    ])
  })

  it('the official template with a few rows is read under its titles', async () => {
    const { file: one, records } = await readOne(
      sample('annex-a/ofsted-2019-template-few-rows.xlsx'),
    )
    expect(one).toMatchObject({ shape: 'annex-a', version: '2019', problem: null })
    expect(rowsOf(one)).toEqual([0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(records.children).toMatchObject(
      [true, false, true, false, false].map((noFurtherAction, at) => ({
        kind: 'referral',
        child: String(at + 1),
        date: '2015-03-15',
        noFurtherAction,
        worker: 'AW',
        team: 'AT',
        from: { sheet: 'List_3', row: at + 3 },
      })),
    )
    expect(one.findings).toMatchObject([{ code: 'description-unknown', value: 'School', row: 2 }])
  })

  it('the workforce census gives thirty workers and the totals', async () => {
    const { file: one, records } = await readOne(sample('csww/social_work_workforce_2022.xml'))
    expect(one).toMatchObject({ shape: 'csww', version: '2022', problem: null, findings: [] })
    expect(one.lists).toEqual({ Workers: { rows: 30, used: 30, questioned: 0, leftOut: 0 } })
    expect(records.people).toHaveLength(30)
    expect(
      records.people
        .filter((person) => person.absence !== null)
        .map((person) => [person.from.row, person.absence?.reason]),
    ).toHaveLength(3)
    expect(records.people.filter((person) => person.asye === true)).toHaveLength(6)
    expect(records.people[0]).toMatchObject({
      sweNumber: 'OZ2054309383',
      fteMillionths: 521_371,
      contract: 'agency',
      asye: true,
      absence: null,
      censusCases: 72,
    })
    expect(records.workforce).toEqual([
      {
        from: { file: 'social_work_workforce_2022.xml', sheet: 'LALevelVacancies', row: 1 },
        on: '2022-09-30',
        vacanciesFteHundredths: 7968,
        agencyFteHundredths: 5982,
        agencyHeadcount: 71,
      },
    ])
  })
})

describe('one CSV for each list', () => {
  const list6 = file(
    'List 6 - CIN.csv',
    'Child Unique ID;CIN Start Date;CIN Closure Date;Case Status;Allocated Team;Allocated Worker\n007;13/01/2026;;CIN;North;Renée Dubois\n',
  )
  const list10 = file(
    'list_10.csv',
    'Child Unique ID,Family identifier,Date of Decision that Child Should be Placed for Adoption,Date of Placement Order,Date Placed for Adoption,Date of Adoption Order\n',
  )

  it('is one Annex A, an empty list among them being no fault', async () => {
    const reading = await read([list6, list10])
    expect(reading.files.map((one) => [one.shape, one.problem, Object.keys(one.lists)])).toEqual([
      ['annex-a', null, ['List 6']],
      ['annex-a', null, ['List 10']],
    ])
    expect(reading.records.children).toMatchObject([{ child: '007', worker: 'Renée Dubois' }])
  })

  it('alone without a row is an empty template', async () => {
    const { file: one } = await readOne(list10)
    expect(one.problem?.code).toBe('annex-a-empty')
  })

  it('twice in one upload is read once where the bytes are the same, and asked about where not', async () => {
    const twin = await read([list6, { ...list6, name: 'copy.csv' }])
    expect(codes(twin.files[1]?.findings ?? [])).toEqual(['same-file-twice'])
    expect(twin.records.children).toHaveLength(1)
    const other = file(
      'List 6 new.csv',
      'Child Unique ID,CIN Start Date,CIN Closure Date,Case Status,Allocated Team,Allocated Worker\n008,13/01/2026,,CIN,North,Sam Lee\n',
    )
    const both = await read([list6, other])
    expect(both.files[1]?.findings).toMatchObject([
      { code: 'list-in-two-files', changesFigures: true },
    ])
  })

  it('in an older Windows alphabet is read, and that is told', async () => {
    const { file: one, records } = await readOne(
      file(
        'List 6.csv',
        Buffer.from(
          'Child Unique ID,CIN Start Date,CIN Closure Date,Case Status,Allocated Team,Allocated Worker\n1,13/01/2026,,CIN,North,Renée Dubois\n',
          'latin1',
        ),
      ),
    )
    expect(records.children[0]?.worker).toBe('Renée Dubois')
    expect(codes(one.findings)).toContain('encoding-assumed')
  })
})

describe('a file that is none of ours', () => {
  it.each([
    [
      'episodes.csv',
      'CHILD,DECOM,RNE,LS,CIN,PLACE\n1,01/01/2026,S,C2,N1,U1\n',
      'looks-like-ssda903',
    ],
    ['sw.csv', 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n', 'looks-like-ssda903'],
    [
      'ssd.csv',
      'invo_involvements_id,invo_professional_id,invo_person_id\n1,2,3\n',
      'looks-like-ssd',
    ],
    [
      'send.csv',
      'Child Unique ID,EHC plan start date,SEN need\n1,01/01/2026,ASD\n',
      'looks-like-send-annex-a',
    ],
    ['adcs.csv', 'ADCS Safeguarding Pressures Phase 9\nQuestion,Answer\n', 'looks-like-adcs'],
    ['shopping.csv', 'item,price\nbread,1.20\n', 'not-ours'],
    ['blank.csv', '\n\n , \n', 'nothing-in-file'],
    [
      'cin.xml',
      '<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header><Children/></Message>',
      'looks-like-cin-census',
    ],
    ['903.xml', '<EXPSSDA903><CHILD/></EXPSSDA903>', 'looks-like-ssda903'],
    ['other.xml', '<note>hello</note>', 'not-ours'],
    [
      'empty-census.xml',
      '<Message><Header><CollectionDetails><Collection>CSWW</Collection></CollectionDetails></Header></Message>',
      'census-empty',
    ],
    ['doctype.xml', '<!DOCTYPE Message><Message/>', 'doctype-refused'],
    ['nothing.csv', '', 'empty-file'],
    ['list.xlsx', '%PDF-1.7 not a workbook', 'pdf-not-workbook'],
  ])('%s is named, with what to do', async (name, text, code) => {
    const { file: one, records } = await readOne(file(name, text))
    expect(one.problem?.code).toBe(code)
    expect(one.problem?.sentence).toMatch(/\.$/)
    expect(one.shape).toBe(code === 'annex-a-empty' ? 'annex-a' : null)
    expect(records.children).toEqual([])
  })

  it('does not spoil the others, which are still read and checked', async () => {
    const reading = await read([
      file('x.csv', 'a,b\n1,2\n'),
      sample('csww/social_work_workforce_2022.xml'),
    ])
    expect(reading.files.map((one) => one.problem?.code ?? null)).toEqual(['not-ours', null])
    expect(reading.records.people).toHaveLength(30)
  })

  it('may not even exist', async () => {
    const { file: one } = await readOne({ name: 'gone.xlsx', path: join(dir, 'gone') })
    expect(one.problem?.code).toBe('cannot-open')
  })
})

const PEOPLE =
  'Name,Also known as,Social Work England number,Team,Parent team,FTE,Role,Contract,Contract end,ASYE start,Supervision hours a month,Duty hours a month,Business support hours a month,Reduction reason,Reduction from,Reduction to,Reduction percent,Reduction hours a month\n'

describe('a people file', () => {
  const people = (...rows: string[]): UploadedFile => file('people.csv', PEOPLE + rows.join('\n'))

  it('gives contract, hours and dated reductions, one worker over several rows', async () => {
    const { file: one, records } = await readOne(
      people(
        'Amara Okafor,A Okafor; Amara Nwosu,sw123456,North 1,North,0.6,Senior practitioner,Agency,31/03/2027,01/09/2026,6,7.5,10,Phased return,02/11/2026,18/12/2026,50,',
        'Amara Okafor,,,,,,,,,,,,,Annual leave,01/12/2026,,,20',
      ),
    )
    expect(one).toMatchObject({ shape: 'people', problem: null, findings: [] })
    expect(one.lists).toEqual({ People: { rows: 2, used: 2, questioned: 0, leftOut: 0 } })
    expect(records.people).toEqual([
      {
        from: { file: 'people.csv', sheet: 'people', row: 2 },
        name: 'Amara Okafor',
        aliases: ['A Okafor', 'Amara Nwosu'],
        sweNumber: 'SW123456',
        team: 'North 1',
        parentTeam: 'North',
        fteMillionths: 600_000,
        role: 'senior-practitioner',
        contract: 'agency',
        contractEnd: '2027-03-31',
        asyeStart: '2026-09-01',
        asye: null,
        absence: null,
        reductions: [
          {
            reason: 'phased-return',
            from: '2026-11-02',
            to: '2026-12-18',
            amount: { percent: 50 },
          },
          {
            reason: 'annual-leave',
            from: '2026-12-01',
            to: null,
            amount: { hoursHundredths: 2000 },
          },
        ],
        supervisionHours: 600,
        dutyHours: 750,
        businessSupportHours: 1000,
        censusCases: null,
      },
    ])
  })

  it.each([
    ['1', 1_000_000],
    ['0.6', 600_000],
    ['0.123456', 123_456],
    ['60%', 600_000],
    ['100 %', 1_000_000],
    ['0', 0],
  ])('takes an FTE of %s', async (text, expected) => {
    const { records, file: one } = await readOne(people(`Amara Okafor,,,,,${text}`))
    expect(records.people[0]?.fteMillionths).toBe(expected)
    expect(one.findings).toEqual([])
  })

  it.each(['60', '22.2', '1.2', '22 hours', 'three days', '120%', '-0.5', '0,6'])(
    'refuses an FTE of %s, which could mean more than one thing or nothing',
    async (text) => {
      const { records, file: one } = await readOne(people(`Amara Okafor,,,,,"${text}"`))
      expect(records.people[0]?.fteMillionths).toBeNull()
      expect(one.findings).toMatchObject([
        {
          code: 'fte-not-a-share',
          row: 2,
          column: 'FTE',
          value: text,
          effect: 'cell-not-used',
          changesFigures: true,
        },
      ])
    },
  )

  it('asks about a role or reason it does not know, and remembers the answer', async () => {
    const rows = people('Amara Okafor,,,,,1,Wizard,,,,,,,Moon,01/12/2026,,50,')
    const { file: one, records } = await readOne(rows)
    expect(one.findings.map((finding) => finding.question?.key)).toEqual([
      'code:role:wizard',
      'code:reduction-reason:moon',
    ])
    expect(records.people[0]).toMatchObject({ role: null, reductions: [] })
    const answered = await readOne(
      rows,
      new Map([
        ['code:role:wizard', 'other'],
        ['code:reduction-reason:moon', 'training'],
      ]),
    )
    expect(answered.file.findings).toEqual([])
    expect(answered.records.people[0]).toMatchObject({
      role: 'other',
      reductions: [{ reason: 'training' }],
    })
  })

  it.each([
    ['Duty,01/12/2026,,,', 'reduction-amount-unclear'],
    ['Duty,01/12/2026,,50,10', 'reduction-amount-unclear'],
    ['Duty,01/12/2026,,0.5,', 'percent-not-clear'],
    ['Duty,01/12/2026,,150,', 'percent-not-clear'],
    ['Duty,01/12/2026,01/11/2026,50,', 'end-before-start'],
    ['Duty,12/31/2026,,50,', 'date-month-first'],
    ['Duty,,,50,', 'reduction-without-start'],
    [',01/12/2026,,50,', 'reduction-without-reason'],
  ])('does not use a reduction of %s, and says why', async (cells, code) => {
    const { file: one, records } = await readOne(people(`Amara Okafor,,,,,1,,,,,,,,${cells}`))
    expect(codes(one.findings)).toEqual([code])
    expect(one.findings[0]).toMatchObject({ row: 2, changesFigures: true })
    expect(records.people[0]?.reductions).toEqual([])
  })

  it('tells of rows about nobody, rows that contradict, and names two people share', async () => {
    const { file: one, records } = await readOne(
      people(
        ',,,North,,1',
        'Amara Okafor,Ali,SW1,,,1',
        'Amara Okafor,,SW1,,,0.5',
        'Sam Lee,Ali,SW2,,,1',
        'Jo Ray,,SW3,,,1',
        'Jo Ray,,SW4,,,1',
        'Kim Poe,,SWX,,,1',
      ),
    )
    expect(one.findings.map((finding) => [finding.code, finding.row, finding.effect])).toEqual([
      ['person-without-name', 2, 'row-left-out'],
      ['person-twice', 4, 'row-left-out'],
      ['swe-number-not-valid', 8, 'cell-not-used'],
      ['name-shared', 3, 'cell-not-used'],
      ['name-shared', 5, 'cell-not-used'],
      ['name-shared', 6, 'question'],
      ['name-shared', 7, 'question'],
    ])
    expect(records.people.map((person) => [person.name, person.sweNumber, person.aliases])).toEqual(
      [
        ['Amara Okafor', 'SW1', []],
        ['Sam Lee', 'SW2', []],
        ['Jo Ray', 'SW3', []],
        ['Jo Ray', 'SW4', []],
        ['Kim Poe', null, []],
      ],
    )
    expect(one.lists).toEqual({ People: { rows: 7, used: 0, questioned: 7, leftOut: 2 } })
  })

  it('read back from the template gives the same people', async () => {
    const { records } = await readOne(
      people(
        'Amara Okafor,A Okafor,SW1,North 1,North,0.6,Social worker,Permanent,31/03/2027,01/09/2026,6,7.5,10,Court duty,02/11/2026,,50,',
        'Sam Lee,,,North 1,,1',
      ),
    )
    const rows = peopleTemplateRows(
      [
        { name: 'A  Okafor', team: 'South' },
        { name: 'Jo Ray', team: 'North 2' },
        { name: 'jo ray', team: 'North 2' },
      ],
      records.people,
    )
    expect(rows.people.map((row) => row.slice(0, 4))).toEqual([
      ['Amara Okafor', 'A Okafor', 'SW1', 'North 1'],
      ['Jo Ray', '', '', 'North 2'],
      ['Sam Lee', '', '', 'North 1'],
    ])
    const csv = (cells: readonly string[]): string => cells.join(',')
    const again = await readOne(
      file(
        'people.csv',
        [csv(peopleColumns.map((one) => one.header)), ...rows.people.map(csv)].join('\n'),
      ),
    )
    expect(again.file.findings).toEqual([])
    const plain = (reading: Reading): unknown[] =>
      reading.records.people
        .filter((person) => person.name !== 'Jo Ray')
        .map((person) => ({ ...person, from: null, reductions: [] }))
    expect(plain(again)).toEqual(plain({ files: [], records }))
    expect(rows.reductions).toEqual([
      ['Amara Okafor', 'SW1', 'Court duty', '02/11/2026', '', '50', ''],
    ])
    expect(rows.reductions[0]).toHaveLength(reductionColumns.length)
  })
})

describe('a families file', () => {
  it('joins children to families and carries what only the authority knows', async () => {
    const { file: one, records } = await readOne(
      file(
        'families.csv',
        'child_id,family_id,court_stage,complexity,travel_minutes,visits_a_month\n007,f1,care proceedings,150,90,2\n8.0,F1,,,,\n',
      ),
    )
    expect(one).toMatchObject({ shape: 'families', problem: null, findings: [] })
    expect(records.families).toEqual([
      {
        from: { file: 'families.csv', sheet: 'families', row: 2 },
        child: '007',
        family: 'F1',
        courtStage: 'care-proceedings',
        complexity: 150,
        travelMinutes: 90,
        visitsAMonth: 2,
      },
      expect.objectContaining({ child: '8', family: 'F1', courtStage: null, complexity: null }),
    ])
  })

  it('tells of every cell it cannot use, and of a child in two families', async () => {
    const { file: one, records } = await readOne(
      file(
        'families.csv',
        'child_id,family_id,court_stage,complexity,travel_minutes\n,F1,,,\n1,F1,maybe,110,far\n1,F2,,,\n1,F1,maybe,110,far\n',
      ),
    )
    expect(one.findings.map((finding) => [finding.code, finding.row, finding.column])).toEqual([
      ['child-id-missing', 2, 'child_id'],
      ['code-unknown', 3, 'court_stage'],
      ['complexity-not-listed', 3, 'complexity'],
      ['minutes-not-a-number', 3, 'travel_minutes'],
      ['child-twice', 4, 'child_id'],
      ['code-unknown', 5, 'court_stage'],
      ['complexity-not-listed', 5, 'complexity'],
      ['minutes-not-a-number', 5, 'travel_minutes'],
      ['child-twice', 5, 'child_id'],
    ])
    expect(records.families).toHaveLength(1)
    expect(one.lists).toEqual({ Families: { rows: 4, used: 0, questioned: 4, leftOut: 3 } })
  })
})

describe('opening a figure to its cells', () => {
  it('gives the wanted rows with their headings, in the order asked', async () => {
    const annex = sample('annex-a/ofsted-2019-template-few-rows.xlsx')
    const census = sample('csww/social_work_workforce_2022.xml')
    const wanted = [
      { file: census.name, sheet: 'CSWWWorker', row: 2 },
      { file: annex.name, sheet: 'List_3', row: 5 },
      { file: annex.name, sheet: 'List_3', row: 4 },
      { file: annex.name, sheet: 'List_3', row: 900 },
      { file: 'gone.xlsx', sheet: 'List_3', row: 4 },
    ]
    const rows = await readCells([annex, census], wanted)
    expect(rows.map((row) => row.from)).toEqual(wanted.slice(0, 3))
    expect(rows[0]?.headers.slice(0, 3)).toEqual(['AgencyWorker', 'SWENo', 'FTE'])
    expect(rows[0]?.cells.slice(0, 3)).toEqual(['1', 'Yk7226043359', '0'])
    expect(rows[1]?.headers[5]).toBe('Date of referral')
    expect(rows[1]?.headers).toHaveLength(11)
    expect(rows[1]?.cells[0]).toBe('3')
    expect(rows[2]?.cells[0]).toBe('2')
  })
})

describe('progress', () => {
  it('is told while a file is read', async () => {
    const told: Progress[] = []
    await readFiles([sample('annex-a/Annex_A_2024_Jan.xlsx')], {
      answers: new Map(),
      today: TODAY,
      onProgress: (progress) => told.push(progress),
    })
    expect(told[0]).toEqual({ file: 'Annex_A_2024_Jan.xlsx', stage: 'opening', rows: 0 })
  })
})

describe('every sentence', () => {
  it('is one a person can read, with its place named', async () => {
    const { file: one } = await readOne(
      file(
        'List 6.csv',
        'Child Unique ID,CIN Start Date,CIN Closure Date,Case Status\n1,99/99/2026,soon,odd\n',
      ),
    )
    expect(one.findings.length).toBeGreaterThan(4)
    for (const finding of one.findings) {
      expect(finding.sentence).toMatch(/^[A-Z“0-9].*\.$/s)
      expect(finding.file).toBe('List 6.csv')
      expect(finding.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
    }
  })
})
