import { count, type IsoDate } from '../../../kit/index.ts'
import { clockOf, timeWords, type EventLines } from '../../../core/bargaining/index.ts'
import type { EventBody } from '../../../branch/events/index.ts'
import {
  Button,
  Checkboxes,
  DataTable,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Radios,
  Section,
  SummaryList,
  Textarea,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { dayWords } from '../rounds/words.ts'

const crumbs = (here: Here) => [{ content: 'Calendar', href: here.to('/calendar') }]

/** One event, for whoever may see it. */
export function eventPage(here: Here, id: string, event: EventBody): Plain {
  const time = timeWords(event)
  const mayEdit = here.may('rounds.edit')
  return {
    page: {
      title: event.title,
      section: here.person === null ? 'front' : 'calendar',
      crumbs: here.person === null ? [] : crumbs(here),
    },
    body: (
      <>
        <Opening heading={event.title}>
          {event.cancelled === null ? '' : 'Called off. '}
          {dayWords(event.on)}
          {time === null ? '' : `, ${time}`}.{event.cancelled === null ? '' : ` ${event.cancelled}`}
        </Opening>
        {event.isYearGuessed && mayEdit ? (
          <InsetText>
            The list this came from said no year. {event.on.slice(0, 4)} was looked for.{' '}
            <Link href={here.to(`/events/${id}/edit`)}>Say that it is right, or change it</Link>
          </InsetText>
        ) : null}
        <SummaryList
          rows={[
            { key: 'Day', value: dayWords(event.on) },
            { key: 'Time', value: time ?? 'The whole day, or not said yet' },
            ...(event.place === '' ? [] : [{ key: 'Place', value: event.place }]),
          ]}
        />
        {event.about
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => (
            <p class="govuk-body">{line}</p>
          ))}
        {mayEdit ? (
          <ul class="govuk-list">
            <li>
              <Link href={here.to(`/events/${id}/edit`)}>Change it, or call it off</Link>
            </li>
            <li>
              <Link href={here.to(`/events/${id}/versions`)}>Earlier versions</Link>
            </li>
          </ul>
        ) : null}
      </>
    ),
  }
}

/** Where a list of events is pasted. */
export function pastePage(here: Here, typed: string, problem: string | null): Plain {
  return {
    page: {
      title: 'Take over a list of events',
      section: 'calendar',
      crumbs: crumbs(here),
      hasErrors: problem !== null,
      above:
        problem === null ? undefined : (
          <ErrorSummary errors={[{ content: problem, href: '#list' }]} />
        ),
    },
    body: (
      <>
        <Opening heading="Take over a list of events">
          Paste it as it is, one event a line. You see what was read before anything is written.
        </Opening>
        <Form action={here.to('/events/list')} novalidate>
          <Textarea
            name="list"
            label="The list"
            hint="Such as “Saturday 25 February: Ribbons for services, market square 11.00”."
            rows={12}
            value={typed}
            error={problem ?? undefined}
          />
          <Button preventDoubleClick>Read it</Button>
        </Form>
      </>
    ),
  }
}

/** What a list says: each event to be kept or left out, years that were looked for and repeats marked. */
export function readPage(here: Here, list: string, { events, unread }: EventLines): Plain {
  const own = events.filter(({ sameAs }) => sameAs === null).length
  const again = events.length - own
  const guessed = events.filter(({ isYearGuessed }) => isYearGuessed).length
  const yearWords = (on: IsoDate): string => `${on.slice(0, 4)}: no year is said, so check it`
  return {
    page: {
      title: 'What the list says',
      section: 'calendar',
      crumbs: [...crumbs(here), { content: 'Take over a list', href: here.to('/events/list') }],
    },
    body: (
      <>
        <Opening heading="What the list says">
          {count(own, 'event')}
          {again === 0
            ? ''
            : `, and ${count(again, 'line that seems', 'lines that seem')} to say one of them again`}
          . {guessed === 0 ? '' : `${count(guessed, 'year was', 'years were')} not said.`}
        </Opening>
        <Form action={here.to('/events/list')} novalidate>
          <input type="hidden" name="list" value={list} />
          <input type="hidden" name="take" value="yes" />
          <Checkboxes
            name="keep"
            fieldset={{ legend: { content: 'Take over', class: 'govuk-fieldset__legend--s' } }}
            values={events.flatMap(({ sameAs }, at) => (sameAs === null ? [at] : []))}
            items={events.map((event, at) => ({
              value: at,
              content: `${dayWords(event.on)}${event.at === null ? '' : `, ${clockOf(event.at)}`}: ${event.title}`,
              hint:
                [
                  event.sameAs === null
                    ? ''
                    : `Seems to be “${events[event.sameAs]?.title ?? ''}” again`,
                  event.isYearGuessed ? yearWords(event.on) : '',
                ]
                  .filter((words) => words !== '')
                  .join('. ') || undefined,
            }))}
          />
          <Radios
            name="audience"
            fieldset={{
              legend: { content: 'Who may see them?', class: 'govuk-fieldset__legend--s' },
            }}
            value="members"
            items={[
              { value: 'members', content: 'Members only' },
              { value: 'public', content: 'Anybody' },
            ]}
          />
          <Button preventDoubleClick>Take them over</Button>
        </Form>
        {unread.length > 0 ? (
          <Section heading="Lines in which no day was found" id="unread">
            <p class="govuk-body">Nothing is guessed of them. Add by hand what is an event.</p>
            <DataTable
              caption="Lines in which no day was found"
              captionSize="hidden"
              phone="table"
              rows={unread}
              columns={[{ label: 'As it is written', cell: (line) => line }]}
            />
          </Section>
        ) : null}
      </>
    ),
  }
}
