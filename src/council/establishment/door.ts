import { addMonths, type Problem } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import { establishmentFigures, standsOf, withMoreWorkers } from '../../core/establishment/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import { missingFullTimeHundredths } from '../../core/workload/index.ts'
import {
  caseloads,
  establishment,
  imports,
  type Held,
  type ImportFile,
  type ImportId,
  type Scope,
} from '../../store/index.ts'
import type { Asked, Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import {
  figuresOf,
  onImport,
  organisationId,
  teamsWithin,
  weighFor,
  withInPlay,
  type Figures,
} from '../figures/index.ts'
import { addressOfRow } from '../imports/row-address.ts'
import type { Address } from '../views.ts'
import { postsTemplate } from './template.ts'
import type {
  AgencyRow,
  EstablishmentView,
  MoreAsked,
  MoreView,
  NamedWorker,
  PostRow,
} from './views.ts'

/** A team of more cases than this is not searched while somebody waits. */
const MOST_CASES = 600
/** Nobody waits longer than this for a search. */
const LONGEST_WAIT_MS = 20_000

/** Posts, people in post, cover, turnover, the agency rules, and what more workers would change. */
export function establishmentDoor(deps: CouncilDeps): Council['establishment'] {
  const { today } = deps
  return {
    service: (asked) =>
      onImport(deps, asked, async (scope, of, rests) => {
        const files = await caseloads.whole(scope, of.id)
        if (!files) return null
        const held = await withInPlay(scope, of.id, files, { on: today(), part: 'whole' })
        return viewOf(scope, of.id, figuresOf(held, rests), null)
      }),

    team: (asked, address) =>
      onTeam(deps, asked, address, (scope, id, figures, team) => viewOf(scope, id, figures, team)),

    more: async (asked, address, more) => {
      const found = await onTeam(deps, asked, address, async (_scope, _id, figures, team) => ({
        figures,
        team,
      }))
      return found && moreView(deps, found.figures, found.team, more)
    },

    template: (organisation) =>
      deps.store.inOrganisation(organisationId(organisation), async (scope) => {
        const current = await imports.current(scope)
        const kept = current && (await establishment.of(scope, current.id))
        return postsTemplate((kept?.posts ?? []).map(({ record }) => record))
      }),
  }
}

/** A team's part of an import with those beneath it, weighed. */
const onTeam = <T>(
  deps: CouncilDeps,
  asked: Asked,
  address: Address,
  use: (scope: Scope, id: ImportId, figures: Figures, team: TeamId) => Promise<T>,
): Promise<T | null> =>
  onImport(deps, asked, async (scope, of, rests) => {
    const id = await caseloads.behind(scope, of.id, 'team', address)
    if (!id) return null
    const files = await caseloads.ofTeams(scope, of.id, (teams) => [...teamsWithin(teams, id)])
    if (!files) return null
    const part = { teams: teamsWithin(files.teams, id) }
    const held: Held = await withInPlay(scope, of.id, files, { on: deps.today(), part })
    return use(scope, of.id, figuresOf(held, rests), id)
  })

/** Hours of a full-time week by the agreement; both ways of capacity have one. */
const weekHoursOf = (agreement: Agreement): number => agreement.capacity.fullTime.weekHours

async function viewOf(
  scope: Scope,
  id: ImportId,
  figures: Figures,
  team: TeamId | null,
): Promise<EstablishmentView | null> {
  const { caseload, workload, agreement, addresses, standing } = figures
  const kept = await establishment.of(scope, id)
  const weekHours = weekHoursOf(agreement)
  const found = establishmentFigures({
    caseload,
    workload,
    kept: { posts: kept?.posts ?? null, leavers: kept?.leavers ?? [] },
    before: await establishment.inPostBetween(scope, addMonths(caseload.asOf, -12), caseload.asOf),
    weekHundredths: Math.round(weekHours * 100),
  })
  const within = team === null ? null : teamsWithin(workload.teams, team)
  const isIn = (of: TeamId | null): boolean => within === null || (of !== null && within.has(of))
  const names = new Map(workload.teams.map((one) => [one.id, one]))
  const teamOf = (of: TeamId | null): PostRow['team'] => {
    const known = of === null ? undefined : names.get(of)
    // A team that only the posts file names has no page.
    return of === null
      ? null
      : { name: known?.name ?? of, address: known ? addresses.team(of) : '' }
  }
  const named = ({ worker, name }: { worker: WorkerId | null; name: string }): NamedWorker => ({
    name,
    address: (worker !== null && addresses.worker(worker)) || null,
  })
  const own = team === null ? found.whole : found.teams.find((one) => one.team === team)
  if (!own) return null
  const files = await imports.files(scope, id)
  return {
    standing,
    team: teamOf(team),
    sums: own,
    teams: found.teams.flatMap((sums) => {
      const known = sums.team === null ? undefined : names.get(sums.team)
      return known && isIn(known.id) && known.id !== team
        ? [
            {
              ...sums,
              id: known.id,
              name: known.name,
              address: addresses.team(known.id),
              parent: known.parent,
            },
          ]
        : []
    }),
    posts:
      found.posts
        ?.filter((post) => isIn(post.team))
        .map((post) => rowOf(post, { teamOf, named, id, files })) ?? null,
    isKept: kept !== null,
    agency: found.agency
      .filter((one) => isIn(one.team))
      .map(({ worker, name, team: of, ...one }): AgencyRow => ({
        ...one,
        ...named({ worker, name }),
        team: teamOf(of),
      })),
    census: team === null ? (kept?.census ?? null) : null,
    weekHours,
  }
}

function rowOf(
  { record, team, holder, held, vacantSince, cover }: KeptPost,
  of: {
    teamOf(team: TeamId | null): PostRow['team']
    named(of: { worker: WorkerId | null; name: string }): NamedWorker
    id: ImportId
    files: readonly ImportFile[]
  },
): PostRow {
  return {
    post: record.post,
    team: of.teamOf(team),
    role: record.role,
    funded: record.fteMillionths,
    since: record.since,
    holder: holder && of.named(holder),
    held,
    vacantSince,
    cover: cover && { ...of.named(cover), end: cover.end, inForce: cover.inForce },
    row: { import: of.id, address: addressOfRow(record.from, of.files) },
  }
}

type KeptPost = NonNullable<
  NonNullable<Awaited<ReturnType<typeof establishment.of>>>['posts']
>[number]

/**
 * What more workers would change, by the engine that makes plans: the team's work best shared out
 * among those there, and among those and the new ones.
 */
async function moreView(
  deps: CouncilDeps,
  { caseload, workload, agreement, addresses, standing }: Figures,
  team: TeamId,
  asked: MoreAsked,
): Promise<MoreView | null> {
  const own = workload.teams.find((one) => one.id === team)
  if (!own) return null
  const more = { ...asked, team }
  const grown = weighFor(withMoreWorkers(caseload, more), agreement)
  const view: MoreView = {
    standing,
    team: { name: own.name, address: addresses.team(team) },
    asked,
    workers: workload.totals.workers,
    cases: caseload.cases.length,
    today: standsOf(workload, agreement),
    missingWithMore: missingFullTimeHundredths(grown, agreement),
    spreads: null,
    why: null,
  }
  if (view.cases > MOST_CASES) {
    return {
      ...view,
      why: `${view.cases.toLocaleString('en-GB')} cases are too many to share out while you wait. Ask about one of the teams within, or ask for a plan.`,
    }
  }
  const found = await deps.whatIf(
    { caseload: { ...caseload, findings: [] }, agreement, more },
    { signal: AbortSignal.timeout(LONGEST_WAIT_MS) },
  )
  return found.ok ? { ...view, spreads: found.value } : { ...view, why: wordsOf(found.problem) }
}

const wordsOf = (problems: readonly Problem[]): string =>
  problems.some(({ code }) => code === 'thread-cancelled')
    ? 'The search took longer than anybody should wait for a page. Ask about a smaller team, or ask for a plan.'
    : problems.map(({ sentence }) => sentence).join(' ')
