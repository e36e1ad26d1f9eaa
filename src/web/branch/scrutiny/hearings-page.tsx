import { longDate } from '../../../kit/index.ts'
import {
  speakerWords,
  type HearingRow,
  type HearingsView,
  type OutsideSeatRow,
} from '../../../branch/scrutiny/index.ts'
import {
  Button,
  DataTable,
  Downloads,
  EmptyState,
  Link,
  Opening,
  Section,
  Tag,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { shortDate } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Listing } from '../record-form/index.ts'
import { EditLink, shown } from './table-parts.tsx'

const hearingsTable = (here: Here): TableOf<HearingRow> => ({
  id: 'hearings',
  name: 'Hearings',
  columns: [
    {
      id: 'on',
      header: 'Day',
      kind: 'text',
      cell: (row) => (
        <EditLink here={here} path="/hearings" id={row.id} words={shortDate(row.body.on)} />
      ),
      file: (row) => longDate(row.body.on),
    },
    {
      id: 'committee',
      header: 'Committee',
      kind: 'text',
      file: (row) => row.committee.name,
      long: true,
    },
    { id: 'subject', header: 'About', kind: 'text', file: (row) => row.body.subject, long: true },
    {
      id: 'speakers',
      header: 'Who spoke',
      kind: 'text',
      file: (row) => row.body.speakers.map(speakerWords).join('; ') || 'Nobody noted',
      long: true,
    },
    {
      id: 'union',
      header: 'Union heard',
      kind: 'text',
      cell: (row) => (
        <Tag class={row.unionHeard ? 'govuk-tag--green' : 'govuk-tag--grey'}>
          {row.unionHeard ? 'Heard' : 'Not heard'}
        </Tag>
      ),
      file: (row) => (row.unionHeard ? 'Heard' : 'Not heard'),
    },
    {
      id: 'note',
      header: 'What came of it',
      kind: 'text',
      file: (row) => row.body.note || null,
      inFilesOnly: true,
    },
  ],
})

/** Hearings, how often the union was heard, and seats that the branch holds elsewhere. */
export function hearingsPage(
  here: Here,
  view: HearingsView,
  outside: readonly OutsideSeatRow[],
): Listing {
  const table = hearingsTable(here)
  const mayEdit = here.may('scrutiny.edit')
  return {
    page: { title: 'Hearings', section: 'hearings' },
    body: (
      <>
        <Opening heading="Hearings">{view.sentence}</Opening>
        {mayEdit ? <Button href={here.to('/hearings/new')}>Note a hearing</Button> : null}
        {view.rows.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              A hearing is a meeting of a committee at which the service was looked into. Note who
              spoke and for whom, and it is counted.
            </p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="Hearings, the last first"
              captionSize="hidden"
              columns={shown(table)}
              rows={view.rows}
            />
            <Downloads
              of="hearings"
              xlsx={`${here.to('/hearings')}.xlsx`}
              csv={`${here.to('/hearings')}.csv`}
            />
          </>
        )}
        <Section heading="Seats that the branch holds elsewhere" id="outside">
          {outside.length === 0 ? (
            <p class="govuk-body">None is noted.</p>
          ) : (
            <DataTable
              caption="Seats elsewhere"
              captionSize="hidden"
              columns={[
                {
                  label: 'Body',
                  cell: (row) => (
                    <EditLink
                      here={here}
                      path="/hearings/outside"
                      id={row.id}
                      words={row.body.body}
                    />
                  ),
                },
                {
                  label: 'Who holds it',
                  cell: (row) =>
                    row.isHeld
                      ? row.body.holder || 'Nobody'
                      : `${row.body.holder} (until ${row.body.until === null ? '' : longDate(row.body.until)})`,
                },
                {
                  label: 'Attended',
                  cell: (row) =>
                    row.of === 0 ? 'No meeting noted' : `${row.attended} of ${row.of}`,
                },
                {
                  label: 'Last report back',
                  cell: (row) =>
                    row.lastReport === null
                      ? 'None'
                      : `${longDate(row.lastReport.on)}: ${row.lastReport.words}`,
                  long: true,
                },
              ]}
              rows={outside}
            />
          )}
          {mayEdit ? (
            <p class="govuk-body">
              <Link href={here.to('/hearings/outside/new')}>Add a seat elsewhere</Link>
            </p>
          ) : null}
        </Section>
      </>
    ),
    sheets: view.rows.length === 0 ? [] : [sheetOf(table, view.rows)],
    fileName: 'hearings',
    what: `Hearings of committees, and who spoke for whom. ${view.sentence}`,
  }
}
