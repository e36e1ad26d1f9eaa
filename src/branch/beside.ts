import { byText } from '../kit/index.ts'
import type { BranchPerson } from '../core/branch-rights/index.ts'
import { standsUnder, type Concern } from '../core/bargaining/index.ts'
import { concernBook, concernsDoor } from './concerns/index.ts'
import { branchId, type BranchDeps } from './deps.ts'
import type { Beside } from './negotiation/index.ts'
import { demandBook } from './programme/index.ts'
import type { BranchView } from './views.ts'

/** What the negotiation log asks of the rooms of concerns and demands, with the reader's own eyes. */
export function besideNegotiation(deps: BranchDeps, person: BranchPerson | null): Beside {
  const door = concernsDoor(deps, person)
  return {
    async concerns(organisation) {
      const { rows } = await door.ledger(organisation as BranchView)
      const written = await deps.store.inOrganisation(branchId(organisation), (scope) =>
        concernBook.list(scope),
      )
      const all = new Map(
        written.map(({ id, body }): [string, Concern] => [
          id,
          { id, mergedInto: body.mergedInto, heard: [] },
        ]),
      )
      return {
        ranked: rows.map(({ id, place, rounds }) => ({
          id,
          place,
          rounds,
          merged: [...all.keys()].filter((one) => one !== id && standsUnder(one, all) === id),
        })),
        titles: new Map(rows.map(({ id, title }) => [id, title])),
      }
    },
    demands: async (organisation) =>
      (await deps.store.inOrganisation(branchId(organisation), (scope) => demandBook.list(scope)))
        .filter(({ body }) => body.state !== 'dropped')
        .map(({ id, body }) => ({ id, name: body.title }))
        .sort((a, b) => byText(a.name, b.name)),
  }
}
