import type { JSX } from 'preact'
import { count, longDate, type IsoDate, type Problem } from '../../kit/index.ts'
import type { ListCount, Totals } from '../../core/model/index.ts'
import type { ImportRow, ImportState, ImportView } from '../../council/index.ts'
import {
  AsRead,
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  FileUpload,
  Form,
  InsetText,
  Link,
  Opening,
  PageNumbers,
  Progress,
  Section,
  type Stage,
  SummaryList,
  Tag,
  WarningText,
} from '../components/index.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import {
  amountInFull,
  bytes,
  children,
  importStateWords,
  listed,
  moment,
  percent,
  shapeWords,
  shortDate,
  waitingOf,
  type AgreementInForce,
} from '../words.ts'
import type { Figures } from './figure-route.tsx'
import { ClosedFindings } from './findings.tsx'
import type { FrameProps } from './frame.tsx'
import type { Here } from './here.ts'
import { Downloads, List } from './list.tsx'
import { questionsForm } from './questions.tsx'

/** A page that is no figure: nothing to download. */
export interface Plain {
  page: Omit<FrameProps, 'here' | 'children'>
  body: JSX.Element
}

/** Imports shown on one page of the history; the council's own page size. */
export const IMPORTS_A_PAGE = 50

const TAGS: Partial<Record<ImportState, string>> = {
  checked: 'govuk-tag--yellow',
  failed: 'govuk-tag--red',
  refused: 'govuk-tag--grey',
  undone: 'govuk-tag--grey',
  accepted: 'govuk-tag--green',
}

function importsTable(here: Here): TableOf<ImportRow> {
  return {
    id: 'imports',
    name: 'Imports',
    columns: [
      {
        id: 'number',
        header: 'Import',
        kind: 'number',
        cell: (row) => <Link href={here.to.import(row.id)}>Import {row.number}</Link>,
        file: (row) => row.number,
      },
      {
        id: 'as-of',
        header: 'As of',
        kind: 'date',
        cell: (row) => shortDate(row.asOf),
        file: (row) => row.asOf,
      },
      {
        id: 'state',
        header: 'State',
        kind: 'text',
        cell: (row) => <StateTag row={row} />,
        file: (row) => (row.current ? 'In force' : importStateWords[row.state]),
      },
      {
        id: 'files',
        header: 'Files',
        kind: 'text',
        long: true,
        cell: (row) => row.files.map((file) => <div>{file.name}</div>),
        file: (row) => row.files.map((file) => file.name).join('; '),
      },
      { id: 'questions', header: 'Questions', kind: 'number', file: (row) => row.questions },
      {
        id: 'received',
        header: 'Received',
        kind: 'text',
        file: (row) => moment(row.receivedAt),
      },
      {
        id: 'decided',
        header: 'Decided',
        kind: 'text',
        file: (row) => (row.decidedAt ? moment(row.decidedAt) : null),
        inFilesOnly: true,
      },
    ],
  }
}

function StateTag({ row }: { row: Pick<ImportRow, 'state' | 'current'> }): JSX.Element {
  return row.current ? (
    <Tag class="govuk-tag--teal">In force</Tag>
  ) : (
    <Tag class={TAGS[row.state]}>{importStateWords[row.state]}</Tag>
  )
}

/** Every import there was, newest first. */
export function importsPage(
  here: Here,
  view: { rows: ImportRow[]; total: number },
  page: number,
): Figures {
  const table = importsTable(here)
  const current = view.rows.find((row) => row.current)
  const waiting = view.rows.filter((row) => row.state === 'checked').length
  return {
    page: { title: 'Imports', section: 'imports' },
    body: (
      <>
        <Opening heading="Imports">
          {view.total === 0
            ? 'No files have been read yet.'
            : `${
                current
                  ? `The figures rest on import ${current.number}, as of ${longDate(current.asOf)}.`
                  : 'No import is in force.'
              }${waiting > 0 ? ` ${count(waiting, 'import needs', 'imports need')} your decision.` : ''}`}
        </Opening>
        <Button href={here.to.importNew()}>
          {here.organisation.demonstration ? 'Use your own files' : 'Read new files'}
        </Button>
        {view.rows.length === 0 ? null : (
          <>
            <List here={here} table={table} rows={view.rows} caption="Imports, newest first" />
            <PageNumbers
              label="Pages of imports"
              page={page}
              pages={Math.ceil(view.total / IMPORTS_A_PAGE)}
              href={(to) => here.to.imports(to)}
            />
            <Downloads here={here} of="imports" />
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, view.rows)],
    fileName: 'imports',
    what: 'Every import: its files, its day, what was decided.',
  }
}

/** Where files are dropped in. `problem` is what was wrong with those just sent. */
export function newImportPage(here: Here, given: { asOf: string; problem: Problem | null }): Plain {
  const { problem } = given
  const dayIsWrong = problem?.code === 'day-not-a-day'
  return {
    page: {
      title: 'Use your own files',
      section: 'imports',
      crumbs: [{ content: 'Imports', href: here.to.imports() }],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary
          errors={[{ content: problem.sentence, href: dayIsWrong ? '#asOf' : '#files' }]}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="Use your own files">
          Drop in the Annex A your authority already makes. Nothing is in force until you have seen
          what was read and accept it.
        </Opening>
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">
            <Form action={here.to.imports()} files novalidate>
              <FileUpload
                name="files"
                label={{ content: 'Files', class: 'govuk-label--m' }}
                hint="You can choose several at once. Up to 100 MB each."
                error={problem && !dayIsWrong ? problem.sentence : undefined}
                multiple
                accept=".xlsx,.xlsm,.xls,.csv,.xml"
              />
              <DayField value={given.asOf} error={dayIsWrong ? problem.sentence : undefined} />
              <Button preventDoubleClick>Read these files</Button>
            </Form>
          </div>
        </div>
        <Section heading="What can be dropped in">
          <SummaryList
            rows={[
              {
                key: 'Annex A',
                value:
                  'One workbook (.xlsx or .xls) with all eleven lists, or a .csv for each list. It says who holds which child.',
              },
              {
                key: 'People file',
                value: (
                  <>
                    Contracts, leave, duty: what each worker can carry. Fairload{' '}
                    <Link href={here.to.peopleTemplate()} attributes={{ download: '' }}>
                      writes it for you
                    </Link>{' '}
                    with the names it has found. It is kept for later imports.
                  </>
                ),
              },
              {
                key: 'Workforce census',
                value: 'The CSWW return (.xml), if you have no people file yet.',
              },
              {
                key: 'Posts file',
                value: (
                  <>
                    Funded posts, who holds or covers each, to when and at what cost.{' '}
                    <Link href={here.to.postsTemplate()} attributes={{ download: '' }}>
                      Take it as a form
                    </Link>{' '}
                    and fill it in. It is kept for later imports.
                  </>
                ),
              },
              {
                key: 'Families file',
                value:
                  'A .csv with child_id and family_id, if brothers and sisters should count as a family. They are never guessed.',
              },
            ]}
          />
          <p class="govuk-body">
            Your files are read and kept on this machine and go nowhere else. Children appear by
            their number alone.
          </p>
        </Section>
      </>
    ),
  }
}

function DayField(props: { value: string; error: string | undefined }): JSX.Element {
  return (
    <div class={`govuk-form-group${props.error ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label govuk-label--m" for="asOf">
        The day these files describe
      </label>
      <div class="govuk-hint" id="asOf-hint">
        The day the lists were run. Cases and capacity are counted as of that day.
      </div>
      {props.error ? (
        <p class="govuk-error-message" id="asOf-error">
          <span class="govuk-visually-hidden">Error:</span> {props.error}
        </p>
      ) : null}
      <input
        class="govuk-input govuk-input--width-10"
        id="asOf"
        name="asOf"
        type="date"
        value={props.value}
        aria-describedby={props.error ? 'asOf-hint asOf-error' : 'asOf-hint'}
      />
    </div>
  )
}

export interface ImportTold {
  /** What was wrong with the last decision or answers; null where nothing. */
  problem: Problem | null
  agreement: AgreementInForce
}

/** One import: being read, then what it would change and asks, then what was decided. */
export function importPage(here: Here, view: ImportView, told: ImportTold): Plain {
  const isReading = view.state === 'received' || view.state === 'reading'
  const { problem } = told
  return {
    page: {
      title: `Import ${view.number}`,
      section: 'imports',
      crumbs: [{ content: 'Imports', href: here.to.imports() }],
      refreshSeconds: isReading ? 3 : undefined,
      hasErrors: problem !== null,
      above: problem ? <ErrorSummary errors={[{ content: problem.sentence }]} /> : undefined,
    },
    body: (
      <>
        <Opening heading={`Import ${view.number}`} caption={`As of ${longDate(view.asOf)}`}>
          {importSentence(view)}
        </Opening>
        {isReading ? <Reading view={view} /> : null}
        {view.state === 'checked' ? <ToDo view={view} /> : null}
        {view.problem ? <WarningText>{view.problem.sentence}</WarningText> : null}
        {view.state === 'failed' || view.state === 'refused' || view.state === 'undone' ? (
          <p class="govuk-body">
            Nothing of it is in any figure.{' '}
            {here.organisation.demonstration ? null : (
              <Link href={here.to.importNew()}>Read other files</Link>
            )}
          </p>
        ) : null}
        {view.state === 'accepted' ? <Accepted here={here} view={view} /> : null}
        {isReading ? null : <WouldChange view={view} agreement={told.agreement} />}
        {isReading ? null : <Lists view={view} />}
        {isReading || view.state === 'failed' ? null : (
          <>
            {questionsForm(here, view)}
            <FindingsOf here={here} view={view} />
          </>
        )}
        {view.state === 'checked' ? <Decision here={here} view={view} /> : null}
        {view.state === 'accepted' && view.current ? <Undo here={here} view={view} /> : null}
        {isReading ? <FilesOf view={view} /> : null}
      </>
    ),
  }
}

const sumOf = (lists: readonly ListCount[], key: keyof ListCount): number =>
  lists.reduce((total, list) => total + list[key], 0)

function importSentence(view: ImportView): string {
  // Read again to answer, an import has no new file: then those kept are what was read.
  const given = view.files.filter((file) => !file.carried)
  const lists = (given.length > 0 ? given : view.files).flatMap((file) => Object.values(file.lists))
  const rows = sumOf(lists, 'rows')
  const questioned = sumOf(lists, 'questioned')
  switch (view.state) {
    case 'received':
    case 'reading':
      return 'The files are being read. You can leave this page and come back; nothing stops.'
    case 'failed':
      return 'These files could not be read, so nothing was kept of them.'
    case 'checked':
      return `${count(lists.length, 'list')}, ${count(rows, 'row')}: ${(rows - questioned).toLocaleString('en-GB')} used as they stand, ${questioned === 0 ? 'none needs' : `${count(questioned, 'needs', 'need')}`} you. It waits for your decision.`
    case 'accepted':
      return view.current
        ? 'This import is in force: every figure rests on it.'
        : 'This import was accepted; a later one is in force now.'
    case 'refused':
      return 'This import was refused.'
    case 'undone':
      return 'This import was accepted, then undone.'
  }
}

const STAGES = ['Received', 'Reading the files', 'Checking what was read', 'Ready for you']

/** Real stages and counts, not a wheel that turns. */
function Reading({ view }: { view: ImportView }): JSX.Element {
  const { progress } = view
  const now = view.state === 'received' ? 0 : 1
  const detail = progress
    ? [progress.file, progress.stage, progress.rows > 0 ? count(progress.rows, 'row') : null]
        .filter((part) => part !== null && part !== '')
        .join(', ')
    : undefined
  const stages = STAGES.map((label, n): Stage => {
    const state = n < now ? 'done' : n === now ? 'now' : 'waiting'
    return n === now && detail !== undefined ? { label, state, detail } : { label, state }
  })
  return (
    <Progress
      label={`Reading import ${view.number}`}
      stages={stages}
      meter={{ value: now, max: STAGES.length - 1 }}
      underWay
    >
      <p class="govuk-body">
        This page keeps itself up to date. The figures in force do not change meanwhile.
      </p>
    </Progress>
  )
}

/** What is asked of the reader, and the way to it: the page between is long. */
function ToDo({ view }: { view: ImportView }): JSX.Element {
  const open = openQuestions(view)
  return (
    <p class="govuk-body">
      {open === 0 ? (
        'No question is open. '
      ) : (
        <>
          <Link href="#questions">{count(open, 'question', 'questions')} you can answer</Link>, or
          leave open.{' '}
        </>
      )}
      <Link href="#decision">Go to your decision</Link>
    </p>
  )
}

const openQuestions = (view: ImportView): number =>
  view.questionsToAnswer.filter((one) => one.answer === null).length

function Accepted({ here, view }: { here: Here; view: ImportView }): JSX.Element {
  const shown = view.current ? here.to.service() : `/${here.organisation.slug}?import=${view.id}`
  return (
    <p class="govuk-body">
      {view.decidedAt ? `Accepted on ${moment(view.decidedAt)}. ` : ''}
      <Link href={shown}>
        {view.current ? 'See the service' : 'See the figures of this import'}
      </Link>
    </p>
  )
}

/** What the import would change, in sentences and beside the figures in force. */
function WouldChange(props: { view: ImportView; agreement: AgreementInForce }): JSX.Element | null {
  const { view, agreement } = props
  const { totals, before, changes } = view
  if (!totals) return null
  const figures: [string, (t: Totals) => string][] = [
    ['Children', (t) => t.children.toLocaleString('en-GB')],
    ['Families', (t) => t.families.toLocaleString('en-GB')],
    ['Workers', (t) => t.workers.toLocaleString('en-GB')],
    ['Children with no worker', (t) => waitingOf(t).toLocaleString('en-GB')],
    ['Work', (t) => amountInFull(t.demand, agreement)],
    [
      'Can be carried',
      (t) => (t.capacity === null ? 'Unknown' : amountInFull(t.capacity, agreement)),
    ],
    [
      'Workers over the safe line',
      (t) => (t.workers > 0 && t.capacityUnknown === t.workers ? 'Unknown' : String(t.overSafe)),
    ],
    ['Median worker', (t) => (t.spread ? percent(t.spread.median) : 'Unknown')],
  ]
  const c = changes?.counts
  const said = c
    ? [
        c.new > 0 ? `${children(c.new)} new` : null,
        c.closed > 0 ? `${c.closed} closed` : null,
        c.changedStatus > 0 ? `${c.changedStatus} changed status` : null,
        c.changedWorker > 0 ? `${c.changedWorker} changed worker` : null,
        c.newlyUnallocated + c.newlyPhantom > 0
          ? `${c.newlyUnallocated + c.newlyPhantom} lost their worker`
          : null,
        c.workersNew > 0 ? count(c.workersNew, 'new worker') : null,
        c.workersGone > 0 ? `${count(c.workersGone, 'worker')} no longer named` : null,
      ].filter((part) => part !== null)
    : []
  const isOpen = view.state === 'checked'
  const isDecided = view.state === 'accepted' || view.state === 'undone'
  return (
    <Section
      heading={
        isOpen ? 'What would change' : isDecided ? 'What it changed' : 'What it would have changed'
      }
    >
      {changes ? (
        <p class="govuk-body">
          {isOpen ? 'Against the import in force' : 'Against the import in force before it'}, as of{' '}
          {longDate(changes.from)}:{' '}
          {said.length > 0 ? listed(said) : isOpen ? 'nothing changes' : 'nothing changed'}.
        </p>
      ) : isOpen && !before ? (
        <p class="govuk-body">This would be the first import in force.</p>
      ) : null}
      <DataTable
        caption="Figures"
        captionSize="hidden"
        phone="table"
        rows={figures}
        columns={[
          { label: 'What', cell: ([what]) => what },
          ...(before
            ? [
                {
                  label: isOpen ? 'In force' : 'Before',
                  numeric: true,
                  cell: ([, of]: (typeof figures)[number]) => of(before),
                },
              ]
            : []),
          {
            label: isOpen || before ? 'This import' : 'Figure',
            numeric: true,
            cell: ([, of]) => of(totals),
          },
        ]}
      />
    </Section>
  )
}

/** Every list of every file: rows read = rows used + rows that a finding names. */
function Lists({ view }: { view: ImportView }): JSX.Element | null {
  const rows = view.files.flatMap((file) =>
    Object.entries(file.lists).map(([name, list]) => ({ file, name, list })),
  )
  const troubled = view.files.filter((file) => file.problem)
  if (rows.length === 0 && troubled.length === 0) return null
  return (
    <Section heading="What was read">
      {troubled.map((file) => (
        <WarningText>
          {file.name}: {file.problem?.sentence}
        </WarningText>
      ))}
      <DataTable
        caption="Lists and their rows"
        captionSize="hidden"
        rows={rows}
        columns={[
          { label: 'List', cell: (row) => row.name },
          {
            label: 'File',
            long: true,
            cell: (row) => `${row.file.name}${row.file.carried ? ' (kept from before)' : ''}`,
          },
          { label: 'Rows', numeric: true, cell: (row) => row.list.rows.toLocaleString('en-GB') },
          {
            label: 'Used as they stand',
            numeric: true,
            cell: (row) => row.list.used.toLocaleString('en-GB'),
          },
          {
            label: 'Questions',
            numeric: true,
            cell: (row) => row.list.questioned.toLocaleString('en-GB'),
          },
          {
            label: 'of these, left out',
            numeric: true,
            cell: (row) => row.list.leftOut.toLocaleString('en-GB'),
          },
        ]}
      />
    </Section>
  )
}

function FilesOf({ view }: { view: ImportView }): JSX.Element {
  return (
    <Section heading="Files">
      <ul class="govuk-list govuk-list--bullet">
        {view.files.map((file) => (
          <li>
            {file.name} (
            {[file.shape ? shapeWords(file.shape) : null, bytes(file.size)]
              .filter(Boolean)
              .join(', ')}
            {file.carried ? ', kept from before' : ''})
          </li>
        ))}
      </ul>
    </Section>
  )
}

function FindingsOf({ here, view }: { here: Here; view: ImportView }): JSX.Element | null {
  const inFile = view.findings.filter(
    (finding) => finding.question === undefined && finding.effect !== 'notice',
  )
  const notices = view.findings.filter((finding) => finding.effect === 'notice')
  if (view.findings.length === 0 && view.closed > 0) {
    return <ClosedFindings closed={view.closed} />
  }
  if (view.findings.length === 0) {
    return (
      <EmptyState heading="No questions">
        <p class="govuk-body">Every row is used as it stands.</p>
      </EmptyState>
    )
  }
  const SHOWN = 50
  return (
    <Section heading="To put right in the files">
      <ClosedFindings closed={view.closed} />
      <p class="govuk-body">
        {inFile.length === 0
          ? 'Nothing.'
          : `${count(inFile.length, 'cell')} to correct where ${inFile.length === 1 ? 'it comes' : 'they come'} from. Then drop the files in again.`}{' '}
        <Link href={here.to.markedWorkbook(view.id)} attributes={{ download: '' }}>
          Download the workbook with the cells marked
        </Link>
      </p>
      {inFile.length > 0 ? (
        <DataTable
          caption={
            inFile.length > SHOWN
              ? `The first ${SHOWN} of ${inFile.length}; the workbook holds them all`
              : 'Cells to correct'
          }
          captionSize="s"
          rows={inFile.slice(0, SHOWN)}
          columns={[
            {
              label: 'Where',
              cell: (f) =>
                [f.sheet ?? f.file, f.row === null ? null : `row ${f.row}`, f.column]
                  .filter((part) => part !== null)
                  .join(', '),
            },
            {
              label: 'What was read',
              cell: (f) => (f.value === null ? null : <AsRead>{f.value}</AsRead>),
            },
            { label: 'What to do', long: true, cell: (f) => f.sentence },
          ]}
        />
      ) : null}
      {notices.length > 0 ? (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {count(notices.length, 'thing')} worth knowing; nothing is lost by{' '}
              {notices.length === 1 ? 'it' : 'them'}
            </span>
          </summary>
          <div class="govuk-details__text">
            <ul class="govuk-list govuk-list--bullet">
              {notices.slice(0, 100).map((f) => (
                <li>
                  {[f.sheet ?? f.file, f.column].filter((part) => part !== null).join(', ')}:{' '}
                  {f.sentence}
                </li>
              ))}
            </ul>
          </div>
        </details>
      ) : null}
    </Section>
  )
}

/** The one primary action of the page, at its end, after what it rests on. */
function Decision({ here, view }: { here: Here; view: ImportView }): JSX.Element {
  const open = openQuestions(view)
  return (
    <Section heading="Your decision" id="decision">
      {open > 0 ? (
        <InsetText>
          {count(open, 'question is', 'questions are')} not answered. You can accept all the same:
          what is not answered counts as each question says, and can be answered later by having
          these files read again.
        </InsetText>
      ) : null}
      <div class="govuk-button-group">
        <PostButton action={here.to.importStep(view.id, 'accept')} version={view.version}>
          Accept this import
        </PostButton>
        <PostButton action={here.to.importStep(view.id, 'refuse')} version={view.version} secondary>
          Refuse it
        </PostButton>
      </div>
      <p class="govuk-body">
        Accepting can be undone. Refusing keeps nothing of the files; they can be dropped in again.
      </p>
    </Section>
  )
}

function Undo({ here, view }: { here: Here; view: ImportView }): JSX.Element {
  return (
    <Section heading="Undo">
      <p class="govuk-body">
        Undoing takes this import out of force. The one accepted before it is in force again; if
        there was none, there are no figures until you accept another.
      </p>
      <PostButton action={here.to.importStep(view.id, 'undo')} version={view.version} secondary>
        Undo this import
      </PostButton>
    </Section>
  )
}

/** A button that is a form of its own. `version`: a page that shows an older import decides nothing. */
export function PostButton(props: {
  action: string
  version: number
  secondary?: boolean
  children: string
}): JSX.Element {
  return (
    <Form action={props.action}>
      <input type="hidden" name="version" value={String(props.version)} />
      <Button class={props.secondary ? 'govuk-button--secondary' : undefined} preventDoubleClick>
        {props.children}
      </Button>
    </Form>
  )
}

/** One row of a file, cell by cell, as it was read. */
export function rowPage(
  here: Here,
  view: {
    importId: string
    importNumber: number
    asOf: IsoDate
    row: { file: string; sheet: string; row: number; cells: { column: string; value: string }[] }
  },
): Plain {
  const { row } = view
  return {
    page: {
      title: `${row.sheet}, row ${row.row}`,
      section: 'imports',
      crumbs: [
        { content: 'Imports', href: here.to.imports() },
        { content: `Import ${view.importNumber}`, href: here.to.import(view.importId) },
      ],
    },
    body: (
      <>
        <Opening heading={`${row.sheet}, row ${row.row}`} caption={row.file}>
          {`This is the row as it stood in the file of ${longDate(view.asOf)}: ${count(row.cells.length, 'cell')}.`}
        </Opening>
        <SummaryList
          rows={row.cells.map((cell) => ({
            key: cell.column,
            value: cell.value === '' ? 'blank' : <AsRead>{cell.value}</AsRead>,
          }))}
        />
      </>
    ),
  }
}
