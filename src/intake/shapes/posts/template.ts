import type { PostRecord } from '../../../core/model/index.ts'
import type { Named } from '../people/columns.ts'
import { ROLES } from '../people/columns.ts'
import { COVER_KINDS, LEFT_BECAUSE, postColumns } from './columns.ts'

const label = (named: readonly Named<string>[], value: string | null): string =>
  named.find((one) => one.value === value)?.label ?? ''

const share = (millionths: number | null): string =>
  millionths === null ? '' : String(millionths / 1_000_000)

const day = (iso: string | null): string => (iso === null ? '' : iso.split('-').reverse().join('/'))

const whole = (value: number | null): string => (value === null ? '' : String(value))

const pounds = (pence: number): string => (pence / 100).toFixed(2)

/** Down to the hundredth that reads back as so many months. */
const years = (months: number | null): string =>
  months === null ? '' : String(Math.ceil((months * 100) / 12) / 100)

/**
 * Rows of the posts file's template, cell texts in the order of `postColumns`, without headings: the
 * posts that an earlier file gave. Reading them back gives the same posts.
 */
export const postsTemplateRows = (known: readonly PostRecord[]): string[][] =>
  known.map((post) => {
    const cells = cellsOf(post)
    return postColumns.map(({ key }) => cells[key] ?? '')
  })

function cellsOf({ holder, cover, ...post }: PostRecord): Record<string, string> {
  return {
    post: post.post,
    team: post.team ?? '',
    role: label(ROLES, post.role),
    fte: share(post.fteMillionths),
    since: day(post.since),
    holder: holder?.name ?? '',
    holderNumber: holder?.sweNumber ?? '',
    vacantSince: day(post.vacantSince),
    ...(cover && {
      cover: cover.name ?? '',
      coverNumber: cover.sweNumber ?? '',
      coverKind: label(COVER_KINDS, cover.kind),
      coverFte: share(cover.fteMillionths),
      coverFrom: day(cover.from),
      coverEnd: day(cover.end),
      costDay: cover.cost?.per === 'day' ? pounds(cover.cost.pence) : '',
      costHour: cover.cost?.per === 'hour' ? pounds(cover.cost.pence) : '',
      experience: years(cover.experienceMonths),
      leftPermanent: cover.leftPermanent === 'never' ? 'Never' : day(cover.leftPermanent),
      leftBecause: label(LEFT_BECAUSE, cover.leftBecause),
      notice: whole(cover.noticeWeeks),
      permanentNotice: whole(cover.permanentNoticeWeeks),
      references: whole(cover.references),
    }),
  }
}
