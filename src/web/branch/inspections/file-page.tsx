import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type {
  ActionView,
  FileEvent,
  FileKind,
  FindingView,
  InspectionView,
  Named,
} from '../../../branch/inspections/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Downloads,
  EmptyState,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Section,
  SummaryList,
  Tag,
  Timeline,
  type Content,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import type { TableOf } from '../../table-of.ts'
import { listed, shortDate } from '../../words.ts'
import { addressOf } from '../addresses.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

const names = (of: readonly Named[]): string => of.map(({ name }) => name).join('\n')

export const findingsTable: TableOf<FindingView> = {
  id: 'findings',
  name: 'Findings',
  columns: [
    { id: 'label', header: 'Number', kind: 'text', hint: 'as published', file: (of) => of.label },
    { id: 'words', header: 'Finding', kind: 'text', file: (of) => of.words },
    { id: 'concerns', header: 'Concerns', kind: 'text', file: (of) => names(of.concerns) },
    {
      id: 'first',
      header: 'Members first said so',
      kind: 'text',
      file: (of) => firstSaid(of),
    },
    { id: 'demands', header: 'Demands', kind: 'text', file: (of) => names(of.demands) },
    { id: 'meetings', header: 'Meetings', kind: 'text', file: (of) => names(of.meetings) },
    {
      id: 'actions',
      header: 'Actions',
      kind: 'text',
      file: (of) => of.actions.map(({ words }) => words).join('\n'),
    },
  ],
}

export const actionsTable: TableOf<ActionView> = {
  id: 'actions',
  name: 'Actions',
  columns: [
    { id: 'words', header: 'What is to be done', kind: 'text', file: (of) => of.words },
    { id: 'owner', header: 'Who has it', kind: 'text', file: (of) => of.owner || 'Nobody yet' },
    { id: 'due', header: 'Due', kind: 'date', file: (of) => of.due },
    { id: 'done', header: 'Done', kind: 'date', file: (of) => of.done?.on ?? null },
    { id: 'answers', header: 'Findings', kind: 'text', file: (of) => names(of.answers) },
  ],
}

/** The earliest day on which members said what a finding says. */
function firstSaid(finding: FindingView): string {
  const days = finding.concerns.flatMap(({ firstRaised }) => firstRaised ?? []).sort()
  return days[0] === undefined ? '' : longDate(days[0])
}

function opening(file: InspectionView): string {
  const untied = file.findings.filter(({ isTied }) => !isTied).length
  const before = file.findings.filter(({ concerns }) =>
    concerns.some(({ isBefore }) => isBefore),
  ).length
  if (file.findings.length === 0) return 'None of its findings is on file yet.'
  const told =
    before === 0
      ? ''
      : ` Members had said ${before === file.findings.length ? 'all' : before} of them before the inspectors came.`
  return `${count(file.findings.length, 'finding')}, ${untied === 0 ? 'each tied to something' : `${untied} with nothing tied`}.${told}`
}

/** An inspection: its judgement, what staff did well, its findings and what is done about them. */
export function filePage(here: Here, file: InspectionView): Plain {
  const isOfficer = here.may('inspection.edit')
  const to = (step = ''): string => here.to(`/inspection/${file.id}${step}`)
  const removed = one(here.query, 'removed')
  const kind: FileKind = one(here.query, 'kind') === 'action' ? 'action' : 'finding'
  return {
    page: {
      title: file.title,
      section: 'inspection',
      crumbs: [{ content: 'Inspections', href: here.to('/inspection') }],
      above:
        removed !== undefined && isOfficer ? (
          <NotificationBanner type="success" heading="Taken out of the file.">
            <Form action={here.to(`/inspection/${kind}s/${encodeURIComponent(removed)}/restore`)}>
              <Button class="govuk-button--secondary" preventDoubleClick>
                Put it back
              </Button>
            </Form>
          </NotificationBanner>
        ) : one(here.query, 'done') === 'saved' ? (
          <NotificationBanner type="success" heading="Saved." />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading={file.title} caption={file.by}>
          {opening(file)}
        </Opening>
        <SummaryList
          rows={[
            {
              key: 'Days',
              value:
                file.until === null || file.until === file.from
                  ? longDate(file.from)
                  : `${longDate(file.from)} to ${longDate(file.until)}`,
            },
            {
              key: 'Published',
              value: file.publishedOn === null ? 'Not yet' : longDate(file.publishedOn),
            },
            { key: 'Judgement', value: file.judgement || 'None given' },
            {
              key: 'Report',
              value:
                file.report === '' ? (
                  'No address given'
                ) : (
                  <a class="govuk-link fl-breaks" href={file.report} rel="noreferrer">
                    {file.report}
                  </a>
                ),
            },
          ]}
        />
        {isOfficer ? (
          <ButtonGroup>
            <Button href={to('/findings/new')}>Add a finding</Button>
            <Link href={to('/actions/new')}>Add an action</Link>
            <Link href={to('/edit')}>Change the inspection</Link>
          </ButtonGroup>
        ) : null}
        <Section heading="What staff did well" id="did-well">
          {file.didWell.split(/\n+/).map((line) => (
            <p class="govuk-body">{line}</p>
          ))}
        </Section>
        <Section heading="Findings" id="findings">
          <Numbering file={file} />
          {file.findings.length === 0 ? (
            <EmptyState>
              <p class="govuk-body">Add the findings under the numbers they were published with.</p>
            </EmptyState>
          ) : (
            <Findings here={here} file={file} isOfficer={isOfficer} />
          )}
        </Section>
        <Section heading="Actions" id="actions">
          {file.actions.length === 0 ? (
            <p class="govuk-body">Nobody has been asked to do anything about it yet.</p>
          ) : (
            <Actions here={here} file={file} isOfficer={isOfficer} />
          )}
        </Section>
        <Section heading="In the order it happened" id="timeline">
          <Timeline
            items={file.timeline.map((event) => ({
              when: longDate(event.on),
              what: <Event here={here} event={event} />,
            }))}
          />
        </Section>
        {file.findings.length > 0 ? (
          <Downloads of="findings and actions" xlsx={`${to()}.xlsx`} csv={`${to()}.csv`} />
        ) : null}
      </>
    ),
  }
}

function Numbering({ file }: { file: InspectionView }): JSX.Element | null {
  if (file.missing.length === 0 && file.repeated.length === 0) return null
  return (
    <InsetText>
      {file.missing.length > 0 ? (
        <p class="govuk-body">
          {count(file.missing.length, 'number')} {file.missing.length === 1 ? 'is' : 'are'} missing
          between the others: {listed(file.missing)}. Either it was published so, or it has not been
          added.
        </p>
      ) : null}
      {file.repeated.length > 0 ? (
        <p class="govuk-body">Standing more than once: {listed(file.repeated)}.</p>
      ) : null}
    </InsetText>
  )
}

function Findings(props: { here: Here; file: InspectionView; isOfficer: boolean }): JSX.Element {
  const { here, file, isOfficer } = props
  return (
    <DataTable
      caption="Findings, those with nothing tied first"
      captionSize="hidden"
      rows={file.findings}
      columns={[
        {
          label: 'Number',
          cell: (finding) => finding.label || 'None',
        },
        {
          label: 'Finding',
          long: true,
          cell: (finding) => (
            <>
              {finding.words}
              {finding.isTied ? null : (
                <>
                  {' '}
                  <Tag class="govuk-tag--yellow">Nothing tied</Tag>
                </>
              )}
            </>
          ),
        },
        {
          label: 'Tied to',
          long: true,
          cell: (finding) => <Ties here={here} finding={finding} />,
        },
        ...(isOfficer
          ? [
              {
                label: 'Change',
                cell: (finding: FindingView): Content => (
                  <Change
                    here={here}
                    kind="finding"
                    id={finding.id}
                    name={finding.label || 'a finding'}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

const Change = (props: { here: Here; kind: FileKind; id: string; name: string }): JSX.Element => (
  <Link href={props.here.to(`/inspection/${props.kind}s/${props.id}/edit`)}>
    Change<span class="govuk-visually-hidden"> {props.name}</span>
  </Link>
)

function Ties(props: { here: Here; finding: FindingView }): JSX.Element {
  const { here, finding } = props
  const rows: { words: string; href: string; more?: string }[] = [
    ...finding.concerns.map(({ id, name, firstRaised, isBefore }) => ({
      words: name,
      href: addressOf(here, 'concern', id),
      more:
        firstRaised === null
          ? 'a concern of members'
          : `members first said so on ${longDate(firstRaised)}${isBefore ? ', before the inspection' : ''}`,
    })),
    ...finding.demands.map(({ id, name }) => ({
      words: name,
      href: addressOf(here, 'demand', id),
      more: 'a demand',
    })),
    ...finding.meetings.map(({ id, name }) => ({
      words: name,
      href: here.may('negotiation.see') ? addressOf(here, 'meeting', id) : '',
      more: 'a meeting',
    })),
    ...finding.actions.map(({ words }) => ({ words, href: '#actions', more: 'an action' })),
  ]
  if (rows.length === 0) return <>Nothing yet</>
  return (
    <ul class="govuk-list">
      {rows.map(({ words, href, more }) => (
        <li>
          <Link href={href}>{words}</Link>: {more}
        </li>
      ))}
    </ul>
  )
}

function Actions(props: { here: Here; file: InspectionView; isOfficer: boolean }): JSX.Element {
  const { here, file, isOfficer } = props
  return (
    <DataTable
      caption="Actions, those still open first"
      captionSize="hidden"
      rows={file.actions}
      columns={[
        { label: 'What is to be done', long: true, cell: (action) => action.words },
        { label: 'Who has it', cell: (action) => action.owner || 'Nobody yet' },
        {
          label: 'Due',
          cell: (action) => (action.due === null ? 'No day' : shortDate(action.due)),
        },
        {
          label: 'Where it stands',
          cell: (action) =>
            action.done ? (
              `Done ${longDate(action.done.on)}`
            ) : action.daysLate > 0 ? (
              <Tag class="govuk-tag--yellow">{count(action.daysLate, 'day')} over</Tag>
            ) : (
              'Open'
            ),
        },
        {
          label: 'For',
          cell: (action) => listed(action.answers.map(({ name }) => name.split(':')[0] ?? name)),
        },
        ...(isOfficer
          ? [
              {
                label: 'Change',
                cell: (action: ActionView): Content => (
                  <Change
                    here={here}
                    kind="action"
                    id={action.id}
                    name={action.words.slice(0, 60)}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

const eventWords: Record<FileEvent['what'], string> = {
  inspected: 'The inspection began',
  'last-day': 'The inspection ended',
  published: 'The report was published',
  raised: 'Members first said',
  meeting: 'Met the employer about it',
  'meeting-cancelled': 'A meeting about it was cancelled',
  due: 'To be done by then',
  overdue: 'Was to be done by then, and is not',
  done: 'Done',
}

function Event(props: { here: Here; event: FileEvent }): JSX.Element {
  const { here, event } = props
  const href =
    event.about === null
      ? ''
      : event.about.kind === 'concern'
        ? addressOf(here, 'concern', event.about.id)
        : here.may('negotiation.see')
          ? addressOf(here, 'meeting', event.about.id)
          : ''
  return (
    <>
      {eventWords[event.what]}
      {event.words === '' ? '' : ': '}
      <Link href={href}>{event.words}</Link>
    </>
  )
}
