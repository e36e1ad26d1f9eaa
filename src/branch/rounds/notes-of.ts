import { createHash } from 'node:crypto'
import type { BranchScope } from '../../store/branch/index.ts'
import type { Written } from '../records/index.ts'
import { notesBook } from './books.ts'
import type { NotesBody } from './kinds.ts'

/** A visit’s notes; null where there are none. */
export async function notesOf(
  scope: BranchScope,
  visit: string,
): Promise<Written<NotesBody> | null> {
  const notes = await notesBook.get(scope, notesId(visit))
  if (notes !== null) return notes.removedAt === null ? notes : null
  return (await notesBook.list(scope)).find(({ body }) => body.visit === visit) ?? null
}

/** A visit has one record of notes: its id follows from the visit’s, so that two who begin at once meet. */
export function notesId(visit: string): string {
  const hash = createHash('sha256').update(`visit-notes ${visit}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
