import { isoDate, longDate } from '../../../kit/index.ts'
import type {
  ActionBody,
  ActionView,
  FindingBody,
  FindingView,
  InspectionBody,
  InspectionView,
  TieChoices,
} from '../../../branch/inspections/index.ts'
import { labelled } from '../../../branch/inspections/index.ts'
import type { Clashed } from '../../../branch/saved/index.ts'
import { Button, Form, Opening, Section } from '../../components/index.ts'
import { BothVersions } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  dayTyped,
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Item,
  type Typed,
} from '../record-form/fields.tsx'
import { Reading } from '../record-form/reading.ts'

const items = (of: readonly { id: string; name: string }[]): Item[] =>
  of.map(({ id, name }) => ({ value: id, text: name }))

export const inspectionFields: FieldOf[] = [
  { kind: 'line', name: 'title', label: 'What it is called' },
  { kind: 'line', name: 'by', label: 'Who inspected', hint: 'The body, not a person.' },
  { kind: 'day', name: 'from', label: 'First day' },
  { kind: 'day', name: 'until', label: 'Last day', hint: 'Leave it blank where it took one day.' },
  {
    kind: 'day',
    name: 'published',
    label: 'Published on',
    hint: 'Leave it blank where it is not.',
  },
  { kind: 'words', name: 'judgement', label: 'The judgement, in the report’s words', rows: 3 },
  {
    kind: 'line',
    name: 'report',
    label: 'Where the report can be read',
    hint: 'An address that begins with https://',
  },
  {
    kind: 'words',
    name: 'didWell',
    label: 'What staff did well',
    hint: 'As the report says it. A file is not kept without this.',
    rows: 5,
  },
]

export const typedInspection = (of: InspectionBody): Typed => ({
  title: of.title,
  by: of.by,
  judgement: of.judgement,
  report: of.report,
  didWell: of.didWell,
  ...dayTyped('from', of.from),
  ...dayTyped('until', of.until),
  ...dayTyped('published', of.publishedOn),
})

const ADDRESS = /^https?:\/\/[^\s/$.?#][^\s]*$/i

export function readInspection(typed: Typed): { body: InspectionBody; problems: FieldProblem[] } {
  const read = new Reading(typed)
  const from = read.neededDay('from', 'Give its first day.')
  const until = read.day('until')
  const report = read.upTo('report', 500)
  if (until !== null && until < from) read.wrong('until', 'The last day is before the first.')
  if (report !== '' && !(ADDRESS.test(report) && URL.canParse(report))) {
    read.wrong('report', 'Give a whole address, such as https://example.org/report, or none.')
  }
  return {
    body: {
      title: read.needed('title', 200, 'Say what it is called.'),
      by: read.needed('by', 200, 'Say who inspected.'),
      from,
      until,
      publishedOn: read.day('published'),
      judgement: read.upTo('judgement', 2_000),
      report,
      didWell: read.needed(
        'didWell',
        8_000,
        'Write what staff did well: a file is not kept without it.',
      ),
    },
    problems: read.problems,
  }
}

export const findingFields = (choices: TieChoices): FieldOf[] => [
  {
    kind: 'line',
    name: 'label',
    label: 'Its number',
    hint: 'As it was published, such as 3 or A2. Never renumbered.',
    narrow: true,
  },
  { kind: 'words', name: 'words', label: 'The finding, in the report’s words', rows: 5 },
  ...tie('concerns', 'Concerns of members that say the same', choices.concerns),
  ...tie('demands', 'Demands that answer it', choices.demands),
  ...tie('meetings', 'Meetings at which it was raised', choices.meetings),
]

const tie = (
  name: string,
  label: string,
  of: readonly { id: string; name: string }[],
): FieldOf[] =>
  of.length === 0 ? [] : [{ kind: 'many', name, label, items: items(of.map(withDay)) }]

/** `With the director, 2026-05-01` as people read it. */
const withDay = ({ id, name }: { id: string; name: string }): { id: string; name: string } => {
  const [, before = '', day = ''] = /^(.*, )(\d{4}-\d{2}-\d{2})$/.exec(name) ?? []
  const on = isoDate(day)
  return { id, name: on === null ? name : before + longDate(on) }
}

export const typedFinding = (of: FindingView): Typed => ({
  label: of.label,
  words: of.words,
  concerns: of.concerns.map(({ id }) => id),
  demands: of.demands.map(({ id }) => id),
  meetings: of.meetings.map(({ id }) => id),
})

/** @param unseen what it is tied to out of this reader’s sight: their saving does not lose it. */
export function readFinding(
  typed: Typed,
  inspection: string,
  choices: TieChoices,
  unseen: FindingView['unseen'] | null,
): { body: FindingBody; problems: FieldProblem[] } {
  const read = new Reading(typed)
  return {
    body: {
      inspection,
      label: read.upTo('label', 20),
      words: read.needed('words', 4_000, 'Write the finding as it was published.'),
      concerns: [...read.idsIn('concerns', items(choices.concerns)), ...(unseen?.concerns ?? [])],
      demands: [...read.idsIn('demands', items(choices.demands)), ...(unseen?.demands ?? [])],
      meetings: [...read.idsIn('meetings', items(choices.meetings)), ...(unseen?.meetings ?? [])],
    },
    problems: read.problems,
  }
}

const findingItems = (file: InspectionView): Item[] =>
  [...file.findings]
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB', { numeric: true }))
    .map((finding) => ({ value: finding.id, text: labelled(finding) }))

export const actionFields = (file: InspectionView): FieldOf[] => [
  { kind: 'words', name: 'words', label: 'What is to be done', rows: 3 },
  { kind: 'line', name: 'owner', label: 'Who has it', hint: 'A post or a name.' },
  { kind: 'day', name: 'due', label: 'By when' },
  ...(file.findings.length === 0
    ? []
    : [
        {
          kind: 'many',
          name: 'findings',
          label: 'Findings that it answers',
          items: findingItems(file),
        } as const,
      ]),
  {
    kind: 'day',
    name: 'done',
    label: 'Done on',
    hint: 'Leave it blank while it is not.',
  },
  { kind: 'line', name: 'doneWords', label: 'What shows that it was done' },
]

export const typedAction = (of: ActionView): Typed => ({
  words: of.words,
  owner: of.owner,
  findings: of.findings,
  doneWords: of.done?.words ?? '',
  ...dayTyped('due', of.due),
  ...dayTyped('done', of.done?.on ?? null),
})

export function readAction(
  typed: Typed,
  file: InspectionView,
): { body: ActionBody; problems: FieldProblem[] } {
  const read = new Reading(typed)
  const doneOn = read.day('done')
  const doneWords = read.upTo('doneWords', 1_000)
  if (doneOn === null && doneWords !== '') read.wrong('done', 'Say on which day it was done.')
  return {
    body: {
      inspection: file.id,
      words: read.needed('words', 2_000, 'Say what is to be done.'),
      owner: read.upTo('owner', 200),
      due: read.day('due'),
      findings: read.idsIn('findings', findingItems(file)),
      done: doneOn === null ? null : { on: doneOn, words: doneWords },
    },
    problems: read.problems,
  }
}

/** A page that asks: the same for an inspection, a finding and an action. */
export function formPage(
  here: Here,
  of: {
    title: string
    caption?: string
    lede: string
    fields: readonly FieldOf[]
    typed: Typed
    problems: readonly FieldProblem[]
    number: number | null
    action: string
    back: { words: string; href: string }
    clash: { noun: string; clashed: Clashed } | null
    /** Where it is taken out of the file; null for what is not in it yet. */
    takeOut?: string | undefined
  },
): Plain {
  return {
    page: {
      title: of.title,
      section: 'inspection',
      crumbs: [
        { content: 'Inspections', href: here.to('/inspection') },
        ...(of.back.href === here.to('/inspection')
          ? []
          : [{ content: of.back.words, href: of.back.href }]),
      ],
      hasErrors: of.problems.length > 0,
      above: <ProblemSummary fields={of.fields} problems={of.problems} />,
    },
    body: (
      <>
        <Opening heading={of.title} caption={of.caption}>
          {of.lede}
        </Opening>
        {of.clash ? (
          <BothVersions
            noun={of.clash.noun}
            parts={of.clash.clashed.mine.map(({ label, words }) => ({
              label,
              mine: words,
              theirs: of.clash?.clashed.theirs.find((part) => part.label === label)?.words ?? '',
            }))}
            savedAt={of.clash.clashed.savedAt}
          />
        ) : null}
        <RecordForm
          action={of.action}
          fields={of.fields}
          typed={of.typed}
          problems={of.problems}
          number={of.number}
          button="Save"
          back={of.back.href}
        />
        {of.takeOut === undefined ? null : (
          <Section heading="It does not belong in this file" id="take-out">
            <Form action={of.takeOut}>
              <Button class="govuk-button--secondary" preventDoubleClick>
                Take it out
              </Button>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}
