import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { cannotClose } from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)
const ids = z.array(id).max(100)

export const winSchema = z.strictObject({
  title: words(200).min(1),
  /** The policy and the clause of it, by their names; empty where it was a practice. */
  policy: words(200),
  clause: words(200),
  /** Word for word. */
  before: words(8_000),
  after: words(8_000).min(1),
  wonOn: day,
  /** What shows it: a link, a file's name or another place, and its day. Null: evidence missing. */
  evidence: z.strictObject({ where: words(1_000).min(1), on: day.nullable() }).nullable(),
  looked: z
    .array(z.strictObject({ on: day, holds: z.boolean(), words: words(1_000).min(1) }))
    .max(100),
  concerns: ids,
  demands: ids,
  meetings: ids,
  promises: ids,
})

/** What the branch says above its wins. There is one of it. */
export const winsSchema = z.strictObject({ opening: words(2_000) })

export const bigItemSchema = z
  .strictObject({
    title: words(200).min(1),
    words: words(4_000),
    owner: words(200),
    nextStep: words(1_000),
    due: day.nullable(),
    outcome: words(4_000),
    closedOn: day.nullable(),
    demands: ids,
    wins: ids,
  })
  .refine((item) => item.closedOn === null || cannotClose(item) === null, {
    error: 'Say what came of it before you close it.',
    path: ['outcome'],
  })

export type WinBody = z.infer<typeof winSchema>
export type WinsBody = z.infer<typeof winsSchema>
export type BigItemBody = z.infer<typeof bigItemSchema>

type Labelled = { label: string; words: string }

export const winWords = (win: WinBody): Labelled[] => [
  { label: 'What was won', words: win.title },
  { label: 'Policy', words: win.policy },
  { label: 'Clause', words: win.clause },
  { label: 'Before', words: win.before },
  { label: 'After', words: win.after },
  { label: 'Won on', words: longDate(win.wonOn) },
  {
    label: 'What shows it',
    words:
      win.evidence === null
        ? ''
        : [win.evidence.where, win.evidence.on && longDate(win.evidence.on)]
            .filter((part) => part)
            .join(', '),
  },
  {
    label: 'Whether it held',
    words: win.looked
      .map((look) => `${longDate(look.on)}: ${look.holds ? 'held' : 'did not hold'}. ${look.words}`)
      .join('\n'),
  },
]

export const winsWords = (wins: WinsBody): Labelled[] => [{ label: 'Opening', words: wins.opening }]

export const bigItemWords = (item: BigItemBody): Labelled[] => [
  { label: 'Title', words: item.title },
  { label: 'What it is about', words: item.words },
  { label: 'Who has it', words: item.owner },
  { label: 'Next step', words: item.nextStep },
  { label: 'Due', words: item.due === null ? '' : longDate(item.due) },
  { label: 'What came of it', words: item.outcome },
  { label: 'Closed', words: item.closedOn === null ? '' : longDate(item.closedOn) },
]
