import { z } from 'zod'
import { certificateSchema } from '../../core/fairness/index.ts'
import {
  stayReasons,
  type CaseRow,
  type PlanAsked,
  type PlanProgress,
  type PlanRow,
  type PlanView,
  type PlanWorker,
  type ShortlistView,
} from '../../council/index.ts'

/** The published shapes of plans and shortlists, and the way from the views to them. */

const shareShape = z
  .object({ load: z.int(), capacity: z.int() })
  .describe('Grains of work and of capacity: load ÷ capacity is the share')
const askedShape = z.object({
  team: z.string().nullable().describe('A team’s address, or null for the whole service'),
  reach: z
    .enum(['team', 'service'])
    .describe('Whether work stays within its own team, or may go to any team that the plan is for'),
  moves: z.union([
    z.object({ percent: z.number().min(0).max(99) }),
    z.object({ count: z.int().min(0).max(999_999) }),
    z.literal('any'),
  ]),
  stay: z
    .array(z.object({ case: z.string().max(400), why: z.enum(stayReasons) }))
    .max(5000)
    .describe('Cases that stay where they are, by address, each with its reason'),
  seed: z.int().min(0).max(999_999_999),
  effort: z.enum(['quick', 'normal', 'deep']),
})
export const askShape = z.strictObject({
  team: askedShape.shape.team.default(null),
  reach: askedShape.shape.reach.default('team'),
  moves: askedShape.shape.moves.default({ percent: 3 }),
  stay: askedShape.shape.stay.default([]),
  seed: askedShape.shape.seed.default(1),
  effort: askedShape.shape.effort.default('normal'),
})

export const planRowShape = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.enum(['waiting', 'working', 'ready', 'cancelled', 'failed']),
    askedAt: z.iso.datetime(),
    asked: askedShape,
    teamName: z.string().nullable(),
    import: z.object({ id: z.string(), number: z.int() }),
    agreement: z.object({ id: z.string(), version: z.string() }),
    stale: z
      .enum(['import', 'agreement', 'decisions'])
      .nullable()
      .describe('What changed since, so that the plan may not be used as it stands'),
    busiest: z.object({ before: shareShape, after: shareShape }).nullable(),
    moves: z.int().nullable(),
  })
  .meta({ id: 'PlanRow' })

export const planProgressShape = z
  .object({
    state: planRowShape.shape.state,
    stage: z.enum(['first plan', 'bound', 'search', 'polish', 'choices']).nullable(),
    busiest: shareShape.nullable(),
    bound: shareShape.nullable().describe('What no plan can be under, as far as is known'),
    done: z.number().describe('Roughly, 0 to 1'),
    problem: z.object({ code: z.string(), sentence: z.string() }).nullable(),
  })
  .meta({ id: 'PlanProgress' })

const caseShape = z.object({ child: z.string(), address: z.string(), status: z.string() })
const personShape = z.object({ name: z.string(), address: z.string() })
const countedShape = z.object({ before: z.int(), after: z.int() })
const sideShape = z.object({
  busiest: shareShape,
  overSafe: z.int(),
  overHard: z.int(),
  overload: z.int().describe('Grains above what its holders can carry'),
  withNobody: z.int().describe('Children'),
})

export const planShape = z
  .object({
    plan: planRowShape,
    progress: planProgressShape,
    result: z
      .object({
        worthIt: z.boolean(),
        before: sideShape,
        after: sideShape,
        workers: z.array(
          personShape.extend({
            team: z.string().nullable(),
            capacity: z.int(),
            before: z.int(),
            after: z.int(),
            families: countedShape,
            children: countedShape,
          }),
        ),
        moves: z.array(
          z.object({
            step: z.int().describe('Moves that only help together share a step'),
            cases: z.array(caseShape),
            from: personShape,
            to: personShape,
            reason: z.enum(['holder cannot keep it', 'relieves its holder', 'exchange']),
            busiestAfter: shareShape,
            overloadAfter: z.int(),
            bought: z.int().describe('What the whole step buys, in grains'),
            hard: z.array(z.object({ what: z.string(), points: z.int() })),
            changesInYear: z.int(),
          }),
        ),
        placements: z.array(
          z.object({
            cases: z.array(caseShape),
            to: personShape,
            before: shareShape,
            after: shareShape,
          }),
        ),
        nobody: z.array(
          z.object({
            cases: z.array(caseShape),
            rules: z.array(z.object({ rule: z.string(), workers: z.int() })),
            conflict: z.object({ limit: z.string(), cases: z.array(caseShape) }).nullable(),
          }),
        ),
        mustMove: z.int(),
        choices: z.array(
          z.object({
            percent: z.number().nullable(),
            maxMoves: z.int().nullable(),
            moves: z.int(),
            busiest: shareShape,
            bound: shareShape,
            children: z.int(),
          }),
        ),
        unknown: z.array(personShape.extend({ cases: z.int() })),
        stayed: z.array(z.object({ cases: z.array(caseShape), why: z.enum(stayReasons) })),
        spared: z
          .array(
            z.object({
              cases: z.array(caseShape),
              from: personShape,
              to: personShape,
              bought: z.int(),
            }),
          )
          .describe('Who would move too, were it not so hard on them for what it buys'),
      })
      .nullable()
      .describe('Null until the plan is ready; the proof is the certificate’s'),
  })
  .meta({ id: 'Plan' })

export const shortlistShape = z
  .object({
    cases: z.array(caseShape),
    reach: z.enum(['team', 'service']),
    elsewhere: z
      .int()
      .nullable()
      .describe(
        'Workers of other teams who could take it within the safe line and whom you may not see; null where all are shown',
      ),
    candidates: z.array(
      personShape.extend({
        team: z.string().nullable(),
        before: shareShape,
        after: shareShape,
        cost: z.int().describe('What it would weigh with them, in grains'),
        equal: z.boolean().describe('Within a hair of the first: neither is fairer'),
        overSafe: z.boolean(),
        overHard: z.boolean(),
        knewUntil: z.string().nullable(),
        lastNew: z.string().nullable(),
      }),
    ),
    excluded: z.array(z.object({ rule: z.string(), workers: z.array(personShape) })),
    unknown: z.array(personShape.extend({ cases: z.int() })),
  })
  .meta({ id: 'Shortlist' })

export const certificateShape = certificateSchema.meta({ id: 'Certificate' })

const share = ({ load, capacity }: { load: number; capacity: number }) => ({ load, capacity })
const shares = (of: {
  before: Parameters<typeof share>[0]
  after: Parameters<typeof share>[0]
}) => ({
  before: share(of.before),
  after: share(of.after),
})
const cases = (rows: readonly CaseRow[]) =>
  rows.map(({ child, address, status }) => ({ child, address, status }))
const person = ({ name, address }: { name: string; address: string }) => ({ name, address })
const counted = ({ before, after }: { before: number; after: number }) => ({ before, after })

export const publishPlanRow = (row: PlanRow): z.infer<typeof planRowShape> => ({
  id: row.id,
  number: row.number,
  state: row.state,
  askedAt: row.askedAt.toISOString(),
  asked: publishAsked(row.asked),
  teamName: row.teamName,
  import: { id: row.import.id, number: row.import.number },
  agreement: { id: row.agreement.id, version: row.agreement.version },
  stale: row.stale,
  busiest: row.busiest && shares(row.busiest),
  moves: row.moves,
})

const publishAsked = ({
  team,
  reach,
  moves,
  stay,
  seed,
  effort,
}: PlanAsked): z.infer<typeof askedShape> => ({
  team,
  reach,
  moves,
  stay: stay.map((kept) => ({ case: kept.case, why: kept.why })),
  seed,
  effort,
})

export const publishProgress = (state: PlanProgress): z.infer<typeof planProgressShape> => ({
  state: state.state,
  stage: state.stage,
  busiest: state.busiest && share(state.busiest),
  bound: state.bound && share(state.bound),
  done: state.done,
  problem: state.problem && { code: state.problem.code, sentence: state.problem.sentence },
})

export function publishPlan({ row, state, result }: PlanView): z.infer<typeof planShape> {
  return {
    plan: publishPlanRow(row),
    progress: publishProgress(state),
    result: result && {
      worthIt: result.worthIt,
      before: publishSide(result.before),
      after: publishSide(result.after),
      workers: result.workers.map((worker: PlanWorker) => ({
        ...person(worker),
        team: worker.teamName,
        capacity: worker.capacity,
        before: worker.before,
        after: worker.after,
        families: counted(worker.families),
        children: counted(worker.children),
      })),
      moves: result.moves.map((move) => ({
        step: move.step,
        cases: cases(move.cases),
        from: person(move.from),
        to: person(move.to),
        reason: move.reason,
        busiestAfter: share(move.busiestAfter),
        overloadAfter: move.overloadAfter,
        bought: move.bought,
        hard: move.hard.map(({ what, points }) => ({ what, points })),
        changesInYear: move.changesInYear,
      })),
      placements: result.placements.map((one) => ({
        cases: cases(one.cases),
        to: person(one.to),
        ...shares(one),
      })),
      nobody: result.nobody.map((one) => ({
        cases: cases(one.cases),
        rules: one.rules.map(({ rule, workers }) => ({ rule, workers })),
        conflict: one.conflict && {
          limit: one.conflict.limit,
          cases: cases(one.conflict.cases),
        },
      })),
      mustMove: result.mustMove,
      choices: result.choices.map((choice) => ({
        percent: choice.percent,
        maxMoves: choice.maxMoves,
        moves: choice.moves,
        busiest: share(choice.busiest),
        bound: share(choice.bound),
        children: choice.children,
      })),
      unknown: result.unknown.map((worker) => ({ ...person(worker), cases: worker.cases })),
      stayed: result.stayed.map((kept) => ({ cases: cases(kept.cases), why: kept.why })),
      spared: result.spared.map((one) => ({
        cases: cases(one.cases),
        from: person(one.from),
        to: person(one.to),
        bought: one.bought,
      })),
    },
  }
}

const publishSide = (side: z.infer<typeof sideShape>): z.infer<typeof sideShape> => ({
  busiest: share(side.busiest),
  overSafe: side.overSafe,
  overHard: side.overHard,
  overload: side.overload,
  withNobody: side.withNobody,
})

export const publishShortlist = (view: ShortlistView): z.infer<typeof shortlistShape> => ({
  cases: cases(view.cases),
  reach: view.reach,
  elsewhere: view.elsewhere,
  candidates: view.candidates.map((one) => ({
    ...person(one),
    team: one.teamName,
    ...shares(one),
    cost: one.cost,
    equal: one.equal,
    overSafe: one.overSafe,
    overHard: one.overHard,
    knewUntil: one.knewUntil,
    lastNew: one.lastNew,
  })),
  excluded: view.excluded.map(({ rule, workers }) => ({ rule, workers: workers.map(person) })),
  unknown: view.unknown.map((worker) => ({ ...person(worker), cases: worker.cases })),
})
