import type { Import } from '../../store/index.ts'

/**
 * The import that another is compared with: the one in force, unless it is the same or of a later
 * day. From it come the changes that the preview shows and the inferred changes of worker.
 */
export const comparedWith = (of: Import, current: Import | null): Import | null =>
  current && current.id !== of.id && (of.asOf === null || (current.asOf ?? '') <= of.asOf)
    ? current
    : null
