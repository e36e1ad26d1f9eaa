import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import type { CameFrom, WinBody, WinView } from '../../../branch/outcomes/index.ts'
import {
  Button,
  ButtonGroup,
  Form,
  Link,
  Opening,
  Section,
  SummaryList,
  Timeline,
} from '../../components/index.ts'
import { MoreLink } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  dayTyped,
  Fields,
  ProblemSummary,
  type FieldOf,
  type FieldProblem,
  type Item,
  type Typed,
} from '../record-form/fields.tsx'
import type { Reading } from '../record-form/reading.ts'
import { Wordings } from '../wording/index.ts'
import { amountsLine, CameFromList, clauseLine, Evidence, HoldsTag } from './words.tsx'

export const crumbs = (here: Here) => [{ content: 'Wins', href: here.to('/wins') }]

export interface WinPageView {
  win: WinView
  cameFrom: readonly CameFrom[]
  /** The way from what members said to this, for whoever may see it. */
  ways: JSX.Element | null
  looking: { typed: Typed; problems: readonly FieldProblem[]; problem: string | null } | null
}

/** One win: both wordings, what shows it, what it came from, and whether it held. */
export function winPage(here: Here, view: WinPageView): Plain {
  const { win, cameFrom, looking } = view
  const isOfficer = here.may('outcomes.edit')
  const where = clauseLine(win)
  const amounts = amountsLine(win.amounts.before, win.amounts.after)
  return {
    page: {
      title: win.title,
      section: 'wins',
      crumbs: crumbs(here),
      hasErrors: looking !== null,
      above:
        looking === null ? null : (
          <ProblemSummary
            fields={lookFields}
            problems={
              looking.problem === null
                ? looking.problems
                : [{ field: 'on', sentence: looking.problem }]
            }
          />
        ),
    },
    body: (
      <>
        <Opening heading={win.title} caption={where ?? undefined}>
          Won on {longDate(win.wonOn)}. {holdsLine(win)}
        </Opening>
        <p class="govuk-body">
          <HoldsTag win={win} />
        </p>
        <Wordings before={win.before} after={win.after} level={2} />
        <SummaryList
          rows={[
            ...(amounts === null ? [] : [{ key: 'Amounts', value: amounts }]),
            { key: 'What shows it', value: <Evidence win={win} /> },
            ...(cameFrom.length > 0 && here.person !== null
              ? [{ key: 'What it came from', value: <CameFromList here={here} items={cameFrom} /> }]
              : []),
            ...(isOfficer
              ? [
                  {
                    key: 'Who reads it',
                    value: win.isPublic ? 'Anybody' : 'Members',
                  },
                ]
              : []),
          ]}
        />
        {isOfficer ? (
          <ButtonGroup>
            <Button href={here.to(`/wins/${win.id}/edit`)}>Change it</Button>
            <Form action={here.to(`/wins/${win.id}/show`)}>
              <input type="hidden" name="to" value={win.isPublic ? 'members' : 'public'} />
              <Button class="govuk-button--secondary">
                {win.isPublic ? 'Show it to members alone' : 'Show it to anybody'}
              </Button>
            </Form>
          </ButtonGroup>
        ) : null}
        {view.ways}
        <Section heading="Whether it held" id="held">
          {win.looked.length === 0 ? (
            <p class="govuk-body">Nobody has looked since it was won.</p>
          ) : (
            <Timeline
              items={win.looked.map((look) => ({
                when: longDate(look.on),
                what: `${look.holds ? 'It held' : 'It did not hold'}: ${look.words}`,
              }))}
            />
          )}
          <p class="govuk-body">{nextLine(win)}</p>
          {isOfficer ? (
            <Form action={here.to(`/wins/${win.id}/look`)} novalidate>
              <Fields
                fields={lookFields}
                typed={looking?.typed ?? dayTyped('on', here.today)}
                problems={looking?.problems ?? []}
              />
              <Button class="govuk-button--secondary" preventDoubleClick>
                Note what you saw
              </Button>
            </Form>
          ) : null}
        </Section>
        {here.person !== null && here.may('record.versions') ? (
          <MoreLink href={here.to(`/wins/${win.id}/versions`)}>Every version of this win</MoreLink>
        ) : null}
        {here.person === null ? <Link href={here.to('/wins')}>Every win</Link> : null}
      </>
    ),
  }
}

function holdsLine({ standing }: WinView): string {
  const on = standing.lastLooked === null ? '' : longDate(standing.lastLooked)
  return standing.holds === 'yes'
    ? `It held when somebody looked on ${on}.`
    : standing.holds === 'no'
      ? `It did not hold when somebody looked on ${on}.`
      : 'Nobody has looked yet whether it holds.'
}

function nextLine({ nextLook }: WinView): string {
  if (nextLook === null) return 'It was looked at after three months and after twelve.'
  const on = longDate(nextLook.due)
  return nextLook.isDue
    ? `It has been due to be looked at again since ${on}, ${nextLook.months} months after it was won.`
    : `It is to be looked at again on ${on}, ${nextLook.months} months after it was won.`
}

/** What is asked of whoever looked again. */
export const lookFields: FieldOf[] = [
  { kind: 'day', name: 'on', label: 'When did somebody look?' },
  {
    kind: 'one',
    name: 'holds',
    label: 'Does it still hold?',
    items: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
  },
  { kind: 'words', name: 'words', label: 'What did they see?', rows: 3 },
]

export const lookRead = (reading: Reading) => ({
  on: reading.neededDay('on', 'Give the day.'),
  holds: reading.oneOf('holds', ['yes', 'no'], 'Say whether it still holds.') === 'yes',
  words: reading.needed('words', 1_000, 'Say what they saw.'),
})

const originLabels = {
  concern: 'The concerns it came from',
  demand: 'The demands it came from',
  meeting: 'The meetings where it was put',
  promise: 'The promises that led to it',
  win: 'The wins that belong to it',
} as const

export type Origin = keyof typeof originLabels

/** Boxes for what something came from; a kind of which there is none is left out. */
export const originFields = (
  origins: readonly CameFrom[],
  whats: readonly Origin[],
): (FieldOf & { kind: 'many' })[] =>
  whats.flatMap((what) => {
    const items = itemsOf(origins, what)
    if (items.length === 0) return []
    return [{ kind: 'many' as const, name: `${what}s`, label: originLabels[what], items }]
  })

export const itemsOf = (origins: readonly CameFrom[], what: Origin): Item[] =>
  origins.filter((one) => one.what === what).map(({ id, title }) => ({ value: id, text: title }))

/** Ids that were ticked, and those held before that this reader does not see. */
export function originsRead(
  reading: Reading,
  origins: readonly CameFrom[],
  what: Origin,
  held: readonly string[],
): string[] {
  const offered = itemsOf(origins, what)
  const unseen = held.filter((id) => !offered.some(({ value }) => value === id))
  return [...reading.idsIn(`${what}s`, offered), ...unseen]
}

export const winFields = (origins: readonly CameFrom[]): FieldOf[] => [
  { kind: 'line', name: 'title', label: 'What was won, in a few words' },
  {
    kind: 'line',
    name: 'policy',
    label: 'The policy',
    hint: 'Leave blank where it was a practice.',
  },
  { kind: 'line', name: 'clause', label: 'The clause' },
  { kind: 'words', name: 'before', label: 'The wording before', hint: 'Word for word.' },
  { kind: 'words', name: 'after', label: 'The wording after', hint: 'Word for word.' },
  { kind: 'day', name: 'wonOn', label: 'When it was won' },
  {
    kind: 'line',
    name: 'where',
    label: 'What shows it',
    hint: 'A link, a file’s name, or where it can be read. Blank is marked as evidence missing.',
  },
  { kind: 'day', name: 'evidence', label: 'The day of what shows it' },
  ...originFields(origins, ['concern', 'demand', 'meeting', 'promise']),
]

export const winTyped = (win: WinBody): Typed => ({
  title: win.title,
  policy: win.policy,
  clause: win.clause,
  before: win.before,
  after: win.after,
  ...dayTyped('wonOn', win.wonOn),
  where: win.evidence?.where ?? '',
  ...dayTyped('evidence', win.evidence?.on ?? null),
  concerns: win.concerns,
  demands: win.demands,
  meetings: win.meetings,
  promises: win.promises,
})

export function winRead(
  reading: Reading,
  origins: readonly CameFrom[],
  held: WinBody | null,
): WinBody {
  const where = reading.upTo('where', 1_000)
  const on = reading.day('evidence')
  if (where === '' && on !== null)
    reading.wrong('where', 'Say what shows it, or leave its day blank.')
  return {
    title: reading.needed('title', 200, 'Say what was won.'),
    policy: reading.upTo('policy', 200),
    clause: reading.upTo('clause', 200),
    before: reading.upTo('before', 8_000),
    after: reading.needed('after', 8_000, 'Write the wording after.'),
    wonOn: reading.neededDay('wonOn', 'Give the day on which it was won.'),
    evidence: where === '' ? null : { where, on },
    looked: held?.looked ?? [],
    concerns: originsRead(reading, origins, 'concern', held?.concerns ?? []),
    demands: originsRead(reading, origins, 'demand', held?.demands ?? []),
    meetings: originsRead(reading, origins, 'meeting', held?.meetings ?? []),
    promises: originsRead(reading, origins, 'promise', held?.promises ?? []),
  }
}
