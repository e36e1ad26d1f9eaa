import type { AccountRole, Person } from '../../src/core/rights/index.ts'
import { fail, ok } from '../../src/kit/index.ts'
import type { SignedIn, SignIn, Watch } from '../../src/council/index.ts'

/** Somebody with these roles for the whole service. */
export const aPerson = (
  roles: readonly AccountRole[],
  more: Partial<Person> = {},
): Omit<Person, 'organisation'> => ({
  account: '00000000-0000-4000-8000-000000000001',
  name: 'Ruth Adeyemi',
  grants: roles.map((role) => ({ role, team: null })),
  worker: null,
  ...more,
})

/** Roles that together reach every page of the service: who walks where a test is about something else. */
export const EVERYTHING: readonly AccountRole[] = [
  'service-manager',
  'data-officer',
  'administrator',
  'auditor',
]

/**
 * Sign-in where everybody who brings any token is signed in as one person: for tests of pages that
 * are not about signing in. What a page does not ask of it is refused aloud.
 */
export function seedSignIn(who: Omit<Person, 'organisation'> = aPerson(EVERYTHING)): SignIn {
  const nothing = fail({ code: 'not-found', sentence: 'This seed has no such account.' })
  const known: Partial<SignIn> = {
    anybody: async () => true,
    behind: async (organisation): Promise<SignedIn> => ({
      person: { ...who, organisation: organisation.id },
      session: '00000000-0000-4000-8000-000000000002',
      places: { teams: [], worker: null },
      sample: false,
    }),
    begin: async () => nothing,
    samples: async () => [],
    accounts: async () => [],
    choices: async () => ({ teams: [], workers: [] }),
    sessions: async () => [],
    passkeys: {
      list: async () => ({ possible: true, keys: [] }),
      prepare: async () => nothing,
      add: async () => nothing,
      remove: async () => undefined,
      ask: async () => null,
      signIn: async () => nothing,
    },
    tokens: {
      list: async () => ({ possible: true, tokens: [] }),
      make: async () => nothing,
      end: async () => undefined,
      behind: async () => null,
    },
    directory: {
      settings: async () => null,
      save: async () => nothing,
      begin: async () => nothing,
      finish: async () => nothing,
    },
  }
  return new Proxy(known, {
    get: (of, name: keyof SignIn) => {
      const method = of[name]
      if (method === undefined) throw new Error(`This seed does not answer ${String(name)}`)
      return method
    },
  }) as SignIn
}

/** A watch that lets everything be seen and keeps what was noted. */
export function seedWatch(noted: string[] = []): Watch {
  return {
    may: async () => ({ allowed: true }),
    looked: async (_person, _of, what) => void noted.push(`${what}.looked-at`),
    took: async (_person, _of, what) => void noted.push(`${what} taken`),
    looks: async () => [],
    record: async () => ({ entries: [], total: 0 }),
    openings: async () => [],
    seen: async () => undefined,
    restriction: async () => ({ names: null, people: [{ id: 'a-1', name: 'Ruth Adeyemi' }] }),
    restrict: async () => ok(null),
    open: async () => ok(null),
  }
}
