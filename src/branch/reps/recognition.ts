import { z } from 'zod'
import { isoDate, type IsoDate } from '../../kit/index.ts'
import { inForce } from '../../core/roster/index.ts'
import { bookOf, type Written } from '../records/index.ts'

const day = z.string().transform((text, context): IsoDate => {
  const found = isoDate(text)
  if (found === null) context.addIssue({ code: 'custom', message: 'not a day' })
  return found ?? ('1000-01-01' as IsoDate)
})

/** A body that the employer recognises, or does not, and for what: said as it is written, no more. */
export const recognitionSchema = z.strictObject({
  body: z.string().trim().min(1).max(200),
  recognised: z.boolean(),
  /** Whom and what it bargains for. */
  scope: z.string().trim().max(1000),
  from: day.nullable(),
  until: day.nullable(),
  /** The agreement or letter that says so. */
  source: z.string().trim().max(400),
  words: z.string().trim().max(2000),
})

export type Recognition = z.infer<typeof recognitionSchema>

export const recognitionBook = bookOf<Recognition>({
  name: 'recognition',
  noun: 'body',
  schema: recognitionSchema,
  audience: 'members',
  words: (of) => [
    { label: 'Body', words: of.body },
    { label: 'Recognised', words: of.recognised ? 'Yes' : 'No' },
    { label: 'For whom and what', words: of.scope },
    { label: 'From', words: of.from ?? '' },
    { label: 'Until', words: of.until ?? '' },
    { label: 'Where it is written', words: of.source },
    { label: 'In our words', words: of.words },
  ],
})

/** Whether a body is recognised to negotiate on a day. */
export const negotiatesOn = (of: Recognition, on: IsoDate): boolean =>
  of.recognised && of.from !== null && inForce({ from: of.from, until: of.until }, on)

/** Bodies that may be named as a negotiating party on a day. */
export const recognisedOn = (
  all: readonly Written<Recognition>[],
  on: IsoDate,
): Written<Recognition>[] => all.filter(({ body }) => negotiatesOn(body, on))
