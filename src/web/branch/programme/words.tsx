import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import {
  demandStates,
  demandStateWords,
  type DemandState,
  type StatedDemand,
} from '../../../core/bargaining/index.ts'
import { proposalStateWords, type ProposalState } from '../../../branch/programme/index.ts'
import { SummaryList, Tag, type SummaryRow } from '../../components/index.ts'
import { listed } from '../../words.ts'

const demandTones: Readonly<Record<DemandState, string>> = {
  draft: 'govuk-tag--grey',
  agreed: '',
  put: 'govuk-tag--yellow',
  'partly-won': 'govuk-tag--green',
  won: 'govuk-tag--green',
  'in-dispute': 'govuk-tag--orange',
  dropped: 'govuk-tag--grey',
}

export const DemandTag = ({ state }: { state: DemandState }): JSX.Element => (
  <Tag class={demandTones[state]}>{demandStateWords[state]}</Tag>
)

const proposalTones: Readonly<Record<ProposalState, string>> = {
  open: 'govuk-tag--yellow',
  put: '',
  taken: 'govuk-tag--green',
  merged: 'govuk-tag--green',
  declined: 'govuk-tag--grey',
  withdrawn: 'govuk-tag--grey',
}

export const ProposalTag = ({ state }: { state: ProposalState }): JSX.Element => (
  <Tag class={proposalTones[state]}>{proposalStateWords[state]}</Tag>
)

/** `7 demands: 2 agreed by members, 4 put to the employer and 1 won.` */
export function demandsLine(demands: readonly { state: DemandState }[]): string {
  if (demands.length === 0) return 'No demand has been written yet.'
  const parts = demandStates.flatMap((state) => {
    const n = demands.filter((demand) => demand.state === state).length
    const words = demandStateWords[state]
    return n === 0 ? [] : [`${n} ${words.charAt(0).toLowerCase()}${words.slice(1)}`]
  })
  return `${count(demands.length, 'demand')}: ${listed(parts)}.`
}

/** What a demand says, who it is for, and by what one will see that it is met. */
export function DemandFacts(props: {
  demand: Omit<StatedDemand, 'id' | 'title'>
  /** Rows that stand beneath. */
  more?: readonly SummaryRow[] | undefined
}): JSX.Element {
  const { demand } = props
  const { baseline } = demand
  return (
    <SummaryList
      rows={[
        ...(demand.scope === '' ? [] : [{ key: 'Who it is for', value: demand.scope }]),
        {
          key: 'How it is measured',
          value: demand.measure === '' ? 'Not said yet' : demand.measure,
        },
        {
          key: 'Where it started',
          value:
            baseline === null ? (
              'No figure yet'
            ) : (
              <>
                {baseline.value}, {baseline.base}, on {longDate(baseline.on)}
                <span class="fl-source">Source: {baseline.source}</span>
              </>
            ),
        },
        {
          key: 'What is asked for',
          value: demand.target === '' ? 'Not said yet' : demand.target,
        },
        ...(demand.reason === '' ? [] : [{ key: 'Why it stands so', value: demand.reason }]),
        ...(props.more ?? []),
      ]}
    />
  )
}
