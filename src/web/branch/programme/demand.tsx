import { demandStates, demandStateWords } from '../../../core/bargaining/index.ts'
import type { DemandBody, DemandPage } from '../../../branch/programme/index.ts'
import { Button, ButtonGroup, Link, Opening, Section } from '../../components/index.ts'
import { moment } from '../../words.ts'
import { MoreLink } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { dayTyped, type FieldOf, type Item, type Typed } from '../record-form/fields.tsx'
import type { Reading } from '../record-form/reading.ts'
import { DemandFacts, DemandTag, ProposalTag } from './words.tsx'

export const crumbs = (here: Here) => [{ content: 'Programme', href: here.to('/programme') }]

/** One demand: its words, who it is for, by what one will see that it is met, and what is proposed. */
export function demandPage(here: Here, { demand, proposals, concerns }: DemandPage): Plain {
  const isOfficer = here.may('programme.edit')
  return {
    page: { title: demand.title, section: 'programme', crumbs: crumbs(here) },
    body: (
      <>
        <Opening
          heading={demand.title}
          caption={demand.place === null ? 'A demand that was dropped' : `Demand ${demand.place}`}
        >
          {demand.words}
        </Opening>
        <p class="govuk-body">
          <DemandTag state={demand.state} />
        </p>
        <DemandFacts
          demand={demand}
          more={[
            ...(concerns.length === 0
              ? []
              : [
                  {
                    key: 'What members said',
                    value: (
                      <ul class="govuk-list">
                        {concerns.map(({ id, title }) => (
                          <li>
                            <Link href={here.to(`/concerns/${id}`)}>{title}</Link>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]),
            { key: 'Last changed', value: moment(demand.savedAt) },
          ]}
        />
        <ButtonGroup>
          {isOfficer ? (
            <Button href={here.to(`/programme/demands/${demand.id}/edit`)}>Change it</Button>
          ) : null}
          {demand.place === null ? null : (
            <Button
              class={isOfficer ? 'govuk-button--secondary' : undefined}
              href={here.to('/programme/proposals/new', { demand: demand.id })}
            >
              Propose other words
            </Button>
          )}
          {demand.isCaseload ? (
            <Link href={here.to('/programme/caseload')}>Open the caseload page</Link>
          ) : null}
        </ButtonGroup>
        {proposals.length > 0 ? (
          <Section heading="What was proposed" id="proposals">
            <ul class="govuk-list">
              {proposals.map((proposal) => (
                <li>
                  <Link href={here.to(`/programme/proposals/${proposal.id}`)}>
                    {proposal.title === '' ? 'Other words for it' : proposal.title}
                  </Link>{' '}
                  <ProposalTag state={proposal.state} />
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {here.may('record.versions') ? (
          <MoreLink href={here.to(`/programme/demands/${demand.id}/versions`)}>
            {demand.aside === 0
              ? 'Every version of this demand'
              : `Every version of this demand, ${demand.aside} of them set aside`}
          </MoreLink>
        ) : null}
      </>
    ),
  }
}

/** What a demand's form asks. */
export const demandFields = (concerns: readonly Item[]): FieldOf[] => [
  { kind: 'line', name: 'title', label: 'Title' },
  {
    kind: 'words',
    name: 'words',
    label: 'What should change',
    hint: 'As the employer is to read it.',
  },
  {
    kind: 'line',
    name: 'scope',
    label: 'Who it is for',
    hint: 'Kept exactly as you write it: ALL staff.',
  },
  { kind: 'words', name: 'measure', label: 'How one will see it', rows: 2 },
  { kind: 'words', name: 'target', label: 'What is asked for', rows: 2 },
  {
    kind: 'line',
    name: 'value',
    label: 'The figure at the start',
    hint: 'Leave this and the next three blank where there is no figure yet.',
  },
  {
    kind: 'line',
    name: 'base',
    label: 'Out of how many, or of what',
    hint: 'Of 62 workers who answered.',
  },
  { kind: 'day', name: 'figure', label: 'The day of the figure' },
  { kind: 'line', name: 'source', label: 'Where the figure is written' },
  {
    kind: 'one',
    name: 'state',
    label: 'Where it stands',
    items: demandStates.map((value) => ({ value, text: demandStateWords[value] })),
  },
  {
    kind: 'words',
    name: 'reason',
    label: 'Why it stands so',
    hint: 'Needed where it is dropped. Members read it.',
    rows: 2,
  },
  ...(concerns.length === 0
    ? []
    : [
        {
          kind: 'many' as const,
          name: 'concerns',
          label: 'The concerns that it comes from',
          items: concerns,
        },
      ]),
]

export const demandTyped = (demand: DemandBody): Typed => ({
  title: demand.title,
  words: demand.words,
  scope: demand.scope,
  measure: demand.measure,
  target: demand.target,
  value: demand.baseline?.value ?? '',
  base: demand.baseline?.base ?? '',
  source: demand.baseline?.source ?? '',
  ...dayTyped('figure', demand.baseline?.on ?? null),
  state: demand.state,
  reason: demand.reason,
  concerns: demand.concerns,
})

/** The demand that a form holds; what is wrong with it is in the reading. */
export function demandRead(
  reading: Reading,
  concerns: readonly Item[],
  kept: readonly string[],
): DemandBody {
  const figure = {
    value: reading.upTo('value', 200),
    base: reading.upTo('base', 200),
    source: reading.upTo('source', 400),
    on: reading.day('figure'),
  }
  const hasFigure = Object.values(figure).some((part) => part !== null && part !== '')
  if (hasFigure) {
    if (figure.value === '') reading.wrong('value', 'Give the figure, or leave its parts blank.')
    if (figure.base === '') reading.wrong('base', 'Say out of how many: a figure alone misleads.')
    if (figure.source === '') reading.wrong('source', 'Say where the figure is written.')
    if (figure.on === null) reading.wrong('figure', 'Give the day of the figure.')
  }
  const state = reading.oneOf('state', demandStates, 'Choose where it stands.')
  const reason = reading.upTo('reason', 2_000)
  if (state === 'dropped' && reason === '') reading.wrong('reason', 'Say why it is dropped.')
  const offered = new Set(concerns.map(({ value }) => value))
  return {
    title: reading.needed('title', 200, 'Give it a title.'),
    words: reading.needed('words', 4_000, 'Say what should change.'),
    scope: reading.upTo('scope', 400),
    measure: reading.upTo('measure', 1_000),
    target: reading.upTo('target', 1_000),
    baseline: hasFigure && figure.on !== null ? { ...figure, on: figure.on } : null,
    state,
    reason,
    // A concern that this reader does not see is not lost by their saving.
    concerns: [...reading.idsIn('concerns', concerns), ...kept.filter((id) => !offered.has(id))],
  }
}
