import { ok, type IsoDate } from '../../src/kit/index.ts'
import { canonicalText, defaultAgreement } from '../../src/core/agreement/index.ts'
import type { Council } from '../../src/council/index.ts'

/** A service that publishes, with one proposed version and no evidence yet. */
export const seedPublication = (
  asked: (what: string, given: unknown) => void,
): Council['publication'] => ({
  view: async () => ({
    on: true,
    since: new Date('2026-09-20T09:00:00Z'),
    versions: 1,
    releases: [
      {
        importNumber: 4,
        asOf: '2026-09-30' as IsoDate,
        releasedAt: new Date('2026-10-01T09:00:00Z'),
        sha256: 'a'.repeat(64),
        undone: false,
      },
    ],
  }),
  set: async (_organisation, on) => {
    asked('publication.set', on)
    return ok(null)
  },
  agreements: async (organisation) =>
    organisation.demonstration
      ? null
      : {
          format: 1,
          publisher: organisation.name,
          versions: [
            {
              key: 'fairload-hours-0.1@0.1',
              state: 'proposed',
              sha256: 'b'.repeat(64),
              proposedOn: '2026-09-20',
              effective: '2026-11-01',
              signedOn: null,
              withdrawn: null,
              signatures: [],
              document: JSON.parse(canonicalText(defaultAgreement)) as Record<string, unknown>,
            },
          ],
        },
  evidence: async (organisation) =>
    organisation.demonstration ? null : { format: 1, publisher: organisation.name, releases: [] },
})
