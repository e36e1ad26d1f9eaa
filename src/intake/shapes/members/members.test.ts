import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { IsoDate, Problem, Result } from '../../../kit/index.ts'
import { brokenFiles } from '../../../../test/samples/broken.ts'
import { workbook as writeBook } from '../../../../test/samples/workbook.ts'
import { readMembers, type MembersReading } from './read-members.ts'

const dir = mkdtempSync(join(tmpdir(), 'fairload-members-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let files = 0
async function tried(
  bytes: string | Uint8Array,
  answers: Record<string, string> = {},
): Promise<Result<MembersReading, Problem>> {
  const path = join(dir, `${++files}.csv`)
  writeFileSync(path, bytes)
  return readMembers({
    file: { name: 'members.csv', path },
    answers: Object.entries(answers),
    today: '2026-11-22' as IsoDate,
    employers: ['fairborough.example'],
  })
}
async function read(
  csv: string | Uint8Array,
  answers?: Record<string, string>,
): Promise<MembersReading> {
  const result = await tried(csv, answers)
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.value
}
const codes = (reading: MembersReading): string[] => reading.findings.map(({ code }) => code)

describe('a membership list', () => {
  it('is read by the headings that membership systems give it', async () => {
    const reading = await read(
      [
        'Fairborough branch,,,,,,,',
        'Member No,Surname,Forename(s),Home email,Mobile Phone,Work place,Department,Date joined',
        '0012345,Example,Ada,Ada@Example.org,7700900123,Mill Lane,Locality 2,01/09/2019',
      ].join('\n'),
    )
    expect(reading.rows).toEqual([
      {
        from: { file: 'members.csv', sheet: 'members', row: 3 },
        standing: 'member',
        entry: {
          name: 'Ada Example',
          mail: 'Ada@Example.org',
          phone: '07700 900123',
          number: '0012345',
          employer: null,
          workplace: 'Mill Lane',
          department: 'Locality 2',
          site: null,
          team: null,
          job: null,
          joined: '2019-09-01',
          left: null,
        },
      },
    ])
    expect(reading.findings).toEqual([])
  })

  it('turns a name that is sorted by surname', async () => {
    const { rows } = await read('Name,Member No\n"O’Sample, Bríd",7')
    expect(rows[0]?.entry.name).toBe('Bríd O’Sample')
  })

  it('asks once of each mail domain that is the employer’s, and uses none of them meanwhile', async () => {
    const csv = [
      'Name,Member No,Email',
      'Ada Example,1,ada@fairborough.gov.uk',
      'Bo Sample,2,bo@fairborough.gov.uk',
      'Cy Trial,3,cy@fairborough.example',
      'Di Pattern,4,di@example.org',
    ].join('\n')
    const asked = await read(csv)
    expect(asked.rows.map(({ entry }) => entry.mail)).toEqual([null, null, null, 'di@example.org'])
    const keys = new Set(asked.findings.map(({ question }) => question?.key))
    expect(keys).toEqual(
      new Set(['mail-domain:fairborough.gov.uk', 'mail-domain:fairborough.example']),
    )
    expect(asked.findings[0]).toMatchObject({ row: 2, column: 'Email', effect: 'question' })
    const answered = await read(csv, { 'mail-domain:fairborough.gov.uk': 'own' })
    expect(answered.rows[0]?.entry.mail).toBe('ada@fairborough.gov.uk')
    expect(answered.rows[2]?.entry.mail).toBeNull()
  })

  it('never takes a column of work addresses for personal ones', async () => {
    const { rows, findings } = await read(
      'Name,Member No,Work email\nAda Example,1,ada@example.org',
    )
    expect(rows[0]?.entry.mail).toBeNull()
    expect(findings[0]?.code).toBe('mail-of-employer')
  })

  it('leaves out who is no member, who has no name, and whom a later list could not know again', async () => {
    const reading = await read(
      [
        'Name,Member No,Email,Status',
        'Ada Example,1,,Member',
        'Bo Sample,2,,Non-member',
        ',3,,Member',
        'Cy Trial,,,Member',
        'Di Pattern,01,,Member',
        'Ed Proof,5,,Lapsed',
      ].join('\n'),
    )
    expect(reading.rows.map(({ entry, standing }) => [entry.name, standing])).toEqual([
      ['Ada Example', 'member'],
      ['Ed Proof', 'former'],
    ])
    expect(codes(reading)).toEqual([
      'not-for-the-roll',
      'member-without-name',
      'member-not-to-be-known-again',
      'member-twice',
    ])
    expect(reading.count).toEqual({ rows: 6, used: 2, questioned: 4, leftOut: 4 })
  })

  it('asks what a status means and waits with its rows until somebody has said it', async () => {
    const csv = 'Name,Member No,Status\nAda Example,1,Retired member\nBo Sample,2,Member'
    const asked = await read(csv)
    expect(asked.rows).toHaveLength(1)
    const question = asked.findings.find((finding) => finding.question)?.question
    expect(question?.key).toBe('code:member-status:retired member')
    const answered = await read(csv, { 'code:member-status:retired member': 'member' })
    expect(answered.rows.map(({ standing }) => standing)).toEqual(['member', 'member'])
    expect(answered.findings).toEqual([])
  })

  it('takes a day of leaving as having left where no status says otherwise', async () => {
    const { rows } = await read('Name,Member No,Date left\nAda Example,1,31/10/2026\nBo Sample,2,')
    expect(rows.map(({ standing }) => standing)).toEqual(['former', 'member'])
  })

  it('says of each cell that it cannot use where it stands and what to do', async () => {
    const reading = await read(
      'Name,Member No,Email,Phone,Joined,Favourite tea\nAda Example,1,ada at home,ask,31/02/2020,Assam',
    )
    expect(codes(reading).sort()).toEqual([
      'column-unknown',
      'date-not-a-day',
      'mail-not-valid',
      'phone-not-valid',
    ])
    for (const finding of reading.findings) {
      expect(finding.sentence).not.toContain('Ada')
      expect(finding.sheet).toBe('members')
    }
  })

  it('gives one address to one member only', async () => {
    const reading = await read('Name,Member No,Email\nA,1,x@example.org\nB,2,X@example.org')
    expect(reading.rows.map(({ entry }) => entry.mail)).toEqual(['x@example.org', null])
    expect(codes(reading)).toEqual(['mail-twice'])
  })
})

describe('a workbook', () => {
  it('is read with its dates and numbers as a person sees them, from the one sheet that lists members', async () => {
    const reading = await read(
      writeBook({
        formats: ['dd/mm/yyyy'],
        sheets: [
          { name: 'Notes', rows: [['Made for the branch']] },
          {
            name: 'List',
            rows: [
              ['Name', 'Member No', 'Mobile', 'Joined'],
              ['Ada Example', 12345, 7700900123, { xml: '<c r="D2" s="1"><v>43709</v></c>' }],
            ],
          },
        ],
      }),
    )
    expect(reading.rows).toMatchObject([
      {
        from: { sheet: 'List', row: 2 },
        entry: { number: '12345', phone: '07700 900123', joined: '2019-09-01' },
      },
    ])
    expect(codes(reading)).toEqual(['sheet-not-read'])
  })
})

describe('a file that is no membership list', () => {
  it('gets a sentence that says what is missing', async () => {
    const codeOf = async (bytes: string | Uint8Array): Promise<string> => {
      const result = await tried(bytes)
      return result.ok ? 'read' : result.problem.code
    }
    expect(await codeOf('Site,Day\nMill Lane,Monday')).toBe('no-members-list')
    expect(await codeOf('Name,Membership number\n')).toBe('members-empty')
    expect(await codeOf('')).toBe('empty-file')
    expect(await codeOf(new TextEncoder().encode('%PDF-1.7 not a list'))).toBe('pdf-not-workbook')
  })

  it.each(Object.entries(brokenFiles))(
    'gets a sentence and no fault of ours: %s',
    async (_, of) => {
      const path = join(dir, `${++files}-${of.name}`)
      writeFileSync(path, of.bytes())
      const result = await readMembers({
        file: { name: of.name, path },
        answers: [],
        today: '2026-11-22' as IsoDate,
        employers: [],
      })
      if (result.ok) throw new Error('read as a membership list')
      expect(result.problem.sentence).toMatch(/\.$/)
      // An XML file holds no list, whatever else is wrong with it.
      const codes = of.name.endsWith('.xml') ? [of.code, 'no-members-list'] : [of.code]
      expect(of.code === null ? ['no-members-list'] : codes).toContain(result.problem.code)
    },
  )
})
