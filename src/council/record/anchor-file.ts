import { open, readFile } from 'node:fs/promises'
import { ok, type IsoDate, type Result } from '../../kit/index.ts'
import type { Store } from '../../store/index.ts'
import { anchorLine, anchorsFrom, anchorsOf, type Anchor } from './anchors.ts'

/**
 * Adds today's heads to a file of anchors, once a day for each organisation; what stands in the file
 * is never changed. Returns those that were added. A file that holds something else is left alone.
 */
export async function keepAnchors(
  store: Store,
  path: string,
  day: IsoDate,
): Promise<Result<Anchor[]>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const there = anchorsFrom(text, path)
  if (!there.ok) return there
  const kept = new Set(
    there.value.filter((each) => each.day === day).map(({ organisation }) => organisation),
  )
  const added = (await anchorsOf(store, day)).filter(({ organisation }) => !kept.has(organisation))
  if (added.length === 0) return ok([])
  const file = await open(path, 'a', 0o600)
  try {
    const apart = text === '' || text.endsWith('\n') ? '' : '\n'
    await file.appendFile(apart + added.map(anchorLine).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  return ok(added)
}
