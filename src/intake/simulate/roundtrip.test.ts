import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addDays, fold } from '../../kit/index.ts'
import type { Caseload, Finding } from '../../core/model/index.ts'
import { assemble } from '../../core/caseload/index.ts'
import { readFiles } from '../index.ts'
import type { Reading } from '../index.ts'
import { simulate } from './authority.ts'
import { bundle, rendered, type ReadShape } from './bundle.ts'
import { authorityOn } from './on-day.ts'
import { differences } from './differences.ts'
import { makeMess, messKinds } from './mess/index.ts'
import type { MessKind } from './mess/kind.ts'
import type { Placement } from './mess/scene.ts'
import type { Authority } from './model.ts'
import { truthOn } from './truth.ts'

const shapes: readonly ReadShape[] = ['annex-a', 'people', 'families', 'csww']

const long = process.env['FAIRLOAD_LONG_TESTS'] !== undefined
const seeds = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]

const built = new Map<number, Authority>()

function small(seed: number): Authority {
  const known = built.get(seed)
  if (known) return known
  const made = simulate({
    seed,
    cases: 150,
    workers: 12,
    unallocatedShare: 0.05,
    phantomShare: 0.02,
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  built.set(seed, made.value)
  return made.value
}

async function readBack(
  files: ReadonlyMap<string, Uint8Array>,
  authority: Authority,
): Promise<{ reading: Reading; caseload: Caseload; findings: Finding[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'fairload-simulated-'))
  try {
    const uploaded = []
    for (const [name, bytes] of files) {
      await writeFile(join(folder, name), bytes)
      uploaded.push({ name, path: join(folder, name) })
    }
    const reading = await readFiles(uploaded, { answers: new Map(), today: authority.on })
    const caseload = assemble(reading.records, authority.on, new Map())
    const findings = [...reading.files.flatMap((file) => file.findings), ...caseload.findings]
    return { reading, caseload, findings }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Whether a finding stands at the place: at its cell, at its row where either names no column, or,
 * for a question that one answer settles for every cell that says the same, at another such cell.
 */
function covers(finding: Finding, place: Placement): boolean {
  if (finding.question?.remembered === true && finding.value !== null && place.value !== null) {
    if (fold(finding.value) === fold(place.value)) return true
  }
  if (finding.file !== place.file) return false
  if (place.sheet !== null && finding.sheet !== place.sheet) return false
  if (finding.row !== place.row) return false
  return (
    place.column === null || finding.column === null || fold(finding.column) === fold(place.column)
  )
}

/**
 * Where reading neither gives the truth nor says so. With all mess `together` one kind may bring a
 * finding to another's cell: month-first dates make every date of their column doubtful.
 */
function broken(
  authority: Authority,
  placements: readonly Placement[],
  { caseload, findings }: { caseload: Caseload; findings: readonly Finding[] },
  together: boolean,
): string[] {
  const wrong: string[] = []
  for (const place of placements)
    if (place.expected === 'finding' && !findings.some((finding) => covers(finding, place)))
      wrong.push(`no finding: ${JSON.stringify(place)}`)
  for (const difference of differences(truthOn(authority, authority.on), caseload)) {
    // A worker's cases follow from the children's: those are held to account themselves.
    if (difference.field === 'cases') continue
    const behind = placements.filter(
      (place) =>
        place.about === difference.about ||
        (place.about === null && place.whole) ||
        (difference.what === 'worker' && difference.field === 'worker'),
    )
    const told = behind.some(
      (place) =>
        (place.expected !== 'truth' || together) &&
        findings.some(
          (finding) =>
            covers(finding, place) &&
            (finding.changesFigures || (place.about !== null && place.expected !== 'truth')),
        ),
    )
    const row = difference.from
    const toldAtRow =
      row !== null &&
      findings.some(
        (f) =>
          f.file === row.file && f.sheet === row.sheet && f.row === row.row && f.changesFigures,
      )
    if (told || toldAtRow) continue
    const near = behind.filter((place) => place.about !== null).slice(0, 9)
    wrong.push(`${JSON.stringify(difference)} behind ${JSON.stringify(near)}`)
  }
  return wrong
}

async function tryMess(
  seed: number,
  kinds: readonly MessKind[],
): Promise<{ wrong: string[]; placed: number }> {
  const authority = small(seed)
  const files = bundle(authority)
  const placements = makeMess(files, authority, kinds, seed)
  const read = await readBack(rendered(files, shapes), authority)
  const problems = read.reading.files.flatMap((file) =>
    file.problem ? [`${file.name}: ${file.problem.sentence}`] : [],
  )
  return {
    wrong: [...problems, ...broken(authority, placements, read, kinds.length > 1)],
    placed: placements.length,
  }
}

test('with mess off, every child, worker and reduction reads back as the truth', async () => {
  for (const seed of [1, 2, 3]) {
    const authority = small(seed)
    const read = await readBack(rendered(bundle(authority), shapes), authority)
    expect(differences(truthOn(authority, authority.on), read.caseload)).toEqual([])
    expect(read.findings.filter((finding) => finding.code !== 'phantom-allocation')).toEqual([])
  }
})

for (const [nth, kind] of messKinds.entries())
  test(`${kind.kind}: ${kind.about} (${kind.expected})`, async () => {
    let placed = 0
    for (const seed of long ? seeds : seeds.slice(nth % 4, (nth % 4) + 1)) {
      const { wrong, placed: some } = await tryMess(seed, [kind])
      expect(wrong).toEqual([])
      placed += some
    }
    expect(placed).toBeGreaterThan(0)
  })

test('with all mess together, each cell still reads as the truth or yields a finding', async () => {
  for (const seed of [21, 22, 23, ...(long ? seeds : [])]) {
    const { wrong, placed } = await tryMess(seed, messKinds)
    expect(wrong).toEqual([])
    expect(placed).toBeGreaterThan(300)
  }
})

test('as it was known eight and four weeks before, the same authority reads back as the truth of that day', async () => {
  const authority = small(5)
  for (const days of [-56, -28]) {
    const earlier = authorityOn(authority, addDays(authority.on, days))
    const read = await readBack(rendered(bundle(earlier), shapes), earlier)
    expect(differences(truthOn(authority, earlier.on), read.caseload)).toEqual([])
  }
})

test('the template of 2019 and one CSV a list read back as the truth too', async () => {
  const authority = small(6)
  const truth = truthOn(authority, authority.on)
  const older = await readBack(rendered(bundle(authority, '2019'), shapes), authority)
  // Its list 9 has no column for a personal adviser.
  const withoutAdviser = differences(truth, older.caseload).filter(
    ({ field }) => field !== 'personalAdviser',
  )
  expect(withoutAdviser).toEqual([])
  const lists = await readBack(
    rendered(bundle(authority), ['annex-a-csv', 'people', 'families', 'csww']),
    authority,
  )
  expect(differences(truth, lists.caseload)).toEqual([])
})
