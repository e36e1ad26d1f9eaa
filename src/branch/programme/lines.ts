import type { Said } from '../../core/bargaining/index.ts'

/**
 * What was typed one to a line, each with its id: a line as it was keeps it; other lines take, in order,
 * the ids of those that are gone, so that a changed line is read as changed and not as another.
 */
export function linesKept(before: readonly Said[], typed: string, newId: () => string): Said[] {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const free = [...before]
  const take = (at: number): Said | undefined => free.splice(at, 1)[0]
  const kept = lines.map((words) => {
    const at = free.findIndex((one) => one.words === words)
    return at < 0 ? null : (take(at) ?? null)
  })
  return lines.map((words, at) => {
    const same = kept[at]
    if (same) return same
    return { id: take(0)?.id ?? newId(), words }
  })
}
