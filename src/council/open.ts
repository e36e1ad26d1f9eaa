import { ok } from '../kit/index.ts'
import { sightOf, type Person } from '../core/rights/index.ts'
import { caseloads, imports, organisations, type Organisation } from '../store/index.ts'
import { agreementsDoor } from './agreements/door.ts'
import type { Council } from './council.ts'
import type { CouncilDeps } from './deps.ts'
import { establishmentDoor } from './establishment/index.ts'
import { decisionsDoor } from './decisions/index.ts'
import { figurePages } from './figures/pages.ts'
import { agreementInForce } from './agreements/index.ts'
import { gatedTotals } from './figures/gate.ts'
import { organisationId, trendOf } from './figures/index.ts'
import { handoversDoor, leaversDoor } from './handovers/index.ts'
import { importsDoor } from './imports/door.ts'
import { peopleTemplate } from './people/template.ts'
import { onceFor } from './once.ts'
import { plansDoor } from './plans/door.ts'
import { shortlistOf } from './plans/shortlist.ts'
import { publicationDoor } from './publication/index.ts'
import { queriesDoor } from './queries/door.ts'
import { subjectOf } from './record/subject.ts'
import { remindersDoor } from './reminders/door.ts'
import { registerDoor } from './register/index.ts'
import type { OrganisationView } from './views.ts'

const viewOf = (of: Organisation): OrganisationView => ({
  id: of.id,
  slug: of.slug,
  name: of.name,
  demonstration: of.kind === 'demonstration',
})

/** Every request asks whose page it is for: the same answer serves this long. */
const SEEN_MS = 5_000

/** Everything the employer's side can do, on a store: for a person, or (`null`) for the house. */
export function openCouncil(deps: CouncilDeps, person: Person | null = null): Council {
  const { store } = deps
  const seen = new Map<string, { of: OrganisationView; until: number }>()
  const as = (who: Person): Council =>
    openCouncil({ ...deps, store: store.as({ account: who.account, sight: sightOf(who) }) }, who)
  return {
    as,

    once: (who, given) => onceFor(store, who, given),

    organisations: () =>
      store.inDirectory(async (directory) => (await organisations.list(directory)).map(viewOf)),
    organisation: async (slug) => {
      const known = seen.get(slug)
      if (known !== undefined && known.until > deps.now().getTime()) return known.of
      return store.inDirectory(async (directory) => {
        const found = await organisations.bySlug(directory, slug)
        const of = found && viewOf(found)
        if (of) seen.set(slug, { of, until: deps.now().getTime() + SEEN_MS })
        return of
      })
    },

    ...figurePages(deps),
    totals: (organisation) =>
      store.asHouse().inOrganisation(organisationId(organisation), async (scope) => {
        const { agreement } = await agreementInForce(scope, deps.today())
        return (await trendOf(scope, agreement, deps.today())).map(gatedTotals)
      }),
    imports: importsDoor(deps),
    agreements: agreementsDoor(deps),
    publication: publicationDoor(deps),
    queries: queriesDoor(deps),
    plans: plansDoor(deps),
    shortlist: (asked, address, reach) => shortlistOf(deps, asked, address, reach),
    handovers: handoversDoor(deps, person),
    leavers: leaversDoor(deps, person),
    register: registerDoor(deps, person),
    reminders: remindersDoor(deps, person, as),
    decisions: decisionsDoor(deps, person),
    establishment: establishmentDoor(deps),

    subject: (organisation, about) =>
      subjectOf(deps, { id: organisationId(organisation), name: organisation.name }, about, person),

    peopleTemplate: (organisation) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const current = await imports.current(scope)
        const held = current && (await caseloads.whole(scope, current.id))
        return peopleTemplate(
          held?.workers ?? [],
          new Map(held?.teams.map((team) => [team.id, team.name])),
        )
      }),

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
}
