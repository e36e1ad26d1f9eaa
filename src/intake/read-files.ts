import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { fail, ok } from '../kit/index.ts'
import type { Problem, Result } from '../kit/index.ts'
import type { Records } from '../core/model/index.ts'
import { openFile, readXml } from './read/index.ts'
import type { OpenedFile } from './read/index.ts'
import type { FileReading, Reading, ReadOptions, UploadedFile } from './reading.ts'
import { CodeReader } from './shapes/annex-a/codes.ts'
import type { ListContext } from './shapes/annex-a/list-reader.ts'
import { planAnnexA } from './shapes/annex-a/plan.ts'
import type { AnnexAFile } from './shapes/annex-a/read-annex-a.ts'
import { annexACounts, readAnnexA, settleAnnexA } from './shapes/annex-a/read-annex-a.ts'
import type { CensusWorker } from './shapes/csww/read-csww.ts'
import { CensusElements, censusRecords } from './shapes/csww/read-csww.ts'
import { DayReader } from './shapes/day.ts'
import { planFamilies, readFamilies } from './shapes/families/read-families.ts'
import { emptyTemplate, looksLike, xmlLooksLike } from './shapes/looks-like.ts'
import { peekSheets } from './shapes/peek.ts'
import { planPeople, readPeople } from './shapes/people/read-people.ts'
import { planPosts, readPosts } from './shapes/posts/read-posts.ts'
import { FindingSink } from './shapes/tally.ts'

/** What the files of one upload share. */
interface Upload {
  options: ReadOptions
  records: Records
  days: DayReader
  codes: CodeReader
  annexA: { file: AnnexAFile; reading: FileReading }[]
  progress: (file: string, stage: string, rows: number) => void
}

/** One file on its way: the reading being filled in, and where its findings go. */
interface Under {
  file: UploadedFile
  reading: FileReading
  context: ListContext
}

/**
 * Reads all files of one upload: what each is, its records and its findings. Never throws for what
 * a file holds; a file that cannot be used has a `problem`, and then nothing should be stored.
 */
export async function readFiles(
  files: readonly UploadedFile[],
  options: ReadOptions,
): Promise<Reading> {
  const upload: Upload = {
    options,
    records: { children: [], adopters: [], families: [], people: [], workforce: [], posts: [] },
    days: new DayReader(options.today),
    codes: new CodeReader(options.answers),
    annexA: [],
    progress: paced(options),
  }
  const readings: FileReading[] = []
  const seen = new Map<string, string>()
  for (const file of files) {
    const under = await begin(file, upload)
    readings.push(under.reading)
    if (under.reading.problem !== null) continue
    const twin = seen.get(under.reading.sha256)
    if (twin !== undefined) {
      under.context.findings.add(whole(file), {
        code: 'same-file-twice',
        sentence:
          'Another file of this upload has the very same contents; this one was not read again.',
        effect: 'notice',
        changesFigures: false,
      })
      continue
    }
    seen.set(under.reading.sha256, file.name)
    const done = await readOne(under, upload)
    if (!done.ok) under.reading.problem = done.problem
  }
  settle(upload)
  return { files: readings, records: upload.records }
}

const whole = (file: UploadedFile): { file: string; sheet: null; ordinal: number } => ({
  file: file.name,
  sheet: null,
  ordinal: 0,
})

/** At most one call every 250 ms, and none where nobody listens. */
function paced({ onProgress }: ReadOptions): Upload['progress'] {
  if (onProgress === undefined) return () => undefined
  let last = Number.NEGATIVE_INFINITY
  return (file, stage, rows) => {
    const now = performance.now()
    if (now - last < 250) return
    last = now
    onProgress({ file, stage, rows })
  }
}

async function begin(file: UploadedFile, upload: Upload): Promise<Under> {
  const findings = new FindingSink()
  const hashed = await hashOf(file.path)
  const reading: FileReading = {
    name: file.name,
    sha256: hashed.ok ? hashed.value.sha256 : '',
    bytes: hashed.ok ? hashed.value.bytes : 0,
    shape: null,
    version: null,
    lists: {},
    findings: findings.all,
    problem: null,
  }
  const { today, answers } = upload.options
  const context: ListContext = {
    sha256: reading.sha256,
    today,
    answers,
    days: upload.days,
    codes: upload.codes,
    findings,
  }
  return { file, reading, context }
}

async function hashOf(path: string): Promise<Result<{ sha256: string; bytes: number }, null>> {
  try {
    const found = await stat(path)
    // What is no plain file the reader names; to hash a pipe would wait for ever.
    if (!found.isFile()) return fail(null)
    const hash = createHash('sha256')
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece)
    return ok({ sha256: hash.digest('hex'), bytes: found.size })
  } catch {
    return fail(null)
  }
}

async function readOne(under: Under, upload: Upload): Promise<Result<unknown, Problem>> {
  const { file, context } = under
  upload.progress(file.name, 'opening', 0)
  const opened = await openFile(file.path, file.name)
  if (!opened.ok) return opened
  try {
    for (const notice of opened.value.notices)
      context.findings.add(whole(file), { ...notice, effect: 'notice', changesFigures: false })
    return opened.value.format === 'xml'
      ? await readCensus(under, upload)
      : await readSheets(under, upload, opened.value)
  } finally {
    await opened.value.close()
  }
}

async function readSheets(
  under: Under,
  upload: Upload,
  opened: OpenedFile,
): Promise<Result<unknown, Problem>> {
  const { file, reading, context } = under
  const peeked = await peekSheets(opened)
  if (!peeked.ok) return peeked
  const peeks = peeked.value
  const onRows = (stage: string, rows: number): void => upload.progress(file.name, stage, rows)

  const plans = planAnnexA(peeks, context.answers)
  const lists = plans.some((plan) => plan.read !== null)
  const posts = lists ? null : planPosts(peeks)
  if (posts !== null) {
    reading.shape = 'posts'
    const read = await readPosts(file.name, posts, context, upload.records)
    if (read.ok) reading.lists = { Posts: read.value.count() }
    return read
  }
  const people = lists ? null : planPeople(peeks)
  if (people !== null) {
    reading.shape = 'people'
    const read = await readPeople(file.name, people, context, upload.records)
    if (!read.ok) return read
    reading.lists = { People: read.value.people.count() }
    if (read.value.reductions !== null) reading.lists['Reductions'] = read.value.reductions.count()
    return read
  }
  const families = lists ? null : planFamilies(peeks)
  if (families !== null) {
    reading.shape = 'families'
    const read = await readFamilies(file.name, families, context, upload.records)
    if (read.ok) reading.lists = { Families: read.value.count() }
    return read
  }
  if (!lists && !plans.some((plan) => plan.asks))
    return fail(looksLike(peeks, opened.format === 'xml' ? 'csv' : opened.format))
  reading.shape = 'annex-a'
  const read = await readAnnexA(file.name, plans, context, onRows)
  if (!read.ok) return read
  upload.annexA.push({ file: read.value, reading })
  return read
}

async function readCensus(under: Under, upload: Upload): Promise<Result<unknown, Problem>> {
  const { file, reading, context } = under
  const workers: CensusWorker[] = []
  const census = new CensusElements((worker) => {
    workers.push(worker)
    if (workers.length % 500 === 0) upload.progress(file.name, 'Workers', workers.length)
  })
  const read = await readXml(file.path, census)
  if (!read.ok) return read
  if (!census.isCsww)
    return fail(xmlLooksLike(census.root, census.header.get('Collection') ?? null, census.within))
  if (workers.length === 0)
    return fail({
      code: 'census-empty',
      sentence: 'This workforce census holds no worker. Export it again after it was filled.',
    })
  reading.shape = 'csww'
  reading.version = census.header.get('Year') ?? null
  const tally = censusRecords(file.name, census, workers, context, upload.records)
  reading.lists = { Workers: tally.count() }
  return read
}

/** What needs every file: Annex A's lists against each other, and its counts. */
function settle(upload: Upload): void {
  settleAnnexA(
    upload.annexA.map((one) => one.file),
    upload.records,
  )
  const filled = upload.annexA.some(({ file }) =>
    [...file.tallies.values()].some((one) => one.rows > 0),
  )
  for (const { file, reading } of upload.annexA) {
    reading.lists = annexACounts(file)
    reading.version = file.version
    if (!filled && !reading.findings.some((finding) => finding.question !== undefined))
      reading.problem = emptyTemplate
  }
}
