import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import { notSafeReasons } from '../../../core/allocation/index.ts'
import type { DecisionView } from '../../../council/index.ts'
import {
  Button,
  Details,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Radios,
  Section,
  Select,
  SummaryList,
  Textarea,
  Timeline,
  WarningText,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { amountInFull, moment, unitOf, type AgreementInForce } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { ruleWords } from '../plan-words.ts'
import { Share } from '../plans-ready.tsx'
import { problemOf, type TriedAllocation } from '../allocate-form.tsx'
import {
  actWords,
  changeWords,
  childrenTitle,
  filesWords,
  managerAnswerWords,
  notSafeWords,
  overrideWords,
  saidWords,
  stateSentence,
  workerAnswerWords,
} from './words.ts'

type Eligible = DecisionView['certificate']['eligible'][number]

/** What else the page says once: that an answer was taken, or how a check of the certificate ended. */
export interface Beside {
  tried: TriedAllocation | null
  /** Why an acceptance went back; null where none did just now. */
  returned: readonly string[] | null
  checked: { outcome: 'same' | 'different' | 'not-kept'; hash: string | null } | null
}

/** One decision: where it stands, what whoever looks may do, what was said, and its certificate. */
export function decisionPage(here: Here, view: DecisionView, beside: Beside): Figures {
  const { standing, certificate } = view
  const { agreement } = standing
  const { tried } = beside
  const title = `${childrenTitle(view)}: ${view.to.name}`
  const table = eligibleTable(here, view, agreement)
  return {
    page: {
      title,
      section: 'waiting',
      standing,
      hasErrors: tried !== null,
      crumbs: [{ content: 'Decisions', href: here.to.decisions() }],
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}`,
          }))}
        />
      ) : beside.returned ? (
        <NotificationBanner title="It went back">
          {view.to.name} cannot take it any more: {beside.returned.join('; ')}.
        </NotificationBanner>
      ) : beside.checked ? (
        <Checked checked={beside.checked} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title}>{stateSentence(view)}</Opening>
        {view.forbidden.length > 0 ? (
          <WarningText>
            By the files in force {view.to.name} cannot take it any more:{' '}
            {view.forbidden.join('; ')}. Take it back, and ask somebody else.
          </WarningText>
        ) : null}
        <Answer here={here} view={view} tried={tried} />
        <Section heading="What was decided" id="decided">
          <SummaryList rows={summaryOf(here, view, agreement)} />
        </Section>
        {view.said.length > 0 ? (
          <Section heading="What was said" id="said">
            <Timeline
              items={view.said.map((said) => ({
                when: `${moment(said.at)}, ${said.by}`,
                what: saidWords(said),
              }))}
            />
          </Section>
        ) : null}
        <Section heading="Certificate" id="certificate">
          <p class="govuk-body">
            Who could have taken it on {longDate(certificate.decidedOn)}, by the files as at{' '}
            {longDate(certificate.asOf)}, with all that others had been asked to take.
          </p>
          <Details
            summary={`Everybody who could have taken it: ${certificate.eligible.length}`}
            open={certificate.eligible.length <= OPEN_ROWS}
          >
            <List
              here={here}
              table={table}
              rows={certificate.eligible}
              caption="Who could have taken it, most room first"
              captionSize="s"
            />
          </Details>
          {certificate.excluded.length > 0 ? (
            <Details summary={`Who could not, and why: ${certificate.excluded.length}`}>
              <SummaryList
                rows={rulesOf(view).map(({ rule, names }) => ({
                  key: `${ruleWords(rule)}: ${names.length}`,
                  value: names.join(', '),
                }))}
              />
            </Details>
          ) : null}
          <p class="govuk-body">
            <Link href={here.to.decision(view.id, { check: 'yes' })}>
              Make the certificate again from what is kept
            </Link>
            , or <Link href={here.to.decisionCertificate(view.id)}>download it (JSON)</Link>. It
            names nobody.
          </p>
          <p class="govuk-hint fl-break">SHA-256 {view.hash}</p>
        </Section>
        <Downloads here={here} of="who could have taken it" />
      </>
    ),
    sheets: [
      sheetOf(table, certificate.eligible),
      sheetOf(excludedTable(view), certificate.excluded),
    ],
    fileName: 'decision',
    what: 'One decision: who could have taken the case, who could not and why.',
  }
}

function Checked({ checked }: { checked: NonNullable<Beside['checked']> }): JSX.Element {
  const words = {
    same: 'It was made again from the import, the agreement and the decisions that it names, and is the same to the letter.',
    different: 'Made again it is another one: what it was made from has changed. Tell the auditor.',
    'not-kept': 'It cannot be made again: its import or its agreement is not kept any more.',
  }[checked.outcome]
  return (
    <NotificationBanner
      type={checked.outcome === 'same' ? 'success' : undefined}
      title="The certificate"
    >
      {words}
    </NotificationBanner>
  )
}

function summaryOf(here: Here, view: DecisionView, agreement: AgreementInForce) {
  const optional = (key: string, value: string | null) => (value === null ? [] : [{ key, value }])
  return [
    {
      key: view.children.length === 1 ? 'Child' : 'Children',
      value: (
        <>
          {view.children.map((child, n) => (
            <>
              {n > 0 ? ', ' : ''}
              <Link href={child.address === null ? '' : here.to.case(child.address)}>
                {child.name}
              </Link>
            </>
          ))}
        </>
      ),
    },
    {
      key: 'To',
      value: (
        <>
          <Link href={view.to.address === null ? '' : here.to.worker(view.to.address)}>
            {view.to.name}
          </Link>
          {view.toTeam ? `, ${view.toTeam.name}` : ''}
        </>
      ),
    },
    ...(view.from
      ? [
          {
            key: 'From',
            value: (
              <Link href={view.from.address === null ? '' : here.to.worker(view.from.address)}>
                {view.from.name}
              </Link>
            ),
          },
        ]
      : []),
    { key: 'Weighs with them', value: amountInFull(view.cost, agreement) },
    { key: 'Decided by', value: `${view.by}, ${moment(view.madeAt)}` },
    ...optional('Why the worker changes', view.changeReason && changeWords[view.changeReason]),
    ...optional(
      'Why them',
      view.firstBand
        ? 'Among those with the most room'
        : view.overrideReason && overrideWords[view.overrideReason],
    ),
    ...optional('In words', view.words === '' ? null : view.words),
    ...view.acts.map((act) => ({
      key: 'Under the agreement',
      value: actWords(act, agreement),
    })),
    ...optional('In the case system', filesWords(view)),
  ]
}

/** The one thing that whoever looks may do now; taking it back stands apart. */
function Answer(props: {
  here: Here
  view: DecisionView
  tried: TriedAllocation | null
}): JSX.Element | null {
  const { view } = props
  const { may } = view
  return (
    <>
      {may.second ? <SecondForm {...props} /> : null}
      {may.answer ? <WorkerForm {...props} /> : null}
      {may.respond.length > 0 ? <ManagerForm {...props} /> : null}
      {may.recall || may.takeBack ? <TakeBack {...props} /> : null}
      {view.state === 'waits-for-second' && !may.second ? (
        <InsetText>Whoever decided cannot be the second person.</InsetText>
      ) : null}
    </>
  )
}

interface FormOf {
  here: Here
  view: DecisionView
  tried: TriedAllocation | null
}

function SecondForm({ here, view, tried }: FormOf): JSX.Element {
  return (
    <Section heading="Do you agree?" id="answer">
      <Form action={here.to.decisionStep(view.id, 'second')} novalidate>
        <Radios
          name="answer"
          idPrefix="answer-choice"
          fieldset={{
            legend: {
              content: 'The agreement asks a second person',
              class: 'govuk-fieldset__legend--s',
            },
          }}
          value={tried?.typed['answer']}
          error={problemOf(tried, 'answer-choice')}
          items={[
            { value: 'approved', content: `I agree: ask ${view.to.name}` },
            { value: 'refused', content: 'I do not agree' },
          ]}
        />
        <Words tried={tried} label="Why? (needed where you do not agree)" />
        <Button preventDoubleClick>Say so</Button>
      </Form>
    </Section>
  )
}

function WorkerForm({ here, view, tried }: FormOf): JSX.Element {
  const it = view.children.length === 1 ? 'this child' : 'these children'
  return (
    <Section heading={`You are asked to take ${it}`} id="answer">
      <Form action={here.to.decisionStep(view.id, 'answer')} novalidate>
        <Radios
          name="answer"
          idPrefix="answer-choice"
          fieldset={{
            legend: { content: 'Your answer', class: 'govuk-fieldset__legend--s' },
          }}
          value={tried?.typed['answer']}
          error={problemOf(tried, 'answer-choice')}
          items={[
            { value: 'accepted', content: workerAnswerWords.accepted },
            {
              value: 'accepted-with-conditions',
              content: workerAnswerWords['accepted-with-conditions'],
              hint: { content: 'Say below what you need first. A manager must respond.' },
            },
            {
              value: 'not-safe',
              content: workerAnswerWords['not-safe'],
              hint: {
                content:
                  'Say why below. It does not become yours by silence: a manager must respond.',
              },
            },
          ]}
        />
        <Select
          name="reason"
          id="reason"
          label="If it is not safe: why?"
          value={tried?.typed['reason'] ?? ''}
          error={problemOf(tried, 'reason')}
          items={[
            { text: 'Choose a reason', value: '' },
            ...notSafeReasons.map((value) => ({ value, text: notSafeWords[value] })),
          ]}
        />
        <Words tried={tried} label="In your own words (needed unless you take it as it is)" />
        <Button preventDoubleClick>Send your answer</Button>
      </Form>
    </Section>
  )
}

function ManagerForm({ here, view, tried }: FormOf): JSX.Element {
  return (
    <Section heading={`What do you answer ${view.to.name}?`} id="answer">
      <Form action={here.to.decisionStep(view.id, 'respond')} novalidate>
        <Radios
          name="answer"
          idPrefix="answer-choice"
          fieldset={{
            legend: { content: 'Your answer', class: 'govuk-fieldset__legend--s' },
          }}
          value={tried?.typed['answer']}
          error={problemOf(tried, 'answer-choice')}
          items={view.may.respond.map((value) => ({
            value,
            content: managerAnswerWords[value],
          }))}
        />
        <Words tried={tried} label="What you decided, and why" />
        <Button preventDoubleClick>Answer</Button>
      </Form>
    </Section>
  )
}

function TakeBack({ here, view, tried }: FormOf): JSX.Element {
  const isStanding = view.may.takeBack
  return (
    <Details summary="Take it back">
      <p class="govuk-body">
        {isStanding
          ? 'The case system does not show it yet, so it can be taken back: the case is then as the case system shows it.'
          : 'Nobody has answered for good yet: the case goes back to where it was, and can be given to somebody else.'}
      </p>
      <Form action={here.to.decisionStep(view.id, isStanding ? 'respond' : 'recall')} novalidate>
        {isStanding ? <input type="hidden" name="answer" value="withdrawn" /> : null}
        <Textarea
          name="words"
          id="take-back-words"
          label={isStanding ? 'Why?' : 'Why? (optional)'}
          rows={2}
          value={tried?.typed['words'] ?? ''}
          error={problemOf(tried, 'take-back-words')}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Take it back
        </Button>
      </Form>
    </Details>
  )
}

const Words = (props: { tried: TriedAllocation | null; label: string }): JSX.Element => (
  <Textarea
    name="words"
    id="words"
    label={props.label}
    hint="Use the child’s number, never a name. At most 4,000 characters."
    rows={3}
    value={props.tried?.typed['words'] ?? ''}
    error={problemOf(props.tried, 'words')}
  />
)

/** A longer list is folded. */
const OPEN_ROWS = 8

const OTHER_TEAM = 'A worker of another team'

const eligibleTable = (
  here: Here,
  { certificate, names }: DecisionView,
  agreement: AgreementInForce,
): TableOf<Eligible> => ({
  id: 'could',
  name: 'Could have taken it',
  columns: [
    {
      id: 'worker',
      header: 'Worker',
      kind: 'text',
      cell: (one) => {
        const name = names[one.worker]
        const isChosen = one.worker === certificate.chosen
        return (
          <>
            <Link href={name === undefined ? '' : here.to.worker(one.worker)}>
              {name ?? OTHER_TEAM}
            </Link>
            {isChosen ? <strong> (chosen)</strong> : ''}
          </>
        )
      },
      file: (one) => names[one.worker] ?? OTHER_TEAM,
    },
    {
      id: 'before',
      header: 'Before',
      kind: 'percent',
      long: true,
      cell: (one) => <Share {...one.before} agreement={agreement} />,
      file: (one) => (one.before.capacity === 0 ? null : one.before.load / one.before.capacity),
    },
    {
      id: 'after',
      header: 'With it',
      kind: 'percent',
      long: true,
      cell: (one) => <Share {...one.after} agreement={agreement} />,
      file: (one) => (one.after.capacity === 0 ? null : one.after.load / one.after.capacity),
    },
    {
      id: 'load',
      header: `Carried with it (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      inFilesOnly: true,
      file: (one) => one.after.load / agreement.grainsPerUnit,
    },
    {
      id: 'first',
      header: 'Most room, within a hair',
      kind: 'text',
      file: (one) => (one.first ? 'Yes' : 'No'),
    },
    {
      id: 'chosen',
      header: 'Chosen',
      kind: 'text',
      inFilesOnly: true,
      file: (one) => (one.worker === certificate.chosen ? 'Yes' : 'No'),
    },
  ],
})

const excludedTable = ({
  names,
}: DecisionView): TableOf<DecisionView['certificate']['excluded'][number]> => ({
  id: 'could-not',
  name: 'Could not, and why',
  columns: [
    {
      id: 'worker',
      header: 'Worker',
      kind: 'text',
      file: (one) => names[one.worker] ?? OTHER_TEAM,
    },
    { id: 'rule', header: 'Why', kind: 'text', file: (one) => ruleWords(one.rule) },
  ],
})

function rulesOf({ certificate, names }: DecisionView): { rule: string; names: string[] }[] {
  const rules = new Map<string, string[]>()
  for (const { worker, rule } of certificate.excluded) {
    rules.set(rule, [...(rules.get(rule) ?? []), names[worker] ?? OTHER_TEAM])
  }
  return [...rules].map(([rule, found]) => ({
    rule,
    names: found.sort((a, b) => a.localeCompare(b, 'en-GB')),
  }))
}
