import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchId } from '../../src/branch/index.ts'
import { contacts, employerMeetings } from '../../src/branch/negotiation/index.ts'
import { hearingBook } from '../../src/branch/concerns/index.ts'
import { notesBook } from '../../src/branch/rounds/index.ts'
import { openedRoll } from '../../src/branch/roll/index.ts'
import { records } from '../../src/store/branch/index.ts'
import { branchServer, fromBranchPages, type BranchServer } from '../seeds/branch-server.ts'

/**
 * Every page of the invented branch with the id of every record, as people who see little: what was
 * said in confidence stands on none of them, nor in what a server writes down.
 */

const KINDS = [
  'round',
  'visit',
  'concern',
  'hearing-of-concern',
  'demand',
  'proposal',
  'win',
  'big-item',
  'promise',
  'employer-meeting',
  'employer-point',
  'contact',
  'scrutiny-hearing',
  'site',
]

let server: BranchServer
let ids: string[]
/** What nobody but reps may read, by what it is. */
let forReps: Map<string, string>
/** Mail addresses and numbers of the roll: for its keepers alone. */
let ofTheRoll: string[]

beforeAll(async () => {
  server = await branchServer({ filled: true })
  const key = { key: server.deps.key, organisation: server.demonstration.id }
  await server.store.inOrganisation(branchId(server.demonstration), async (scope) => {
    const found = await Promise.all(KINDS.map((kind) => records.list(scope, kind)))
    ids = found.flatMap((all) => all.slice(0, 3).map(({ id }) => id))
    const people = await contacts.list(scope)
    const meetings = await employerMeetings.list(scope)
    forReps = new Map([
      ...(await hearingBook.list(scope)).map(({ body }) => [body.words, 'what was said'] as const),
      ...(await notesBook.list(scope)).map(({ body }) => [body.words, 'notes'] as const),
      ...people.map(({ body }) => [body.name, 'whom the branch meets'] as const),
      ...meetings.map(({ body }) => [body.notes, 'minutes'] as const),
    ])
    forReps.delete('')
    const roll = await openedRoll(scope, key)
    ofTheRoll = roll.flatMap(({ entry }) => [entry.mail ?? [], entry.number ?? []].flat())
  })
}, 120_000)
afterAll(() => server?.close())

async function cookieOf(at: number | null): Promise<Record<string, string>> {
  if (at === null) return {}
  const samples = await server.signIn.samples(server.demonstration)
  const visitor = { place: '127.0.0.1', agent: 'Chrome on Linux' }
  const member = samples[at]?.member ?? ''
  const walked = await server.signIn.walkAs(server.demonstration, member, visitor)
  if (!walked.ok) throw new Error(walked.problem.sentence)
  return { cookie: `fairload-branch-demonstration=${walked.value.token}` }
}

/** As it stands in a page: quotes and the like are written out there. */
const written = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/** Every page, each with the id of every record that it could be asked for. */
function addresses(): string[] {
  const all = server.routes.flatMap(({ method, url }) => {
    if (![method].flat().includes('GET') || !url.startsWith('/:organisation')) return []
    const path = url.replace(':organisation', 'demonstration')
    if (!path.includes(':')) return [path]
    return ids.map((id) => path.replace(/:[a-z]+(\([^)]*\))?/gi, id))
  })
  return [...new Set(all)]
}

async function toldOn(
  who: number | null,
  secrets: readonly string[],
  on = /./,
): Promise<{ told: string[]; pages: number; faults: string[] }> {
  const headers = { ...fromBranchPages, ...(await cookieOf(who)) }
  const told: string[] = []
  const faults: string[] = []
  let pages = 0
  for (const url of addresses().filter((address) => on.test(address))) {
    const { body, statusCode } = await server.app.inject({ method: 'GET', url, headers })
    if (statusCode === 200) pages += 1
    if (statusCode >= 500) faults.push(url)
    for (const secret of secrets) {
      if (body.includes(written(secret))) told.push(`${url}: ${secret}`)
    }
  }
  return { told, pages, faults }
}

describe('what was said in confidence', () => {
  it('stands on no page that a passer-by opens, whatever they ask for', async () => {
    const { told, pages, faults } = await toldOn(null, [...forReps.keys(), ...ofTheRoll])
    expect({ told, faults }).toEqual({ told: [], faults: [] })
    expect(pages).toBeGreaterThan(3)
  }, 300_000)

  it('stands on no page that a member opens, nor does anybody else’s mail or number', async () => {
    const samples = await server.signIn.samples(server.demonstration)
    const own = samples[2]?.name.toLowerCase().replace(/[^a-z]+/g, '.') ?? ''
    const others = ofTheRoll.filter((of) => !of.startsWith(own))
    const { told, pages, faults } = await toldOn(2, [...forReps.keys(), ...others])
    // One's own number stands on one's own page.
    const elsewhere = told.filter((of) => !of.startsWith('/demonstration/roll/mine'))
    expect({ elsewhere, faults }).toEqual({ elsewhere: [], faults: [] })
    expect(pages).toBeGreaterThan(15)
  }, 300_000)

  it('stands on some page that an officer opens: the search finds what there is', async () => {
    const { told } = await toldOn(0, [...forReps.keys()], /(notes|negotiation|meetings)/)
    expect(told.length).toBeGreaterThan(0)
  }, 300_000)

  it('stands in no line that the server wrote down', () => {
    const log = server.log.join('\n')
    expect(log.length).toBeGreaterThan(1_000)
    for (const secret of [...forReps.keys(), ...ofTheRoll]) expect(log).not.toContain(secret)
    expect(log).not.toContain('fairload-branch-demonstration=')
  })
})
