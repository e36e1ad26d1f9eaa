import type { ActingPerson } from '../../council/index.ts'
import type { Here } from './here.ts'

/** The person who asks, and the party they act for: the branch's negotiators, else the service. */
export const actingOf = ({ person }: Pick<Here, 'person'>): ActingPerson => ({
  name: person.name,
  party: person.grants.some((grant) => grant.role === 'service-manager') ? 'service' : 'branch',
})

export const partyWords = { service: 'the service', branch: 'the branch' } as const
