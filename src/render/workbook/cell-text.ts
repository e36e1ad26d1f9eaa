import { wellFormed } from '../well-formed.ts'

/** The most characters a worksheet cell can hold. */
export const CELL_CHARS = 32_767

const ERROR_WORDS = new Set([
  '#N/A',
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
])

/** Whether a spreadsheet would take the text for one of its error values. */
export const looksLikeError = (text: string): boolean => ERROR_WORDS.has(text)

/**
 * Text as a cell can hold it and give back unchanged: line ends become `\n`, half a surrogate pair
 * becomes U+FFFD, `_x0041_` keeps its letters (OOXML would read it as "A"), and text beyond
 * 32,767 characters ends with an ellipsis.
 */
export function cellText(text: string): string {
  const whole = wellFormed(text.replace(/\r\n?/g, '\n'))
  const cut = whole.length > CELL_CHARS ? `${wellFormed(whole.slice(0, CELL_CHARS - 1))}…` : whole
  return cut.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
