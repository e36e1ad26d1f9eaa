/** An amount of money as a text names it. */
export interface Amount {
  /** As written: `10,000 pound`. */
  words: string
  pence: number
}

const ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1_000,
  k: 1_000,
  million: 1_000_000,
  m: 1_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
}

const FIGURE = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
// An article counts as one only before a scale or the unit: "a hundred pounds", not "a ten pound note".
const ARTICLE = String.raw`a(?=[\s-]+(?:hundred|thousand|million|billion|pounds?|penny)\b)`
const NUMBER_WORD = [...ONES, ...TENS, 'hundred', 'thousand', 'million', 'billion', ARTICLE].join(
  '|',
)
const IN_WORDS = String.raw`(?:${NUMBER_WORD})(?:(?:[\s-]+and)?[\s-]+(?:${NUMBER_WORD}))*`
const SCALE = String.raw`(?:\s?(?:k|m|bn)\b|[\s-]+(?:hundred|thousand|million|billion)\b)`

const NAMED = new RegExp(
  [
    String.raw`£\s?(?<sign>${FIGURE})(?<signScale>${SCALE})?`,
    String.raw`\b(?<figure>${FIGURE})(?<figureScale>${SCALE})?[\s-]+(?<unit>pounds?|gbp|pence|penny)\b`,
    String.raw`\b(?<pence>\d+)\s?p\b`,
    String.raw`\b(?<spoken>${IN_WORDS})[\s-]+(?<spokenUnit>pounds?|pence|penny)\b`,
  ].join('|'),
  'giu',
)

/**
 * The amounts of money that a text names, in its order, in pence: `10,000 pound loan`, `£1.5 million`,
 * `two thousand pounds`, `50p`. A number that no word or sign calls money is none.
 */
export function amountsIn(text: string): Amount[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const group = match.groups ?? {}
    const pence =
      group['sign'] !== undefined
        ? penceOf(group['sign'], group['signScale'], 'pounds')
        : group['figure'] !== undefined
          ? penceOf(group['figure'], group['figureScale'], group['unit'] ?? 'pounds')
          : group['pence'] !== undefined
            ? Number(group['pence'])
            : spokenPence(group['spoken'] ?? '', group['spokenUnit'] ?? '')
    return pence !== null && Number.isSafeInteger(pence) ? [{ words: match[0], pence }] : []
  })
}

/** Whole pence: shifted by text, since 0.1 is no sum of halves. Null where a part of a penny is left. */
function penceOf(figure: string, scale: string | undefined, unit: string): number | null {
  const [whole = '0', part = ''] = figure.replaceAll(',', '').split('.')
  const times = SCALES[(scale ?? '').trim().replace(/^-/, '').toLowerCase()] ?? 1
  const pence = (BigInt(whole + part) * BigInt(times) * (isPence(unit) ? 1n : 100n)) as bigint
  const under = 10n ** BigInt(part.length)
  return pence % under === 0n ? Number(pence / under) : null
}

const isPence = (unit: string): boolean => /^pen/i.test(unit)

function spokenPence(words: string, unit: string): number | null {
  const number = spokenNumber(words)
  return number === null ? null : number * (isPence(unit) ? 1 : 100)
}

function spokenNumber(words: string): number | null {
  let sum = 0
  let group = 0
  for (const word of words.toLowerCase().split(/[\s-]+/)) {
    if (word === 'and') continue
    const one = word === 'a' ? 1 : ONES.indexOf(word) + 1
    const ten = TENS.indexOf(word) + 2
    const scale = SCALES[word]
    if (one > 0) group += one
    else if (ten > 1) group += ten * 10
    else if (scale === 100) group = (group || 1) * 100
    else if (scale !== undefined) {
      sum += (group || 1) * scale
      group = 0
    } else return null
  }
  return sum + group
}
