import type { Problem } from '../../kit/index.ts'
import { assemble, compare } from '../../core/caseload/index.ts'
import { keptEstablishment } from '../../core/establishment/index.ts'
import type { Finding, Records, Source } from '../../core/model/index.ts'
import { readCells, readFiles, type FileReading, type Progress } from '../../intake/index.ts'
import { recount } from './recount.ts'
import type { JobFile, ReadAnswer, ReadJob } from './job.ts'

/**
 * The whole reading of one import, in the reading process: the new files, those carried over whose
 * kind was not given again, the rules of status, the comparison with the import in force, and the
 * rows behind cases and findings.
 */
export async function readImport(
  job: ReadJob,
  onProgress: (progress: Progress) => void,
): Promise<ReadAnswer> {
  const options = { answers: new Map(job.answers), today: job.today, onProgress }
  const given = await readFiles(
    job.files.filter((file) => !file.carried),
    options,
  )
  const shapes = new Set(given.files.map((file) => file.shape))
  const carried = job.files.filter((file) => file.carried && !hasShape(shapes, file))
  const kept = await readFiles(carried, options)
  const files = [...given.files, ...kept.files]

  const problem = problemOf(files)
  if (problem) return { caseload: null, problem, files }

  onProgress({ file: '', stage: 'Working out who holds what', rows: 0 })
  const records = merged(given.records, kept.records)
  const caseload = assemble(records, job.on, options.answers, job.previous ?? undefined)
  const posts = keptEstablishment(records, caseload.workers, job.on)
  const fromRules = [...caseload.findings, ...posts.findings]
  const findings = [...files.flatMap((file) => file.findings), ...fromRules]
  onProgress({ file: '', stage: 'Keeping the rows behind the figures', rows: 0 })
  const read = new Set(files.map((file) => file.name))
  const rows = await readCells(
    job.files.filter((file) => read.has(file.name)),
    [
      ...wantedRows(caseload.cases, caseload.workers, findings),
      ...records.posts.map(({ from }) => from),
    ],
  )
  return {
    caseload: { ...caseload, findings },
    establishment: posts.establishment,
    problem: null,
    files: recount(files, records, fromRules),
    rows,
    changes: job.previous && compare(job.previous, caseload),
  }
}

const hasShape = (shapes: ReadonlySet<string | null>, file: JobFile): boolean =>
  file.carried !== null && shapes.has(file.carried.shape)

/** Half an upload never becomes an import: one file that cannot be used refuses them all. */
function problemOf(files: readonly FileReading[]): Problem | null {
  const unusable = files.find((file) => file.problem)
  if (unusable?.problem) {
    return {
      code: unusable.problem.code,
      sentence: `${unusable.name}: ${unusable.problem.sentence}`,
    }
  }
  return files.some((file) => file.shape === 'annex-a')
    ? null
    : {
        code: 'no-caseload',
        sentence:
          'None of these files says which children have a worker. Add an Annex A workbook (or its lists as CSV) to the same upload.',
      }
}

const merged = (a: Records, b: Records): Records => ({
  children: a.children.concat(b.children),
  adopters: a.adopters.concat(b.adopters),
  families: a.families.concat(b.families),
  people: a.people.concat(b.people),
  workforce: a.workforce.concat(b.workforce),
  posts: a.posts.concat(b.posts),
})

function wantedRows(
  cases: readonly { from: Source[] }[],
  workers: readonly { person: { from: Source } | null }[],
  findings: readonly Finding[],
): Source[] {
  const wanted: Source[] = cases.flatMap((of) => of.from)
  for (const { person } of workers) if (person) wanted.push(person.from)
  for (const { file, sheet, row } of findings) {
    if (sheet !== null && row !== null) wanted.push({ file, sheet, row })
  }
  return wanted
}
