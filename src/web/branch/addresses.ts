import type { PathStage } from '../../core/bargaining/index.ts'
import type { Here } from './here.ts'

/** Where a record of each kind has its page; rooms link to one another through here. */
const pages = {
  round: '/rounds',
  visit: '/visits',
  concern: '/concerns',
  demand: '/programme/demands',
  meeting: '/negotiation/meetings',
  promise: '/promises',
  win: '/wins',
  'big-item': '/big-items',
} as const

export type RecordOf = keyof typeof pages

export const addressOf = (here: Pick<Here, 'to'>, what: RecordOf, id: string): string =>
  here.to(`${pages[what]}/${encodeURIComponent(id)}`)

const stagePages: Partial<Record<PathStage, RecordOf>> = {
  demand: 'demand',
  meeting: 'meeting',
  promise: 'promise',
  won: 'win',
  held: 'win',
}

/** The page of a stop on a concern's path; null where it has none, or the reader does not open it. */
export function recordHref(
  here: Pick<Here, 'to' | 'may'>,
  stage: PathStage,
  id: string | null,
): string | null {
  const what = stagePages[stage]
  if (what === undefined || id === null) return null
  if (what === 'meeting' && !here.may('negotiation.see')) return null
  return addressOf(here, what, id)
}
