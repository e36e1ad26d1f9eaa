/**
 * The establishment: posts and who holds or covers them, who left, what cover costs, whether agency
 * workers are engaged as the Department's rules ask, and what more workers would change. Pure.
 */
export { agencyWorkersOf, type AgencyWorker } from './agency.ts'
export {
  agencyChecks,
  AGENCY_RULES_SOURCE,
  type AgencyCheck,
  type AgencyRule,
} from './agency-rules.ts'
export { censusWorkforceOf, type CensusWorkforce } from './census.ts'
export { costToEnd, type CostToEnd } from './cost.ts'
export {
  establishmentFigures,
  HOTSPOT_WEEKS,
  type DayInPost,
  type EstablishmentFigures,
  type EstablishmentGiven,
  type Hotspot,
  type TeamEstablishment,
} from './figures.ts'
export { inPostOf, isSocialWorker, type InPost } from './in-post.ts'
export { keptEstablishment, type KeptEstablishment } from './kept.ts'
export { leaversOf, type Leaver } from './leavers.ts'
export { placePosts, type PlacedPost } from './place-posts.ts'
export { postSums, vacancyRate, type PostSums } from './sums.ts'
export { turnoverOf, type InPostOn, type Turnover } from './turnover.ts'
export {
  standsOf,
  whatMoreChange,
  withMoreWorkers,
  type MoreWorkers,
  type SharedOut,
  type Stands,
  type WhatIf,
  type WhatIfAnswer,
} from './what-if.ts'
