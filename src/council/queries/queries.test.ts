import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import { defaultAgreement, describeAgreement } from '../../core/agreement/index.ts'
import { demonstrationFiles } from '../../intake/simulate/index.ts'

let service: TestService

beforeAll(async () => {
  service = await testService()
  const [day] = demonstrationFiles()
  if (!day) throw new Error('No files')
  const { id } = await service.bring(Object.fromEntries(day.files), day.on)
  expect((await service.council.imports.accept(service.organisation, id)).ok).toBe(true)
}, 60_000)
afterAll(() => service?.close())

describe('a query of a line', () => {
  it('keeps the clause of the line, with what it said on that day', async () => {
    const asked = { organisation: service.organisation }
    const [row] = (await service.council.cases(asked, {}))?.rows ?? []
    const line = row?.reasons[0]
    if (!row || !line) throw new Error('No line')
    const done = await service.council.queries.ask(
      service.organisation,
      { about: 'case', address: row.address },
      {
        what: 'weight',
        clause: line.clause,
        words: 'The plan ended.',
        evidence: '',
        by: 'A. Okoye',
      },
    )
    expect(done.ok).toBe(true)
    const [query] = await service.council.queries.about(service.organisation, row.address)
    expect(query?.clause).toBe(line.clause)
    expect(query?.clauseWords).toBe(
      describeAgreement(defaultAgreement).find(({ id }) => id === line.clause)?.sentence,
    )
    expect(query?.clauseWords).toBeTruthy()
  })

  it('can be made of every line there is: the agreement says each of them', async () => {
    const workload = await service.council.workload({ organisation: service.organisation })
    const said = new Set(describeAgreement(defaultAgreement).map(({ id }) => id))
    const lines = [
      ...(workload?.cases.flatMap(({ reasons }) => reasons) ?? []),
      ...(workload?.workers.flatMap(({ capacityLines }) => capacityLines) ?? []),
    ]
    const unsaid = new Set(lines.map(({ clause }) => clause).filter((clause) => !said.has(clause)))
    expect(lines.length).toBeGreaterThan(1_000)
    expect([...unsaid]).toEqual([])
  })
})
