import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { addDays, type IsoDate } from '../../src/kit/index.ts'
import { audit, type OrganisationId } from '../../src/store/index.ts'
import { openOn } from '../../src/store/open.ts'
import { engines } from '../seeds/database.ts'
import { testService, type TestService } from '../seeds/service.ts'

const annexA = readFileSync(
  fileURLToPath(new URL('../samples/annex-a/Annex_A_2024_Jan.xlsx', import.meta.url)),
)
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,0.1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
].join('\r\n')
const MONDAY = '2024-02-05' as IsoDate

describe.each(engines())(
  'several web processes that look at the register at once, on $name',
  (engine) => {
    let today = MONDAY
    const services: TestService[] = []
    afterAll(() => Promise.all(services.map((service) => service.close())))

    it('enter an overload once, and note once that nobody answered in time', async () => {
      const { app, owner } = await engine.database()
      for (let n = 0; n < 3; n += 1) {
        const store = await openOn({
          kind: 'external',
          app,
          owner,
          host: null,
          joined: false,
          options: { dataFolder: '', connections: 4 },
          onProgress: () => undefined,
        })
        if (!store.ok) throw new Error(store.problem.sentence)
        services.push(await testService({ store: store.value, today: () => today }))
      }
      const [first] = services
      if (!first) throw new Error('No service')
      const look = (): Promise<unknown> =>
        Promise.all(
          services.flatMap(({ council, organisation }) =>
            [0, 1].map(() => council.register.follow(organisation)),
          ),
        )

      const days = [MONDAY, addDays(MONDAY, 14), addDays(MONDAY, 28)]
      for (const on of days) {
        today = on
        const { id } = await first.bring({ 'annex.xlsx': annexA, 'people.csv': people }, on)
        const [accepted] = await Promise.all([
          first.council.imports.accept(first.organisation, id),
          look(),
        ])
        expect(accepted.ok).toBe(true)
        await look()
      }
      expect(await noted(first, 'register.opened')).toBe(1)
      expect((await first.council.register.list(first.organisation)).rows).toHaveLength(1)

      // Nobody answers, and all of them see in the same moment that the days have passed.
      today = addDays(today, 200)
      await look()
      expect(await noted(first, 'register.not-answered-in-time')).toBe(1)
      const verdict = await first.store.inOrganisation(
        first.organisation.id as OrganisationId,
        (scope) => audit.verify(scope),
      )
      expect(verdict.whole).toBe(true)
    }, 120_000)
  },
)

const noted = async (service: TestService, what: string): Promise<number> =>
  service.store.inOrganisation(
    service.organisation.id as OrganisationId,
    async (scope) =>
      (await audit.list(scope, { from: 0, count: 1_000 })).entries.filter(
        (entry) => entry.what === what,
      ).length,
  )
