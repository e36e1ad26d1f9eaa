import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { ConcernRow, Ledger } from '../../../branch/concerns/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Downloads,
  EmptyState,
  FilterForm,
  InsetText,
  Link,
  Opening,
  SearchInput,
  Section,
  Select,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { searched, type TableOf } from '../../table-of.ts'
import { shortDate } from '../../words.ts'
import { addressOf } from '../addresses.ts'
import { changed, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { agoWords, becameWords, ownerWords, peopleWords, roundsWords } from './words.ts'

/** The ledger as files hold it; the page shows the same rows with links. */
export const concernsTable: TableOf<ConcernRow> = {
  id: 'concerns',
  name: 'Concerns',
  columns: [
    { id: 'place', header: 'Place', kind: 'number', file: (row) => row.place },
    { id: 'title', header: 'Concern', kind: 'text', file: (row) => row.title },
    { id: 'theme', header: 'Theme', kind: 'text', file: (row) => row.theme.name },
    {
      id: 'rounds',
      header: 'Rounds',
      kind: 'text',
      hint: 'in which it came up, of those there have been',
      file: roundsWords,
    },
    {
      id: 'people',
      header: 'People',
      kind: 'text',
      hint: 'as counted at each meeting; who came twice was counted twice',
      file: peopleWords,
    },
    { id: 'first', header: 'First raised', kind: 'date', file: (row) => row.firstRaised },
    { id: 'last', header: 'Last raised', kind: 'date', file: (row) => row.lastRaised },
    { id: 'age', header: 'Age', kind: 'text', file: (row) => row.age },
    {
      id: 'owner',
      header: 'Who has it',
      kind: 'text',
      file: (row) => row.owner?.name ?? 'Nobody yet',
    },
    { id: 'became', header: 'What became of it', kind: 'text', file: becameWords },
    { id: 'why', header: 'Why it stands here', kind: 'text', file: (row) => row.why },
  ],
}

/** Rows as the address narrows them: by theme and by search. */
export function shownRows(here: Here, ledger: Ledger): readonly ConcernRow[] {
  const theme = one(here.query, 'theme')
  const all = one(here.query, 'closed') === 'yes' ? ledger.closed : ledger.rows
  const ofTheme = theme === undefined ? all : all.filter((row) => row.theme.id === theme)
  return searched(ofTheme, one(here.query, 'search'), (row) => [row.title, row.theme.name])
}

function opening(ledger: Ledger): string {
  const [first] = ledger.rows
  if (!first) return 'Nobody has raised a concern that is still open.'
  const all = `${count(ledger.rows.length, 'concern is', 'concerns are')} open.`
  const rounds =
    ledger.rounds === 0
      ? 'no round of meetings has been held yet'
      : `it came up in ${first.rounds} of ${count(ledger.rounds, 'round')}`
  return `${all} The first is “${first.title}”: ${rounds}.`
}

/** Every concern as it presses. */
export function ledgerPage(here: Here, ledger: Ledger): Plain {
  const rows = shownRows(here, ledger)
  const isClosed = one(here.query, 'closed') === 'yes'
  const keep = changed(here, ['theme', 'search', 'closed'], {})
  const isNarrowed =
    one(here.query, 'theme') !== undefined || one(here.query, 'search') !== undefined
  const base = here.to('/concerns')
  const isRep = here.may('concerns.edit')
  const isEmpty = ledger.rows.length === 0 && ledger.closed.length === 0
  return {
    page: { title: isClosed ? 'Closed concerns' : 'Concerns', section: 'concerns' },
    body: (
      <>
        <Opening heading={isClosed ? 'Closed concerns' : 'Concerns'}>
          {isClosed
            ? `${count(ledger.closed.length, 'concern')} that the branch let go of, each with its reason.`
            : opening(ledger)}
        </Opening>
        <ButtonGroup>
          {isRep ? (
            <Button href={here.to('/concerns/new')}>Note what was said</Button>
          ) : (
            <Button href={here.to('/concerns/raise')}>Raise a concern</Button>
          )}
          {isRep ? <Link href={here.to('/concerns/raise')}>Raise one of your own</Link> : null}
          <Link href={here.to('/concerns/code')}>What became of mine</Link>
        </ButtonGroup>
        {ledger.toSort > 0 ? (
          <InsetText>
            {count(ledger.toSort, 'note')} {ledger.toSort === 1 ? 'waits' : 'wait'} to be read and
            put to a concern. <Link href={here.to('/concerns/to-sort')}>Read them</Link>
          </InsetText>
        ) : null}
        {isEmpty ? (
          <EmptyState heading="No concern yet">
            <p class="govuk-body">
              What members say at meetings and from home is gathered here, ranked by how often it
              came up. Nobody sees who said what.
            </p>
          </EmptyState>
        ) : (
          <>
            <FilterForm
              action={base}
              label="Filter concerns"
              keep={{ closed: isClosed ? 'yes' : null }}
              clear={
                isNarrowed ? here.to('/concerns', { closed: isClosed ? 'yes' : null }) : undefined
              }
              state={
                isNarrowed
                  ? `${rows.length} of ${count((isClosed ? ledger.closed : ledger.rows).length, 'concern')}`
                  : undefined
              }
            >
              <SearchInput label="Search" value={one(here.query, 'search')} />
              <Select
                name="theme"
                label="Theme"
                items={[
                  { text: 'Every theme', value: '' },
                  ...ledger.themes.map(({ id, name }) => ({ text: name, value: id })),
                ]}
                value={one(here.query, 'theme') ?? ''}
              />
            </FilterForm>
            {rows.length === 0 ? (
              <EmptyState>
                <p class="govuk-body">No concern is like that.</p>
              </EmptyState>
            ) : (
              <ConcernsList here={here} rows={rows} />
            )}
            <p class="govuk-body">
              People are counted at each meeting, so who came twice was counted twice. Teams under
              ten are never shown apart.
            </p>
            <Downloads
              of="concerns"
              xlsx={here.to('/concerns.xlsx', keep)}
              csv={here.to('/concerns.csv', keep)}
            />
          </>
        )}
        <Section heading="More about concerns" id="more">
          <ul class="govuk-list">
            <li>
              <Link href={here.to('/concerns/coverage')}>Who was heard from, and who was not</Link>
            </li>
            {isClosed ? (
              <li>
                <Link href={base}>Open concerns</Link>
              </li>
            ) : ledger.closed.length > 0 ? (
              <li>
                <Link href={here.to('/concerns', { closed: 'yes' })}>
                  {count(ledger.closed.length, 'closed concern')}
                </Link>
              </li>
            ) : null}
            {isRep ? (
              <li>
                <Link href={here.to('/concerns/themes')}>Change the themes</Link>
              </li>
            ) : null}
            {here.may('branch.edit') ? (
              <li>
                <Link href={here.to('/concerns/safeguarding')}>
                  Where to turn with a child at risk now
                </Link>
              </li>
            ) : null}
          </ul>
        </Section>
      </>
    ),
  }
}

function ConcernsList(props: { here: Here; rows: readonly ConcernRow[] }): JSX.Element {
  const { here, rows } = props
  return (
    <DataTable
      caption="Concerns, those that press most first"
      captionSize="hidden"
      rows={rows}
      columns={[
        { label: 'Place', numeric: true, cell: (row) => row.place },
        {
          label: 'Concern',
          names: true,
          cell: (row) => <Link href={addressOf(here, 'concern', row.id)}>{row.title}</Link>,
        },
        { label: 'Theme', cell: (row) => row.theme.name },
        { label: 'Rounds', cell: roundsWords },
        { label: 'People', cell: peopleWords },
        {
          label: 'First raised',
          cell: (row) => `${shortDate(row.firstRaised)}, ${agoWords(row.age)}`,
        },
        { label: 'Who has it', cell: (row) => ownerWords(row.owner) },
        { label: 'What became of it', cell: becameWords },
      ]}
    />
  )
}

/** What the workbook's first sheet says of it. */
export const ledgerNotes = (here: Here): string[] => [
  `Counted up to ${longDate(here.today)}.`,
  'People are counted at each meeting, so who came twice was counted twice.',
  'Counts are in bands, and teams under ten are never shown apart.',
]
