import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../src/kit/index.ts'
import { signInDoor, watchDoor, type Council } from '../../src/council/index.ts'
import { demonstrationFiles } from '../../src/intake/simulate/index.ts'
import { accounts, audit, type OrganisationId } from '../../src/store/index.ts'
import { openOn } from '../../src/store/open.ts'
import { embedded } from '../seeds/database.ts'
import { aPerson, seedSignIn } from '../seeds/people.ts'
import { fromOurPages, seedServer, type SeedServer } from '../seeds/server.ts'
import { testService, type TestService } from '../seeds/service.ts'

let service: TestService
let server: SeedServer
let key = ''
let database: Awaited<ReturnType<typeof embedded.database>>
let council: Council

beforeAll(async () => {
  database = await embedded.database()
  const store = await openOn({
    kind: 'external',
    app: database.app,
    owner: database.owner,
    host: null,
    joined: false,
    // Fewer than there are presses at once: one that waits must not keep the one it waits for out.
    options: { dataFolder: '', connections: 4 },
    onProgress: () => undefined,
  })
  if (!store.ok) throw new Error(store.problem.sentence)
  service = await testService({ store: store.value })
  council = service.council
  const account = await service.store.inOrganisation(house(), async (scope) => {
    const added = await accounts.add(scope, {
      email: 'ruth@moreton.example',
      name: 'Ruth Adeyemi',
      state: 'active',
      at: new Date(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    for (const role of ['service-manager', 'administrator'] as const) {
      await accounts.grant(scope, added.value.id, {
        role,
        team: null,
        from: '2026-01-01' as IsoDate,
        until: null,
        givenBy: null,
        at: new Date(),
      })
    }
    return added.value.id
  })
  const deps = {
    store: service.store,
    now: () => new Date('2026-10-05T09:00:00Z'),
    today: () => '2026-10-05' as IsoDate,
  }
  server = seedServer(
    {},
    {
      council,
      signIn: {
        ...signInDoor({ ...deps, key: Buffer.alloc(32, 3) }),
        behind: seedSignIn(aPerson(['service-manager', 'administrator'], { account })).behind,
      },
      watch: watchDoor(deps),
      most: { reads: 100_000, writes: 100_000 },
    },
  )
  const [template] = await council.agreements.list(service.organisation)
  const made = await council.agreements.draft(service.organisation, template?.key ?? '', {
    id: 'moreton',
    name: 'Moreton',
    version: '1',
    by: { name: 'Ruth Adeyemi', party: 'service' },
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  key = made.value
})
afterAll(async () => {
  await server?.close()
  await service?.close()
})

const house = (): OrganisationId => service.organisation.id as OrganisationId
const comments = async (words: string): Promise<number> =>
  (await council.agreements.comments(service.organisation, key)).filter(
    (each) => each.words === words,
  ).length
const entries = () =>
  service.store.inOrganisation(
    house(),
    async (scope) => (await audit.list(scope, { from: 0, count: 1 })).total,
  )
const press = (fields: Record<string, string>) =>
  server.post(`/own/agreement/comments?id=${encodeURIComponent(key)}`, {
    clause: 'capacity.safe-limit',
    ...fields,
  })
const anyClause = async (): Promise<string> => {
  const page = await server.get(`/own/agreement?id=${encodeURIComponent(key)}`)
  return /<option value="([a-z][\w.-]+)"/.exec(page.body)?.[1] ?? ''
}

describe('a form that is sent twice', () => {
  let clause = ''
  beforeAll(async () => {
    clause = await anyClause()
  })

  it('carries another key each time that it is shown', async () => {
    const keys = new Set<string>()
    for (let i = 0; i < 3; i += 1) {
      const page = await server.get(`/own/agreement?id=${encodeURIComponent(key)}`)
      for (const [, once] of page.body.matchAll(/name="once" value="([^"]+)"/g))
        keys.add(once ?? '')
      const forms = page.body.match(/<form method="post"/g)?.length ?? 0
      expect(page.body.match(/name="once"|[?;]once=/g)?.length).toBe(forms)
      expect(keys.size).toBe((i + 1) * (page.body.match(/name="once"/g)?.length ?? 0))
    }
  })

  it('is answered the same, and done once, when its first answer was lost', async () => {
    const form = { clause, words: 'Lost on the way.', once: randomUUID() }
    const before = await entries()
    const first = await press(form)
    const again = await press(form)
    expect(first.statusCode).toBe(303)
    expect([again.statusCode, again.headers.location]).toEqual([303, first.headers.location])
    expect(await comments('Lost on the way.')).toBe(1)
    expect(await entries()).toBe(before + 1)
  })

  it('is done once when a button is pressed ten times at one time', async () => {
    const form = { clause, words: 'Pressed and pressed.', once: randomUUID() }
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(form)))
    expect(new Set(answers.map((each) => `${each.statusCode} ${each.headers.location}`)).size).toBe(
      1,
    )
    expect(answers[0]?.statusCode).toBe(303)
    expect(await comments('Pressed and pressed.')).toBe(1)
  })

  it('says so where it holds something else than the first time, and changes nothing', async () => {
    const once = randomUUID()
    await press({ clause, words: 'Sent first.', once })
    const other = await press({ clause, words: 'Sent later.', once })
    expect(other.statusCode).toBe(422)
    expect(other.body).toContain('This form was sent before, with something else in it')
    expect(await comments('Sent later.')).toBe(0)
  })

  it('may be sent again with the same key once what was wrong with it is put right elsewhere', async () => {
    const once = randomUUID()
    const form = { clause, words: 'A role, and then none.', once }
    expect((await press({ ...form, words: '  ' })).statusCode).toBe(422)
    // The refused one left nothing behind, the key neither.
    expect((await press(form)).statusCode).toBe(303)
    expect(await comments('A role, and then none.')).toBe(1)
  })

  it('shows a one-time code again to who lost it, and keeps it readable to nobody else', async () => {
    const form = {
      email: 'sam@moreton.example',
      name: 'Sam Okoro',
      role: 'auditor',
      team: '',
      once: randomUUID(),
    }
    const first = await server.post('/own/accounts', form)
    const again = await server.post('/own/accounts', form)
    const code = /[A-Z0-9]{4}(-[A-Z0-9]{4}){3}/.exec(first.body)?.[0]
    expect(code).toBeDefined()
    expect(again.statusCode).toBe(200)
    expect(again.body).toBe(first.body)
    const client = new pg.Client(database.host)
    await client.connect()
    const { rows } = await client.query<{ answer: Buffer; key_hash: Buffer }>(
      'select key_hash, answer from council.once',
    )
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
    for (const { answer, key_hash } of rows) {
      expect(answer.includes(code ?? '?')).toBe(false)
      expect(key_hash.equals(createHash('sha256').update(form.once).digest())).toBe(false)
    }
  })

  it('with a file carries its key in its address and is taken in once', async () => {
    const file = await server.get(`/own/agreement/${encodeURIComponent(key)}.json`)
    const document = { ...JSON.parse(file.body), id: 'brought', version: '1' }
    const send = () =>
      server.send(`/own/agreement/add?once=${once}`, [
        { name: 'agreement.json', content: JSON.stringify(document) },
      ])
    const once = randomUUID()
    const first = await send()
    const again = await send()
    expect([first.statusCode, again.statusCode]).toEqual([303, 303])
    expect(again.headers.location).toBe(first.headers.location)
    const all = await council.agreements.list(service.organisation)
    expect(all.filter((each) => each.key.startsWith('brought@'))).toHaveLength(1)
  })

  it('leaves nothing where the database went away before the answer, and is done when sent again', async () => {
    const client = new pg.Client(database.host)
    await client.connect()
    const form = { clause, words: 'Cut off.', once: randomUUID() }
    const cut = service.store.once(house(), {
      account: (await someone()).id,
      key: Buffer.alloc(32, 1),
      asked: Buffer.alloc(32, 2),
    })
    await new Promise<void>((done) => {
      cut.run(() => {
        void council.agreements
          .comment(service.organisation, key, {
            clause,
            words: form.words,
            by: { name: 'Ruth', party: 'service' },
          })
          .then(() => done())
      })
    })
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and state = 'idle in transaction'`,
    )
    await client.end()
    await expect(cut.answered(Buffer.from('done'))).rejects.toThrow()
    expect(await comments('Cut off.')).toBe(0)
    expect((await press(form)).statusCode).toBe(303)
    expect(await comments('Cut off.')).toBe(1)
  })

  it('through a thousand sendings, lost, doubled and mixed, has as many effects as forms', async () => {
    const forms = Array.from({ length: 120 }, (_, i) => ({
      clause,
      words: `Form ${i}`,
      once: randomUUID(),
    }))
    let state = 7
    const any = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const answers = new Map<string, string>()
    for (let sent = 0; sent < 1_000;) {
      const some = Array.from({ length: 1 + any(8) }, () => forms[any(forms.length)])
      sent += some.length
      for (const [i, answer] of (
        await Promise.all(some.map((form) => press(form ?? { words: '' })))
      ).entries()) {
        const words = some[i]?.words ?? ''
        const said = `${answer.statusCode} ${answer.headers.location}`
        expect(answers.get(words) ?? said).toBe(said)
        expect(answer.statusCode).toBe(303)
        answers.set(words, said)
      }
    }
    for (const words of answers.keys()) expect(await comments(words)).toBe(1)
    expect(answers.size).toBeGreaterThan(100)
  }, 120_000)
})

describe('a program that asks twice', () => {
  it('gets the same answer under the same Idempotency-Key', async () => {
    const ask = (idempotency: string, body: object) =>
      server.app.inject({
        method: 'POST',
        url: '/api/v1/own/plans',
        headers: {
          ...fromOurPages,
          'content-type': 'application/json',
          'idempotency-key': idempotency,
        },
        payload: JSON.stringify(body),
      })
    const [day] = demonstrationFiles()
    const { id } = await service.bring(Object.fromEntries(day?.files ?? []), day?.on ?? '')
    await council.imports.accept(service.organisation, id)
    const body = { team: null, reach: 'team', moves: 'any', stay: [], seed: 1, effort: 'quick' }
    const [first, again] = await Promise.all([ask('program-0001', body), ask('program-0001', body)])
    expect(first.statusCode).toBe(202)
    expect([again.statusCode, again.body]).toEqual([202, first.body])
    const other = await ask('program-0001', { ...body, seed: 2 })
    expect([other.statusCode, other.json().code]).toEqual([422, 'sent-with-other-content'])
    expect((await council.plans.list(service.organisation, 1)).total).toBe(1)
  })
})

async function someone() {
  const [account] = await service.store.inOrganisation(house(), accounts.list)
  if (!account) throw new Error('Nobody')
  return account
}
