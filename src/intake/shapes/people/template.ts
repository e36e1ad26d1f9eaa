import type { PersonRecord } from '../../../core/model/index.ts'
import { fold } from '../../../kit/index.ts'
import { CONTRACTS, peopleColumns, REASONS, reductionColumns, ROLES } from './columns.ts'

/** A worker's name as the lists show it, with the team beside it most often. */
export interface NameFound {
  name: string
  team: string | null
}

export interface TemplateRows {
  /** Cell texts in the order of `peopleColumns`, without headings. */
  people: string[][]
  /** Cell texts in the order of `reductionColumns`, without headings. */
  reductions: string[][]
}

const label = (named: readonly { value: string; label: string }[], value: string | null): string =>
  named.find((one) => one.value === value)?.label ?? ''

const hundredths = (value: number | null): string => (value === null ? '' : String(value / 100))

const day = (iso: string | null): string => (iso === null ? '' : iso.split('-').reverse().join('/'))

/**
 * Rows for the people file's template: everyone found in the lists, filled in with what an earlier
 * people file said of them, then those it named whom the lists no longer hold. Reading the rows
 * back gives the same people.
 */
export function peopleTemplateRows(
  found: readonly NameFound[],
  known: readonly PersonRecord[] = [],
): TemplateRows {
  const byName = new Map<string, PersonRecord>()
  for (const person of known)
    for (const name of [person.name, ...person.aliases])
      if (name !== null && !byName.has(fold(name))) byName.set(fold(name), person)
  const rows: TemplateRows = { people: [], reductions: [] }
  const written = new Set<PersonRecord | string>()
  const write = (name: string, team: string | null, person: PersonRecord | null): void => {
    const mark = person ?? fold(name)
    if (written.has(mark)) return
    written.add(mark)
    const cells = personCells(person?.name ?? name, person?.team ?? team, person)
    rows.people.push(peopleColumns.map((column) => cells[column.key] ?? ''))
    for (const reduction of person?.reductions ?? []) {
      const values: Record<string, string> = {
        name: person?.name ?? name,
        sweNumber: person?.sweNumber ?? '',
        reason: label(REASONS, reduction.reason),
        from: day(reduction.from),
        to: day(reduction.to),
        percent: 'percent' in reduction.amount ? String(reduction.amount.percent) : '',
        hours:
          'hoursHundredths' in reduction.amount ? hundredths(reduction.amount.hoursHundredths) : '',
      }
      rows.reductions.push(reductionColumns.map((column) => values[column.key] ?? ''))
    }
  }
  for (const { name, team } of found) write(name, team, byName.get(fold(name)) ?? null)
  for (const person of known) if (person.name !== null) write(person.name, null, person)
  return rows
}

function personCells(
  name: string,
  team: string | null,
  person: PersonRecord | null,
): Record<string, string> {
  if (person === null) return { name, team: team ?? '' }
  return {
    name,
    aliases: person.aliases.join('; '),
    sweNumber: person.sweNumber ?? '',
    team: team ?? '',
    parentTeam: person.parentTeam ?? '',
    fte: person.fteMillionths === null ? '' : String(person.fteMillionths / 1_000_000),
    role: label(ROLES, person.role),
    contract: label(CONTRACTS, person.contract),
    contractEnd: day(person.contractEnd),
    asyeStart: day(person.asyeStart),
    supervisionHours: hundredths(person.supervisionHours),
    dutyHours: hundredths(person.dutyHours),
    businessSupportHours: hundredths(person.businessSupportHours),
  }
}
