import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** One of the scripts beside this file; each says on its last line how many faults it found. */
const beside = (name: string, ...options: string[]) =>
  new Promise<{ code: number | string; said: string }>((done) =>
    execFile(
      process.execPath,
      [fileURLToPath(new URL(`./${name}.mjs`, import.meta.url)), ...options],
      (error, stdout, stderr) =>
        done({ code: error === null ? 0 : (error.code ?? 1), said: stdout + stderr }),
    ),
  )

test('the two parties’ houses, started as they run, reach nothing of one another', async () => {
  const { code, said } = await beside('apart')
  expect(said).toContain('0 faults')
  expect(code).toBe(0)
}, 300_000)

test('killed while officers save, the branch has every word it acknowledged, and both of two who saved at once', async () => {
  const { code, said } = await beside('branch-saves', '--kills', '4')
  expect(said).toContain('0 faults')
  expect(code).toBe(0)
}, 300_000)
