import type { ChildId, FamilyRecord, Finding } from '../model/index.ts'
import { atRow } from './findings.ts'
import { bySource } from './rows.ts'

/** What the families file says of each child. Siblings come from here alone; nothing is guessed. */
export function readFamilies(records: readonly FamilyRecord[]): {
  families: Map<ChildId, FamilyRecord>
  findings: Finding[]
} {
  const families = new Map<ChildId, FamilyRecord>()
  const findings: Finding[] = []
  for (const record of [...records].sort((a, b) => bySource(a.from, b.from))) {
    const standing = families.get(record.child)
    if (!standing) {
      families.set(record.child, record)
      continue
    }
    const differs =
      standing.family !== null && record.family !== null && standing.family !== record.family
    findings.push(
      atRow(record.from, {
        code: differs ? 'family-differs' : 'family-row-repeated',
        column: 'family_id',
        value: record.family,
        sentence: differs
          ? 'An earlier row puts this child in another family. The earlier row is used: keep one row for each child.'
          : 'An earlier row is about the same child. The earlier row is used and this one only fills its blanks: keep one row for each child.',
        effect: 'question',
        changesFigures: true,
      }),
    )
    families.set(record.child, {
      from: standing.from,
      child: standing.child,
      family: standing.family ?? record.family,
      courtStage: standing.courtStage ?? record.courtStage,
      complexity: standing.complexity ?? record.complexity,
      travelMinutes: standing.travelMinutes ?? record.travelMinutes,
      visitsAMonth: standing.visitsAMonth ?? record.visitsAMonth,
    })
  }
  return { families, findings }
}
