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
