import { count, longDate } from '../../kit/index.ts'
import type { ReminderChoices, Waiting, WaitingWhat } from '../../council/index.ts'
import {
  Button,
  ButtonGroup,
  EmptyState,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  Tag,
  WarningText,
} from '../components/index.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import { moment } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, List } from './list.tsx'

/** What to do, as the list says it. */
export const waitingWords: Record<WaitingWhat, string> = {
  'decision-answer': 'Say whether you take a case',
  'decision-second': 'Look at a decision as the second person',
  'decision-respond': 'Answer what a worker said to a decision',
  handover: 'Complete a handover',
  'handover-sign': 'Sign a handover',
  'handover-planned': 'A case is to change hands',
  'handover-emergency': 'Say whether a handover is an emergency',
  overload: 'Answer an overload',
  query: 'Answer a query of a figure',
  agreement: 'Read and sign the agreement that is proposed',
  import: 'Decide on an import that has been read',
  opening: 'Read why a restricted record was opened',
}

/** Where it is done. */
function pageOf({ to }: Here, { what, about }: Waiting): string {
  switch (what) {
    case 'decision-answer':
    case 'decision-second':
    case 'decision-respond':
      return to.decision(about)
    case 'handover':
    case 'handover-sign':
    case 'handover-planned':
    case 'handover-emergency':
      return to.handover(about)
    case 'overload':
      return to.registerEntry(about)
    case 'query':
      return `${to.queries()}#query-${about}`
    case 'agreement':
      return to.agreementStep('sign', about)
    case 'import':
      return to.import(about)
    case 'opening':
      return to.record()
  }
}

const waitingTable = (here: Here): TableOf<Waiting> => ({
  id: 'waiting-for-you',
  name: 'What waits for you',
  columns: [
    {
      id: 'what',
      header: 'What',
      kind: 'text',
      long: true,
      cell: (one) => (
        <Link href={pageOf(here, one)}>
          {waitingWords[one.what]}
          {one.who === null ? null : `: ${one.who}`}
        </Link>
      ),
      file: (one) => waitingWords[one.what],
    },
    { id: 'who', header: 'Who', kind: 'text', inFilesOnly: true, file: (one) => one.who },
    {
      id: 'due',
      header: 'Last day',
      kind: 'text',
      cell: (one) =>
        one.due === null ? (
          'No day is agreed'
        ) : one.late ? (
          <>
            {longDate(one.due)} <Tag class="govuk-tag--red">Late</Tag>
          </>
        ) : (
          longDate(one.due)
        ),
      file: (one) => one.due,
    },
    {
      id: 'late',
      header: 'Late',
      kind: 'text',
      inFilesOnly: true,
      file: (one) => (one.late ? 'yes' : 'no'),
    },
  ],
})

function sentence(waiting: readonly Waiting[]): string {
  if (waiting.length === 0) return 'Nothing waits for you.'
  const late = waiting.filter((one) => one.late).length
  const next = waiting.find((one) => one.due !== null && !one.late)?.due ?? null
  return [
    count(waiting.length, 'thing waits for you', 'things wait for you'),
    ...(late > 0 ? [`${late} of them late`] : []),
    ...(next === null ? [] : [`the next last day is ${longDate(next)}`]),
  ]
    .join('; ')
    .concat('.')
}

/** The first page after signing in: what waits for this person, and the way on to their work. */
export function waitingPage(
  here: Here,
  waiting: readonly Waiting[],
  start: { href: string; words: string },
): Figures {
  return {
    page: { title: 'What waits for you', section: 'home' },
    body: (
      <>
        <Opening heading="What waits for you">{sentence(waiting)}</Opening>
        {waiting.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Decisions, handovers, overloads, queries and agreements that need you are listed here
              with their last day.
            </p>
          </EmptyState>
        ) : (
          <>
            <List
              here={here}
              table={waitingTable(here)}
              rows={waiting}
              caption="What waits, the soonest last day first"
              captionSize="hidden"
            />
            <Downloads here={here} of="what waits for you" />
          </>
        )}
        <Button
          href={start.href}
          class={waiting.length > 0 ? 'govuk-button--secondary' : undefined}
        >
          {start.words}
        </Button>
        <p class="govuk-body">
          <Link href={here.to.reminders()}>Have it in your calendar, or by mail each morning</Link>
        </p>
      </>
    ),
    sheets: waiting.length === 0 ? [] : [sheetOf(waitingTable(here), waiting)],
    fileName: 'waits-for-you',
    what: 'What waited for the person who wrote this file.',
  }
}

/** How somebody is told: their calendar's feed, and the message of the day. */
export function remindersPage(here: Here, { feed, mail }: ReminderChoices): Figures {
  return {
    page: {
      title: 'Calendar and mail',
      section: 'signIns',
      crumbs: [{ content: 'Your sign-in', href: here.to.signIns() }],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Calendar and mail">
            What is due for you can come to you, without the name of any child or worker.
          </Opening>
          <Section heading="In your calendar" id="calendar">
            <p class="govuk-body">
              {feed === null
                ? 'Your calendar program can show what is due for you, on its last day.'
                : `Your calendar has had an address since ${moment(feed.madeAt)}; ${
                    feed.lastReadAt === null
                      ? 'nothing has asked for it yet'
                      : `it was last read ${moment(feed.lastReadAt)}`
                  }.`}
            </p>
            <Form action={here.to.calendarFeed()}>
              <ButtonGroup>
                <Button
                  name="do"
                  value="make"
                  class={feed === null ? undefined : 'govuk-button--secondary'}
                  preventDoubleClick
                >
                  {feed === null ? 'Make an address for your calendar' : 'Make a new address'}
                </Button>
                {feed === null ? null : (
                  <Button class="govuk-button--secondary" name="do" value="end" preventDoubleClick>
                    End the address
                  </Button>
                )}
              </ButtonGroup>
            </Form>
            {feed === null ? null : (
              <p class="govuk-body">A new address ends the old one, as ending it does.</p>
            )}
          </Section>
          <Section heading="By mail" id="mail">
            <p class="govuk-body">
              {mail
                ? 'On working days at half past seven you get one message where something is late or due within three working days. It holds numbers and a link.'
                : 'You get no message.'}
            </p>
            <Form action={here.to.digest()}>
              <Button
                class="govuk-button--secondary"
                name="mail"
                value={mail ? 'off' : 'on'}
                preventDoubleClick
              >
                {mail ? 'Send me none' : 'Send me one when something is due'}
              </Button>
            </Form>
            {here.organisation.demonstration ? (
              <InsetText>The demonstration sends no mail: its people are invented.</InsetText>
            ) : null}
          </Section>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'reminders',
    what: '',
  }
}

/** The address of a feed, shown this one time. */
export function feedMadePage(here: Here, address: string): Figures {
  return {
    page: {
      title: 'Your calendar’s address',
      section: 'signIns',
      crumbs: [{ content: 'Calendar and mail', href: here.to.reminders() }],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Your calendar’s address">
            Copy it now: it is shown this one time.
          </Opening>
          <p class="govuk-body fl-breaks">
            <span class="fl-code">{address}</span>
          </p>
          <p class="govuk-body">
            In Outlook: Add calendar, then Subscribe from web. In Google Calendar: Other calendars,
            then From URL. In Apple Calendar: File, then New Calendar Subscription.
          </p>
          <WarningText>
            Whoever has this address sees what is due for you and when: no names, but keep it as you
            keep a password. End it here if it has gone astray.
          </WarningText>
          <Button href={here.to.reminders()}>I have copied it</Button>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'calendar',
    what: '',
  }
}
