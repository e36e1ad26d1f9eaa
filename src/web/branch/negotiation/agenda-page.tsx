import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import type { AgendaBody, AgendaLine, AgendaView } from '../../../branch/negotiation/index.ts'
import {
  Button,
  ButtonGroup,
  Form,
  Input,
  Link,
  Opening,
  Section,
  Textarea,
} from '../../components/index.ts'
import { addressOf } from '../addresses.ts'
import { BothVersions, partsOf, type Line } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { logCrumb } from './choices.ts'
import { whenWords } from './words.ts'

/** The agenda of a meeting: it makes itself, and officers say what is left out, and why. */
export function agendaPage(here: Here, view: AgendaView): Plain {
  const { meeting, items, leftOut } = view
  const mayEdit = here.may('negotiation.edit')
  return {
    page: {
      title: 'Agenda',
      section: 'negotiation',
      crumbs: [
        logCrumb(here),
        { content: meeting.subject, href: addressOf(here, 'meeting', meeting.id) },
      ],
    },
    body: (
      <>
        <Opening heading={`Agenda: ${meeting.subject}`} caption={whenWords(meeting)}>
          {lede(view)}
          <span class="fl-screen-only">{leftOutWords(view)}</span>
        </Opening>
        {items.length === 0 ? null : (
          <ol class="govuk-list govuk-list--number">
            {items.map((item) => (
              <li>
                <Item here={here} item={item} />
              </li>
            ))}
          </ol>
        )}
        {mayEdit ? (
          <ButtonGroup>
            <Button href={here.to(`/negotiation/meetings/${meeting.id}/agenda/arrange`)}>
              Order it, add to it, leave out
            </Button>
          </ButtonGroup>
        ) : null}
        {leftOut.length > 0 ? (
          <div class="fl-screen-only">
            <Section heading="Left out" id="left-out">
              <ul class="govuk-list govuk-list--bullet">
                {leftOut.map(({ item, reason }) => (
                  <li>
                    {item.words}. The reason: {reason}
                  </li>
                ))}
              </ul>
            </Section>
          </div>
        ) : null}
        <p class="govuk-hint fl-screen-only">
          Printed, the page holds the agenda alone: how concerns are ranked and what was left out
          stay with the branch.
        </p>
      </>
    ),
  }
}

const leftOutWords = ({ leftOut }: AgendaView): string =>
  leftOut.length === 0
    ? ''
    : ` ${count(leftOut.length, 'item was', 'items were')} left out, with a reason.`

function lede({ items, leftOut }: AgendaView): string {
  const of = (kind: AgendaLine['kind']): number => items.filter((item) => item.kind === kind).length
  if (items.length === 0) {
    return leftOut.length > 0
      ? 'Nothing is left on it.'
      : 'Nothing is on it: no promise is overdue, nothing waits for an answer and no concern ranked high is unraised.'
  }
  const parts = [
    [of('promise'), 'overdue promise', 'overdue promises'],
    [of('point'), 'point without an answer', 'points without an answer'],
    [of('concern'), 'concern never raised', 'concerns never raised'],
    [of('own'), 'item of our own', 'items of our own'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many))
  return `${count(items.length, 'item')}: ${said.join(', ')}.`
}

function Item({ here, item }: { here: Here; item: AgendaLine }): JSX.Element {
  const href =
    item.kind === 'promise'
      ? addressOf(here, 'promise', item.id)
      : item.kind === 'concern'
        ? addressOf(here, 'concern', item.id)
        : ''
  return (
    <>
      <Link href={href}>{item.words}</Link>
      {item.why === '' ? null : (
        <div class={item.kind === 'concern' ? 'govuk-hint fl-screen-only' : 'govuk-hint'}>
          {item.why}
        </div>
      )}
    </>
  )
}

export interface ArrangePage {
  view: AgendaView
  problem: string | null
  /** Where somebody else arranged it meanwhile: both. */
  both?: { mine: Arranged; theirs: Arranged } | null
}

type Arranged = Pick<AgendaBody, 'own' | 'order' | 'leftOut'>

/** An arrangement in words: items by what they say, never by their keys. */
function arrangedLines(view: AgendaView, { own, order, leftOut }: Arranged): Line[] {
  const words = new Map(
    [...view.items, ...view.leftOut.map(({ item }) => item)].map((item) => [item.key, item.words]),
  )
  for (const item of own) words.set(item.key, item.words)
  const out = new Set(leftOut.map(({ key }) => key))
  return [
    {
      label: 'On the agenda, in this order',
      words: order
        .filter((key) => !out.has(key))
        .flatMap((key) => words.get(key) ?? [])
        .join('\n'),
    },
    {
      label: 'Left out, and why',
      words: leftOut
        .map(({ key, reason }) => `${words.get(key) ?? 'An item'}: ${reason}`)
        .join('\n'),
    },
    { label: 'Items of our own', words: own.map((item) => item.words).join('\n') },
  ]
}

/** Officers put the agenda in order, add items and leave items out with a reason. */
export function arrangePage(here: Here, { view, problem, both }: ArrangePage): Plain {
  const { meeting } = view
  const at = here.to(`/negotiation/meetings/${meeting.id}/agenda`)
  const all = [...view.items.map((item) => ({ item, reason: '' })), ...view.leftOut]
  const own = all.filter(({ item }) => item.kind === 'own')
  return {
    page: {
      title: 'Arrange the agenda',
      section: 'negotiation',
      hasErrors: problem !== null,
      crumbs: [logCrumb(here), { content: 'Agenda', href: at }],
    },
    body: (
      <>
        <Opening heading="Arrange the agenda" caption={`${meeting.subject}, ${whenWords(meeting)}`}>
          {problem ??
            'A lower number stands higher. An item with a reason is left out, and the reason stays with it.'}
        </Opening>
        {both ? (
          <BothVersions
            noun="agenda"
            parts={partsOf(arrangedLines(view, both.theirs), arrangedLines(view, both.mine))}
          />
        ) : null}
        <Form action={`${at}/arrange`} novalidate>
          <input type="hidden" name="number" value={String(view.arranged?.number ?? 0)} />
          {all.map(({ item, reason }, n) => (
            <fieldset class="govuk-fieldset fl-question">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{item.words}</legend>
              {item.why === '' ? null : <p class="govuk-hint">{item.why}</p>}
              <input type="hidden" name={`key-${n}`} value={item.key} />
              <Input
                name={`place-${n}`}
                label="Place"
                class="govuk-input--width-2"
                inputmode="numeric"
                value={String(n + 1)}
              />
              <Input
                name={`reason-${n}`}
                label="Leave it out, because"
                hint={
                  item.kind === 'own'
                    ? 'An item of our own is taken off by emptying it below.'
                    : undefined
                }
                value={reason}
              />
            </fieldset>
          ))}
          <Textarea
            name="own"
            label={{ content: 'Items of our own', class: 'govuk-label--s' }}
            hint="One a line."
            rows={4}
            value={own.map(({ item }) => item.words).join('\n')}
          />
          <ButtonGroup>
            <Button preventDoubleClick>Keep it so</Button>
            <Link href={at}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
