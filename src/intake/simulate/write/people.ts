import {
  CONTRACTS,
  peopleColumns,
  REASONS,
  reductionColumns,
  ROLES,
} from '../../shapes/people/columns.ts'
import type { Authority } from '../model.ts'
import { peopleOn } from '../truth.ts'
import { day, type Sheet, type SheetRow, type Value } from './sheet.ts'

const label = (named: readonly { value: string; label: string }[], value: string): string =>
  named.find((one) => one.value === value)?.label ?? value

/** The people file of the last day: a sheet of people and a sheet of dated reductions. */
export function peopleFile(authority: Authority): Sheet[] {
  const teams = new Map(authority.teams.map((team) => [team.id, team]))
  const people: SheetRow[] = []
  const reductions: SheetRow[] = []
  for (const worker of peopleOn(authority)) {
    const team = teams.get(worker.team)
    const parent = team?.parent ? teams.get(team.parent) : undefined
    const cells: Record<string, Value> = {
      name: worker.name,
      sweNumber: worker.sweNumber,
      team: team?.name ?? null,
      parentTeam: parent?.name ?? null,
      fte: worker.fteMillionths / 1_000_000,
      role: label(ROLES, worker.role),
      contract: label(CONTRACTS, worker.contract),
      contractEnd: day(worker.left),
      asyeStart: day(worker.asyeStart),
      supervisionHours: worker.supervisionHours,
      dutyHours: worker.dutyHours,
      businessSupportHours: worker.businessSupportHours,
    }
    people.push({
      about: worker.name,
      cells: peopleHeaders.map(({ key }) => cells[key] ?? null),
    })
    for (const reduction of worker.reductions) {
      const values: Record<string, Value> = {
        name: worker.name,
        sweNumber: worker.sweNumber,
        reason: label(REASONS, reduction.reason),
        from: day(reduction.from),
        to: day(reduction.to),
        percent: 'percent' in reduction.amount ? reduction.amount.percent : null,
        hours:
          'hoursHundredths' in reduction.amount ? reduction.amount.hoursHundredths / 100 : null,
      }
      reductions.push({
        about: worker.name,
        cells: reductionColumns.map(({ key }) => values[key] ?? null),
      })
    }
  }
  const made = (
    key: string,
    columns: readonly { key: string; header: string }[],
    rows: SheetRow[],
  ): Sheet => ({
    key,
    name: key,
    hidden: false,
    title: null,
    columns: columns.map(({ key: own, header }) => ({ key: own, header })),
    rows,
    emptyRows: 0,
  })
  return [made('People', peopleHeaders, people), made('Reductions', reductionColumns, reductions)]
}

/** The columns that have no place where reductions have their own sheet. */
const elsewhere = new Set(['reason', 'from', 'to', 'percent', 'hours'])
const peopleHeaders = peopleColumns.filter(({ key }) => !elsewhere.has(key))
