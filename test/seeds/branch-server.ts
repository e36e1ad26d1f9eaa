import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FastifyInstance, RouteOptions } from 'fastify'
import pino from 'pino'
import { fillDemonstration } from '../../src/branch/demonstration.ts'
import {
  openBranch,
  type Branch,
  type BranchDeps,
  type BranchView,
} from '../../src/branch/index.ts'
import { branchSignIn, type BranchSignIn, type LookUp } from '../../src/branch/sign-in/index.ts'
import { fail, type IsoDate } from '../../src/kit/index.ts'
import { organisations, type BranchStore } from '../../src/store/branch/index.ts'
import { createBranchServer } from '../../src/web/branch/index.ts'
import { filledBranchStore, testBranchStore } from './branch-store.ts'

export const BRANCH_HOST = '127.0.0.1'
/** The branch's day in tests: a Monday. */
export const BRANCH_TODAY = '2026-11-23' as IsoDate

export interface BranchServer {
  app: FastifyInstance
  store: BranchStore
  deps: BranchDeps
  branch: Branch
  signIn: BranchSignIn
  /** The invented branch, and one of its own. */
  demonstration: BranchView
  own: BranchView
  /** Every line that was logged, as it would stand in the log. */
  log: string[]
  /** Every route there is. */
  routes: RouteOptions[]
  /** What an asset weighs as it is sent: compressed where it is. */
  sentBytes(asset: string): number
  /** Answers on a port of this machine; its address. */
  listen(): Promise<string>
  close(): Promise<void>
}

export interface BranchServerOptions {
  /** Fills the invented branch. */
  filled?: boolean
  /** Real styles and scripts; else empty ones of the right names. */
  assets?: boolean
  today?: IsoDate
  /** In place of the sign-in on the store: a test of rights says who each token is. */
  behind?: BranchSignIn['behind']
  guestBehind?: BranchSignIn['guestBehind']
  /** Takes its messages; none are sent unless given. */
  mail?: BranchDeps['mail']
  /** Names a visitor's network. */
  lookUp?: LookUp
}

const NAMES = [
  'fairload.css',
  'fairload.js',
  'favicon.svg',
  'favicon-branch.svg',
  'atkinson-400.woff2',
  'atkinson-700.woff2',
]

/** The branch's whole server on a database of its own, with an invented branch and an empty one. */
export async function branchServer(options: BranchServerOptions = {}): Promise<BranchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fairload-branch-'))
  const assetsFolder = join(folder, 'assets')
  const temporaryFolder = join(folder, 'uploads')
  mkdirSync(assetsFolder)
  mkdirSync(temporaryFolder)
  const manifest = options.assets ? await builtAssets(assetsFolder) : emptyAssets(assetsFolder)
  const day = options.today ?? BRANCH_TODAY
  const log: string[] = []
  let origin = `http://${BRANCH_HOST}`
  const depsOn = (store: BranchStore): BranchDeps => ({
    store,
    today: () => day,
    now: () => new Date(`${day}T10:00:00Z`),
    key: Buffer.alloc(32, 7),
    mail: options.mail ?? null,
    origin: () => origin,
    readMembers: async () => fail({ code: 'not-read', sentence: 'Nothing is read here.' }),
    temporaryFolder,
    onTrouble: (error: unknown) => void log.push(String(error)),
  })
  const lookUp = options.lookUp ?? (async () => [])
  const begun = async (store: BranchStore): Promise<BranchDeps> => {
    const deps = depsOn(store)
    await makeBranch(deps, 'demonstration', 'Fairborough branch', 'demonstration')
    await makeBranch(deps, 'own', 'Ashby branch', 'own')
    return deps
  }
  const store = options.filled
    ? await filledBranchStore(`demonstration on ${day}`, async (fresh) => {
        const deps = await begun(fresh)
        const of = await namedBranch(openBranch(deps), 'demonstration')
        await fillDemonstration(deps, branchSignIn({ ...deps, lookUp }), of)
      })
    : await testBranchStore()
  const deps = options.filled ? depsOn(store) : await begun(store)
  const branch = openBranch(deps)
  const demonstration = await namedBranch(branch, 'demonstration')
  const own = await namedBranch(branch, 'own')
  const signIn: BranchSignIn = {
    ...branchSignIn({ ...deps, lookUp }),
    ...(options.behind ? { behind: options.behind } : {}),
    ...(options.guestBehind ? { guestBehind: options.guestBehind } : {}),
  }
  const routes: RouteOptions[] = []
  const app = createBranchServer({
    branch,
    signIn,
    get origin() {
      return origin
    },
    assetsFolder,
    manifest,
    version: '0.1.0',
    logger: pino({}, { write: (line: string) => void log.push(line) }),
    hosts: [BRANCH_HOST, 'localhost', '::1'],
    temporaryFolder,
    today: deps.today,
    now: deps.now,
    most: { reads: 1e6, writes: 1e6 },
    onRoute: (route) => void routes.push(route),
  })
  await app.ready()
  return {
    app,
    store,
    deps,
    branch,
    signIn,
    demonstration,
    own,
    log,
    routes,
    sentBytes(asset) {
      const file = join(assetsFolder, manifest[asset] ?? asset)
      return readFileSync(asset.endsWith('.woff2') ? file : `${file}.gz`).length
    },
    async listen() {
      origin = await app.listen({ host: BRANCH_HOST, port: 0 })
      return origin
    },
    async close() {
      await app.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const ASSETS = fileURLToPath(new URL('../../scripts/assets.mjs', import.meta.url))

async function builtAssets(folder: string): Promise<Record<string, string>> {
  const { buildAssets } = (await import(pathToFileURL(ASSETS).href)) as {
    buildAssets(folder: string): Promise<Record<string, string>>
  }
  return buildAssets(folder)
}

async function makeBranch(
  { store, now }: BranchDeps,
  slug: string,
  name: string,
  kind: 'own' | 'demonstration',
): Promise<void> {
  const made = await organisations.create(store, { slug, name, kind, settings: {}, at: now() })
  if (!made.ok) throw new Error(made.problem.sentence)
}

async function namedBranch(branch: Branch, slug: string): Promise<BranchView> {
  const of = await branch.organisation(slug)
  if (of === null) throw new Error(`There is no branch ${slug}`)
  return of
}

function emptyAssets(folder: string): Record<string, string> {
  for (const name of NAMES) writeFileSync(join(folder, name), '')
  return Object.fromEntries(NAMES.map((name) => [name, name]))
}

/** What a browser sends with a request that one of the branch's own pages makes. */
export const fromBranchPages = {
  host: BRANCH_HOST,
  origin: `http://${BRANCH_HOST}`,
  'sec-fetch-site': 'same-origin',
}
