import { z } from 'zod'
import { fail, isoDate, ok, type IsoDate, type Result } from '../../kit/index.ts'
import { audit, organisations, type AuditHead, type Store } from '../../store/index.ts'

/** The last entry of an organisation's record on a day, to be kept where the database is not. */
export interface Anchor extends AuditHead {
  day: IsoDate
  /** Its short name, as in addresses. */
  organisation: string
}

const line = z.strictObject({
  day: z.string().refine((text) => isoDate(text) !== null),
  organisation: z.string().min(1).max(63),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

export const anchorLine = ({ day, organisation, sequence, hash }: Anchor): string =>
  `${JSON.stringify({ day, organisation, sequence, hash })}\n`

/** Today's heads, an organisation each; one in which nothing was done yet has none. */
export async function anchorsOf(store: Store, day: IsoDate): Promise<Anchor[]> {
  const anchors: Anchor[] = []
  for (const { id, slug } of await store.inDirectory((directory) =>
    organisations.list(directory),
  )) {
    const head = await store.inOrganisation(id, (scope) => audit.head(scope))
    if (head !== null) anchors.push({ day, organisation: slug, ...head })
  }
  return anchors
}

/** Anchors of a file of them, one a line. A line that is none is an error: a cut file vouches for less. */
export function anchorsFrom(text: string, name: string): Result<Anchor[]> {
  const anchors: Anchor[] = []
  for (const [i, each] of text.split(/\r?\n/).entries()) {
    if (each.trim() === '') continue
    let value: unknown = null
    try {
      value = JSON.parse(each)
    } catch {
      // told below, with its line
    }
    const read = line.safeParse(value)
    if (!read.success) {
      return fail({
        code: 'not-an-anchor',
        sentence: `Line ${i + 1} of ${name} is not an anchor. Take the file as “fairload audit anchor” wrote it, or mend that line from another copy.`,
      })
    }
    anchors.push({ ...read.data, day: read.data.day as IsoDate })
  }
  return ok(anchors)
}
