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
