import { addDays, addMonths, byText } from '../../../kit/index.ts'
import { COVER_KINDS, LEFT_BECAUSE, postColumns } from '../../shapes/posts/columns.ts'
import { ROLES } from '../../shapes/people/columns.ts'
import type { Authority, SimWorker } from '../model.ts'
import { day, type Sheet, type Value } from './sheet.ts'

const label = (named: readonly { value: string; label: string }[], value: string): string =>
  named.find((one) => one.value === value)?.label ?? value

interface Post {
  number: string
  team: string
  role: string
  fte: number
  holder: SimWorker | null
  leaver: SimWorker | null
  cover: SimWorker | null
}

/**
 * The posts file of the last day: a post for everybody employed, posts that leavers left until the
 * census's vacancies are reached, and agency workers as their cover. An agency worker for whom no
 * vacancy is left stands beside the establishment, in a post that nobody funds.
 */
export function postsFile(authority: Authority): Sheet {
  const teams = new Map(authority.teams.map((team) => [team.id, team.name]))
  const rows = postsOf(authority).map((post, at) => ({
    about: post.holder?.name ?? post.cover?.name ?? null,
    cells: cellsOf(post, teams.get(post.team) ?? '', at),
  }))
  return {
    key: 'Posts',
    name: 'Posts',
    hidden: false,
    title: null,
    columns: postColumns.map(({ key, header }) => ({ key, header })),
    rows,
    emptyRows: 0,
  }
}

function postsOf(authority: Authority): Post[] {
  const { on } = authority
  const inPost = authority.workers.filter(({ left }) => left === null || left > on)
  const posts: Omit<Post, 'number'>[] = inPost
    .filter(({ contract }) => contract === 'permanent')
    .map((holder) => ({
      team: holder.team,
      role: holder.role,
      fte: holder.fteMillionths,
      holder,
      leaver: null,
      cover: null,
    }))
  const leavers = authority.workers
    .filter(({ contract, left }) => contract === 'permanent' && left !== null && left <= on)
    .sort((a, b) => byText(b.left ?? '', a.left ?? '') || byText(a.id, b.id))
  const vacancies = Math.round(authority.figures.vacanciesFte)
  const vacant = leavers.slice(0, vacancies).map((leaver): Omit<Post, 'number'> => ({
    team: leaver.team,
    role: leaver.role,
    fte: 1_000_000,
    holder: null,
    leaver,
    cover: null,
  }))
  for (const cover of inPost.filter(({ contract }) => contract === 'agency')) {
    const open = vacant.filter((post) => post.cover === null)
    const own =
      open.find(({ team, role }) => team === cover.team && role === cover.role) ??
      open.find(({ team }) => team === cover.team)
    if (own) own.cover = cover
    else {
      const isFunded = vacant.length < vacancies
      const { team, role } = cover
      vacant.push({ team, role, fte: isFunded ? 1_000_000 : 0, holder: null, leaver: null, cover })
    }
  }
  return [...posts, ...vacant].map((post, at) => ({
    ...post,
    number: `P-${String(at + 1).padStart(4, '0')}`,
  }))
}

function cellsOf(post: Post, team: string, at: number): Value[] {
  const { holder, leaver, cover } = post
  const values: Record<string, Value> = {
    post: post.number,
    team,
    role: label(ROLES, post.role),
    fte: post.fte / 1_000_000,
    since: day(addMonths(holder?.started ?? leaver?.started ?? cover?.started ?? SINCE, -12)),
    holder: holder?.name ?? null,
    holderNumber: holder?.sweNumber ?? null,
    vacantSince: leaver?.left ? day(addDays(leaver.left, 1)) : null,
    ...(cover && coverCells(cover, at)),
  }
  return postColumns.map(({ key }) => values[key] ?? null)
}

const SINCE = '2020-04-01' as SimWorker['started']

/** Most assignments are as the Department's rules ask; a few are not, and of a few not all is known. */
function coverCells(cover: SimWorker, at: number): Record<string, Value> {
  const isManager = cover.role.endsWith('manager')
  const senior = cover.role === 'senior-practitioner'
  const nth = at % 9
  return {
    cover: cover.name,
    coverNumber: cover.sweNumber,
    coverKind: label(COVER_KINDS, 'agency'),
    coverFte: cover.fteMillionths / 1_000_000,
    coverFrom: day(cover.started),
    coverEnd: day(cover.left),
    ...(isManager ? { costDay: 395 + nth * 5 } : { costHour: (senior ? 43 : 39) + nth / 4 }),
    experience: nth === 4 ? 2.5 : nth === 7 ? null : 3 + nth,
    leftPermanent: nth === 5 ? day(addDays(cover.started, -45)) : nth === 7 ? null : 'Never',
    leftBecause: nth === 5 ? label(LEFT_BECAUSE, 'other') : null,
    notice: nth === 2 ? 1 : 4,
    permanentNotice: 8,
    references: nth === 7 ? null : nth === 8 ? 1 : 2,
  }
}
