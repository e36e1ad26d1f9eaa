import { longDate, type IsoDate } from '../../../kit/index.ts'
import type { AmountRange, EvidenceReplay } from '../../../core/evidence/index.ts'
import type { ReplayView } from '../../../branch/desk/index.ts'
import {
  Button,
  DataTable,
  InsetText,
  Opening,
  Section,
  Select,
  SummaryList,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { versionItems } from './compare-page.tsx'
import { Hash, nameOf, rangeWords, releaseName, statusName } from './words.tsx'

/** What two versions make of the same children: ranges, and what makes them ranges. */
export function replayPage(here: Here, view: ReplayView): Plain {
  const { one, other, before, after, release, capacity } = view
  const asOf = longDate(release.release.asOf as IsoDate)
  return {
    page: {
      title: 'Try on evidence',
      section: 'agreement',
      crumbs: [{ content: 'Agreement', href: here.to('/agreement') }],
    },
    body: (
      <>
        <Opening heading={`${nameOf(other)} on ${asOf}`}>{openingWords(view)}</Opening>
        <form method="get" action={here.path} class="fl-filter">
          <Select name="one" label="Earlier" value={one.id} items={versionItems(view.versions)} />
          <Select name="other" label="Later" value={other.id} items={versionItems(view.versions)} />
          <Select
            name="release"
            label="On"
            value={release.id}
            items={view.releases.map((of) => ({ text: releaseName(of), value: of.id }))}
          />
          <Button class="govuk-button--secondary">Try</Button>
        </form>
        <InsetText>
          A release is counts, not records, so this is a range: the true figure lies within it.{' '}
          {shareWords(after, capacity)}
        </InsetText>
        {after ? <ByStatus view={view} after={after} before={before} /> : null}
        <Section heading="What makes it a range">
          <ul class="govuk-list govuk-list--bullet fl-measure">
            {[...new Set([...(before?.because ?? []), ...(after?.because ?? [])])].map((words) => (
              <li>{words}</li>
            ))}
            {(after?.because.length ?? 0) + (before?.because.length ?? 0) === 0 ? (
              <li>Nothing: every group is told apart, so that both ends are the same.</li>
            ) : null}
          </ul>
        </Section>
        <Section heading="What it rests on">
          <SummaryList
            rows={[
              { key: 'Release', value: releaseName(release) },
              {
                key: 'Counted by',
                value: `${release.release.agreement.name} ${release.release.agreement.version}`,
              },
              {
                key: 'Base',
                value: `${release.release.children.toLocaleString('en-GB')} children`,
              },
              {
                key: 'Workers',
                value: `About ${release.release.workers.people}, to the nearest five`,
              },
              { key: 'Hash', value: <Hash of={release.sha256} /> },
            ]}
          />
          <ul class="govuk-list govuk-list--bullet fl-measure">
            {release.release.method.map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        </Section>
      </>
    ),
  }
}

/** What the children of the release would weigh, and how much more that is, in one sentence. */
function openingWords({ one, other, before, after, release, change }: ReplayView): string {
  if (after === null) {
    return `${nameOf(other)} is not filled in yet: it weighs nothing until its figures are agreed.`
  }
  const unit = other.agreement.unit.name
  const { children, asOf } = release.release
  const whose = `The ${children.toLocaleString('en-GB')} children of ${longDate(asOf as IsoDate)}`
  const weigh = `${whose} would weigh ${rangeWords(after.demand)} ${unit}`
  if (before === null || one.id === other.id) return `${weigh}.`
  if (change === null) {
    return `${weigh}; under ${nameOf(one)}, ${rangeWords(before.demand)} ${one.agreement.unit.name}.`
  }
  return `${weigh}: ${changeWords(change)} under ${nameOf(one)}.`
}

function changeWords({ from, to }: AmountRange): string {
  if (from === 0 && to === 0) return 'as much as'
  if (from >= 0) return `${rangeWords({ from, to })} more than`
  if (to <= 0) return `${rangeWords({ from: -to, to: -from })} less than`
  return `between ${rangeWords({ from: -from, to: -from })} less and ${rangeWords({ from: to, to })} more than`
}

/** The load on what workers can carry, where the release can say. */
function shareWords(after: EvidenceReplay | null, capacity: AmountRange | null): string {
  if (after === null) return ''
  if (capacity === null || capacity.from <= 0) {
    return 'What workers can carry under this version the release cannot say.'
  }
  const from = Math.floor((after.demand.from / capacity.to) * 100)
  const to = Math.ceil((after.demand.to / capacity.from) * 100)
  return `Workers can carry ${rangeWords(capacity)} together, so it is ${from} % to ${to} % of that.`
}

function ByStatus(props: {
  view: ReplayView
  after: EvidenceReplay
  before: EvidenceReplay | null
}) {
  const { view, after, before } = props
  return (
    <Section heading="By status">
      <DataTable
        caption={`By status, before complexity and travel (${view.other.agreement.unit.name})`}
        captionSize="s"
        rows={after.byStatus}
        columns={[
          { label: 'Status', cell: ({ status }) => statusName(status) },
          {
            label: 'Children',
            numeric: true,
            cell: ({ children }) => children.toLocaleString('en-GB'),
          },
          {
            label: nameOf(view.one),
            numeric: true,
            cell: ({ status }) => {
              const own = before?.byStatus.find((of) => of.status === status)
              return own ? rangeWords(own.demand) : 'not filled in'
            },
          },
          {
            label: nameOf(view.other),
            numeric: true,
            cell: ({ demand }) => rangeWords(demand),
          },
        ]}
      />
    </Section>
  )
}
