import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aReallocation } from '../../../test/seeds/handovers.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import type { ChildId, WeighedWorker } from '../../core/model/index.ts'
import { addDays, type IsoDate } from '../../kit/index.ts'
import { decisions, type OrganisationId } from '../../store/index.ts'

const annexA = readFileSync(
  fileURLToPath(new URL('../../../test/samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const MONDAY = '2024-02-05' as IsoDate
const people = (petra: 'Team manager' | 'Social worker'): string =>
  [
    'Name,Social Work England number,Team,FTE,Role,Contract',
    `Petra Wills,SW1000001,Locality 4 Unit 1,1,${petra},Permanent`,
    'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
  ].join('\r\n')

let service: TestService
let today: IsoDate
let child: ChildId
let petra: WeighedWorker
let eugene: WeighedWorker

beforeEach(async () => {
  today = MONDAY
  service = await testService({ today: () => today, propose: null })
  // A manager holds no cases: to these files nobody comes to the child.
  await filesOn(0, 'Team manager')
  const workload = await service.council.workload({ organisation: service.organisation })
  const named = (name: string) =>
    workload?.workers.find((one) => one.name === name) as WeighedWorker
  petra = named('Petra Wills')
  eugene = named('Eugene Swift')
  child = workload?.cases.find(
    ({ holder }) => holder.kind === 'phantom' && holder.worker === petra.id,
  )?.child as ChildId
}, 60_000)
afterEach(() => service.close())

async function filesOn(day: number, role: Parameters<typeof people>[0]): Promise<string> {
  today = addDays(MONDAY, day)
  const { id } = await service.bring({ 'annex.xlsx': annexA, 'people.csv': people(role) }, today)
  expect(await service.council.imports.accept(service.organisation, id)).toMatchObject({ ok: true })
  return id
}

const undo = async (id: string): Promise<void> => {
  expect(await service.council.imports.undo(service.organisation, id)).toMatchObject({ ok: true })
}

const decided = (on: number): Promise<string> =>
  aReallocation(service, {
    children: [child],
    from: eugene,
    to: petra,
    on: addDays(MONDAY, on),
    more: { handoverTerm: null },
  })

const counting = (): Promise<string[]> =>
  service.store.inOrganisation(service.organisation.id as OrganisationId, async (scope) =>
    (await decisions.countingAtAll(scope)).map(({ id }) => id),
  )

it('counts again once the import is undone that had shown it, the latest decision alone', async () => {
  await decided(0)
  const latest = await decided(1)
  expect(await counting()).toEqual([latest])
  const shows = await filesOn(2, 'Social worker')
  expect(await counting()).toEqual([])
  await undo(shows)
  expect(await counting()).toEqual([latest])
})

it('counts no more where files that are still accepted had shown it, whatever is undone later', async () => {
  await decided(0)
  await filesOn(2, 'Social worker')
  await filesOn(3, 'Team manager')
  const last = await filesOn(4, 'Team manager')
  await undo(last)
  expect(await counting()).toEqual([])
})
