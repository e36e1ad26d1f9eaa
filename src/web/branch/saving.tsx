import type { FastifyReply } from 'fastify'
import type { Problem } from '../../kit/index.ts'
import { isClashed, type Clashed } from '../../branch/saved/index.ts'
import { ErrorSummary, Opening, type Content, type Crumb } from '../components/index.ts'
import { BothVersions, partsOf } from './both-versions.tsx'
import { sendPage } from './frame.tsx'
import type { Here } from './here.ts'
import type { PageOf } from './navigation.ts'
import type { Plain } from './plain.ts'
import {
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from './record-form/fields.tsx'

/** A form as it is shown: empty, as it was typed, or beside what somebody else saved meanwhile. */
export interface FormView {
  section: PageOf
  crumbs: readonly Crumb[]
  heading: string
  lede: string
  /** What it is that is written: `demand`. */
  noun: string
  action: string
  back: string
  button: string
  fields: readonly FieldOf[]
  typed: Typed
  /** The version that the form is based on; null for something new. */
  number: number | null
  problems?: readonly FieldProblem[] | undefined
  /** Why it was not saved. */
  problem?: Problem | Clashed | null | undefined
  versions?: string | undefined
  /** Stands between the opening and the form. */
  before?: Content
}

/** What is typed is never lost: it stands in the form again, with why it was not saved. */
export function formPage(view: FormView): Plain {
  const { fields, problems = [], problem = null } = view
  const clash = problem !== null && isClashed(problem) ? problem : null
  return {
    page: {
      title: view.heading,
      section: view.section,
      crumbs: view.crumbs,
      hasErrors: problems.length > 0 || (problem !== null && clash === null),
      above:
        problem !== null && clash === null ? (
          <ErrorSummary errors={[{ content: problem.sentence }]} />
        ) : (
          <ProblemSummary fields={fields} problems={problems} />
        ),
    },
    body: (
      <>
        <Opening heading={view.heading}>{view.lede}</Opening>
        {clash === null ? null : (
          <BothVersions
            noun={view.noun}
            parts={partsOf(clash.theirs, clash.mine)}
            savedAt={clash.savedAt}
            versions={view.versions}
          />
        )}
        {view.before}
        <RecordForm
          action={view.action}
          fields={fields}
          typed={view.typed}
          problems={problems}
          number={clash?.current ?? view.number}
          button={view.button}
          back={view.back}
        />
      </>
    ),
  }
}

export const sendPlain = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
  sendPage(reply, here, page, body)

/** What could not be taken stands again with a status that says so; scripts and browsers keep the words. */
export const sendAgain = (reply: FastifyReply, here: Here, plain: Plain): FastifyReply =>
  sendPlain(reply.code(422), here, plain)
