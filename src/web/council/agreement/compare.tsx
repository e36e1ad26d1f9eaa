import {
  describeAgreement,
  diffAgreements,
  sectionHeadings,
  type Clause,
  type ClauseSection,
} from '../../../core/agreement/index.ts'
import { count } from '../../../kit/index.ts'
import type { AgreementView } from '../../../council/index.ts'
import { Button, DataTable, Link, Opening, Section, Select } from '../../components/index.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { nameOf } from './words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads } from '../list.tsx'

export interface ComparePage {
  one: AgreementView
  other: AgreementView
  all: readonly AgreementView[]
}

interface Pair {
  id: string
  section: ClauseSection
  before: Clause | null
  after: Clause | null
  sentence: string
}

/** Two agreements side by side, the clauses that differ and no others. */
export function agreementComparePage(here: Here, { one, other, all }: ComparePage): Figures {
  const pairs = pairsOf(one, other)
  // Another name and version go without saying: they come last.
  const sections = (Object.keys(sectionHeadings) as ClauseSection[])
    .filter((section) => pairs.some((pair) => pair.section === section))
    .sort((a, b) => Number(a === 'about') - Number(b === 'about'))
  const differing = pairs.filter((pair) => pair.section !== 'about').length
  const [nameOne, nameOther] = [nameOf(one), nameOf(other)]
  return {
    page: {
      title: 'Compare',
      section: 'agreement',
      crumbs: [
        { content: 'Agreement', href: here.to.agreement() },
        { content: nameOther, href: here.to.agreement(other.key) },
      ],
    },
    body: (
      <>
        <Opening heading={`${nameOther} beside ${nameOne}`}>
          {differing === 0
            ? 'The two say the same.'
            : `${count(differing, 'clause')} ${differing === 1 ? 'differs' : 'differ'}.`}
        </Opening>
        <form method="get" action={here.path} class="fl-filter">
          <input type="hidden" name="id" value={other.key} />
          <Select
            name="with"
            label="Beside"
            value={one.key}
            items={all
              .filter((view) => view.key !== other.key)
              .map((view) => ({ text: nameOf(view), value: view.key }))}
          />
          <Button class="govuk-button--secondary">Compare</Button>
        </form>
        {sections.map((section) => (
          <Section heading={sectionHeadings[section]} id={`section-${section}`}>
            <DataTable
              caption={sectionHeadings[section]}
              captionSize="hidden"
              rows={pairs.filter((pair) => pair.section === section)}
              columns={[
                { label: 'What changes', long: true, cell: (pair) => pair.sentence },
                { label: nameOne, long: true, cell: (pair) => said(pair.before) },
                { label: nameOther, long: true, cell: (pair) => said(pair.after) },
              ]}
            />
          </Section>
        ))}
        {pairs.length > 0 ? <Downloads here={here} of="differences" keep={['id', 'with']} /> : null}
        <p class="govuk-body">
          <Link href={here.to.agreementStep('replay', other.key, { with: one.key })}>
            What {nameOther} would have meant on a past day
          </Link>
        </p>
      </>
    ),
    sheets: [sheetOf(pairTable(nameOne, nameOther), pairs)],
    fileName: 'agreement-compared',
    what: `${nameOther} beside ${nameOne}, the clauses that differ.`,
  }
}

const STRENGTHS: Record<NonNullable<Clause['strength']>, string> = {
  published: 'Published',
  derived: 'Derived',
  assumed: 'Assumed',
  agreed: 'Agreed',
  blank: 'Not filled in',
}

const restsOn = (of: Clause | null): string =>
  [of?.strength ? STRENGTHS[of.strength] : null, of?.source, of?.note].filter(Boolean).join('. ')

const said = (of: Clause | null) => (
  <>
    {of?.sentence ?? 'Says nothing.'}
    {restsOn(of) === '' ? null : <span class="govuk-hint fl-rests">{restsOn(of)}</span>}
  </>
)

const pairTable = (one: string, other: string): TableOf<Pair> => ({
  id: 'differences',
  name: 'Differences',
  columns: [
    { id: 'clause', header: 'Clause', kind: 'text', file: (pair) => pair.id },
    { id: 'change', header: 'What changes', kind: 'text', file: (pair) => pair.sentence },
    { id: 'before', header: one, kind: 'text', file: (pair) => pair.before?.sentence ?? null },
    { id: 'after', header: other, kind: 'text', file: (pair) => pair.after?.sentence ?? null },
    {
      id: 'restedOn',
      header: `What it rests on, ${one}`,
      kind: 'text',
      file: (pair) => restsOn(pair.before) || null,
    },
    {
      id: 'restsOn',
      header: `What it rests on, ${other}`,
      kind: 'text',
      file: (pair) => restsOn(pair.after) || null,
    },
  ],
})

function pairsOf(one: AgreementView, other: AgreementView): Pair[] {
  const was = new Map(describeAgreement(one.agreement).map((of) => [of.id, of]))
  const is = new Map(describeAgreement(other.agreement).map((of) => [of.id, of]))
  const pairs = new Map<string, Pair>()
  for (const change of diffAgreements(one.agreement, other.agreement)) {
    // A figure that changes and what it rests on are one row: the columns show both.
    if (pairs.has(change.clause)) continue
    pairs.set(change.clause, {
      id: change.clause,
      section: change.section,
      before: was.get(change.clause) ?? null,
      after: is.get(change.clause) ?? null,
      sentence: change.kind === 'reason-changed' ? 'It rests on something else.' : change.sentence,
    })
  }
  return [...pairs.values()]
}
