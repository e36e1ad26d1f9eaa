import type { JSX } from 'preact'
import { count, longDate, type IsoDate } from '../../../kit/index.ts'
import { answererNames } from '../../../core/agreement/index.ts'
import { isSignature } from '../../../core/handover/index.ts'
import type {
  HandoverEntryView,
  HandoverStep,
  HandoverStepView,
  HandoverView,
} from '../../../council/index.ts'
import {
  Button,
  InsetText,
  Link,
  Opening,
  Section,
  SummaryList,
  TaskList,
  Timeline,
  WarningText,
  type Content,
} from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { moment, shortDate } from '../../words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads } from '../list.tsx'
import {
  breachWords,
  childrenWords,
  emergencyWords,
  stepOf,
  stepWords,
  toldWords,
} from './words.ts'

/** One handover: what is missing first, then what was done, then everything that was entered. */
export function handoverPage(here: Here, view: HandoverView): Figures {
  const title = `Handover of ${lower(childrenWords(view))}`
  // One thing to press: an emergency comes first.
  const next = view.may.agreeToEmergency ? null : nextStep(view)
  const done = view.steps.filter((of) => of.done !== null)
  return {
    page: {
      title,
      section: 'handovers',
      crumbs: [{ content: 'Handovers', href: here.to.handovers() }],
    },
    body: (
      <>
        <Opening heading={title}>{sentence(here, view)}</Opening>
        <Ends here={here} view={view} />
        <Broken here={here} view={view} />
        <EmergencyAsked here={here} view={view} />
        <Missing here={here} view={view} />
        {next === null ? null : (
          <Button href={formOf(here, view, next)}>
            {isSignature(next) && !view.maySign.includes(next)
              ? `${view.from.name} cannot sign`
              : isSignature(next)
                ? `Sign as ${here.person.name}`
                : `Enter: ${lower(stepWords[next])}`}
          </Button>
        )}
        <Section heading="What was done" id="done">
          {done.length === 0 ? (
            <p class="govuk-body">Nothing has been entered yet.</p>
          ) : (
            done.map((of) => <Done here={here} view={view} of={of} />)
          )}
        </Section>
        <Section heading="Everything that was entered" id="entries">
          {view.entries.length === 0 ? (
            <p class="govuk-body">Nothing yet. Each entry stays here as it was made.</p>
          ) : (
            <Timeline
              items={view.entries.map((entry) => ({
                when: `${moment(entry.at)}, ${entry.by}`,
                what: entryWords(view, entry),
              }))}
            />
          )}
        </Section>
        <Else here={here} view={view} />
        <Downloads here={here} of="this handover" />
      </>
    ),
    sheets: [sheetOf(stepsTable(view), view.steps)],
    fileName: 'handover',
    what: 'One handover: each step, when it was done and by whom.',
  }
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** Where a step is entered, or a signature given. */
const formOf = ({ to }: Here, { id }: HandoverView, step: HandoverStep): string =>
  isSignature(step) ? to.handoverSign(id, step) : to.handoverStep(id, step)

/** The one thing that whoever reads can do next: content in its order, then their own signature. */
const nextStep = (view: HandoverView): HandoverStep | null =>
  view.steps.find(({ required, mayRecord }) => required && mayRecord)?.step ?? null

function sentence(here: Here, view: HandoverView): string {
  const { from, to, due, missing } = view
  const [out, into] = [from.name, to.name]
  switch (view.state) {
    case 'waits-for-answer':
      return `${into} has not answered yet. ${out} answers for the case, and nothing is handed over so far.`
    case 'complete':
      return `Complete since ${longDate(view.completedOn as IsoDate)}: ${into} answers for the case.`
    case 'withdrawn':
      return `Overtaken: the files show somebody else, or the case closed. It stays here as it was.`
    case 'without-receiver':
      return `${into} is to receive the case and cannot any more. ${out} answers for it until somebody else is found.`
    default: {
      const who = view.accountable === 'outgoing' ? out : into
      const left = `${count(missing.length, 'step is', 'steps are')} missing`
      const by =
        due === null
          ? ''
          : due < here.today
            ? `, due by ${longDate(due)}, which has passed`
            : `, due by ${longDate(due)}`
      return `${who} answers for the case${view.accountable === 'outgoing' ? ' until this is complete' : ' already: an emergency passed it on'}. ${left}${by}.`
    }
  }
}

function Ends({ here, view }: { here: Here; view: HandoverView }): JSX.Element {
  const party = ({ name, address, team }: HandoverView['from']): Content => (
    <>
      {address === null ? name : <Link href={here.to.worker(address)}>{name}</Link>}
      {team === null ? null : `, ${team.name}`}
    </>
  )
  return (
    <SummaryList
      rows={[
        {
          key: 'Case',
          value: view.children.map(({ child, address }, i) => (
            <>
              {i === 0 ? '' : ', '}
              <Link href={here.to.case(address)}>{child ?? 'Restricted'}</Link>
            </>
          )),
        },
        { key: 'Hands over', value: party(view.from) },
        { key: 'Takes over', value: party(view.to) },
        {
          key: 'Decided',
          value: (
            <>
              {longDate(view.decidedOn)}
              {view.openedOn === null ? '' : `; stands since ${longDate(view.openedOn)}`}.{' '}
              <Link href={here.to.agreement(view.agreement.key)}>
                {view.agreement.name} {view.agreement.version}
              </Link>
            </>
          ),
        },
        {
          key: 'Planned for',
          value: view.plannedFor === null ? 'No day set' : longDate(view.plannedFor),
          ...(view.may.plan
            ? {
                actions: {
                  items: [
                    {
                      href: here.to.handoverAct(view.id, 'plan'),
                      content: view.plannedFor === null ? 'Set a day' : 'Change',
                      visuallyHiddenText: 'on which the case changes hands',
                    },
                  ],
                },
              }
            : {}),
        },
      ]}
    />
  )
}

function Broken({ here, view }: { here: Here; view: HandoverView }): JSX.Element | null {
  if (view.breaches.length === 0) return null
  return (
    <InsetText>
      <p class="govuk-body">
        <strong>
          {count(
            view.breaches.length,
            'clause of the agreement was',
            'clauses of the agreement were',
          )}{' '}
          broken
        </strong>
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {view.breaches.map((breach) => (
          <li>
            {breachWords(view, breach)}{' '}
            <Link href={`${here.to.agreement(view.agreement.key)}#${breach.clause}`}>
              {view.clauses[breach.clause] ?? breach.clause}
            </Link>
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

const answererWords = (role: string): string =>
  (answererNames as Record<string, string | undefined>)[role] ?? role

function EmergencyAsked({ here, view }: { here: Here; view: HandoverView }): JSX.Element | null {
  const { emergencyAsked: asked, secondPerson } = view
  if (asked === null) return null
  return (
    <>
      <WarningText>
        {asked.by} asked to pass the case on in an emergency ({lower(emergencyWords[asked.reason])}
        ). It waits for {secondPerson ? answererWords(secondPerson.role) : 'a second person'}.
      </WarningText>
      {view.may.agreeToEmergency ? (
        <Button href={here.to.handoverAct(view.id, 'answer')}>Answer this</Button>
      ) : null}
    </>
  )
}

function Missing({ here, view }: { here: Here; view: HandoverView }): JSX.Element | null {
  const isOver = view.state === 'withdrawn' || view.state === 'complete'
  const steps = view.steps.filter(
    (of) => of.done === null && (of.required ? !isOver : of.mayRecord),
  )
  if (steps.length === 0 || view.state === 'waits-for-answer') return null
  return (
    <Section heading={isOver ? 'May still be entered' : 'What is missing'} id="missing">
      <TaskList
        idPrefix="missing"
        items={steps.map(({ step, required, mayRecord }) => ({
          title: stepOf(view, step),
          ...(mayRecord ? { href: formOf(here, view, step) } : {}),
          ...(hintOf(view, step) === null ? {} : { hint: hintOf(view, step) }),
          status: required
            ? { tag: { class: 'govuk-tag--blue', children: 'Missing' } }
            : { content: 'Not required' },
        }))}
      />
    </Section>
  )
}

function hintOf(view: HandoverView, step: HandoverStep): string | null {
  if (!isSignature(step)) return null
  return view.beforeSigning.length > 0 ? 'Once everything else is entered' : null
}

function Done(props: { here: Here; view: HandoverView; of: HandoverStepView }): JSX.Element | null {
  const { here, view, of } = props
  if (of.done === null) return null
  const { on, by, enteredOn } = of.done
  const rows = isSignature(of.step)
    ? [
        of.done.details.absent
          ? {
              key: 'Not signed',
              value: `Has gone and cannot sign; noted by ${by}, ${longDate(on)}`,
            }
          : { key: 'Signed', value: `${by}, ${longDate(on)}` },
      ]
    : [
        ...(isOfADay(of.step) ? [{ key: 'On', value: longDate(on) }] : []),
        ...contentOf(of.done),
        { key: 'Entered', value: `${by}, ${shortDate(enteredOn)}` },
      ]
  return (
    <SummaryList
      card={{
        title: { content: stepOf(view, of.step), headingLevel: 3 },
        ...(of.mayUndo
          ? {
              actions: {
                items: [{ href: here.to.handoverUndo(view.id, of.step), content: 'Take back' }],
              },
            }
          : {}),
      }}
      rows={rows}
    />
  )
}

/** Whether a step took place on a day of its own, which may lie before the day it was entered. */
export const isOfADay = (step: HandoverStep): boolean =>
  step === 'meeting' || step === 'joint-visit' || step === 'child-told' || step === 'family-told'

/** What was entered with a step, a row each. */
export function contentOf({
  words,
  details,
}: Pick<NonNullable<HandoverStepView['done']>, 'words' | 'details'>): {
  key: string
  value: Content
}[] {
  const { present, how, dates = [] } = details
  return [
    ...(present === undefined || present === '' ? [] : [{ key: 'Who was there', value: present }]),
    ...(how === undefined ? [] : [{ key: 'How', value: toldWords[how] }]),
    ...dates.map(({ what, on }) => ({
      key: what,
      value: on === null ? 'No day set yet' : longDate(on),
    })),
    ...(words === '' ? [] : [{ key: 'In words', value: <span class="fl-words">{words}</span> }]),
  ]
}

function entryWords(view: HandoverView, entry: HandoverEntryView): Content {
  const said = entry.words === '' ? '' : ` “${entry.words}”`
  const day = shortDate(entry.on)
  const step = entry.step === null ? '' : stepOf(view, entry.step)
  switch (entry.kind) {
    case 'planned':
      return `Planned for ${day}.${said}`
    case 'step':
      return entry.step !== null && isSignature(entry.step) ? `${step}.` : `${step}, ${day}.`
    case 'step-undone':
      return `Taken back: ${lower(step)}.${said}`
    case 'moved-by-message':
      return `The case had moved by message alone by ${day}.${said}`
    case 'emergency': {
      const why = entry.reason === null ? '' : lower(emergencyWords[entry.reason])
      return entry.said === 'asked'
        ? `Asked to pass the case on in an emergency: ${why}.${said}`
        : entry.said === 'refused'
          ? `Refused to pass the case on in an emergency.${said}`
          : `Passed on in an emergency: ${why}.${said}`
    }
  }
}

function Else({ here, view }: { here: Here; view: HandoverView }): JSX.Element {
  const { id, may } = view
  return (
    <Section heading="Else" id="else">
      <ul class="govuk-list">
        <li>
          <Link href={here.to.handoverSheet(id)}>Handover sheet to print</Link>
        </li>
        {may.noteMoved ? (
          <li>
            <Link href={here.to.handoverAct(id, 'moved')}>
              Note that the case was moved by message alone
            </Link>
          </li>
        ) : null}
        {may.emergency ? (
          <li>
            <Link href={here.to.handoverAct(id, 'emergency')}>
              Pass the case on in an emergency
            </Link>
          </li>
        ) : null}
      </ul>
    </Section>
  )
}

const stepsTable = (view: HandoverView): TableOf<HandoverStepView> => ({
  id: 'steps',
  name: 'Steps',
  columns: [
    { id: 'step', header: 'Step', kind: 'text', file: ({ step }) => stepOf(view, step) },
    {
      id: 'required',
      header: 'Required',
      kind: 'text',
      file: ({ required }) => (required ? 'Yes' : 'No'),
    },
    { id: 'done', header: 'Done on', kind: 'date', file: ({ done }) => done?.on ?? null },
    { id: 'by', header: 'By', kind: 'text', file: ({ done }) => done?.by ?? null },
  ],
})
