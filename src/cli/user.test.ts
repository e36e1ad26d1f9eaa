import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testService, type TestService } from '../../test/seeds/service.ts'
import { ok, type IsoDate } from '../kit/index.ts'
import { signInDoor, type SignIn } from '../council/index.ts'
import type { Terminal } from './command.ts'
import { user } from './user.ts'
import type { World } from './world.ts'

let service: TestService
let signIn: SignIn
const folder = mkdtempSync(join(tmpdir(), 'fairload-user-'))

beforeAll(async () => {
  service = await testService()
  signIn = signInDoor({
    store: service.store,
    now: () => new Date('2026-10-05T09:00:00Z'),
    today: () => '2026-10-05' as IsoDate,
    key: Buffer.alloc(32),
    passwordCost: 10,
  })
})
afterAll(async () => {
  await service?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function fairloadUser(...args: string[]): Promise<{ code: number; said: string }> {
  let said = ''
  const say = (text: string): void => void (said += text)
  const terminal: Terminal = { out: say, err: say, interactive: false, today: () => '2026-10-05' }
  const world: Partial<World> = {
    // The store stays open between commands: closing it is the command's last step.
    open: async () => ok({ ...service.store, close: async () => undefined }),
    signIn: async () => ok({ council: service.council, signIn }),
  }
  const code = await user(world as World).run(args, terminal)
  return { code, said }
}

describe('fairload user', () => {
  it('adds somebody and prints the code that sets them up', async () => {
    expect((await fairloadUser('list')).said).toContain('Nobody can sign in yet.')
    const added = await fairloadUser(
      'add',
      'Jo.Lin@moreton.example',
      'Jo',
      'Lin',
      '--role',
      'data-officer',
    )
    expect(added.code).toBe(0)
    const code = /code: ([A-Z0-9-]+)/.exec(added.said)?.[1] ?? ''
    const visitor = { place: '', agent: '' }
    const found = await signIn.codeIsFor(service.organisation, code, visitor)
    expect(found.ok && found.value).toMatchObject({
      name: 'Jo Lin',
      email: 'jo.lin@moreton.example',
    })
    expect((await fairloadUser('list')).said).toMatch(
      /jo\.lin@moreton\.example +Jo Lin +invited +data-officer/,
    )
  })

  it('gives another role, starts a sign-in anew, and disables', async () => {
    const jo = 'jo.lin@moreton.example'
    expect((await fairloadUser('grant', jo, '--role', 'auditor')).code).toBe(0)
    expect((await fairloadUser('reset', jo)).said).toContain('One-time code: ')
    expect((await fairloadUser('disable', jo)).code).toBe(0)
    expect((await fairloadUser('list')).said).toMatch(/disabled +.*auditor/)
  })

  it.each([
    [['add', 'a@b.example', 'A', '--role', 'king'], 2],
    [['add', 'a@b.example', 'A', '--role', 'team-manager'], 1],
    [['reset', 'nobody@moreton.example'], 1],
    [['sing'], 2],
    [['list', '--organisation', 'elsewhere'], 2],
  ])('%j is refused with a sentence', async (args, status) => {
    const { code, said } = await fairloadUser(...args)
    expect(code).toBe(status)
    expect(said.length).toBeGreaterThan(20)
  })
})
