// A process that does what the server does with imports, and says on its output what it has
// acknowledged. `write` goes on until it is killed; `finish` reads what waits and ends;
// `check` only looks. Each first says what it found.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    store: { type: 'string' },
    folder: { type: 'string' },
    programs: { type: 'string' },
    mode: { type: 'string', default: 'write' },
    // A file on the same disk that is written without waiting for the disk.
    unsynced: { type: 'string' },
  },
})
const { audit, caseloads, imports, openStore, organisations, writeUpload } = await import(
  options.store
)

const say = (line) => process.stdout.write(`${line}\n`)
const began = Date.now()
const opened = await openStore({
  dataFolder: options.folder,
  ...(options.programs === undefined ? {} : { programs: options.programs }),
  onError: () => undefined,
})
if (!opened.ok) {
  say(`REFUSED ${JSON.stringify(opened.problem)}`)
  process.exit(3)
}
const store = opened.value
const milliseconds = Date.now() - began
const files = mkdtempSync(join(tmpdir(), 'fairload-writer-'))
process.on('exit', () => rmSync(files, { recursive: true, force: true }))

const acknowledge = (stage, id) => {
  say(`ACK ${stage} ${id}`)
  if (options.unsynced !== undefined) appendFileSync(options.unsynced, `${stage} ${id}\n`)
}

/** The caseload of an import, known from its number alone. */
function caseloadOf(number) {
  const size = 150 + (number % 7) * 60
  const from = (row) => ({ file: 'a.xlsx', sheet: 'List 6', row })
  return {
    asOf: '2025-09-30',
    cases: Array.from({ length: size }, (_, n) => ({
      child: `C${n}`,
      status: 'child-in-need-plan',
      flags: [],
      statusSince: null,
      openSince: null,
      placementSince: null,
      workerSinceInferred: null,
      holder: { kind: 'worker', worker: `SW${n % 20}` },
      workerAsRead: `Worker ${n % 20}`,
      personalAdviser: null,
      team: `team ${n % 4}`,
      family: null,
      disability: null,
      courtStage: null,
      complexity: null,
      travelMinutes: null,
      visitsAMonth: null,
      birthDate: null,
      lastSeen: null,
      from: [from(n + 2)],
    })),
    workers: Array.from({ length: 20 }, (_, n) => ({
      id: `SW${n}`,
      name: `Worker ${n}`,
      aliases: [],
      team: `team ${n % 4}`,
      person: null,
    })),
    teams: Array.from({ length: 4 }, (_, n) => ({
      id: `team ${n}`,
      name: `Team ${n}`,
      parent: null,
    })),
    outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: number },
    findings: Array.from({ length: number % 5 }, (_, n) => ({
      code: 'date-not-a-day',
      file: 'a.xlsx',
      sheet: 'List 6',
      row: n + 2,
      column: null,
      value: null,
      sentence: 'This is not a day.',
      effect: 'notice',
      changesFigures: false,
    })),
  }
}

const rowsOf = (caseload) =>
  caseload.cases.map((one) => ({
    from: one.from[0],
    headers: ['Child', 'Worker'],
    cells: [one.child, one.workerAsRead],
  }))

/** Why an import is neither whole nor absent; null where all is well. */
async function faultOf(scope, found) {
  const sent = await imports.files(scope, found.id)
  if (sent.length !== 1) return `${sent.length} files`
  const path = join(files, 'look')
  await writeUpload(scope, sent[0].upload, path)
  const bytes = readFileSync(path)
  if (createHash('sha256').update(bytes).digest('hex') !== sent[0].sha256)
    return 'bytes of its file'
  const saved = await caseloads.asSaved(scope, found.id)
  if (found.state === 'received' || found.state === 'reading') {
    return saved === null ? null : 'rows before it was checked'
  }
  const due = caseloadOf(found.number)
  if (JSON.stringify(saved) !== JSON.stringify(due)) return 'its caseload'
  const rows = await caseloads.sourceRows(
    scope,
    found.id,
    due.cases.map((one) => one.from[0]),
  )
  return rows.length === due.cases.length ? null : 'its source rows'
}

async function organisation() {
  const all = await store.inDirectory((directory) => organisations.list(directory))
  if (all[0] !== undefined) return all[0].id
  const made = await organisations.create(store, {
    slug: 'stubborn',
    name: 'Stubborn',
    kind: 'own',
    settings: {},
    at: new Date(),
  })
  return made.value.id
}

const mine = await organisation()
const state = await store.inOrganisation(mine, async (scope) => {
  const { imports: all } = await imports.list(scope, { from: 0, count: 1_000_000 })
  const states = {}
  const faults = []
  for (const found of all) {
    states[found.id] = found.state
    const fault = await faultOf(scope, found)
    if (fault !== null) faults.push(`import ${found.number} (${found.state}): ${fault}`)
  }
  const numbers = all.map((found) => found.number).sort((a, b) => a - b)
  if (numbers.some((number, n) => number !== n + 1)) faults.push('a number is missing')
  const verdict = await audit.verify(scope)
  if (!verdict.whole) faults.push('the audit chain')
  const accepted = all.filter((found) => found.state === 'accepted').length
  if (verdict.entries !== accepted)
    faults.push(`${verdict.entries} audit entries, ${accepted} accepted`)
  return { states, faults, milliseconds }
})
say(`STATE ${JSON.stringify(state)}`)

const pending = () =>
  store.inOrganisation(mine, async (scope) => (await imports.pending(scope)).length)

if (options.mode !== 'check') {
  store.jobs.work(
    'import',
    async (job) => {
      const started = await store.inOrganisation(job.organisation, (scope) =>
        imports.startReading(scope, job.import),
      )
      if (started.ok) {
        const caseload = caseloadOf(started.value.import.number)
        const saved = await store.inOrganisation(job.organisation, (scope) =>
          imports.saveChecked(scope, job.import, {
            asOf: caseload.asOf,
            caseload,
            rows: rowsOf(caseload),
            files: [],
            lists: {},
            basedOn: null,
            changes: null,
            summary: { cases: caseload.cases.length },
            at: new Date(),
          }),
        )
        if (saved.ok) acknowledge('checked', job.import)
      }
      const accepted = await store.inOrganisation(job.organisation, async (scope) => {
        const found = await imports.get(scope, job.import)
        if (found?.state !== 'checked') return { ok: false, problem: { code: '', sentence: '' } }
        const done = await imports.accept(scope, job.import, {
          version: found.version,
          at: new Date(),
        })
        await audit.append(scope, {
          at: new Date(),
          what: 'import.accepted',
          details: { number: found.number },
        })
        return done
      })
      if (accepted.ok) acknowledge('accepted', job.import)
    },
    () => Promise.resolve(),
  )
}
say('READY')

while (options.mode === 'write') {
  if ((await pending()) > 3) {
    await new Promise((done) => setTimeout(done, 10))
    continue
  }
  const path = join(files, 'next')
  writeFileSync(path, randomBytes(20_000 + randomInt(200_000)))
  const received = await store.inOrganisation(mine, (scope) =>
    imports.receive(scope, {
      files: [{ name: 'a.xlsx', path }],
      carry: [],
      asOf: null,
      at: new Date(),
    }),
  )
  if (received.ok) acknowledge('received', received.value.id)
}
/** Whether an import still waits for its job: one that was checked is yet to be accepted by it. */
const unfinished = () =>
  store.inOrganisation(mine, async (scope) => {
    const { imports: all } = await imports.list(scope, { from: 0, count: 1_000_000 })
    return all.some((found) => found.state !== 'accepted')
  })
const giveUpAt = Date.now() + 60_000
while (options.mode === 'finish' && Date.now() < giveUpAt && (await unfinished())) {
  await new Promise((done) => setTimeout(done, 50))
}
await store.close()
say('CLOSED')
process.exit(0)
