import { londonClock } from '../../kit/index.ts'
import { parseAgreement } from '../../core/agreement/index.ts'
import { evidenceSchema } from '../../core/evidence/index.ts'
import type { BranchScope, StoredCopy } from '../../store/branch/index.ts'
import { desk } from '../../store/branch/index.ts'
import type { VersionFacts } from './incoming.ts'
import { signedView } from './statement.ts'
import type { ReleaseView, VersionView } from './views.ts'

const cameOf = ({ address, at }: StoredCopy) => ({ address, at })

/** Versions of the agreement that the branch keeps, the latest first. */
export async function versionsIn(scope: BranchScope): Promise<VersionView[]> {
  const signatures = await desk.signatures(scope)
  const kept = (await desk.copies(scope, 'agreement')).flatMap((of): VersionView[] => {
    // A text kept by a later version of Fairload may say what this one does not know.
    const parsed = parseAgreement(JSON.parse(of.canonical))
    if (!parsed.ok) return []
    const signature = signatures.find(({ copy }) => copy === of.id)
    return [
      {
        id: of.id,
        agreement: parsed.value,
        sha256: of.sha256,
        came: cameOf(of),
        facts:
          of.facts === null || of.factsAt === null
            ? null
            : { ...(of.facts as VersionFacts), at: of.factsAt },
        signed: signature ? signedView(signature) : null,
      },
    ]
  })
  return kept.sort((a, b) => latestFirst(a, b))
}

const byVersion = new Intl.Collator('en-GB', { numeric: true })

/** By the day it was proposed, or came; of one day the later version. */
const latestFirst = (a: VersionView, b: VersionView): number =>
  byVersion.compare(dayOf(b), dayOf(a)) ||
  byVersion.compare(b.agreement.version, a.agreement.version) ||
  byVersion.compare(a.id, b.id)

const dayOf = ({ facts, came }: VersionView): string =>
  facts?.proposedOn ?? londonClock(came.at).day

/** Releases of evidence that the branch keeps, the newest day first. */
export async function releasesIn(scope: BranchScope): Promise<ReleaseView[]> {
  const kept = (await desk.copies(scope, 'evidence')).flatMap((of): ReleaseView[] => {
    const parsed = evidenceSchema.safeParse(JSON.parse(of.canonical))
    if (!parsed.success) return []
    const facts = of.facts as { undone?: boolean } | null
    return [
      {
        id: of.id,
        release: parsed.data,
        sha256: of.sha256,
        came: cameOf(of),
        undone: facts?.undone ?? false,
      },
    ]
  })
  return kept.sort((a, b) => (a.release.asOf < b.release.asOf ? 1 : -1))
}
