import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { waitWords } from '../../../core/bargaining/index.ts'
import {
  speakerWords,
  type ContactRow,
  type CouncillorsView,
  type HandoverRow,
  type HearingRow,
  type HearingsView,
  type OutsideSeatRow,
  type QuestionRow,
  type SeatRow,
  type SeatsPreview,
} from '../../../branch/scrutiny/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Downloads,
  EmptyState,
  Form,
  KeyFigures,
  Link,
  Opening,
  Section,
  Tag,
  Textarea,
} from '../../components/index.ts'
import { withQuery } from '../../query.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { listed, shortDate } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import type { Listing } from '../record-form/index.ts'

const EditLink = (props: { here: Here; path: string; id: string; words: string }): JSX.Element => (
  <Link
    href={props.here.may('scrutiny.edit') ? props.here.to(`${props.path}/${props.id}/edit`) : ''}
  >
    {props.words}
  </Link>
)

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

const shown = <Row,>(table: TableOf<Row>) =>
  table.columns
    .filter((column) => !column.inFilesOnly)
    .map((column) => ({
      label: column.header,
      cell: column.cell ?? ((row: Row) => String(column.file(row) ?? '')),
      long: column.long,
    }))

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

const seatsTable = (here: Here): TableOf<SeatRow> => ({
  id: 'seats',
  name: 'Seats',
  columns: [
    {
      id: 'councillor',
      header: 'Councillor',
      kind: 'text',
      cell: (row) => (
        <EditLink here={here} path="/councillors/seats" id={row.id} words={row.councillor.name} />
      ),
      file: (row) => row.councillor.name,
    },
    {
      id: 'committee',
      header: 'Committee',
      kind: 'text',
      file: (row) => row.committee.name,
      long: true,
    },
    { id: 'role', header: 'As', kind: 'text', file: (row) => row.body.role || 'Member' },
    { id: 'from', header: 'From', kind: 'text', file: (row) => longDate(row.body.from) },
    {
      id: 'until',
      header: 'Last day',
      kind: 'text',
      file: (row) => (row.body.until === null ? 'No end' : longDate(row.body.until)),
    },
  ],
})

/** Councillors, who sits where, contacts to hand over, questions that wait. */
export function councillorsPage(here: Here, view: CouncillorsView): Listing {
  const mayEdit = here.may('scrutiny.edit')
  const table = seatsTable(here)
  const open = view.handovers.filter(({ state }) => state !== 'done')
  const done = view.handovers.filter(({ state }) => state === 'done')
  return {
    page: { title: 'Councillors', section: 'councillors' },
    body: (
      <>
        <Opening heading="Councillors">{view.sentence}</Opening>
        {open.length > 0 ? (
          <Section heading="To be handed over" id="handovers">
            <DataTable
              caption="Contacts whose councillor left the committee"
              captionSize="hidden"
              columns={handoverColumns(here)}
              rows={open}
            />
          </Section>
        ) : null}
        <Questions here={here} questions={view.questions} />
        <Contacts here={here} contacts={view.contacts} />
        <Section heading="Seats on committees" id="seats">
          {view.seats.length === 0 ? (
            <p class="govuk-body">No seat is noted yet.</p>
          ) : (
            <>
              <DataTable
                caption="Seats, by committee, those that are held first"
                captionSize="hidden"
                columns={shown(table)}
                rows={view.seats}
              />
              <Downloads
                of="seats"
                xlsx={`${here.to('/councillors')}.xlsx`}
                csv={`${here.to('/councillors')}.csv`}
              />
            </>
          )}
          <ul class="govuk-list">
            <li>
              <Link href={here.to('/councillors/popolo.json')}>Download seats as Popolo JSON</Link>
            </li>
            {mayEdit
              ? [
                  ['/councillors/bring-in', 'Bring seats in from a Popolo file'],
                  ['/councillors/seats/new', 'Add a seat'],
                  ['/councillors/committees/new', 'Add a committee'],
                  ['/people/new', 'Add a councillor to the people the branch deals with'],
                ].map(([path, words]) => (
                  <li>
                    <Link href={here.to(path)}>{words}</Link>
                  </li>
                ))
              : null}
          </ul>
        </Section>
        {done.length > 0 ? (
          <Section heading="Handed over" id="handed-over">
            <DataTable
              caption="Handovers that are done"
              captionSize="hidden"
              columns={[
                { label: 'Councillor', cell: (row) => row.councillor.name },
                { label: 'Committee', cell: (row) => row.committee.name },
                { label: 'By', cell: (row) => row.task?.body.owner || 'Not noted' },
                {
                  label: 'Done',
                  cell: (row) =>
                    row.task?.body.done
                      ? `${longDate(row.task.body.done.on)}: ${row.task.body.done.words}`
                      : '',
                  long: true,
                },
              ]}
              rows={done}
            />
          </Section>
        ) : null}
      </>
    ),
    sheets: view.seats.length === 0 ? [] : [sheetOf(table, view.seats)],
    fileName: 'seats',
    what: 'Councillors’ seats on committees, with their days.',
  }
}

const handoverColumns = (here: Here) => [
  {
    label: 'Councillor',
    cell: (row: HandoverRow) => row.councillor.name,
  },
  {
    label: 'Left',
    cell: (row: HandoverRow) =>
      row.leftOn === null
        ? `${row.committee.name}: no seat is known`
        : `${row.committee.name}, ${longDate(row.leftOn)}`,
    long: true,
  },
  {
    label: 'Who sits there now',
    cell: (row: HandoverRow) => listed(row.sitsNow.map(({ name }) => name)) || 'Nobody is known',
    long: true,
  },
  {
    label: 'Who hands it over',
    long: true,
    cell: (row: HandoverRow) => (
      <>
        {row.state === 'no-owner' ? (
          <Tag class="govuk-tag--red">Nobody yet</Tag>
        ) : (
          row.task?.body.owner
        )}{' '}
        {here.may('scrutiny.edit') ? (
          <Link
            href={withQuery(here.to('/councillors/handover'), {
              councillor: row.councillor.id,
              committee: row.committee.id,
            })}
          >
            {row.state === 'no-owner' ? 'Say who' : 'Say that it is done'}
            <span class="govuk-visually-hidden">: {row.councillor.name}</span>
          </Link>
        ) : null}
      </>
    ),
  },
]

function Questions(props: { here: Here; questions: readonly QuestionRow[] }): JSX.Element {
  const { here, questions } = props
  return (
    <Section heading="Questions put to councillors" id="questions">
      {questions.length === 0 ? (
        <p class="govuk-body">None is noted.</p>
      ) : (
        <DataTable
          caption={count(questions.length, 'question')}
          captionSize="hidden"
          columns={[
            {
              label: 'Question',
              cell: (row) => (
                <EditLink here={here} path="/councillors/questions" id={row.id} words={row.words} />
              ),
              long: true,
            },
            { label: 'To', cell: (row) => row.to.name },
            {
              label: 'Answer',
              cell: (row) =>
                row.waits === null
                  ? `${row.answer} (${row.answeredOn === null ? '' : longDate(row.answeredOn)})`
                  : waitWords(row.waits),
              long: true,
            },
          ]}
          rows={questions}
        />
      )}
      {here.may('scrutiny.edit') ? (
        <p class="govuk-body">
          <Link href={here.to('/councillors/questions/new')}>Note a question</Link>
        </p>
      ) : null}
    </Section>
  )
}

function Contacts(props: { here: Here; contacts: readonly ContactRow[] }): JSX.Element {
  const { here, contacts } = props
  return (
    <Section heading="Who keeps in touch" id="contacts">
      {contacts.length === 0 ? (
        <p class="govuk-body">No contact is noted.</p>
      ) : (
        <DataTable
          caption="Contacts with councillors"
          captionSize="hidden"
          columns={[
            {
              label: 'Councillor',
              cell: (row) => (
                <EditLink
                  here={here}
                  path="/councillors/contacts"
                  id={row.id}
                  words={row.councillor.name}
                />
              ),
            },
            { label: 'Committee', cell: (row) => row.committee.name, long: true },
            { label: 'Who keeps in touch', cell: (row) => row.body.keptBy || 'Nobody' },
            {
              label: 'Stands',
              cell: (row) => (
                <Tag class={row.isStale ? 'govuk-tag--yellow' : 'govuk-tag--green'}>
                  {row.isStale ? 'No longer sits there' : 'Sits there'}
                </Tag>
              ),
            },
          ]}
          rows={contacts}
        />
      )}
      {here.may('scrutiny.edit') ? (
        <p class="govuk-body">
          <Link href={here.to('/councillors/contacts/new')}>Note a contact</Link>
        </p>
      ) : null}
    </Section>
  )
}

export interface BringInPage {
  json: string
  problem: string | null
  preview: SeatsPreview | null
}

/** A Popolo file: first what it would do, then it is brought in. */
export function bringInPage(here: Here, { json, problem, preview }: BringInPage): Plain {
  const at = here.to('/councillors/bring-in')
  return {
    page: {
      title: 'Bring seats in',
      section: 'councillors',
      hasErrors: problem !== null,
      crumbs: [{ content: 'Councillors', href: here.to('/councillors') }],
    },
    body: (
      <>
        <Opening heading="Bring seats in">
          {preview === null
            ? 'Open the Popolo file, and paste all of it here. Nothing is kept before you have seen what it would do.'
            : previewWords(preview)}
        </Opening>
        {preview === null ? (
          <Form action={at} novalidate>
            <Textarea
              name="json"
              label={{ content: 'The file', class: 'govuk-label--s' }}
              hint="JSON with persons, organizations and memberships."
              error={problem ?? undefined}
              rows={12}
              value={json}
              spellcheck={false}
            />
            <Button preventDoubleClick>See what it would do</Button>
          </Form>
        ) : (
          <>
            <KeyFigures
              items={[
                { value: String(preview.newSeats), words: 'new seats' },
                { value: String(preview.ended), words: 'seats that get a last day' },
                { value: String(preview.known), words: 'seats known already' },
                { value: String(preview.left.length), words: 'left out' },
              ]}
            />
            <PreviewLists preview={preview} />
            <Form action={at}>
              <input type="hidden" name="json" value={json} />
              <input type="hidden" name="sure" value="yes" />
              <ButtonGroup>
                <Button preventDoubleClick>Bring them in</Button>
                <Link href={here.to('/councillors')}>Leave it</Link>
              </ButtonGroup>
            </Form>
          </>
        )}
      </>
    ),
  }
}

function previewWords({ newSeats, ended, left }: SeatsPreview): string {
  if (newSeats + ended === 0) return 'Nothing in this file is new.'
  return `${count(newSeats, 'seat is', 'seats are')} new and ${ended} would get a last day. ${left.length === 0 ? 'Nothing is left out.' : `${count(left.length, 'membership is', 'memberships are')} left out, each for a reason.`}`
}

function PreviewLists({ preview }: { preview: SeatsPreview }): JSX.Element {
  const { newCouncillors, newCommittees, left, rough } = preview
  return (
    <>
      {newCouncillors.length > 0 ? (
        <p class="govuk-body">New councillors: {listed(newCouncillors)}.</p>
      ) : null}
      {newCommittees.length > 0 ? (
        <p class="govuk-body">New committees: {listed(newCommittees)}.</p>
      ) : null}
      {rough > 0 ? (
        <p class="govuk-body">
          {count(rough, 'seat has', 'seats have')} a year or a month alone: it is taken for its
          first day or its last.
        </p>
      ) : null}
      {left.length > 0 ? (
        <Section heading="Left out" id="left">
          <ul class="govuk-list govuk-list--bullet">
            {left.map(({ place, why }) => (
              <li>
                Membership {place}: {why}.
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
