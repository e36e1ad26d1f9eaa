import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import { baselineWords } from '../../../core/bargaining/index.ts'
import type { ConcernView } from '../../../branch/concerns/index.ts'
import {
  Button,
  DataTable,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Section,
  SummaryList,
  type Content,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { shortDate } from '../../words.ts'
import { addressOf, recordHref } from '../addresses.ts'
import type { Here } from '../here.ts'
import { PathPicture } from '../path.tsx'
import type { Plain } from '../plain.ts'
import { WhereFrom } from './from-part.tsx'
import { Removed, Words } from './said-part.tsx'
import { agoWords, ownerWords, standsWords } from './words.ts'

const section = 'concerns' as const

function opening(concern: ConcernView): string {
  const { row } = concern
  if (concern.standsUnder) return 'This was found to be the same as another concern.'
  if (!row) return 'Nobody has said it yet.'
  return `${ordinal(row.place)} of the open concerns. ${row.why}`
}

const ordinal = (n: number): string => {
  const ends = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ends}`
}

const doneWords: Readonly<Record<string, string>> = {
  merged: 'The two are one now. Nothing of either was lost.',
  apart: 'They stand apart again, each as it was.',
  saved: 'Saved.',
  taken: 'You follow this concern up now, and can read what was said.',
  'let-go': 'Nobody follows this concern up now.',
  closed: 'Closed. It keeps its page and its reason.',
  open: 'It is open again.',
}

/** One concern: where it stands, its path, its counts, and what was said for who follows it up. */
export function concernPage(here: Here, concern: ConcernView): Plain {
  const { row } = concern
  const done = doneWords[one(here.query, 'done') ?? '']
  const removed = one(here.query, 'removed')
  return {
    page: {
      title: concern.title,
      section,
      crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
      above:
        removed !== undefined && concern.mayEdit ? (
          <Removed here={here} id={removed} concern={concern.id} />
        ) : done === undefined ? undefined : (
          <NotificationBanner type="success" heading={done} />
        ),
    },
    body: (
      <>
        <Opening heading={concern.title} caption={concern.theme.name}>
          {concern.closed ? `Closed on ${longDate(concern.closed.on)}.` : opening(concern)}
        </Opening>
        {concern.standsUnder ? (
          <StandsUnder here={here} concern={concern} under={concern.standsUnder} />
        ) : null}
        {concern.closed ? (
          <InsetText>Why the branch let go of it: {concern.closed.words}</InsetText>
        ) : null}
        <Section heading="Its path" id="path">
          <PathPicture
            path={concern.path}
            hrefOf={(stage, item) => recordHref(here, stage, item.id)}
          />
        </Section>
        <Section heading="In short" id="short">
          <SummaryList rows={shortRows(here, concern)} />
          {concern.mayEdit && !concern.standsUnder ? <Acts here={here} concern={concern} /> : null}
        </Section>
        {row ? (
          <Section heading="Where it came from" id="where">
            <WhereFrom concern={concern} />
          </Section>
        ) : null}
        {concern.merged.length > 0 ? <Merged here={here} concern={concern} /> : null}
        {concern.words ? <Words here={here} concern={concern} words={concern.words} /> : null}
      </>
    ),
  }
}

function shortRows(here: Here, concern: ConcernView): { key: Content; value: Content }[] {
  const { row } = concern
  return [
    {
      key: 'What became of it',
      value: concern.closed ? 'Closed' : standsWords[concern.path.stands],
    },
    { key: 'Who has it', value: ownerWords(concern.owner) },
    ...(row
      ? [
          {
            key: 'First raised',
            value: `${longDate(row.firstRaised)}, ${agoWords(row.age)}`,
          },
          { key: 'Last raised', value: longDate(row.lastRaised) },
          { key: 'People', value: row.people ?? 'Too few to say' },
        ]
      : []),
    { key: 'What would show it', value: concern.indicator || 'Nothing named yet' },
    {
      key: 'Figure',
      value:
        concern.figure === null && here.may('concerns.edit') ? (
          <>
            {baselineWords(null)}.{' '}
            <Link href={here.to(`/concerns/${concern.id}/edit`)}>Give one</Link>
          </>
        ) : (
          baselineWords(concern.figure)
        ),
    },
  ]
}

function Acts(props: { here: Here; concern: ConcernView }): JSX.Element {
  const { here, concern } = props
  const to = (step: string): string => here.to(`/concerns/${concern.id}/${step}`)
  return (
    <>
      {concern.mayTake ? (
        <Form action={to('take')}>
          <input type="hidden" name="number" value={String(concern.number)} />
          <Button preventDoubleClick>
            {concern.owner === null ? 'Take it on' : `Take it over from ${concern.owner.name}`}
          </Button>
        </Form>
      ) : concern.owner?.isReader ? (
        <Form action={to('let-go')}>
          <input type="hidden" name="number" value={String(concern.number)} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Hand it back
          </Button>
        </Form>
      ) : null}
      <ul class="govuk-list">
        <li>
          <Link href={here.to('/concerns/new', { concern: concern.id })}>
            Note that it was said again
          </Link>
        </li>
        <li>
          <Link href={to('edit')}>Change its words, theme or figure</Link>
        </li>
        <li>
          <Link href={to('merge')}>It is the same as another</Link>
        </li>
        <li>
          <Link href={to('close')}>{concern.closed ? 'Open it again' : 'Let go of it'}</Link>
        </li>
        <li>
          <Link href={to('versions')}>Earlier words</Link>
        </li>
      </ul>
    </>
  )
}

function StandsUnder(props: {
  here: Here
  concern: ConcernView
  under: { id: string; name: string }
}): JSX.Element {
  const { here, concern, under } = props
  return (
    <InsetText>
      <p class="govuk-body">
        What stands for both: <Link href={addressOf(here, 'concern', under.id)}>{under.name}</Link>
      </p>
      {concern.mayEdit ? <Unmerge here={here} id={concern.id} number={concern.number} /> : null}
    </InsetText>
  )
}

const Unmerge = (props: {
  here: Here
  id: string
  number: number
  /** Said after the words to who hears the button alone. */
  title?: string
}): JSX.Element => (
  <Form action={props.here.to(`/concerns/${props.id}/unmerge`)}>
    <input type="hidden" name="number" value={String(props.number)} />
    <Button class="govuk-button--secondary" preventDoubleClick>
      Undo the merge
      {props.title ? <span class="govuk-visually-hidden"> with {props.title}</span> : null}
    </Button>
  </Form>
)

function Merged(props: { here: Here; concern: ConcernView }): JSX.Element {
  const { here, concern } = props
  return (
    <Section heading="Found to be the same" id="merged">
      <p class="govuk-body">Each keeps its own words, and is counted here.</p>
      <DataTable
        caption="Concerns merged into this one"
        captionSize="hidden"
        rows={concern.merged}
        columns={[
          {
            label: 'As it was worded',
            cell: (one) => <Link href={addressOf(here, 'concern', one.id)}>{one.name}</Link>,
          },
          { label: 'Theme', cell: (one) => one.theme.name },
          {
            label: 'First raised',
            cell: (one) => (one.firstRaised === null ? 'Not yet' : shortDate(one.firstRaised)),
          },
          ...(concern.mayEdit
            ? [
                {
                  label: 'Undo',
                  cell: (one: ConcernView['merged'][number]): Content => (
                    <Unmerge here={here} id={one.id} number={one.number} title={one.name} />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}
