import { longDate } from '../../../kit/index.ts'
import type { DeskView } from '../../../branch/desk/index.ts'
import type { ProgrammeView } from '../../../branch/programme/index.ts'
import { Button, DataTable, EmptyState, Link, Opening, Section } from '../../components/index.ts'
import { cameWords, nameOf, releaseName, standsWords } from '../desk/words.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { crumbs } from './demand.tsx'
import { DemandFacts, DemandTag } from './words.tsx'

/** What the demand for a fair caseload system opens: the demand, the agreement, and what is published. */
export function caseloadPage(here: Here, view: ProgrammeView, desk: DeskView): Plain {
  const demand = view.demands.find(({ isCaseload }) => isCaseload)
  return {
    page: { title: 'A fair caseload', section: 'programme', crumbs: crumbs(here) },
    body: (
      <>
        <Opening heading="A fair caseload">{caseloadLine(desk)}</Opening>
        <Section heading="What the branch asks for" id="demand">
          {demand ? (
            <>
              <h3 class="govuk-heading-s">
                <Link href={here.to(`/programme/demands/${demand.id}`)}>
                  {demand.place}. {demand.title}
                </Link>{' '}
                <DemandTag state={demand.state} />
              </h3>
              <p class="govuk-body fl-said">{demand.words}</p>
              <DemandFacts demand={demand} />
            </>
          ) : (
            <EmptyState>
              <p class="govuk-body">
                No demand is marked as the one for a fair caseload management system.
              </p>
              {here.may('programme.edit') ? (
                <p class="govuk-body">
                  <Link href={here.to('/programme/edit')}>Mark one</Link>
                </p>
              ) : null}
            </EmptyState>
          )}
        </Section>
        <Section heading="What both sides agreed" id="agreement">
          {desk.versions.length === 0 ? (
            <p class="govuk-body">The branch keeps no version of a caseload agreement yet.</p>
          ) : (
            <DataTable
              caption="Versions of the caseload agreement"
              captionSize="hidden"
              rows={desk.versions}
              columns={[
                {
                  label: 'Version',
                  cell: (of) => (
                    <Link href={here.to(`/agreement/versions/${of.id}`)}>{nameOf(of)}</Link>
                  ),
                },
                { label: 'Where it stands', long: true, cell: standsWords },
                { label: 'Came', cell: (of) => cameWords(of.came) },
              ]}
            />
          )}
          <Button href={here.to('/agreement')}>Open the agreement desk</Button>
        </Section>
        <Section heading="What the council publishes" id="published">
          <Latest desk={desk} />
        </Section>
      </>
    ),
  }
}

function caseloadLine({ versions: [newest] }: DeskView): string {
  if (!newest) return 'The branch asks for a fair way to count and share cases. None is agreed yet.'
  return newest.signed === null
    ? `${nameOf(newest)} is the newest agreement that the branch has. The branch has not signed it.`
    : `${nameOf(newest)} is the newest agreement that the branch has, signed by it on ${longDate(newest.signed.on)}.`
}

/** The last release of evidence with its base, or where one would come from. */
function Latest({ desk: { releases, source } }: { desk: DeskView }) {
  const [latest] = releases.filter(({ undone }) => !undone)
  return (
    <>
      {latest ? (
        <p class="govuk-body">
          The latest evidence is of {releaseName(latest)}:{' '}
          {latest.release.children.toLocaleString('en-GB')} children, counted by{' '}
          {latest.release.agreement.name} {latest.release.agreement.version}.
          <span class="fl-source">Source: {cameWords(latest.came)}</span>
        </p>
      ) : (
        <p class="govuk-body">The branch has no release of evidence. No figure is shown without.</p>
      )}
      <p class="govuk-body">
        {source === null
          ? 'Nobody has said yet where the council publishes its agreement and its evidence.'
          : `What it publishes is asked for ${source.daily ? 'once a day' : 'when an officer asks'}.`}
      </p>
    </>
  )
}
