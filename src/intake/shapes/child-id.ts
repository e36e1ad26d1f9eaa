import type { ChildId } from '../../core/model/index.ts'
import type { Cell } from '../read/types.ts'
import { isBlank, tidy } from './tidy.ts'

export type ChildIdRead =
  | { kind: 'none' }
  | { kind: 'id'; id: ChildId }
  /** A spreadsheet cut the number short (`1.23E+11`): the child can no longer be told from others. */
  | { kind: 'rounded' }

const ROUNDED = /^\d(?:\.\d+)?E\+\d+$/i
const DECIMAL = /^(\d+)\.0+$/
const NONE: ChildIdRead = { kind: 'none' }

/**
 * The authority's own id in one form: spaces and a trailing `.0` gone, letters in capitals, leading
 * zeros kept, so that a number cell and a text cell of the same child agree.
 */
export function readChildId(cell: Cell | undefined): ChildIdRead {
  if (cell === undefined) return NONE
  const text = tidy(cell.text)
  if (isBlank(text)) return NONE
  if (ROUNDED.test(text)) return { kind: 'rounded' }
  const whole = DECIMAL.exec(text)
  return { kind: 'id', id: (whole?.[1] ?? text).toUpperCase() as ChildId }
}
