import { createHash } from 'node:crypto'
import type { Result } from '../../kit/index.ts'
import {
  certificateText,
  liveStates,
  type DecisionCertificate,
} from '../../core/allocation/index.ts'
import type { Person } from '../../core/rights/index.ts'
import {
  caseloads,
  decisions,
  imports,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { standingOn } from '../figures/in-play.ts'
import { organisationId, wholeFigures } from '../figures/index.ts'
import type { OrganisationView } from '../views.ts'
import { weighedFor } from '../figures/weigh-for.ts'
import { answerDecision, forbiddenFor, hasConditions, mayTakeBack, type Said } from './answer.ts'
import { batchOf, decideBatch } from './batch.ts'
import { madeAgain } from './certify.ts'
import { decide, inForceFor } from './decide.ts'
import { followDecisions } from './follow.ts'
import { Part } from './part.ts'
import { queueOf } from './queue.ts'
import { rowsOf } from './rows.ts'
import type { AnsweredDecision, DecisionView, ManagerAnswer } from './views.ts'

/** Decisions on who is to take a case: made, answered, and never changed. */
export function decisionsDoor(deps: CouncilDeps, person: Person | null): Council['decisions'] {
  const within = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    deps.store.inOrganisation(organisationId(organisation), work)
  const answered = (organisation: OrganisationView, id: string, said: Said) =>
    within(organisation, (scope): Promise<Result<AnsweredDecision>> =>
      answerDecision(deps, scope, person, organisation, id, said),
    )

  return {
    queue: (asked) =>
      wholeFigures(deps, asked, (figures, scope) => queueOf(scope, figures, deps.today())),

    list: (organisation, of = {}) =>
      within(organisation, async (scope) => {
        const found = await decisions.list(scope, {
          ...(of.worker === undefined ? {} : { worker: of.worker }),
          ...(of.open === true ? { inPlay: true } : { page: { from: 0, count: MOST_LISTED } }),
        })
        const rows = await rowsOf(scope, found, deps.today())
        return of.open === true ? rows.filter(({ state }) => liveStates.has(state)) : rows
      }),

    view: (organisation, id) =>
      within(organisation, async (scope) => {
        const decision = await decisions.get(scope, id)
        if (!decision) return null
        const part = await Part.of(scope, person, decision)
        return part.may('decision.view') ? viewOf(scope, organisation, decision, part) : null
      }),

    make: (organisation, address, given) =>
      within(organisation, (scope) => decide(deps, scope, person, organisation, address, given)),
    second: (organisation, id, given) => answered(organisation, id, { kind: 'second', ...given }),
    answer: (organisation, id, given) => answered(organisation, id, { kind: 'worker', ...given }),
    respond: (organisation, id, given) => answered(organisation, id, { kind: 'manager', ...given }),
    recall: (organisation, id, given) => answered(organisation, id, { kind: 'recalled', ...given }),

    replay: (organisation, id) =>
      within(organisation, async (scope) => {
        const decision = await decisions.get(scope, id)
        const kept = decision && (await decisions.certificate(scope, id))
        if (!decision || !kept) return null
        const again = await madeAgain(scope, organisation, kept as DecisionCertificate)
        if (!again) return { outcome: 'not-kept', hash: null }
        const hash = createHash('sha256').update(certificateText(again)).digest('hex')
        return {
          outcome: hash === decision.certificateHash.toString('hex') ? 'same' : 'different',
          hash,
        }
      }),

    batch: (asked, team, reach) => batchOf(deps, asked, team, reach),
    makeMany: (organisation, proposed, given) =>
      decideBatch(deps, person, organisation, proposed, given),

    follow: (organisation) =>
      deps.store
        .asHouse()
        .inOrganisation(organisationId(organisation), (scope) => followDecisions(deps, scope)),
  }

  async function viewOf(
    scope: Scope,
    organisation: OrganisationView,
    decision: StoredDecision,
    part: Part,
  ): Promise<DecisionView | null> {
    const on = deps.today()
    const inForce = await inForceFor(deps, scope, organisation)
    const [row] = await rowsOf(scope, [decision], on)
    const certificate = (await decisions.certificate(scope, decision.id)) as DecisionCertificate
    if (!row || !inForce) return null
    const standing = standingOn(decision, on)
    const none = await caseloads.ofTeams(scope, inForce.of.id, () => [])
    if (!none) return null
    const isWaiting = standing.state.startsWith('waits-')
    const mayRespond = part.may('decision.respond') && standing.state === 'waits-for-manager'
    const responses: ManagerAnswer[] = hasConditions(decision)
      ? ['conditions-met', 'stands', 'withdrawn']
      : ['stands', 'withdrawn']
    return {
      ...row,
      standing: {
        organisation,
        import: inForce.rests.import,
        agreement: weighedFor(none, inForce.rests.inForce).workload.agreement,
      },
      changeReason: decision.changeReason,
      firstBand: decision.firstBand,
      overrideReason: decision.overrideReason,
      words: decision.words,
      acts: [...decision.acts],
      said: decision.events.map(({ account: _, ...event }) => event),
      certificate,
      hash: decision.certificateHash.toString('hex'),
      names: await namesIn(scope, decision, certificate),
      forbidden: isWaiting ? await forbiddenFor(deps, scope, organisation, decision) : [],
      may: {
        second: standing.state === 'waits-for-second' && part.isSecond,
        answer: standing.state === 'waits-for-worker' && part.isAsked,
        respond: mayRespond ? responses : [],
        recall: isWaiting && part.may('decision.recall'),
        takeBack:
          part.may('decision.respond') && (await mayTakeBack(deps, scope, decision, standing)),
      },
    }
  }

  /** Names for the addresses of a certificate: of the import it was made on, as far as they may be seen. */
  async function namesIn(
    scope: Scope,
    decision: StoredDecision,
    certificate: DecisionCertificate,
  ): Promise<Record<string, string>> {
    const names: Record<string, string> = {}
    const of = await imports.get(scope, decision.import)
    const held = of && (await caseloads.whole(scope, of.id))
    for (const worker of held?.workers ?? []) {
      const at = held?.references.worker.get(worker.id)
      if (at !== undefined) names[at] = worker.name
    }
    for (const { name, address } of [
      ...(await rowsOf(scope, [decision], deps.today())).flatMap((row) =>
        [row.to, row.from, ...row.children].flatMap((one) => one ?? []),
      ),
    ]) {
      if (address !== null) names[address] = name
    }
    const wanted = new Set([
      ...certificate.children,
      ...certificate.eligible.map(({ worker }) => worker),
      ...certificate.excluded.map(({ worker }) => worker),
      ...certificate.unknown,
      certificate.chosen,
      ...(certificate.from === null ? [] : [certificate.from]),
    ])
    return Object.fromEntries(Object.entries(names).filter(([at]) => wanted.has(at)))
  }
}

/** Of those that are over and done the newest; what waits is listed whole. */
const MOST_LISTED = 2_000
