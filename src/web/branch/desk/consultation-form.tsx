import type { Problem } from '../../../kit/index.ts'
import { describeAgreement, diffAgreements, type Clause } from '../../../core/agreement/index.ts'
import type { VersionView } from '../../../branch/desk/index.ts'
import {
  Button,
  ButtonGroup,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Input,
  Link,
  Opening,
  Section,
  Textarea,
} from '../../components/index.ts'
import { BothVersions, type Part } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { nameOf } from './words.tsx'

export interface ConsultationFormPage {
  /** Null for a new one. */
  id: string | null
  number: number | null
  version: VersionView
  /** The version before it, whose differences are asked about first. */
  before: VersionView | null
  typed: Readonly<Record<string, string>>
  problems: readonly (Problem & { field: string })[]
  clash: { parts: readonly Part[]; savedAt: Date; settles: number } | null
}

export const USUAL_QUESTION = 'Is this right?'

/** Clauses that members can be asked about: those that differ from the version before come first. */
export function askable(
  version: VersionView,
  before: VersionView | null,
): { changed: Clause[]; others: Clause[] } {
  const all = describeAgreement(version.agreement).filter(
    ({ section }) => !['about', 'sources', 'reference'].includes(section),
  )
  const differing = new Set(
    before
      ? diffAgreements(before.agreement, version.agreement)
          .filter(({ kind }) => kind !== 'reason-changed')
          .map(({ clause }) => clause)
      : [],
  )
  return {
    changed: all.filter(({ id }) => differing.has(id)),
    others: all.filter(({ id }) => !differing.has(id)),
  }
}

/** Days and questions of a consultation; a question left empty is not asked. */
export function consultationFormPage(here: Here, given: ConsultationFormPage): Plain {
  const { id, version, before, typed, problems, clash } = given
  const { changed, others } = askable(version, before)
  const at = here.to(`/agreement/consultations/${id === null ? 'new' : `${id}/edit`}`)
  const back = here.to(id === null ? '/agreement' : `/agreement/consultations/${id}`)
  const errorOf = (field: string): string | undefined =>
    problems.find((of) => of.field === field)?.sentence
  const day = (name: 'opens' | 'closes', label: string, hint: string) => (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: { content: label, class: 'govuk-fieldset__legend--s' } }}
      hint={hint}
      error={errorOf(name)}
      values={{
        day: typed[`${name}-day`] ?? '',
        month: typed[`${name}-month`] ?? '',
        year: typed[`${name}-year`] ?? '',
      }}
    />
  )
  const question = (clause: Clause) => (
    <Input
      name={`q:${clause.id}`}
      id={`q-${clause.id}`}
      label={clause.sentence}
      value={typed[`q:${clause.id}`] ?? ''}
      autocomplete="off"
    />
  )
  return {
    page: {
      title: id === null ? 'Ask members' : 'Change what is asked',
      section: 'consultations',
      crumbs: [
        { content: 'Agreement', href: here.to('/agreement') },
        { content: nameOf(version), href: here.to(`/agreement/versions/${version.id}`) },
      ],
      hasErrors: problems.length > 0,
      above:
        problems.length > 0 ? (
          <ErrorSummary
            errors={problems.map(({ field, sentence }) => ({
              content: sentence,
              href: `#${field === 'opens' || field === 'closes' ? `${field}-day` : field}`,
            }))}
          />
        ) : undefined,
    },
    body: (
      <>
        <Opening heading={`Ask members about ${nameOf(version)}`}>
          Each member’s answer is theirs: officers read what was said without names.
        </Opening>
        {clash ? (
          <BothVersions noun="consultation" parts={clash.parts} savedAt={clash.savedAt} />
        ) : null}
        <Form action={at} novalidate>
          <input type="hidden" name="copy" value={version.id} />
          {given.number === null ? null : (
            <input type="hidden" name="number" value={String(given.number)} />
          )}
          {clash ? <input type="hidden" name="settles" value={String(clash.settles)} /> : null}
          <Input
            name="title"
            label={{ content: 'What is it called?', class: 'govuk-label--s' }}
            value={typed['title'] ?? ''}
            error={errorOf('title')}
          />
          <Textarea
            name="about"
            label={{ content: 'What is it about?', class: 'govuk-label--s' }}
            hint="What changes, and why you ask. Enough that somebody who was at no meeting can answer."
            rows={4}
            value={typed['about'] ?? ''}
          />
          {day('opens', 'First day', 'Members see it before, and answer from then on.')}
          {day(
            'closes',
            'Last day',
            '23:59 on this day counts; midnight is late. It is kept apart, not lost.',
          )}
          <Section heading="Questions" id="questions">
            <p class="govuk-body">A question left empty is not asked. {errorOf('questions')}</p>
            {changed.map(question)}
            <Details
              summary={changed.length > 0 ? 'Other clauses' : 'Every clause'}
              open={changed.length === 0}
            >
              {others.map(question)}
            </Details>
          </Section>
          <ButtonGroup>
            <Button preventDoubleClick>{id === null ? 'Put it to members' : 'Save'}</Button>
            <Link href={back}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
