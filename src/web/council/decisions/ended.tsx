import type { JSX } from 'preact'
import type { ManyDecided, ProposedDecision } from '../../../council/index.ts'
import { DataTable, Link } from '../../components/index.ts'
import { listed } from '../../words.ts'
import type { Here } from '../here.ts'

/** How each row of many ended: one that no longer held is left, with the reason. */
export function EndedRows(props: {
  here: Here
  ended: readonly ManyDecided[]
  proposed: readonly Pick<ProposedDecision, 'child' | 'children' | 'to'>[]
}): JSX.Element {
  const { here, ended } = props
  const proposed = new Map(props.proposed.map((of) => [of.child, of]))
  return (
    <DataTable
      caption="Row by row"
      rows={ended}
      columns={[
        {
          label: 'Child',
          cell: (row) => listed((proposed.get(row.child)?.children ?? []).map(({ name }) => name)),
        },
        { label: 'To', cell: (row) => proposed.get(row.child)?.to.name ?? '' },
        {
          label: 'What became of it',
          long: true,
          cell: (row) =>
            row.decision === null ? (
              <>Left: {row.problem}</>
            ) : (
              <Link href={here.to.decision(row.decision)}>Asked</Link>
            ),
        },
      ]}
    />
  )
}

/** How many of a batch were made; and in words how many no longer held. */
export function endedOf(ended: readonly ManyDecided[]): { made: number; leftWords: string } {
  const made = ended.filter(({ decision }) => decision !== null).length
  const left = ended.length - made
  return {
    made,
    leftWords: left === 0 ? '' : ` ${left} no longer held and ${left === 1 ? 'was' : 'were'} left.`,
  }
}
