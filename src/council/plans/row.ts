import type { IsoDate } from '../../kit/index.ts'
import { canonicalText, type Agreement } from '../../core/agreement/index.ts'
import type { Utilisation } from '../../core/fairness/index.ts'
import {
  caseloads,
  imports,
  type Import,
  type ImportId,
  type Plan,
  type Scope,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import { countedOf, type Counted } from '../decisions/candidates.ts'
import { decisionsInPlay, stampOf } from '../figures/in-play.ts'
import { sha256 } from './make-plan.ts'
import type { PlanAsked, PlanProgress, PlanRow } from './views.ts'

/** What the list shows of a plan that is ready. */
export interface PlanSummary {
  before: Utilisation
  after: Utilisation
  moves: number
}

/** SHA-256 of an agreement's text. */
export function hashOf(agreement: Agreement): string {
  const known = hashes.get(agreement) ?? sha256(canonicalText(agreement))
  hashes.set(agreement, known)
  return known
}

const hashes = new WeakMap<Agreement, string>()

/** A question as it is kept: with a mark of the decisions that its figures hold, where there are any. */
interface KeptAsked extends PlanAsked {
  decided?: string
}

const decidedOn = async (scope: Scope, day: IsoDate): Promise<string> =>
  stampOf(countedOf(await decisionsInPlay(scope, day, 'all'), day).map(withState))

/** What somebody was asked and what stands are marked apart. */
const withState = (of: Counted): Counted => ({ ...of, id: `${of.id} ${of.as}` })

/** The question with what was decided when it was asked: another plan is due once that has changed. */
export async function withDecided(
  scope: Scope,
  asked: PlanAsked,
  day: IsoDate,
): Promise<KeptAsked> {
  const decided = await decidedOn(scope, day)
  return decided === '' ? asked : { ...asked, decided }
}

/** What plans are held against: today's import and agreement; and the names of imports' teams. */
export class Today {
  readonly current: Import | null
  private readonly scope: Scope
  private readonly inForce: { id: string; version: string; sha256: string }
  private readonly known = new Map<ImportId, { number: number; teams: Map<string, string> }>()

  private readonly decided: string

  private constructor(scope: Scope, current: Import | null, agreement: Agreement, decided: string) {
    this.decided = decided
    this.scope = scope
    this.current = current
    this.inForce = {
      id: agreement.id,
      version: agreement.version,
      sha256: hashOf(agreement),
    }
  }

  static async of(scope: Scope, day: IsoDate): Promise<Today> {
    const { agreement } = await agreementInForce(scope, day)
    return new Today(scope, await imports.current(scope), agreement, await decidedOn(scope, day))
  }

  /** Why a plan can no longer be used as it stands; null while it can. */
  staleness(plan: Plan): PlanRow['stale'] {
    if (plan.import !== this.current?.id) return 'import'
    const { id, version, sha256: hash } = plan.agreement
    const { inForce } = this
    if (id !== inForce.id || version !== inForce.version || hash !== inForce.sha256) {
      return 'agreement'
    }
    return ((plan.asked as KeptAsked).decided ?? '') === this.decided ? null : 'decisions'
  }

  async row(plan: Plan): Promise<PlanRow> {
    const { number, teams } = await this.importOf(plan.import)
    const summary = plan.summary as PlanSummary | null
    const { decided: _, ...asked } = plan.asked as KeptAsked
    return {
      id: plan.id,
      number: plan.number,
      state: plan.state,
      askedAt: plan.askedAt,
      asked,
      teamName: plan.team === null ? null : (teams.get(plan.team) ?? plan.team),
      import: { id: plan.import, number },
      agreement: { id: plan.agreement.id, version: plan.agreement.version },
      stale: this.staleness(plan),
      busiest: summary && { before: summary.before, after: summary.after },
      moves: summary?.moves ?? null,
    }
  }

  private async importOf(id: ImportId): Promise<{ number: number; teams: Map<string, string> }> {
    const known = this.known.get(id)
    if (known) return known
    const held = await caseloads.ofTeams(this.scope, id, () => [])
    const found = {
      number: (await imports.get(this.scope, id))?.number ?? 0,
      teams: new Map(held?.teams.map((team) => [team.id as string, team.name])),
    }
    this.known.set(id, found)
    return found
  }
}

/** How far a plan is, as a page that waits shows it. */
export function progressOf(plan: Plan): PlanProgress {
  const at = plan.progress as Pick<PlanProgress, 'stage' | 'busiest' | 'bound' | 'done'> | null
  return {
    state: plan.state,
    stage: at?.stage ?? null,
    busiest: at?.busiest ?? null,
    bound: at?.bound ?? null,
    done: plan.state === 'ready' ? 1 : (at?.done ?? 0),
    problem: plan.problem,
  }
}
