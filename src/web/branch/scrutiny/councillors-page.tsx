import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { waitWords } from '../../../core/bargaining/index.ts'
import {
  type ContactRow,
  type CouncillorsView,
  type HandoverRow,
  type QuestionRow,
  type SeatRow,
} from '../../../branch/scrutiny/index.ts'
import { DataTable, Downloads, Link, Opening, Section, Tag } from '../../components/index.ts'
import { withQuery } from '../../query.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { listed } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Listing } from '../record-form/index.ts'
import { EditLink, shown } from './table-parts.tsx'

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
