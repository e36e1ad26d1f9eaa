import { ok, type Result } from '../../kit/index.ts'
import { parseAgreement, readyToWeigh } from '../../core/agreement/index.ts'
import { agreements, caseloads, imports, organisations } from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId, trendPoint, weighFor } from '../figures/index.ts'
import { note } from '../note.ts'
import { agreementInForce, agreementKey, allAgreements } from './in-force.ts'

/** Agreements are added and one is in force; none is ever changed. */
export function agreementsDoor(deps: CouncilDeps): Council['agreements'] {
  const { store } = deps
  return {
    inForce: (organisation) =>
      store.inOrganisation(organisationId(organisation), async (scope) => ({
        organisation,
        agreement: (await agreementInForce(scope)).agreement,
        inForce: true,
      })),
    list: (organisation) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const { agreement: inForce } = await agreementInForce(scope)
        return (await allAgreements(scope)).map((agreement) => ({
          organisation,
          agreement,
          inForce: agreementKey(agreement) === agreementKey(inForce),
        }))
      }),
    view: (organisation, key) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const { agreement: inForce } = await agreementInForce(scope)
        const all = await allAgreements(scope)
        const agreement = all.find((one) => agreementKey(one) === key || one.id === key)
        return agreement
          ? {
              organisation,
              agreement,
              inForce: agreementKey(agreement) === agreementKey(inForce),
            }
          : null
      }),
    add: async (organisation, document) => {
      const parsed = parseAgreement(document)
      if (!parsed.ok) return parsed
      const agreement = parsed.value
      return store.inOrganisation(organisationId(organisation), async (scope) => {
        const added = await agreements.add(scope, {
          agreement: agreement.id,
          version: agreement.version,
          document: agreement,
          at: deps.now(),
        })
        if (!added.ok) return { ok: false, problem: [added.problem] }
        await note(deps, scope, 'agreement.added', { agreement: agreementKey(agreement) })
        return ok(agreement)
      })
    },
    choose: (organisation, key) =>
      store.inOrganisation(organisationId(organisation), async (scope): Promise<Result<null>> => {
        const all = await allAgreements(scope)
        const agreement = all.find((one) => agreementKey(one) === key || one.id === key)
        if (!agreement) {
          return {
            ok: false,
            problem: { code: 'not-found', sentence: 'This agreement is not here.' },
          }
        }
        const ready = readyToWeigh(agreement)
        if (!ready.ok) return ready
        const { settings, version } = await organisations.get(scope)
        const saved = await organisations.saveSettings(scope, {
          settings: {
            ...(typeof settings === 'object' ? settings : {}),
            agreement: { id: agreement.id, version: agreement.version },
          },
          version,
        })
        if (!saved.ok) return saved
        // The trend shows every import under the agreement in force: no point keeps old weights.
        for (const { id, number } of await imports.trend(scope)) {
          const held = await caseloads.whole(scope, id)
          if (!held) continue
          const weighed = weighFor({ ...held, findings: [] }, agreement)
          await imports.saveSummary(scope, id, trendPoint(weighed, number))
        }
        await note(deps, scope, 'agreement.chosen', { agreement: agreementKey(agreement) })
        return ok(null)
      }),
  }
}
