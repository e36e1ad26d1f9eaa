import type { FastifyRequest } from 'fastify'
import type { IsoDate } from '../../kit/index.ts'
import {
  canDo,
  guestsDo,
  type BranchAction,
  type BranchGuest,
  type BranchPerson,
} from '../../core/branch-rights/index.ts'
import { one, withQuery, type Query, type QueryOf } from '../query.ts'
import type { Site } from '../site.ts'
import type { Branch, BranchView } from './deps.ts'
import { branchWithinOf } from './within.ts'

/** What every page of the branch knows: whose it is, who asks, and what the address says. */
export interface Here {
  site: Site
  organisation: BranchView
  /** Null where nobody is signed in. */
  person: BranchPerson | null
  guest: BranchGuest | null
  /** The branch as whoever asks sees it. */
  branch: Branch
  /** Whether whoever asks does this: what pages offer. */
  may(action: BranchAction): boolean
  /** The address of a page of this branch: `to('/concerns')`. */
  to(path?: string, query?: Query): string
  query: QueryOf
  /** The page’s own path, without its query. */
  path: string
  today: IsoDate
  now: Date
}

export function hereOf(
  request: FastifyRequest,
  deps: Site & { today(): IsoDate; now(): Date },
): Here {
  const { organisation, person, guest, branch } = branchWithinOf(request)
  return {
    site: deps,
    organisation,
    person,
    guest,
    branch,
    may: (action) => (person ? canDo(person, action) : guest !== null && guestsDo(action)),
    to: (path = '', query = {}) => withQuery(`/${organisation.slug}${path}`, query),
    query: request.query as QueryOf,
    path: request.url.split('?')[0] ?? '',
    today: deps.today(),
    now: deps.now(),
  }
}

/** The page’s own query with some values changed. */
export function changed(here: Here, keep: readonly string[], by: Query): Query {
  const query: Query = {}
  for (const key of keep) query[key] = one(here.query, key)
  return { ...query, ...by }
}
