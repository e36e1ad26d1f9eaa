import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import type { AmountRange } from '../../../core/evidence/index.ts'
import {
  factsInWords,
  type CameFrom,
  type ReleaseView,
  type VersionView,
} from '../../../branch/desk/index.ts'
import { statusWords } from '../../words.ts'
import { decimal, moment } from '../../words.ts'

/** `Our agreement 2.0`. */
export const nameOf = ({ agreement }: Pick<VersionView, 'agreement'>): string =>
  `${agreement.name} ${agreement.version}`

export const releaseName = ({ release }: ReleaseView): string =>
  `${release.publisher}, ${longDate(release.asOf as never)}`

export const cameWords = ({ address, at }: CameFrom): string =>
  `${address === null ? 'As a file' : 'Fetched from the service'}, ${moment(at)}`

/** Where a version stands, in one sentence. */
export function standsWords(version: VersionView): string {
  const own = version.signed
    ? `The branch signed on ${longDate(version.signed.on)}`
    : 'The branch has not signed'
  const said =
    version.facts === null ? 'The service has said nothing of it' : factsInWords(version.facts)
  return `${said}. ${own}.`
}

/** Two figures as one range: one alone where they are the same. */
export const rangeWords = ({ from, to }: AmountRange): string =>
  from === to ? amount(from) : `${amount(from)} to ${amount(to)}`

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const amount = (of: number): string => (of < 100 ? decimal(of) : grouped.format(of))

export const statusName = (of: string): string =>
  of === 'rest' ? 'not told apart' : (statusWords[of as keyof typeof statusWords] ?? of)

/** In groups of eight, so that two people can read it to each other. */
export const Hash = ({ of }: { of: string }): JSX.Element => (
  <code class="fl-hash">{of.match(/.{1,8}/g)?.join(' ')}</code>
)
