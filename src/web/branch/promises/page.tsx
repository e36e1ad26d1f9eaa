import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import type { PromiseStanding } from '../../../core/bargaining/index.ts'
import type { PromiseRow, PromisesView } from '../../../branch/promises/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Downloads,
  EmptyState,
  Form,
  InsetText,
  Link,
  Opening,
  SummaryList,
  Tag,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import type { Listing } from '../record-form/index.ts'

const tagOf: Record<PromiseStanding['state'], string> = {
  overdue: 'govuk-tag--red',
  due: 'govuk-tag--blue',
  kept: 'govuk-tag--green',
  'kept-late': 'govuk-tag--green',
  released: 'govuk-tag--grey',
  'no-date': 'govuk-tag--grey',
}

const Standing = ({ row }: { row: PromiseRow }): JSX.Element => (
  <Tag class={tagOf[row.standing.state]}>{row.words}</Tag>
)

/** Where it was said: `Service update, winter 2019`, `A meeting on 4 March 2019`. */
const whereWords = ({ body, meetingOn }: PromiseRow): string =>
  [body.document, meetingOn === null ? '' : `A meeting on ${longDate(meetingOn)}`]
    .filter((part) => part !== '')
    .join(', ')

const promisesTable = (here: Here): TableOf<PromiseRow> => ({
  id: 'promises',
  name: 'Promises',
  columns: [
    {
      id: 'words',
      header: 'What was promised',
      kind: 'text',
      cell: (row) => <Link href={addressOf(here, 'promise', row.id)}>{row.body.words}</Link>,
      file: (row) => row.body.words,
      long: true,
    },
    { id: 'by', header: 'By', kind: 'text', file: (row) => row.body.by, long: true },
    {
      id: 'said',
      header: 'Said on',
      kind: 'text',
      file: (row) => longDate(row.body.saidOn),
      inFilesOnly: true,
    },
    {
      id: 'where',
      header: 'Where',
      kind: 'text',
      file: (row) => whereWords(row) || null,
      inFilesOnly: true,
    },
    {
      id: 'line',
      header: 'The line',
      kind: 'text',
      file: (row) => row.body.line || null,
      inFilesOnly: true,
    },
    { id: 'due', header: 'Due', kind: 'text', file: (row) => row.due },
    {
      id: 'standing',
      header: 'Where it stands',
      kind: 'text',
      cell: (row) => <Standing row={row} />,
      file: (row) => row.words,
    },
    {
      id: 'late',
      header: 'Days late',
      kind: 'number',
      file: (row) => row.standing.daysLate || null,
      inFilesOnly: true,
    },
    {
      id: 'shown',
      header: 'Evidence, or why it was let go',
      kind: 'text',
      file: (row) => row.body.kept?.evidence ?? row.body.released?.reason ?? null,
      inFilesOnly: true,
    },
  ],
})

/** Every promise by when it falls due: members read it too. */
export function promisesPage(here: Here, view: PromisesView): Listing {
  const table = promisesTable(here)
  return {
    page: { title: 'Promises', section: 'promises' },
    body: (
      <>
        <Opening heading="Promises">{view.sentence}</Opening>
        {here.may('promises.edit') ? (
          <Button href={here.to('/promises/new')}>Note a promise</Button>
        ) : null}
        {view.rows.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              A promise is what the employer said would be done: in a meeting or in a document. Each
              stands here with its line, and by when. One that is overdue comes onto the next agenda
              by itself.
            </p>
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="Promises, by when they fall due"
              captionSize="hidden"
              columns={table.columns
                .filter((column) => !column.inFilesOnly)
                .map((column) => ({
                  label: column.header,
                  cell: column.cell ?? ((row: PromiseRow) => String(column.file(row) ?? '')),
                  long: column.long,
                }))}
              rows={view.rows}
            />
            <Downloads
              of="promises"
              xlsx={`${here.to('/promises')}.xlsx`}
              csv={`${here.to('/promises')}.csv`}
            />
          </>
        )}
      </>
    ),
    sheets: view.rows.length === 0 ? [] : [sheetOf(table, view.rows)],
    fileName: 'promises',
    what: `What was promised, by when, and what became of it. ${view.sentence}`,
  }
}

/** One promise: the words, the line they come from, and what became of it. */
export function promisePage(here: Here, row: PromiseRow): Plain {
  const { body, standing } = row
  const mayEdit = here.may('promises.edit')
  const at = addressOf(here, 'promise', row.id)
  const isOpen = body.kept === null && body.released === null
  return {
    page: {
      title: 'A promise',
      section: 'promises',
      crumbs: [{ content: 'Promises', href: here.to('/promises') }],
    },
    body: (
      <>
        <Opening heading={body.words} caption={`${body.by}, ${longDate(body.saidOn)}`}>
          {row.words}
          {standing.state === 'no-date' ? ', so it never falls overdue.' : '.'}
        </Opening>
        {body.line === '' ? null : (
          <InsetText>
            <p class="govuk-body">“{body.line}”</p>
            <p class="govuk-hint">{whereWords(row)}</p>
          </InsetText>
        )}
        <SummaryList
          rows={[
            { key: 'Due', value: row.due },
            {
              key: 'Where it was said',
              value:
                body.meeting !== null && here.may('negotiation.see') ? (
                  <Link href={addressOf(here, 'meeting', body.meeting)}>{whereWords(row)}</Link>
                ) : (
                  whereWords(row) || 'Not noted'
                ),
            },
            ...(body.kept
              ? [
                  { key: 'Kept on', value: longDate(body.kept.on) },
                  { key: 'What shows it', value: body.kept.evidence },
                ]
              : []),
            ...(body.released
              ? [
                  { key: 'Let go on', value: longDate(body.released.on) },
                  { key: 'Why', value: body.released.reason },
                ]
              : []),
          ]}
        />
        {mayEdit && isOpen ? (
          <ButtonGroup>
            <Button href={`${at}/kept`}>It was kept</Button>
            <Link href={`${at}/let-go`}>Let it go</Link>
            <Link href={`${at}/edit`}>Change it</Link>
          </ButtonGroup>
        ) : null}
        {mayEdit && !isOpen ? (
          <Form action={`${at}/reopen`}>
            <input type="hidden" name="number" value={String(row.number)} />
            <ButtonGroup>
              <Button class="govuk-button--secondary">Count it again</Button>
              <Link href={`${at}/edit`}>Change it</Link>
            </ButtonGroup>
          </Form>
        ) : null}
        {here.may('record.versions') ? (
          <p class="govuk-body">
            <Link href={`${at}/versions`}>Every version of this record</Link>
          </p>
        ) : null}
      </>
    ),
  }
}
