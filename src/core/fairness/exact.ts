/** A utilisation as a fraction of whole numbers: `load` over `capacity`. */
export interface Utilisation {
  load: number
  capacity: number
}

/**
 * Compares two utilisations by cross-multiplication, so that no rounding decides. A load on no
 * capacity is above every utilisation; no load on no capacity is 0. Exact while products stay
 * within 2^53, which reading a problem ensures.
 */
export function compareUtilisation(
  loadA: number,
  capacityA: number,
  loadB: number,
  capacityB: number,
): number {
  if (capacityA === 0 || capacityB === 0) {
    const infiniteA = capacityA === 0 && loadA > 0
    const infiniteB = capacityB === 0 && loadB > 0
    if (infiniteA && infiniteB) return loadA - loadB
    if (infiniteA) return 1
    if (infiniteB) return -1
    return (capacityA === 0 ? 0 : loadA) - (capacityB === 0 ? 0 : loadB)
  }
  return loadA * capacityB - loadB * capacityA
}

/** The largest whole load that keeps a worker of `capacity` at or under `load / of`. */
export const wholeLoadWithin = (capacity: number, { load, capacity: of }: Utilisation): number => {
  const product = capacity * load
  return (product - (product % of)) / of
}

/** The smallest whole load that puts a worker of `capacity` at or above `load / of`. */
export const wholeLoadReaching = (capacity: number, level: Utilisation): number => {
  const within = wholeLoadWithin(capacity, level)
  return within * level.capacity === capacity * level.load ? within : within + 1
}

/**
 * `a / b` as a percentage with four decimals, rounded half up, by whole numbers alone; minus signs kept.
 * `b` is above 0.
 */
export function percentText(a: bigint, b: bigint): string {
  const negative = a < 0n
  const size = negative ? -a : a
  const tenThousandths = (size * 2_000_000n + b) / (2n * b)
  const whole = tenThousandths / 10_000n
  const rest = String(tenThousandths % 10_000n).padStart(4, '0')
  return `${negative && tenThousandths > 0n ? '-' : ''}${whole}.${rest}`
}

/** A utilisation as a percentage; null where there is load on no capacity. */
export function utilisationText({ load, capacity }: Utilisation): string | null {
  if (capacity === 0) return load === 0 ? '0.0000' : null
  return percentText(BigInt(load), BigInt(capacity))
}

/** How far one utilisation is above another, in percentage points; both with capacity. */
export const pointsBetween = (above: Utilisation, below: Utilisation): string =>
  percentText(
    BigInt(above.load) * BigInt(below.capacity) - BigInt(below.load) * BigInt(above.capacity),
    BigInt(above.capacity) * BigInt(below.capacity),
  )

/** JSON with keys in order of code units and no spaces: equal documents have equal texts. */
export const canonicalJson = (value: unknown): string => textOf(value, new Keys())

/** The keys of the record before, and the same in order, each as it is written: most records are alike. */
class Keys {
  private keys: string[] = []
  private order: { key: string; written: string }[] = []
  private within: Keys | null = null

  /** Of the records within these. */
  inner(): Keys {
    return (this.within ??= new Keys())
  }

  inOrder(record: object): Keys['order'] {
    const keys = Object.keys(record)
    let isAlike = keys.length === this.keys.length
    for (let at = 0; isAlike && at < keys.length; at += 1) isAlike = keys[at] === this.keys[at]
    if (!isAlike) {
      this.keys = keys
      this.order = keys.toSorted().map((key) => ({ key, written: `${JSON.stringify(key)}:` }))
    }
    return this.order
  }
}

function textOf(value: unknown, last: Keys): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) {
    // Lists without records are written the same by anybody, and faster.
    if (!isRecord(value[0])) {
      const plain = JSON.stringify(value)
      if (!plain.includes('{')) return plain
    }
    let text = '['
    for (let at = 0; at < value.length; at += 1) {
      text += at > 0 ? `,${textOf(value[at], last)}` : textOf(value[at], last)
    }
    return `${text}]`
  }
  const record = value as Record<string, unknown>
  let text = '{'
  for (const { key, written } of last.inOrder(record)) {
    const one = record[key]
    if (one === undefined) continue
    text += (text.length > 1 ? ',' : '') + written + textOf(one, last.inner())
  }
  return `${text}}`
}

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
