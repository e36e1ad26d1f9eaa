import {
  censusWorkforceOf,
  establishmentFigures,
  placePosts,
  standsOf,
  type PlacedPost,
  type Stands,
} from '../../src/core/establishment/index.ts'
import { readPeople } from '../../src/core/caseload/index.ts'
import { defaultAgreement } from '../../src/core/agreement/index.ts'
import {
  fullTimeSocialWorker,
  type Cover,
  type PostRecord,
  type TeamId,
  type WorkerId,
  type Workload,
} from '../../src/core/model/index.ts'
import { addDays } from '../../src/kit/index.ts'
import type {
  AgencyRow,
  EstablishmentView,
  MoreAsked,
  MoreView,
  Standing,
} from '../../src/council/index.ts'

export interface SeededService {
  standing: Standing
  workload: Workload
  teamAddress(id: TeamId): string
  workerAddress(id: WorkerId): string
  text(words: string): string
}

const cover = (name: string, over: Partial<Cover>): Cover => ({
  name,
  sweNumber: null,
  kind: 'agency',
  fteMillionths: 1_000_000,
  from: null,
  end: null,
  cost: null,
  experienceMonths: null,
  leftPermanent: null,
  leftBecause: null,
  noticeWeeks: null,
  permanentNoticeWeeks: null,
  references: null,
  ...over,
})

/** A post for everybody, two vacant ones in each team, one of them covered. */
function postsOf({ workload, text }: SeededService): PostRecord[] {
  let row = 1
  const post = (over: Partial<PostRecord>): PostRecord => ({
    from: { file: text('posts.csv'), sheet: 'posts', row: (row += 1) },
    post: text(`P-${row}`),
    team: null,
    role: 'social-worker',
    fteMillionths: 1_000_000,
    since: addDays(workload.asOf, -900),
    holder: null,
    vacantSince: null,
    cover: null,
    ...over,
  })
  return [
    ...workload.workers.map(({ name, team, role }) =>
      post({ team, role, holder: { name, sweNumber: null } }),
    ),
    ...workload.teams.flatMap(({ id }, at) => [
      post({ team: id, vacantSince: addDays(workload.asOf, -60) }),
      post({
        team: id,
        role: at === 0 ? 'team-manager' : 'social-worker',
        cover: cover(text(`Jo Lin ${at + 1}`), {
          from: addDays(workload.asOf, -100),
          end: addDays(workload.asOf, 30 + at * 20),
          cost: { pence: 4_200, per: 'hour' },
          experienceMonths: at === 1 ? 30 : 60,
          leftPermanent: 'never',
          noticeWeeks: 4,
          references: at === 2 ? null : 2,
        }),
      }),
    ]),
  ]
}

const peopleOf = ({ workload }: SeededService) =>
  workload.workers.map((worker, at) => ({
    id: worker.id,
    name: worker.name,
    aliases: [],
    team: worker.team,
    person: {
      ...fullTimeSocialWorker,
      name: worker.name,
      sweNumber: worker.id,
      team: worker.team,
      role: worker.role,
      fteMillionths: worker.fteMillionths,
      contract: worker.fteMillionths === null ? null : ('permanent' as const),
      from: { file: 'people.xlsx', sheet: 'People', row: at + 2 },
    },
  }))

/** The establishment of the seeded service, or of one team. */
export function seedEstablishment(
  seeded: SeededService,
  team: string | null,
): EstablishmentView | null {
  const { workload, standing, teamAddress, workerAddress } = seeded
  const own = workload.teams.find(({ id }) => teamAddress(id) === team)
  if (team !== null && !own) return null
  const people = peopleOf(seeded)
  const { posts } = placePosts(
    postsOf(seeded),
    readPeople(people.map(({ person }) => person)),
    workload.asOf,
  )
  const found = establishmentFigures({
    caseload: {
      asOf: workload.asOf,
      cases: [],
      workers: people,
      teams: workload.teams,
      outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 },
      findings: [],
    },
    workload,
    kept: {
      posts,
      leavers: workload.teams.map(({ id }, at) => ({
        team: id,
        last: addDays(workload.asOf, -30 - at),
        fteMillionths: 1_000_000,
      })),
    },
    before: [],
    weekHundredths: 3_700,
  })
  const isIn = (of: TeamId | null): boolean => !own || of === own.id
  const teamOf = (of: TeamId | null) => {
    const known = workload.teams.find(({ id }) => id === of)
    return known ? { name: known.name, address: teamAddress(known.id) } : null
  }
  const named = ({ worker, name }: { worker: WorkerId | null; name: string }) => ({
    name,
    address: worker === null ? null : workerAddress(worker),
  })
  const row = ({ record, team: of, holder, held, vacantSince, cover: by }: PlacedPost) => ({
    post: record.post,
    team: teamOf(of),
    role: record.role,
    funded: record.fteMillionths,
    since: record.since,
    holder: holder && named(holder),
    held,
    vacantSince,
    cover: by && { ...named(by), end: by.end, inForce: by.inForce },
    row: { import: 'i-14', address: 'r-1' },
  })
  return {
    standing,
    team: own ? { name: own.name, address: teamAddress(own.id) } : null,
    sums: own ? (found.teams.find((one) => one.team === own.id) ?? found.whole) : found.whole,
    teams: found.teams.flatMap((sums) => {
      const known = workload.teams.find(({ id }) => id === sums.team)
      return known && !own
        ? [
            {
              ...sums,
              id: known.id,
              name: known.name,
              address: teamAddress(known.id),
              parent: null,
            },
          ]
        : []
    }),
    posts: posts.filter((post) => isIn(post.team)).map(row),
    isKept: true,
    agency: found.agency
      .filter((one) => isIn(one.team))
      .map(({ worker, name, team: of, ...one }): AgencyRow => ({
        ...one,
        ...named({ worker, name }),
        team: teamOf(of),
      })),
    census: own
      ? null
      : censusWorkforceOf({
          people: people.map(({ person }) => person),
          workforce: [
            {
              from: { file: 'people.xlsx', sheet: 'LALevelVacancies', row: 1 },
              on: workload.asOf,
              vacanciesFteHundredths: 400,
              agencyFteHundredths: 300,
              agencyHeadcount: 3,
            },
          ],
        }),
    weekHours: 37,
  }
}

/** What more workers would change, made up so that they help; a team of the whole is too large. */
export function seedMore(seeded: SeededService, team: string, asked: MoreAsked): MoreView | null {
  const { workload, standing, teamAddress } = seeded
  const own = workload.teams.find(({ id }) => teamAddress(id) === team)
  if (!own) return null
  const today: Stands = { ...standsOf(workload, defaultAgreement), missing: 260 }
  const shared = (load: number, overSafe: number) => ({
    ...today,
    busiest: { load, capacity: 200 },
    bound: { load: load - 2, capacity: 200 },
    proven: false,
    overSafe,
    overHard: 0,
    moves: 9,
    children: 14,
    withNobody: 0,
  })
  return {
    standing,
    team: { name: own.name, address: team },
    asked,
    workers: own.totals.workers,
    cases: own.totals.allocated,
    today,
    missingWithMore: 60,
    spreads: { alone: shared(236, 4), withMore: shared(214, 2) },
    why: null,
  }
}
