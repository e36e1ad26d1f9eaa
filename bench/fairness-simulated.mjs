/**
 * A simulated authority as a plain instance: its files are written, read and weighed as a council's
 * would be, and what the fairness engine is then asked is written down in `fairload-instance/1`. Work stays
 * within its team. Nobody in it exists. `node fairness-simulated.mjs DIST WORKERS CASES SEED OUT`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

const [dist, workers, cases, seed, out] = process.argv.slice(2)
const room = (path) => import(pathToFileURL(join(dist, path, 'index.js')).href)
const [{ simulate, bundle, rendered }, { readFiles }, { assemble }, { weigh }, { planProblem }] =
  await Promise.all(
    ['intake/simulate', 'intake', 'core/caseload', 'core/workload', 'core/planning'].map(room),
  )
const { defaultAgreement } = await room('core/agreement')

const authority = simulate({
  seed: Number(seed),
  cases: Number(cases),
  workers: Number(workers),
  unallocatedShare: 0.05,
  phantomShare: 0,
})
if (!authority.ok) throw new Error(authority.problem.sentence)
const folder = mkdtempSync(join(tmpdir(), 'fairload-bench-'))
try {
  const files = []
  const shapes = ['annex-a', 'people', 'families', 'csww']
  for (const [name, bytes] of rendered(bundle(authority.value), shapes)) {
    writeFileSync(join(folder, name), bytes)
    files.push({ name, path: join(folder, name) })
  }
  const { on } = authority.value
  const reading = await readFiles(files, { answers: new Map(), today: on })
  const caseload = assemble(reading.records, on, new Map())
  const workload = weigh(caseload, defaultAgreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  const { problem } = planProblem(caseload, workload.value, defaultAgreement, 'team')
  writeFileSync(
    out,
    gzipSync(
      JSON.stringify({
        format: 'fairload-instance/1',
        unit: problem.unit,
        name: `${workers} workers, ${cases} children, simulated from seed ${seed}`,
        fullTime: problem.fullTime,
        capacity: problem.workers.map((worker) => worker.capacity),
        cases: problem.units.map(({ children, families, holder, frozen, statutory, eligible }) => ({
          children,
          families,
          holder,
          frozen,
          statutory,
          eligible,
        })),
      }),
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
