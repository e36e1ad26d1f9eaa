import type { JSX } from 'preact'
import { count, type IsoDate } from '../../../kit/index.ts'
import { timeWords } from '../../../core/bargaining/index.ts'
import type { Coming } from '../../../branch/calendar/index.ts'
import {
  Button,
  EmptyState,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  Tag,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { dayWords } from './words.ts'

export interface CalendarPage {
  coming: readonly Coming[]
  feed: { madeAt: Date; lastReadAt: Date | null } | null
}

/** What comes, day by day, and how to have it in one’s own calendar. */
export function calendarPage(here: Here, { coming, feed }: CalendarPage): Plain {
  const days = new Map<IsoDate, Coming[]>()
  for (const entry of coming) days.set(entry.on, [...(days.get(entry.on) ?? []), entry])
  const standing = coming.filter(({ cancelled }) => !cancelled)
  const [next] = standing
  return {
    page: { title: 'Calendar', section: 'calendar' },
    body: (
      <>
        <Opening heading="Calendar">
          {next
            ? `${count(standing.length, 'thing comes', 'things come')}. The next is on ${dayWords(next.on)}: ${next.words ?? next.title}.`
            : 'Nothing is to come.'}
        </Opening>
        {days.size === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Meetings of a round stand here once it is planned.{' '}
              <Link href={here.to('/rounds')}>See the rounds</Link>
            </p>
          </EmptyState>
        ) : (
          <Section heading="What comes" id="coming">
            {[...days].map(([day, entries]) => (
              <Section heading={dayWords(day)} level={3}>
                <ul class="govuk-list">
                  {entries.map((entry) => (
                    <Entry entry={entry} />
                  ))}
                </ul>
              </Section>
            ))}
          </Section>
        )}
        {here.may('rounds.edit') ? (
          <p class="govuk-body">
            <Link href={here.to('/events/new')}>Add an event</Link>, or{' '}
            <Link href={here.to('/events/list')}>take over a list of events</Link>
          </p>
        ) : null}
        <Section heading="Have it in your own calendar" id="feed">
          <Feed here={here} feed={feed} />
        </Section>
      </>
    ),
  }
}

function Entry({ entry }: { entry: Coming }): JSX.Element {
  return (
    <li>
      {entry.cancelled ? (
        <>
          <Tag class="govuk-tag--red">Called off</Tag>{' '}
        </>
      ) : null}
      <Link href={entry.path}>{entry.words ?? entry.title}</Link>
      <div class="fl-apart">
        {[timeWords(entry), entry.place].filter((words) => words).join('. ')}
      </div>
    </li>
  )
}

function Feed({ here, feed }: { here: Here; feed: CalendarPage['feed'] }): JSX.Element {
  return (
    <>
      <p class="govuk-body">
        A calendar program follows an address: what moves or is called off changes by itself, within
        the hour or as often as the program looks. Entries say “Meeting” and where, and never whose.
      </p>
      <p class="govuk-body">
        Do not put it into a calendar that your employer can see, unless you want them to.
      </p>
      {feed === null ? null : (
        <p class="govuk-body">
          You have an address since {moment(feed.madeAt)}.{' '}
          {feed.lastReadAt === null
            ? 'No program has asked for it yet.'
            : `A program asked for it last on ${moment(feed.lastReadAt)}.`}
        </p>
      )}
      <Form action={here.to('/calendar/feed')}>
        <div class="govuk-button-group">
          <Button class="govuk-button--secondary" name="do" value="make" preventDoubleClick>
            {feed === null ? 'Make my address' : 'Make a new address, and end the old one'}
          </Button>
          {feed === null ? null : (
            <Button class="govuk-button--secondary" name="do" value="end" preventDoubleClick>
              End my address
            </Button>
          )}
        </div>
      </Form>
      <p class="govuk-body">
        <Link href={here.to('/calendar/public.ics')}>The calendar of public meetings</Link>, for
        anybody.
      </p>
    </>
  )
}

/** The address once it is made: it is shown this once. */
export function feedMadePage(here: Here, address: string): Plain {
  return {
    page: {
      title: 'Your calendar’s address',
      section: 'calendar',
      crumbs: [{ content: 'Calendar', href: here.to('/calendar') }],
    },
    body: (
      <>
        <Opening heading="Your calendar’s address">
          Copy it into your calendar program now: it is shown this once.
        </Opening>
        <InsetText>
          <span class="fl-breaks">{address}</span>
        </InsetText>
        <p class="govuk-body">
          Whoever has this address reads what you may read in the calendar. Where it got into other
          hands, make a new one: the old one ends.
        </p>
        <p class="govuk-body">
          In most programs it is “subscribe to a calendar” or “add a calendar from the internet”.
        </p>
        <Button href={here.to('/calendar')}>Go on</Button>
      </>
    ),
  }
}
