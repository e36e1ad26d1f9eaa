import { daysBetween, dateOf, type IsoDate } from '../../kit/index.ts'

/** Words that may tell who a child is. */
export interface ChildDetail {
  what: 'date' | 'number' | 'name'
  /** Where it stands, in UTF-16 units; `to` is past its end. */
  from: number
  to: number
  words: string
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
/** Nobody older is a child or a care leaver. */
const OLDEST = 26 * 366
/** A day of the last weeks is mostly the day of a meeting: asked about only where it says born. */
const JUST_NOW = 45

const DATES = [
  /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/g,
  /\b(\d{4})-(\d{2})-(\d{2})\b/g,
  new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(${MONTH})\.?,?\s+(\d{4})\b`, 'gi'),
  new RegExp(String.raw`\b(${MONTH})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi'),
]
const BORN =
  /(?:\bborn(?:\s+on)?|\bd\.?\s?o\.?\s?b\.?|\bdates?\s+of\s+birth|\bbirthday)\W{0,3}(?:(?:is|was|on)\s+)?$/i

const NUMBERS = [
  // A unique pupil number.
  /\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b/gi,
  // An NHS number as it is written.
  /\b\d{3}[ -]\d{3}[ -]\d{4}\b/g,
  /\b(?:case|client|child|file|person|pers|lcs|mosaic|liquid\s?logic|care\s?first|upn|nhs|ref(?:erence)?)(?:\s+(?:no|number|num|ref|reference|id))?\.?\s*[:#]?\s*(?:is\s+)?((?:[A-Z]{1,4}[-/]?)?\d[\d/-]{2,}\d)\b/gi,
  /(?<![£$€\d,.])\b[A-Z]{0,3}\d{6,12}\b(?![,.]\d|\s?(?:pounds|k\b))/g,
]
const PHONE = /^0\d{10}$/

const NAME = String.raw`\p{Lu}\p{Ll}+(?:[-’']\p{Lu}?\p{Ll}+)?`
const CHILD = String.raw`(?:child|boy|girl|baby|toddler|teenager|son|daughter|sibling|brother|sister|twins?|pupil|young\s+person|care\s+leaver)`
/** Several in a row: a first and a last name, or a child and a sibling. */
const FULL = String.raw`${NAME}(?:(?:\s+and)?\s+${NAME})*`
const NAMES = [
  new RegExp(
    String.raw`(?:^|[^\p{L}])(?:${CHILD}|he|she|they|[Cc]hild|[Bb]oy|[Gg]irl)(?:\s+(?:is|are|was|who\s+is))?\s+(?:called|named)\s+(${FULL})`,
    'gu',
  ),
  new RegExp(String.raw`(?:^|[^\p{L}])${CHILD}[’']s\s+name\s+(?:is|was)\s+(${FULL})`, 'gu'),
  new RegExp(
    String.raw`(?:^|[^\p{L}])(?:baby|boy|girl|little|son|daughter|brothers?|sisters?|siblings|twins)\s+(${FULL})`,
    'gu',
  ),
  new RegExp(
    String.raw`(?:^|[^\p{L}])(?:[Mm]um|[Mm]other|[Dd]ad|[Ff]ather|[Pp]arents?|[Cc]arers?)\s+of\s+(${FULL})`,
    'gu',
  ),
  // `Zephan Marlowe, aged 7`, `Zephan (7 years old)`.
  new RegExp(
    String.raw`(?:^|[^\p{L}])(${FULL}),?\s+(?:(?:who\s+)?is\s+)?\(?(?:aged?\s+\d{1,2}\b|\d{1,2}[\s-]*(?:(?:years?|yrs?|months?)[\s-]*old|y/?o)\b)`,
    'gu',
  ),
  new RegExp(
    String.raw`(?:^|[^\p{L}])(${NAME})[’']s?\s+(?:mum|mother|mam|dad|father|parents?|nan|gran|grandmother|grandparents?|carers?|foster|placement|siblings?|brothers?|sisters?|school|nursery|care\s+plan|child\s+protection|core\s+group|contact|social\s+worker|case|file|birthday|bruises?|injur(?:y|ies)|disclosure)\b`,
    'gu',
  ),
  new RegExp(
    String.raw`(?:^|[^\p{L}])[Tt]he\s+(${NAME})\s+(?:family|children|kids|siblings|twins|boys|girls|case|baby)\b(?!\s+(?:cent|hub|team|service|help|court|support|conference|home))`,
    'gu',
  ),
]
/** Begin a sentence or name a thing, and are no child. */
const NO_NAMES = new Set(
  `the this that these those our my your his her their its a an every each some any no one two three four five
  another monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december council director head manager service team nobody everybody
  somebody someone everyone today yesterday tomorrow children child family early court protection education
  social new old whole last first next same other previous current big worst only right wrong`.split(
    /\s+/,
  ),
)

/**
 * What in these words may be a child's date of birth, number or name, in the order in which it stands.
 * It asks rather than knows: who wrote the words decides.
 *
 * @param known names of places, teams and bodies that are no child's: "Riverside’s school".
 */
export function childrensDetails(
  words: string,
  on: IsoDate,
  known: readonly string[] = [],
): ChildDetail[] {
  const found: ChildDetail[] = []
  const add = (what: ChildDetail['what'], from: number, text: string): void => {
    found.push({ what, from, to: from + text.length, words: text })
  }
  DATES.forEach((pattern, at) => {
    for (const match of words.matchAll(pattern)) {
      const day = dayIn(at, match, on)
      if (day === null) continue
      const age = daysBetween(day, on)
      const saysBorn = BORN.test(words.slice(0, match.index))
      if (age > OLDEST || age < 0 || (age <= JUST_NOW && !saysBorn)) continue
      add('date', match.index, match[0])
    }
  })
  for (const pattern of NUMBERS) {
    for (const match of words.matchAll(pattern)) {
      const text = match[1] ?? match[0]
      if (PHONE.test(text)) continue
      add('number', match.index + match[0].lastIndexOf(text), text)
    }
  }
  const noNames = new Set(known.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u)))
  for (const pattern of NAMES) {
    for (const match of words.matchAll(pattern)) {
      const text = match[1] ?? ''
      const parts = text.toLowerCase().split(/\s+/)
      if (parts.every((part) => NO_NAMES.has(part) || noNames.has(part) || part === 'and')) continue
      add('name', match.index + match[0].indexOf(text), text)
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  return found.filter((one, at) => !found.slice(0, at).some((before) => before.to > one.from))
}

function dayIn(pattern: number, match: RegExpMatchArray, on: IsoDate): IsoDate | null {
  const [, a = '', b = '', c = ''] = match
  const month = (text: string): number => MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1
  switch (pattern) {
    case 0:
      return dateOf(fullYear(c, on), Number(b), Number(a))
    case 1:
      return dateOf(Number(a), Number(b), Number(c))
    case 2:
      return dateOf(Number(c), month(b), Number(a))
    default:
      return dateOf(Number(c), month(a), Number(b))
  }
}

/** `16` is 2016: of two figures, the latest year that is not still to come. */
function fullYear(text: string, on: IsoDate): number {
  if (text.length === 4) return Number(text)
  const now = Number(on.slice(0, 4))
  const year = Math.floor(now / 100) * 100 + Number(text)
  return year > now ? year - 100 : year
}

const LEFT_OUT: Record<ChildDetail['what'], string> = {
  date: '[date left out]',
  number: '[number left out]',
  name: '[name left out]',
}

/** The words with each of these details left out, and a mark where it stood. */
export function withoutDetails(words: string, details: readonly ChildDetail[]): string {
  let out = ''
  let at = 0
  for (const { from, to, what } of details) {
    out += words.slice(at, from) + LEFT_OUT[what]
    at = to
  }
  return out + words.slice(at)
}
