import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'

const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

/** Something wrong with a building: noticed, told to the employer, mended. */
export const repairSchema = z
  .strictObject({
    title: words(200).min(1),
    site: z.uuid(),
    /** Where in it, as people there say. */
    place: words(200),
    words: words(2_000),
    openedOn: day,
    reported: z.strictObject({ on: day, to: words(200).min(1) }).nullable(),
    fixed: z.strictObject({ on: day, words: words(1_000).min(1) }).nullable(),
    /** Who follows it up, by the office: `Safety rep`. */
    rep: words(200),
  })
  .refine(({ openedOn, reported, fixed }) =>
    [reported, fixed].every((step) => step === null || step.on >= openedOn),
  )

export type RepairBody = z.infer<typeof repairSchema>

/** A repair as its versions are compared: each field's words. */
export const repairWords = (
  repair: RepairBody,
  nameOf: (site: string) => string = () => 'A site',
): { label: string; words: string }[] => [
  { label: 'What is wrong', words: repair.title },
  { label: 'Site', words: nameOf(repair.site) },
  { label: 'Where in it', words: repair.place },
  { label: 'More', words: repair.words },
  { label: 'Noticed', words: longDate(repair.openedOn) },
  {
    label: 'Reported',
    words:
      repair.reported === null ? '' : `${longDate(repair.reported.on)}, to ${repair.reported.to}`,
  },
  {
    label: 'Mended',
    words: repair.fixed === null ? '' : `${longDate(repair.fixed.on)}: ${repair.fixed.words}`,
  },
  { label: 'Who follows it up', words: repair.rep },
]
