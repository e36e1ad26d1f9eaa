import type { Authority, SimChild } from '../model.ts'
import { sheet, type Sheet } from './sheet.ts'

/** Children whose family the authority knows, and what else it wrote down of their cases. */
export function familiesFile(authority: Authority): Sheet {
  return sheet(
    'Families',
    ['child_id', 'family_id', 'court_stage', 'complexity', 'travel_minutes', 'visits_a_month'],
    authority.children
      .filter((child) => child.episodes.length > 0 && (child.family !== null || known(child)))
      .map((child) => ({
        about: child.id,
        cells: [
          child.id,
          child.family,
          child.details.courtStage,
          child.details.complexity,
          child.details.travelMinutes,
          child.details.visitsAMonth,
        ],
      })),
  )
}

const known = ({ details }: SimChild): boolean =>
  Object.values(details).some((value) => value !== null)
