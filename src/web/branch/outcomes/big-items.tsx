import { count, longDate } from '../../../kit/index.ts'
import type {
  BigItemBody,
  BigItemPage,
  BigItemView,
  CameFrom,
} from '../../../branch/outcomes/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  SummaryList,
  Tag,
  Textarea,
} from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import { MoreLink } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { dayTyped, type FieldOf, type Typed } from '../record-form/fields.tsx'
import type { Reading } from '../record-form/reading.ts'
import { originFields, originsRead } from './win.tsx'
import { CameFromList } from './words.tsx'

export const crumbs = (here: Here) => [{ content: 'Big items', href: here.to('/big-items') }]

const StateTag = ({ item }: { item: BigItemView }) =>
  item.closedOn !== null ? (
    <Tag class="govuk-tag--grey">Closed</Tag>
  ) : item.isLate ? (
    <Tag class="fl-tag--broken">Late</Tag>
  ) : (
    <Tag>Open</Tag>
  )

/** Big items, open ones first: who has each, what comes next and by when. */
export function bigItemsPage(here: Here, items: readonly BigItemView[]): Plain {
  const open = items.filter(({ closedOn }) => closedOn === null)
  const late = open.filter(({ isLate }) => isLate).length
  return {
    page: { title: 'Big items', section: 'big-items' },
    body: (
      <>
        <Opening heading="Big items">
          {open.length === 0
            ? 'No big item is open.'
            : `${count(open.length, 'big item is', 'big items are')} open. ${late === 0 ? 'None is late.' : `${late} ${late === 1 ? 'is' : 'are'} late.`}`}
        </Opening>
        {here.may('outcomes.edit') ? (
          <Button href={here.to('/big-items/new')}>Write one down</Button>
        ) : null}
        {items.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              A big item stays here until something came of it. It cannot be closed without.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Big items"
            captionSize="hidden"
            rows={items}
            columns={[
              {
                label: 'Item',
                long: true,
                cell: (item) => <Link href={here.to(`/big-items/${item.id}`)}>{item.title}</Link>,
              },
              { label: 'Who has it', cell: (item) => item.owner || 'Nobody yet' },
              {
                label: 'Next step',
                long: true,
                cell: (item) =>
                  item.closedOn === null ? item.nextStep || 'Not said yet' : item.outcome,
              },
              {
                label: 'Due',
                cell: (item) => (item.due === null ? 'No day' : shortDate(item.due)),
              },
              { label: 'State', cell: (item) => <StateTag item={item} /> },
            ]}
          />
        )}
      </>
    ),
  }
}

/** One big item, and what it takes to close it. */
export function bigItemPage(
  here: Here,
  { item, cameFrom }: BigItemPage,
  tried: { outcome: string; sentence: string } | null,
): Plain {
  const isOfficer = here.may('outcomes.edit')
  const at = here.to(`/big-items/${item.id}`)
  return {
    page: {
      title: item.title,
      section: 'big-items',
      crumbs: crumbs(here),
      hasErrors: tried !== null,
      above:
        tried === null ? null : (
          <ErrorSummary errors={[{ content: tried.sentence, href: '#outcome' }]} />
        ),
    },
    body: (
      <>
        <Opening heading={item.title}>{itemLine(item)}</Opening>
        {item.words === '' ? null : <p class="govuk-body fl-said fl-measure">{item.words}</p>}
        <SummaryList
          rows={[
            { key: 'State', value: <StateTag item={item} /> },
            { key: 'Who has it', value: item.owner || 'Nobody yet' },
            { key: 'Next step', value: item.nextStep || 'Not said yet' },
            { key: 'Due', value: item.due === null ? 'No day' : longDate(item.due) },
            ...(item.outcome === '' ? [] : [{ key: 'What came of it', value: item.outcome }]),
            ...(cameFrom.length === 0
              ? []
              : [
                  {
                    key: 'What belongs to it',
                    value: <CameFromList here={here} items={cameFrom} />,
                  },
                ]),
          ]}
        />
        {isOfficer ? (
          <ButtonGroup>
            <Button href={`${at}/edit`}>Change it</Button>
          </ButtonGroup>
        ) : null}
        {isOfficer && item.closedOn === null ? (
          <Section heading="Close it" id="close">
            <InsetText>It is closed with what came of it, or stays open.</InsetText>
            <Form action={`${at}/close`} novalidate>
              <Textarea
                name="outcome"
                label={{ content: 'What came of it', class: 'govuk-label--s' }}
                hint="Something came of it, or nothing did: say which, and why."
                error={tried?.sentence}
                rows={4}
                value={tried?.outcome ?? item.outcome}
              />
              <Button class="govuk-button--secondary" preventDoubleClick>
                Close it
              </Button>
            </Form>
          </Section>
        ) : null}
        {isOfficer && item.closedOn !== null ? (
          <Form action={`${at}/reopen`}>
            <Button class="govuk-button--secondary">Open it again</Button>
          </Form>
        ) : null}
        {here.may('record.versions') ? (
          <MoreLink href={`${at}/versions`}>Every version of this item</MoreLink>
        ) : null}
      </>
    ),
  }
}

function itemLine(item: BigItemView): string {
  if (item.closedOn !== null) return `Closed on ${longDate(item.closedOn)}: ${item.outcome}`
  const owner = item.owner === '' ? 'Nobody has it yet' : `${item.owner} has it`
  const step = item.nextStep === '' ? 'no next step is said' : `next: ${item.nextStep}`
  const due =
    item.due === null
      ? ''
      : item.isLate
        ? ` It was due on ${longDate(item.due)}.`
        : ` It is due on ${longDate(item.due)}.`
  return `${owner}; ${step.replace(/[.\s]+$/, '')}.${due}`
}

export const bigItemFields = (origins: readonly CameFrom[], isClosed: boolean): FieldOf[] => [
  { kind: 'line', name: 'title', label: 'Title' },
  { kind: 'words', name: 'words', label: 'What it is about' },
  { kind: 'line', name: 'owner', label: 'Who has it', hint: 'The office rather than the person.' },
  { kind: 'words', name: 'nextStep', label: 'Next step', rows: 2 },
  { kind: 'day', name: 'due', label: 'By when' },
  ...(isClosed ? [{ kind: 'words' as const, name: 'outcome', label: 'What came of it' }] : []),
  ...originFields(origins, ['demand', 'win']),
]

export const bigItemTyped = (item: BigItemBody): Typed => ({
  title: item.title,
  words: item.words,
  owner: item.owner,
  nextStep: item.nextStep,
  ...dayTyped('due', item.due),
  outcome: item.outcome,
  demands: item.demands,
  wins: item.wins,
})

export function bigItemRead(
  reading: Reading,
  origins: readonly CameFrom[],
  held: BigItemBody | null,
): BigItemBody {
  const closedOn = held?.closedOn ?? null
  return {
    title: reading.needed('title', 200, 'Give it a title.'),
    words: reading.upTo('words', 4_000),
    owner: reading.upTo('owner', 200),
    nextStep: reading.upTo('nextStep', 1_000),
    due: reading.day('due'),
    outcome:
      closedOn === null
        ? (held?.outcome ?? '')
        : reading.needed('outcome', 4_000, 'It is closed: say what came of it.'),
    closedOn,
    demands: originsRead(reading, origins, 'demand', held?.demands ?? []),
    wins: originsRead(reading, origins, 'win', held?.wins ?? []),
  }
}
