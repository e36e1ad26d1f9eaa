import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { EstablishmentView, MoreView, Watch } from '../../council/index.ts'
import { moreAskedIn } from '../council/establishment/more.tsx'
import { permitted } from '../council/permitted.ts'
import { withinOf } from '../guard.ts'
import { found } from '../missing.ts'
import { addressIn } from '../query.ts'
import { anImport, errors, ofOrganisation } from './parts.ts'

const day = z.iso.date()
const ratio = z.number().nullable().describe('A ratio: 0.15 is 15 %; null where not known')
const fte = z.number().describe('In full-time equivalents')
const named = z.object({ name: z.string(), address: z.string().nullable() })
const teamShape = z.object({ name: z.string(), address: z.string() })

const sumsShape = z.object({
  posts: z
    .object({
      posts: z.int(),
      funded: fte,
      held: fte,
      vacant: fte,
      covered: fte,
      notCovered: fte,
      coverUnknown: fte,
      heldUnknown: fte,
    })
    .nullable()
    .describe('null where no posts file was given. funded = held + vacant + heldUnknown'),
  vacancyRate: ratio,
  employed: fte,
  agency: fte,
  agencyShare: ratio,
  turnover: z.object({
    since: day,
    until: day,
    leavers: z.int(),
    leaversFte: fte,
    meanInPost: fte,
    days: z.array(day),
    rate: ratio,
  }),
  casesPerFilled: z.number().nullable(),
  casesPerFilledAndAgency: z.number().nullable(),
  casesPerHolder: z.number().nullable().describe('The Department’s count'),
  endingWithinEightWeeks: z.object({ people: z.int(), fte }),
  cost: z.object({ pounds: z.number(), people: z.int(), unknown: z.int() }),
})

const establishmentShape = z
  .object({
    asOf: day,
    team: teamShape.nullable(),
    sums: sumsShape,
    teams: z.array(sumsShape.extend({ name: z.string(), address: z.string() })),
    posts: z
      .array(
        z.object({
          post: z.string(),
          team: teamShape.nullable(),
          role: z.string().nullable(),
          funded: fte.nullable(),
          held: fte.nullable(),
          since: day.nullable(),
          holder: named.nullable(),
          vacantSince: day.nullable(),
          cover: named.extend({ end: day.nullable(), inForce: z.boolean() }).nullable(),
        }),
      )
      .nullable(),
    agency: z.array(
      named.extend({
        kind: z.enum(['agency', 'interim', 'not-known']),
        team: teamShape.nullable(),
        role: z.string().nullable(),
        fte: fte.nullable(),
        from: day.nullable(),
        end: day.nullable(),
        post: z.string().nullable(),
        costPounds: z.number().nullable().describe('To the last day, at most'),
        checks: z.array(
          z.object({
            rule: z.enum(['experience', 'cool-off', 'notice', 'references']),
            outcome: z.enum(['met', 'not-met', 'not-known', 'not-yet']),
            asks: z.string(),
            why: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Establishment' })

const standsShape = z.object({
  busiest: z.number().describe('A ratio'),
  overSafe: z.int(),
  overHard: z.int(),
  withNobody: z.int(),
})
const sharedShape = standsShape.extend({
  bound: z.number().describe('No sharing out brings the busiest lower'),
  proven: z.boolean(),
  families: z.int().describe('That would change worker'),
  children: z.int(),
})
const moreShape = z
  .object({
    team: teamShape,
    asked: z.object({ count: z.int(), fte, asye: z.boolean() }),
    today: standsShape,
    missing: z.number().nullable().describe('Full-time workers missing today'),
    missingWithMore: z.number().nullable(),
    alone: sharedShape.nullable().describe('Shared out among those there; null where not searched'),
    withMore: sharedShape.nullable(),
    why: z.string().nullable().describe('Why nothing was searched'),
  })
  .meta({ id: 'MoreWorkers' })

const full = (millionths: number): number => millionths / 1_000_000
const fullOr = (millionths: number | null): number | null =>
  millionths === null ? null : full(millionths)
const asRatio = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 10_000
const perFull = (hundredths: number | null): number | null =>
  hundredths === null ? null : hundredths / 100

const publishSums = (sums: EstablishmentView['sums']): z.infer<typeof sumsShape> => ({
  posts: sums.posts && {
    posts: sums.posts.posts,
    funded: full(sums.posts.funded),
    held: full(sums.posts.held),
    vacant: full(sums.posts.vacant),
    covered: full(sums.posts.covered),
    notCovered: full(sums.posts.notCovered),
    coverUnknown: full(sums.posts.coverUnknown),
    heldUnknown: full(sums.posts.heldUnknown),
  },
  vacancyRate: asRatio(sums.vacancyRate),
  employed: full(sums.permanent),
  agency: full(sums.agency),
  agencyShare: asRatio(sums.agencyShare),
  turnover: {
    since: sums.turnover.since,
    until: sums.turnover.until,
    leavers: sums.turnover.leavers,
    leaversFte: full(sums.turnover.leaversShare),
    meanInPost: full(sums.turnover.average),
    days: sums.turnover.days,
    rate: asRatio(sums.turnover.rate),
  },
  casesPerFilled: perFull(sums.casesPerFilled),
  casesPerFilledAndAgency: perFull(sums.casesPerFilledAndAgency),
  casesPerHolder: perFull(sums.casesPerHolder),
  endingWithinEightWeeks: { people: sums.ending.people, fte: full(sums.ending.share) },
  cost: {
    pounds: sums.cost.pence / 100,
    people: sums.cost.people,
    unknown: sums.cost.unknown,
  },
})

const publish = (view: EstablishmentView): z.infer<typeof establishmentShape> => ({
  asOf: view.standing.import.asOf,
  team: view.team,
  sums: publishSums(view.sums),
  teams: view.teams.map((team) => ({
    ...publishSums(team),
    name: team.name,
    address: team.address,
  })),
  posts:
    view.posts?.map(({ post, team, role, since, holder, vacantSince, cover, ...shares }) => ({
      post,
      team,
      role,
      since,
      holder,
      vacantSince,
      cover,
      funded: fullOr(shares.funded),
      held: fullOr(shares.held),
    })) ?? null,
  agency: view.agency.map(
    ({ name, address, kind, team, role, fteMillionths, from, end, post, cost, checks }) => ({
      name,
      address,
      kind,
      team,
      role,
      fte: fullOr(fteMillionths),
      from,
      end,
      post,
      costPounds: cost && cost.pence / 100,
      checks,
    }),
  ),
})

const publishStands = ({
  busiest,
  overSafe,
  overHard,
  withNobody,
}: MoreView['today']): z.infer<typeof standsShape> => ({
  busiest: busiest.load / busiest.capacity,
  overSafe,
  overHard,
  withNobody,
})
const publishShared = (
  shared: NonNullable<MoreView['spreads']>['alone'],
): z.infer<typeof sharedShape> => ({
  ...publishStands(shared),
  bound: shared.bound.load / shared.bound.capacity,
  proven: shared.proven,
  families: shared.moves,
  children: shared.children,
})

/** The establishment for programs: of the service, of a team, and what more workers would change there. */
export function establishmentRoutes(plain: FastifyInstance, deps: { watch: Watch }): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const askedOf = (request: FastifyRequest, query: z.infer<typeof anImport>) => ({
    organisation: withinOf(request).organisation,
    ...(query.import === undefined ? {} : { import: found(addressIn(query.import)) }),
  })
  const ofTeam = ofOrganisation.extend({ address: z.string().max(400) })

  app.get(
    '/:organisation/establishment',
    {
      config: { action: 'establishment.view' },
      schema: {
        operationId: 'establishment',
        summary: 'Posts, vacancies, cover with its cost, turnover and the agency rules',
        tags: ['establishment'],
        params: ofOrganisation,
        querystring: anImport,
        response: { 200: establishmentShape, ...errors },
      },
    },
    async (request) => {
      const { council } = withinOf(request)
      return publish(found(await council.establishment.service(askedOf(request, request.query))))
    },
  )
  app.get(
    '/:organisation/establishment/teams/:address',
    {
      config: { action: 'establishment.team' },
      schema: {
        operationId: 'establishmentOfTeam',
        summary: 'The same of a team with those beneath it',
        tags: ['establishment'],
        params: ofTeam,
        querystring: anImport,
        response: { 200: establishmentShape, ...errors },
      },
    },
    async (request) => {
      const { council, signedIn } = withinOf(request)
      const asking = { person: signedIn.person, asked: askedOf(request, request.query) }
      const of = await permitted(asking, deps, 'establishment.team', 'team', request.params.address)
      return publish(found(await council.establishment.team(asking.asked, of)))
    },
  )
  app.get(
    '/:organisation/establishment/teams/:address/more',
    {
      config: { action: 'establishment.team' },
      schema: {
        operationId: 'moreWorkers',
        summary: 'What more social workers in a team would change',
        tags: ['establishment'],
        params: ofTeam,
        querystring: anImport.extend({
          count: z.string().max(2).optional().describe('1 to 6, 8 or 10; 2 where left out'),
          fte: z.string().max(2).optional().describe('Tenths of full time: 10, 8, 6, 5 or 4'),
          asye: z.enum(['yes']).optional().describe('In their assessed and supported year'),
        }),
        response: { 200: moreShape, ...errors },
      },
    },
    async (request) => {
      const { council, signedIn } = withinOf(request)
      const asking = { person: signedIn.person, asked: askedOf(request, request.query) }
      const of = await permitted(asking, deps, 'establishment.team', 'team', request.params.address)
      const view = found(
        await council.establishment.more(asking.asked, of, moreAskedIn(request.query)),
      )
      return {
        team: view.team,
        asked: {
          count: view.asked.count,
          fte: full(view.asked.fteMillionths),
          asye: view.asked.asye,
        },
        today: publishStands(view.today),
        missing: perFull(view.today.missing),
        missingWithMore: perFull(view.missingWithMore),
        alone: view.spreads && publishShared(view.spreads.alone),
        withMore: view.spreads && publishShared(view.spreads.withMore),
        why: view.why,
      }
    },
  )
}
