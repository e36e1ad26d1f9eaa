import { fold } from '../../kit/index.ts'

/** Cells that stand for nobody, folded: the work in them is unallocated. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...['n/a', 'na', 'n.a', 'n.a.', 'none', 'nil', 'null', 'nan', 'nobody', 'x', 'xx', 'xxx'],
  ...['blank', '<blank>', '(blank)', 'unknown', 'not known', 'not recorded', 'not applicable'],
  ...['tbc', 't.b.c.', 'tba', 'tbd', 'to be confirmed', 'to be advised', 'to be decided'],
  ...['to be allocated', 'to be assigned', 'unallocated', 'un-allocated', 'unassigned'],
  ...['not allocated', 'not assigned', 'not yet allocated', 'no worker', 'no social worker'],
  ...['no allocated worker', 'no worker allocated', 'awaiting allocation', 'awaiting worker'],
  ...['pending', 'pending allocation', 'allocation pending', 'waiting list', 'pool'],
  ...['duty', 'duty worker', 'duty social worker', 'duty sw', 'duty team', 'duty desk'],
  ...['duty officer', 'duty manager', 'duty tray', 'inbox', 'team inbox', 'tray', 'work tray'],
  ...['agency', 'agency worker', 'agency social worker', 'agency sw', 'agency staff', 'locum'],
  ...['vacant', 'vacancy', 'vacant post', 'worker', 'social worker', 'allocated worker'],
  ...['case worker', 'caseworker', 'team manager', 'manager', 'closed', 'system', 'admin'],
])

/** Whether a folded cell names nobody: a known word, an error literal such as `#n/a`, or no letter or digit at all. */
export function isPlaceholder(folded: string): boolean {
  return PLACEHOLDERS.has(folded) || folded.startsWith('#') || !/[\p{L}\p{N}]/u.test(folded)
}

/** Whether a folded cell that matches no known person reads like nobody: `Duty - North`, `MASH unallocated`, `Vacant post 3`. */
export function readsAsNobody(folded: string): boolean {
  return (
    /^(duty|vacant|vacancy|agency|unallocated|not allocated|awaiting|pending|to be)\b(?!,)/.test(
      folded,
    ) || /\b(duty|unallocated|vacant|vacancy|tbc)\)?$/.test(folded)
  )
}

/** Whether a folded cell that matches no known person reads like a team: `MASH Team`, `Team 4`, `Court team 2`. */
export const readsAsTeam = (folded: string): boolean =>
  /\b(team|teams|hub|unit|service)( [0-9a-z])?$/.test(folded) || /^team\b(?!,)/.test(folded)

/** The names in a cell that joins several people (`A / B`, `A & B`, `A and B`, `A; B`), as read; null where it names one. */
export function namesJoined(text: string): string[] | null {
  const parts = text
    .split(/\s*[/;&+|\n]\s*|\s+and\s+/i)
    .map((part) => part.trim())
    .filter((part) => /\p{L}{2}/u.test(part))
  return parts.length > 1 ? parts : null
}

/** The two names either side of a comma, as read; null unless there is exactly one comma between words. */
export function aroundComma(text: string): [string, string] | null {
  const parts = text.split(',').map((part) => part.trim())
  const [before, after] = parts
  return parts.length === 2 && before && after ? [before, after] : null
}

/** A folded name with forename first: `okoye, amara` becomes `amara okoye`; others stay as they are. */
export function forenameFirst(folded: string): string {
  const parts = aroundComma(folded)
  return parts ? fold(`${parts[1]} ${parts[0]}`) : folded
}

/** The words of a folded name that can tell people apart: two letters or more. */
export function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}'-]+/u).filter((word) => word.length > 1)
}
