import type {
  AgencyCheck,
  AgencyRow,
  EstablishmentView,
  PostSums,
  Turnover,
} from '../../../council/index.ts'
import { count, longDate } from '../../../kit/index.ts'
import { decimal, people } from '../../words.ts'

/** How the pages of the establishment say things. */

/** `16.4` of full time from millionths. */
export const fullTime = (millionths: number): string => decimal(millionths / 1_000_000)

/** `1 full-time post`, `16.4 full-time posts`. */
export const posts = (millionths: number): string =>
  `${fullTime(millionths)} full-time ${millionths === 1_000_000 ? 'post' : 'posts'}`

export const rate = (basisPoints: number | null): string =>
  basisPoints === null
    ? 'Not known'
    : basisPoints === 0
      ? 'None'
      : `${decimal(Math.round(basisPoints / 10) / 10)}%`

const wholePounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
})
/** `£184,200` from pence, to the pound. */
export const pounds = (pence: number): string => wholePounds.format(pence / 100)

export const kindWords: Record<AgencyRow['kind'], string> = {
  agency: 'Agency',
  interim: 'Interim',
  'not-known': 'Not known',
}

export const ruleWords: Record<AgencyCheck['rule'], string> = {
  experience: 'Three years’ experience',
  'cool-off': 'Three months since a permanent post',
  notice: 'Notice',
  references: 'References',
}

export const outcomeWords: Record<AgencyCheck['outcome'], string> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-known': 'Not known',
  'not-yet': 'Does not hold yet',
}

/** The sentence a page opens with: what is vacant, who covers it, what that costs. */
export function establishmentSentence({ sums, isKept }: EstablishmentView): string {
  const cover =
    sums.cost.people === 0
      ? 'Nobody covers.'
      : `${people(sums.cost.people)} ${sums.cost.people === 1 ? 'covers a post or is' : 'cover posts or are'} from an agency${
          sums.cost.people === sums.cost.unknown
            ? '; what that costs is not known.'
            : `, at up to ${pounds(sums.cost.pence)} ${sums.cost.people === 1 ? 'to their last day' : 'to the last day of each'}${sums.cost.unknown > 0 ? `; of ${sums.cost.unknown} the cost is not known.` : '.'}`
        }`
  if (sums.posts === null) {
    return isKept
      ? `No posts file was given, so vacancies are not known: ${posts(sums.permanent).replace('posts', 'social workers').replace('post', 'social worker')} are employed. ${cover}`
      : 'This import was read before posts were kept. Read its files again to see the establishment.'
  }
  return `${vacantWords(sums.posts)} ${cover}`
}

function vacantWords(sums: PostSums): string {
  const unknown =
    sums.heldUnknown > 0
      ? ` Of ${fullTime(sums.heldUnknown)} nobody knows whether they are filled.`
      : ''
  if (sums.vacant === 0) return `None of ${posts(sums.funded)} is vacant.${unknown}`
  const is = sums.vacant === 1_000_000
  return `${fullTime(sums.vacant)} of ${posts(sums.funded)} ${is ? 'is' : 'are'} vacant, ${coverWords(sums)}.${unknown}`
}

function coverWords({ vacant, notCovered, coverUnknown }: PostSums): string {
  if (notCovered > 0)
    return `${fullTime(notCovered)} with nobody in ${notCovered === 1_000_000 ? 'it' : 'them'}`
  if (coverUnknown > 0) return `with cover of which nobody knows how much it works`
  return vacant === 1_000_000 ? 'and covered' : 'all covered'
}

/** Turnover in a sentence, with what it was made from. */
export function turnoverWords(turnover: Turnover): string {
  const { leavers, leaversShare, average, days, rate: of, since, until, unknown } = turnover
  if (of === null) return 'Nobody employed is known, so turnover is not known.'
  const seen =
    days.length === 1
      ? 'those in post on the one day that Fairload has'
      : `the mean of those in post on ${count(days.length, 'day')} that Fairload has`
  const unsure =
    unknown > 0 ? ` The share of ${people(unknown)} who left is not known and is not counted.` : ''
  if (leavers === 0) {
    return `Nobody is known to have left between ${longDate(since)} and ${longDate(until)}; ${fullTime(average)} were in post, ${seen}. If your people file leaves leavers out, keep them in it with their last day.`
  }
  return `${rate(of)} in twelve months: ${people(leavers)} (${fullTime(leaversShare)} full time) left between ${longDate(since)} and ${longDate(until)}, of ${fullTime(average)}, ${seen}.${unsure}`
}
