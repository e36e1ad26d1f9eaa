import type { JSX } from 'preact'
import { classes } from './extras.ts'

/** Where a worker stands against the agreed lines, or why there is no figure. */
export type StandingKind = 'within' | 'over-safe' | 'over-hard' | 'unknown' | 'cannot-receive'

const WORDS: Record<StandingKind, string> = {
  within: 'within the safe line',
  'over-safe': 'over the safe line',
  'over-hard': 'over the hard line',
  unknown: 'capacity unknown',
  'cannot-receive': 'cannot receive',
}

export interface StandingMarkProps {
  standing: StandingKind
  /** In place of the usual words; say at least as much. */
  words?: string | undefined
}

/** The same shapes as in the charts, each with its words: never by colour alone. */
export function StandingMark(props: StandingMarkProps): JSX.Element {
  const { standing } = props
  const isOver = standing === 'over-safe' || standing === 'over-hard'
  return (
    <span class={classes('fl-mark', isOver && 'fl-mark--over')}>
      <svg class="fl-mark__shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <Shape standing={standing} />
      </svg>
      <span>{props.words ?? WORDS[standing]}</span>
    </span>
  )
}

function Shape({ standing }: { standing: StandingKind }): JSX.Element {
  switch (standing) {
    case 'within':
      return <circle cx="8" cy="8" r="5" fill="currentColor" />
    case 'over-safe':
      return <path d="M8 0l8 8-8 8-8-8z" fill="currentColor" />
    case 'over-hard':
      return (
        <path
          d="M8 0l8 8-8 8-8-8zM6.9 3.6v5.4h2.2V3.6zm0 6.8v2.2h2.2v-2.2z"
          fill="currentColor"
          fill-rule="evenodd"
        />
      )
    case 'unknown':
      return <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2" />
    case 'cannot-receive':
      return (
        <path
          d="M2 2h12v12H2zl12 12M14 2L2 14"
          fill="none"
          stroke="currentColor"
          stroke-width="2"
        />
      )
  }
}
