/** e^-x for x ≥ 0 by + * / alone: the same on every machine. */
export function decay(x: number): number {
  if (x > 40) return 0
  let halves = 0
  let y = x
  while (y > 0.125) {
    y /= 2
    halves += 1
  }
  let value = 1 / (1 + y * (1 + y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y / 120)))))
  for (let k = 0; k < halves; k += 1) value *= value
  return value
}
