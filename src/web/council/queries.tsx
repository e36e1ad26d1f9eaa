import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { FigureQuery, QueryAbout, QueryOutcome, QueryWhat } from '../../council/index.ts'
import {
  Button,
  ErrorSummary,
  InsetText,
  Form,
  Link,
  Opening,
  Radios,
  Section,
  SummaryList,
  Tag,
  Textarea,
} from '../components/index.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import { moment } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import type { Plain } from './imports.tsx'
import { Downloads } from './list.tsx'

export const queryWhats: Record<QueryWhat, string> = {
  count: 'A case that is counted or missing',
  weight: 'What a case weighs',
  capacity: 'What can be carried',
  other: 'Something else',
}

export const queryOutcomes: Record<QueryOutcome, string> = {
  'put-right': 'It was wrong, and is put right where it is recorded',
  stands: 'The figure stands',
  'to-the-table': 'It is a question for the agreement, and goes to both parties',
}

const outcomeTags: Record<QueryOutcome, string> = {
  'put-right': 'Put right',
  stands: 'Stands',
  'to-the-table': 'Goes to the agreement',
}

export interface NewQueryPage {
  about: QueryAbout
  address: string
  /** The line that it was opened from, as the agreement has it. */
  clause: { id: string; sentence: string } | null
  typed: Readonly<Record<string, string>>
  problems: readonly { field: string; sentence: string }[]
}

/** A person says what is wrong with a figure, and what shows it. */
export function newQueryPage(here: Here, view: NewQueryPage): Plain {
  const { about, address, clause, typed, problems } = view
  const back = about === 'worker' ? here.to.worker(address) : here.to.case(address)
  const problemOf = (field: string): string | undefined =>
    problems.find((problem) => problem.field === field)?.sentence
  return {
    page: {
      title: 'Something here is wrong',
      section: about === 'worker' ? 'workers' : 'cases',
      crumbs: [{ content: about === 'worker' ? 'The worker' : 'The case', href: back }],
      hasErrors: problems.length > 0,
      above:
        problems.length > 0 ? (
          <ErrorSummary
            errors={problems.map(({ field, sentence }) => ({
              content: sentence,
              href: `#${field}`,
            }))}
          />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading="Something here is wrong">
          The manager must answer. What you write and the answer stay beside the figures.
        </Opening>
        <Form action={here.to.queryNew(about, address, clause?.id)} novalidate>
          {clause ? (
            <InsetText>
              <p class="govuk-body">
                About the line of{' '}
                <Link href={`${here.to.agreement()}#${clause.id}`} class="fl-breaks">
                  {clause.id}
                </Link>
                :
              </p>
              <p class="govuk-body">{clause.sentence}</p>
            </InsetText>
          ) : null}
          <Radios
            name="what"
            idPrefix="what"
            fieldset={{
              legend: { content: 'What is it about?', class: 'govuk-fieldset__legend--s' },
            }}
            value={typed['what'] ?? whatOf(about, clause)}
            error={problemOf('what')}
            items={Object.entries(queryWhats).map(([value, content]) => ({ value, content }))}
          />
          <Textarea
            name="words"
            id="words"
            label="What is wrong?"
            hint="Use the child’s reference, never a name."
            rows={4}
            value={typed['words'] ?? ''}
            error={problemOf('words')}
          />
          <Textarea
            name="evidence"
            id="evidence"
            label="What shows it?"
            hint="A date, a record in the case system, a letter. Leave blank where there is nothing."
            rows={4}
            value={typed['evidence'] ?? ''}
          />
          <Button preventDoubleClick>Send it</Button>
        </Form>
      </>
    ),
  }
}

/** What a query is about where it was opened from a line; the person may say otherwise. */
const whatOf = (about: QueryAbout, clause: NewQueryPage['clause']): QueryWhat | undefined =>
  clause === null ? undefined : about === 'worker' ? 'capacity' : 'weight'

/** Where a line of somebody's figures is queried; null where whoever reads it does not do so. */
export const lineQuery = (
  here: Here,
  about: QueryAbout,
  address: string,
): ((clause: string) => string) | null =>
  here.may('query.ask') ? (clause) => here.to.queryNew(about, address, clause) : null

/** Queries on a worker's or a case's own page, with the way to make one. */
export function QueriesOf(props: {
  here: Here
  about: QueryAbout
  address: string
  queries: readonly FigureQuery[]
}): JSX.Element {
  const { here, about, address, queries } = props
  return (
    <Section heading="Something here is wrong?" id="queries">
      {queries.map((query) => (
        <Query query={query} />
      ))}
      {here.may('query.ask') ? (
        <p class="govuk-body">
          <Link href={here.to.queryNew(about, address)}>
            {queries.length === 0 ? 'Say what is wrong, and what shows it' : 'Say something else'}
          </Link>
        </p>
      ) : queries.length === 0 ? (
        <p class="govuk-body">Nobody has said so.</p>
      ) : null}
      {here.may('query.answer') && queries.some((query) => query.answers.length === 0) ? (
        <p class="govuk-body">
          <Link href={here.to.queries()}>Answer it</Link>
        </p>
      ) : null}
    </Section>
  )
}

function Query({ query }: { query: FigureQuery }): JSX.Element {
  return (
    <SummaryList
      rows={[
        {
          key: `${query.by}, ${moment(query.at)}`,
          value: (
            <>
              {query.words}
              {query.answers.length === 0 ? (
                <>
                  {' '}
                  <Tag class="govuk-tag--yellow">Waits for an answer</Tag>
                </>
              ) : null}
            </>
          ),
        },
        ...(query.clause === null
          ? []
          : [
              {
                key: 'The line',
                value: (
                  <>
                    <span class="fl-breaks">{query.clause}</span>
                    {query.clauseWords === null ? null : `: ${query.clauseWords}`}
                  </>
                ),
              },
            ]),
        { key: 'What shows it', value: query.evidence === '' ? 'Nothing given' : query.evidence },
        ...query.answers.map((answer) => ({
          key: `Answer, ${answer.by}, ${moment(answer.at)}`,
          value: (
            <>
              <Tag class="govuk-tag--grey">{outcomeTags[answer.outcome]}</Tag> {answer.words}
            </>
          ),
        })),
      ]}
    />
  )
}

export interface QueriesPage {
  queries: readonly FigureQuery[]
  /** Whose answer was just tried, what was typed, and what is wrong with it. */
  tried: {
    id: string
    typed: Readonly<Record<string, string>>
    problems: readonly { field: string; sentence: string }[]
  } | null
}

/** Every query the reader may see, those that wait first. */
export function queriesPage(here: Here, { queries, tried }: QueriesPage): Figures {
  const open = queries.filter((query) => query.answers.length === 0)
  const answered = queries.filter((query) => query.answers.length > 0)
  return {
    page: {
      title: 'Queries of figures',
      section: 'workers',
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}-${tried.id}`,
          }))}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="Queries of figures">
          {open.length === 0
            ? 'Nobody waits for an answer.'
            : `${count(open.length, 'query waits', 'queries wait')} for an answer.`}
        </Opening>
        {open.map((query) => (
          <Section heading={queryWhats[query.what]} id={`query-${query.id}`}>
            <Query query={query} />
            <p class="govuk-body">
              <Link
                href={
                  query.about === 'worker'
                    ? here.to.worker(query.address)
                    : here.to.case(query.address)
                }
              >
                See the {query.about === 'worker' ? 'worker’s figures' : 'case'}
              </Link>
            </p>
            {here.may('query.answer') ? (
              <AnswerForm here={here} query={query} tried={tried?.id === query.id ? tried : null} />
            ) : null}
          </Section>
        ))}
        {answered.length > 0 ? (
          <Section heading="Answered" id="answered">
            {answered.map((query) => (
              <Query query={query} />
            ))}
          </Section>
        ) : null}
        {queries.length > 0 ? <Downloads here={here} of="queries" /> : null}
      </>
    ),
    sheets: queries.length > 0 ? [sheetOf(queriesTable, queries)] : [],
    fileName: 'queries',
    what: 'What was said to be wrong with figures, and what was answered.',
  }
}

function AnswerForm(props: {
  here: Here
  query: FigureQuery
  tried: QueriesPage['tried']
}): JSX.Element {
  const { here, query, tried } = props
  const problemOf = (field: string): string | undefined =>
    tried?.problems.find((problem) => problem.field === field)?.sentence
  return (
    <Form action={here.to.queryAnswer(query.id)} novalidate>
      <Radios
        name="outcome"
        idPrefix={`outcome-${query.id}`}
        fieldset={{
          legend: { content: 'What comes of it?', class: 'govuk-fieldset__legend--s' },
        }}
        value={tried?.typed['outcome']}
        error={problemOf('outcome')}
        items={Object.entries(queryOutcomes).map(([value, content]) => ({ value, content }))}
      />
      <Textarea
        name="words"
        id={`words-${query.id}`}
        label="Your answer"
        rows={3}
        value={tried?.typed['words'] ?? ''}
        error={problemOf('words')}
      />
      <Button class="govuk-button--secondary" preventDoubleClick>
        Answer
      </Button>
    </Form>
  )
}

const queriesTable: TableOf<FigureQuery> = {
  id: 'queries',
  name: 'Queries',
  columns: [
    { id: 'at', header: 'Asked', kind: 'text', file: (query) => moment(query.at) },
    { id: 'by', header: 'By', kind: 'text', file: (query) => query.by },
    { id: 'what', header: 'About', kind: 'text', file: (query) => queryWhats[query.what] },
    { id: 'clause', header: 'Clause', kind: 'text', file: (query) => query.clause },
    { id: 'words', header: 'What is wrong', kind: 'text', file: (query) => query.words },
    { id: 'evidence', header: 'What shows it', kind: 'text', file: (query) => query.evidence },
    {
      id: 'answer',
      header: 'Answer',
      kind: 'text',
      file: (query) =>
        query.answers
          .map(({ outcome, words, by }) => `${outcomeTags[outcome]}: ${words} (${by})`)
          .join('\n') || null,
    },
  ],
}
