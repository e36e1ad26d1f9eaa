import type { FastifyRequest } from 'fastify'
import type { BranchAction, BranchGuest, BranchPerson } from '../../core/branch-rights/index.ts'
import type { BranchSignedIn } from '../../branch/sign-in/index.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'
import type { Branch, BranchServerDeps, BranchView } from './deps.ts'

/** Whose page is asked for, by whom, and the branch as they see it. */
export interface BranchWithin {
  organisation: BranchView
  /** Their sign-in; null where nobody is signed in: a public page, or a guest’s. */
  signedIn: BranchSignedIn | null
  /** The person of it. */
  person: BranchPerson | null
  guest: BranchGuest | null
  branch: Branch
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every page of an organisation, the public ones too. */
    branchWithin: BranchWithin | null
  }
}

/** Nobody is signed in to the branch whose page was asked for. */
export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn'
  readonly organisation: BranchView

  constructor(organisation: BranchView) {
    super('not signed in')
    this.organisation = organisation
  }
}

/** No office of this person does this. What lies outside their sight is `Missing` instead. */
export class NotYours extends Error {
  override readonly name = 'NotYours'
  readonly action: BranchAction
  readonly organisation: BranchView

  constructor(action: BranchAction, organisation: BranchView) {
    super('not this office’s')
    this.action = action
    this.organisation = organisation
  }
}

export async function branchOrganisationOf(
  request: FastifyRequest,
  deps: Pick<BranchServerDeps, 'branch'>,
): Promise<BranchView> {
  const { organisation: slug } = request.params as { organisation?: unknown }
  return found(await deps.branch.organisation(found(addressIn(slug))))
}

/** What the guard found of a page of an organisation. */
export function branchWithinOf(request: FastifyRequest): BranchWithin {
  if (request.branchWithin === null) throw new Error('This route is of no organisation')
  return request.branchWithin
}
