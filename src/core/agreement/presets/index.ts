import type { Agreement } from '../schema/index.ts'
import { dfe2024, ireland2012, scotland2022, washington2007 } from './case-counts.ts'
import { fairloadHours } from './fairload-hours.ts'
import { californiaMinimum, californiaOptimum, cwla1999, oklahoma2013 } from './load-parts.ts'
import { mojSeed } from './moj-wmt.ts'
import { haringey2009, knowsley, oxfordshire, slough2014, swindon, wirral } from './templates.ts'

export * from './line-sets.ts'

/** A starting point, not a study: what Fairload weighs with until a service and a branch agree. */
export const defaultAgreement: Agreement = fairloadHours

/** Every agreement that comes with Fairload: the default first, then standards, the mirror, reference, templates. */
export const presets: readonly Agreement[] = [
  fairloadHours,
  cwla1999,
  californiaMinimum,
  californiaOptimum,
  oklahoma2013,
  scotland2022,
  washington2007,
  ireland2012,
  dfe2024,
  mojSeed,
  wirral,
  oxfordshire,
  knowsley,
  slough2014,
  swindon,
  haringey2009,
]
