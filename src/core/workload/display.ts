import type { CapacityState, Grains } from '../model/index.ts'

/**
 * Grains as a number in the unit: 17 half hours → `8.5`. As many places as the grain needs, so
 * that a column of them stands straight; thousands separated.
 * @param agreement a workload's `agreement`, or an agreement's `unit`.
 */
export function inUnit(grains: Grains, agreement: { grainsPerUnit: number }): string {
  const { grainsPerUnit } = agreement
  const places = grainsPerUnit === 1 ? 0 : 10 % grainsPerUnit === 0 ? 1 : 2
  return decimalText(Math.round((grains * 10 ** places) / grainsPerUnit), places)
}

/** Hundredths of a unit as a line of a sum shows them: 900 → `9.00`, −360 → `−3.60`. */
export const hundredthsText = (hundredths: number): string => decimalText(hundredths, 2)

// One formatter for all: making one costs more than a thousand uses.
const wholes = new Intl.NumberFormat('en-GB')

function decimalText(whole: number, places: number): string {
  const size = String(Math.abs(whole)).padStart(places + 1, '0')
  const units = wholes.format(Number(size.slice(0, size.length - places)))
  const rest = places === 0 ? '' : `.${size.slice(size.length - places)}`
  return `${whole < 0 ? '−' : ''}${units}${rest}`
}

/**
 * A utilisation in basis points as people read it: `116 %`, `cannot receive`, `unknown`. To whole
 * percents, except beside a line: 100.3 % is over a line of 100 % and must not read as 100 %.
 * @param lines the agreement's lines in basis points.
 */
export function percentText(
  utilisation: number | null,
  state: CapacityState,
  lines: readonly number[] = [10_000, 11_000],
): string {
  if (state === 'cannot-receive') return 'cannot receive'
  if (state === 'unknown' || utilisation === null) return 'unknown'
  const whole = Math.round(utilisation / 100)
  const hidesALine = lines.some((line) => line !== utilisation && Math.round(line / 100) === whole)
  return hidesALine && whole * 100 !== utilisation
    ? `${decimalText(utilisation, 2).replace(/0$/, '')} %`
    : `${wholes.format(whole)} %`
}
