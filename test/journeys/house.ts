import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { freshFolder } from '../seeds/database.ts'
import { codeIn, setUpFirst, walkAs } from '../seeds/sign-in.mjs'
import { launchBrowser } from './browser.ts'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export interface House {
  /** `http://127.0.0.1:38827` */
  address: string
  /** The one-time code it printed for the first administrator. */
  code: string
}

/**
 * Cookies of the first administrator of one's own authority (set up at the first call), who is the
 * service manager too, and of the demonstration's service manager.
 */
export const signedIn = (name: string, { address, code }: House): Promise<Cookie[]> =>
  kept(`signed in ${name}`, async () => {
    const own = await setUpFirst(address, code)
    const walk = await walkAs(address, 'Service manager').catch(() => null)
    return [own, walk].flatMap((cookie) => {
      const [key = '', value = ''] = cookie?.split('=') ?? []
      return cookie === null ? [] : [{ name: key, value, url: address }]
    })
  })

export interface Cookie {
  name: string
  value: string
  url: string
}

/**
 * The built server, as `npm start` runs it, on a data folder of its own. Each name is one server,
 * started at the first call and ended, with its folder removed, when this process or thread ends.
 * `empty`: without the demonstration, for journeys that only need one's own authority.
 */
export function house(name: string, how: 'demonstration' | 'empty'): Promise<House> {
  return kept(`house ${name}`, () => start(how))
}

/** One browser for all journeys of a run; ends with it. */
export const browser = (): Promise<Browser> => kept('browser', () => launchBrowser())

/** Kept beside the modules, not in one: each test file has this module anew. */
function kept<T>(name: string, make: () => Promise<T>): Promise<T> {
  const here = globalThis as typeof globalThis & {
    fairloadJourneys?: Map<string, Promise<unknown>>
  }
  const known = (here.fairloadJourneys ??= new Map())
  const running = (known.get(name) as Promise<T> | undefined) ?? make()
  known.set(name, running)
  return running
}

async function start(how: 'demonstration' | 'empty'): Promise<House> {
  await build()
  const folder = freshFolder()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o755 })
  const env: NodeJS.ProcessEnv = { ...process.env, FAIRLOAD_DATA: data, FAIRLOAD_PORT: '0' }
  delete env['DATABASE_URL']
  const server = spawn(
    process.execPath,
    [
      join(ROOT, 'bin', 'fairload.mjs'),
      'serve',
      ...(how === 'empty' ? ['--no-demonstration'] : []),
    ],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  endWithUs(server.pid ?? 0, folder)
  const said: string[] = []
  createInterface(server.stderr).on('line', (line) => said.push(line))
  const printed: string[] = []
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).on('line', (line) => {
      printed.push(line)
      const ready = /^Fairload is ready: (http:\S+)$/.exec(line)
      if (ready?.[1]) resolve(ready[1])
    })
    server.once('exit', (code) =>
      reject(new Error(`fairload serve ended with ${code}:\n${said.join('\n')}`)),
    )
  })
  server.unref()
  for (const pipe of [server.stdout, server.stderr]) if (pipe instanceof Socket) pipe.unref()
  return { address, code: codeIn(printed.join('\n')) ?? '' }
}

const BUILD_LOCK = join(tmpdir(), 'fairload-journeys-build')
const BUILD_TAKES_AT_MOST_MS = 120_000

/** Builds what is out of date; one thread after another, for a build replaces the whole folder. */
async function build(): Promise<void> {
  while (!taken()) await wait(100)
  try {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--if-stale'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } finally {
    rmSync(BUILD_LOCK, { force: true })
  }
}

/** Whether the lock is ours now; one left behind by a run that was killed counts for nothing. */
function taken(): boolean {
  try {
    writeFileSync(BUILD_LOCK, '', { flag: 'wx' })
    return true
  } catch {
    const left = statSync(BUILD_LOCK, { throwIfNoEntry: false })
    if (left && Date.now() - left.mtimeMs > BUILD_TAKES_AT_MOST_MS) {
      rmSync(BUILD_LOCK, { force: true })
    }
    return false
  }
}

/** A watcher that holds a pipe from us: however we end, it ends the server as a person would. */
function endWithUs(pid: number, folder: string): void {
  const watcher = spawn(
    '/bin/sh',
    [
      '-c',
      `read -r _
      kill -TERM "$1"
      n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 200 ]; do sleep 0.1; n=$((n + 1)); done
      rm -rf "$2"`,
      'watcher',
      String(pid),
      folder,
    ],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  )
  watcher.unref()
  const pipe: unknown = watcher.stdin
  if (pipe instanceof Socket) pipe.unref()
}
