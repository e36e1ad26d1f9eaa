import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { longDate } from '../kit/index.ts'
import type { OrganisationView } from '../council/index.ts'
import { demonstrationFiles } from '../intake/simulate/index.ts'
import { organisations } from '../store/index.ts'
import { systemClock } from './clock.ts'
import type { House } from './compose.ts'

/** Where one's own files go: there from the start, so that "Use your own files" needs no set-up. */
export async function ownOrganisation({ store, council }: House): Promise<void> {
  if (await council.organisation('own')) return
  await organisations.create(store, {
    slug: 'own',
    name: 'Your authority',
    kind: 'own',
    settings: {},
    at: systemClock.now(),
  })
}

/**
 * Loads the demonstration on first run: an invented authority's files of three days, brought in by
 * the same way as anybody's. A start that was cut short goes on where it stopped.
 */
export async function loadDemonstration(house: House, say: (stage: string) => void): Promise<void> {
  const { store, council } = house
  if (!(await council.organisation('demonstration'))) {
    await organisations.create(store, {
      slug: 'demonstration',
      name: 'Fairborough (demonstration)',
      kind: 'demonstration',
      settings: {},
      at: systemClock.now(),
    })
  }
  const organisation = await council.organisation('demonstration')
  if (!organisation) return
  const { rows } = await council.imports.list(organisation, 1)
  const there = new Set(rows.filter((row) => row.state === 'accepted').map((row) => row.asOf))
  for (const row of rows) {
    if (row.state === 'checked') await council.imports.refuse(organisation, row.id)
  }
  if (there.size === 0) say('Making the demonstration: an invented authority, Fairborough')
  for (const { on, files } of demonstrationFiles()) {
    if (there.has(on)) continue
    say(`Loading the demonstration as of ${longDate(on)}`)
    const folder = await house.makeFolder()
    try {
      const arrived = []
      for (const [i, [name, bytes]] of [...files].entries()) {
        const path = join(folder, `file-${i}`)
        await writeFile(path, bytes, { mode: 0o600 })
        arrived.push({ name, path, size: bytes.length, sha256: '' })
      }
      const received = await council.imports.receive(organisation, arrived, on)
      if (received.ok) await acceptWhenRead(house, organisation, received.value.id)
      else say(`The demonstration could not be loaded: ${received.problem.sentence}`)
    } finally {
      await house.removeFolder(folder)
    }
  }
  await house.signIn.makeSamples(organisation)
}

const LOOK_EVERY_MS = 100
const GIVE_UP_AFTER_MS = 120_000

async function acceptWhenRead(
  { council }: House,
  organisation: OrganisationView,
  id: string,
): Promise<void> {
  for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += LOOK_EVERY_MS) {
    const state = await council.imports.state(organisation, id)
    if (state === 'checked') {
      const accepted = await council.imports.accept(organisation, id)
      if (!accepted.ok) throw new Error(accepted.problem.sentence)
      return
    }
    if (state === 'failed' || state === null) {
      throw new Error('The demonstration could not be read')
    }
    await wait(LOOK_EVERY_MS)
  }
  throw new Error('The demonstration was not read in two minutes')
}
