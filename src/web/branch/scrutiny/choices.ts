import { type IsoDate } from '../../../kit/index.ts'
import type { Crumb } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { type FieldOf, type Item, type Reading } from '../record-form/index.ts'

export const hearingsCrumb = (here: Here): Crumb => ({
  content: 'Hearings',
  href: here.to('/hearings'),
})
export const councillorsCrumb = (here: Here): Crumb => ({
  content: 'Councillors',
  href: here.to('/councillors'),
})

const byText = (a: Item, b: Item): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)

export async function councillorItems(here: Here): Promise<Item[]> {
  const all = await here.branch.negotiation.contacts.list(here.organisation)
  return all
    .filter(({ body }) => body.side === 'council-members')
    .map(({ id, body }) => ({ value: id, text: body.name }))
    .sort(byText)
}

export async function committeeItems(here: Here): Promise<Item[]> {
  const all = await here.branch.scrutiny.committees.list(here.organisation)
  return all.map(({ id, body }) => ({ value: id, text: body.name })).sort(byText)
}

export const pick = (name: string, label: string, items: readonly Item[]): FieldOf => ({
  kind: 'pick',
  name,
  label,
  none: 'Choose',
  items,
})

export function chosen(
  reading: Reading,
  fields: readonly FieldOf[],
  name: string,
  sentence: string,
): string {
  const field = fields.find((of) => of.name === name)
  const id = reading.idIn(name, field && 'items' in field ? field.items : [])
  if (id === null) reading.wrong(name, sentence)
  return id ?? ''
}

/** Two days in their order; the last may be open. */
export function days(reading: Reading): { from: IsoDate; until: IsoDate | null } {
  const from = reading.neededDay('from', 'Give the first day.')
  const until = reading.day('until')
  if (until !== null && until < from) reading.wrong('until', 'The last day is before the first.')
  return { from, until }
}

export const untilHint = 'Leave it blank while there is none.'

export async function names(here: Here): Promise<(id: string) => string> {
  const all = new Map(
    [...(await councillorItems(here)), ...(await committeeItems(here))].map((item) => [
      item.value,
      item.text,
    ]),
  )
  return (id) => all.get(id) ?? 'No longer listed'
}
