import { byText } from '../../kit/index.ts'

const NUMBERED = /^(.*?)(\d+)\.?$/

/**
 * Numbers that a published list leaves out: of 1, 2, 3, 4, 6 it is 5; of A1, A3 it is A2. Labels stay as they
 * were published; what has no number is passed over, and so is a leap that no slip explains.
 */
export function missingLabels(labels: readonly string[]): string[] {
  const rows = new Map<string, Set<number>>()
  for (const label of labels) {
    const [, before = '', digits = ''] = NUMBERED.exec(label.trim()) ?? []
    if (digits === '' || digits.length > 4) continue
    const row = rows.get(before) ?? new Set()
    rows.set(before, row.add(Number(digits)))
  }
  return [...rows]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([before, numbers]) => {
      const sorted = [...numbers].sort((a, b) => a - b)
      const first = sorted[0] ?? 1
      const last = sorted.at(-1) ?? 0
      const missing: string[] = []
      for (let n = Math.min(1, first); n < last; n += 1) {
        if (n > 0 && !numbers.has(n)) missing.push(`${before}${n}`)
      }
      return missing.length > sorted.length * 3 ? [] : missing
    })
}

/** Labels that stand more than once, each named once. */
export const repeatedLabels = (labels: readonly string[]): string[] => {
  const plain = labels.map((label) => label.trim()).filter((label) => label !== '')
  return [...new Set(plain.filter((label, at) => plain.indexOf(label) !== at))]
}
