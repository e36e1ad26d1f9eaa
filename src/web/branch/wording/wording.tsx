import type { JSX } from 'preact'
import { compareWording } from '../../../core/bargaining/index.ts'
import { Heading, WordingSide } from '../../components/index.ts'

/** Two wordings side by side, each whole, with what changed marked in both; one below the other on a phone. */
export function Wordings(props: {
  before: string
  after: string
  headings?: readonly [string, string] | undefined
  level?: 2 | 3 | 4 | undefined
}): JSX.Element {
  // Where there is only one wording nothing of it changed: it stands without marks.
  const isAlone = props.before.trim() === '' || props.after.trim() === ''
  const stretches = isAlone ? null : compareWording(props.before, props.after)
  const headings = props.headings ?? ['Before', 'After']
  const sides = [
    { side: 'before', words: props.before, heading: headings[0] },
    { side: 'after', words: props.after, heading: headings[1] },
  ] as const
  return (
    <div class="fl-sides">
      {sides.map(({ side, words, heading }) => (
        <div class="fl-sides__side">
          <Heading level={props.level ?? 3} class="govuk-heading-s">
            {heading}
          </Heading>
          {words.trim() === '' ? (
            <p class="fl-sides__none">No wording was written down.</p>
          ) : (
            <WordingSide stretches={stretches ?? [{ kind: 'same', words }]} side={side} />
          )}
        </div>
      ))}
    </div>
  )
}
