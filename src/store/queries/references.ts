import { createHmac } from 'node:crypto'
import type { ChildId, TeamId, WorkerId } from '../../core/model/index.ts'
import type { Reference } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'

/** Makes the references of one organisation. */
export interface References {
  child(id: ChildId): Reference
  worker(id: WorkerId): Reference
  team(id: TeamId): Reference
}

/**
 * References are made from the id with the organisation's own secret key (HMAC-SHA-256, cut to a
 * version 8 UUID): an address holds no name, cannot be guessed, is the same in every import, and
 * another organisation's key makes another one of the same name.
 */
export async function referencesOf(scope: Scope): Promise<References> {
  const { reference_key: key } = await transactionOf(scope)
    .selectFrom('council.organisation')
    .select('reference_key')
    .where('id', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  return referencesBy(key)
}

/** The references that an organisation's own key makes. */
export function referencesBy(key: Buffer): References {
  const make = (kind: string, id: string): Reference => {
    const bytes = createHmac('sha256', key).update(`${kind}:${id}`).digest().subarray(0, 16)
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Reference
  }
  return {
    child: (id) => make('child', id),
    worker: (id) => make('worker', id),
    team: (id) => make('team', id),
  }
}
