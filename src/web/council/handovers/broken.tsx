import type { JSX } from 'preact'
import type { HandoverCounts } from '../../../council/index.ts'
import { Link, Section } from '../../components/index.ts'
import { sheetOf, type Sheet, type TableOf } from '../../table-of.ts'
import type { Here } from '../here.ts'
import { List } from '../list.tsx'

type Broken = HandoverCounts['breaches'][number]

const withheld = (figure: number | null): string =>
  figure === null ? 'withheld' : figure.toLocaleString('en-GB')

const brokenTable = (here: Here): TableOf<Broken> => ({
  id: 'broken',
  name: 'Clauses that handovers broke',
  columns: [
    {
      id: 'clause',
      header: 'Clause',
      kind: 'text',
      long: true,
      cell: ({ clause, words }) => (
        <Link href={`${here.to.agreement()}#${clause}`}>{words === '' ? clause : words}</Link>
      ),
      file: ({ clause, words }) => (words === '' ? clause : words),
    },
    {
      id: 'count',
      header: 'Handovers that broke it',
      kind: 'number',
      cell: ({ count }) => withheld(count),
      file: ({ count }) => count,
    },
  ],
})

/** How many handovers opened and were completed, and which clauses they broke; nobody is named. */
export function BrokenByHandovers(props: { here: Here; counts: HandoverCounts }): JSX.Element {
  const { here, counts } = props
  return (
    <Section heading="What handovers broke" id="broken">
      <p class="govuk-body">
        Handovers opened so far: {withheld(counts.opened)}; complete: {withheld(counts.complete)}.
        Counts of one to four are withheld.
        {counts.breaches.length === 0 ? ' None has broken a clause of the agreement.' : ''}
      </p>
      {counts.breaches.length === 0 ? null : (
        <List
          here={here}
          table={brokenTable(here)}
          rows={counts.breaches}
          caption="Handovers by the clause they broke"
          captionSize="hidden"
          phone="table"
        />
      )}
    </Section>
  )
}

/** The same for the files. */
export const brokenSheets = (here: Here, counts: HandoverCounts): Sheet[] =>
  counts.breaches.length === 0 ? [] : [sheetOf(brokenTable(here), counts.breaches)]
