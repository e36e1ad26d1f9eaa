import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../core/rights/index.ts'
import type { TeamId } from '../../core/model/index.ts'
import { demonstrationFiles } from '../../intake/simulate/index.ts'
import { readFiles } from '../../intake/index.ts'
import { testService, type TestService } from '../../../test/seeds/service.ts'
import type { EstablishmentView, MoreView } from './views.ts'
import type { TeamView } from '../views.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let service: TestService
let whole: EstablishmentView
/** A team without teams beneath, with cover. */
let court: EstablishmentView['teams'][number]
let elsewhere: EstablishmentView['teams'][number]

beforeAll(async () => {
  service = await testService()
  for (const { on, files } of demonstrationFiles()) {
    const { id, state } = await service.bring(Object.fromEntries(files), on)
    if (state !== 'checked') throw new Error(`The files were ${state}`)
    await service.council.imports.accept(service.organisation, id)
  }
  const view = await service.council.establishment.service({ organisation: service.organisation })
  if (!view) throw new Error('No establishment')
  whole = view
  const parents = new Set(view.teams.map(({ parent }) => parent))
  const own = view.teams.filter(({ id, cost }) => !parents.has(id) && cost.people > 0)
  const [first, second] = own
  if (!first || !second) throw new Error('No two teams with cover')
  court = first
  elsewhere = second
})
afterAll(() => service?.close())

const asked = () => ({ organisation: service.organisation })
const managerOf = (team: string): Person => ({
  account: '00000000-0000-4000-8000-000000000001',
  organisation: service.organisation.id,
  name: 'Ruth Ahmed',
  grants: [{ role: 'team-manager', team: team as TeamId }],
  worker: null,
})

describe('the establishment of a service', () => {
  it('adds its posts up, and its teams come to the whole', () => {
    const { posts } = whole.sums
    if (!posts) throw new Error('No posts')
    expect(posts.held + posts.vacant + posts.heldUnknown).toBe(posts.funded)
    expect(posts.vacant).toBeGreaterThan(0)
    expect(posts.covered).toBeGreaterThan(0)
    expect(whole.posts).toHaveLength(posts.posts)
    const top = whole.teams.filter(({ parent }) => parent === null)
    expect(top.reduce((sum, team) => sum + (team.posts?.funded ?? 0), 0)).toBe(posts.funded)
  })

  it('opens each post to the row it was read from', async () => {
    const [post] = whole.posts ?? []
    if (!post) throw new Error('No post')
    const row = await service.council.imports.row(
      service.organisation,
      post.row.import,
      post.row.address,
    )
    expect(row?.cells[0]).toEqual({ column: 'Post', value: post.post })
  })

  it('says turnover over twelve months from every accepted day, and the census’s beside it', () => {
    expect(whole.sums.turnover.days).toHaveLength(3)
    expect(whole.sums.turnover.leavers).toBeGreaterThan(0)
    expect(whole.sums.turnover.rate).toBeGreaterThan(0)
    expect(whole.census?.turnover).toBeGreaterThan(0)
    expect(whole.census?.vacancyRate).toBeGreaterThan(0)
  })

  it('names every agency worker once with their end, cost and the four rules', () => {
    const agency = whole.agency.filter(({ kind }) => kind === 'agency')
    expect(new Set(agency.map(({ name }) => name)).size).toBe(agency.length)
    expect(agency.every(({ checks }) => checks.length === 4)).toBe(true)
    expect(agency.every(({ cost }) => cost !== null)).toBe(true)
    expect(whole.sums.cost.pence).toBe(
      whole.agency.reduce((sum, { cost }) => sum + (cost?.pence ?? 0), 0),
    )
    const outcomes = new Set(agency.flatMap(({ checks }) => checks.map(({ outcome }) => outcome)))
    expect(outcomes).toEqual(new Set(['met', 'not-met', 'not-known']))
  })

  it('counts cases for each filled full-time worker beside the Department’s count', () => {
    const { casesPerFilled, casesPerFilledAndAgency, casesPerHolder } = whole.sums
    expect(casesPerFilled).toBeGreaterThan(casesPerFilledAndAgency ?? 0)
    expect(casesPerHolder).toBeGreaterThan(0)
  })

  it('gives the posts back in a template that reads as they were', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairload-template-'))
    try {
      const path = join(folder, 'posts.xlsx')
      writeFileSync(path, await service.council.establishment.template(service.organisation))
      const { files, records } = await readFiles([{ name: 'posts.xlsx', path }], {
        answers: new Map(),
        today: '2026-10-05' as never,
      })
      expect(files[0]?.findings).toEqual([])
      expect(records.posts.map(({ post }) => post).sort()).toEqual(
        (whole.posts ?? []).map(({ post }) => post).sort(),
      )
      expect(records.posts.filter(({ cover }) => cover !== null)).toHaveLength(
        (whole.posts ?? []).filter(({ cover }) => cover !== null).length,
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('a team manager', () => {
  it('sees the posts, cover and turnover of their own team as the service does', async () => {
    const view = await service.council
      .as(managerOf(court.id))
      .establishment.team(asked(), court.address)
    const same = await service.council.establishment.team(asked(), court.address)
    expect(view?.posts).toEqual(same?.posts)
    expect(view?.posts?.length).toBeGreaterThan(0)
    expect(view?.sums.turnover).toEqual(same?.sums.turnover)
    expect(view?.sums.posts).toEqual(court.posts)
    expect(view?.census).toBeNull()
  })

  it('sees no post, leaver or agency worker of another team', async () => {
    const council = service.council.as(managerOf(court.id))
    const view = await council.establishment.team(asked(), elsewhere.address)
    expect(view?.posts ?? []).toEqual([])
    expect(view?.agency ?? []).toEqual([])
    expect(view?.sums.turnover.leavers ?? 0).toBe(0)
  })
})

describe('what two more workers would change', () => {
  let more: MoreView
  let team: TeamView
  const two = { count: 2, fteMillionths: 1_000_000, asye: false }
  beforeAll(async () => {
    const [view, of] = [
      await service.council.establishment.more(asked(), court.address, two),
      await service.council.team(asked(), court.address),
    ]
    if (!view || !of) throw new Error('No such team')
    more = view
    team = of
  })
  const share = ({ load, capacity }: { load: number; capacity: number }) => load / capacity

  it('begins with what the team’s own page says', () => {
    expect(more.today.overSafe).toBe(team.team.totals.overSafe)
    expect(more.workers).toBe(team.team.totals.workers)
  })

  it('never leaves the busiest worse off, and no spread goes under what is proven', () => {
    const { spreads } = more
    if (!spreads) throw new Error(more.why ?? '')
    expect(share(spreads.withMore.busiest)).toBeLessThan(share(spreads.alone.busiest))
    for (const one of [spreads.alone, spreads.withMore]) {
      expect(share(one.busiest)).toBeGreaterThanOrEqual(share(one.bound))
    }
  })

  it('takes as many full-time workers off those missing, never under none', () => {
    const { missing } = more.today
    expect(more.missingWithMore).toBe(Math.max(0, (missing ?? 0) - 200))
  })

  it('counts newly qualified workers by what the agreement lets them carry', async () => {
    const newly = await service.council.establishment.more(asked(), court.address, {
      ...two,
      asye: true,
    })
    expect(newly?.missingWithMore).toBeGreaterThanOrEqual(more.missingWithMore ?? 0)
  })

  it('is not searched for a whole service, and says why', async () => {
    const root = whole.teams.find(({ parent }) => parent === null)
    const view = await service.council.establishment.more(asked(), root?.address ?? '', two)
    expect(view?.spreads).toBeNull()
    expect(view?.why).toContain('too many to share out while you wait')
    expect(view?.missingWithMore).not.toBeNull()
  })
})

describe('an import without a posts file', () => {
  it('says that posts are not known, and still who is in post and who left', async () => {
    const [day] = demonstrationFiles()
    if (!day) throw new Error('No files')
    const own = await testService()
    try {
      const files = new Map(day.files)
      files.delete('Posts.csv')
      const { id } = await own.bring(Object.fromEntries(files), day.on)
      await own.council.imports.accept(own.organisation, id)
      const view = await own.council.establishment.service({ organisation: own.organisation })
      expect(view).toMatchObject({
        posts: null,
        isKept: true,
        sums: { posts: null, vacancyRate: null },
      })
      expect(view?.sums.permanent).toBeGreaterThan(0)
      expect(view?.agency.every(({ costMissing }) => costMissing !== null)).toBe(true)
    } finally {
      await own.close()
    }
  })
})
