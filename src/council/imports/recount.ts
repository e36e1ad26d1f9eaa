import type { ChildRecord, Finding, Records, Source } from '../../core/model/index.ts'
import type { FileReading } from '../../intake/index.ts'

const listOf: Record<ChildRecord['kind'], string> = {
  contact: 'List 1',
  'early-help': 'List 2',
  referral: 'List 3',
  assessment: 'List 4',
  enquiry: 'List 5',
  'need-episode': 'List 6',
  'protection-plan': 'List 7',
  'care-period': 'List 8',
  'care-leaver': 'List 9',
  adoption: 'List 10',
}

const keyOf = (file: string, sheet: string | null, row: number | null): string =>
  `${file}\u0000${sheet}\u0000${row}`

/**
 * Counts again once the rules of status have spoken: a row that only they question was used as it
 * stood by the reader, and is not any more. Rows = rows used + rows that a finding names, always.
 */
export function recount(
  files: readonly FileReading[],
  records: Records,
  fromRules: readonly Finding[],
): FileReading[] {
  const counted = new Set<string>()
  for (const { findings } of files) {
    for (const { file, sheet, row } of findings) counted.add(keyOf(file, sheet, row))
  }
  const newly = new Map<string, boolean>()
  for (const { file, sheet, row, effect } of fromRules) {
    if (row === null) continue
    const key = keyOf(file, sheet, row)
    if (!counted.has(key)) newly.set(key, (newly.get(key) ?? false) || effect === 'row-left-out')
  }
  const added = new Map<string, { questioned: number; leftOut: number }>()
  const seen = (from: Source, list: string): void => {
    const key = keyOf(from.file, from.sheet, from.row)
    const leftOut = newly.get(key)
    if (leftOut === undefined) return
    newly.delete(key)
    const at = `${from.file}\u0000${list}`
    const sum = added.get(at) ?? { questioned: 0, leftOut: 0 }
    added.set(at, {
      questioned: sum.questioned + 1,
      leftOut: sum.leftOut + Number(leftOut),
    })
  }
  for (const record of records.children) seen(record.from, listOf[record.kind])
  for (const record of records.adopters) seen(record.from, 'List 11')
  for (const record of records.families) seen(record.from, 'Families')
  for (const record of records.posts) seen(record.from, 'Posts')
  const census = new Set(files.filter((file) => file.shape === 'csww').map((file) => file.name))
  for (const { from } of records.people) seen(from, census.has(from.file) ? 'Workers' : 'People')

  return files.map((file) => ({
    ...file,
    lists: Object.fromEntries(
      Object.entries(file.lists).map(([list, count]) => {
        const more = added.get(`${file.name}\u0000${list}`)
        return [
          list,
          more
            ? {
                rows: count.rows,
                used: count.used - more.questioned,
                questioned: count.questioned + more.questioned,
                leftOut: count.leftOut + more.leftOut,
              }
            : count,
        ]
      }),
    ),
  }))
}
