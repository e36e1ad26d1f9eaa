import { randomUUID } from 'node:crypto'
import type { IsoDate } from '../../src/kit/index.ts'
import {
  keepsRoll,
  seesOf,
  type BranchPerson,
  type BranchRole,
} from '../../src/core/branch-rights/index.ts'
import { organisations, type BranchId, type BranchStore } from '../../src/store/branch/index.ts'
import { testBranchStore } from './branch-store.ts'

/** A branch on a database of its own, with an officer, a rep and a member, on a day that tests choose. */
export interface BranchHouse {
  store: BranchStore
  branch: { id: BranchId }
  today: IsoDate
  person(role: BranchRole): BranchPerson
  /** What a room's door is built from, as this person sees it. */
  deps(person: BranchPerson | null): { store: BranchStore; now(): Date; today(): IsoDate }
}

export async function branchHouse(today: IsoDate): Promise<BranchHouse> {
  const store = await testBranchStore()
  const made = await organisations.create(store, {
    slug: 'fairborough',
    name: 'Fairborough branch',
    kind: 'own',
    settings: {},
    at: new Date(`${today}T09:00:00Z`),
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  const { id } = made.value
  const people = new Map<BranchRole, BranchPerson>()
  const house: BranchHouse = {
    store,
    branch: { id },
    today,
    person(role) {
      const known = people.get(role) ?? someone(id, role)
      people.set(role, known)
      return known
    },
    deps: (person) => ({
      store: store.as(
        person === null
          ? { member: null, sees: 'public', keepsRoll: false }
          : { member: person.member, sees: seesOf(person), keepsRoll: keepsRoll(person) },
      ),
      now: () => new Date(`${house.today}T12:00:00Z`),
      today: () => house.today,
    }),
  }
  return house
}

const someone = (organisation: string, role: BranchRole): BranchPerson => ({
  member: randomUUID(),
  organisation,
  name: {
    member: 'Jory Penhale',
    rep: 'Tamsyn Rosewarne',
    officer: 'Kerensa Trevail',
    'roll-keeper': 'Denzil Curnow',
  }[role],
  offices:
    role === 'member'
      ? []
      : [
          {
            role,
            title: '',
            site: null,
            team: null,
            from: '2015-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
})
