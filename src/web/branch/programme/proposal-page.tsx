import type { Problem } from '../../../kit/index.ts'
import { isClashed, type Clashed } from '../../../branch/saved/index.ts'
import type { DemandView, ProposalView } from '../../../branch/programme/index.ts'
import { ErrorSummary } from '../../components/index.ts'
import { BothVersions, partsOf } from '../both-versions.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { ProblemSummary } from '../record-form/fields.tsx'
import { decideFields, OfficerForms, putFields, type Tried } from './proposal-forms.tsx'
import { proposalPage } from './proposals.tsx'

/** Why something was not done, and the field that it is about. */
export type Refusal = (Problem & { field?: string }) | Clashed

/** A proposal with an officer's forms; what was typed stands in them again where it was refused. */
export function proposalWithForms(
  here: Here,
  view: {
    proposal: ProposalView
    demands: readonly DemandView[]
    tried: Tried | null
    refusal: Refusal | null
  },
): Plain {
  const { proposal, demands, tried, refusal } = view
  const clash = refusal !== null && isClashed(refusal) ? refusal : null
  const problems = tried?.problems ?? []
  const field = refusal !== null && 'field' in refusal ? refusal.field : undefined
  return proposalPage(here, {
    proposal,
    forms: (
      <OfficerForms
        here={here}
        proposal={proposal}
        demands={demands}
        tried={tried}
        number={clash?.current ?? proposal.demandNow?.number ?? null}
      />
    ),
    hasErrors: problems.length > 0 || (refusal !== null && clash === null),
    above:
      clash !== null ? (
        <BothVersions
          noun="demand"
          parts={partsOf(clash.theirs, clash.mine)}
          savedAt={clash.savedAt}
        />
      ) : refusal !== null ? (
        <ErrorSummary
          errors={[{ content: refusal.sentence, ...(field ? { href: `#${field}` } : {}) }]}
        />
      ) : (
        <ProblemSummary
          fields={tried?.form === 'put' ? putFields : decideFields(proposal, demands)}
          problems={problems}
        />
      ),
  })
}
