import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ok, type IsoDate } from '../../src/kit/index.ts'
import { whatMoreChange } from '../../src/core/establishment/index.ts'
import {
  makePlan,
  openCouncil,
  readImport,
  workOnImports,
  workOnPlans,
  type ArrivedFile,
  type Council,
  type CouncilDeps,
  type ImportState,
  type OrganisationView,
} from '../../src/council/index.ts'
import { organisations, type Store } from '../../src/store/index.ts'
import { testStore } from './database.ts'

/** A service on a fresh database, its files read in this process so that a test can be followed. */
export interface TestService {
  store: Store
  council: Council
  organisation: OrganisationView
  /** Brings files in for a day and waits until they are read. */
  bring(files: Record<string, string | Uint8Array>, on: string): Promise<Brought>
  /** Waits until an import is read, and says how it ended. */
  settled(id: string): Promise<ImportState>
  close(): Promise<void>
}

export interface Brought {
  id: string
  state: ImportState
}

const today = '2026-10-05' as IsoDate

export interface TestServiceOptions {
  /** A store of one's own, where a fresh database will not do. */
  store?: Store
  /** How plans are made; in this process where left out, and not at all where null. */
  propose?: CouncilDeps['propose'] | null
  /** The day it is; 5 October 2026 unless given. */
  today?: () => IsoDate
}

export async function testService(options: TestServiceOptions = {}): Promise<TestService> {
  const store = options.store ?? (await testStore())
  const root = mkdtempSync(join(tmpdir(), 'fairload-service-'))
  const deps: CouncilDeps = {
    store,
    now: () => new Date('2026-10-05T09:00:00Z'),
    today: options.today ?? (() => today),
    read: async (job, { onProgress }) => ok(await readImport(job, onProgress)),
    propose:
      options.propose ??
      (async (question, { onProgress, signal }) =>
        makePlan(question, { onProgress, cancelled: () => signal.aborted })),
    whatIf: async (asked) => whatMoreChange(asked),
    temporary: {
      make: async () => {
        await mkdir(root, { recursive: true })
        return mkdtemp(join(root, 'reading-'))
      },
      remove: (folder) => rm(folder, { recursive: true, force: true }),
    },
  }
  workOnImports(deps)
  if (options.propose !== null) workOnPlans(deps)
  const council = openCouncil(deps)
  // There already, where the store is one's own and was opened before.
  await organisations.create(store, {
    slug: 'own',
    name: 'Moreton',
    kind: 'own',
    settings: {},
    at: deps.now(),
  })
  const organisation = await council.organisation('own')
  if (!organisation) throw new Error('The organisation was not made')

  const settled = async (id: string): Promise<ImportState> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const state = await council.imports.state(organisation, id)
      if (state && state !== 'received' && state !== 'reading') return state
      await wait(50)
    }
    throw new Error('The import was not read in 30 seconds')
  }
  return {
    store,
    council,
    organisation,
    settled,
    async bring(files, on) {
      const folder = mkdtempSync(join(root, 'arriving-'))
      const arrived = Object.entries(files).map(([name, content], i): ArrivedFile => {
        const bytes = typeof content === 'string' ? Buffer.from(content) : content
        const path = join(folder, `file-${i}`)
        writeFileSync(path, bytes)
        return {
          name,
          path,
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        }
      })
      const received = await council.imports.receive(organisation, arrived, on as IsoDate)
      if (!received.ok) throw new Error(received.problem.code)
      return { id: received.value.id, state: await settled(received.value.id) }
    },
    async close() {
      await store.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
