import { count } from '../../../kit/index.ts'
import {
  describeAgreement,
  sectionHeadings,
  type ClauseChange,
  type ClauseSection,
} from '../../../core/agreement/index.ts'
import type { CompareView, VersionView } from '../../../branch/desk/index.ts'
import { Button, DataTable, Link, Opening, Section, Select } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { nameOf } from './words.tsx'

/** The choice of two versions, for pages that lay them side by side. */
export const versionItems = (all: readonly VersionView[]) =>
  all.map((of) => ({ text: nameOf(of), value: of.id }))

/** Two versions side by side: the clauses that differ, and no others. */
export function comparePage(
  here: Here,
  { one, other, changes, all }: CompareView & { all: readonly VersionView[] },
): Plain {
  const was = new Map(describeAgreement(one.agreement).map((of) => [of.id, of.sentence]))
  const is = new Map(describeAgreement(other.agreement).map((of) => [of.id, of.sentence]))
  const shown = changes.filter(
    ({ section, clause }, i) =>
      section !== 'about' && changes.findIndex((of) => of.clause === clause) === i,
  )
  const sections = (Object.keys(sectionHeadings) as ClauseSection[]).filter((section) =>
    shown.some((change) => change.section === section),
  )
  return {
    page: {
      title: 'Compare',
      section: 'agreement',
      crumbs: [{ content: 'Agreement', href: here.to('/agreement') }],
    },
    body: (
      <>
        <Opening heading={`${nameOf(other)} beside ${nameOf(one)}`}>
          {shown.length === 0
            ? 'The two say the same.'
            : `${count(shown.length, 'clause')} ${shown.length === 1 ? 'differs' : 'differ'}.`}
        </Opening>
        <form method="get" action={here.path} class="fl-filter">
          <Select name="one" label="Earlier" value={one.id} items={versionItems(all)} />
          <Select name="other" label="Later" value={other.id} items={versionItems(all)} />
          <Button class="govuk-button--secondary">Compare</Button>
        </form>
        {sections.map((section) => (
          <Section heading={sectionHeadings[section]}>
            <DataTable<ClauseChange>
              caption={sectionHeadings[section]}
              captionSize="hidden"
              rows={shown.filter((change) => change.section === section)}
              columns={[
                {
                  label: 'What changes',
                  long: true,
                  cell: ({ kind, sentence }) =>
                    kind === 'reason-changed' ? 'It rests on something else.' : sentence,
                },
                {
                  label: nameOf(one),
                  long: true,
                  cell: ({ clause }) => was.get(clause) ?? 'Says nothing.',
                },
                {
                  label: nameOf(other),
                  long: true,
                  cell: ({ clause }) => is.get(clause) ?? 'Says nothing.',
                },
              ]}
            />
          </Section>
        ))}
        <p class="govuk-body">
          <Link href={here.to('/agreement/replay', { one: one.id, other: other.id })}>
            What {nameOf(other)} would have meant on a release of evidence
          </Link>
        </p>
      </>
    ),
  }
}
