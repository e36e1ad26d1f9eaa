import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../test/seeds/service.ts'
import { readFiles } from '../intake/index.ts'

const sample = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../test/samples/annex-a/${name}`, import.meta.url)))
const annexA = sample('Annex_A_2024_Jan.xlsx')

const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,0.6,Social worker,Agency',
].join('\r\n')

describe('a service bringing its Annex A in', () => {
  let service: TestService
  beforeAll(async () => {
    service = await testService()
  })
  afterAll(async () => {
    await service.close()
  })

  it('goes from a workbook to who holds what, and back to the cell', async () => {
    const { council, organisation } = service
    expect(await council.service({ organisation })).toBeNull()

    const first = await service.bring({ 'Annex_A_2024_Jan.xlsx': annexA }, '2024-01-31')
    expect(first.state).toBe('checked')
    const preview = await council.imports.view(organisation, first.id)
    expect(preview?.files[0]?.lists['List 6']).toMatchObject({ rows: 5 })
    expect(preview?.totals?.children).toBe(17)
    expect(preview?.changes).toBeNull()
    expect(await council.service({ organisation })).toBeNull()

    expect(await council.imports.accept(organisation, first.id, preview?.version)).toEqual({
      ok: true,
      value: null,
    })
    const whole = await council.service({ organisation })
    expect(whole?.totals).toMatchObject({ children: 17, allocated: 12, unallocated: 5, phantom: 0 })
    expect(whole?.totals.capacity).toBeNull()
    expect(whole?.missingFteHundredths).toBeNull()
    expect(whole?.trend).toHaveLength(1)

    const petra = whole?.workers.find((worker) => worker.name === 'Petra Wills')
    expect(petra).toMatchObject({ cases: 2, state: 'unknown', utilisation: null })
    const page = await council.worker({ organisation }, petra?.address ?? '')
    expect(page?.cases).toHaveLength(2)
    const one = page?.cases[0]
    const open = await council.case({ organisation }, one?.address ?? '')
    expect(open?.case).toEqual(one)
    expect(open?.case.demand).toBe(
      Math.round((open?.case.reasons.reduce((sum, line) => sum + line.hundredths, 0) ?? 0) / 50),
    )
    const cell = open?.rows[0]?.cells.find(({ column }) => column === 'Allocated Worker')
    expect(cell).toEqual({ column: 'Allocated Worker', value: 'Petra Wills', used: true })
    const row = await council.imports.row(organisation, first.id, open?.rows[0]?.address ?? '')
    expect(row?.cells.find(({ column }) => column === 'Allocated Worker')?.value).toBe(
      'Petra Wills',
    )
  })

  it('says that the same file for the same day changes nothing', async () => {
    await expect(service.bring({ 'again.xlsx': annexA }, '2024-01-31')).rejects.toThrow(
      'same-bytes',
    )
  })

  it('carries the workbook over when only the people file comes, and undoes it', async () => {
    const { council, organisation } = service
    const second = await service.bring({ 'people.csv': people }, '2024-01-31')
    expect(second.state).toBe('checked')
    const preview = await council.imports.view(organisation, second.id)
    expect(preview?.files.map(({ name, carried }) => [name, carried])).toEqual([
      ['people.csv', false],
      ['Annex_A_2024_Jan.xlsx', true],
    ])
    expect(preview?.changes?.counts).toMatchObject({ new: 0, closed: 0 })
    await council.imports.accept(organisation, second.id)
    const after = await council.service({ organisation })
    const petra = after?.workers.find((worker) => worker.name === 'Petra Wills')
    expect(petra).toMatchObject({ state: 'known', capacity: 220, demand: 34, utilisation: 1545 })
    const page = await council.worker({ organisation }, petra?.address ?? '')
    const [from] = page?.from ?? []
    expect(from).toMatchObject({ file: 'people.csv', row: 2 })
    const row = await council.imports.row(organisation, second.id, from?.address ?? '')
    expect(row?.cells[0]).toEqual({ column: 'Name', value: 'Petra Wills' })

    await council.imports.undo(organisation, second.id)
    const undone = await council.service({ organisation })
    expect(undone?.standing.import.number).toBe(1)
    expect(undone?.totals.capacity).toBeNull()
  })

  it('compares again, rather than accept a preview made against another import', async () => {
    const { council, organisation } = service
    const [early, late] = [
      await service.bring({ 'people.csv': people, 'a.xlsx': annexA }, '2024-02-01'),
      await service.bring({ 'b.xlsx': annexA }, '2024-02-02'),
    ]
    expect(await council.imports.accept(organisation, early.id)).toMatchObject({ ok: true })
    expect(await council.imports.accept(organisation, late.id)).toMatchObject({
      ok: false,
      problem: { code: 'compared-with-older' },
    })
    expect(await service.settled(late.id)).toBe('checked')
    expect(await council.imports.accept(organisation, late.id)).toMatchObject({ ok: true })
    expect((await council.service({ organisation }))?.trend).toHaveLength(3)
    for (const { id } of [late, early]) await council.imports.undo(organisation, id)
  })

  it('stores nothing of an upload in which one file cannot be used', async () => {
    const { council, organisation } = service
    const before = await council.workload({ organisation })
    const broken = await service.bring(
      { 'people.csv': people, 'Annex A.xlsx': annexA.slice(0, 9000) },
      '2024-02-29',
    )
    expect(broken.state).toBe('failed')
    const view = await council.imports.view(organisation, broken.id)
    expect(view?.problem?.sentence).toContain('Annex A.xlsx')
    expect(view?.totals).toBeNull()
    expect(await council.workload({ organisation })).toEqual(before)
  })

  it('gives every worker, team and case the same figures alone as within the whole service', async () => {
    const { council, organisation } = service
    const whole = await council.service({ organisation })
    for (const worker of whole?.workers ?? []) {
      const alone = await council.worker({ organisation }, worker.address)
      expect(alone?.worker).toMatchObject({ ...worker })
    }
    for (const team of whole?.teams ?? []) {
      const alone = await council.team({ organisation }, team.address)
      expect(alone?.team).toEqual(team)
    }
    const { rows } = (await council.cases({ organisation }, {})) ?? { rows: [] }
    for (const row of rows) {
      expect((await council.case({ organisation }, row.address))?.case).toEqual(row)
    }
  })

  it('writes a people file, filled with the names found, that reads back without a finding', async () => {
    const { council, organisation } = service
    const path = `${process.env['TMPDIR'] ?? '/tmp'}/fairload-people-${process.pid}.xlsx`
    const { writeFile, rm } = await import('node:fs/promises')
    await writeFile(path, await council.peopleTemplate(organisation))
    const reading = await readFiles([{ name: 'people.xlsx', path }], {
      answers: new Map(),
      today: '2026-10-05' as never,
    })
    await rm(path)
    expect(reading.files[0]?.shape).toBe('people')
    expect(reading.files[0]?.problem).toBeNull()
    expect(reading.records.people.map((person) => person.name)).toContain('Petra Wills')
  })
})

describe('a question left open on the import in force', () => {
  const twoOfOneName = `${people}\r\nPetra Wills,SW1000003,Children in Care Team 1,1,Social worker,Permanent`
  let service: TestService
  beforeAll(async () => {
    service = await testService()
  })
  afterAll(async () => {
    await service.close()
  })

  it('has nothing to be read again before anything is in force', async () => {
    const { council, organisation } = service
    expect(await council.imports.again(organisation)).toMatchObject({
      problem: { code: 'nothing-in-force' },
    })
  })

  it('can be answered by reading the same files again', async () => {
    const { council, organisation } = service
    const first = await service.bring(
      { 'Annex A.xlsx': annexA, 'people.csv': twoOfOneName },
      '2024-01-31',
    )
    await council.imports.accept(organisation, first.id)
    const inForce = await council.service({ organisation })

    const again = await council.imports.again(organisation)
    if (!again.ok) throw new Error(again.problem.code)
    const { id } = again.value
    expect(await council.imports.again(organisation)).toEqual(again)
    expect(await service.settled(id)).toBe('checked')
    const view = await council.imports.view(organisation, id)
    expect(view).toMatchObject({ asOf: '2024-01-31', changes: { counts: { new: 0, closed: 0 } } })
    expect(view?.files.map(({ carried }) => carried)).toEqual([true, true])
    expect(view?.totals).toEqual(inForce?.totals)

    const asked = view?.questionsToAnswer.find(({ question }) =>
      question.key.startsWith('worker:'),
    )?.question
    const given = { key: asked?.key ?? '', value: asked?.options[0]?.value ?? '' }
    expect(given.value).not.toBe('')
    expect(await council.imports.answer(organisation, id, [given])).toMatchObject({ ok: true })
    expect(await service.settled(id)).toBe('checked')
    const answered = await council.imports.view(organisation, id)
    expect(answered?.answersGiven).toContainEqual(given)
    expect(await council.imports.accept(organisation, id)).toMatchObject({ ok: true })
    expect((await council.service({ organisation }))?.standing.import.id).toBe(id)
  })
})
