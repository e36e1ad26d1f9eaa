import type { JSX } from 'preact'
import { addDays, count, longDate, type Problem } from '../../../kit/index.ts'
import type { GuestLinkView } from '../../../branch/sign-in/index.ts'
import {
  Button,
  DataTable,
  DateInput,
  ErrorSummary,
  Form,
  Input,
  InsetText,
  Link,
  Opening,
  Section,
  Select,
  Tag,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { porchPage } from './porch.tsx'

export interface GuestForm {
  label: string
  what: string
  day: string
  month: string
  year: string
}

/** What a link can open, as the form offers it. */
export interface Opens {
  value: string
  text: string
  isOver: boolean
}

const FIELDS: Record<string, string> = { 'label-missing': 'label', 'day-wrong': 'ends-day' }

/** Links for people who are not on the roll. */
export function guestsPage(
  here: Here,
  given: {
    links: readonly GuestLinkView[]
    opens: readonly Opens[]
    form: GuestForm | null
    problem: Problem | null
  },
): Plain {
  const { links, problem } = given
  const good = links.filter(({ state }) => state === 'good').length
  const field = problem && (FIELDS[problem.code] ?? 'label')
  const [year = '', month = '', day = ''] = addDays(here.today, 28).split('-')
  const form = given.form ?? { label: '', what: '', day, month, year }
  return {
    page: {
      title: 'Guests',
      section: 'guests',
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: `#${field}` }]} />
      ) : null,
    },
    body: (
      <>
        <Opening heading="Guests">
          {good === 0
            ? 'No guest can come in by a link today.'
            : `${count(good, 'link')} ${good === 1 ? 'lets' : 'let'} guests in today.`}
        </Opening>
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">
            <p class="govuk-body">
              A guest is somebody who is not on the roll. A link shows them one thing and no more,
              until its last day. How often it was opened is counted by week, never who or when.
            </p>
          </div>
        </div>
        {links.length === 0 ? null : <Links here={here} links={links} opens={given.opens} />}
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">
            <Section heading="Make a link">
              <Form action={here.to('/guests')} novalidate>
                <Input
                  name="label"
                  label="Whom it is for"
                  hint="A group or a purpose, such as “Tenants’ group”. The guest sees it too."
                  class="govuk-input--width-20"
                  value={form.label}
                  error={field === 'label' ? problem?.sentence : undefined}
                />
                <Select
                  name="what"
                  label="What it opens"
                  items={given.opens.filter(({ isOver }) => !isOver)}
                  value={form.what}
                />
                <DateInput
                  id="ends"
                  namePrefix="ends"
                  fieldset={{ legend: { content: 'Its last day' } }}
                  hint="Such as 31 12 2026. At most a year ahead."
                  values={{ day: form.day, month: form.month, year: form.year }}
                  error={field === 'ends-day' ? problem?.sentence : undefined}
                />
                <Button preventDoubleClick>Make the link</Button>
              </Form>
            </Section>
          </div>
        </div>
      </>
    ),
  }
}

const STATES: Record<GuestLinkView['state'], string> = {
  good: 'Open',
  ended: 'Taken back',
  'run-out': 'Run out',
}

function Links(props: {
  here: Here
  links: readonly GuestLinkView[]
  opens: readonly Opens[]
}): JSX.Element {
  const { here, links, opens } = props
  return (
    <DataTable
      caption="Links, the newest first"
      captionSize="hidden"
      columns={[
        { label: 'For', names: true, cell: (each) => each.label },
        {
          label: 'Opens',
          cell: (each) =>
            opens.find(({ value }) => value === each.what)?.text ?? 'Something that is gone',
        },
        { label: 'Last day', cell: (each) => longDate(each.endsOn) },
        { label: 'Made', cell: (each) => moment(each.madeAt) },
        {
          label: 'Opened',
          cell: (each) =>
            each.weeks.length === 0
              ? 'Not yet'
              : each.weeks
                  .slice(0, 3)
                  .map(({ week, opened }) => `${opened} in the week of ${longDate(week)}`)
                  .join('; '),
        },
        {
          label: 'Take it back',
          cell: (each) =>
            each.state === 'good' ? (
              <Form action={here.to('/guests/end')}>
                <input type="hidden" name="id" value={each.id} />
                <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
                  Take back
                  <span class="govuk-visually-hidden"> the link for {each.label}</span>
                </Button>
              </Form>
            ) : each.state === 'ended' && each.endsOn >= here.today ? (
              <Form action={here.to('/guests/reopen')}>
                <input type="hidden" name="id" value={each.id} />
                <Tag class="govuk-tag--grey govuk-!-margin-right-2">{STATES.ended}</Tag>
                <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
                  Undo
                  <span class="govuk-visually-hidden"> taking back the link for {each.label}</span>
                </Button>
              </Form>
            ) : (
              <Tag class="govuk-tag--grey">{STATES[each.state]}</Tag>
            ),
        },
      ]}
      rows={links}
    />
  )
}

/** The link, shown once. */
export const guestLinkPage = (here: Here, given: { label: string; address: string }): Plain => ({
  page: {
    title: 'The link is made',
    section: 'guests',
    crumbs: [{ content: 'Guests', href: here.to('/guests') }],
  },
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <Opening heading="The link is made">
          Send it to {given.label}. It is shown this one time.
        </Opening>
        <p class="govuk-body">
          <strong class="fl-code fl-code--block">{given.address}</strong>
        </p>
        <InsetText>
          Whoever has the link comes in. If it goes astray, take it back and make another.
        </InsetText>
        <p class="govuk-body">
          <Link href={here.to('/guests')}>All links for guests</Link>
        </p>
      </div>
    </div>
  ),
})

/** Opened by a guest. Message scanners open links too, so opening alone counts nothing. */
export const guestDoorPage = (here: Here, given: { token: string; label: string | null }): Plain =>
  given.label === null
    ? porchPage(
        'This link is not good any more',
        null,
        <>
          <h1 class="govuk-heading-l">This link is not good any more</h1>
          <p class="fl-lede">It was taken back, or its last day is over.</p>
          <p class="govuk-body">
            Ask whoever sent it to you, or see <Link href={here.to()}>what anybody may see</Link>.
          </p>
        </>,
        { section: 'front' },
      )
    : porchPage(
        'You are invited',
        null,
        <>
          <h1 class="govuk-heading-l">You are invited</h1>
          <p class="fl-lede">
            {here.organisation.name} opens this for you: {given.label}. You need no account, and
            your name is not asked for.
          </p>
          <Form action={here.to('/guest')}>
            <input type="hidden" name="token" value={given.token} />
            <Button preventDoubleClick>Come in</Button>
          </Form>
        </>,
        { section: 'front' },
      )
