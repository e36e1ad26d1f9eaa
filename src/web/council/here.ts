import type { FastifyRequest } from 'fastify'
import { longDate, type IsoDate } from '../../kit/index.ts'
import { mayEver, type Action, type Person } from '../../core/rights/index.ts'
import type { Asked, Council, OrganisationView, SignedIn, Standing } from '../../council/index.ts'
import { addressesOf, reachable, type Addresses, type Query } from '../address.ts'
import { withinOf } from '../guard.ts'
import { found } from '../missing.ts'
import { addressIn, one, type QueryOf } from '../query.ts'
import type { Site } from '../site.ts'

/** Whose page is asked for, which import's figures, and what else the address says. */
export interface Here {
  site: Site
  organisation: OrganisationView
  /** The council as the person who asks sees it. */
  council: Council
  signedIn: SignedIn
  person: Person
  /** Whether some role of theirs does this to anything: what pages offer. */
  may(action: Action): boolean
  asked: Asked
  to: Addresses
  query: QueryOf
  /** The page's own path, without ending and query. */
  path: string
  today: IsoDate
}

export async function hereOf(
  request: FastifyRequest,
  deps: Site & { today(): IsoDate },
): Promise<Here> {
  const { organisation, signedIn, council } = withinOf(request)
  const { person } = signedIn
  const may = (action: Action): boolean => mayEver(person, action)
  const query = request.query as QueryOf
  const asksForImport = query.import !== undefined
  const shown = asksForImport ? found(addressIn(query.import)) : null
  return {
    site: deps,
    organisation,
    council,
    signedIn,
    person,
    may,
    asked: shown === null ? { organisation } : { organisation, import: shown },
    to: reachable(addressesOf(organisation, shown), may, signedIn.places),
    query,
    path: (request.url.split('?')[0] ?? '').replace(/\.(xlsx|csv)$/, ''),
    today: deps.today(),
  }
}

/** The page's own query with some values changed; the page number falls away unless given. */
export function changed(here: Here, keep: readonly string[], by: Query): Query {
  const query: Query = {}
  for (const key of ['import', ...keep]) query[key] = one(here.query, key)
  return { ...query, ...by }
}

export const standingLine = (standing: Standing): string =>
  `as of ${longDate(standing.import.asOf)}, import ${standing.import.number} · agreement ${standing.agreement.name} ${standing.agreement.version}`
