import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { fold } from '../../kit/index.ts'
import {
  findPlaces,
  inForce,
  phoneLink,
  phoneOf,
  repsFor,
  withoutRep,
  type Place,
  type PlaceFound,
} from '../../core/roster/index.ts'
import { writeCard } from '../../render/index.ts'
import { members, offices, rollLooks, type BranchScope } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { isId, keeperOf, type OfBranch } from '../keeping/index.ts'
import type { Written } from '../records/index.ts'
import {
  emailPrint,
  numberPrint,
  officeView,
  openEntry,
  type OfficeView,
  type RollKey,
} from '../roll/index.ts'
import { rosterSite, sitesOf, type Site } from '../sites/index.ts'
import { contactBook, type Contact } from './contact.ts'

/** Somebody who is rep or officer, where, and how to reach them. */
export interface RepView extends OfficeView {
  /** `Locality 2, Mill Lane`; “The whole branch”. */
  where: string
}

export interface FinderView {
  sites: Written<Site>[]
  /** Places that answer what was typed, the best first. */
  places: PlaceFound[]
  /** Who speaks for the place chosen. */
  found:
    | { kind: 'here'; of: 'team' | 'site'; place: string; reps: RepView[] }
    | {
        kind: 'nearest'
        how: 'site' | 'town' | 'away' | 'branch'
        place: string
        nearest: string
        reps: RepView[]
      }
    | { kind: 'nobody'; place: string }
    | null
  /** Reps of each site today, by site. */
  count: Map<string, number>
  contact: Contact | null
}

export interface RosterView {
  now: RepView[]
  to: RepView[]
  past: RepView[]
  /** Sites and teams without a rep. */
  without: (Place & { label: string })[]
}

const byName = new Intl.Collator('en-GB', { numeric: true })

/** Who speaks for whom: the finder, the roster and the branch's own card. */
export function repsDoor(deps: BranchDeps, person: BranchPerson | null) {
  const keyOf = (of: OfBranch): RollKey => ({ key: deps.key, organisation: of.id })
  const within = <T>(of: OfBranch, work: (scope: BranchScope) => Promise<T>): Promise<T> =>
    deps.store.inOrganisation(branchId(of), work)

  async function all(scope: BranchScope, of: OfBranch) {
    const sites = await sitesOf(scope)
    const views = (await offices.list(scope)).map((office): RepView => {
      const view = officeView(keyOf(of), office)
      return { ...view, where: placeName(sites, view) }
    })
    return { sites, views }
  }
  const contactOf = async (scope: BranchScope): Promise<Written<Contact> | null> =>
    (await contactBook.list(scope))[0] ?? null

  return {
    /** The rep of a place, or the nearest; places that answer what was typed. */
    find: (
      of: OfBranch,
      asked: { typed: string; site: string | null; team: string | null },
    ): Promise<FinderView> =>
      within(of, async (scope) => {
        const { sites, views } = await all(scope, of)
        const roster = sites.map(rosterSite)
        const today = deps.today()
        const places = findPlaces(asked.typed, roster)
        const [only] = places
        const chosen: Place | null =
          asked.site !== null && sites.some(({ id }) => id === asked.site)
            ? { site: asked.site, team: asked.team }
            : only !== undefined && places.length === 1
              ? only
              : null
        const reps = views.filter(({ role }) => role !== 'roll-keeper')
        const count = new Map<string, number>()
        for (const { site, from, until } of reps) {
          if (site === null || !inForce({ from, until }, today)) continue
          count.set(site, (count.get(site) ?? 0) + 1)
        }
        const contact = await contactOf(scope)
        return {
          sites,
          places: chosen === null ? places : [],
          found: chosen && foundAt(sites, chosen, repsFor(chosen, roster, reps, today)),
          count,
          contact: contact?.body ?? null,
        }
      }),

    /** Everybody who holds, will hold or held an office. */
    roster: (of: OfBranch): Promise<RosterView> =>
      within(of, async (scope) => {
        const { sites, views } = await all(scope, of)
        const today = deps.today()
        const sorted = [...views].sort(
          (a, b) => byName.compare(a.where, b.where) || byName.compare(a.name, b.name),
        )
        const ended = (view: RepView): boolean => view.until !== null && view.until < today
        const reps = views.filter(({ site }) => site !== null)
        return {
          now: sorted.filter((view) => inForce(view, today)),
          to: sorted.filter((view) => view.from > today),
          past: sorted.filter(ended).sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1)),
          without: withoutRep(sites.map(rosterSite), reps, today).map((place) => ({
            ...place,
            label: placeName(sites, place),
          })),
        }
      }),

    /** A rep's card for an address book, where the viewer may see them today. */
    card: (of: OfBranch & { slug: string; name: string }, id: string): Promise<string | null> =>
      within(of, async (scope) => {
        if (!isId(id)) return null
        const { views } = await all(scope, of)
        const rep = views.find((view) => view.id === id)
        if (!rep || !inForce(rep, deps.today())) return null
        const phone = rep.phone === null ? null : phoneOf(rep.phone)
        const kind = phone?.dials.startsWith('+447') ? ('mobile' as const) : ('work' as const)
        return writeCard({
          uid: rep.id,
          kind: 'person',
          name: rep.name,
          organisation: of.name,
          title: rep.site === null ? rep.title : `${rep.title}, ${rep.where}`,
          phones: phone === null ? [] : [{ link: phoneLink(phone), kind }],
          mail: rep.mail,
          page: new URL(`/${of.slug}/reps`, deps.origin()).href,
          address: null,
          changedAt: deps.now(),
        })
      }),

    /** The branch's own card; null while nobody has written how to reach it. */
    branchCard: (of: OfBranch & { slug: string; name: string }): Promise<string | null> =>
      within(of, async (scope) => {
        const contact = await contactOf(scope)
        if (contact === null) return null
        const { phone, fax, mail, street, town, postcode } = contact.body
        const dialled = (text: string, kind: 'work' | 'fax') => {
          const read = phoneOf(text)
          return read === null ? [] : [{ link: phoneLink(read), kind }]
        }
        return writeCard({
          uid: contact.id,
          kind: 'organisation',
          name: of.name,
          organisation: of.name,
          title: null,
          phones: [...dialled(phone, 'work'), ...dialled(fax, 'fax')],
          mail: mail || null,
          page: new URL(`/${of.slug}`, deps.origin()).href,
          address: street === '' && town === '' ? null : { street, town, postcode },
          changedAt: contact.savedAt,
        })
      }),

    /** How the branch is reached, as every page says it. */
    contact: (of: OfBranch): Promise<Written<Contact> | null> => within(of, contactOf),
    contacts: keeperOf(deps, person, { book: contactBook, action: 'branch.edit' }),

    /**
     * Somebody by the very mail or membership number that they gave: an officer who gives an office
     * needs no look at the roll.
     */
    named: (of: OfBranch, typed: string): Promise<{ member: string; name: string } | null> =>
      deps.store.asHouse().inOrganisation(branchId(of), async (scope) => {
        if (person === null || !canDo(person, 'offices.edit') || fold(typed) === '') return null
        const found = await members.byPrints(scope, {
          email: emailPrint(keyOf(of), typed),
          number: numberPrint(keyOf(of), typed),
        })
        const [one] = found
        const member = one && found.length === 1 ? await members.get(scope, one.id) : null
        if (member?.standing !== 'member') return null
        // Whether an address is a member's is itself a look at the roll, and they can read of it.
        const look = { by: person.member, reason: 'office' as const, at: deps.now() }
        await rollLooks.note(scope, [member.id], look)
        return { member: member.id, name: openEntry(keyOf(of), member).name }
      }),
  }
}

export type Reps = ReturnType<typeof repsDoor>

/** A place as people call it. */
function placeName(
  sites: readonly Written<Site>[],
  { site, team }: { site: string | null; team: string | null },
): string {
  if (site === null) return 'The whole branch'
  const of = sites.find(({ id }) => id === site)
  if (!of) return 'A site that is no longer listed'
  const name = of.body.teams.find(({ id }) => id === team)?.name
  return name === undefined ? of.body.name : `${name}, ${of.body.name}`
}

function foundAt(
  sites: readonly Written<Site>[],
  place: Place,
  found: ReturnType<typeof repsFor<RepView>>,
): FinderView['found'] {
  const name = placeName(sites, place)
  const sorted = (reps: RepView[]): RepView[] =>
    [...reps].sort((a, b) => byName.compare(a.name, b.name))
  if (found.kind === 'nobody') return { kind: 'nobody', place: name }
  if (found.kind === 'here') {
    return { kind: 'here', of: found.of, place: name, reps: sorted(found.reps) }
  }
  return {
    kind: 'nearest',
    how: found.how,
    place: name,
    nearest: placeName(sites, { site: found.site, team: null }),
    reps: sorted(found.reps),
  }
}
