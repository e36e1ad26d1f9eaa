import { count, longDate } from '../../../kit/index.ts'
import type { InspectionRow } from '../../../branch/inspections/index.ts'
import { Button, DataTable, EmptyState, Link, Opening } from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

function opening(rows: readonly InspectionRow[]): string {
  const [last] = rows
  if (!last) return 'No inspection is on file yet.'
  const untied =
    last.untied === 0
      ? 'each finding is tied to something'
      : `nothing is tied to ${count(last.untied, 'finding')}`
  return `The last was “${last.title}”, from ${longDate(last.from)}: ${count(last.findings, 'finding')}, ${untied}.`
}

/** Every inspection, the latest first. */
export const inspectionsPage = (here: Here, rows: readonly InspectionRow[]): Plain => ({
  page: { title: 'Inspections', section: 'inspection' },
  body: (
    <>
      <Opening heading="Inspections">{opening(rows)}</Opening>
      {here.may('inspection.edit') ? (
        <Button href={here.to('/inspection/new')}>Add an inspection</Button>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState>
          <p class="govuk-body">
            A report’s findings stand here beside what members had said, with who is to do what, and
            what staff did well.
          </p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Inspections, the latest first"
          captionSize="hidden"
          rows={rows}
          columns={[
            {
              label: 'Inspection',
              cell: (row) => <Link href={here.to(`/inspection/${row.id}`)}>{row.title}</Link>,
            },
            { label: 'By', cell: (row) => row.by },
            { label: 'Began', cell: (row) => shortDate(row.from) },
            {
              label: 'Published',
              cell: (row) => (row.publishedOn === null ? 'Not yet' : shortDate(row.publishedOn)),
            },
            { label: 'Findings', numeric: true, cell: (row) => row.findings },
            { label: 'Nothing tied', numeric: true, cell: (row) => row.untied },
            { label: 'Actions open', numeric: true, cell: (row) => row.open },
            { label: 'Overdue', numeric: true, cell: (row) => row.overdue },
          ]}
        />
      )}
    </>
  ),
})
