/** No-break space: a figure and its unit stay on one line. */
const NB = '\u00a0'

/** How a certificate's whole numbers read: half-hours as `105.5 hours`, points as `21 points`. */
export interface Amounts {
  /** `105.5 hours`, `1 hour`. */
  amount(load: number): string
  /** `841.15 hours`: a load times a price, where `dearest` is the price that reads as 1. */
  priced(value: number, dearest: number, places: number): string
  /** `105.5`: for a column that names the unit. */
  bare(load: number): string
  /** `hours`: for a column's label. */
  many: string
  /** `hours a month`. */
  inFull: string
  /** What work is counted in: `whole half-hours`, `whole points`. */
  grain: string
}

/** @param unit as a problem states it: `half-hours a month`, `points`, `points ÷ 100`. */
export function amountsIn(unit: string): Amounts {
  const [divisor, inFull, grain] = readUnit(unit)
  const many = inFull.split(' a ')[0] as string
  const one = many.endsWith('s') ? many.slice(0, -1) : many
  const exact = [1, 10, 100].findIndex((power) => power % divisor === 0)
  const places = exact < 0 ? 2 : exact
  return {
    amount: (load) => {
      const short = decimal(load / divisor, places)
        .replace(/\.(\d*?)0+$/, '.$1')
        .replace(/\.$/, '')
      return `${short}${NB}${short === '1' ? one : many}`
    },
    priced: (value, dearest, to) => `${decimal(value / (divisor * dearest), to)}${NB}${many}`,
    bare: (load) => decimal(load / divisor, places),
    many,
    inFull,
    grain: `whole ${grain}`,
  }
}

function readUnit(unit: string): [divisor: number, inFull: string, grain: string] {
  if (unit.startsWith('half-hours')) return [2, unit.replace('half-hours', 'hours'), 'half-hours']
  const parts = /^(.+) ÷ (\d+)$/.exec(unit)
  const [, of = unit, by = '1'] = parts ?? []
  const divisor = Math.max(1, Number(by))
  const many = of.split(' a ')[0] as string
  return [divisor, of, divisor === 1 ? many : `steps of one ${divisor}th of the unit`]
}

const writers = Array.from(
  { length: 9 },
  (_, places) =>
    new Intl.NumberFormat('en-GB', {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    }),
)

/** A number with thousands separated and a minus that is one. */
export const decimal = (value: number, places: number): string =>
  (writers[places] as Intl.NumberFormat).format(value).replace('-', '−')

/**
 * A percentage of the certificate (`118.7143`) as people read it: `118.71 %`; with all four places where
 * two would read as a round 100 that it is not.
 */
export function shareText(percent: string): string {
  const short = hundredths(percent)
  return `${short === '100.00' && percent !== '100.0000' ? percent : short}${NB}%`
}

/** Points between two percentages, as people read them: `5.24 points`; never 0 where there are some. */
export function pointsText(points: string): string {
  const short = hundredths(points)
  const shown = short === '0.00' && points !== '0.0000' ? points : short.replace('.00', '')
  return `${shown}${NB}${shown === '1' ? 'point' : 'points'}`
}

/** Four decimals to two, half up, by whole numbers. */
function hundredths(text: string): string {
  const whole = Math.floor((Number(text.replace('.', '')) + 50) / 100)
  return decimal(whole / 100, 2)
}

/** For the start of a sentence or a cell. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
