import type { JSX } from 'preact'
import { count, longDate } from '../../kit/index.ts'
import { answererNames } from '../../core/agreement/index.ts'
import type {
  OverloadAction,
  OverloadOutcome,
  RegisterEntry,
  RegisterList,
  RegisterRow,
} from '../../council/index.ts'
import {
  Button,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Radios,
  Section,
  StandingMark,
  SummaryList,
  Tag,
  Textarea,
} from '../components/index.ts'
import { one } from '../query.ts'
import { orderOf, ordered, sheetOf, type TableOf } from '../table-of.ts'
import { decimal, listed, moment, percent, shortDate } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'

export const overloadActionWords: Record<OverloadAction, string> = {
  'moved-work': 'Work was moved or closed',
  'stopped-new-work': 'No new work comes until it falls',
  'brought-help': 'Help was brought in, or cases are worked jointly',
  'freed-time': 'Time was freed: duty, training or other tasks taken off',
  'could-not': 'Nothing could be done from here',
  other: 'Something else',
}

export const overloadOutcomeWords: Record<OverloadOutcome, string> = {
  'falls-under': 'It will fall under the line',
  eases: 'It eases, and stays over the line',
  'stays-over': 'It stays as it is: more is needed from above',
}

/** `the team manager`, as the agreement's clauses say it. */
const roleWords = (role: string): string =>
  (answererNames as Record<string, string | undefined>)[role] ?? role

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const stateWords: Record<RegisterRow['state'], string> = {
  open: 'Open',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

/** As a list says it: an overload that ended with the worker's leaving is not one that was brought down. */
const stateOf = (row: RegisterRow): string =>
  row.leftFiles ? 'Left the files' : stateWords[row.state]

type Shown = 'open' | 'waiting' | 'late' | 'closed' | 'left' | 'withdrawn'

const shows: Record<Shown, { words: string; keeps(row: RegisterRow): boolean }> = {
  open: { words: 'Open', keeps: (row) => row.state === 'open' },
  waiting: { words: 'Waiting for an answer', keeps: (row) => row.waitsFor !== null },
  late: { words: 'A day to answer has passed', keeps: (row) => isLate(row) },
  closed: { words: 'Closed', keeps: (row) => row.state === 'closed' && !row.leftFiles },
  left: { words: 'Closed: left the files', keeps: (row) => row.leftFiles },
  withdrawn: { words: 'Withdrawn', keeps: (row) => row.state === 'withdrawn' },
}

const isLate = (row: RegisterRow): boolean => row.waitsFor !== null && row.missed > 0

const waitsWords = (row: RegisterRow): string => {
  if (row.waitsFor === null) return row.answers.length > 0 ? 'Answered' : 'Nobody'
  const { role, people } = row.waitsFor
  return people.length === 0
    ? capital(roleWords(role))
    : `${capital(roleWords(role))}: ${listed(people)}`
}

function DueMark({ row, here }: { row: RegisterRow; here: Here }): JSX.Element | null {
  if (row.waitsFor === null) return null
  const { due } = row.waitsFor
  if (due < here.today)
    return <StandingMark standing="over-hard" words={`${shortDate(due)}, passed`} />
  return isLate(row) ? (
    <StandingMark standing="over-safe" words={`${shortDate(due)}, an earlier day passed`} />
  ) : (
    <>{shortDate(due)}</>
  )
}

function registerTable(here: Here): TableOf<RegisterRow> {
  return {
    id: 'register',
    name: 'Overloads',
    columns: [
      {
        id: 'worker',
        header: 'Worker',
        kind: 'text',
        cell: (row) => <Link href={here.to.registerEntry(row.id)}>{row.worker.name}</Link>,
        file: (row) => row.worker.name,
        sortBy: (row) => row.worker.name,
      },
      {
        id: 'team',
        header: 'Team',
        kind: 'text',
        file: (row) => row.team?.name ?? 'No team',
        sortBy: (row) => row.team?.name ?? null,
      },
      {
        id: 'since',
        header: 'Over since',
        kind: 'date',
        cell: (row) => shortDate(row.since),
        file: (row) => row.since,
        sortBy: (row) => row.since,
      },
      {
        id: 'weeks',
        header: 'Weeks over',
        kind: 'number',
        hint: 'Whole weeks between the first and the last day seen over the line',
        file: (row) => row.weeksNow,
      },
      {
        id: 'line',
        header: 'Line',
        kind: 'percent',
        file: (row) => row.line / 10_000,
        inFilesOnly: true,
      },
      {
        id: 'entered',
        header: 'Entered',
        kind: 'date',
        cell: (row) => shortDate(row.enteredOn),
        file: (row) => row.enteredOn,
        sortBy: (row) => row.enteredOn,
      },
      {
        id: 'state',
        header: 'State',
        kind: 'text',
        file: stateOf,
      },
      {
        id: 'waits',
        header: 'Who must answer',
        kind: 'text',
        long: true,
        file: waitsWords,
      },
      {
        id: 'due',
        header: 'Answer by',
        kind: 'date',
        long: true,
        cell: (row) => <DueMark row={row} here={here} />,
        file: (row) => row.waitsFor?.due ?? null,
        sortBy: (row) => row.waitsFor?.due ?? null,
      },
      {
        id: 'missed',
        header: 'Days to answer that passed',
        kind: 'number',
        file: (row) => row.missed,
        inFilesOnly: true,
      },
    ],
  }
}

/** Every overload the reader may see: open ones first, then by name. */
export function registerPage(here: Here, view: RegisterList): Figures {
  const table = registerTable(here)
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const asked = one(here.query, 'show')
  const shown = Object.keys(shows).find((key): key is Shown => key === asked)
  const byName = [...view.rows].sort(
    (a, b) =>
      Number(b.state === 'open') - Number(a.state === 'open') ||
      a.worker.name.localeCompare(b.worker.name, 'en-GB'),
  )
  const rows = ordered(
    table,
    byName.filter((row) => shown === undefined || shows[shown].keeps(row)),
    order,
  )
  return {
    page: { title: 'Overload register', section: 'register' },
    body: (
      <>
        <Opening heading="Overload register">{registerSentence(view)}</Opening>
        <TermWords here={here} view={view} />
        {view.rows.length === 0 ? null : (
          <>
            <Filter
              here={here}
              label="Show some of the register"
              state={`${rows.length} of ${count(view.rows.length, 'entry', 'entries')}`}
              choices={[
                {
                  name: 'show',
                  label: 'Show',
                  items: [
                    { text: 'Every entry', value: '' },
                    ...Object.entries(shows).map(([value, { words }]) => ({ text: words, value })),
                  ],
                },
              ]}
            />
            {rows.length === 0 ? (
              <p class="govuk-body">No entry is like that. Show every entry instead.</p>
            ) : (
              <>
                <List
                  here={here}
                  table={table}
                  rows={rows}
                  order={order}
                  sortable
                  keep={['show']}
                  caption="Overloads, open ones first, by name"
                />
                <Downloads here={here} of="the register" keep={['show']} />
              </>
            )}
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, rows)],
    fileName: 'register',
    what: 'Overloads in the register: since when, who must answer and by when.',
    ...(shown ? { notes: [`Only entries that are: ${shows[shown].words.toLowerCase()}.`] } : {}),
  }
}

function registerSentence({ rows }: RegisterList): string {
  const open = rows.filter((row) => row.state === 'open')
  if (open.length === 0) {
    return rows.length === 0 ? 'No overload has been entered.' : 'No overload is open.'
  }
  const waiting = open.filter((row) => row.waitsFor !== null)
  const late = waiting.filter(isLate)
  const said =
    waiting.length === 0
      ? 'Each has an answer.'
      : `${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'} for an answer${
          late.length === 0 ? '.' : `; of ${late.length} a day to answer has passed.`
        }`
  return `${count(open.length, 'overload is', 'overloads are')} open. ${said}`
}

/** What makes an entry, in the agreement's figures, or why nothing does. */
function TermWords({ here, view }: { here: Here; view: RegisterList }): JSX.Element {
  const agreement = (
    <Link href={here.to.agreement(view.agreement.key)}>
      {view.agreement.name} {view.agreement.version}
    </Link>
  )
  if (view.term === null) {
    return (
      <InsetText>
        No clock runs: {agreement} does not say{' '}
        {view.notAgreed === 'weeks'
          ? 'how long a load may stay over the line'
          : 'who answers an overload'}
        . Nothing is entered until both parties have agreed it.
      </InsetText>
    )
  }
  return (
    <p class="govuk-body">
      Somebody who stands over {percent(view.term.line)} of what they can carry for{' '}
      {count(view.term.weeks, 'week')} is entered by itself, as {agreement} says. A day whose figure
      is not known neither starts nor stops the clock.
    </p>
  )
}

const daysTable: TableOf<RegisterEntry['days'][number]> = {
  id: 'days',
  name: 'Days',
  columns: [
    {
      id: 'on',
      header: 'Day',
      kind: 'date',
      cell: (day) => shortDate(day.on),
      file: (day) => day.on,
    },
    { id: 'import', header: 'Import', kind: 'number', file: (day) => day.importNumber },
    {
      id: 'share',
      header: 'Of what they can carry',
      kind: 'percent',
      long: true,
      cell: (day) =>
        day.over ? (
          <StandingMark standing="over-hard" words={`${shareOf(day)}, over the line`} />
        ) : (
          shareOf(day)
        ),
      file: (day) => (day.utilisation === null ? shareOf(day) : day.utilisation / 10_000),
    },
  ],
}

/** To the hundredth: rounded, a share just over the line would read as the line itself. */
const shareOf = (day: RegisterEntry['days'][number]): string =>
  day.utilisation !== null
    ? `${decimal(day.utilisation / 100)}%`
    : day.holdsWithoutCapacity
      ? 'Holds cases, can carry none'
      : 'Not known'

const rungWords: Record<RegisterEntry['ladder'][number]['stands'], string> = {
  answered: 'Answered',
  waits: 'Must answer now',
  missed: 'The day passed with no answer',
  'to-come': 'Only if nobody answers before',
  'not-needed': 'Not needed',
}

const ladderTable = (here: Here, key: string): TableOf<RegisterEntry['ladder'][number]> => ({
  id: 'ladder',
  name: 'Who answers',
  columns: [
    {
      id: 'role',
      header: 'Who',
      kind: 'text',
      cell: (rung) => (
        <Link href={`${here.to.agreement(key)}#${rung.clause}`}>
          {capital(roleWords(rung.role))}
        </Link>
      ),
      file: (rung) => capital(roleWords(rung.role)),
    },
    { id: 'days', header: 'Working days', kind: 'number', file: (rung) => rung.workingDays },
    {
      id: 'due',
      header: 'Answer by',
      kind: 'date',
      cell: (rung) => (rung.due === null ? '' : shortDate(rung.due)),
      file: (rung) => rung.due,
    },
    {
      id: 'stands',
      header: 'How it stands',
      kind: 'text',
      long: true,
      cell: (rung) =>
        rung.stands === 'missed' ? (
          <StandingMark standing="over-hard" words={rungWords.missed} />
        ) : rung.stands === 'waits' ? (
          <strong>{rungWords.waits}</strong>
        ) : (
          rungWords[rung.stands]
        ),
      file: (rung) => rungWords[rung.stands],
    },
  ],
})

const answersTable: TableOf<RegisterEntry['answers'][number]> = {
  id: 'answers',
  name: 'Answers',
  columns: [
    { id: 'at', header: 'When', kind: 'text', file: (answer) => moment(answer.at) },
    { id: 'by', header: 'Who', kind: 'text', file: (answer) => answer.by },
    { id: 'role', header: 'For', kind: 'text', file: (answer) => roleWords(answer.role) },
    {
      id: 'action',
      header: 'What was done',
      kind: 'text',
      file: (answer) => overloadActionWords[answer.action],
    },
    { id: 'words', header: 'In words', kind: 'text', file: (answer) => answer.words },
    {
      id: 'outcome',
      header: 'What comes of it',
      kind: 'text',
      file: (answer) => overloadOutcomeWords[answer.outcome],
    },
  ],
}

export interface Tried {
  typed: Readonly<Record<string, string | undefined>>
  problems: readonly { field: string; sentence: string }[]
}

/** One overload: its days, the clause, who answers by when, and what was done. */
export function entryPage(here: Here, entry: RegisterEntry, tried: Tried | null): Figures {
  const { worker, agreement } = entry
  const ladder = ladderTable(here, agreement.key)
  return {
    page: {
      title: `Overload of ${worker.name}`,
      section: 'register',
      crumbs: [{ content: 'Overload register', href: here.to.register() }],
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}`,
          }))}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={`Overload of ${worker.name}`}>{entrySentence(here, entry)}</Opening>
        <SummaryList
          rows={[
            {
              key: 'Worker',
              value: worker.address ? (
                <Link href={here.to.worker(worker.address)}>{worker.name}</Link>
              ) : (
                worker.name
              ),
            },
            { key: 'Team', value: entry.team?.name ?? 'No team' },
            {
              key: 'Clause',
              value: (
                <>
                  {entry.clause.words}{' '}
                  <Link href={`${here.to.agreement(agreement.key)}#${entry.clause.id}`}>
                    {agreement.name} {agreement.version}
                  </Link>
                </>
              ),
            },
            {
              key: 'Shown by',
              value: `Import ${entry.importNumber}, as of ${longDate(entry.sustainedOn)}; entered on ${longDate(entry.enteredOn)}`,
            },
            {
              key: 'Accountable',
              value: entry.accountable ?? capital(roleWords(entry.ladder[0]?.role ?? '')),
            },
          ]}
        />
        <Section heading="The days" id="days">
          {entry.days.length === 0 ? (
            <p class="govuk-body">The imports in force hold no day of this overload any more.</p>
          ) : (
            <List
              here={here}
              table={daysTable}
              rows={entry.days}
              caption="Days with figures"
              captionSize="hidden"
            />
          )}
        </Section>
        <Section heading="Who answers, and by when" id="ladder">
          <List
            here={here}
            table={ladder}
            rows={entry.ladder}
            caption="Who answers, in turn"
            captionSize="hidden"
          />
        </Section>
        <Section heading="What was done" id="answers">
          {entry.answers.length === 0 ? (
            <p class="govuk-body">Nobody has written anything yet.</p>
          ) : (
            entry.answers.map((answer) => (
              <SummaryList
                rows={[
                  {
                    key: `${answer.by}, for ${roleWords(answer.role)}, ${moment(answer.at)}`,
                    value: (
                      <>
                        <Tag class="govuk-tag--grey">{overloadActionWords[answer.action]}</Tag>{' '}
                        {answer.words}
                      </>
                    ),
                  },
                  { key: 'What comes of it', value: overloadOutcomeWords[answer.outcome] },
                ]}
              />
            ))
          )}
        </Section>
        {entry.mayAnswer.length > 0 ? <AnswerForm here={here} entry={entry} tried={tried} /> : null}
        <Downloads here={here} of="this overload" table="days" />
      </>
    ),
    sheets: [
      sheetOf(daysTable, entry.days),
      sheetOf(ladder, entry.ladder),
      sheetOf(answersTable, entry.answers),
    ],
    fileName: 'overload',
    what: 'One overload: its days, who answers in turn, and what was done.',
  }
}

function entrySentence(here: Here, entry: RegisterEntry): string {
  const since = `Over ${percent(entry.line)} since ${longDate(entry.since)}`
  if (entry.state === 'withdrawn') {
    return `Withdrawn: the import that showed it was undone. It stays here as it was.`
  }
  if (entry.leftFiles && entry.closedOn !== null) {
    return `${since}; no longer in the files since ${longDate(entry.closedOn)}. It ended because they left, not because the load came down.`
  }
  if (entry.state === 'closed' && entry.closedOn !== null) {
    return `${since}; seen at or under the line on ${longDate(entry.closedOn)}, so the clock has stopped.`
  }
  const weeks =
    entry.weeksNow === null ? since : `${since}, ${count(entry.weeksNow, 'week')} by now`
  if (entry.waitsFor === null) return `${weeks}. It has been answered.`
  const { role, due } = entry.waitsFor
  return due < here.today
    ? `${weeks}. Nobody answered: the last day was ${longDate(due)}.`
    : `${weeks}. ${capital(roleWords(role))} must answer by ${longDate(due)}.`
}

function AnswerForm(props: { here: Here; entry: RegisterEntry; tried: Tried | null }): JSX.Element {
  const { here, entry, tried } = props
  const typed = tried?.typed ?? {}
  const problemOf = (field: string): string | undefined =>
    tried?.problems.find((problem) => problem.field === field)?.sentence
  const legend = (content: string) => ({
    legend: { content, class: 'govuk-fieldset__legend--s' },
  })
  const [only] = entry.mayAnswer
  const turn = entry.waitsFor?.rung
  return (
    <Section heading={entry.waitsFor === null ? 'Add to the answer' : 'Answer'} id="answer">
      <Form action={`${here.to.registerAnswer(entry.id)}`} novalidate>
        {entry.mayAnswer.length === 1 ? (
          <input type="hidden" name="rung" value={String(only)} />
        ) : (
          <Radios
            name="rung"
            idPrefix="rung"
            fieldset={legend('Whose answer is it?')}
            value={
              typed['rung'] ??
              (turn !== undefined && entry.mayAnswer.includes(turn) ? String(turn) : undefined)
            }
            error={problemOf('rung')}
            items={entry.mayAnswer.map((rung) => ({
              value: String(rung),
              content: capital(roleWords(entry.ladder[rung]?.role ?? '')),
            }))}
          />
        )}
        <Radios
          name="action"
          idPrefix="action"
          fieldset={legend('What was done?')}
          value={typed['action']}
          error={problemOf('action')}
          items={Object.entries(overloadActionWords).map(([value, content]) => ({
            value,
            content,
          }))}
        />
        <Textarea
          name="words"
          id="words"
          label="Say it in your own words"
          hint="What, from when, and who does it. No child’s name: a case reference is enough."
          rows={4}
          value={typed['words'] ?? ''}
          error={problemOf('words')}
        />
        <Radios
          name="outcome"
          idPrefix="outcome"
          fieldset={legend('What do you expect to come of it?')}
          value={typed['outcome']}
          error={problemOf('outcome')}
          items={Object.entries(overloadOutcomeWords).map(([value, content]) => ({
            value,
            content,
          }))}
        />
        <p class="govuk-body">
          What you write stays in the register under your name and cannot be changed afterwards; you
          can add to it.
        </p>
        <Button preventDoubleClick>Put it in the register</Button>
      </Form>
    </Section>
  )
}

/** A worker's own entries, on their page. */
export function RegisterOf(props: {
  here: Here
  rows: readonly RegisterRow[]
}): JSX.Element | null {
  const { here, rows } = props
  if (rows.length === 0) return null
  return (
    <Section heading="In the overload register" id="register">
      <ul class="govuk-list govuk-list--bullet">
        {rows.map((row) => (
          <li>
            <Link href={here.to.registerEntry(row.id)}>
              Over {percent(row.line)} since {longDate(row.since)}
            </Link>
            : {stateOf(row).toLowerCase()}
            {row.waitsFor === null
              ? ''
              : `, ${roleWords(row.waitsFor.role)} must answer by ${longDate(row.waitsFor.due)}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}
