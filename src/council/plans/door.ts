import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { Certificate } from '../../core/fairness/index.ts'
import { caseloads, imports, plans, type Plan, type Scope } from '../../store/index.ts'
import { agreementInForce, agreementKey, agreementNamed } from '../agreements/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { figuresOf, organisationId, type Figures } from '../figures/index.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { understand } from './asked.ts'
import { hashOf, progressOf, Today, withDecided } from './row.ts'
import type { PlanAnswer } from './view.ts'
import { resultOf } from './view.ts'

/** Plans a page of the list holds. */
const PAGE = 50
/** Of one team, or of the whole service; older ones are removed when another is asked for. */
const KEPT = 30

/** What a restricted record is called; it counts in every figure. */
const RESTRICTED = 'a restricted record'

const unpack = promisify(gunzip)

const NOT_HERE: Problem = {
  code: 'not-found',
  sentence: 'This plan is not here. Only the newest are kept: ask again.',
}
const NOTHING_IN_FORCE: Problem = {
  code: 'nothing-in-force',
  sentence: 'No import is in force, so there is nothing to plan. Drop the files in.',
}

/** Plans are asked for, made behind the pages, and looked at; none is ever changed. */
export function plansDoor(deps: CouncilDeps): Council['plans'] {
  const { store } = deps
  const inside = <T>(
    organisation: OrganisationView,
    work: (scope: Scope) => Promise<T>,
  ): Promise<T> => store.inOrganisation(organisationId(organisation), work)

  /** One plan with the certificate as it was saved. */
  const certificateOf = async (
    organisation: OrganisationView,
    id: string,
  ): Promise<{ plan: Plan; bytes: Buffer } | null> => {
    const found = await inside(organisation, async (scope) => {
      const plan = await plans.get(scope, id)
      const packed = plan && (await plans.certificate(scope, plan.id))
      return plan && packed && { plan, packed }
    })
    return found && { plan: found.plan, bytes: await unpack(found.packed) }
  }

  return {
    list: (organisation, page) =>
      inside(organisation, async (scope) => {
        const found = await plans.list(scope, { from: (page - 1) * PAGE, count: PAGE })
        const today = await Today.of(scope, deps.today())
        const rows = []
        for (const plan of found.plans) rows.push(await today.row(plan))
        return { rows, total: found.total }
      }),

    ask: (organisation, given) =>
      inside(organisation, async (scope): Promise<Result<{ id: string }>> => {
        const current = await imports.current(scope)
        if (!current) return fail(NOTHING_IN_FORCE)
        const understood = await understand(scope, current.id, given)
        if (!understood.ok) return understood
        const { agreement } = await agreementInForce(scope, deps.today())
        const { plan, made } = await plans.ask(scope, {
          import: current.id,
          agreement: {
            id: agreement.id,
            version: agreement.version,
            sha256: hashOf(agreement),
          },
          team: understood.value.team,
          asked: await withDecided(scope, understood.value.asked, deps.today()),
          at: deps.now(),
        })
        if (made) {
          await plans.keepNewest(scope, plan.team, KEPT)
          await note(deps, scope, 'plan.asked', {
            plan: plan.id,
            number: plan.number,
            import: current.id,
            agreement: agreementKey(agreement),
          })
        }
        return ok({ id: plan.id })
      }),

    progress: (organisation, id) =>
      inside(organisation, async (scope) => {
        const plan = await plans.get(scope, id)
        return plan && progressOf(plan)
      }),

    cancel: (organisation, id) =>
      inside(organisation, async (scope): Promise<Result<null>> => {
        const plan = await plans.get(scope, id)
        if (!plan) return fail(NOT_HERE)
        const ended = await plans.end(scope, plan.id, { state: 'cancelled', at: deps.now() })
        if (ended) {
          await note(deps, scope, 'plan.cancelled', { plan: plan.id, number: plan.number })
        }
        return ok(null)
      }),

    view: (organisation, id) =>
      inside(organisation, async (scope) => {
        const plan = await plans.get(scope, id)
        const figures = plan && (await figuresOfPlan(scope, organisation, plan))
        if (!plan || !figures) return null
        const today = await Today.of(scope, deps.today())
        return {
          row: await today.row(plan),
          standing: figures.standing,
          state: progressOf(plan),
          result: plan.state === 'ready' ? await resultOf(scope, plan, figures) : null,
        }
      }),

    certificate: async (organisation, id) => {
      const found = await certificateOf(organisation, id)
      if (!found) return null
      const { plan, bytes } = found
      return inside(organisation, async (scope) => {
        const figures = await figuresOfPlan(scope, organisation, plan)
        const answer = (await plans.answer(scope, plan.id)) as PlanAnswer | null
        if (!figures || !answer) return null
        const names = new Map(figures.workload.workers.map(({ id: of, name }) => [of, name]))
        return {
          row: await (await Today.of(scope, deps.today())).row(plan),
          standing: figures.standing,
          certificate: JSON.parse(bytes.toString('utf8')) as Certificate,
          names: answer.proposal.workers.map((of) => names.get(of) ?? ''),
          cases: answer.proposal.units.map((children) =>
            children.map((child) => (caseloads.isClosed(scope, child) ? RESTRICTED : child)),
          ),
        }
      })
    },

    certificateFile: async (organisation, id) =>
      (await certificateOf(organisation, id))?.bytes ?? null,

    latest: (organisation, address) =>
      inside(organisation, async (scope) => {
        const plan = await plans.latest(scope, address)
        if (!plan) return null
        const today = await Today.of(scope, deps.today())
        return today.staleness(plan) === null ? today.row(plan) : null
      }),
  }
}

/** The figures of the import and under the agreement that a plan was made for, whatever is in force today. */
async function figuresOfPlan(
  scope: Scope,
  organisation: OrganisationView,
  plan: Plan,
): Promise<Figures | null> {
  const of = await imports.get(scope, plan.import)
  const held = await caseloads.whole(scope, plan.import)
  const agreement = await agreementNamed(
    scope,
    plan.agreement,
    (one) => hashOf(one) === plan.agreement.sha256,
  )
  if (!of || !held || !agreement || of.decidedAt === null) return null
  return figuresOf(held, {
    organisation,
    import: {
      id: of.id,
      number: of.number,
      asOf: held.asOf,
      acceptedAt: of.decidedAt,
      current: of.id === (await imports.current(scope))?.id,
    },
    inForce: agreement,
  })
}
