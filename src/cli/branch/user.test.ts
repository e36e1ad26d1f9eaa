import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { branchServer, type BranchServer } from '../../../test/seeds/branch-server.ts'
import { ok } from '../../kit/index.ts'
import type { Terminal } from '../command.ts'
import { user } from './user.ts'
import type { BranchWorld } from './world.ts'

let house: BranchServer
beforeAll(async () => {
  house = await branchServer()
})
afterAll(() => house?.close())

async function branchUser(...args: string[]): Promise<{ code: number; said: string }> {
  let said = ''
  const say = (text: string): void => void (said += text)
  const terminal: Terminal = { out: say, err: say, interactive: false, today: () => '2026-11-23' }
  const world: Partial<BranchWorld> = {
    // The store stays open between commands: closing it is the command's last step.
    open: async () => ok({ ...house.store, close: async () => undefined }),
    doors: async () => ok({ branch: house.branch, signIn: house.signIn }),
  }
  const code = await user(world as BranchWorld).run(args, terminal)
  return { code, said }
}

const visitor = { place: '203.0.113.9', agent: 'Firefox on Android' }
const codeIn = (said: string): string => /code: ([A-Z0-9-]+)/.exec(said)?.[1] ?? ''

describe('fairload branch user', () => {
  it('adds an officer by a code, lists them, and resets them', async () => {
    expect((await branchUser('list')).said).toContain('Nobody holds an office yet.')
    const added = await branchUser(
      'add',
      'Wenna@Home.example',
      'Wenna',
      'Pascoe',
      '--office',
      'officer',
      '--office',
      'roll-keeper',
    )
    expect(added.code).toBe(0)
    const taken = await house.signIn.takeCode(house.own, codeIn(added.said), visitor)
    expect(taken.ok && taken.value.next).toBe('authenticator')
    const { said } = await branchUser('list')
    expect(said).toMatch(/wenna@home\.example +Wenna Pascoe +Officer, Keeper of the roll +not yet/)
    const reset = await branchUser('reset', 'wenna@home.example')
    expect(codeIn(reset.said)).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)
  })

  it('gives an office to somebody who is on the roll, and no office twice', async () => {
    await branchUser('add', 'bo@home.example', 'Bo', 'Trevanion')
    expect((await branchUser('list')).said).not.toContain('Bo')
    for (let time = 0; time < 2; time += 1) {
      await branchUser('add', 'bo@home.example', 'Bo', 'Trevanion', '--office', 'rep')
    }
    expect(
      (await house.signIn.people(house.own)).find(({ name }) => /Bo/.test(name))?.roles,
    ).toEqual(['rep'])
  })

  it.each([
    ['an address of the employer’s', ['add', 'jo@moreton.gov.uk', 'Jo', 'Lin'], 'The employer can'],
    ['nobody', ['reset', 'nobody@home.example'], 'No member on the roll'],
    ['an office there is none of', ['add', 'a@home.example', 'A', '--office', 'king'], 'fairload'],
    ['half a line', ['add', 'a@home.example'], 'fairload branch user'],
    ['a branch there is none of', ['list', '--organisation', 'none'], 'There is no branch “none”'],
  ])('refuses %s with a sentence', async (_, args, said) => {
    const refused = await branchUser(...args)
    expect(refused.code).not.toBe(0)
    expect(refused.said).toContain(said)
  })
})
