import type { Problem } from '../../../kit/index.ts'
import {
  dispositionNames,
  dispositions,
  type ConsultationView,
  type LedgerRow,
  type LedgerView,
} from '../../../branch/desk/index.ts'
import {
  Button,
  DataTable,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Input,
  KeyFigures,
  Opening,
  Section,
  Select,
  Textarea,
  WarningText,
} from '../../components/index.ts'
import { BothVersions, type Part } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

export interface AnswersPage {
  view: ConsultationView
  ledger: LedgerView
  problem: Problem | null
  typed: Readonly<Record<string, string>>
  clash: { parts: readonly Part[]; savedAt: Date } | null
}

/** What was said, clause by clause and without names, and what the branch makes of it. */
export function answersPage(here: Here, given: AnswersPage): Plain {
  const { view, ledger, problem, clash } = given
  const at = here.to(`/agreement/consultations/${view.id}`)
  return {
    page: {
      title: 'What was said',
      section: 'consultations',
      crumbs: [
        { content: 'Agreement', href: here.to('/agreement') },
        { content: view.written.body.title, href: at },
      ],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#submit' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="What was said" caption={view.written.body.title}>
          Words without names, unless their writer said that officers may see it.
        </Opening>
        {clash ? (
          <BothVersions noun="consultation" parts={clash.parts} savedAt={clash.savedAt} />
        ) : null}
        <KeyFigures
          items={[
            { value: ledger.people, words: 'members answered in time' },
            { value: ledger.guests, words: 'answers of guests' },
            { value: ledger.late, words: 'came late, kept apart' },
          ]}
        />
        {ledger.rows.map((row, i) => (
          <Clause here={here} given={given} row={row} place={i} />
        ))}
        <Coverage ledger={ledger} />
        <Section heading="A reminder to copy" id="reminder">
          <p class="govuk-body fl-measure">{ledger.reminder}</p>
        </Section>
        {view.submission ? (
          view.submission.repliedOn ? null : (
            <RepliedForm here={here} given={given} />
          )
        ) : (
          <SubmitForm here={here} given={given} />
        )}
      </>
    ),
  }
}

function Clause(props: { here: Here; given: AnswersPage; row: LedgerRow; place: number }) {
  const { here, given, row, place } = props
  const { view } = given
  return (
    <Section heading={row.question} id={`clause-${place}`}>
      {row.sentence ? <p class="govuk-hint">{row.sentence}</p> : null}
      <p class="govuk-body">
        {row.responses === 'none' ? 'Nobody answered this in time.' : `${row.responses} answers.`}
      </p>
      {row.said.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet fl-measure">
          {row.said.map(({ words, by, late }) => (
            <li>
              <span class="fl-as-written">{words}</span>
              {by || late ? (
                <span class="govuk-hint">
                  {' '}
                  {[by, late ? 'late' : null].filter(Boolean).join(', ')}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {row.clause === '' ? null : (
        <Details
          summary={`${dispositionNames[row.disposition]}${row.reply ? `: ${row.reply.slice(0, 80)}` : ''}`}
        >
          <Form
            action={here.to(`/agreement/consultations/${view.id}/dispose`)}
            id={`dispose-${place}`}
            novalidate
          >
            <input type="hidden" name="number" value={String(view.written.number)} />
            <input type="hidden" name="clause" value={row.clause} />
            <Select
              name="disposition"
              id={`disposition-${place}`}
              label="What the branch makes of it"
              value={row.disposition}
              items={dispositions.map((of) => ({ value: of, text: dispositionNames[of] }))}
            />
            <Textarea
              name="words"
              id={`words-${place}`}
              label="What members read"
              rows={3}
              value={row.reply}
            />
            <Button class="govuk-button--secondary" preventDoubleClick>
              Save
            </Button>
          </Form>
        </Details>
      )}
    </Section>
  )
}

function Coverage({ ledger }: { ledger: LedgerView }) {
  const { coverage } = ledger
  if (coverage === null) return null
  const { shown, together, names } = coverage
  const rows = [
    ...shown.map(({ id, size, count }) => ({ name: names[id] ?? 'A team', size, count })),
    ...(together
      ? [
          {
            name: `${together.ids.length} small teams together`,
            size: together.size,
            count: together.count,
          },
        ]
      : []),
  ]
  return (
    <Section heading="Who has answered, by team" id="coverage">
      {rows.length === 0 ? (
        <p class="govuk-body">Too few members altogether to show any team.</p>
      ) : (
        <DataTable
          caption="Members who answered in time; teams under ten are never shown apart"
          captionSize="s"
          rows={rows}
          columns={[
            { label: 'Team', cell: ({ name }) => name },
            { label: 'Members', numeric: true, cell: ({ size }) => size },
            { label: 'Answered', numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </Section>
  )
}

function SubmitForm({ here, given }: { here: Here; given: AnswersPage }) {
  const { view, typed } = given
  return (
    <Section heading="Answer the service" id="submit">
      <Form action={here.to(`/agreement/consultations/${view.id}/submit`)} novalidate>
        <Textarea
          name="words"
          id="response"
          label="What the branch answers"
          hint="Members read it too. Counts under five are “few”; nobody’s words are quoted with a name."
          rows={10}
          value={typed['words'] ?? ''}
        />
        <Input
          name="days"
          id="days"
          label="Days in which a reply is asked for"
          hint="Leave it empty where none is."
          inputmode="numeric"
          class="govuk-input--width-3"
          value={typed['days'] ?? '14'}
        />
        <WarningText>Once submitted it stands as it is, with its hash.</WarningText>
        <Button preventDoubleClick>Submit it</Button>
      </Form>
    </Section>
  )
}

function RepliedForm({ here, given }: { here: Here; given: AnswersPage }) {
  const { view, typed } = given
  return (
    <Section heading="The service’s reply" id="submit">
      <Form action={here.to(`/agreement/consultations/${view.id}/replied`)} novalidate>
        <DateInput
          id="on"
          namePrefix="on"
          fieldset={{
            legend: { content: 'When did it come?', class: 'govuk-fieldset__legend--s' },
          }}
          values={{
            day: typed['on-day'] ?? '',
            month: typed['on-month'] ?? '',
            year: typed['on-year'] ?? '',
          }}
        />
        <Textarea
          name="words"
          id="reply"
          label="What they replied"
          rows={6}
          value={typed['words'] ?? ''}
        />
        <Button preventDoubleClick>Note it</Button>
      </Form>
    </Section>
  )
}
