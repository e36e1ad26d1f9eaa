import type { JSX } from 'preact'
import type { Stretch } from '../../core/bargaining/index.ts'

/** What changed between two wordings, in one text: taken out struck through, put in underlined. */
export function Wording(props: { stretches: readonly Stretch[] }): JSX.Element {
  return (
    <p class="fl-wording">
      {props.stretches.map((stretch) => (
        <Marked stretch={stretch} isTold />
      ))}
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
        .map((stretch) => (
          <Marked stretch={stretch} />
        ))}
    </p>
  )
}

/** A stretch with its mark; spaces around it stay outside of the mark. */
function Marked({
  stretch: { kind, words },
  isTold,
}: {
  stretch: Stretch
  isTold?: boolean
}): JSX.Element {
  if (kind === 'same' || words.trim() === '') return <>{words}</>
  const [, before = '', marked = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? []
  const Mark = kind === 'out' ? 'del' : 'ins'
  return (
    <>
      {before}
      <Mark>
        {isTold ? (
          <span class="govuk-visually-hidden">{kind === 'out' ? 'taken out: ' : 'put in: '}</span>
        ) : null}
        {marked}
      </Mark>
      {after}
    </>
  )
}
