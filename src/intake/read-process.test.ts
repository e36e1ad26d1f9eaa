import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runReader } from './read-process.ts'

/** Children are real Node processes, so they need JavaScript: the child's side is stripped of its types. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairload-reader-'))
  mkdirSync(folder, { recursive: true })
  const source = readFileSync(new URL('./serve-reader.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(join(folder, 'serve-reader.mjs'), outputText)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let scripts = 0
function child(body: string): string {
  const path = join(folder, `child-${++scripts}.mjs`)
  writeFileSync(path, `import { serveReader } from './serve-reader.mjs'\n${body}\n`)
  return path
}
const caps = { memoryMb: 64, seconds: 20 }
const codeOf = (result: Awaited<ReturnType<typeof runReader>>): string =>
  result.ok ? 'ok' : result.problem.code

describe('a reading process', () => {
  it('takes a job with maps and dates in it and gives its answer back as it was', async () => {
    const script = child(`serveReader(async (job) => ({ ok: true, value: { echo: job } }))`)
    const job = { answers: new Map([['sheet:x', 'list-6']]), big: 'x'.repeat(3_000_000) }
    expect(await runReader(script, job, caps)).toEqual({ ok: true, value: { echo: job } })
  })

  it('tells its progress in order before it answers', async () => {
    const script = child(
      `serveReader(async (_, progress) => { for (let i = 1; i <= 5; i++) progress({ rows: i }); return { ok: true, value: null } })`,
    )
    const heard: unknown[] = []
    await runReader(script, null, { ...caps, onProgress: (p) => heard.push(p) })
    expect(heard).toEqual([1, 2, 3, 4, 5].map((rows) => ({ rows })))
  })

  it('hands on the problem that a file has', async () => {
    const script = child(
      `serveReader(async () => ({ ok: false, problem: { code: 'empty-file', sentence: 'It is empty.' } }))`,
    )
    expect(await runReader(script, null, caps)).toEqual({
      ok: false,
      problem: { code: 'empty-file', sentence: 'It is empty.' },
    })
  })

  it('is stopped when it hangs in a loop that never yields', async () => {
    const script = child(`serveReader(async () => { for (;;); })`)
    const began = Date.now()
    const result = await runReader(script, null, { ...caps, seconds: 1 })
    expect(codeOf(result)).toBe('reader-too-slow')
    expect(Date.now() - began).toBeLessThan(5_000)
  })

  it('is stopped when it waits for ever', async () => {
    const script = child(`serveReader(() => new Promise(() => setInterval(() => {}, 1000)))`)
    const result = await runReader(script, null, { ...caps, seconds: 0.5 })
    expect(codeOf(result)).toBe('reader-too-slow')
  })

  it('is stopped when it never takes its job', async () => {
    const script = child(`setInterval(() => {}, 1000)`)
    const result = await runReader(script, null, { ...caps, seconds: 0.5 })
    expect(codeOf(result)).toBe('reader-too-slow')
  })

  it('is told apart when it fills its heap without end', async () => {
    const script = child(
      `serveReader(async () => { const held = []; for (;;) held.push(new Array(1000).fill(held.length)) })`,
    )
    const result = await runReader(script, null, { memoryMb: 32, seconds: 25 })
    expect(codeOf(result)).toBe('reader-out-of-memory')
  })

  it.skipIf(!existsSync('/proc/self/status'))(
    'is told apart when it fills memory outside its heap without end',
    async () => {
      const script = child(
        `serveReader(async () => { const held = []; for (;;) { held.push(Buffer.alloc(4e6, 1)); await new Promise((r) => setTimeout(r, 2)) } })`,
      )
      const result = await runReader(script, null, { memoryMb: 32, seconds: 25 })
      expect(codeOf(result)).toBe('reader-out-of-memory')
    },
  )

  it('is said to have stopped when it throws, exits or kills itself', async () => {
    const deaths = [
      `serveReader(async () => { throw new Error('a cell said: Amara') })`,
      `serveReader(async () => process.exit(0))`,
      `serveReader(async () => process.kill(process.pid, 'SIGKILL'))`,
      `throw new Error('broken before it began')`,
      `serveReader(async () => { process.send({ type: 'done', result: 'nonsense' }); process.exit(0) })`,
    ]
    for (const body of deaths) {
      const result = await runReader(child(body), null, caps)
      expect(codeOf(result)).toBe('reader-stopped')
      expect(JSON.stringify(result)).not.toContain('Amara')
    }
  })

  it('is cancelled at once, before and during its work', async () => {
    const script = child(`serveReader(async () => { for (;;); })`)
    const before = AbortSignal.abort()
    expect(codeOf(await runReader(script, null, { ...caps, signal: before }))).toBe(
      'reader-cancelled',
    )
    const during = new AbortController()
    setTimeout(() => during.abort(), 300)
    expect(codeOf(await runReader(script, null, { ...caps, signal: during.signal }))).toBe(
      'reader-cancelled',
    )
  })

  it('leaves no process behind once it is stopped', async () => {
    const script = child(
      `serveReader(async (_, progress) => { progress(process.pid); setTimeout(() => { for (;;); }, 50); return new Promise(() => {}) })`,
    )
    let pid = 0
    await runReader(script, null, { ...caps, seconds: 0.7, onProgress: (p) => (pid = Number(p)) })
    expect(pid).toBeGreaterThan(0)
    let alive = true
    for (let i = 0; i < 100 && alive; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      try {
        process.kill(pid, 0)
      } catch {
        alive = false
      }
    }
    expect(alive).toBe(false)
  })

  it('keeps __proto__ as a key like any other', async () => {
    const script = child(
      `serveReader(async (job) => { const map = {}; map[job] = { polluted: true }; return { ok: true, value: [Object.keys(map), {}.polluted ?? null, map.polluted ?? null] } })`,
    )
    expect(await runReader(script, '__proto__', caps)).toEqual({
      ok: true,
      value: [['__proto__'], null, null],
    })
  })

  it('inherits none of the secrets in the environment', async () => {
    const script = child(`serveReader(async () => ({ ok: true, value: Object.keys(process.env) }))`)
    const result = await runReader(script, null, caps)
    const names = result.ok && Array.isArray(result.value) ? result.value : []
    const known = [
      'NODE_ENV',
      'TZ',
      'SystemRoot',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]
    expect(names.filter((name) => !known.includes(String(name)))).toEqual([])
    expect(names).toContain('TZ')
  })
})
