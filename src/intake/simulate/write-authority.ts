import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../kit/index.ts'
import { bundle, rendered, type ReadShape } from './bundle.ts'
import { chosenMess, makeMess } from './mess/index.ts'
import type { Placement } from './mess/scene.ts'
import type { Authority, Truth } from './model.ts'
import { truthOn } from './truth.ts'
import type { AnnexAVersion } from './write/annex-a.ts'
import { cinCensus } from './write/cin-census.ts'
import { csv } from './write/csv.ts'
import { dfeApi } from './write/dfe-api.ts'
import { ssd } from './write/ssd.ts'
import { ssda903 } from './write/ssda903.ts'

/** `annex-a-csv` is one CSV a list; the last four are shapes for importers to come. */
export type WrittenShape = ReadShape | 'cin-census' | 'ssda903' | 'ssd' | 'dfe-api' | 'truth'

export const everyShape: readonly WrittenShape[] = [
  'annex-a',
  'people',
  'families',
  'posts',
  'csww',
  'cin-census',
  'ssda903',
  'ssd',
  'dfe-api',
  'truth',
]

export interface WriteOptions {
  /** Made where it is not there. */
  folder: string
  /** Kinds of mess by name; none unless told. Mess is made in the files Fairload reads. */
  mess?: readonly string[]
  shapes?: readonly WrittenShape[]
  /** Headers and sheets of the template of 2019, or of January 2024 unless told. */
  version?: AnnexAVersion
}

type Chunks = Iterable<string | Uint8Array>

/**
 * Writes an authority's files into a folder and gives their names, relative to it, in order. The same
 * authority and options write the same bytes. `truth/` says what reading must give and where mess
 * was put. A problem where a kind of mess is unknown or the folder cannot be written.
 */
export async function writeAuthority(
  authority: Authority,
  options: WriteOptions,
): Promise<Result<string[]>> {
  const kinds = chosenMess(options.mess ?? [])
  if (!kinds.ok) return kinds
  const shapes = options.shapes ?? everyShape
  const read = shapes.filter((shape): shape is ReadShape =>
    ['annex-a', 'annex-a-csv', 'people', 'families', 'posts', 'csww'].includes(shape),
  )
  const written: string[] = []
  const write = (name: string, chunks: Chunks): void => {
    const path = join(options.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    const file = openSync(path, 'w')
    try {
      for (const chunk of chunks)
        writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk)
    } finally {
      closeSync(file)
    }
    written.push(name)
  }
  const writeRead = (): Placement[] => {
    const files = bundle(authority, options.version)
    const made = makeMess(files, authority, kinds.value, authority.seed)
    for (const [name, bytes] of rendered(files, read)) write(name, [bytes])
    return made
  }
  try {
    // In a function of its own, so that a large authority's cells are gone before the rest is made.
    const placements = writeRead()
    if (shapes.includes('cin-census')) write('CIN census.xml', cinCensus(authority))
    if (shapes.includes('ssda903'))
      for (const table of ssda903(authority)) write(`SSDA903/${table.name}.csv`, [csv(table)])
    if (shapes.includes('ssd'))
      for (const table of ssd(authority)) {
        write(`SSD/${table.name}.csv`, [csv(table, { newline: '\n' })])
        table.rows.length = 0
      }
    if (shapes.includes('dfe-api')) write('DfE API.json', dfeApi(authority))
    if (shapes.includes('truth')) {
      write('truth/truth.json', asJson(truthOn(authority, authority.on)))
      write('truth/mess.json', [`${JSON.stringify(placements, null, 1)}\n`])
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fail({
      code: 'folder-not-writable',
      sentence: `The folder “${options.folder}” cannot be written (${String(error.code)}): name another, or make room.`,
    })
  }
  return ok(written)
}

/** A case a line: a large authority's truth is never one text. */
function* asJson({ cases, ...rest }: Truth): Generator<string> {
  yield `{"cases":[`
  let first = true
  for (const one of cases.values()) {
    yield `${first ? '' : ','}\n${JSON.stringify(one)}`
    first = false
  }
  yield `\n],${JSON.stringify(rest).slice(1)}\n`
}
