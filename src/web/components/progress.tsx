import type { JSX } from 'preact'
import { classes, isShown } from './extras.ts'
import type { Content } from './extras.ts'

export interface Stage {
  label: string
  state: 'done' | 'now' | 'waiting' | 'failed'
  /** How far: `6,200 of 11,400 rows`. */
  detail?: string | undefined
}

export interface ProgressProps {
  /** What is being done. */
  label: string
  stages: readonly Stage[]
  /** Done so far of the whole; left out where the whole is not known. */
  meter?: { value: number; max: number } | undefined
  /** Whether anything is still to come: the page then keeps itself fresh. */
  underWay: boolean
  /** That one may leave and come back. */
  children?: Content
}

const SIGNS: Record<Stage['state'], string> = { done: '✓', now: '▶', waiting: '○', failed: '✕' }
const WORDS: Record<Stage['state'], string> = {
  done: 'done',
  now: 'under way',
  waiting: 'waiting',
  failed: 'stopped',
}

/** Real stages with counts: no spinner. Told politely where scripts update it in place. */
export function Progress(props: ProgressProps): JSX.Element {
  return (
    <div
      class="fl-progress"
      data-progress={props.underWay ? 'under-way' : 'over'}
      role="status"
      aria-live="polite"
      aria-atomic="false"
    >
      <progress
        class="fl-progress__bar"
        aria-label={props.label}
        max={props.meter?.max}
        value={props.meter?.value}
      >
        {props.meter
          ? `${Math.round((100 * props.meter.value) / Math.max(props.meter.max, 1))}%`
          : null}
      </progress>
      <ol class="fl-progress__stages">
        {props.stages.map((stage) => (
          <li
            class={classes(
              'fl-progress__stage',
              stage.state === 'now' && 'fl-progress__stage--now',
            )}
          >
            <span class="fl-progress__sign" aria-hidden="true">
              {SIGNS[stage.state]}
            </span>
            <span>{stage.label}</span>
            {stage.detail === undefined ? null : (
              <span class="fl-progress__detail">{stage.detail}</span>
            )}
            <span class="fl-progress__state">{WORDS[stage.state]}</span>
          </li>
        ))}
      </ol>
      {isShown(props.children) ? props.children : null}
    </div>
  )
}
