import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { canonicalJson, type IsoDate } from '../../kit/index.ts'
import {
  defaultAgreement,
  presets,
  readyToWeigh,
  type Agreement,
} from '../../core/agreement/index.ts'
import {
  publishedAgreementsSchema,
  publishedEvidenceSchema,
  replayEvidence,
} from '../../core/evidence/index.ts'
import { weigh } from '../../core/workload/index.ts'
import { bundle, rendered, simulate } from '../../intake/simulate/index.ts'
import { audit, caseloads, imports, type OrganisationId, type Scope } from '../../store/index.ts'

const on = '2026-09-30' as IsoDate

describe('what both parties own, published', () => {
  let seed: TestService
  const within = <T>(work: (scope: Scope) => Promise<T>) =>
    seed.store.inOrganisation(seed.organisation.id as OrganisationId, work)
  beforeAll(async () => {
    seed = await testService()
    const authority = simulate({ like: null, seed: 5, cases: 400, workers: 30 })
    if (!authority.ok) throw new Error(authority.problem.sentence)
    const files = rendered(bundle(authority.value), ['annex-a', 'people', 'families'])
    const brought = await seed.bring(Object.fromEntries(files), on)
    const done = await seed.council.imports.accept(seed.organisation, brought.id)
    if (!done.ok) throw new Error(done.problem.sentence)
  }, 120_000)
  afterAll(() => seed.close())

  it('is nothing until it is switched on, and that is in the record', async () => {
    const { publication } = seed.council
    expect(await publication.agreements(seed.organisation)).toBeNull()
    expect(await publication.evidence(seed.organisation)).toBeNull()
    expect(await publication.view(seed.organisation)).toMatchObject({ on: false, since: null })
    expect(await publication.set(seed.organisation, true)).toMatchObject({ ok: true })
    const { entries } = await within((scope) => audit.list(scope, { from: 0, count: 20 }))
    expect(entries.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['publication.on', 'evidence.released']),
    )
  })

  it('is a release of the accepted import, sealed, from which every version reads the true figure within its range', async () => {
    const published = publishedEvidenceSchema.parse(
      await seed.council.publication.evidence(seed.organisation),
    )
    const [one] = published.releases
    if (!one) throw new Error('Nothing was released')
    expect(published.releases).toHaveLength(1)
    expect(createHash('sha256').update(canonicalJson(one.release)).digest('hex')).toBe(one.sha256)
    const held = await within(async (scope) => {
      const current = await imports.current(scope)
      return current && caseloads.whole(scope, current.id)
    })
    if (!held) throw new Error('No import is in force')
    const versions: Agreement[] = [
      ...presets.filter((of) => readyToWeigh(of).ok),
      {
        ...defaultAgreement,
        weights: defaultAgreement.weights.map((of) => ({ ...of, weight: (of.weight ?? 0) + 1.5 })),
      },
    ]
    for (const agreement of versions) {
      const weighed = weigh({ ...held, findings: [] }, agreement)
      const range = replayEvidence(one.release, agreement)
      if (!weighed.ok || !range.ok) throw new Error(agreement.id)
      const grains = weighed.value.cases.reduce((sum, of) => sum + of.demand, 0)
      const truth = grains / agreement.unit.grainsPerUnit
      expect(range.value.demand.from, agreement.id).toBeLessThanOrEqual(truth)
      expect(range.value.demand.to, agreement.id).toBeGreaterThanOrEqual(truth)
    }
    const text = JSON.stringify(published)
    for (const { child } of held.cases) expect(text).not.toContain(`"${child}"`)
    for (const { id, name } of held.workers) {
      expect(text).not.toContain(`"${id}"`)
      expect(text).not.toContain(name)
    }
  })

  it('is never made a second time of nearer days', async () => {
    const before = await seed.council.publication.view(seed.organisation)
    await seed.council.publication.set(seed.organisation, false)
    expect(await seed.council.publication.evidence(seed.organisation)).toBeNull()
    await seed.council.publication.set(seed.organisation, true)
    const after = await seed.council.publication.view(seed.organisation)
    expect(after.releases).toEqual(before.releases)
    expect(after.releases).toHaveLength(1)
  })

  it('says which party signed on which day, never who, and holds no draft', async () => {
    const { agreements, publication } = seed.council
    const by = { name: 'Dana Cole', party: 'service' } as const
    for (const version of ['1.0', '2.0']) {
      await agreements.draft(seed.organisation, 'fairload-hours-0.1', {
        id: 'ours',
        name: 'Our agreement',
        version,
        by,
      })
    }
    await agreements.propose(seed.organisation, 'ours@1.0', {
      effective: '2026-11-01' as IsoDate,
      revision: 1,
      by,
    })
    const view = await agreements.view(seed.organisation, 'ours@1.0')
    const sha256 = view?.life?.sha256 ?? ''
    await agreements.sign(seed.organisation, 'ours@1.0', { sha256, by })
    const published = publishedAgreementsSchema.parse(
      await publication.agreements(seed.organisation),
    )
    expect(published.versions).toMatchObject([
      {
        key: 'ours@1.0',
        state: 'proposed',
        sha256,
        signatures: [{ party: 'service', on: '2026-10-05', sha256 }],
      },
    ])
    const [version] = published.versions
    const hash = createHash('sha256').update(canonicalJson(version?.document), 'utf8').digest('hex')
    expect(hash).toBe(sha256)
    expect(JSON.stringify(published)).not.toContain('Dana')
  })
})
