import type { Answers, Question } from '../../../core/model/index.ts'
import { codeKey, shown } from '../tidy.ts'
import tables from './code-tables.json' with { type: 'json' }
import type { DescriptionCode, FigureCode } from './lists.ts'

/** A code list that decides a figure, and the question asked where a value is not on it. */
interface FigureTable {
  slug: string
  asks: (value: string) => string
  options: readonly { value: string; label: string }[]
  /** Ofsted's letter → meaning. */
  letters: Readonly<Record<string, string>>
  /** DfE's codes → meaning. */
  codes: ReadonlyMap<string, string>
  known: ReadonlyMap<string, string>
}

const YES_NO = {
  yes: 'yes',
  y: 'yes',
  true: 'yes',
  '1': 'yes',
  '1 - yes': 'yes',
  no: 'no',
  n: 'no',
  false: 'no',
  '0': 'no',
  '0 - no': 'no',
}

const map = (...parts: Readonly<Record<string, string>>[]): ReadonlyMap<string, string> =>
  new Map(parts.flatMap((part) => Object.entries(part)))

const same = (value: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, value]))

const NO_CODES: ReadonlyMap<string, string> = new Map()

const YES_NO_OPTIONS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'none', label: 'It says nothing: treat it as blank' },
]

const TABLES: Readonly<Record<FigureCode, FigureTable>> = {
  caseStatus: {
    slug: 'case-status',
    asks: (value) => `Which case status does “${value}” stand for?`,
    options: [
      { value: 'looked-after', label: 'a) Looked after child' },
      { value: 'child-protection-plan', label: 'b) Child protection plan' },
      { value: 'child-in-need-plan', label: 'c) Child in need plan' },
      { value: 'open-assessment', label: 'd) Open assessment' },
      { value: 'closed', label: 'e) Closed episode' },
      { value: 'none', label: 'It says nothing: treat it as blank' },
    ],
    letters: {
      a: 'looked-after',
      b: 'child-protection-plan',
      c: 'child-in-need-plan',
      d: 'open-assessment',
      e: 'closed',
    },
    codes: NO_CODES,
    known: map(
      tables.figures.caseStatus,
      same(
        'looked-after',
        'looked after',
        'child looked after',
        'looked-after child',
        'child in care',
        'in care',
        'cic',
        'cla & cp',
        'cla/cp',
        'cp & cla',
        'cp&cla',
        'lac&cp',
        'lac & cp',
        'lac/cp',
        'cp/lac',
      ),
      same('child-protection-plan', 'cp', 'cp plan', 'cp ext', 'child protection plan (cpp)'),
      same('child-in-need-plan', 'cin', 'cin plan', 'child in need (cin)'),
      same(
        'open-assessment',
        'assessment in progress',
        'c&f assessment in progress',
        'open assessments',
        'in assessment',
      ),
      same('closed', 'closed case', 'case closed', 'closed - step down', 'closed episodes'),
      // List 6 leaves care leavers out: they count through list 9.
      same('care-leaver', 'care leaver', 'care leavers', 'careleaver'),
    ),
  },
  noFurtherAction: {
    slug: 'referral-nfa',
    asks: (value) =>
      `Does “${value}” in Referral NFA? mean that no further action was taken on the referral?`,
    options: YES_NO_OPTIONS,
    letters: { a: 'yes', b: 'no' },
    codes: NO_CODES,
    known: map(YES_NO, tables.figures.noFurtherAction),
  },
  conferenceUnnecessary: {
    slug: 'icpc-unnecessary',
    asks: (value) =>
      `Does “${value}” mean that the initial child protection conference was unnecessary?`,
    options: YES_NO_OPTIONS,
    letters: { a: 'yes', b: 'no' },
    codes: NO_CODES,
    known: map(YES_NO, tables.figures.conferenceUnnecessary),
  },
  disability: {
    slug: 'disability',
    asks: (value) => `Does “${value}” mean that the child has a disability?`,
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
      { value: 'unknown', label: 'Not known' },
    ],
    letters: { a: 'yes', b: 'no', c: 'unknown' },
    codes: map(
      same(
        'yes',
        ...['MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON', 'AUT', 'DDA'],
      ),
      same('no', 'NONE'),
      same('unknown', 'REFU', 'NOBT'),
    ),
    known: map(
      YES_NO,
      same('unknown', 'unknown', 'not known', 'not recorded', 'not stated'),
      tables.figures.disability,
    ),
  },
  eligibility: {
    slug: 'eligibility',
    asks: (value) => `Which care leaver eligibility does “${value}” stand for?`,
    options: [
      { value: 'relevant', label: 'a) Relevant child' },
      { value: 'former-relevant', label: 'b) Former relevant child' },
      { value: 'qualifying', label: 'c) Qualifying care leaver' },
      { value: 'eligible', label: 'Eligible child (16 or 17 and still looked after)' },
      { value: 'other', label: 'None of these' },
    ],
    letters: { a: 'relevant', b: 'former-relevant', c: 'qualifying', d: 'eligible', e: 'other' },
    codes: NO_CODES,
    known: map(tables.figures.eligibility, { other: 'other', eligible: 'eligible' }),
  },
  legalStatus: {
    slug: 'legal-status',
    asks: (value) => `Does the legal status “${value}” mean that care proceedings are under way?`,
    options: [
      { value: 'care-proceedings', label: 'Yes, care proceedings are under way' },
      { value: 'none', label: 'No, proceedings are over' },
      { value: 'silent', label: 'It says nothing about court' },
    ],
    letters: {},
    codes: map(
      { C1: 'care-proceedings' },
      same('none', 'C2', 'D1', 'E1'),
      same('silent', 'V2', 'V3', 'V4', 'L1', 'L2', 'L3', 'J1', 'J2', 'J3'),
    ),
    known: map(tables.figures.legalStatus),
  },
}

const LETTER = /^([a-z])[).]\s*(.*)$/
const CLOSING = /['".,;:]+$/
const WORDS = /[^A-Z0-9]+/

const tokens = (key: string): string[] =>
  key
    .toUpperCase()
    .split(WORDS)
    .filter((word) => word !== '')

/** The official code first, then the table of known values; null where neither settles it. */
function decide(code: FigureCode, key: string): string | null {
  const table = TABLES[code]
  const direct = table.known.get(key) ?? table.known.get(key.replace(CLOSING, ''))
  if (code === 'disability') {
    const first = table.codes.get(tokens(key)[0] ?? '')
    if (first !== undefined && direct === undefined) return first
  } else if (table.codes.size > 0) {
    const meanings = new Set(
      tokens(key)
        .map((word) => table.codes.get(word))
        .filter((meaning) => meaning !== undefined),
    )
    if (meanings.size === 1) return [...meanings][0] ?? null
  }
  if (direct !== undefined) return direct
  const lettered = LETTER.exec(key)
  if (lettered === null) return null
  const byLetter = table.letters[lettered[1] ?? '']
  const rest = lettered[2] ?? ''
  if (rest === '') return byLetter ?? null
  const byText = table.known.get(rest) ?? table.known.get(rest.replace(CLOSING, ''))
  // A letter and a text that contradict each other, or an unknown text, are for a person to settle.
  if (byText === undefined) return null
  return byLetter === undefined || byLetter === byText ? byText : null
}

export type FigureRead = { known: string | null } | { unknown: Question }

/** Reads the code columns of one upload; every distinct value is worked out once. */
export class CodeReader {
  readonly #answers: Answers
  readonly #figures = new Map<FigureCode, Map<string, FigureRead>>()
  readonly #described = new Map<DescriptionCode, Map<string, boolean>>()

  constructor(answers: Answers) {
    this.#answers = answers
  }

  /** What a tidied, non-blank value means, or the question to ask. `none` as an answer reads as blank. */
  figure(code: FigureCode, value: string): FigureRead {
    let seen = this.#figures.get(code)
    if (seen === undefined) this.#figures.set(code, (seen = new Map()))
    let read = seen.get(value)
    if (read === undefined) seen.set(value, (read = this.#decideFigure(code, value)))
    return read
  }

  /** Whether a tidied, non-blank value is one that the column is known to hold. */
  described(code: DescriptionCode, value: string): boolean {
    let seen = this.#described.get(code)
    if (seen === undefined) this.#described.set(code, (seen = new Map()))
    let read = seen.get(value)
    if (read === undefined) seen.set(value, (read = isDescribed(code, codeKey(value))))
    return read
  }

  #decideFigure(code: FigureCode, value: string): FigureRead {
    const table = TABLES[code]
    const key = codeKey(value)
    const question: Question = {
      key: `code:${table.slug}:${key}`,
      asks: table.asks(shown(value)),
      options: [...table.options],
      remembered: true,
    }
    const answer = this.#answers.get(question.key)
    if (answer !== undefined && table.options.some((option) => option.value === answer))
      return { known: answer === 'none' && code !== 'legalStatus' ? null : answer }
    const meaning = decide(code, key)
    return meaning === null ? { unknown: question } : { known: meaning }
  }
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** DfE's and Ofsted's own codes of the columns that only describe. */
const DESCRIBED_CODES: Readonly<Record<DescriptionCode, ReadonlySet<string>>> = {
  gender: words('M F U'),
  ethnicity: words(
    'WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT',
  ),
  source: words('1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10'),
  need: words('N0 N1 N2 N3 N4 N5 N6 N7 N8 N9'),
  closureReason: words('RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9'),
  abuse: words('NEG PHY SAB EMO MUL'),
  permanence: new Set(),
  ceasedReason: words(
    'E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17 X1',
  ),
  placementType: words(
    'A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1',
  ),
  provider: words('PR0 PR1 PR2 PR3 PR4 PR5'),
  location: words('IN OUT'),
  inTouch: words('YES NO DIED REFU NREQ RHOM'),
  accommodation: words('B C D E G H K R S T U V W X Y Z'),
  suitability: new Set(),
  activity: words('F1 F2 F3 F4 F5 P1 P2 P3 P4 P5 G4 G5 G6'),
  adoptionReason: words('RD1 RD2 RD3 RD4'),
  leavingReason: words('1 2 3'),
  yesNo: new Set(),
}

const DESCRIBED = new Map<string, ReadonlySet<string>>(
  Object.entries(tables.described).map(([code, values]) => [code, new Set<string>(values)]),
)

const LONG_LETTER = /^(?:zz|[a-z])[).]\s*/

function isDescribed(code: DescriptionCode, key: string): boolean {
  const known = DESCRIBED.get(code)
  const rest = key.replace(LONG_LETTER, '')
  if (known?.has(key) || known?.has(rest)) return true
  if (Object.hasOwn(YES_NO, rest) && (code === 'yesNo' || code === 'inTouch')) return true
  const codes = DESCRIBED_CODES[code]
  const [first, ...others] = tokens(rest)
  // A short code counts only in front: `4` or `B` within a sentence says nothing.
  return (
    (first !== undefined && codes.has(first)) ||
    others.some((word) => word.length > 2 && codes.has(word))
  )
}
