import { londonClock, ok, type Problem, type Result } from '../../kit/index.ts'
import type {
  EvidenceRelease,
  PublishedAgreements,
  PublishedEvidence,
  PublishedVersion,
} from '../../core/evidence/index.ts'
import {
  agreements,
  evidence,
  organisations,
  type Scope,
  type StoredVersion,
} from '../../store/index.ts'
import { agreementKey } from '../agreements/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { followPublication, switchIn } from './follow.ts'

/**
 * What both parties own, open to anybody where an administrator says so: versions of the agreement that
 * were laid before both, and releases of evidence. Nothing comes back this way.
 */
export function publicationDoor(deps: CouncilDeps): Council['publication'] {
  const { store } = deps
  /** Nobody in particular asks: what is published is the same for all. */
  const inHouse = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    store.asHouse().inOrganisation(organisationId(organisation), work)
  /** null unless publication is on. */
  const published = <T>(
    organisation: OrganisationView,
    work: (scope: Scope) => Promise<T>,
  ): Promise<T | null> =>
    inHouse(organisation, async (scope) =>
      switchIn((await organisations.get(scope)).settings)?.on ? work(scope) : null,
    )

  return {
    view: (organisation) =>
      inHouse(organisation, async (scope) => {
        const stands = switchIn((await organisations.get(scope)).settings)
        return {
          on: stands?.on ?? false,
          since: stands ? new Date(stands.since) : null,
          versions: (await agreements.list(scope)).filter((of) => of.proposed !== null).length,
          releases: (await evidence.list(scope)).map(
            ({ importNumber, asOf, at, sha256, undone }) => ({
              importNumber,
              asOf,
              releasedAt: at,
              sha256,
              undone,
            }),
          ),
        }
      }),

    set: async (organisation, on) => {
      const switched = await store.inOrganisation(
        organisationId(organisation),
        async (scope): Promise<Result<null, Problem>> => {
          const { settings, version } = await organisations.get(scope)
          if ((switchIn(settings)?.on ?? false) === on) return ok(null)
          const saved = await organisations.saveSettings(scope, {
            settings: {
              ...(typeof settings === 'object' ? settings : {}),
              publication: { on, since: deps.now().toISOString() },
            },
            version,
          })
          if (!saved.ok) return saved
          await note(deps, scope, on ? 'publication.on' : 'publication.off', {})
          return ok(null)
        },
      )
      // What is due is made with the eyes of the house; where that fails, the look of every hour does it.
      if (switched.ok && on) {
        await inHouse(organisation, (scope) => followPublication(deps, scope)).catch(
          () => undefined,
        )
      }
      return switched
    },

    agreements: (organisation) =>
      published(organisation, async (scope): Promise<PublishedAgreements> => {
        const { name } = await organisations.get(scope)
        const versions = (await agreements.list(scope)).flatMap(publishedVersion)
        return { format: 1, publisher: name, versions }
      }),

    evidence: (organisation) =>
      published(organisation, async (scope): Promise<PublishedEvidence> => {
        const { name } = await organisations.get(scope)
        const releases = (await evidence.list(scope)).map(({ sha256, canonical, undone }) => ({
          sha256,
          release: JSON.parse(canonical) as EvidenceRelease,
          undone,
        }))
        return { format: 1, publisher: name, releases }
      }),
  }
}

const dayOf = (at: Date) => londonClock(at).day

/** One version, without who wrote or signed it; none of a draft, which is one party’s alone. */
function publishedVersion(of: StoredVersion): PublishedVersion[] {
  if (of.proposed === null || of.state === 'draft') return []
  return [
    {
      key: agreementKey({ id: of.agreement, version: of.version }),
      state: of.state,
      sha256: of.proposed.sha256,
      proposedOn: dayOf(of.proposed.at),
      effective: of.proposed.effective,
      signedOn: of.signedAt && dayOf(of.signedAt),
      withdrawn: of.withdrawn && { on: dayOf(of.withdrawn.at), from: of.withdrawn.from },
      signatures: of.signatures.map(({ party, at, sha256 }) => ({ party, on: dayOf(at), sha256 })),
      document: JSON.parse(of.proposed.canonical) as Record<string, unknown>,
    },
  ]
}
