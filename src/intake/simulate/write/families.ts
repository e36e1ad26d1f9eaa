import type { Authority } from '../model.ts'
import { sheet, type Sheet } from './sheet.ts'

/** Children whose family the authority knows. */
export function familiesFile(authority: Authority): Sheet {
  return sheet(
    'Families',
    ['child_id', 'family_id'],
    authority.children
      .filter((child) => child.family !== null && child.episodes.length > 0)
      .map((child) => ({ about: child.id, cells: [child.id, child.family] })),
  )
}
