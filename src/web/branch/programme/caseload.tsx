import type { ProgrammeView } from '../../../branch/programme/index.ts'
import { Button, EmptyState, Link, Opening, Section } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { crumbs } from './demand.tsx'
import { DemandFacts, DemandTag } from './words.tsx'

/** What the demand for a fair caseload system opens: the demand, the agreement and what is published. */
export function caseloadPage(here: Here, view: ProgrammeView): Plain {
  const demand = view.demands.find(({ isCaseload }) => isCaseload)
  return {
    page: { title: 'A fair caseload', section: 'programme', crumbs: crumbs(here) },
    body: (
      <>
        <Opening heading="A fair caseload">
          What the branch asks for, what both sides have agreed, and what the council publishes.
        </Opening>
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
        <Section heading="The agreement and what is published" id="agreement">
          <p class="govuk-body">
            The agreement desk keeps every version of the caseload agreement, what changed between
            them, and the evidence that the council publishes, with what a draft would do to it.
          </p>
          <Button href={here.to('/agreement')}>Open the agreement desk</Button>
        </Section>
      </>
    ),
  }
}
