import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import type { IsoDate } from '../../kit/index.ts'
import { defaultAgreement } from '../../core/agreement/index.ts'
import { audit, organisations, type OrganisationId } from '../../store/index.ts'
import { openCouncil } from '../open.ts'
import type { Council } from '../council.ts'

const annexA = readFileSync(
  new URL('../../../test/samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url),
)
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,1,Social worker,Permanent',
].join('\r\n')
const service = { name: 'Dana Cole', party: 'service' } as const
const branch = { name: 'Rae Bell', party: 'branch' } as const
/** The test service stands on 5 October 2026. */
const startsOn = '2026-11-01' as IsoDate

describe('an agreement from draft to its day', () => {
  let seed: TestService
  let council: Council
  const on = (day: string): Council =>
    openCouncil({
      store: seed.store,
      now: () => new Date(`${day}T09:00:00Z`),
      today: () => day as IsoDate,
      read: () => Promise.reject(new Error('Nothing is read here')),
      propose: () => Promise.reject(new Error('Nothing is planned here')),
      whatIf: () => Promise.reject(new Error('Nothing is planned here')),
      temporary: { make: () => Promise.reject(new Error()), remove: () => Promise.resolve() },
    })
  const org = () => seed.organisation
  beforeAll(async () => {
    seed = await testService()
    council = seed.council
    const brought = await seed.bring({ 'a.xlsx': annexA, 'people.csv': people }, '2024-01-31')
    await council.imports.accept(org(), brought.id)
  }, 60_000)
  afterAll(() => seed.close())

  const draft = async (version: string): Promise<string> => {
    const made = await council.agreements.draft(org(), 'fairload-hours-0.1', {
      id: 'ours',
      name: 'Our agreement',
      version,
      by: service,
    })
    if (!made.ok) throw new Error(made.problem.sentence)
    return made.value
  }
  const heavier = {
    ...defaultAgreement,
    weights: defaultAgreement.weights.map((of) => ({ ...of, weight: (of.weight ?? 0) * 2 })),
  }
  const hashOf = async (key: string): Promise<string> =>
    (await council.agreements.view(org(), key))?.life?.sha256 ?? ''

  it('runs from its day, once both parties have signed the text, and figures follow', async () => {
    const key = await draft('1.0')
    expect(key).toBe('ours@1.0')
    const revised = await council.agreements.revise(org(), key, {
      document: heavier,
      revision: 1,
      by: branch,
    })
    expect(revised).toMatchObject({ ok: true })
    expect(await council.agreements.view(org(), key)).toMatchObject({
      agreement: { id: 'ours', version: '1.0', startingPoint: false, kind: 'agreement' },
      life: { state: 'draft', revision: 2, basedOn: 'fairload-hours-0.1@0.1' },
    })
    expect(await council.agreements.choose(org(), key)).toMatchObject({
      problem: { code: 'not-signed' },
    })

    const replayed = await council.agreements.replay({ organisation: org() }, { after: key })
    expect(replayed?.replay.after.totals.demand).toBeGreaterThan(
      replayed?.replay.before.totals.demand ?? 0,
    )

    const propose = (effective: string, revision = 2) =>
      council.agreements.propose(org(), key, {
        effective: effective as IsoDate,
        revision,
        by: service,
      })
    expect(await propose('2026-10-04')).toMatchObject({ problem: { code: 'day-has-passed' } })
    expect(await propose(startsOn, 1)).toMatchObject({ problem: { code: 'stale' } })
    expect(await propose(startsOn)).toMatchObject({ ok: true })
    expect(
      await council.agreements.revise(org(), key, { document: heavier, revision: 2, by: branch }),
    ).toMatchObject({ ok: false, problem: [{ code: 'wrong-state' }] })

    const sha256 = await hashOf(key)
    const sign = (by: typeof service | typeof branch) =>
      council.agreements.sign(org(), key, { sha256, by })
    expect(await sign(service)).toMatchObject({ ok: true })
    const before = await council.service({ organisation: org() })
    expect(before?.standing.agreement).toMatchObject({
      id: 'fairload-hours-0.1',
      startingPoint: true,
    })
    expect(
      await council.agreements.sign(org(), key, { sha256, by: { ...branch, name: 'dana  cole' } }),
    ).toMatchObject({ problem: { code: 'same-person' } })
    expect(await sign(branch)).toMatchObject({ ok: true })

    const eve = await on('2026-10-31').service({ organisation: org() })
    expect(eve?.standing.agreement.id).toBe('fairload-hours-0.1')
    expect((await on('2026-10-31').agreements.view(org(), key))?.life?.standing).toBe('to-come')
    const day = await on(startsOn).service({ organisation: org() })
    expect(day?.standing.agreement).toMatchObject({ id: 'ours', startingPoint: false })
    expect(day?.totals.demand).toBe(replayed?.replay.after.totals.demand)
    expect(day?.trend.map((of) => of.agreement.id)).toEqual(['ours'])
    expect((await on(startsOn).agreements.inForce(org())).key).toBe(key)
    expect(await on(startsOn).agreements.choose(org(), 'cwla-1999')).toMatchObject({
      problem: { code: 'signed-in-force' },
    })
  })

  it('gives way to the next on its day, and is back where that one is withdrawn', async () => {
    const key = await draft('2.0')
    await council.agreements.propose(org(), key, {
      effective: '2026-12-01' as IsoDate,
      revision: 1,
      by: service,
    })
    const sha256 = await hashOf(key)
    for (const by of [branch, service]) await council.agreements.sign(org(), key, { sha256, by })
    const inForce = async (day: string) => (await on(day).agreements.inForce(org())).key
    expect(await inForce('2026-11-30')).toBe('ours@1.0')
    expect(await inForce('2026-12-01')).toBe('ours@2.0')
    expect((await on('2026-12-01').agreements.view(org(), 'ours@1.0'))?.life?.standing).toBe(
      'superseded',
    )
    const reason = 'Both parties took it back after the first month.'
    await on('2027-01-04').agreements.withdraw(org(), key, { reason, by: branch })
    expect(await inForce('2027-01-03')).toBe('ours@2.0')
    expect(await inForce('2027-01-04')).toBe('ours@1.0')
    expect((await on('2027-01-04').agreements.view(org(), key))?.life).toMatchObject({
      standing: 'withdrawn',
      withdrawn: { reason, from: '2027-01-04' },
    })
  })

  it('refuses a signature after its day has passed', async () => {
    const key = await draft('3.0')
    await council.agreements.propose(org(), key, { effective: startsOn, revision: 1, by: service })
    const late = on('2026-11-02').agreements
    expect(await late.sign(org(), key, { sha256: await hashOf(key), by: branch })).toMatchObject({
      problem: { code: 'day-has-passed' },
    })
  })

  it('records the branch’s signature from its statement, under this very text alone', async () => {
    const key = await draft('4.0')
    await council.agreements.propose(org(), key, {
      effective: '2027-03-01' as IsoDate,
      revision: 1,
      by: service,
    })
    const sha256 = await hashOf(key)
    const statement = {
      format: 1,
      what: 'signature for the branch',
      branch: 'Fairborough branch',
      agreement: { id: 'ours', version: '4.0', name: 'Our agreement' },
      sha256,
      name: 'Kerensa Trevail',
      office: 'Branch secretary',
      on: '2026-10-05',
      words: 'I sign.',
    }
    const record = (of: object) => council.agreements.recordStatement(org(), key, of)
    expect(await record({})).toMatchObject({ problem: { code: 'not-a-statement' } })
    expect(await record({ ...statement, sha256: 'a'.repeat(64) })).toMatchObject({
      problem: { code: 'another-text' },
    })
    const elsewhere = { ...statement, agreement: { ...statement.agreement, version: '3.0' } }
    expect(await record(elsewhere)).toMatchObject({ problem: { code: 'another-text' } })
    expect(await record(statement)).toMatchObject({ ok: true })
    expect(await record(statement)).toMatchObject({ problem: { code: 'already-there' } })
    expect(
      await council.agreements.sign(org(), key, {
        sha256,
        by: { name: 'kerensa trevail', party: 'service' },
      }),
    ).toMatchObject({ problem: { code: 'same-person' } })
    expect(await council.agreements.sign(org(), key, { sha256, by: service })).toMatchObject({
      ok: true,
    })
    expect((await council.agreements.view(org(), key))?.life).toMatchObject({
      state: 'signed',
      signatures: [{ name: 'Kerensa Trevail, Branch secretary', party: 'branch' }, service],
    })
  })

  it('keeps every text, comment and step, and the record names no one', async () => {
    await council.agreements.comment(org(), 'ours@2.0', {
      clause: 'lines.safe',
      words: 'Duty weeks are over this already.',
      by: branch,
    })
    expect(await council.agreements.comments(org(), 'ours@2.0')).toMatchObject([
      { clause: 'lines.safe', by: branch },
    ])
    const texts = await council.agreements.texts(org(), 'ours@1.0')
    expect(texts.map(({ revision, by }) => [revision, by?.name])).toEqual([
      [2, 'Rae Bell'],
      [1, 'Dana Cole'],
    ])
    const { entries } = await seed.store.inOrganisation(org().id as OrganisationId, (scope) =>
      audit.list(scope, { from: 0, count: 100 }),
    )
    const what = entries.map((entry) => entry.what)
    for (const step of ['drafted', 'revised', 'proposed', 'signed-by-both', 'withdrawn']) {
      expect(what).toContain(`agreement.${step}`)
    }
    expect(JSON.stringify(entries)).not.toMatch(/Dana|Rae/)
  })

  it('chosen before there was a life goes on running, labelled a starting point', async () => {
    const created = await organisations.create(seed.store, {
      slug: 'older',
      name: 'Older',
      kind: 'own',
      settings: { agreement: { id: 'cwla-1999', version: '1999' } },
      at: new Date('2026-01-01T00:00:00Z'),
    })
    expect(created.ok).toBe(true)
    const older = await council.organisation('older')
    if (!older) throw new Error('The organisation was not made')
    const inForce = await council.agreements.inForce(older)
    expect(inForce.agreement).toMatchObject({ id: 'cwla-1999', startingPoint: true })
    expect(await council.agreements.choose(older, 'sws-2022')).toMatchObject({ ok: true })
    expect((await council.agreements.inForce(older)).agreement.id).toBe('sws-2022')
    expect(await council.agreements.choose(older, 'cwla-1999')).toMatchObject({ ok: true })
    expect((await council.agreements.inForce(older)).agreement.id).toBe('cwla-1999')
  })
})

describe('a worker’s query about a figure', () => {
  let seed: TestService
  beforeAll(async () => {
    seed = await testService()
    const brought = await seed.bring({ 'a.xlsx': annexA, 'people.csv': people }, '2024-01-31')
    await seed.council.imports.accept(seed.organisation, brought.id)
  }, 60_000)
  afterAll(() => seed.close())

  it('stays with its evidence until it is answered, and after', async () => {
    const { council, organisation } = seed
    const view = await council.service({ organisation })
    const address = view?.workers.find((one) => one.name === 'Petra Wills')?.address ?? ''
    const query = {
      what: 'count',
      clause: null,
      words: 'One of these closed in December.',
      evidence: 'The closing letter of 12 December.',
      by: 'Petra Wills',
    } as const
    expect(await council.queries.ask(organisation, { about: 'worker', address }, query)).toEqual({
      ok: true,
      value: null,
    })
    const [asked] = await council.queries.about(organisation, address)
    expect(asked).toMatchObject({ ...query, importNumber: 1, answers: [] })
    expect(
      await council.queries.answer(organisation, asked?.id ?? '', {
        outcome: 'put-right',
        words: 'Closed in the case system today.',
        by: 'M. Shah',
      }),
    ).toMatchObject({ ok: true })
    const [first] = await council.queries.list(organisation)
    expect(first?.answers).toMatchObject([{ outcome: 'put-right', by: 'M. Shah' }])
  })

  it('about somebody who is not here is refused', async () => {
    const { council, organisation } = seed
    const nobody = { about: 'case', address: '00000000-0000-4000-8000-000000000000' } as const
    const query = { what: 'weight', clause: null, words: 'w', evidence: '', by: 'P' } as const
    expect(await council.queries.ask(organisation, nobody, query)).toMatchObject({
      problem: { code: 'not-found' },
    })
  })
})
