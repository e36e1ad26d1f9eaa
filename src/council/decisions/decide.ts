import { byText, fail, longDate, ok, type Problem, type Result } from '../../kit/index.ts'
import { answerTermOf, handoverTermOf } from '../../core/agreement/index.ts'
import { liveStates } from '../../core/allocation/index.ts'
import type { ChildId } from '../../core/model/index.ts'
import type { Person } from '../../core/rights/index.ts'
import {
  caseloads,
  decisions,
  imports,
  referencesOf,
  type Held,
  type Import,
  type PlanId,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { decisionsInPlay, gateOn, overlay, standingOn } from '../figures/in-play.ts'
import type { Rests } from '../figures/load.ts'
import { noNewWorkOn } from '../figures/no-new-work.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { couldTake, countedOf, decidingOn, unitOf } from './candidates.ts'
import { certify, printOf } from './certify.ts'
import { Names } from './rows.ts'
import { forbiddenToday } from './rules.ts'
import type { NewDecisionGiven } from './views.ts'

export const LONGEST_WORDS = 4_000

const NOT_HERE: Problem = {
  code: 'not-found',
  sentence: 'This case is not in the files in force.',
}

const CHANGED: Problem = {
  code: 'changed',
  sentence:
    'Somebody decided on this family a moment ago, so the list below has changed. Look at it again.',
}

/** What a decision is made under: the import in force and its rests. */
export async function inForceFor(
  deps: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  organisation: OrganisationView,
): Promise<{ of: Import; rests: Rests } | null> {
  const of = await imports.current(scope)
  if (!of || of.asOf === null || of.decidedAt === null) return null
  const { id, number, asOf, decidedAt: acceptedAt } = of
  return {
    of,
    rests: {
      organisation,
      import: { id, number, asOf, acceptedAt, current: true },
      inForce: (await agreementInForce(scope, deps.today())).agreement,
    },
  }
}

/**
 * Decides who is to take a case and those who go with it, in one transaction: takes its turn on the
 * children and on the worker, reads what stands, checks the hard rules against it, and writes the
 * decision with its certificate. Of two people who decide on one child, one is told what the other did.
 */
export async function decide(
  deps: CouncilDeps,
  scope: Scope,
  person: Person | null,
  organisation: OrganisationView,
  address: string,
  given: NewDecisionGiven,
): Promise<Result<{ id: string }, Problem>> {
  const on = deps.today()
  const inForce = await inForceFor(deps, scope, organisation)
  const child = inForce && (await caseloads.behind(scope, inForce.of.id, 'case', address))
  if (!inForce || child === null) return fail(NOT_HERE)
  const { of, rests } = inForce
  const worker = await caseloads.behind(scope, of.id, 'worker', given.to)
  if (worker === null) {
    return fail({ code: 'no-worker', sentence: 'Choose who is to take it from the list.' })
  }
  const words = given.words.trim()
  if (words.length > LONGEST_WORDS) {
    return fail({ code: 'words-too-long', sentence: 'Say it in at most 4,000 characters.' })
  }

  // Figures hold what everybody decided, whoever may see it; nothing of that is shown here.
  const before = await decisions.withEverybody(scope, async () => {
    const files = await caseloads.whole(scope, of.id)
    if (!files) return null
    const moves = countedOf(await decisionsInPlay(scope, on, 'all'), on)
    const { held } = await overlay(scope, of.id, files, { moves, part: 'whole' })
    const unit = unitOf(held, child)
    return unit && { unit, children: await childrenOf(scope, of, held, unit.children) }
  })
  if (!before) return fail(NOT_HERE)
  const { unit, children } = before
  const together = children.map((one) => one.child)
  await decisions.takeTurn(scope, { children: together, workers: [worker] })

  const already = await decidedAlready(deps, scope, together)
  if (already) return fail(already)

  return decisions
    .withEverybody(scope, async (): Promise<Result<Parameters<typeof decisions.make>[1]>> => {
      const files = await caseloads.whole(scope, of.id)
      if (!files) return fail(NOT_HERE)
      const counted = countedOf(await decisionsInPlay(scope, on, 'all'), on)
      const noted = await noNewWorkOn(scope, on)
      const { figures } = await decidingOn(scope, of.id, files, rests, { counted, noted })
      const could = couldTake(figures, child, given.reach)
      if (!could) return fail(NOT_HERE)
      if (could.children.join('\n') !== unit.children.join('\n') || could.from !== unit.from) {
        return fail(CHANGED)
      }
      const name = figures.workload.workers.find(({ id }) => id === worker)?.name ?? 'This worker'
      const [forbidden] = forbiddenToday(figures, { worker, children: could.children, on })
      if (forbidden !== undefined) {
        return fail({ code: 'forbidden', sentence: `${name} cannot take it: ${forbidden}.` })
      }
      const candidate = [...could.candidates, ...could.setAside].find(
        (one) => could.asked.workers[one.worker] === worker,
      )
      if (!candidate) {
        const rule = could.excluded.find((one) => could.asked.workers[one.worker] === worker)?.rule
        return fail({
          code: 'forbidden',
          sentence: `${name} cannot take it: ${rule ?? 'what they can carry is not known'}.`,
        })
      }
      if (!candidate.equal && given.overrideReason === null) {
        return fail({
          code: 'reason-missing',
          sentence: `${name} is not among those with the most room now. Choose why it should be them all the same.`,
        })
      }
      if (!candidate.equal && words === '') {
        return fail({
          code: 'words-missing',
          sentence: `Say in a sentence why it should be ${name}.`,
        })
      }
      if (could.from !== null && given.changeReason === null) {
        return fail({
          code: 'change-reason-missing',
          sentence: 'Choose why the worker changes.',
        })
      }
      const references = await referencesOf(scope)
      const { certificate, acts } = certify(figures, could, {
        chosen: worker,
        reach: given.reach,
        on,
        counted,
        noted,
        addressOf: (id) => references.worker(id),
      })
      const teamOf = new Map(figures.caseload.workers.map((one) => [one.id, one.team]))
      return ok({
        kind: could.from === null ? 'allocation' : 'reallocation',
        to: { worker, reference: references.worker(worker), team: teamOf.get(worker) ?? null },
        from:
          could.from === null
            ? null
            : { worker: could.from, reference: references.worker(could.from) },
        fromTeam: (could.from === null ? null : teamOf.get(could.from)) ?? could.facts.team ?? null,
        children,
        changeReason: could.from === null ? null : given.changeReason,
        firstBand: candidate.equal,
        overrideReason: candidate.equal ? null : given.overrideReason,
        words,
        acts,
        answerTerm: answerTermOf(rests.inForce),
        handoverTerm: could.from === null ? null : handoverTermOf(rests.inForce),
        plan: (given.plan ?? null) as PlanId | null,
        import: of.id,
        agreement: rests.inForce.id,
        version: rests.inForce.version,
        certificate,
        certificateHash: printOf(certificate),
        madeOn: on,
        madeAt: deps.now(),
        account: person?.account ?? null,
        by: person?.name ?? 'Fairload',
      })
    })
    .then(async (ready): Promise<Result<{ id: string }, Problem>> => {
      if (!ready.ok) return ready
      const id = await decisions.make(scope, ready.value)
      await note(deps, scope, 'decision.made', {
        decision: id,
        record: address,
        worker: ready.value.to.reference,
        children: ready.value.children.length,
        import: of.id,
        acts: ready.value.acts.map(({ what }) => what).join(' '),
        reason: ready.value.overrideReason,
      })
      return ok({ id })
    })
}

/** The children behind what figures show, restricted records included, with their addresses. */
async function childrenOf(
  scope: Scope,
  of: Import,
  held: Held,
  shown: readonly ChildId[],
): Promise<StoredDecision['children']> {
  const found = await caseloads.childrenBehind(scope, of.id, {
    references: shown.flatMap((child) => held.references.case.get(child) ?? []),
  })
  return found
    .map(({ child, reference }) => ({ child, reference }))
    .sort((a, b) => byText(a.child, b.child))
}

/** What somebody decided on one of these children before; names only where whoever asks may see them. */
async function decidedAlready(
  deps: CouncilDeps,
  scope: Scope,
  children: readonly ChildId[],
): Promise<Problem | null> {
  for (const decision of await decisions.countingFor(scope, children)) {
    const { state } = standingOn(decision, deps.today())
    if (!liveStates.has(state)) continue
    const seen = await decisions.get(scope, decision.id)
    const at = `${longDate(decision.madeOn)}, ${timeOf(decision.madeAt)}`
    const done =
      state === 'stands'
        ? decision.from !== null && gateOn(decision, deps.today()) !== 'complete'
          ? 'The handover is under way.'
          : 'The case system does not show it yet.'
        : 'It waits for an answer.'
    if (!seen) {
      return {
        code: 'decided-already',
        sentence: `Somebody decided on this child already, on ${at}. ${done}`,
      }
    }
    const name = (await Names.of(scope, [seen])).worker(seen.to).name
    return {
      code: 'decided-already',
      sentence: `${decision.by} decided already that ${name} is to take this, on ${at}. ${done}`,
    }
  }
  return null
}

const timeOf = (at: Date): string =>
  at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
