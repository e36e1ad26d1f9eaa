import { randomUUID } from 'node:crypto'
import { fold } from '../../../kit/index.ts'
import { sitesBook, type Site, type SiteTeam } from '../../../branch/sites/index.ts'
import type { Here } from '../here.ts'
import type { FieldOf, Reading, Subject } from '../record-form/index.ts'

/** As many near sites as a form asks for. */
const NEAR = ['near-1', 'near-2', 'near-3'] as const
const MOST_IN_TEAM = 20_000

const lineOf = ({ name, size }: SiteTeam): string => (size === null ? name : `${name}: ${size}`)

/** Forms of sites. */
export const siteSubject: Subject<Site> = {
  path: '/sites',
  action: 'sites.edit',
  section: 'sites',
  noun: 'site',
  keeper: (here) => here.branch.sites,
  kind: sitesBook.kind,
  headings: { begin: 'Add a site', change: 'Change a site', button: 'Save the site' },
  lede: 'Rounds, concerns and the rep finder know a site and its teams by what you write here.',
  fields: async (here) => {
    const sites = await here.branch.sites.list(here.organisation)
    const items = sites.map(({ id, body }) => ({ value: id, text: body.name }))
    return [
      { kind: 'line', name: 'name', label: 'Name', hint: 'As people there call it.' },
      { kind: 'line', name: 'town', label: 'Town' },
      { kind: 'words', name: 'address', label: 'Address', rows: 3 },
      {
        kind: 'words',
        name: 'buildings',
        label: 'Buildings and floors',
        hint: 'One on each line, by any name that people use.',
        rows: 3,
      },
      {
        kind: 'words',
        name: 'teams',
        label: 'Teams',
        hint: 'One on each line, with how many work in it where you know: “Locality 2: 14”. To rename a team, change its name on its line.',
        rows: 8,
      },
      ...NEAR.map((name, i): FieldOf => ({
        kind: 'pick',
        name,
        label: ['Nearest other site', 'Next nearest', 'Third nearest'][i] ?? '',
        items,
        none: 'Not said',
      })),
    ]
  },
  typed: ({ teams, buildings, near, ...words }) => ({
    ...words,
    buildings: buildings.join('\n'),
    teams: teams.map(lineOf).join('\n'),
    ...Object.fromEntries(NEAR.map((name, i) => [name, near[i] ?? ''])),
  }),
  read(reading, fields, held) {
    const near = NEAR.flatMap((name) => {
      const field = fields.find((one) => one.name === name)
      return field?.kind === 'pick' ? (reading.idIn(name, field.items) ?? []) : []
    })
    return {
      name: reading.needed('name', 120, 'Enter the name of the site.'),
      town: reading.upTo('town', 80),
      address: reading.upTo('address', 400),
      buildings: shortLines(reading, 'buildings', 30, 80),
      teams: teamsIn(reading, held?.teams ?? []),
      // Sites named beyond the three that the form asks for stay behind them.
      near: [...new Set([...near, ...(held?.near.slice(NEAR.length) ?? [])])],
    }
  },
  after: (here: Here, id) => here.to(id === null ? '/sites' : `/sites/${id}`),
  list: '/sites',
  crumbs: (here) => [{ content: 'Sites and teams', href: here.to('/sites') }],
}

function shortLines(reading: Reading, name: string, most: number, longest: number): string[] {
  const lines = reading.lines(name)
  if (lines.length > most) reading.wrong(name, `Enter at most ${most} lines.`)
  if (lines.some((line) => line.length > longest)) {
    reading.wrong(name, `Use ${longest} characters or fewer on each line.`)
  }
  return lines
}

/**
 * Teams as they stand on their lines. A team is known again by its name, or where its name is new by
 * the line it stands on; else it is a new one.
 */
export function teamsIn(reading: Reading, held: readonly SiteTeam[]): SiteTeam[] {
  const lines = shortLines(reading, 'teams', 200, 140).map((line) => {
    const parts = /^(.*?)\s*:\s*(\d{1,6})$/.exec(line)
    return parts
      ? { name: parts[1] ?? '', size: Number(parts[2]) }
      : { name: line.replace(/\s*:$/, ''), size: null }
  })
  const names = lines.map(({ name }) => fold(name))
  if (names.includes('')) reading.wrong('teams', 'A line has a number and no name of a team.')
  if (new Set(names).size < names.length) {
    reading.wrong('teams', 'Two teams have one name. Name them apart.')
  }
  if (lines.some(({ size }) => size !== null && size > MOST_IN_TEAM)) {
    reading.wrong('teams', 'A team has more people than can be right.')
  }
  const byName = new Map(held.map((team) => [fold(team.name), team.id]))
  return lines.map(({ name, size }, i) => {
    const before = held[i]
    const isRenamed = before !== undefined && !names.includes(fold(before.name))
    const id = byName.get(fold(name)) ?? (isRenamed ? before.id : randomUUID())
    return { id, name, size }
  })
}
