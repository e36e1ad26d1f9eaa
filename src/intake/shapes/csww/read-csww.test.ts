import { describe, expect, it } from 'vitest'
import type { Finding, ListCount, PersonRecord, Records } from '../../../core/model/index.ts'
import { FindingSink } from '../tally.ts'
import type { CensusWorker } from './read-csww.ts'
import { CensusElements, censusRecords } from './read-csww.ts'

interface Read {
  people: PersonRecord[]
  findings: Finding[]
  count: ListCount
  records: Records
  census: CensusElements
}

type Elements = Record<string, string>

/** Feeds a census as the XML reader would tell it. */
function readCensus(
  workers: readonly Elements[],
  header: Elements = {},
  answers = new Map<string, string>(),
): Read {
  const gathered: CensusWorker[] = []
  const census = new CensusElements((worker) => gathered.push(worker))
  const element = (path: string[], text = '', inside: () => void = () => undefined): void => {
    const name = path.at(-1) ?? ''
    census.open(name, path)
    inside()
    census.close(name, path, text)
  }
  element(['Message'], '', () => {
    element(['Message', 'Header'], '', () => {
      for (const [name, text] of Object.entries({
        Collection: 'CSWW',
        ReferenceDate: '2026-09-30',
        ...header,
      }))
        element(['Message', 'Header', 'CollectionDetails', name], text)
    })
    element(['Message', 'LALevelVacancies'], '', () =>
      element(['Message', 'LALevelVacancies', 'NumberOfVacancies'], '12.5'),
    )
    for (const worker of workers)
      element(['Message', 'CSWWWorker'], '', () => {
        for (const [name, text] of Object.entries(worker))
          element(['Message', 'CSWWWorker', name], text)
      })
  })
  const findings = new FindingSink()
  const records: Records = {
    children: [],
    adopters: [],
    families: [],
    people: [],
    workforce: [],
    posts: [],
  }
  const tally = censusRecords(
    'census.xml',
    census,
    gathered,
    { findings, answers, sha256: 'ab12' },
    records,
  )
  return { people: records.people, findings: findings.all, count: tally.count(), records, census }
}

const worker = (more: Elements = {}): Elements => ({
  AgencyWorker: '0',
  SWENo: 'SW123456',
  FTE: '0.6',
  OrgRole: '5',
  Cases30: '17',
  ...more,
})

describe('a worker of the census', () => {
  it('is read as a person without a name', () => {
    const read = readCensus([worker({ CFKSSstatus: '1', Absat30Sept: '1', ReasonAbsence: 'MAT' })])
    expect(read.findings).toEqual([])
    expect(read.people).toEqual([
      {
        from: { file: 'census.xml', sheet: 'CSWWWorker', row: 1 },
        name: null,
        aliases: [],
        sweNumber: 'SW123456',
        team: null,
        parentTeam: null,
        fteMillionths: 600_000,
        role: 'social-worker',
        contract: 'permanent',
        contractEnd: null,
        asyeStart: null,
        asye: true,
        absence: { on: '2026-09-30', reason: 'maternity-paternity-adoption' },
        reductions: [],
        supervisionHours: null,
        dutyHours: null,
        businessSupportHours: null,
        censusCases: 17,
      },
    ])
    expect(read.records.workforce).toMatchObject([
      { on: '2026-09-30', vacanciesFteHundredths: 1250 },
    ])
  })

  it('is the same person in whatever order the elements come', () => {
    const turned = Object.fromEntries(Object.entries(worker()).reverse())
    expect(readCensus([turned]).people).toEqual(readCensus([worker()]).people)
  })

  it('may have a Sex in place of GenderCurrent; other elements are told once each', () => {
    const read = readCensus([
      worker({ Sex: 'F', Shoe: '42' }),
      worker({ SWENo: 'SW2', GenderCurrent: '2', Shoe: '43' }),
    ])
    expect(read.findings).toMatchObject([
      {
        code: 'element-unknown',
        column: 'Shoe',
        row: null,
        effect: 'notice',
        changesFigures: false,
      },
    ])
    expect(read.count).toEqual({ rows: 2, used: 2, questioned: 0, leftOut: 0 })
  })

  it.each(['SW1', 'sw 123 456', 'Oz2054309383', 'SW1234567890'])(
    'may have the number %s',
    (SWENo) => {
      expect(readCensus([worker({ SWENo })]).people).toHaveLength(1)
    },
  )

  it.each(['', '123456', 'SWX12', 'S1', 'SW'])('is left out with the number %j', (SWENo) => {
    const read = readCensus([worker({ SWENo })])
    expect(read.people).toEqual([])
    expect(read.findings).toMatchObject([
      {
        sheet: 'CSWWWorker',
        row: 1,
        column: 'SWENo',
        effect: 'row-left-out',
        changesFigures: true,
      },
    ])
    expect(read.count).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 1 })
  })

  it.each([
    ['FTE', '1.2'],
    ['FTE', '60%'],
    ['FTE', 'full'],
    ['OrgRole', '7'],
    ['RoleEndDate', '30/09/2026'],
    ['Cases30', '-1'],
    ['Absat30Sept', 'yes'],
  ])('counts without a cell that cannot be right: %s %s', (name, text) => {
    const read = readCensus([worker({ [name]: text })])
    expect(read.findings).toMatchObject([
      { row: 1, column: name, value: text, effect: 'cell-not-used', changesFigures: true },
    ])
    expect(read.people).toHaveLength(1)
    expect(read.count).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 0 })
  })

  it('counts once where two posts carry one number: the open one, and the other is told', () => {
    const read = readCensus([
      worker({ FTE: '0.4', RoleStartDate: '2026-01-01' }),
      worker({ FTE: '0', RoleStartDate: '2026-02-01', RoleEndDate: '2026-03-01' }),
    ])
    expect(read.people.map((one) => one.fteMillionths)).toEqual([400_000])
    expect(read.findings).toMatchObject([
      { code: 'row-superseded', row: 2, effect: 'row-left-out' },
    ])
  })

  it('is left out where a person says so', () => {
    const read = readCensus([worker()], {}, new Map([['row:ab12:CSWWWorker:1', 'leave-out']]))
    expect(read.people).toEqual([])
    expect(read.count).toEqual({ rows: 1, used: 0, questioned: 1, leftOut: 1 })
  })
})

describe('a census', () => {
  it.each(['CSWW', 'CSWWW', 'csww'])('is known by its collection %s', (Collection) => {
    expect(readCensus([worker()], { Collection }).census.isCsww).toBe(true)
  })

  it('of another collection is none', () => {
    expect(readCensus([], { Collection: 'CIN' }).census.isCsww).toBe(false)
  })

  it('without a reference date takes 30 September of its year, and without a year nobody as absent', () => {
    const away = worker({ Absat30Sept: '1', ReasonAbsence: 'SIC' })
    expect(readCensus([away], { ReferenceDate: '', Year: '2025' }).people[0]?.absence).toEqual({
      on: '2025-09-30',
      reason: 'sickness',
    })
    const unknown = readCensus([away], { ReferenceDate: '' })
    expect(unknown.people[0]?.absence).toBeNull()
    expect(unknown.findings).toMatchObject([{ code: 'census-day-missing', changesFigures: true }])
  })
})
