import type { Agreement } from '../../core/agreement/index.ts'
import { replay, weigh } from '../../core/workload/index.ts'
import { caseloads, imports, type Scope } from '../../store/index.ts'
import type { Asked } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { onImport } from '../figures/index.ts'
import type { AgreementReplay } from './views.ts'

/**
 * An accepted import's caseload, weighed under two agreements. null where the import or one of the
 * agreements is not here, or an agreement is not filled in. Weighed whole, whoever asks: a party to
 * the agreement sees no record, and what a page shows of this is the page's to gate.
 */
export const replayOf = (
  deps: CouncilDeps,
  asked: Asked,
  choose: (scope: Scope) => Promise<{ before: Agreement; after: Agreement } | null>,
): Promise<AgreementReplay | null> =>
  onImport(
    { ...deps, store: deps.store.asHouse() },
    asked,
    async (scope, of, { inForce: _inForce, ...standing }) => {
      const chosen = await choose(scope)
      const held = chosen && (await caseloads.whole(scope, of.id))
      if (!chosen || !held) return null
      const caseload = { ...held, findings: [] }
      const before = weigh(caseload, chosen.before)
      const after = weigh(caseload, chosen.after)
      if (!before.ok || !after.ok) return null
      return {
        ...chosen,
        standing: { ...standing, agreement: before.value.agreement },
        replay: replay(
          { workload: before.value, agreement: chosen.before },
          { workload: after.value, agreement: chosen.after },
        ),
        teams: held.teams.map(({ id }) => ({ id, address: held.references.team.get(id) ?? '' })),
        workers: held.workers.map(({ id, name }) => ({
          id,
          name,
          address: held.references.worker.get(id) ?? '',
        })),
        imports: (await imports.trend(scope))
          .map(({ id, number, asOf }) => ({ id, number, asOf }))
          .reverse(),
      }
    },
  )
