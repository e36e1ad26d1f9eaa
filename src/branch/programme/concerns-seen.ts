import { byText } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { concernBook } from '../concerns/index.ts'

/** Concerns by name, as far as the reader sees them; those merged or let go of are no longer chosen. */
export const concernsIn = async (scope: BranchScope): Promise<{ id: string; title: string }[]> =>
  (await concernBook.list(scope))
    .filter(({ body }) => body.mergedInto === null && body.closed === null)
    .map(({ id, body }) => ({ id, title: body.title }))
    .sort((a, b) => byText(a.title, b.title))
