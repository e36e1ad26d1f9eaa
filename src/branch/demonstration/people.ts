import { randomUUID } from 'node:crypto'
import { addDays, type IsoDate } from '../../kit/index.ts'
import type { BranchPerson, BranchRole, Office } from '../../core/branch-rights/index.ts'
import { offices, type BranchScope } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import {
  noonOf,
  type DemonstrationGround,
  type DemonstrationPerson,
  type DemonstrationSite,
} from './ground.ts'
import { addEntry, emptyEntry, sealShown, type RollKey } from '../roll/index.ts'
import { sitesBook } from '../sites/index.ts'

interface SiteOf {
  name: string
  town: string
  address: string
  buildings: string[]
  /** Teams with how many work in them. */
  teams: [string, number][]
}

/** Invented places of the invented Fairborough. Two teams are too small to be shown apart. */
const SITES: Record<DemonstrationSite, SiteOf> = {
  moreton: {
    name: 'Moreton House',
    town: 'Moreton',
    address: '1 Invented Street, Moreton',
    buildings: ['Moreton House', 'The Annexe'],
    teams: [
      ['Court team 1', 19],
      ['Duty and assessment', 24],
    ],
  },
  ashby: {
    name: 'Ashby Gate',
    town: 'Ashby',
    address: '22 Made-up Road, Ashby',
    buildings: ['Ashby Gate'],
    teams: [
      ['Children in need', 17],
      ['Disabled children', 8],
    ],
  },
  'elm-house': {
    name: 'Elm House',
    town: 'Fairborough',
    address: '7 Nowhere Lane, Fairborough',
    buildings: ['Elm House', 'Elm Lodge'],
    teams: [
      ['Looked after children', 21],
      ['Adoption', 7],
    ],
  },
  quayside: {
    name: 'Quayside',
    town: 'Port Fairborough',
    address: '3 Pretend Quay, Port Fairborough',
    buildings: ['Quayside', 'Harbour Rooms'],
    teams: [
      ['Leaving care', 13],
      ['Early help', 28],
    ],
  },
  thornbury: {
    name: 'Thornbury Centre',
    town: 'Thornbury',
    address: '40 Imagined Way, Thornbury',
    buildings: ['Thornbury Centre'],
    teams: [['Family support', 16]],
  },
}

interface OfficeOf {
  name: string
  offices: { role: BranchRole; title: string; site?: DemonstrationSite; isPublic?: boolean }[]
}

const PEOPLE: Record<DemonstrationPerson, OfficeOf> = {
  secretary: {
    name: 'Morwenna Tregenza',
    offices: [
      { role: 'officer', title: 'Branch secretary', isPublic: true },
      { role: 'roll-keeper', title: 'Keeper of the roll' },
    ],
  },
  chair: {
    name: 'Idris Vaughan',
    offices: [{ role: 'officer', title: 'Branch chair', isPublic: true }],
  },
  treasurer: { name: 'Oluchi Danso', offices: [{ role: 'officer', title: 'Branch treasurer' }] },
  'rep-moreton': {
    name: 'Kerensa Pascoe',
    offices: [{ role: 'rep', title: 'Steward', site: 'moreton', isPublic: true }],
  },
  'rep-ashby': {
    name: 'Tomasz Brandt',
    offices: [{ role: 'rep', title: 'Steward', site: 'ashby', isPublic: true }],
  },
  'rep-elm-house': {
    name: 'Farida Noor',
    offices: [{ role: 'rep', title: 'Health and safety rep', site: 'elm-house', isPublic: true }],
  },
  'rep-quayside': {
    name: 'Jory Penhale',
    offices: [{ role: 'rep', title: 'Steward', site: 'quayside' }],
  },
}

const FIRST = [
  'Ama',
  'Ben',
  'Carys',
  'Dele',
  'Elowen',
  'Femi',
  'Gwen',
  'Hari',
  'Isla',
  'Jun',
  'Kofi',
]
const LAST = ['Ferrow', 'Quillan', 'Marchetti-Lowe']

const JOBS = ['Social worker', 'Senior practitioner', 'Personal adviser', 'Family support worker']

/** Sites, teams, and everybody on the roll: three officers, four reps and thirty-three members. */
export async function demonstrationOfPeople(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const { organisation, today } = ground
  const founded = addDays(today, -900)
  const key: RollKey = { key: deps.key, organisation: organisation.id }
  await deps.store.inOrganisation(branchId(organisation), async (scope) => {
    await makeSites(scope, ground, founded)
    for (const [at, [person, of]] of Object.entries(PEOPLE).entries()) {
      const made = await enter(scope, key, ground, { name: of.name, number: at, since: founded })
      const held = await Promise.all(
        of.offices.map((office, later) =>
          give(scope, key, ground, {
            member: made,
            name: of.name,
            office,
            since: addDays(founded, later),
          }),
        ),
      )
      ground.people.set(person as DemonstrationPerson, {
        ...personOf(ground, made, of.name),
        offices: held,
      })
    }
    const names = LAST.flatMap((last) => FIRST.map((first) => `${first} ${last}`))
    for (const [at, name] of names.entries()) {
      const since = addDays(founded, at * 20)
      const made = await enter(scope, key, ground, { name, number: 100 + at, since })
      ground.members.push(personOf(ground, made, name))
    }
  })
}

async function makeSites(
  scope: BranchScope,
  ground: DemonstrationGround,
  founded: IsoDate,
): Promise<void> {
  const keys = Object.keys(SITES) as DemonstrationSite[]
  for (const key of keys) ground.sites.set(key, randomUUID())
  for (const [at, key] of keys.entries()) {
    const { teams, ...of } = SITES[key]
    const made = teams.map(([name, size]) => ({ id: randomUUID(), name, size }))
    for (const team of made) ground.teams.set(team.name, team.id)
    const near = [...keys.slice(at + 1), ...keys.slice(0, at)].slice(0, 3)
    await sitesBook.make(scope, {
      id: ground.sites.get(key) ?? '',
      body: { ...of, teams: made, near: near.map((other) => ground.sites.get(other) ?? '') },
      by: null,
      at: noonOf(founded),
    })
  }
}

const personOf = (ground: DemonstrationGround, member: string, name: string): BranchPerson => ({
  member,
  organisation: ground.organisation.id,
  name,
  offices: [],
})

async function enter(
  scope: BranchScope,
  key: RollKey,
  ground: DemonstrationGround,
  of: { name: string; number: number; since: IsoDate },
): Promise<string> {
  const sites = Object.keys(SITES) as DemonstrationSite[]
  const site = sites[of.number % sites.length] ?? 'moreton'
  const teams = SITES[site].teams
  const team = teams[of.number % teams.length]?.[0] ?? ''
  const added = await addEntry(
    scope,
    key,
    {
      standing: 'member',
      entry: {
        ...emptyEntry(of.name),
        mail: `${of.name.toLowerCase().replace(/[^a-z]+/g, '.')}@invented.example`,
        number: `FB${String(of.number + 1001).padStart(6, '0')}`,
        site: ground.sites.get(site) ?? null,
        team: ground.teams.get(team) ?? null,
        job: JOBS[of.number % JOBS.length] ?? null,
        joined: of.since,
      },
    },
    noonOf(of.since),
  )
  if (!added.ok) throw new Error(added.problem.sentence)
  return added.value
}

async function give(
  scope: BranchScope,
  key: RollKey,
  ground: DemonstrationGround,
  of: { member: string; name: string; office: OfficeOf['offices'][number]; since: IsoDate },
): Promise<Office> {
  const { role, title, site, isPublic = false } = of.office
  const id = randomUUID()
  const office = {
    role,
    title,
    site: site === undefined ? null : (ground.sites.get(site) ?? null),
    team: null,
    from: of.since,
    until: null,
    isPublic,
  }
  if (role === 'member') return office
  await offices.give(scope, {
    ...office,
    role,
    id,
    member: of.member,
    consentedOn: isPublic ? of.since : null,
    sealed: sealShown(key, id, {
      name: of.name,
      mail: `${title.toLowerCase().replace(/[^a-z]+/g, '.')}@fairborough-branch.example`,
      phone: null,
    }),
    givenBy: null,
    givenAt: noonOf(of.since),
  })
  return office
}
