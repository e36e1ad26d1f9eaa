import type { IsoDate } from '../../kit/index.ts'
import {
  isSignature,
  signatures,
  type EmergencyReason,
  type Handover,
  type HandoverStep,
  type HandoverTerm,
} from './handover.ts'

/** One thing entered about a handover, in the order in which it was entered; none is ever changed. */
export type HandoverEntry =
  | { kind: 'planned'; on: IsoDate }
  | { kind: 'step'; step: HandoverStep; on: IsoDate }
  /** Entered in error. */
  | { kind: 'step-undone'; step: HandoverStep; on: IsoDate }
  /** Where the agreement asks a second person, it is asked for first and then agreed to or refused. */
  | {
      kind: 'emergency'
      said: 'asked' | 'agreed' | 'refused'
      reason: EmergencyReason
      on: IsoDate
    }
  | { kind: 'moved-by-message'; on: IsoDate }

const NEVER = '9999-12-31'

/** What the entries come to. */
export type Entered = Pick<Handover, 'plannedFor' | 'done' | 'movedByMessageOn' | 'emergency'> & {
  /** An emergency that waits for the second person. */
  emergencyAsked: { on: IsoDate; reason: EmergencyReason } | null
}

/**
 * What was entered, as it stands. Whoever takes a step back takes back the signatures that were given
 * over it: they are given again once it is right.
 */
export function enteredOf(entries: readonly HandoverEntry[]): Entered {
  const done: Handover['done'] = {}
  const entered: Entered = {
    plannedFor: null,
    done,
    movedByMessageOn: null,
    emergency: null,
    emergencyAsked: null,
  }
  for (const entry of entries) {
    switch (entry.kind) {
      case 'planned':
        entered.plannedFor = entry.on
        break
      case 'step':
        done[entry.step] = entry.on
        break
      case 'step-undone':
        delete done[entry.step]
        if (!isSignature(entry.step)) for (const one of signatures) delete done[one]
        break
      case 'emergency': {
        const { on, reason } = entry
        entered.emergencyAsked = entry.said === 'asked' ? { on, reason } : null
        if (entry.said === 'agreed') entered.emergency ??= { on, reason }
        break
      }
      case 'moved-by-message':
        entered.movedByMessageOn ??= entry.on
        break
    }
  }
  return entered
}

/** How far a decision's handover lets the case pass. */
export type Gate = 'none' | 'open' | 'complete' | 'emergency'

/**
 * Whether the case may pass on a day: `open` keeps it with the one who hands over, `emergency` has
 * passed it on although steps are missing.
 *
 * @param term as agreed when it was decided; null where nobody hands over (an allocation) or no
 *   handover is agreed: then nothing holds the case back.
 */
export function gateOf(
  entries: readonly HandoverEntry[],
  term: HandoverTerm | null,
  on: IsoDate,
): Gate {
  if (term === null) return 'none'
  const { done, emergency } = enteredOf(entries)
  if (term.required.every((step) => (done[step] ?? NEVER) <= on)) return 'complete'
  return (emergency?.on ?? NEVER) <= on ? 'emergency' : 'open'
}

/** Required steps that must be done before anybody signs: a signature stands under the whole. */
export const missingBeforeSigning = (
  { done }: Pick<Handover, 'done'>,
  term: Pick<HandoverTerm, 'required'>,
): HandoverStep[] => term.required.filter((step) => !isSignature(step) && done[step] === undefined)
