import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, type IsoDate } from '../../src/kit/index.ts'
import {
  keepsRoll,
  seesOf,
  type BranchPerson,
  type BranchRole,
} from '../../src/core/branch-rights/index.ts'
import type { BranchDeps } from '../../src/branch/index.ts'
import {
  addEntry,
  emptyEntry,
  giveOffice,
  openedRoll,
  rollDoor,
  type Opened,
  type Roll,
  type RollEntry,
  type RollKey,
} from '../../src/branch/roll/index.ts'
import { readMembers } from '../../src/intake/index.ts'
import { organisations, type BranchId, type BranchStore } from '../../src/store/branch/index.ts'
import { testBranchStore } from './branch-store.ts'

/** A branch with a roll, on a database of its own; the day and the hour are the test's. */
export interface RollHouse {
  store: BranchStore
  of: { id: BranchId; slug: string; name: string; demonstration: boolean }
  key: RollKey
  folder: string
  clock: { now: Date }
  deps(person: BranchPerson | null): BranchDeps
  roll(person: BranchPerson | null): Roll
  /** Adds somebody with offices that run since a month ago. */
  add(entry: Partial<RollEntry> & { name: string }, ...roles: BranchRole[]): Promise<BranchPerson>
  /** Everything on the roll, with the house's own eyes. */
  whole(): Promise<Opened[]>
  /** A list as somebody uploads it. */
  file(text: string): { name: string; path: string }
}

export const ROLL_DAY = '2026-11-22' as IsoDate

export async function rollHouse(): Promise<RollHouse> {
  const store = await testBranchStore()
  const clock = { now: new Date(`${ROLL_DAY}T12:00:00Z`) }
  const made = await organisations.create(store, {
    slug: 'own',
    name: 'Fairborough branch',
    kind: 'own',
    settings: {},
    at: clock.now,
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  const of = { id: made.value.id, slug: 'own', name: 'Fairborough branch', demonstration: false }
  const key: RollKey = { key: randomBytes(32), organisation: of.id }
  const folder = mkdtempSync(join(tmpdir(), 'fairload-roll-'))
  const from = addDays(ROLL_DAY, -30)
  const inHouse = store.asHouse().inOrganisation
  const house: RollHouse = {
    store,
    of,
    key,
    folder,
    clock,
    deps: (person) => ({
      store: store.as(
        person === null
          ? { member: null, sees: 'public', keepsRoll: false }
          : { member: person.member, sees: seesOf(person), keepsRoll: keepsRoll(person) },
      ),
      now: () => clock.now,
      today: () => clock.now.toISOString().slice(0, 10) as IsoDate,
      key: key.key,
      mail: null,
      origin: () => 'https://branch.example',
      readMembers,
      temporaryFolder: folder,
      onTrouble: (error) => {
        throw error
      },
    }),
    roll: (person) => rollDoor(house.deps(person), person),
    add: (entry, ...roles) =>
      inHouse(of.id, async (scope): Promise<BranchPerson> => {
        const added = await addEntry(
          scope,
          key,
          { standing: 'member', entry: { ...emptyEntry(entry.name), ...entry } },
          clock.now,
        )
        if (!added.ok) throw new Error(added.problem.sentence)
        const offices = roles.flatMap((role) =>
          role === 'member'
            ? []
            : [{ role, title: role, site: null, team: null, from, until: null }],
        )
        for (const office of offices) {
          await giveOffice(scope, key, {
            ...office,
            member: added.value,
            consentedOn: null,
            mail: null,
            phone: null,
            by: null,
            at: clock.now,
          })
        }
        return {
          member: added.value,
          organisation: of.id,
          name: entry.name,
          offices: offices.map((office) => ({ ...office, isPublic: false })),
        }
      }),
    whole: () => inHouse(of.id, (scope) => openedRoll(scope, key)),
    file: (text) => {
      const path = join(folder, randomUUID())
      writeFileSync(path, text)
      return { name: 'members.csv', path }
    },
  }
  return house
}
