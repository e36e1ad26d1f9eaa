import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import type { Amount } from '../../../core/bargaining/index.ts'
import type { CameFrom, WinView } from '../../../branch/outcomes/index.ts'
import { Link, Tag } from '../../components/index.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'

/** Whether it held when somebody last looked. */
export const HoldsTag = ({ win }: { win: WinView }): JSX.Element => {
  const { holds } = win.standing
  return holds === 'yes' ? (
    <Tag class="govuk-tag--green">Holds</Tag>
  ) : holds === 'no' ? (
    <Tag class="fl-tag--broken">Did not hold</Tag>
  ) : (
    <Tag class="govuk-tag--grey">Not looked at yet</Tag>
  )
}

export const EvidenceMissing = (): JSX.Element => (
  <Tag class="fl-tag--missing">Evidence missing</Tag>
)

/** A link where it is one, else the words. */
export function Where({ where }: { where: string }): JSX.Element {
  const isLink = /^https?:\/\/\S+$/i.test(where)
  return isLink ? (
    <Link href={where} class="fl-breaks" attributes={{ rel: 'noreferrer' }}>
      {where}
    </Link>
  ) : (
    <>{where}</>
  )
}

/** What shows a win, with its day, or the mark that nothing does. */
export function Evidence({ win }: { win: WinView }): JSX.Element {
  const { evidence } = win
  if (evidence === null) return <EvidenceMissing />
  return (
    <>
      <Where where={evidence.where} />
      {evidence.on === null ? ', no date' : `, ${longDate(evidence.on)}`}
    </>
  )
}

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' })

/** `£10,000`, `£12.50`. */
export const moneyWords = (pence: number): string => pounds.format(pence / 100).replace(/\.00$/, '')

/** The amounts of both wordings, each once: `£10,000 before and after`. */
export function amountsLine(before: readonly Amount[], after: readonly Amount[]): string | null {
  const of = (all: readonly Amount[]): string =>
    [...new Set(all.map(({ pence }) => moneyWords(pence)))].join(', ')
  const [was, is] = [of(before), of(after)]
  if (was === '' && is === '') return null
  return was === is ? `${was}, before and after` : `${was || 'none'} before, ${is || 'none'} after`
}

/** `Pay policy, clause 4.2`; null where it was a practice. */
export const clauseLine = ({
  policy,
  clause,
}: Pick<WinView, 'policy' | 'clause'>): string | null =>
  policy === '' && clause === ''
    ? null
    : [policy, clause === '' ? '' : `clause ${clause}`].filter((part) => part !== '').join(', ')

const whatWords: Readonly<Record<CameFrom['what'], string>> = {
  concern: 'Concern',
  demand: 'Demand',
  meeting: 'Meeting',
  promise: 'Promise',
  win: 'Win',
}

/** What something came from, each with its page where the reader opens it. */
export function CameFromList(props: { here: Here; items: readonly CameFrom[] }): JSX.Element {
  const { here, items } = props
  return (
    <ul class="govuk-list">
      {items.map(({ what, id, title }) => (
        <li>
          {whatWords[what]}: <Link href={addressOf(here, what, id)}>{title}</Link>
        </li>
      ))}
    </ul>
  )
}
