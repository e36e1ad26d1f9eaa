import { join } from 'node:path'
import type { Problem, Result } from '../../kit/index.ts'
import type { Caseload } from '../../core/model/index.ts'
import type { FileReading } from '../../intake/index.ts'
import {
  answers,
  caseloads,
  establishment,
  imports,
  writeUpload,
  type FileOutcome,
  type Import,
  type ImportFile,
  type ImportId,
  type JobData,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { comparedWith } from './compared-with.ts'
import { trendPoint, weighFor } from '../figures/index.ts'
import type { JobFile, ReadAnswer, ReadJob } from './job.ts'

const NOT_READ: Problem = {
  code: 'reading-given-up',
  sentence:
    'Reading these files failed four times. Nothing was stored. Try again; if it fails again, tell whoever runs Fairload here.',
}

/** Works on imports as they come in: read, check, store for a person to decide. */
export function workOnImports(deps: CouncilDeps): void {
  deps.store.jobs.work(
    'import',
    (job, signal) => readOne(deps, job, signal),
    async (job) => {
      await deps.store.inOrganisation(job.organisation, (scope) =>
        imports.fail(scope, job.import as ImportId, NOT_READ),
      )
    },
  )
}

async function readOne(
  deps: CouncilDeps,
  job: JobData['import'],
  signal: AbortSignal,
): Promise<void> {
  const { store } = deps
  const id = job.import as ImportId
  const started = await store.inOrganisation(job.organisation, (scope) =>
    imports.startReading(scope, id),
  )
  // Read already, or removed meanwhile: a job may come twice.
  if (!started.ok) return

  const folder = await deps.temporary.make()
  try {
    const prepared = await prepare(deps, job, started.value.import, started.value.files, folder)
    let last: Promise<void> = Promise.resolve()
    const answer = await deps.read(prepared.job, {
      signal,
      onProgress: (progress) => {
        last = last.then(() => showProgress(deps, job, id, progress)).catch(() => undefined)
      },
    })
    await last
    if (signal.aborted) throw new Error('Reading was stopped because Fairload is closing')
    await save(deps, job, id, started.value.files, prepared, answer)
  } finally {
    await deps.temporary.remove(folder)
  }
}

interface Prepared {
  job: ReadJob
  basedOn: ImportId | null
}

async function prepare(
  deps: CouncilDeps,
  { organisation }: JobData['import'],
  of: Import,
  files: ImportFile[],
  folder: string,
): Promise<Prepared> {
  return deps.store.inOrganisation(organisation, async (scope) => {
    const given: JobFile[] = []
    const used = new Set<string>()
    for (const [i, file] of files.entries()) {
      const path = join(folder, `file-${i}`)
      const written = await writeUpload(scope, file.upload, path)
      if (!written.ok) throw new Error(written.problem.sentence)
      given.push({
        name: uniqueName(file.name, used),
        path,
        carried: file.carried ? { shape: file.shape ?? '' } : null,
      })
    }
    const previous = comparedWith(of, await imports.current(scope))
    const held = previous && (await caseloads.whole(scope, previous.id))
    const caseload: Caseload | null = held && {
      asOf: held.asOf,
      cases: held.cases,
      workers: held.workers,
      teams: held.teams,
      outside: held.outside,
      findings: [],
    }
    return {
      basedOn: previous?.id ?? null,
      job: {
        files: given,
        on: of.asOf ?? deps.today(),
        today: deps.today(),
        answers: [...(await answers.forImport(scope, of.id))],
        previous: caseload,
      },
    }
  })
}

/** Two files of one name would be one source: the second becomes `people (2).xlsx`. */
export function uniqueName(name: string, used: Set<string>): string {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let unique = name
  for (let n = 2; used.has(unique); n += 1) unique = `${stem} (${n})${ending}`
  used.add(unique)
  return unique
}

async function showProgress(
  { store }: CouncilDeps,
  { organisation }: JobData['import'],
  id: ImportId,
  progress: unknown,
): Promise<void> {
  if (typeof progress !== 'object' || progress === null) return
  const { file, stage, rows } = progress as Record<string, unknown>
  if (typeof file !== 'string' || typeof stage !== 'string' || typeof rows !== 'number') return
  await store.inOrganisation(organisation, (scope) =>
    imports.progress(scope, id, { file, stage, rows }),
  )
}

async function save(
  deps: CouncilDeps,
  { organisation }: JobData['import'],
  id: ImportId,
  files: ImportFile[],
  { job, basedOn }: Prepared,
  answer: Result<ReadAnswer>,
): Promise<void> {
  const saved = await deps.store.inOrganisation(organisation, async (scope) => {
    if (!answer.ok) return imports.fail(scope, id, answer.problem)
    const outcomes = outcomesOf(files, job, answer.value.files)
    if (answer.value.caseload === null) {
      return imports.fail(scope, id, answer.value.problem, outcomes)
    }
    const { caseload, establishment: kept, rows, changes } = answer.value
    const { agreement } = await agreementInForce(scope, deps.today())
    const weighed = weighFor(caseload, agreement)
    const { number } = (await imports.get(scope, id)) ?? { number: 0 }
    const checked = await imports.saveChecked(scope, id, {
      asOf: caseload.asOf,
      caseload,
      rows,
      files: outcomes,
      lists: {},
      basedOn,
      changes,
      summary: trendPoint(weighed, number),
      at: deps.now(),
    })
    if (checked.ok) await establishment.save(scope, id, kept)
    return checked
  })
  // A second job of the same import has saved already: its answer stands.
  if (!saved.ok && saved.problem.code !== 'wrong-state') {
    throw new Error(saved.problem.sentence)
  }
  await deps.store.refreshStatistics()
}

/** What the reading made of each stored file; a carried file whose kind was given again is not read. */
function outcomesOf(
  files: ImportFile[],
  job: ReadJob,
  readings: readonly FileReading[],
): FileOutcome[] {
  const byName = new Map(readings.map((reading) => [reading.name, reading]))
  return files.flatMap((file, i) => {
    const reading = byName.get(job.files[i]?.name ?? '')
    return reading
      ? [
          {
            upload: file.upload,
            shape: reading.shape,
            version: reading.version,
            lists: reading.lists,
            problem: reading.problem,
          },
        ]
      : []
  })
}
