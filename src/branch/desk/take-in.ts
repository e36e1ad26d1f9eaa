import type { Problem, Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import { desk, notes, type BranchScope } from '../../store/branch/index.ts'
import { publishedAt } from './address.ts'
import { fetchJson, type FetchCaps } from './fetch.ts'
import { incoming, type Incoming } from './incoming.ts'
import type { Brought } from './views.ts'

/** Keeps what came, each text once, with what the service says of it now. */
export async function takeIn(
  scope: BranchScope,
  came: readonly Incoming[],
  from: { address: string | null; by: string | null; at: Date },
): Promise<Brought> {
  const brought: Brought = { versions: 0, releases: 0, known: 0, only: null }
  for (const { kind, canonical, facts } of came) {
    const { id, isNew } = await desk.keep(scope, { kind, canonical, ...from })
    if (facts !== null) await desk.seen(scope, id, facts, from.at)
    if (came.length === 1) brought.only = { kind, id }
    if (!isNew) brought.known += 1
    else if (kind === 'agreement') brought.versions += 1
    else brought.releases += 1
    if (isNew) {
      await notes.add(scope, {
        what: `desk.${kind}-kept`,
        about: id,
        details: { fetched: from.address !== null },
        by: from.by,
        at: from.at,
      })
    }
  }
  return brought
}

/** Asks the service for both lists. Nothing is kept unless both are what they should be. */
export async function askSource(
  address: string,
  caps?: FetchCaps,
): Promise<Result<Incoming[], Problem>> {
  const all: Incoming[] = []
  for (const what of ['agreements', 'evidence'] as const) {
    const got = await fetchJson(publishedAt(address, what), caps)
    if (!got.ok) return got
    const came = incoming(got.value)
    if (!came.ok) return came
    all.push(...came.value)
  }
  return ok(all)
}

/** How a try ended, as the page says it. */
export const outcomeWords = ({ versions, releases }: Brought): string =>
  versions + releases === 0
    ? 'Nothing new.'
    : `New: ${[
        ...(versions > 0 ? [`${versions} ${versions === 1 ? 'version' : 'versions'}`] : []),
        ...(releases > 0
          ? [`${releases} ${releases === 1 ? 'release' : 'releases'} of evidence`]
          : []),
      ].join(' and ')}.`
