import type { Totals, WeighedCase, WeighedWorker } from '../model/index.ts'

/** `a ÷ b` to the nearest whole number, halves up; exact however large the two are. `b` above zero. */
export function ratio(a: number, b: number, scale: number): number {
  const over = BigInt(b)
  return Number((2n * BigInt(a) * BigInt(scale) + over) / (2n * over))
}

/** Whether demand ÷ capacity lies over a line in basis points, without rounding first. Exactly on it is not over. */
export const isOver = (demand: number, capacity: number, line: number): boolean =>
  BigInt(demand) * 10_000n > BigInt(line) * BigInt(capacity)

/**
 * The percentile as spreadsheets have it (PERCENTILE.INC, MEDIAN): at place `p/100 × (n − 1)` from
 * the lowest, between two figures in proportion; to the nearest whole number, halves up.
 * @param sorted whole numbers from the lowest up; at least one.
 */
export function percentile(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p
  const below = sorted[Math.floor(place / 100)] ?? 0
  const above = sorted[Math.floor(place / 100) + 1] ?? below
  return Math.floor((below * 100 + (above - below) * (place % 100) + 50) / 100)
}

/** Adds up a team or the service, one case and one worker at a time. */
export class Tally {
  private readonly children = new Set<string>()
  private readonly families = new Set<string>()
  private familiesKnown = 0
  private casesWithoutFamily = 0
  private readonly count = { worker: 0, unallocated: 0, phantom: 0 }
  private caseDemand = 0
  private caseDemandAllocated = 0
  private nonCaseDemand = 0
  private capacity: number | null = null
  private demandOfKnown = 0
  private capacityUnknown = 0
  private workers = 0
  private overSafe = 0
  private overHard = 0
  private readonly utilisations: number[] = []
  private casesOfFte = 0
  private fteMillionths = 0
  private censusCases: number | null = null

  addCase(of: WeighedCase): void {
    this.children.add(of.child)
    if (of.family === null) this.casesWithoutFamily += 1
    else {
      this.families.add(of.family)
      this.familiesKnown += 1
    }
    this.count[of.holder.kind] += 1
    this.caseDemand += of.demand
    if (of.holder.kind === 'worker') this.caseDemandAllocated += of.demand
  }

  /** Someone away, or in a role without cases, who holds none is no part of the figures. */
  addWorker(of: WeighedWorker, nonCaseDemand: number): void {
    if (of.censusCases !== null) this.censusCases = (this.censusCases ?? 0) + of.censusCases
    if (of.state === 'cannot-receive' && of.cases === 0) return
    this.workers += 1
    this.nonCaseDemand += nonCaseDemand
    if (of.standing === 'over-safe' || of.standing === 'over-hard') this.overSafe += 1
    if (of.standing === 'over-hard') this.overHard += 1
    if (of.capacity === null) this.capacityUnknown += 1
    else {
      this.capacity = (this.capacity ?? 0) + of.capacity
      this.demandOfKnown += of.demand
    }
    if (of.utilisation !== null) this.utilisations.push(of.utilisation)
    if (of.cases > 0 && of.fteMillionths !== null) {
      this.casesOfFte += of.cases
      this.fteMillionths += of.fteMillionths
    }
  }

  totals(): Totals {
    const sorted = this.utilisations.toSorted((a, b) => a - b)
    return {
      children: this.children.size,
      families: this.families.size + this.casesWithoutFamily,
      familiesKnown: this.familiesKnown,
      allocated: this.count.worker,
      unallocated: this.count.unallocated,
      phantom: this.count.phantom,
      demand: this.caseDemand + this.nonCaseDemand,
      demandAllocated: this.caseDemandAllocated,
      capacity: this.capacity,
      capacityUnknown: this.capacityUnknown,
      utilisation:
        this.capacity === null || this.capacity === 0
          ? null
          : ratio(this.demandOfKnown, this.capacity, 10_000),
      workers: this.workers,
      overSafe: this.overSafe,
      overHard: this.overHard,
      spread:
        sorted.length === 0
          ? null
          : {
              p10: percentile(sorted, 10),
              median: percentile(sorted, 50),
              p90: percentile(sorted, 90),
              highest: percentile(sorted, 100),
            },
      casesPerFteHundredths:
        this.fteMillionths === 0 ? null : ratio(this.casesOfFte, this.fteMillionths, 100_000_000),
      censusCases: this.censusCases,
    }
  }
}
