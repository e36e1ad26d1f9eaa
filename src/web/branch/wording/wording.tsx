import type { JSX } from 'preact'
import { compareWording, type Stretch } from '../../../core/bargaining/index.ts'

/** One wording out of two: what left it struck through, what came into it underlined. */
function Side(props: {
  heading: string
  stretches: readonly Stretch[]
  leave: 'in' | 'out'
  level: 2 | 3 | 4
}): JSX.Element {
  const H = `h${props.level}` as const
  const shown = props.stretches.filter(({ kind }) => kind !== props.leave)
  return (
    <div class="fl-wording__side">
      <H class="govuk-heading-s">{props.heading}</H>
      {shown.every(({ words }) => words.trim() === '') ? (
        <p class="govuk-body fl-wording__none">Nothing was written.</p>
      ) : (
        <p class="govuk-body fl-wording__words">
          {shown.map(({ kind, words }) =>
            kind === 'same' ? words : kind === 'out' ? <del>{words}</del> : <ins>{words}</ins>,
          )}
        </p>
      )}
    </div>
  )
}

/** Two wordings side by side, each whole, with what changed marked in both; one below the other on a phone. */
export function Wordings(props: {
  before: string
  after: string
  headings?: readonly [string, string] | undefined
  level?: 2 | 3 | 4 | undefined
}): JSX.Element {
  const stretches = compareWording(props.before, props.after)
  const [before, after] = props.headings ?? ['Before', 'After']
  const level = props.level ?? 3
  return (
    <div class="fl-wording">
      <Side heading={before} stretches={stretches} leave="in" level={level} />
      <Side heading={after} stretches={stretches} leave="out" level={level} />
    </div>
  )
}

/** What changed, in one text: what went out struck through, what came in underlined. */
export const Changed = ({ stretches }: { stretches: readonly Stretch[] }): JSX.Element => (
  <p class="govuk-body fl-wording__words">
    {stretches.map(({ kind, words }) =>
      kind === 'same' ? words : kind === 'out' ? <del>{words}</del> : <ins>{words}</ins>,
    )}
  </p>
)
