import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import {
  accountRoles,
  accountRoleWords,
  actions,
  allActions,
  rightsTable,
  type AccountRole,
} from '../../core/rights/index.ts'
import type {
  Entry,
  GatedTotals,
  HandoverCounts,
  OpeningView,
  RegisterCounts,
} from '../../council/index.ts'
import { longDate } from '../../kit/index.ts'
import {
  Button,
  DataTable,
  Details,
  Form,
  InsetText,
  Link,
  Opening,
  PageNumbers,
  Section,
  SummaryList,
} from '../components/index.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import { moment, percent } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import { BrokenByHandovers, brokenSheets } from './handovers/index.ts'
import type { Here } from './here.ts'
import { Downloads } from './list.tsx'

const PAGE = 100

/** What an entry of the record says happened. */
const DONE: Record<string, string> = {
  'case.looked-at': 'Looked at a child’s record',
  'worker.looked-at': 'Looked at a worker’s figures',
  'plan.looked-at': 'Looked at a plan',
  'file.taken': 'Downloaded rows as a file',
  'restriction.set': 'Restricted a record to people named',
  'restriction.ended': 'Ended a restriction',
  'restriction.opened': 'Opened a restricted record for a reason',
  'opening.read': 'Read of a restricted record opened',
  'sign-in.done': 'Signed in',
  'sign-in.ended': 'Ended a sign-in',
  'account.added': 'Added a person',
  'account.set-up': 'Set up their sign-in',
  'account.linked': 'Linked a person to a worker',
  'account.disabled': 'Disabled a person',
  'account.reset': 'Gave a new set-up code',
  'account.recovery-codes': 'Made new recovery codes',
  'role.given': 'Gave a role',
  'role.ended': 'Took a role away',
  'directory.changed': 'Changed sign-in by the directory',
  'plan.asked': 'Asked for a plan',
  'plan.ready': 'A plan was made',
  'plan.cancelled': 'Cancelled a plan',
  'import.received': 'Brought files in',
  'import.checked': 'Files were read',
  'import.accepted': 'Accepted an import',
  'import.refused': 'Refused an import',
  'import.undone': 'Undid an import',
  'decision.made': 'Decided who is to take a case',
  'decision.second': 'Answered as second person on who is to take a case',
  'decision.answered': 'Answered whether they take a case',
  'decision.manager': 'Answered a worker on a case they were asked to take',
  'decision.recalled': 'Took back who is to take a case',
  'decision.returned': 'A case went back: its worker could not take it any more',
  'decision.settled': 'A decision on a case was over and done',
  'decision.counts-again': 'A decision on a case counts again',
  'register.opened': 'An overload was entered in the register',
  'register.opened-again': 'An overload in the register is open again',
  'register.answered': 'Answered an overload in the register',
  'register.not-answered-in-time': 'The day to answer an overload passed',
  'register.closed': 'An overload in the register was closed',
  'register.closed-left':
    'An overload in the register was closed: the worker is in the files no more',
  'register.withdrawn': 'An overload was withdrawn: its import was undone',
  'agreement.added': 'Added an agreement',
  'agreement.chosen': 'Chose the agreement in force',
  'agreement.adopted': 'Chose a starting point',
  'agreement.drafted': 'Drafted a version of the agreement',
  'agreement.revised': 'Saved a new text of a draft',
  'agreement.proposed': 'Laid a draft before both parties',
  'agreement.signed-by-one': 'Signed the agreement, the first of both',
  'agreement.signed-by-both': 'Signed the agreement, the second of both',
  'agreement.withdrawn': 'Withdrew a version of the agreement',
  'agreement.commented': 'Commented on a clause',
  'publication.on': 'Opened the agreement’s versions and evidence to anybody',
  'publication.off': 'Closed the agreement’s versions and evidence again',
  'evidence.released': 'Evidence of an import was released',
  'calendar.made': 'Made an address for their own calendar',
  'calendar.ended': 'Ended the address of their own calendar',
  'digest.off': 'Turned the mail of the day to themself off',
  'digest.on': 'Turned the mail of the day to themself on',
  'subject.child-exported': 'Wrote out everything held about a child',
  'subject.worker-exported': 'Wrote out everything held about a worker',
  'retention.carried-out': 'Removed what the retention rules say',
  'query.asked': 'Said that a figure is wrong',
  'query.answered': 'Answered a query of a figure',
}

const doneWords = (what: string): string => DONE[what] ?? what.replace(/[.-]/g, ' ')

const ROLE_SHORT: Record<(typeof accountRoles)[number], string> = {
  'social-worker': 'Social worker',
  'team-manager': 'Team manager',
  'service-manager': 'Service manager',
  'data-officer': 'Data officer',
  administrator: 'Admin',
  auditor: 'Auditor',
  'agreement-party': 'Agreement party',
}

const REACH = { own: 'Own', given: 'Yes' } as const

/** Who can do what, from the very table that decides it. */
export function rightsPage(here: Here): Figures {
  return {
    page: { title: 'Who can do what', section: 'rights' },
    body: (
      <>
        <Opening heading="Who can do what">
          You are here as{' '}
          {here.person.grants
            .map(({ role }) => accountRoleWords[role].name.toLowerCase())
            .join(', ')}
          . This table is the one that Fairload itself asks.
        </Opening>
        <p class="govuk-body">
          “Own” reaches what is in one’s own name. A team manager’s “Yes” reaches their team, those
          beneath it, and the cases of their workers. A restricted record is open to people named
          alone, whatever their role.
        </p>
        <div class="fl-at-desk">
          <DataTable
            caption="Rights by role"
            captionSize="hidden"
            phone="table"
            columns={[
              { label: 'Action', names: true, cell: (action) => actions[action].what },
              ...accountRoles.map((role) => ({
                label: ROLE_SHORT[role],
                cell: (action: (typeof allActions)[number]) => {
                  const reach = rightsTable[action][role]
                  return reach === undefined ? (
                    <span class="fl-no">No</span>
                  ) : (
                    <strong>{REACH[reach]}</strong>
                  )
                },
              })),
            ]}
            rows={allActions}
          />
        </div>
        <div class="fl-on-phone">
          {accountRoles.map((role) => (
            <RightsOfRole role={role} />
          ))}
        </div>
        <Section heading="What each role is for">
          <dl class="govuk-summary-list">
            {accountRoles.map((role) => (
              <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key">{accountRoleWords[role].name}</dt>
                <dd class="govuk-summary-list__value">{accountRoleWords[role].what}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </>
    ),
    sheets: [],
    fileName: 'rights',
    what: '',
  }
}

/** What one role may do, where the screen is too narrow for all of them side by side. */
function RightsOfRole({ role }: { role: AccountRole }): JSX.Element {
  const may = allActions.filter((action) => rightsTable[action][role] !== undefined)
  return (
    <Details
      summary={`${accountRoleWords[role].name}: ${may.length} of ${allActions.length} actions`}
    >
      <ul class="govuk-list govuk-list--bullet">
        {may.map((action) => (
          <li>
            {actions[action].what}
            {rightsTable[action][role] === 'own' ? ' (own)' : ''}
          </li>
        ))}
      </ul>
    </Details>
  )
}

const looksColumns = [
  { label: 'When', names: true, cell: (entry: Entry) => moment(entry.at) },
  { label: 'Who', cell: (entry: Entry) => entry.by },
  { label: 'What', cell: (entry: Entry) => doneWords(entry.what) },
]

/** Who has looked at a worker's figures: the worker's own right. */
export function looksPage(here: Here, address: string, looks: readonly Entry[]): Figures {
  return {
    page: {
      title: 'Who has looked at my figures',
      section: 'mine',
      crumbs: [{ content: 'My work', href: here.to.worker(address) }],
    },
    body: (
      <>
        <Opening heading="Who has looked at my figures">
          {looks.length === 0
            ? 'Nobody but you has opened your page.'
            : `${count(new Set(looks.map(({ by }) => by)).size, 'person has', 'people have')} opened your page.`}
        </Opening>
        <p class="govuk-body">
          Each time somebody opens the page of your work it is noted here. Team pages, which show
          your load beside your colleagues’, are not noted one by one.
        </p>
        {looks.length === 0 ? null : (
          <DataTable
            caption="Who looked, the newest first"
            captionSize="hidden"
            columns={looksColumns}
            rows={looks}
          />
        )}
      </>
    ),
    sheets: [],
    fileName: 'looks',
    what: '',
  }
}

/** The record of what was done and looked at, for the auditor. */
export function recordPage(
  here: Here,
  view: { entries: readonly Entry[]; total: number; openings: readonly OpeningView[] },
  page: number,
): Figures {
  const unread = view.openings.filter((each) => !each.seen)
  const table: TableOf<Entry> = {
    id: 'record',
    name: 'Record',
    columns: [
      { id: 'number', header: 'Number', kind: 'number', file: (entry) => entry.number },
      { id: 'at', header: 'When', kind: 'text', file: (entry) => moment(entry.at) },
      { id: 'by', header: 'Who', kind: 'text', file: (entry) => entry.by },
      { id: 'what', header: 'What', kind: 'text', file: (entry) => doneWords(entry.what) },
      {
        id: 'details',
        header: 'About',
        kind: 'text',
        file: (entry) => entry.details.map(([key, value]) => `${key} ${value}`).join(', '),
      },
    ],
  }
  return {
    page: { title: 'The record', section: 'record' },
    body: (
      <>
        <Opening heading="The record">
          {unread.length === 0
            ? `${count(view.total, 'entry', 'entries')}. No restricted record was opened that you have not read of.`
            : `${count(unread.length, 'restricted record was', 'restricted records were')} opened for a reason that you have not read of.`}
        </Opening>
        {view.openings.length === 0 ? null : (
          <DataTable
            caption="Restricted records opened for a reason"
            columns={[
              { label: 'When', names: true, cell: (each) => moment(each.at) },
              { label: 'Who', cell: (each) => each.by },
              { label: 'Reason they gave', long: true, cell: (each) => each.reason },
              {
                label: 'Record',
                long: true,
                cell: (each) => <span class="fl-id">{each.record}</span>,
              },
              {
                label: 'Read',
                cell: (each) =>
                  each.seen ? (
                    'Yes'
                  ) : (
                    <Form action={here.to.opening(each.id)}>
                      <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
                        I have read this
                        <span class="govuk-visually-hidden"> of {moment(each.at)}</span>
                      </Button>
                    </Form>
                  ),
              },
            ]}
            rows={view.openings}
          />
        )}
        <DataTable
          caption="Everything done and looked at, the newest first"
          columns={[
            { label: 'Number', numeric: true, cell: (entry) => entry.number },
            { label: 'When', names: true, cell: (entry) => moment(entry.at) },
            { label: 'Who', cell: (entry) => entry.by },
            { label: 'What', cell: (entry) => doneWords(entry.what) },
            {
              label: 'About',
              long: true,
              cell: (entry) => (
                <span class="fl-id">
                  {entry.details.map(([key, value]) => `${key} ${value}`).join(', ') || '–'}
                </span>
              ),
            },
          ]}
          rows={view.entries}
        />
        <PageNumbers
          label="Pages of the record"
          page={page}
          pages={Math.ceil(view.total / PAGE)}
          href={(to) => here.to.record(to)}
        />
        <Downloads here={here} of="this page of the record" />
      </>
    ),
    sheets: [sheetOf(table, view.entries)],
    fileName: 'record',
    what: 'What was done and looked at, by whom and when.',
  }
}

const shownOr = (figure: number | null): string =>
  figure === null ? 'withheld' : figure.toLocaleString('en-GB')

/** Totals of the service for the agreement's parties. */
export function totalsPage(
  here: Here,
  totals: readonly GatedTotals[],
  overloads: RegisterCounts,
  handovers: HandoverCounts,
): Figures {
  const newest = totals.at(-1)
  const rows = [...totals].reverse()
  const table: TableOf<GatedTotals> = {
    id: 'totals',
    name: 'Totals',
    columns: [
      { id: 'asOf', header: 'As of', kind: 'text', file: (row) => row.asOf },
      { id: 'workers', header: 'Workers', kind: 'number', file: (row) => row.workers },
      { id: 'over', header: 'Over the safe line', kind: 'number', file: (row) => row.overSafe },
      { id: 'hard', header: 'Over the hard line', kind: 'number', file: (row) => row.overHard },
      { id: 'unallocated', header: 'Unallocated', kind: 'number', file: (row) => row.unallocated },
      { id: 'phantom', header: 'In a name only', kind: 'number', file: (row) => row.phantom },
    ],
  }
  const share = (basisPoints: number | null): string =>
    basisPoints === null ? 'withheld or unknown' : percent(basisPoints)
  return {
    page: { title: 'Totals', section: 'totals' },
    body: (
      <>
        <Opening heading="The service in totals">
          {newest === undefined
            ? 'No files have been accepted yet, so there are no totals.'
            : newest.workers === null || newest.overSafe === null
              ? `As of ${longDate(newest.asOf)} the numbers are too small to show without pointing at people.`
              : `As of ${longDate(newest.asOf)}, ${newest.overSafe} of ${newest.workers} workers are over the safe line.`}
        </Opening>
        <p class="govuk-body">
          Counts of one to four are withheld, and so is whatever would let them be worked out. No
          record and no worker’s own figure leaves the service by this page.
        </p>
        {newest === undefined ? null : (
          <>
            <DataTable
              caption="Each accepted import, the newest first"
              columns={[
                { label: 'As of', names: true, cell: (row) => longDate(row.asOf) },
                { label: 'Workers', numeric: true, cell: (row) => shownOr(row.workers) },
                {
                  label: 'Over the safe line',
                  numeric: true,
                  cell: (row) => shownOr(row.overSafe),
                },
                {
                  label: 'Over the hard line',
                  numeric: true,
                  cell: (row) => shownOr(row.overHard),
                },
                { label: 'Unallocated', numeric: true, cell: (row) => shownOr(row.unallocated) },
                { label: 'In a name only', numeric: true, cell: (row) => shownOr(row.phantom) },
                {
                  label: 'Median load',
                  numeric: true,
                  cell: (row) => share(row.medianUtilisation),
                },
              ]}
              rows={rows}
            />
            <Downloads here={here} of="totals" />
          </>
        )}
        {overloads.entered === 0 ? null : (
          <Section heading="The overload register" id="overloads">
            <SummaryList
              rows={[
                { key: 'Overloads entered', value: shownOr(overloads.entered) },
                { key: 'Open', value: shownOr(overloads.open) },
                {
                  key: 'Open, a day to answer having passed',
                  value: shownOr(overloads.late),
                },
                { key: 'Closed: back at or under the line', value: shownOr(overloads.closed) },
                { key: 'Closed: the worker left', value: shownOr(overloads.left) },
              ]}
            />
          </Section>
        )}
        {handovers.opened === 0 ? null : <BrokenByHandovers here={here} counts={handovers} />}
        <InsetText>
          All are weighed by <Link href={here.to.agreement()}>the agreement in force</Link> today.
        </InsetText>
      </>
    ),
    sheets: newest === undefined ? [] : [sheetOf(table, rows), ...brokenSheets(here, handovers)],
    fileName: 'totals',
    what: 'Totals of the service at each import; small numbers withheld.',
  }
}
