import type { EmergencyReason, HandoverEntry, HandoverStep } from '../../core/handover/index.ts'
import type { IsoDate } from '../../kit/index.ts'

/** An entry of a handover as its columns have it. */
export interface EntryColumns {
  kind: string
  step: string | null
  on: string
  reason: string | null
  said: string | null
}

/** The entry that a row holds; the table's own checks say which columns each kind has. */
export function entryIn({ kind, step, on, reason, said }: EntryColumns): HandoverEntry {
  const day = on as IsoDate
  switch (kind) {
    case 'step':
    case 'step-undone':
      return { kind, step: step as HandoverStep, on: day }
    case 'emergency':
      return {
        kind,
        said: (said ?? 'agreed') as 'asked' | 'agreed' | 'refused',
        reason: reason as EmergencyReason,
        on: day,
      }
    default:
      return { kind: kind as 'planned' | 'moved-by-message', on: day }
  }
}
