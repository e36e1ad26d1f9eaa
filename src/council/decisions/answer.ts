import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import type { DecisionEvent, DecisionStanding } from '../../core/allocation/index.ts'
import type { Person } from '../../core/rights/index.ts'
import { caseloads, decisions, type Scope, type StoredDecision } from '../../store/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { decisionsInPlay, gateOn, standingOn } from '../figures/in-play.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import { decidingToday } from './candidates.ts'
import { inForceFor, LONGEST_WORDS } from './decide.ts'
import { Part } from './part.ts'
import { filesOf } from './rows.ts'
import { forbiddenToday } from './rules.ts'
import type {
  AnsweredDecision,
  ManagerAnswer,
  NotSafeReason,
  SecondAnswer,
  WorkerAnswer,
} from './views.ts'

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This decision is not here.' }
const OVER: Problem = {
  code: 'not-waiting',
  sentence:
    'Somebody answered in the meantime, or the time ran out. Read where it stands, above the form.',
}

/** What is said of a decision. */
export type Said =
  | { kind: 'second'; answer: SecondAnswer; words: string }
  | { kind: 'worker'; answer: WorkerAnswer; reason: NotSafeReason | null; words: string }
  | { kind: 'manager'; answer: ManagerAnswer; words: string }
  | { kind: 'recalled'; words: string }

/**
 * Writes what somebody said of a decision, in their turn. What lets it stand is held against the data of
 * today first: where they forbid it, the decision goes back and whoever answered is told why.
 */
export async function answerDecision(
  deps: CouncilDeps,
  scope: Scope,
  person: Person | null,
  organisation: OrganisationView,
  id: string,
  said: Said,
): Promise<Result<AnsweredDecision, Problem>> {
  const words = said.words.trim()
  if (words.length > LONGEST_WORDS) {
    return fail({ code: 'words-too-long', sentence: 'Say it in at most 4,000 characters.' })
  }
  const first = await decisions.get(scope, id)
  if (!first) return fail(NOT_HERE)
  const part = await Part.of(scope, person, first)
  if (!part.may('decision.view')) return fail(NOT_HERE)
  await decisions.takeTurn(scope, {
    children: first.children.map(({ child }) => child),
    workers: [first.to.worker],
  })
  const decision = await decisions.get(scope, id)
  if (!decision) return fail(NOT_HERE)
  const standing = standingOn(decision, deps.today())
  const mayNot = await refused(deps, scope, part, decision, standing, said, words)
  if (mayNot) return fail(mayNot)

  const lets =
    (said.kind === 'worker' && said.answer !== 'not-safe') ||
    (said.kind === 'manager' && said.answer !== 'withdrawn') ||
    (said.kind === 'second' && said.answer === 'approved')
  const why = lets ? await forbiddenFor(deps, scope, organisation, decision) : []
  if (why.length > 0) {
    await say({ kind: 'recalled', answer: 'no-longer-possible' }, null, why.join('; '), true)
    await decisions.letGo(scope, id)
    await noted('decision.returned', { why: 'no-longer-possible' })
    return ok({ outcome: 'returned', why })
  }
  switch (said.kind) {
    case 'second':
    case 'manager':
      await say({ kind: said.kind, answer: said.answer } as Heard, null, words)
      await noted(`decision.${said.kind}`, { answer: said.answer })
      break
    case 'worker':
      await say({ kind: 'worker', answer: said.answer }, said.reason, words)
      await noted('decision.answered', { answer: said.answer, reason: said.reason })
      break
    case 'recalled':
      await say({ kind: 'recalled', answer: 'recalled' }, null, words)
      await noted('decision.recalled', {})
      break
  }
  const isOver =
    said.kind === 'recalled' ||
    (said.kind === 'second' && said.answer === 'refused') ||
    (said.kind === 'manager' && said.answer === 'withdrawn')
  if (isOver) await decisions.letGo(scope, id)
  return ok({ outcome: 'said' })

  async function say(
    event: Heard,
    reason: string | null,
    text: string,
    isHouse = false,
  ): Promise<void> {
    await decisions.say(scope, id, {
      ...event,
      on: deps.today(),
      reason,
      words: text,
      at: deps.now(),
      account: isHouse ? null : (person?.account ?? null),
      by: isHouse ? 'Fairload' : (person?.name ?? 'Fairload'),
    })
  }

  async function noted(what: string, more: Record<string, string | number | null>): Promise<void> {
    await note(deps, scope, what, {
      decision: id,
      record: first?.children[0]?.reference ?? null,
      worker: first?.to.reference ?? null,
      ...more,
    })
  }
}

type Heard = DecisionEvent extends infer E ? (E extends unknown ? Omit<E, 'on'> : never) : never

/** Why this may not be said by this person now; null where it may. */
async function refused(
  deps: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  part: Part,
  decision: StoredDecision,
  standing: DecisionStanding,
  said: Said,
  words: string,
): Promise<Problem | null> {
  const notYours: Problem = { code: 'not-yours', sentence: 'Somebody else answers this.' }
  const missing = (sentence: string): Problem => ({ code: 'words-missing', sentence })
  switch (said.kind) {
    case 'second':
      if (standing.state !== 'waits-for-second') return OVER
      if (!part.isSecond) return notYours
      return said.answer === 'refused' && words === '' ? missing('Say why you do not agree.') : null
    case 'worker':
      if (standing.state !== 'waits-for-worker') return OVER
      if (!part.isAsked) return notYours
      if (said.answer === 'not-safe' && said.reason === null) {
        return { code: 'reason-missing', sentence: 'Choose why it is not safe.' }
      }
      if (said.answer !== 'accepted' && words === '') {
        return missing(
          said.answer === 'not-safe'
            ? 'Say in a sentence why it is not safe.'
            : 'Say what your conditions are.',
        )
      }
      return null
    case 'manager':
      if (!part.may('decision.respond')) return notYours
      if (words === '') return missing('Say what you decided, and why.')
      if (standing.state === 'stands' && said.answer === 'withdrawn') {
        return (await mayTakeBack(deps, scope, decision, standing)) ? null : OVER
      }
      if (standing.state !== 'waits-for-manager') return OVER
      if (said.answer === 'conditions-met' && !hasConditions(decision)) return OVER
      return null
    case 'recalled':
      if (!standing.state.startsWith('waits-')) return OVER
      return part.may('decision.recall') ? null : notYours
  }
}

export const hasConditions = ({ events }: StoredDecision): boolean =>
  events.some((one) => one.kind === 'worker' && one.answer === 'accepted-with-conditions')

/** Whether what stands may still be taken back: the case system does not show it, and nothing was handed over. */
export async function mayTakeBack(
  deps: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  decision: StoredDecision,
  standing: DecisionStanding,
): Promise<boolean> {
  if (standing.state !== 'stands' || decision.inPlay.length === 0) return false
  const on = deps.today()
  const gate = gateOn(decision, on)
  if (gate === 'complete' || gate === 'emergency') return false
  const files = await filesOf(scope, [{ decision, standing }], on)
  return files.get(decision.id) === 'ahead-of-files'
}

/** What the data of today forbid of a decision, in words; empty where they forbid nothing. */
export async function forbiddenFor(
  deps: Pick<CouncilDeps, 'today'>,
  scope: Scope,
  organisation: OrganisationView,
  decision: StoredDecision,
): Promise<string[]> {
  const on = deps.today()
  const inForce = await inForceFor(deps, scope, organisation)
  if (!inForce) return ['no import is in force']
  const { of, rests } = inForce
  return decisions.withEverybody(scope, async () => {
    const files = await caseloads.whole(scope, of.id)
    if (!files) return ['no import is in force']
    const played = await decisionsInPlay(scope, on, 'all')
    const { figures, pages } = await decidingToday(scope, of.id, files, rests, {
      played,
      on,
      except: decision.id,
    })
    const shown = new Map([...files.references.case].map(([child, at]) => [at, child]))
    const children = decision.children.map(({ child, reference }) => shown.get(reference) ?? child)
    const holds = new Set(
      pages.caseload.cases
        .filter(({ child }) => children.includes(child))
        .map(({ holder }) => (holder.kind === 'worker' ? holder.worker : null)),
    )
    const others = [...holds].filter(
      (one) => one !== decision.to.worker && one !== (decision.from?.worker ?? null),
    )
    const isOtherwise = others.length > 0
    return [
      ...forbiddenToday(figures, { worker: decision.to.worker, children, on }),
      ...(isOtherwise
        ? [
            decision.from === null
              ? 'the files in force show somebody else with the case'
              : 'the files in force no longer show the case with whoever was to hand it over',
          ]
        : []),
    ]
  })
}
