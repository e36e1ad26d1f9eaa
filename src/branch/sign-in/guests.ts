import { addDays, dayNumber, fail, ok, type IsoDate } from '../../kit/index.ts'
import type { BranchGuest } from '../../core/branch-rights/index.ts'
import { newToken, tokenHash } from '../../sign-in/index.ts'
import {
  employerDomains,
  guestLinks,
  signInTries,
  type BranchScope,
} from '../../store/branch/index.ts'
import { isDomain, tidyDomain } from './employer.ts'
import { employerNetworkOf, namesByNetwork } from './network.ts'
import type { BranchSignIn } from './sign-in.ts'
import type { BranchSignInDeps, Steps } from './steps.ts'

/** A link lasts a year at the longest. */
const LONGEST_DAYS = 366

/** Day 0, 1 January 1970, was a Thursday. */
const mondayOf = (day: IsoDate): IsoDate => addDays(day, -((((dayNumber(day) + 3) % 7) + 7) % 7))

/** Guests by link, and where the employer reads along. */
export function guestsDoor(
  deps: BranchSignInDeps,
  { inHouse, heard, noteBy }: Steps,
): Pick<BranchSignIn, 'guestBehind' | 'guests' | 'employer'> {
  const { now, today } = deps
  const behind = async (scope: BranchScope, token: string): Promise<BranchGuest | null> => {
    const link = await guestLinks.behind(scope, tokenHash(token), today())
    return (
      link && {
        guest: link.id,
        organisation: scope.organisation,
        label: link.label,
        what: link.what,
      }
    )
  }
  return {
    guestBehind: (of, token) => inHouse(of, (scope) => behind(scope, token)),

    guests: {
      list: (of) =>
        inHouse(of, async (scope) =>
          (await guestLinks.list(scope)).map(({ endedAt, ...link }) => ({
            ...link,
            state: endedAt !== null ? 'ended' : link.endsOn < today() ? 'run-out' : 'good',
          })),
        ),

      make: (of, given, by) =>
        inHouse(of, async (scope) => {
          const label = given.label.trim()
          if (label === '' || label.length > 100) {
            return fail({
              code: 'label-missing',
              sentence:
                'Enter whom the link is for, at most 100 characters, such as “Tenants’ group”.',
            })
          }
          if (given.endsOn < today() || given.endsOn > addDays(today(), LONGEST_DAYS)) {
            return fail({
              code: 'day-wrong',
              sentence: 'Choose a last day from today on, and within a year.',
            })
          }
          const token = newToken()
          const id = await guestLinks.add(scope, {
            hash: tokenHash(token),
            label,
            what: given.what,
            by,
            at: now(),
            endsOn: given.endsOn,
          })
          await noteBy(scope, 'guest.link-made', by, { about: id })
          return ok({ id, token })
        }),

      end: (of, id, by) =>
        inHouse(of, async (scope) => {
          if (!(await guestLinks.end(scope, id, now()))) return
          await noteBy(scope, 'guest.link-ended', by, { about: id })
        }),

      reopen: (of, id, by) =>
        inHouse(of, async (scope) => {
          if (!(await guestLinks.reopen(scope, id))) return
          await noteBy(scope, 'guest.link-reopened', by, { about: id })
        }),

      open: async (of, token, visitor) => {
        const tried = await heard(of, 'a guest', visitor)
        if (!tried.ok) return null
        return inHouse(of, async (scope) => {
          const guest = await behind(scope, token)
          if (guest === null) return null
          await signInTries.tryWentWell(scope, tried.value)
          await guestLinks.opened(scope, guest.guest, mondayOf(today()))
          return guest
        })
      },
    },

    employer: {
      domains: (of) => inHouse(of, employerDomains.list),

      add: (of, text, by) =>
        inHouse(of, async (scope) => {
          const domain = tidyDomain(text)
          if (!isDomain(domain)) {
            return fail({
              code: 'domain-not-one',
              sentence: 'Enter what stands after the @ of work addresses, like council.example.',
            })
          }
          await employerDomains.add(scope, { domain, by, at: now() })
          await noteBy(scope, 'employer.domain-added', by)
          return ok(null)
        }),

      remove: (of, domain, by) =>
        inHouse(of, async (scope) => {
          await employerDomains.remove(scope, domain)
          await noteBy(scope, 'employer.domain-removed', by)
        }),

      networkOf: async (of, visitor) =>
        employerNetworkOf(
          { address: visitor.place },
          () => inHouse(of, employerDomains.list),
          deps.lookUp ?? namesByNetwork,
        ),
    },
  }
}
