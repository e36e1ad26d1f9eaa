import { bookOf } from '../records/index.ts'
import {
  demandSchema,
  demandWords,
  programmeSchema,
  programmeWords,
  proposalSchema,
  proposalWords,
  type DemandBody,
  type ProgrammeBody,
  type ProposalBody,
} from './kinds.ts'

export const demandBook = bookOf<DemandBody>({
  name: 'demand',
  noun: 'demand',
  schema: demandSchema,
  audience: 'members',
  words: demandWords,
})

export const programmeBook = bookOf<ProgrammeBody>({
  name: 'programme',
  noun: 'programme',
  schema: programmeSchema,
  audience: 'members',
  words: programmeWords,
})

export const proposalBook = bookOf<ProposalBody>({
  name: 'proposal',
  noun: 'proposal',
  schema: proposalSchema,
  audience: 'members',
  words: proposalWords,
})
