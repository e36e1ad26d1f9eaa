import type { Content } from '../../components/index.ts'
import { TroubleSummary, type Trouble } from '../../sign-in-parts/index.ts'
import type { BranchPage } from '../frame.tsx'
import type { Plain } from '../plain.ts'

/** A page of one column before which nobody, or not yet, is signed in. */
export const porchPage = (
  title: string,
  trouble: Trouble | null,
  body: Content,
  more: Partial<BranchPage> = {},
): Plain => ({
  page: {
    title,
    section: 'sign-ins',
    hasErrors: trouble !== null,
    above: <TroubleSummary trouble={trouble} />,
    ...more,
  },
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{body}</div>
    </div>
  ),
})
