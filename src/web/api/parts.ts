import { z } from 'zod'

/** What every route of the API asks for and answers with. */

export const ofOrganisation = z.object({
  organisation: z.string().describe('`demonstration` or `own`: the first part of a page’s address'),
})
export const anImport = z.object({
  import: z
    .string()
    .max(100)
    .optional()
    .describe('Id of an accepted import; the one in force where left out'),
})

const problemShape = z
  .object({ status: z.int(), code: z.string(), title: z.string(), detail: z.string() })
  .meta({ id: 'Problem' })

export const errors = {
  401: { description: 'Nobody is signed in', content: problemContent() },
  403: { description: 'No role of this person does this', content: problemContent() },
  404: { description: 'There is no such thing, or it is hidden', content: problemContent() },
  503: { description: 'The data cannot be reached just now', content: problemContent() },
}

export function problemContent() {
  return { 'application/problem+json': { schema: problemShape } }
}
