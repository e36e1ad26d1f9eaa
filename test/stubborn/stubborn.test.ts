import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('./run.mjs', import.meta.url))

/** The short form; `node test/stubborn/run.mjs --kills 20 --power-cuts 50` is the long one. */
const run = (...options: string[]) => runScript(script, ...options)

const runScript = (path: string, ...options: string[]) =>
  new Promise<{ code: number | string; said: string }>((done) =>
    execFile(process.execPath, [path, ...options], (error, stdout, stderr) =>
      done({ code: error === null ? 0 : (error.code ?? 1), said: stdout + stderr }),
    ),
  )

test('killed in the middle of imports, the store starts again by itself with all it acknowledged', async ({
  skip,
}) => {
  const { code, said } = await run('--kills', '3', '--power-cuts', '0')
  skip(said.includes('not run:'), said)
  expect(said).toContain('nothing lost, nothing half')
  expect(code).toBe(0)
}, 120_000)

test('its power cut in the middle of imports, the store has all it acknowledged', async ({
  skip,
}) => {
  const { code, said } = await run('--kills', '0', '--power-cuts', '2')
  skip(said.includes('not run:'), said)
  expect(said).toContain('nothing lost, nothing half')
  expect(code).toBe(0)
}, 120_000)

/** The short form; `node test/stubborn/served.mjs --kills 20` is the long one. */
test('killed in the middle of uploads, the server starts again with every file it took, read to the end; a second start is refused', async () => {
  const served = fileURLToPath(new URL('./served.mjs', import.meta.url))
  const { code, said } = await runScript(served, '--kills', '2', '--cases', '120')
  expect(said).toContain(' 0 faults')
  expect(code).toBe(0)
}, 180_000)

/** One of the scripts beside this file; each says on its last line how many faults it found. */
const beside = (name: string, ...options: string[]) =>
  runScript(fileURLToPath(new URL(`./${name}.mjs`, import.meta.url)), ...options)

for (const engine of ['embedded', 'postgres']) {
  /** The short form; `npm run stubborn` runs the long ones. */
  test(`killed while people sign, allocate and answer (${engine}), the house has every action it acknowledged once, none half, and a whole record`, async ({
    skip,
  }) => {
    const { code, said } = await beside('decided', '--engine', engine, '--kills', '6')
    skip(said.includes('not run:'), said)
    expect(said).toContain(' 0 faults')
    expect(code).toBe(0)
  }, 300_000)
}

test('three web processes on one database behave as one: sign-in, sign-out, jobs, figures, and one that is killed', async ({
  skip,
}) => {
  const { code, said } = await beside('several', '--rounds', '2')
  skip(said.includes('not run:'), said)
  expect(said).toContain(' 0 faults')
  expect(code).toBe(0)
}, 240_000)

test('of nine managers who race for one case on three web processes one wins, and the others are told who', async ({
  skip,
}) => {
  const { code, said } = await beside('racing', '--rounds', '20')
  skip(said.includes('not run:'), said)
  expect(said).toContain('one won 20 of 20 times')
  expect(code).toBe(0)
}, 300_000)

test('a backup taken while people decide restores to a house that works, with all that was acknowledged before it', async () => {
  const { code, said } = await beside('backed-up', '--backups', '1')
  expect(said).toContain(' 0 faults')
  expect(code).toBe(0)
}, 240_000)
