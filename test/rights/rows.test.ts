import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../src/kit/index.ts'
import type { ChildId } from '../../src/core/model/index.ts'
import type { AccountRole, Person } from '../../src/core/rights/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import { watchDoor, type ImportView } from '../../src/council/index.ts'
import { addressOfRow } from '../../src/council/imports/row-address.ts'
import { accounts, type OrganisationId } from '../../src/store/index.ts'
import { unzip } from '../samples/zip.ts'
import { testService, type TestService } from '../seeds/service.ts'

/** Rows of files as read, where one of them names a child whose record is restricted. */

let service: TestService
let importId: string
/** A child whose row of a list is asked about, in two imports of which the later closed them or moved them. */
let secret: { child: string; address: string; row: string }

beforeAll(async () => {
  service = await testService()
  for (const day of [...demonstrationFiles()].slice(0, 2)) {
    const { id } = await service.bring(Object.fromEntries(day.files), day.on)
    expect((await service.council.imports.accept(service.organisation, id)).ok).toBe(true)
    importId = id
  }
  const asked = { organisation: service.organisation }
  const view = (await service.council.imports.view(service.organisation, importId)) as ImportView
  const cases = await service.council.cases(asked, {})
  for (const finding of view.findings) {
    if (finding.row === null || finding.sheet === null) continue
    const { file, sheet, row } = finding
    const address = addressOfRow({ file, sheet, row }, view.files)
    const read = await service.council.imports.row(service.organisation, importId, address)
    const named = cases?.rows.find(({ child }) =>
      read?.cells.some(({ value }) => value.trim().toUpperCase() === child),
    )
    if (named) secret = { child: named.child, address: named.address, row: address }
    if (named) break
  }
  expect(secret).toBeDefined()
}, 120_000)
afterAll(() => service?.close())

async function someone(role: AccountRole): Promise<Person> {
  const id = service.organisation.id as OrganisationId
  const account = await service.store.inOrganisation(id, async (scope) => {
    const added = await accounts.add(scope, {
      email: `${role}-${Math.floor(performance.now() * 1000)}@moreton.example`,
      name: `The ${role}`,
      state: 'active',
      at: new Date(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    await accounts.grant(scope, added.value.id, {
      role,
      team: null,
      from: '2026-01-01' as IsoDate,
      until: null,
      givenBy: null,
      at: new Date(),
    })
    return added.value.id
  })
  return {
    account,
    organisation: service.organisation.id,
    name: `The ${role}`,
    grants: [{ role, team: null }],
    worker: null,
  }
}

/** Everything that the pages of an import give to somebody, as text. */
async function everythingOf(person: Person): Promise<string> {
  const council = service.council.as(person)
  const asked = { organisation: service.organisation, import: importId }
  const marked = await council.imports.markedWorkbook(service.organisation, importId)
  const parts = marked === null ? [] : await unzip(Buffer.from(marked))
  return JSON.stringify([
    await council.imports.view(service.organisation, importId),
    await council.imports.row(service.organisation, importId, secret.row),
    await council.findings(asked, {}),
    await council.workload(asked),
    await council.reading(asked),
    parts.map(({ data }) => data.toString().replace(/<[^>]*>/g, '"')),
  ])
}

describe('rows of files that name a child whose record is restricted', () => {
  it('are shown to nobody but those named, and counted for everybody', async () => {
    const watch = watchDoor({ store: service.store, now: () => new Date() })
    const asked = { organisation: service.organisation }
    const officer = await someone('data-officer')
    const named = await someone('service-manager')
    const before = await service.council.as(officer).imports.view(service.organisation, importId)
    expect(before?.closed).toBe(0)
    expect(await everythingOf(officer)).toContain(`"${secret.child}"`)

    await watch.restrict(named, asked, secret.address, [named.account])
    expect(await everythingOf(officer)).not.toContain(`"${secret.child}"`)
    const officers = service.council.as(officer)
    expect(await officers.imports.row(service.organisation, importId, secret.row)).toBeNull()
    const after = await officers.imports.view(service.organisation, importId)
    expect(after?.closed).toBeGreaterThan(0)
    expect((after?.findings.length ?? 0) + (after?.closed ?? 0)).toBe(before?.findings.length)
    expect(after?.questions).toBe(before?.questions)
    expect(after?.changes?.counts).toEqual(before?.changes?.counts)

    const about = { child: secret.child as ChildId }
    expect(await officers.subject(service.organisation, about)).toMatchObject({
      problem: { code: 'restricted' },
    })
    const theirs = service.council.as(named)
    expect((await theirs.subject(service.organisation, about)).ok).toBe(true)
    const [last] = await watch.looks(service.organisation, secret.address)
    expect(last).toMatchObject({ what: 'subject.child-exported', by: named.name })
    expect(await theirs.imports.row(service.organisation, importId, secret.row)).not.toBeNull()
    expect((await theirs.imports.view(service.organisation, importId))?.closed).toBe(0)
    await watch.restrict(named, asked, secret.address, null)
  }, 120_000)
})
