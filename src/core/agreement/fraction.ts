/**
 * An exact number, numerator over a denominator above zero. Demand and capacity are worked out on
 * these, so that no floating point and no order of adding can move a figure.
 */
export type Fraction = readonly [numerator: bigint, denominator: bigint]

export const zero: Fraction = [0n, 1n]

/** `whole / parts` in lowest terms; `parts` above zero. Both are whole numbers. */
export function fraction(whole: number, parts = 1): Fraction {
  const common = parts === 1 ? 1 : commonDivisor(Math.abs(whole), parts)
  return [BigInt(whole / common), BigInt(parts / common)]
}

const commonDivisor = (a: number, b: number): number => (a === 0 ? b : commonDivisor(b % a, a))

export const add = (a: Fraction, b: Fraction): Fraction =>
  a[1] === b[1] ? [a[0] + b[0], a[1]] : [a[0] * b[1] + b[0] * a[1], a[1] * b[1]]

export const negative = (a: Fraction): Fraction => [-a[0], a[1]]

export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negative(b))

export const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]]

/** Below, at or above zero as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a[0] * b[1]
  const right = b[0] * a[1]
  return left < right ? -1 : left > right ? 1 : 0
}

export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b)

export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b)

/** The nearest multiple of `step`, halves up, as how many steps. */
export const nearest = (a: Fraction, step = 1): number => {
  const size = a[1] * BigInt(step)
  return Number(floorDivide(2n * a[0] + size, 2n * size))
}

/** The greatest multiple of `step` that is not above, as how many steps. */
export const roundedDown = (a: Fraction, step = 1): number =>
  Number(floorDivide(a[0], a[1] * BigInt(step)))

function floorDivide(a: bigint, b: bigint): bigint {
  const cut = a / b
  return a % b < 0n ? cut - 1n : cut
}
