/**
 * An exact number, numerator over a denominator above zero. Demand and capacity are worked out on
 * these, so that no rounding and no order of adding can move a figure. A part is a plain whole
 * number while that is exact, and a bigint beyond.
 */
export type Fraction = readonly [numerator: Whole, denominator: Whole]

type Whole = number | bigint

export const zero: Fraction = [0, 1]

/** `whole / parts` in lowest terms; `parts` above zero. Both are whole numbers. */
export function fraction(whole: number, parts = 1): Fraction {
  const common = parts === 1 ? 1 : commonDivisor(Math.abs(whole), parts)
  return [whole / common, parts / common]
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  a[1] === b[1]
    ? [sum(a[0], b[0]), a[1]]
    : [sum(product(a[0], b[1]), product(b[0], a[1])), product(a[1], b[1])]

export const negative = (a: Fraction): Fraction => [product(a[0], -1), a[1]]

export const times = (a: Fraction, b: Fraction): Fraction => [
  product(a[0], b[0]),
  product(a[1], b[1]),
]

/** Below, at or above zero as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const left = product(a[0], b[1])
  const right = product(b[0], a[1])
  return left < right ? -1 : left > right ? 1 : 0
}

export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b)

/** The nearest multiple of `step`, halves up, as how many steps. */
export function nearest(a: Fraction, step = 1): number {
  const size = product(a[1], step)
  return quotient(sum(product(a[0], 2), size), product(size, 2))
}

/** The greatest multiple of `step` that is not above, as how many steps. */
export const roundedDown = (a: Fraction, step = 1): number => quotient(a[0], product(a[1], step))

const commonDivisor = (a: number, b: number): number => (a === 0 ? b : commonDivisor(b % a, a))

function product(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const exact = a * b
    if (Number.isSafeInteger(exact)) return exact
  }
  return BigInt(a) * BigInt(b)
}

function sum(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const exact = a + b
    if (Number.isSafeInteger(exact)) return exact
  }
  return BigInt(a) + BigInt(b)
}

/** The greatest whole number not above `a ÷ b`; `b` above zero. */
function quotient(a: Whole, b: Whole): number {
  if (typeof a === 'number' && typeof b === 'number') {
    const near = Math.floor(a / b)
    const rest = a - near * b
    // Division may round up to the next whole number; adding 0 turns −0 into 0.
    if (Number.isSafeInteger(near * b)) return near + (rest < 0 ? -1 : rest >= b ? 1 : 0) + 0
  }
  const [whole, parts] = [BigInt(a), BigInt(b)]
  const cut = whole / parts
  return Number(whole % parts < 0n ? cut - 1n : cut)
}
