import type { Answers, Question } from '../../../core/model/index.ts'
import type { Row } from '../../read/types.ts'
import type { Peek } from '../peek.ts'
import { headingKeys } from '../peek.ts'
import type { Told } from '../tally.ts'
import { shown } from '../tidy.ts'
import type { List } from './lists.ts'
import { LISTS } from './lists.ts'
import { columnOf, decideList, ID_KEYS, isCompanion, listOfName, sheetKey } from './sheets.ts'

/** One list within a row of headings: columns `from` to `to`, by index. */
export interface Segment {
  list: List
  from: number
  to: number
}

export interface SheetPlan {
  peek: Peek
  /** null where the sheet is not read; `told` says why where a person should know. */
  read: { header: Row; segments: Segment[] } | null
  told: Told[]
  /** The sheet could be a list, and a person has to say. */
  asks: boolean
}

const LAST_COLUMN = 16_383

/**
 * The lists that a row of headings heads, side by side where there are several. A new one begins at
 * each id heading; a stretch that is no list by itself belongs to the one before.
 */
export function segmentsOf(row: Row, name: string): Segment[] | 'question' | null {
  const keys = headingKeys(row)
  const starts = keys.flatMap((key, index) => (ID_KEYS.has(key) ? [index] : []))
  if (starts.length > 1) {
    const segments: Segment[] = []
    for (const [at, start] of starts.entries()) {
      const from = at === 0 ? 0 : start
      const to = at === starts.length - 1 ? LAST_COLUMN : (starts[at + 1] ?? 0) - 1
      const decided = decideList(keys.slice(from, to + 1), '')
      const before = segments.at(-1)
      if (decided.is === 'list') segments.push({ list: decided.list, from, to })
      else if (before !== undefined) before.to = to
    }
    if (segments.length > 1) return segments
  }
  const decided = decideList(keys, name)
  if (decided.is === 'list') return [{ list: decided.list, from: 0, to: LAST_COLUMN }]
  return decided.is === 'question' ? 'question' : null
}

function sheetQuestion(peek: Peek): Question {
  return {
    key: `sheet:${sheetKey(peek.sheet.name)}`,
    asks: `Which list is the sheet “${shown(peek.sheet.name)}”?`,
    options: [
      ...LISTS.map((list) => ({
        value: `list-${list.number}`,
        label: `${list.name}: ${list.topic}`,
      })),
      { value: 'none', label: 'None: leave it unread' },
    ],
    remembered: true,
  }
}

function answeredList(answer: string | undefined): List | 'none' | null {
  if (answer === undefined) return null
  if (answer === 'none') return 'none'
  return LISTS.find((list) => `list-${list.number}` === answer) ?? null
}

/** The row among the first ones that names most of a given list's columns. */
function headingsFor(list: List, rows: readonly Row[]): Row | null {
  let best: Row | null = null
  let most = 0
  for (const row of rows) {
    const fit = headingKeys(row).filter((key) => columnOf(list, key) !== null).length
    if (fit > most) [best, most] = [row, fit]
  }
  return best
}

function headingsNotFound(list: List): Told {
  return {
    code: 'headings-not-found',
    sentence: `The sheet is named like ${list.name}, but its first ten rows do not hold that list's headings, so none of it was read. Put the headings in one row at the top and upload again.`,
    effect: 'row-left-out',
    changesFigures: true,
  }
}

function planSheet(peek: Peek, answers: Answers): SheetPlan {
  const { name } = peek.sheet
  const none = (told: Told[] = [], asks = false): SheetPlan => ({ peek, read: null, told, asks })
  const answer = answeredList(answers.get(`sheet:${sheetKey(name)}`))
  if (answer === 'none') return none()
  if (answer !== null) {
    const header = headingsFor(answer, peek.rows)
    if (header === null) return none(peek.rows.length === 0 ? [] : [headingsNotFound(answer)])
    return {
      peek,
      read: { header, segments: [{ list: answer, from: 0, to: LAST_COLUMN }] },
      told: [],
      asks: false,
    }
  }
  let asks = false
  for (const header of peek.rows) {
    const found = segmentsOf(header, name)
    if (found === 'question') asks = true
    else if (found !== null)
      return {
        peek,
        read: { header, segments: found },
        told: differsFromName(name, found),
        asks: false,
      }
  }
  if (peek.rows.length === 0) return none()
  if (asks)
    return none(
      [
        {
          code: 'sheet-which-list',
          sentence:
            'The sheet has columns of Annex A, but they do not settle which list it is, so it was not read. Say which list it is; the answer is remembered.',
          effect: 'row-left-out',
          changesFigures: true,
          question: sheetQuestion(peek),
        },
      ],
      true,
    )
  const named = listOfName(name)
  if (named !== null && !isCompanion(name)) return none([headingsNotFound(named)])
  return none(
    isCompanion(name)
      ? []
      : [
          {
            code: 'sheet-not-a-list',
            sentence:
              'The sheet is none of the eleven lists; it was not read. Nothing needs doing.',
            effect: 'notice',
            changesFigures: false,
          },
        ],
  )
}

function differsFromName(name: string, segments: readonly Segment[]): Told[] {
  const named = listOfName(name)
  const [first] = segments
  if (named === null || first === undefined || segments.some((one) => one.list === named)) return []
  return [
    {
      code: 'sheet-name-differs',
      sentence: `The sheet is named like ${named.name} but its headings are those of ${first.list.name}, as which it was read. Check that this is right.`,
      effect: 'question',
      changesFigures: true,
    },
  ]
}

/**
 * What to read from a workbook's sheets. Where two sheets are the same list, the visible one with
 * the list's name is read and a person is asked about the other; nothing is counted twice in silence.
 */
export function planAnnexA(peeks: readonly Peek[], answers: Answers): SheetPlan[] {
  const plans = peeks.map((peek) => planSheet(peek, answers))
  const claimed = new Map<List, SheetPlan>()
  const rank = (plan: SheetPlan, list: List): number =>
    (plan.peek.sheet.hidden ? 0 : 2) + (listOfName(plan.peek.sheet.name) === list ? 1 : 0)
  for (const plan of plans)
    for (const { list } of plan.read?.segments ?? []) {
      const holder = claimed.get(list)
      if (holder === undefined || rank(plan, list) > rank(holder, list)) claimed.set(list, plan)
    }
  return plans.map((plan) => {
    if (plan.read === null) return plan
    const question = sheetQuestion(plan.peek)
    const answered = answers.has(question.key)
    const twice = plan.read.segments.find((one) => claimed.get(one.list) !== plan)
    if (twice !== undefined && !answered)
      return {
        ...plan,
        read: null,
        told: [
          {
            code: 'list-on-two-sheets',
            sentence: `Another sheet also holds ${twice.list.name}, so this one was not read. If its rows should count too, say which list it is.`,
            effect: 'question',
            changesFigures: true,
            question,
          },
        ],
      }
    if (plan.peek.sheet.hidden && !answered)
      plan.told.push({
        code: 'sheet-hidden',
        sentence:
          'The sheet is hidden in the workbook but holds a list, so it was read. If it should not count, say so.',
        effect: 'question',
        changesFigures: true,
        question,
      })
    return plan
  })
}
