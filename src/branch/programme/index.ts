export { demandBook, programmeBook, proposalBook } from './books.ts'
export { programmeDoor } from './door.ts'
export {
  proposalStateWords,
  demandWords,
  type DemandBody,
  type ProgrammeBody,
  type ProposalBody,
  type ProposalState,
} from './kinds.ts'
export type * from './views.ts'
