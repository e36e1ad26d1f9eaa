import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../../kit/index.ts'
import type { Finding, PostRecord } from '../../../core/model/index.ts'
import { postColumns, postsTemplateRows, readFiles } from '../../index.ts'
import type { FileReading } from '../../index.ts'
import { demonstrationFiles } from '../../simulate/index.ts'

const dir = mkdtempSync(join(tmpdir(), 'fairload-posts-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function read(
  bytes: string | Uint8Array,
  name = 'posts.csv',
): Promise<{ posts: PostRecord[]; file: FileReading; findings: Finding[] }> {
  const path = join(dir, name)
  writeFileSync(path, bytes)
  const { files, records } = await readFiles([{ name, path }], {
    answers: new Map(),
    today: '2026-11-22' as IsoDate,
  })
  const [file] = files
  if (!file) throw new Error('Nothing was read')
  return { posts: records.posts, file, findings: file.findings }
}

const HEADERS = postColumns.map(({ header }) => header).join(',')
const line = (cells: Record<string, string>): string =>
  postColumns.map(({ key }) => cells[key] ?? '').join(',')
const sheet = (...rows: Record<string, string>[]): string =>
  [HEADERS, ...rows.map((cells) => line({ post: 'P1', fte: '1', ...cells }))].join('\n')

describe('a posts file', () => {
  it('is known by its headings, and gives a post a row with who holds and who covers it', async () => {
    const { file, posts, findings } = await read(
      sheet(
        { team: 'Court', role: 'Social worker', holder: 'Amara Okoye', since: '01/04/2022' },
        {
          post: 'P2',
          team: 'Court',
          role: 'Team manager',
          vacantSince: '01/09/2026',
          cover: 'Jo Lin',
          coverNumber: 'sw 654321',
          coverKind: 'Agency',
          coverFte: '0.8',
          coverFrom: '05/10/2026',
          coverEnd: '31/03/2027',
          costHour: '£42.50',
          experience: '3.5',
          leftPermanent: '30/04/2026',
          leftBecause: 'Redundancy',
          notice: '4',
          permanentNotice: '8',
          references: '2',
        },
      ),
    )
    expect(findings).toEqual([])
    expect(file).toMatchObject({
      shape: 'posts',
      problem: null,
      lists: { Posts: { rows: 2, used: 2, questioned: 0, leftOut: 0 } },
    })
    expect(posts).toMatchObject([
      {
        post: 'P1',
        fteMillionths: 1_000_000,
        since: '2022-04-01',
        holder: { name: 'Amara Okoye', sweNumber: null },
        cover: null,
      },
      {
        post: 'P2',
        role: 'team-manager',
        holder: null,
        vacantSince: '2026-09-01',
        cover: {
          name: 'Jo Lin',
          sweNumber: 'SW654321',
          kind: 'agency',
          fteMillionths: 800_000,
          from: '2026-10-05',
          end: '2027-03-31',
          cost: { pence: 4_250, per: 'hour' },
          experienceMonths: 42,
          leftPermanent: '2026-04-30',
          leftBecause: 'redundancy',
          noticeWeeks: 4,
          permanentNoticeWeeks: 8,
          references: 2,
        },
      },
    ])
  })

  it.each(['Vacant', 'VACANT POST', ' ', '-'])(
    'reads “%s” as a post that nobody holds',
    async (holder) => {
      expect((await read(sheet({ holder }))).posts[0]?.holder).toBeNull()
    },
  )

  it('three years are 36 months, and a hundredth of a year less is not', async () => {
    const months = async (experience: string) =>
      (await read(sheet({ cover: 'Jo Lin', experience }))).posts[0]?.cover?.experienceMonths
    expect(await months('3')).toBe(36)
    expect(await months('2.99')).toBe(35)
  })

  it.each([
    ['a post without a number', { post: '' }, 'post-without-number', 'row-left-out'],
    ['a post without its funded share', { fte: '' }, 'post-without-fte', 'cell-not-used'],
    ['several posts in one row', { fte: '3' }, 'fte-not-a-share', 'cell-not-used'],
    [
      'a holder beside a day since which it is vacant',
      { holder: 'Amara Okoye', vacantSince: '01/09/2026' },
      'held-and-vacant',
      'cell-not-used',
    ],
    ['cover by nobody', { coverEnd: '31/03/2027' }, 'cover-without-name', 'cell-not-used'],
    [
      'cover that ends before it starts',
      { cover: 'Jo Lin', coverFrom: '31/03/2027', coverEnd: '01/03/2027' },
      'end-before-start',
      'cell-not-used',
    ],
    [
      'two costs',
      { cover: 'Jo Lin', costDay: '300', costHour: '40' },
      'cost-unclear',
      'cell-not-used',
    ],
    [
      'a cost that is none',
      { cover: 'Jo Lin', costDay: 'lots' },
      'cost-not-an-amount',
      'cell-not-used',
    ],
    [
      'weeks that are none',
      { cover: 'Jo Lin', notice: 'a month' },
      'weeks-not-a-number',
      'cell-not-used',
    ],
    [
      'a kind of cover it does not know',
      { cover: 'Jo Lin', coverKind: 'bank' },
      'code-unknown',
      'question',
    ],
  ])('tells of %s', async (_, cells: Record<string, string>, code, effect) => {
    const { findings } = await read(sheet(cells))
    expect(findings).toMatchObject([{ code, effect }])
  })

  it('takes the first of two rows with one number, and says how to write a shared post', async () => {
    const { posts, findings } = await read(sheet({ holder: 'Amara Okoye' }, { holder: 'Jo Lin' }))
    expect(posts.map(({ holder }) => holder?.name)).toEqual(['Amara Okoye'])
    expect(findings).toMatchObject([{ code: 'post-twice', row: 3, effect: 'row-left-out' }])
  })

  it('is no people file, though it has teams, roles and shares of full time', async () => {
    const people = 'Name,Team,FTE,Role,Contract\nAmara Okoye,Court,1,Social worker,Permanent\n'
    expect((await read(people, 'people.csv')).file.shape).toBe('people')
  })

  it('read back from the template gives the same posts', async () => {
    const first = await read(
      sheet(
        { holder: 'Amara Okoye', holderNumber: 'SW1', team: 'Court', role: 'Social worker' },
        {
          post: 'P2',
          cover: 'Jo Lin',
          coverKind: 'Interim',
          coverFte: '0.6',
          coverFrom: '05/10/2026',
          costDay: '310',
          experience: '3.25',
          leftPermanent: 'Never',
          references: '1',
        },
      ),
    )
    const again = await read(
      [HEADERS, ...postsTemplateRows(first.posts).map((row) => row.join(','))].join('\n'),
    )
    expect(again.findings).toEqual([])
    expect(again.posts).toEqual(first.posts)
  })

  it('of the demonstration is read whole, with vacancies, cover and who is employed', async () => {
    for (const { files } of demonstrationFiles()) {
      const { posts, file, findings } = await read(files.get('Posts.csv') ?? '')
      expect(findings).toEqual([])
      expect(file.lists['Posts']?.rows).toBe(posts.length)
      expect(posts.some(({ holder }) => holder !== null)).toBe(true)
      expect(posts.some(({ cover }) => cover !== null)).toBe(true)
      expect(posts.some(({ holder, cover }) => holder === null && cover === null)).toBe(true)
    }
  })
})
