import type { JSX } from 'preact'
import type { Stretch } from '../../core/bargaining/index.ts'

/** What changed between two wordings, in one text: taken out struck through, put in underlined. */
export function Wording(props: { stretches: readonly Stretch[] }): JSX.Element {
  return (
    <p class="fl-wording">
      {props.stretches.map(({ kind, words }) =>
        kind === 'same' ? (
          words
        ) : kind === 'out' ? (
          <del>
            <span class="govuk-visually-hidden">taken out: </span>
            {words}
          </del>
        ) : (
          <ins>
            <span class="govuk-visually-hidden">put in: </span>
            {words}
          </ins>
        ),
      )}
      <span class="govuk-visually-hidden"> end of the wording</span>
    </p>
  )
}

/** One of two wordings, with what only it has marked. */
export function WordingSide(props: {
  stretches: readonly Stretch[]
  side: 'before' | 'after'
}): JSX.Element {
  const own = props.side === 'before' ? 'out' : 'in'
  return (
    <p class="fl-wording">
      {props.stretches
        .filter(({ kind }) => kind === 'same' || kind === own)
        .map(({ kind, words }) =>
          kind === 'same' ? words : kind === 'out' ? <del>{words}</del> : <ins>{words}</ins>,
        )}
    </p>
  )
}
