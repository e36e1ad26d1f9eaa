/** An instance in the format `fairload-instance/1`; the same seed gives the same. */
export function makeInstance(workers: number, children: number, seed: number): unknown
export function makeUnrelated(
  workers: number,
  units: number,
  seed: number,
  low: number,
  high: number,
): unknown
