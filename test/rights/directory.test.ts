import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IsoDate } from '../../src/kit/index.ts'
import { groupsFrom, signInDoor, type SignIn } from '../../src/council/index.ts'
import { directory, throughDirectory, type Directory } from '../seeds/directory.ts'
import { testService, type TestService } from '../seeds/service.ts'

const CALLBACK = 'http://127.0.0.1:8700/own/sign-in/directory/back'
const SECRET = 'a secret of the directory and Fairload'
const visitor = { place: '192.0.2.1', agent: 'a browser' }
const GROUPS = `FL-Service = service-manager
FL-Court-Managers = team-manager, Court team
FL-Audit = auditor`

let service: TestService
let signIn: SignIn
let provider: Directory

beforeAll(async () => {
  service = await testService()
  const now = () => new Date()
  const today = () => now().toISOString().slice(0, 10) as IsoDate
  signIn = signInDoor({
    store: service.store,
    now,
    today,
    key: Buffer.alloc(32, 9),
    passwordCost: 10,
  })
  provider = await directory(CALLBACK, SECRET)
  provider.people.set('amara', {
    email: 'amara@moreton.example',
    email_verified: true,
    name: 'Amara Okoye',
    groups: ['Everybody', 'FL-Court-Managers'],
  })
  provider.people.set('jo', {
    email: 'jo@moreton.example',
    email_verified: true,
    name: 'Jo Lin',
    groups: ['Everybody'],
  })
  provider.people.set('mallory', {
    email: 'ruth@moreton.example',
    email_verified: false,
    name: 'Mallory',
    groups: ['FL-Service'],
  })
  const saved = await signIn.directory.save(
    service.organisation,
    {
      settings: {
        issuer: provider.issuer,
        clientId: 'fairload',
        groupsClaim: 'groups',
        groups: groupsFrom(GROUPS),
      },
      secret: SECRET,
    },
    null,
  )
  if (!saved.ok) throw new Error(saved.problem.sentence)
})
afterAll(async () => {
  await provider?.close()
  await service?.close()
})

const comeIn = async (who: string) => {
  provider.next = who
  const begun = await signIn.directory.begin(service.organisation, CALLBACK)
  if (!begun.ok) throw new Error(begun.problem.sentence)
  const url = await throughDirectory(begun.value.address, provider.issuer)
  const finish = (keep = begun.value.keep, at = url) =>
    signIn.directory.finish(service.organisation, { url: at, keep }, visitor)
  return { url, finish }
}
const rolesAfter = async (token: string) =>
  (await signIn.behind(service.organisation, token))?.person.grants

describe('signing in by the authority’s directory', () => {
  it('gives the roles that the person’s groups stand for', async () => {
    const { url, finish } = await comeIn('amara')
    expect(url.startsWith(CALLBACK)).toBe(true)
    const done = await finish()
    if (!done.ok) throw new Error(done.problem.sentence)
    expect(await rolesAfter(done.value.token)).toEqual([
      { role: 'team-manager', team: 'Court team' },
    ])
  })

  it('gives them anew each time: who left a group has lost its role, and has one account still', async () => {
    const amara = provider.people.get('amara')
    if (!amara) throw new Error('Nobody')
    amara.groups = ['FL-Audit']
    const done = await (await comeIn('amara')).finish()
    if (!done.ok) throw new Error(done.problem.sentence)
    expect(await rolesAfter(done.value.token)).toEqual([{ role: 'auditor', team: null }])
    const people = await signIn.accounts(service.organisation)
    expect(people.filter(({ email }) => email === amara.email)).toHaveLength(1)
  })

  it('lets nobody in whose groups give no role, and leaves no account behind', async () => {
    const done = await (await comeIn('jo')).finish()
    expect(done.ok ? null : done.problem.code).toBe('directory-no-group')
    const people = await signIn.accounts(service.organisation)
    expect(people.map(({ email }) => email)).not.toContain('jo@moreton.example')
  })

  it('gives nobody an account that is another’s by an address that nobody vouches for', async () => {
    const ruth = {
      email: 'ruth@moreton.example',
      name: 'Ruth',
      role: 'auditor' as const,
      team: null,
    }
    await signIn.add(service.organisation, ruth, null)
    const done = await (await comeIn('mallory')).finish()
    expect(done.ok ? null : done.problem.code).toBe('directory-not-linked')
  })

  it('takes no answer that another browser began, that was used before, or that was changed', async () => {
    const [one, other] = [await comeIn('amara'), await comeIn('amara')]
    const begun = await signIn.directory.begin(service.organisation, CALLBACK)
    if (!begun.ok) throw new Error(begun.problem.sentence)
    const codes = [
      await one.finish(begun.value.keep),
      await one.finish('bm90aGluZw'),
      await one.finish(undefined, other.url),
      await one.finish(undefined, one.url.replace(/state=[^&]+/, 'state=another')),
    ]
    for (const done of codes) expect(done.ok ? null : done.problem.code).toBe('directory-refused')
    expect((await one.finish()).ok).toBe(true)
    expect((await one.finish()).ok).toBe(false)
  })

  it('says so when the directory cannot be asked', async () => {
    const saved = await signIn.directory.save(
      service.organisation,
      {
        settings: {
          issuer: 'http://127.0.0.1:9',
          clientId: 'fairload',
          groupsClaim: 'groups',
          groups: [],
        },
        secret: '',
      },
      null,
    )
    expect(saved.ok).toBe(true)
    const begun = await signIn.directory.begin(service.organisation, CALLBACK)
    expect(begun.ok ? null : begun.problem.code).toBe('directory-away')
  })

  it('refuses settings that would send secrets over plain HTTP or give a role that is none', async () => {
    const settings = { clientId: 'fairload', groupsClaim: 'groups' }
    for (const [issuer, groups] of [
      ['http://login.example', ''],
      ['https://login.example', 'FL = king'],
      ['https://login.example', 'FL = team-manager'],
      ['https://login.example', 'FL = auditor, Court team'],
    ] as const) {
      const saved = await signIn.directory.save(
        service.organisation,
        { settings: { ...settings, issuer, groups: groupsFrom(groups) }, secret: 'x' },
        null,
      )
      expect(saved.ok, `${issuer} ${groups}`).toBe(false)
    }
  })
})
