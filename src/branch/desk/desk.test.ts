import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rollHouse, type RollHouse } from '../../../test/seeds/branch-roll.ts'
import { aCase, aCaseload, aPerson, aWorker, child, heldBy } from '../../../test/seeds/caseload.ts'
import { addDays, canonicalJson, type IsoDate } from '../../kit/index.ts'
import { canonicalText, defaultAgreement, type Agreement } from '../../core/agreement/index.ts'
import type { BranchGuest, BranchPerson } from '../../core/branch-rights/index.ts'
import { makeEvidence } from '../../core/evidence/index.ts'
import { weigh } from '../../core/workload/index.ts'
import { consultationAnswers, type BranchId } from '../../store/branch/index.ts'
import { deskDoor, lookAtSources, type Desk } from './index.ts'

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const ours: Agreement = {
  ...defaultAgreement,
  id: 'ours',
  name: 'Our agreement',
  version: '1.0',
  kind: 'agreement',
  startingPoint: false,
}
const heavier: Agreement = {
  ...ours,
  version: '2.0',
  weights: ours.weights.map((of) =>
    of.status === 'child-protection-plan' ? { ...of, weight: 9.5 } : of,
  ),
}
const bytes = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document, null, 2))

const caseload = aCaseload({
  cases: Array.from({ length: 60 }, (_, i) =>
    aCase({
      child: child(`c${i}`),
      status: i < 40 ? 'child-protection-plan' : 'child-in-need-plan',
      holder: heldBy(`w${(i % 12) + 1}`),
    }),
  ),
  workers: Array.from({ length: 12 }, (_, i) => aWorker(`w${i + 1}`, aPerson())),
})
const release = (() => {
  const workload = weigh(caseload, ours)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  const made = makeEvidence({
    publisher: 'Moreton',
    importNumber: 3,
    releasedOn: '2026-10-05' as IsoDate,
    caseload,
    agreement: ours,
    workload: workload.value,
    sha256: hashOf(canonicalText(ours)),
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  return { sha256: hashOf(canonicalJson(made.value)), release: made.value }
})()
const published = (state: 'proposed' | 'signed') => ({
  format: 1,
  publisher: 'Moreton',
  versions: [
    {
      key: 'ours@2.0',
      state,
      sha256: hashOf(canonicalText(heavier)),
      proposedOn: '2026-10-05',
      effective: '2027-01-01',
      signedOn: state === 'signed' ? '2026-11-20' : null,
      withdrawn: null,
      signatures: [{ party: 'service', on: '2026-10-06', sha256: hashOf(canonicalText(heavier)) }],
      document: heavier,
    },
  ],
})

describe('the agreement desk', () => {
  let house: RollHouse
  let officer: BranchPerson
  let member: BranchPerson
  let other: BranchPerson
  const desk = (who: BranchPerson | BranchGuest | null): Desk =>
    deskDoor(house.deps(who !== null && 'member' in who ? who : null), who)
  beforeAll(async () => {
    house = await rollHouse()
    officer = await house.add({ name: 'Kerensa Trevail' }, 'officer')
    member = await house.add({ name: 'Jory Penhale' })
    other = await house.add({ name: 'Loveday Nance' })
  }, 60_000)
  afterAll(() => house.store.close())

  const kept = async (agreement: Agreement): Promise<string> => {
    const { versions } = await desk(member).overview(house.of)
    return versions.find((of) => of.sha256 === hashOf(canonicalText(agreement)))?.id ?? ''
  }

  it('keeps a version from a file, once, and refuses what is none with a sentence', async () => {
    const { bring } = desk(officer)
    expect(await bring(house.of, bytes(ours))).toMatchObject({ ok: true, value: { versions: 1 } })
    expect(await bring(house.of, bytes(ours))).toMatchObject({ value: { versions: 0, known: 1 } })
    const refused = {
      'not-json': Buffer.from('no json'),
      'not-one': bytes({ ...ours, weights: [] }),
      'not-a-list': bytes({ versions: 'all' }),
      'hash-wrong': bytes({ ...release, sha256: 'a'.repeat(64) }),
    }
    for (const [code, file] of Object.entries(refused)) {
      const done = await bring(house.of, file)
      expect(done.ok ? 'ok' : done.problem.code).toBe(code)
      expect(done.ok ? '' : done.problem.sentence).toMatch(/\.$/)
    }
    expect((await desk(member).overview(house.of)).versions).toMatchObject([
      { sha256: hashOf(canonicalText(ours)), came: { address: null }, facts: null, signed: null },
    ])
    expect(await desk(member).bring(house.of, bytes(heavier))).toMatchObject({
      problem: { code: 'not-yours' },
    })
  })

  describe('with a service that publishes', () => {
    let server: Server
    let state: 'proposed' | 'signed' = 'proposed'
    let asked = 0
    let address = ''
    beforeAll(async () => {
      server = createServer((request, answer) => {
        asked += 1
        answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        answer.end(
          JSON.stringify(
            request.url?.endsWith('agreements.json')
              ? published(state)
              : {
                  format: 1,
                  publisher: 'Moreton',
                  releases: [{ ...release, undone: false }],
                },
          ),
        )
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/own`
    })
    afterAll(() => new Promise((resolve) => server.close(resolve)))

    it('asks nothing until an officer says where, and then only when asked', async () => {
      await lookAtSources(house.deps(null))
      expect(await desk(officer).fetch(house.of)).toMatchObject({ problem: { code: 'no-address' } })
      await desk(officer).setSource(house.of, { address, daily: false })
      await lookAtSources(house.deps(null))
      expect(asked).toBe(0)
      expect(await desk(member).fetch(house.of)).toMatchObject({ problem: { code: 'not-yours' } })
      expect(await desk(officer).fetch(house.of)).toEqual({
        ok: true,
        value: { versions: 1, releases: 1, known: 0, only: null },
      })
      expect((await desk(member).overview(house.of)).source).toMatchObject({
        outcome: 'New: 1 version and 1 release of evidence.',
        wentWell: true,
      })
    })

    it('asks once a day where it was told so, and notes what is new of a text it has', async () => {
      const { setSource } = desk(officer)
      await setSource(house.of, { address, daily: true })
      const before = asked
      await lookAtSources(house.deps(null))
      expect(asked).toBe(before)
      house.clock.now = new Date(house.clock.now.getTime() + 24 * 3_600_000)
      state = 'signed'
      await lookAtSources(house.deps(null))
      await lookAtSources(house.deps(null))
      expect(asked).toBe(before + 2)
      const version = await desk(member).version(house.of, await kept(heavier))
      expect(version?.facts).toMatchObject({ state: 'signed', signedOn: '2026-11-20' })
      expect(version?.came.address).toBe(address)
    })

    it('keeps nothing of a list in which one text is not what its hash says', async () => {
      const before = await desk(member).overview(house.of)
      const lie = published('signed')
      const [version] = lie.versions
      const changed = {
        ...lie,
        versions: [{ ...version, document: { ...heavier, version: '3.0' } }],
      }
      expect(await desk(officer).bring(house.of, bytes(changed))).toMatchObject({
        problem: { code: 'hash-wrong' },
      })
      expect(await desk(member).overview(house.of)).toEqual(before)
    })
  })

  it('says what changes from one version to another, and what it would make of a release', async () => {
    const [one, two] = [await kept(ours), await kept(heavier)]
    const compared = await desk(member).compare(house.of, one, two)
    expect(compared?.changes.map(({ sentence }) => sentence)).toContain(
      'A child protection plan weighs 8.5 → 9.5 hours a month.',
    )
    const replayed = await desk(member).replay(house.of, { one, other: two, release: null })
    expect(replayed?.after?.demand.from).toBeGreaterThan(replayed?.before?.demand.from ?? 0)
    expect(replayed?.capacity).toEqual(release.release.workers.capacity)
  })

  it('is signed once, by an officer, in an office held today, under the very text', async () => {
    const id = await kept(heavier)
    const sha256 = hashOf(canonicalText(heavier))
    const [office = ''] = desk(officer).offices()
    expect(desk(member).offices()).toEqual([])
    const sign = (who: BranchPerson, given: { sha256: string; office: string }) =>
      desk(who).sign(house.of, id, given)
    expect(await sign(member, { sha256, office })).toMatchObject({ problem: { code: 'not-yours' } })
    expect(await sign(officer, { sha256: 'a'.repeat(64), office })).toMatchObject({
      problem: { code: 'stale' },
    })
    expect(await sign(officer, { sha256, office: 'Director' })).toMatchObject({
      problem: { code: 'no-office' },
    })
    const signed = await sign(officer, { sha256, office })
    if (!signed.ok) throw new Error(signed.problem.sentence)
    expect(await sign(officer, { sha256, office })).toMatchObject({
      problem: { code: 'already-signed' },
    })
    expect(await desk(member).statement(house.of, signed.value)).toMatchObject({
      branch: 'Fairborough branch',
      sha256,
      name: 'Kerensa Trevail',
      office,
    })
  })

  describe('a consultation on a draft', () => {
    let id = ''
    const closes = '2026-12-04' as IsoDate
    const at = (time: string): void => {
      house.clock.now = new Date(time)
    }
    const guest = (of: string): BranchGuest => ({
      guest: '00000000-0000-4000-8000-000000000009',
      organisation: house.of.id,
      label: 'Tenants’ group',
      what: `consultation:${of}`,
    })
    beforeAll(async () => {
      at('2026-11-23T12:00:00Z')
      const made = await desk(officer).consultations.keeper.save(house.of, {
        id: null,
        basedOn: 0,
        body: {
          title: 'The second version',
          copy: await kept(heavier),
          about: '',
          opens: '2026-11-25' as IsoDate,
          closes,
          clauses: [
            { clause: 'weights.child-protection-plan', question: 'Is 9.5 hours enough?' },
            { clause: 'lines.hard', question: 'Is the line where it should be?' },
          ],
          replies: [],
        },
      })
      if (!made.ok) throw new Error(made.problem.sentence)
      id = made.value.id
    })
    const answer = (who: BranchPerson | BranchGuest, words: string, named = false) =>
      desk(who).consultations.answer(house.of, id, { words: { 'lines.hard': words }, named })

    it('opens on its day, takes 23:59 of the last and puts midnight in the late tray', async () => {
      expect(await answer(member, 'Too early')).toMatchObject({ problem: { code: 'not-open' } })
      at('2026-11-25T00:00:00Z')
      expect(await answer(member, 'No')).toMatchObject({ value: { late: false } })
      at('2026-12-04T23:59:59Z')
      expect(await answer(member, 'No, lower it')).toMatchObject({ value: { late: false } })
      at('2026-12-05T00:00:00Z')
      expect(await answer(member, 'And one thing more')).toMatchObject({ value: { late: true } })
      const view = await desk(member).consultations.view(house.of, id)
      expect(view?.clauses[1]).toMatchObject({
        sentence: expect.stringContaining('110'),
        mine: 'No, lower it',
        mineLate: 'And one thing more',
      })
    })

    it('in summer closes by England’s clocks, an hour before midnight elsewhere', async () => {
      const made = await desk(officer).consultations.keeper.save(house.of, {
        id: null,
        basedOn: 0,
        body: {
          title: 'A summer’s question',
          copy: await kept(heavier),
          about: '',
          opens: '2027-06-01' as IsoDate,
          closes: '2027-06-30' as IsoDate,
          clauses: [{ clause: 'lines.hard', question: 'Is it right?' }],
          replies: [],
        },
      })
      const summer = made.ok ? made.value.id : ''
      const said = (time: string) => {
        at(time)
        return desk(other).consultations.answer(house.of, summer, {
          words: { 'lines.hard': 'Yes' },
          named: false,
        })
      }
      expect(await said('2027-06-30T22:59:00Z')).toMatchObject({ value: { late: false } })
      expect(await said('2027-06-30T23:00:00Z')).toMatchObject({ value: { late: true } })
    })

    it('shows an answer to its writer alone, and to officers words without a name', async () => {
      at('2026-12-01T12:00:00Z')
      await answer(other, 'It is right as it stands', true)
      expect((await desk(member).consultations.view(house.of, id))?.clauses[1]?.mine).toBe(
        'No, lower it',
      )
      const eyes = house.deps(officer).store
      const rows = await eyes.inOrganisation(house.of.id as BranchId, (scope) =>
        consultationAnswers.list(scope, id),
      )
      expect(rows).toEqual([])
      expect(await desk(member).consultations.ledger(house.of, id)).toBeNull()
      const ledger = await desk(officer).consultations.ledger(house.of, id)
      expect(ledger?.rows.find(({ clause }) => clause === 'lines.hard')).toMatchObject({
        responses: 'few',
        said: [
          { words: 'It is right as it stands', by: 'Loveday Nance', late: false },
          { words: 'No, lower it', by: null, late: false },
          { words: 'And one thing more', by: null, late: true },
        ],
      })
      // Three members altogether: too few for any group to be shown.
      expect(ledger?.coverage).toMatchObject({ shown: [], together: null })
      expect(ledger?.reminder).toContain('Friday 4 December 2026, 23:59')
    })

    it('lets a guest answer what their link opens, and nothing else', async () => {
      at('2026-12-01T12:00:00Z')
      expect(await answer(guest(id), 'We live with it too')).toMatchObject({ ok: true })
      const elsewhere = guest('00000000-0000-4000-8000-000000000001')
      expect(await answer(elsewhere, 'Elsewhere')).toMatchObject({ problem: { code: 'not-there' } })
      expect(await desk(elsewhere).consultations.view(house.of, id)).toBeNull()
      expect((await desk(guest(id)).consultations.view(house.of, id))?.clauses).toHaveLength(2)
      expect((await desk(officer).consultations.ledger(house.of, id))?.guests).toBe('few')
    })

    it('ends with what the branch made of it, and a frozen answer with a clock', async () => {
      const { consultations } = desk(officer)
      const view = await consultations.view(house.of, id)
      const disposed = await consultations.dispose(house.of, id, {
        basedOn: view?.written.number ?? 0,
        clause: 'lines.hard',
        disposition: 'partly',
        words: 'We ask for 105 %.',
      })
      expect(disposed.ok).toBe(true)
      const words = 'The branch asks for 105 %.'
      expect(await consultations.submit(house.of, id, { words, replyDays: 14 })).toMatchObject({
        ok: true,
      })
      expect(
        await consultations.submit(house.of, id, { words: 'Other words', replyDays: 14 }),
      ).toMatchObject({ problem: { code: 'submitted' } })
      const today = house.deps(officer).today()
      const after = await desk(member).consultations.view(house.of, id)
      expect(after?.clauses[1]).toMatchObject({
        disposition: 'partly',
        reply: 'We ask for 105 %.',
      })
      expect(after?.submission).toMatchObject({
        words,
        sha256: hashOf(words),
        onDay: today,
        replyBy: addDays(today, 14),
        repliedOn: null,
      })
      expect(
        await consultations.replied(house.of, id, { on: addDays(today, 1), words: 'No' }),
      ).toMatchObject({ problem: { code: 'day-wrong' } })
      expect(
        await consultations.replied(house.of, id, { on: today, words: 'We shall look at it.' }),
      ).toMatchObject({ ok: true })
    })
  })
})
