import { minutesOfClock } from '../../../core/bargaining/index.ts'
import { sideNames } from '../../../branch/negotiation/index.ts'
import type { Crumb } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { type FieldOf, type Item, type Reading } from '../record-form/index.ts'

export const logCrumb = (here: Here): Crumb => ({
  content: 'Meetings with the employer',
  href: here.to('/negotiation'),
})

/** People on the list as choices, by name. */
export async function peopleItems(here: Here): Promise<Item[]> {
  const all = await here.branch.negotiation.contacts.list(here.organisation)
  return all
    .map(({ id, body }) => ({
      value: id,
      text: body.name,
      hint: body.posts.at(-1)?.title ?? sideNames[body.side],
    }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
}

const itemsOf = (fields: readonly FieldOf[], name: string): readonly Item[] => {
  const field = fields.find((of) => of.name === name)
  return field && 'items' in field ? field.items : []
}

export const idsIn = (reading: Reading, fields: readonly FieldOf[], name: string): string[] =>
  reading.idsIn(name, itemsOf(fields, name))

export const idIn = (reading: Reading, fields: readonly FieldOf[], name: string): string | null =>
  reading.idIn(name, itemsOf(fields, name))

/** A time as people write it, as minutes after midnight; null where none was typed. */
export function timeIn(reading: Reading, name: string): number | null {
  const words = reading.words(name)
  if (words === '') return null
  return minutesOfClock(words) ?? reading.wrong(name, 'Write the time as 10:30, or leave it blank.')
}
