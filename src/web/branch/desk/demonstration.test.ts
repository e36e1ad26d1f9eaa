import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { branchServer, type BranchServer } from '../../../../test/seeds/branch-server.ts'
import { openedRoll } from '../../../branch/roll/index.ts'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'

let house: BranchServer
let secretary: BranchPerson | null = null
beforeAll(async () => {
  house = await branchServer({
    filled: true,
    behind: async () => (secretary ? ({ person: secretary } as never) : null),
  })
  const { id } = house.demonstration
  const roll = await house.deps.store.inOrganisation(id as never, (scope) =>
    openedRoll(scope, { key: house.deps.key, organisation: id }),
  )
  const [first] = roll
  secretary = first
    ? {
        member: first.id,
        organisation: id,
        name: first.entry.name,
        offices: [
          {
            role: 'officer',
            title: 'Branch secretary',
            site: null,
            team: null,
            from: '2020-01-01' as IsoDate,
            until: null,
            isPublic: false,
          },
        ],
      }
    : null
}, 120_000)
afterAll(() => house.close())

const textOf = async (path: string): Promise<string> => {
  const answer = await house.app.inject({
    url: `/demonstration${path}`,
    headers: { host: '127.0.0.1', cookie: 'fairload-branch-demonstration=x' },
  })
  expect(answer.statusCode, path).toBe(200)
  const { document } = parseHTML(answer.body)
  return (document.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ')
}

it('the invented branch has two versions, a release to try them on, and members who answered', async () => {
  const desk = await textOf('/agreement')
  expect(desk).toContain(
    'The branch keeps 2 versions of its own. Members are asked about one draft.',
  )
  expect(desk).toContain('Signed by both on')
  const answer = await house.app.inject({
    url: '/demonstration/agreement',
    headers: { host: '127.0.0.1', cookie: 'fairload-branch-demonstration=x' },
  })
  const { document } = parseHTML(answer.body)
  const at = (part: string): string =>
    (document.querySelector(`a[href*="${part}"]`)?.getAttribute('href') ?? '').replace(
      '/demonstration',
      '',
    )
  const replayed = await textOf(at('/agreement/replay'))
  expect(replayed).toMatch(/[\d,.]+ to [\d,.]+ more than under Fairborough caseload agreement 1.0/)
  expect(replayed).toMatch(/would weigh [\d,.]+( to [\d,.]+)? hours a month/)
  expect(replayed).toMatch(/it is \d+ % to \d+ % of that/)
  const answers = await textOf(`${at('/agreement/consultations/')}/answers`)
  expect(answers).toContain('With core groups and court papers it is nearer to twelve.')
  expect(answers).toMatch(/\d+ small teams together|Too few members|Members/)
})
