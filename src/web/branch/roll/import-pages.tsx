import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { ImportPreview, RollImportRow } from '../../../branch/roll/index.ts'
import {
  Button,
  ButtonGroup,
  Checkboxes,
  DataTable,
  Details,
  EmptyState,
  ErrorSummary,
  FileUpload,
  Form,
  InsetText,
  KeyFigures,
  Link,
  Opening,
  Radios,
  Section,
  Tag,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { fieldWords, standingWords, unclearWords } from './words.ts'

const crumbs = (here: Here) => [
  { content: 'Roll', href: here.to('/roll') },
  { content: 'Membership lists', href: here.to('/roll/imports') },
]

const stateTags: Record<RollImportRow['state'], JSX.Element> = {
  checked: <Tag class="govuk-tag--yellow">Waits for you</Tag>,
  accepted: <Tag class="govuk-tag--green">Accepted</Tag>,
  discarded: <Tag class="govuk-tag--grey">Put aside</Tag>,
  undone: <Tag class="govuk-tag--grey">Taken back</Tag>,
}

/** Membership lists that came, and where another is brought in. */
export function importsPage(
  here: Here,
  rows: readonly RollImportRow[],
  problem: string | null,
): Plain {
  const title = 'Membership lists'
  const waiting = rows.filter(({ state }) => state === 'checked').length
  return {
    page: {
      title,
      section: 'roll',
      crumbs: crumbs(here).slice(0, 1),
      hasErrors: problem !== null,
      above: problem ? <ErrorSummary errors={[{ content: problem, href: '#list' }]} /> : undefined,
    },
    body: (
      <>
        <Opening heading={title}>
          {waiting === 0 ? 'No list waits for a decision.' : 'A list waits for you to decide.'}
        </Opening>
        {here.organisation.demonstration ? (
          <InsetText>
            The demonstration keeps its invented people. Lists are brought in to a branch of your
            own.
          </InsetText>
        ) : (
          <Form action={here.to('/roll/imports')} files novalidate>
            <FileUpload
              name="list"
              id="list"
              label={{ content: 'A membership list', class: 'govuk-label--s' }}
              hint="A workbook (.xlsx) or CSV with a row for each member: a name, and a membership number or email. Nothing changes until you have seen what would."
              accept=".xlsx,.xls,.csv"
              isDropTarget
              error={problem ?? undefined}
            />
            <Button preventDoubleClick>Read the list</Button>
          </Form>
        )}
        {rows.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">No list has come yet.</p>
          </EmptyState>
        ) : (
          <DataTable
            id="lists"
            caption="Lists that came"
            rows={rows}
            columns={[
              {
                label: 'List',
                cell: ({ id, number }) => (
                  <Link href={here.to(`/roll/imports/${id}`)}>List {number}</Link>
                ),
              },
              { label: 'Came', cell: ({ madeAt }) => moment(madeAt) },
              { label: 'Where it stands', cell: ({ state }) => stateTags[state] },
              { label: 'New', numeric: true, cell: ({ added }) => added },
              { label: 'Changed', numeric: true, cell: ({ changed }) => changed },
              { label: 'Ended', numeric: true, cell: ({ ended }) => ended },
            ]}
          />
        )}
      </>
    ),
  }
}

/** A list that somebody has decided on, with the way back while it is the last. */
export function decidedPage(here: Here, row: RollImportRow, kept: number | null): Plain {
  const title = `List ${row.number}`
  return {
    page: { title, section: 'roll', crumbs: crumbs(here) },
    body: (
      <>
        <Opening heading={title}>{stateTags[row.state]}</Opening>
        {kept === null || kept === 0 ? null : (
          <InsetText>
            {count(kept, 'entry stays as it is', 'entries stay as they are')}: somebody has changed
            {kept === 1 ? ' it' : ' them'} since, or given an office.
          </InsetText>
        )}
        <KeyFigures
          items={[
            { value: row.added, words: 'new' },
            { value: row.changed, words: 'changed' },
            { value: row.ended, words: 'ended' },
          ]}
        />
        {row.undoable ? (
          <Form action={here.to(`/roll/imports/${row.id}/undo`)}>
            <input type="hidden" name="version" value={String(row.version)} />
            <p class="govuk-body">
              Everybody whom this list changed is put back as they were. What somebody changed by
              hand since then stays.
            </p>
            <Button class="govuk-button--warning" preventDoubleClick>
              Take this list back
            </Button>
          </Form>
        ) : null}
      </>
    ),
  }
}

const leaverWords = {
  'listed-as-left': 'The list says that they have left',
  'not-in-list': 'Not in the list',
} as const

/** What a list would change, before anybody decides. */
export function previewPage(here: Here, view: ImportPreview, problem: string | null): Plain {
  const title = `List ${view.number}`
  const at = here.to(`/roll/imports/${view.id}`)
  const open = view.questions.filter(({ answer }) => answer === null).length
  return {
    page: {
      title,
      section: 'roll',
      crumbs: crumbs(here),
      hasErrors: problem !== null,
      above: problem ? <ErrorSummary errors={[{ content: problem }]} /> : undefined,
    },
    body: (
      <>
        <Opening heading={title}>
          It would add {count(view.fresh.length, 'person', 'people')} and change{' '}
          {view.changed.length}. {count(view.same, 'entry stays', 'entries stay')} as now. Nothing
          is changed yet.
        </Opening>
        <KeyFigures
          items={[
            { value: view.count.rows, words: 'rows in the list' },
            { value: view.count.leftOut, words: 'rows left out' },
            { value: view.unclear.length, words: 'rows that wait for a person' },
            { value: view.leavers.length, words: 'who may have left' },
          ]}
        />
        {view.questions.length > 0 ? <Questions at={at} view={view} open={open} /> : null}
        <Fresh view={view} />
        <Changed view={view} />
        <Unclear view={view} />
        <Findings view={view} />
        <Section heading="Decide" id="decide">
          <Form action={`${at}/accept`}>
            <input type="hidden" name="version" value={String(view.version)} />
            <input type="hidden" name="seen" value={view.seen} />
            {view.leavers.length === 0 ? (
              <p class="govuk-body">Every member is in the list.</p>
            ) : (
              <Checkboxes
                name="leavers"
                fieldset={{
                  legend: {
                    content: 'Who has left?',
                    class: 'govuk-fieldset__legend--s',
                  },
                }}
                hint="Nobody is ended but those you tick."
                items={view.leavers.map(({ id, name, because, holdsOffice }) => ({
                  value: id,
                  content: name,
                  hint: holdsOffice
                    ? `${leaverWords[because]}. Holds an office: end that by hand first.`
                    : leaverWords[because],
                  disabled: holdsOffice,
                }))}
              />
            )}
            <Button preventDoubleClick>Take the list into the roll</Button>
          </Form>
          <Form action={`${at}/discard`}>
            <input type="hidden" name="version" value={String(view.version)} />
            <Button class="govuk-button--secondary">Put the list aside</Button>
          </Form>
        </Section>
      </>
    ),
  }
}

function Questions(props: { at: string; view: ImportPreview; open: number }): JSX.Element {
  const { at, view, open } = props
  return (
    <Section heading="Questions" id="questions">
      <p class="govuk-body">
        {open === 0
          ? 'Every question has an answer. The list was read by them.'
          : `${count(open, 'question waits', 'questions wait')} for an answer. The list is read again with it.`}
      </p>
      <Form action={`${at}/answer`}>
        {view.questions.map(({ question, touches, answer }, i) => (
          <>
            <input type="hidden" name={`key-${i}`} value={question.key} />
            <Radios
              name={`answer-${i}`}
              fieldset={{
                legend: { content: question.asks, class: 'govuk-fieldset__legend--s' },
              }}
              hint={`It touches ${count(touches, 'row')}.`}
              value={answer ?? undefined}
              items={question.options.map(({ value, label }) => ({ value, content: label }))}
            />
          </>
        ))}
        <ButtonGroup>
          <Button class="govuk-button--secondary" preventDoubleClick>
            Answer, and read the list again
          </Button>
        </ButtonGroup>
      </Form>
    </Section>
  )
}

function Fresh({ view }: { view: ImportPreview }): JSX.Element | null {
  if (view.fresh.length === 0) return null
  return (
    <Section heading="New" id="new">
      <DataTable
        caption={count(view.fresh.length, 'person', 'people')}
        captionSize="s"
        rows={view.fresh}
        columns={[
          { label: 'Name', cell: ({ entry }) => entry.name },
          { label: 'Number', cell: ({ entry }) => entry.number ?? 'None' },
          { label: 'Email', cell: ({ entry }) => entry.mail ?? 'None: cannot sign in' },
          { label: 'Workplace', cell: ({ entry }) => entry.workplace ?? 'Not said' },
          { label: 'Standing', cell: ({ standing }) => standingWords[standing] },
          { label: 'Row', numeric: true, cell: ({ row }) => row },
        ]}
      />
    </Section>
  )
}

function Changed({ view }: { view: ImportPreview }): JSX.Element | null {
  const rows = view.changed.flatMap(({ name, row, changes }) =>
    changes
      // A site and a team are ids: their words stand in the workplace beside them.
      .filter(({ field }) => field !== 'site' && field !== 'team')
      .map((change) => ({ name, row, ...change })),
  )
  if (rows.length === 0) return null
  return (
    <Section heading="Changed" id="changed">
      <DataTable
        caption={count(view.changed.length, 'person', 'people')}
        captionSize="s"
        rows={rows}
        columns={[
          { label: 'Name', cell: ({ name }) => name },
          { label: 'What', cell: ({ field }) => fieldWords[field] },
          { label: 'Before', cell: ({ before }) => before ?? 'Nothing' },
          { label: 'After', cell: ({ after }) => after ?? 'Nothing' },
          { label: 'Row', numeric: true, cell: ({ row }) => row },
        ]}
      />
    </Section>
  )
}

function Unclear({ view }: { view: ImportPreview }): JSX.Element | null {
  const { unclear, past, unknownPlaces } = view
  if (unclear.length + past.length + unknownPlaces.length === 0) return null
  return (
    <Section heading="What changes nothing" id="unclear">
      {unclear.length > 0 ? (
        <DataTable
          caption={count(unclear.length, 'row waits', 'rows wait')}
          captionSize="s"
          phone="table"
          rows={unclear}
          columns={[
            { label: 'Row', cell: ({ row }) => row },
            { label: 'Why', long: true, cell: ({ because }) => unclearWords[because] },
          ]}
        />
      ) : null}
      {past.length > 0 ? (
        <p class="govuk-body">
          {count(past.length, 'row is', 'rows are')} about somebody who has left and was never on
          the roll: nobody is added for {past.length === 1 ? 'it' : 'them'}.
        </p>
      ) : null}
      {unknownPlaces.length > 0 ? (
        <DataTable
          caption="Workplaces that are no site or building here"
          captionSize="s"
          phone="table"
          rows={unknownPlaces}
          columns={[
            { label: 'In the list', cell: ({ words }) => words },
            { label: 'Rows', numeric: true, cell: ({ rows }) => rows },
          ]}
        />
      ) : null}
    </Section>
  )
}

function Findings({ view }: { view: ImportPreview }): JSX.Element | null {
  const findings = view.findings.slice(0, 500)
  if (findings.length === 0) return null
  return (
    <Section heading="What was found in the file" id="findings">
      <Details summary={count(view.findings.length, 'finding')}>
        <DataTable
          caption="Findings"
          captionSize="hidden"
          rows={findings}
          columns={[
            { label: 'Row', cell: ({ row }) => row ?? 'The file' },
            { label: 'Column', cell: ({ column }) => column ?? '' },
            { label: 'What was read', cell: ({ value }) => value ?? '' },
            { label: 'What it means', long: true, cell: ({ sentence }) => sentence },
          ]}
        />
      </Details>
    </Section>
  )
}
