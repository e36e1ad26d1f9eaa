// Writes what a version of Fairload keeps, as a backup file: run once at each release, with its build.
//   node test/upgrade/write-release.mjs test/samples/releases/0060.backup
// FAIRLOAD_DIST names the build of another version. Upgrading from the file is tried by upgrade.test.ts
// ever after. Everything a version knows of is in it: imports, people, an agreement with its life,
// a plan, the overload register, queries, looks, a restricted record, sign-ins.
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [target] = process.argv.slice(2)
if (target === undefined) {
  console.error('Say where the backup goes: node test/upgrade/write-release.mjs FILE')
  process.exit(2)
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const dist = resolve(process.env.FAIRLOAD_DIST ?? join(root, 'dist'))
const room = (name) => import(pathToFileURL(join(dist, name, 'index.js')).href)
const [store, council, agreement] = await Promise.all([
  room('store'),
  room('council'),
  room('core/agreement'),
])

const folder = mkdtempSync(join(tmpdir(), 'fairload-release-'))
chmodSync(folder, 0o755)
const value = (result) => {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.problem))
}

let today = '2024-02-05'
const opened = value(await store.openStore({ dataFolder: join(folder, 'data') }))
const deps = {
  store: opened,
  now: () => new Date(`${today}T09:00:00Z`),
  today: () => today,
  read: async (job, { onProgress }) => ({
    ok: true,
    value: await council.readImport(job, onProgress),
  }),
  propose: async (question, { onProgress, signal }) =>
    council.makePlan(question, { onProgress, cancelled: () => signal.aborted }),
  temporary: {
    make: async () => {
      await mkdir(join(folder, 'reading'), { recursive: true })
      return mkdtemp(join(folder, 'reading', 'one-'))
    },
    remove: (path) => rm(path, { recursive: true, force: true }),
  },
}
council.workOnImports(deps)
council.workOnPlans?.(deps)
const door = council.openCouncil(deps)

async function until(what, look) {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look()
    if (found) return found
    await wait(50)
  }
  throw new Error(`${what}: not within half a minute`)
}

const annexA = join(root, 'test/samples/annex-a/Annex_A_2024_Jan.xlsx')
const people = [
  'Name,Social Work England number,Team,FTE,Role,Contract',
  'Petra Wills,SW1000001,Locality 4 Unit 1,0.1,Social worker,Permanent',
  'Eugene Swift,SW1000002,Children in Care Team 1,1,Social worker,Permanent',
].join('\r\n')

async function bring(of, on, accept) {
  today = on
  const arrived = [
    ['annex.xlsx', readFileSync(annexA)],
    ['people.csv', Buffer.from(people)],
  ].map(([name, bytes]) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return {
      name,
      path,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }
  })
  const { id } = value(await door.imports.receive(of, arrived, on))
  await until('the reading', async () => (await door.imports.state(of, id)) === 'checked')
  if (accept) value(await door.imports.accept(of, id))
  return id
}

try {
  for (const [slug, name] of [
    ['own', 'Moreton'],
    ['ashby', 'Ashby'],
  ]) {
    await store.organisations.create(opened, {
      slug,
      name,
      kind: 'own',
      settings: { colour: 'teal' },
      at: deps.now(),
    })
  }
  const own = await door.organisation('own')
  const ashby = await door.organisation('ashby')
  await bring(own, '2024-02-05', true)
  await bring(own, '2024-02-19', true)
  await bring(own, '2024-03-04', true)
  const open = await bring(own, '2024-03-11', false)
  const { questionsToAnswer } = await door.imports.view(own, open)
  const [{ question }] = questionsToAnswer
  const answers = [{ key: question.key, value: question.options[0].value }]
  value(await door.imports.answer(own, open, answers))
  await bring(ashby, '2024-02-05', true)

  const service = { name: 'D. Mercer', party: 'service' }
  const branch = { name: 'R. Bell', party: 'branch' }
  const ours = {
    ...agreement.defaultAgreement,
    id: 'ours',
    version: '1',
    name: 'Moreton agreement',
  }
  value(await door.agreements.add(own, ours, branch))
  value(await door.agreements.choose(own, 'cwla-1999'))
  if (door.agreements.sign) {
    const key = 'ours@1'
    const document = { ...ours, name: 'Moreton agreement, second text' }
    value(await door.agreements.revise(own, key, { document, revision: 1, by: service }))
    await door.agreements.comment(own, key, { clause: 'lines.safe', words: 'Agreed.', by: branch })
    value(await door.agreements.propose(own, key, { effective: today, revision: 2, by: service }))
    const { sha256 } = (await door.agreements.view(own, key)).life
    for (const by of [service, branch]) {
      value(await door.agreements.sign(own, key, { sha256, by }))
    }
    value(
      await door.agreements.draft(own, key, {
        id: 'ours',
        name: 'Next',
        version: '2',
        by: service,
      }),
    )
  }

  if (door.plans) {
    const plan = value(
      await door.plans.ask(own, {
        team: null,
        reach: 'service',
        moves: 'any',
        stay: [],
        seed: 1,
        effort: 'quick',
      }),
    )
    await until(
      'the plan',
      async () => (await door.plans.progress(own, plan.id))?.state === 'ready',
    )
  }

  if (council.signInDoor) {
    const signIn = council.signInDoor({ ...deps, key: Buffer.alloc(32, 3), passwordCost: 10 })
    const by = { role: 'administrator', team: null }
    for (const [email, name, role] of [
      ['ruth.adeyemi@moreton.example', 'Ruth Adeyemi', 'administrator'],
      ['sam.reed@moreton.example', 'Sam Reed', 'service-manager'],
      ['jo.lin@moreton.example', 'Jo Lin', 'auditor'],
    ]) {
      const { code } = value(await signIn.add(own, { ...by, email, name, role }, null))
      if (role === 'auditor') continue
      const password = 'kettle window harbour'
      const visitor = { agent: 'a browser', from: '127.0.0.1' }
      value(await signIn.setUp(own, { email, name, code, password, again: password }, visitor))
    }
    const [first] = await signIn.accounts(own)
    const person = {
      account: first.id,
      organisation: own.id,
      name: first.name,
      grants: [{ role: 'service-manager', team: null }],
      worker: null,
    }
    const asked = { organisation: own }
    const { rows } = await door.cases(asked, {})
    await signIn.newRecoveryCodes(own, { person })
    const watch = council.watchDoor(deps)
    await watch.looked(person, own, 'case', rows[0].address)
    await watch.restrict(person, asked, rows[0].address, [])
    await watch.open(person, asked, rows[0].address, 'Asked by the court this morning.')
    await door.queries.ask(
      own,
      { about: 'case', address: rows[1].address },
      {
        what: 'count',
        clause: null,
        words: 'Closed in August.',
        evidence: 'The letter.',
        by: 'Jo Lin',
      },
    )
    const [query] = await door.queries.list(own)
    value(
      await door.queries.answer(own, query.id, {
        outcome: 'stands',
        words: 'Open.',
        by: 'Sam Reed',
      }),
    )
  }

  if (door.register) {
    await door.register.follow(own)
    const [entry] = (await door.register.list(own)).rows
    const words = 'Both children go to Eugene on Monday.'
    value(
      await door.register.answer(own, entry.id, {
        rung: 0,
        action: 'moved-work',
        words,
        outcome: 'falls-under',
        by: 'Sam Reed',
      }),
    )
  }

  const made = join(folder, 'release.backup')
  const { tables } = value(await store.backup(opened, made, deps.now()))
  copyFileSync(made, resolve(target))
  chmodSync(resolve(target), 0o644)
  for (const [name, { rows }] of Object.entries(tables)) console.log(`${name}: ${rows}`)
} finally {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
}
