import { ok, type Problem, type Result } from '../kit/index.ts'
import { keepsRoll, seesOf, type BranchPerson } from '../core/branch-rights/index.ts'
import { onceRequest, type OnceRequest } from '../sign-in/index.ts'
import {
  AnsweredBefore,
  organisations,
  type BranchOrganisation,
  type BranchViewer,
} from '../store/branch/index.ts'
import { branchId, personIn, type BranchDeps, type Who } from './deps.ts'
import { deskDoor } from './desk/index.ts'
import { besideNegotiation } from './beside.ts'
import { calendarDoor } from './calendar/index.ts'
import { concernsDoor } from './concerns/index.ts'
import { inspectionsDoor } from './inspections/index.ts'
import { eventsDoor } from './events/index.ts'
import { namingDoor } from './naming/index.ts'
import { negotiationDoor } from './negotiation/index.ts'
import { outcomesDoor } from './outcomes/index.ts'
import { programmeDoor } from './programme/index.ts'
import { promisesDoor } from './promises/index.ts'
import { repairsDoor } from './repairs/index.ts'
import { repsDoor } from './reps/index.ts'
import { rollDoor } from './roll/index.ts'
import { roundsDoor } from './rounds/index.ts'
import { scrutinyDoor } from './scrutiny/index.ts'
import { sitesDoor } from './sites/index.ts'
import type { BranchView } from './views.ts'

/** Each room's door, for whoever asks. A room that is added adds its line here. */
const doorsOf = (deps: BranchDeps, person: BranchPerson | null, who: Who) => ({
  concerns: concernsDoor(deps, person),
  inspections: inspectionsDoor(deps, person),
  desk: deskDoor(deps, who),
  naming: namingDoor(deps, person),
  negotiation: negotiationDoor(deps, person, besideNegotiation(deps, person)),
  promises: promisesDoor(deps, person),
  programme: programmeDoor(deps, person),
  outcomes: outcomesDoor(deps, person),
  scrutiny: scrutinyDoor(deps, person),
  rounds: roundsDoor(deps, person),
  calendar: calendarDoor(deps, person),
  events: eventsDoor(deps, person),
  roll: rollDoor(deps, person),
  reps: repsDoor(deps, person),
  sites: sitesDoor(deps, person),
  repairs: repairsDoor(deps, person),
})

/** The branch's domain, as its pages and its command line meet it. Built once in main. */
export interface Branch extends ReturnType<typeof doorsOf> {
  /** The same as somebody sees it; `null`: anybody who passes by. */
  as(who: Who): Branch
  /** A person's request that takes effect once, however often it comes. */
  once(person: BranchPerson, given: { key: string; asked: string }): OnceRequest
  organisations(): Promise<BranchView[]>
  organisation(slug: string): Promise<BranchView | null>
  /** What a load balancer asks: can the branch's pages be read right now? */
  ready(): Promise<Result<null, Problem>>
}

const viewOf = (of: BranchOrganisation): BranchView => ({
  id: of.id,
  slug: of.slug,
  name: of.name,
  demonstration: of.kind === 'demonstration',
})

const viewerOf = (who: Who): BranchViewer => {
  const person = personIn(who)
  if (person) return { member: person.member, sees: seesOf(person), keepsRoll: keepsRoll(person) }
  return { member: null, sees: who === null ? 'public' : 'guest', keepsRoll: false }
}

/** Every request asks whose page it is for: the same answer serves this long. */
const SEEN_MS = 5_000

/**
 * Everything the branch's house can do, on a store, in the house's own name: pages ask `as` somebody
 * before they show anything.
 */
export function openBranch(deps: BranchDeps): Branch {
  const { store } = deps
  const seen = new Map<string, { of: BranchView; until: number }>()
  const base: Omit<Branch, keyof ReturnType<typeof doorsOf>> = {
    as: (who) => ({
      ...base,
      ...doorsOf({ ...deps, store: store.as(viewerOf(who)) }, personIn(who), who),
    }),
    once: (person, given) =>
      onceRequest(
        { organisation: person.organisation, account: person.member },
        given,
        (asked) => store.once(branchId({ id: person.organisation }), asked),
        (error) => (error instanceof AnsweredBefore ? error.answer : null),
      ),
    organisations: () =>
      store.inDirectory(async (directory) => (await organisations.list(directory)).map(viewOf)),
    organisation: async (slug) => {
      const known = seen.get(slug)
      if (known !== undefined && known.until > deps.now().getTime()) return known.of
      const of = (await base.organisations()).find((each) => each.slug === slug) ?? null
      if (of) seen.set(slug, { of, until: deps.now().getTime() + SEEN_MS })
      return of
    },
    ready: async () => {
      try {
        await store.about()
        return ok(null)
      } catch {
        return {
          ok: false,
          problem: {
            code: 'store-away',
            sentence: 'The database does not answer. Try again in a minute.',
          },
        }
      }
    },
  }
  return { ...base, ...doorsOf(deps, null, null) }
}
