import { longDate, type Problem } from '../../../kit/index.ts'
import {
  dayWithWeekday,
  dispositionNames,
  type ConsultationView,
} from '../../../branch/desk/index.ts'
import {
  Button,
  Checkboxes,
  Details,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Section,
  SummaryList,
  Textarea,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { Hash } from './words.tsx'

export interface ConsultationPage {
  view: ConsultationView
  /** Just answered: in time, or late. */
  answered: 'in-time' | 'late' | null
  typed: Readonly<Record<string, string>> | null
  problem: Problem | null
}

/** A draft is put to members: each says what they think, sees their own words, and what came of it. */
export function consultationPage(here: Here, given: ConsultationPage): Plain {
  const { view, answered, problem } = given
  const { written, state, draft, submission } = view
  const { title, about, opens, closes } = written.body
  const at = here.to(`/agreement/consultations/${view.id}`)
  return {
    page: {
      title,
      section: 'consultations',
      crumbs: here.person ? [{ content: 'Agreement', href: here.to('/agreement') }] : [],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#answer-0' }]} />
      ) : answered ? (
        <NotificationBanner type="success">
          {answered === 'in-time'
            ? 'Your answer is kept. You can change it until it closes.'
            : 'Your answer came after it closed. It is kept apart, and the officers see it as late.'}
        </NotificationBanner>
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title} caption="What members think of a draft">
          {state === 'to-come'
            ? `It opens on ${dayWithWeekday(opens)}.`
            : state === 'open'
              ? `Say what you think by ${dayWithWeekday(closes)}, 23:59. Only what you want to answer.`
              : `It closed on ${dayWithWeekday(closes)}. What you send now is kept apart as late.`}
        </Opening>
        {about === '' ? null : <p class="govuk-body fl-measure fl-as-written">{about}</p>}
        {here.person ? (
          <p class="govuk-body">
            {draft ? (
              <Link href={here.to(`/agreement/versions/${draft.id}`)}>
                Read the whole draft, {draft.name} {draft.version}
              </Link>
            ) : null}
            {here.may('desk.edit') ? (
              <>
                {' · '}
                <Link href={`${at}/answers`}>Read what was said</Link>
                {' · '}
                <Link href={`${at}/edit`}>Change the questions or days</Link>
              </>
            ) : null}
          </p>
        ) : null}
        {state === 'to-come' ? <Questions view={view} /> : <AnswerForm here={here} given={given} />}
        {view.clauses.some((of) => of.disposition !== 'open') ? <Replies view={view} /> : null}
        {submission ? (
          <Section heading="What the branch answered the service" id="submission">
            <SummaryList
              rows={[
                { key: 'Submitted', value: longDate(submission.onDay) },
                {
                  key: 'Reply',
                  value: submission.repliedOn
                    ? `${longDate(submission.repliedOn)}: ${submission.reply ?? ''}`
                    : submission.replyBy
                      ? submission.replyBy < here.today
                        ? `Was due by ${longDate(submission.replyBy)}; none has come`
                        : `Due by ${longDate(submission.replyBy)}`
                      : 'None has come',
                },
                { key: 'Hash of the text', value: <Hash of={submission.sha256} /> },
              ]}
            />
            <p class="govuk-body fl-measure fl-as-written">{submission.words}</p>
          </Section>
        ) : null}
      </>
    ),
  }
}

function Questions({ view }: { view: ConsultationView }) {
  return (
    <ul class="govuk-list govuk-list--bullet fl-measure">
      {view.clauses.map(({ question, sentence }) => (
        <li>
          {sentence} {question}
        </li>
      ))}
    </ul>
  )
}

function AnswerForm({ here, given }: { here: Here; given: ConsultationPage }) {
  const { view, typed, problem } = given
  const isLate = view.state === 'closed'
  const own = (i: number, mine: string): string => typed?.[`answer-${i}`] ?? mine
  const form = (
    <Form action={here.to(`/agreement/consultations/${view.id}/answer`)} novalidate>
      {view.clauses.map(({ question, sentence, mine, mineLate }, i) => (
        <Textarea
          name={`answer-${i}`}
          label={{ content: question, class: 'govuk-label--s' }}
          hint={sentence ?? undefined}
          rows={3}
          value={own(i, isLate ? mineLate : mine)}
          error={i === 0 ? problem?.sentence : undefined}
        />
      ))}
      <Textarea
        name="answer-whole"
        label={{ content: 'Anything else', class: 'govuk-label--s' }}
        hint="No child’s name, number or date of birth: describe, do not name."
        rows={4}
        value={typed?.['answer-whole'] ?? (isLate ? view.mineWholeLate : view.mineWhole)}
      />
      {here.person ? (
        <Checkboxes
          name="named"
          values={(typed ? typed['named'] === 'yes' : view.named) ? ['yes'] : []}
          hint="Officers read what is said without names. Nobody else reads it at all."
          fieldset={{
            legend: { content: 'Your name', class: 'govuk-fieldset__legend--s' },
          }}
          items={[{ value: 'yes', content: 'Officers may see that this is mine' }]}
        />
      ) : null}
      <Button preventDoubleClick>{isLate ? 'Send it late' : 'Send'}</Button>
    </Form>
  )
  return isLate ? <Details summary="Send something late">{form}</Details> : form
}

function Replies({ view }: { view: ConsultationView }) {
  return (
    <Section heading="What came of it" id="replies">
      <SummaryList
        rows={view.clauses
          .filter(({ disposition }) => disposition !== 'open')
          .map(({ question, disposition, reply }) => ({
            key: question,
            value: (
              <>
                {dispositionNames[disposition]}. {reply}
              </>
            ),
          }))}
      />
      {view.clauses.some(({ disposition }) => disposition === 'open') ? (
        <InsetText>The other questions are not decided yet.</InsetText>
      ) : null}
    </Section>
  )
}
