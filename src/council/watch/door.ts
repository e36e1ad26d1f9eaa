import { fail, ok, type Result } from '../../kit/index.ts'
import { can } from '../../core/rights/index.ts'
import {
  accounts,
  audit,
  restrictions,
  type AuditEntry,
  type ImportId,
  type Placed,
  type Scope,
} from '../../store/index.ts'
import type { Asked } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import type { Address } from '../views.ts'
import type { Entry, Watch } from './watch.ts'

/** How long a restricted record stays open after a reason was given. */
const OPEN_MS = 60 * 60_000
const SHORTEST_REASON = 10
const PAGE = 100
const LOOKS = 200

export function watchDoor(deps: Pick<CouncilDeps, 'store' | 'now'>): Watch {
  const { store, now } = deps
  const inHouse = <T>(of: Asked['organisation'], work: (scope: Scope) => Promise<T>): Promise<T> =>
    store.inOrganisation(organisationId(of), work)

  const importOf = (asked: Asked): ImportId | null => (asked.import ?? null) as ImportId | null
  const caseAt = (scope: Scope, asked: Asked, address: Address): Promise<Placed | null> =>
    restrictions.placeOf(scope, importOf(asked), 'case', address)

  const entriesOf = async (scope: Scope, entries: readonly AuditEntry[]): Promise<Entry[]> => {
    const names = new Map((await accounts.list(scope)).map((each) => [each.id, each.name]))
    return entries.map(({ sequence, at, what, details }) => {
      const { by, ...rest } = details
      return {
        number: sequence,
        at,
        what,
        by: by === undefined ? 'Fairload' : (names.get(String(by)) ?? String(by)),
        details: Object.entries(rest).flatMap(([key, value]) =>
          value === null
            ? []
            : [
                [
                  key,
                  key === 'account' ? (names.get(String(value)) ?? '') : String(value),
                ] as const,
              ],
        ),
      }
    })
  }

  return {
    may: async (person, action, asked, kind, address) => {
      const place = await store.inOneQuestion(organisationId(asked.organisation), (scope) =>
        restrictions.placeFor(scope, importOf(asked), kind, address, person.account),
      )
      return place && can(person, action, { organisation: asked.organisation.id, ...place })
    },

    looked: (person, of, what, address) =>
      inHouse(of, (scope) =>
        note(deps, scope, `${what}.looked-at`, { record: address, by: person.account }),
      ),
    took: (person, of, what, rows) =>
      inHouse(of, (scope) => note(deps, scope, 'file.taken', { what, rows, by: person.account })),

    looks: (of, address) =>
      inHouse(of, async (scope) => entriesOf(scope, await audit.about(scope, address, LOOKS))),
    record: (of, page) =>
      inHouse(of, async (scope) => {
        const { entries, total } = await audit.list(scope, {
          from: (page - 1) * PAGE,
          count: PAGE,
        })
        return { entries: await entriesOf(scope, entries), total }
      }),
    openings: (of) =>
      inHouse(of, async (scope) =>
        (await restrictions.openings(scope, LOOKS)).map((each) => ({
          id: each.id,
          at: each.at,
          by: each.name,
          record: each.record,
          reason: each.reason,
          seen: each.seenAt !== null,
        })),
      ),
    seen: (person, of, opening) =>
      inHouse(of, async (scope) => {
        await restrictions.seeOpening(scope, opening, person.account, now())
        await note(deps, scope, 'opening.read', { by: person.account })
      }),

    restriction: (asked, address) =>
      inHouse(asked.organisation, async (scope) => {
        const place = await caseAt(scope, asked, address)
        if (!place?.child) return null
        return {
          names: await restrictions.namesOf(scope, place.child),
          people: (await accounts.list(scope))
            .filter((each) => each.state === 'active')
            .map(({ id, name }) => ({ id, name })),
        }
      }),

    restrict: (person, asked, address, names) =>
      inHouse(asked.organisation, async (scope): Promise<Result<null>> => {
        const place = await caseAt(scope, asked, address)
        if (!place?.child) return notThere
        const known = new Set((await accounts.list(scope)).map((each) => each.id))
        if (names?.some((each) => !known.has(each))) return notThere
        const done = { record: address, by: person.account }
        if (names === null) {
          await restrictions.lift(scope, place.child)
          await note(deps, scope, 'restriction.ended', done)
        } else {
          await restrictions.restrict(scope, place.child, {
            names,
            by: person.account,
            at: now(),
          })
          await note(deps, scope, 'restriction.set', { ...done, names: names.length })
        }
        return ok(null)
      }),

    open: (person, asked, address, reason) =>
      inHouse(asked.organisation, async (scope): Promise<Result<null>> => {
        const place = await caseAt(scope, asked, address)
        if (!place?.child || (await restrictions.namesOf(scope, place.child)) === null) {
          return notThere
        }
        const said = reason.trim()
        if (said.length < SHORTEST_REASON || said.length > 1000) {
          return fail({
            code: 'reason-missing',
            sentence:
              'Say in a sentence why you need to see this record now. The auditor reads it.',
          })
        }
        await restrictions.open(scope, place.child, {
          account: person.account,
          record: address,
          reason: said,
          at: now(),
          ends: new Date(now().getTime() + OPEN_MS),
        })
        await note(deps, scope, 'restriction.opened', { record: address, by: person.account })
        return ok(null)
      }),
  }
}

const notThere: Result<null> = fail({
  code: 'not-found',
  sentence: 'This record is not in the import in force.',
})
