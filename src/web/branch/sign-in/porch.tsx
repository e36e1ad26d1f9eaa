import type { Problem } from '../../../kit/index.ts'
import { ErrorSummary, type Content } from '../../components/index.ts'
import type { BranchPage } from '../frame.tsx'
import type { Plain } from '../plain.ts'

/** What was wrong with a form, and which field it is about. */
export interface Trouble {
  problem: Problem
  field: string
}

export const errorFor = (trouble: Trouble | null, field: string): string | undefined =>
  trouble?.field === field ? trouble.problem.sentence : undefined

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
    above: trouble ? (
      <ErrorSummary errors={[{ content: trouble.problem.sentence, href: `#${trouble.field}` }]} />
    ) : null,
    ...more,
  },
  body: (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{body}</div>
    </div>
  ),
})
