import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { DecisionRow, Standing } from '../../../council/index.ts'
import { Link, Opening, Section, Tag } from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { amountInFull, moment, type AgreementInForce } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { childrenOf, dueWords, filesWords, stateSentence, stateWords } from './words.ts'

const isWaiting = ({ state }: DecisionRow): boolean => state.startsWith('waits-')

/** Every decision that the reader may see: what waits first, by the day it is due, then the newest. */
export function decisionsPage(
  here: Here,
  rows: readonly DecisionRow[],
  standing: Standing | undefined,
): Figures {
  const waiting = [...rows.filter(isWaiting)].sort((a, b) =>
    (a.due ?? '9999') < (b.due ?? '9999') ? -1 : 1,
  )
  const over = rows.filter((row) => !isWaiting(row))
  const late = waiting.filter((row) => row.late).length
  const table = decisionsTable(here)
  return {
    page: {
      title: 'Decisions',
      section: 'waiting',
      ...(standing ? { standing } : {}),
      crumbs: [{ content: 'No worker', href: here.to.waiting() }],
    },
    body: (
      <>
        <Opening heading="Decisions">
          {waiting.length === 0
            ? 'Nobody waits for an answer.'
            : `${count(waiting.length, 'decision waits', 'decisions wait')} for an answer${late === 0 ? '' : `, ${late} past its day`}.`}
        </Opening>
        {rows.length === 0 ? (
          <p class="govuk-body">
            Nothing has been decided yet. Choose a child under{' '}
            <Link href={here.to.waiting()}>No worker</Link> to ask somebody to take them.
          </p>
        ) : null}
        {waiting.length > 0 ? (
          <List here={here} table={table} rows={waiting} caption="Waiting for an answer" />
        ) : null}
        {over.length > 0 ? (
          <List here={here} table={table} rows={over} caption="Answered, the newest first" />
        ) : null}
        {rows.length > 0 ? <Downloads here={here} of="decisions" /> : null}
      </>
    ),
    sheets: rows.length > 0 ? [sheetOf(table, [...waiting, ...over])] : [],
    fileName: 'decisions',
    what: 'Who is to take which case, and where each decision stands.',
  }
}

/** Decisions on a worker’s or a team’s page: what is asked of whom, and by when. */
export function DecisionsOf(props: {
  here: Here
  rows: readonly DecisionRow[]
  agreement: AgreementInForce
  /** Whether whoever looks is the worker whose page it is. */
  own?: boolean
}): JSX.Element | null {
  const { here, rows, agreement, own = false } = props
  const open = rows.filter(isWaiting)
  const underWay = rows.filter((row) => row.state === 'stands' && row.files === 'ahead-of-files')
  if (open.length + underWay.length === 0) return null
  const me = here.signedIn.places.worker
  const asked = (own ? open.filter((row) => row.to.address === me) : open).reduce(
    (sum, row) => sum + row.cost,
    0,
  )
  return (
    <Section heading={own ? 'Asked of you' : 'Asked, and not in the case system yet'} id="asked">
      {asked > 0 ? (
        <p class="govuk-body">
          {own ? 'You are asked to take ' : 'Asked for: '}
          {amountInFull(asked, agreement)} more, which no figure above holds before it is accepted.
        </p>
      ) : null}
      <ul class="govuk-list govuk-list--spaced">
        {[...open, ...underWay].map((row) => (
          <li>
            {own && row.state === 'waits-for-worker' && row.to.address === me ? (
              <>
                You are asked to take{' '}
                <Link href={here.to.decision(row.id)}>child {childrenOf(row)}</Link>.{' '}
                {dueWords(row)}. <Tag class="govuk-tag--yellow">Answer it</Tag>
              </>
            ) : (
              <>
                <Link href={here.to.decision(row.id)}>Child {childrenOf(row)}</Link>:{' '}
                {stateSentence(row)} {row.late ? <Tag class="govuk-tag--red">Late</Tag> : null}
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const decisionsTable = (here: Here): TableOf<DecisionRow> => ({
  id: 'decisions',
  name: 'Decisions',
  columns: [
    {
      id: 'child',
      header: 'Child',
      kind: 'text',
      cell: (row) => <Link href={here.to.decision(row.id)}>{childrenOf(row)}</Link>,
      file: (row) => childrenOf(row),
    },
    {
      id: 'to',
      header: 'To',
      kind: 'text',
      cell: (row) => (
        <Link href={row.to.address === null ? '' : here.to.worker(row.to.address)}>
          {row.to.name}
        </Link>
      ),
      file: (row) => row.to.name,
    },
    { id: 'team', header: 'Team', kind: 'text', file: (row) => row.toTeam?.name ?? null },
    { id: 'from', header: 'From', kind: 'text', file: (row) => row.from?.name ?? 'Nobody' },
    {
      id: 'state',
      header: 'Where it stands',
      kind: 'text',
      long: true,
      cell: (row) => (
        <>
          {stateWords(row)}
          {row.late ? (
            <>
              {' '}
              <Tag class="govuk-tag--red">Late</Tag>
            </>
          ) : null}
        </>
      ),
      file: (row) => stateWords(row),
    },
    {
      id: 'due',
      header: 'Answer due',
      kind: 'text',
      file: (row) => (isWaiting(row) ? dueWords(row) : null),
    },
    { id: 'by', header: 'Decided by', kind: 'text', file: (row) => row.by, inFilesOnly: true },
    { id: 'at', header: 'Decided', kind: 'text', file: (row) => moment(row.madeAt) },
    {
      id: 'files',
      header: 'In the case system',
      kind: 'text',
      file: (row) => filesWords(row),
      inFilesOnly: true,
    },
  ],
})
