import { byText, type IsoDate } from '../../kit/index.ts'
import type { DecisionCertificate } from '../../core/allocation/index.ts'
import {
  allocateOne,
  compareUtilisation,
  holdingsOf,
  type Candidate,
  type Shortlist,
} from '../../core/fairness/index.ts'
import type { Case, Caseload, ChildId, WorkerId } from '../../core/model/index.ts'
import { planProblem, type PlanProblem, type Reach } from '../../core/planning/index.ts'
import type { Held, ImportId, Scope } from '../../store/index.ts'
import {
  figuresOf,
  gateOn,
  movesOf,
  NOBODY_NOTED,
  noNewWorkOn,
  overlay,
  withNoNewWork,
  type Figures,
  type InPlayNow,
  type Moved,
  type NoNewWork,
} from '../figures/index.ts'
import type { Rests } from '../figures/load.ts'

type CountedAs = DecisionCertificate['counted'][number]['as']

/** A move that whoever decides must count with, and as what. */
export interface Counted extends Moved {
  as: CountedAs
}

/** All that stands and all that somebody was asked to take: so that nobody's hours are given twice. */
export const countedOf = (
  played: readonly InPlayNow[],
  on: IsoDate,
  except: string | null = null,
): Counted[] =>
  played
    .filter(({ decision }) => decision.id !== except)
    .flatMap((of) => {
      const { state } = of.standing
      if (state !== 'stands' && !state.startsWith('waits-')) return []
      const as: CountedAs = state === 'stands' ? gateOn(of.decision, on) : 'asked'
      return movesOf(of, 'complete').map((move) => ({ ...move, as }))
    })

/** The figures of the pages, and beside them those by which is decided. */
export interface Deciding {
  pages: Figures
  /** Whoever hands over or takes over carries it whole, and whoever was asked carries it already. */
  figures: Figures
}

/** What the figures of whoever decides hold beside the files. */
export interface DecidingWith {
  counted: readonly Counted[]
  /** Whom notice keeps from new work. */
  noted: NoNewWork
}

/** The day's figures for whoever decides: each worker as full as pages show them, or fuller. */
export async function decidingOn(
  scope: Scope,
  id: ImportId,
  files: Held,
  rests: Rests,
  { counted, noted }: DecidingWith,
): Promise<Deciding> {
  const standing = counted.flatMap((of) => (of.as === 'asked' ? [] : [{ ...of, handover: of.as }]))
  const over = async (moves: readonly Moved[]): Promise<Figures> =>
    figuresOf((await overlay(scope, id, files, { moves, part: 'whole' })).held, rests)
  const pages = await over(standing)
  const whole = counted.length === 0 ? pages : await over(counted)
  const shown = new Map(pages.workload.workers.map((of) => [of.id, of.demand]))
  return {
    pages,
    figures: {
      ...whole,
      caseload: { ...whole.caseload, workers: withNoNewWork(whole.caseload.workers, noted) },
      workload: {
        ...whole.workload,
        workers: whole.workload.workers.map((of) => ({
          ...of,
          demand: Math.max(of.demand, shown.get(of.id) ?? 0),
        })),
      },
    },
  }
}

/** The figures of today for whoever decides, of what is in play. */
export const decidingToday = async (
  scope: Scope,
  id: ImportId,
  files: Held,
  rests: Rests,
  of: { played: readonly InPlayNow[]; on: IsoDate; except?: string },
): Promise<Deciding> =>
  decidingOn(scope, id, files, rests, {
    counted: countedOf(of.played, of.on, of.except ?? null),
    noted: rests.import.current ? await noNewWorkOn(scope, of.on) : NOBODY_NOTED,
  })

/** The children who go together: with nobody, those of a family who wait; else those whom one worker holds. */
export function unitOf(
  caseload: Pick<Caseload, 'cases'>,
  child: ChildId,
): { facts: Case; children: ChildId[]; from: WorkerId | null } | null {
  const facts = caseload.cases.find((of) => of.child === child)
  if (!facts || facts.handover) return null
  const from = facts.holder.kind === 'worker' ? facts.holder.worker : null
  const isWith = ({ holder, handover }: Case): boolean =>
    !handover && (holder.kind === 'worker' ? holder.worker : null) === from
  const children = caseload.cases
    .filter(
      (of) =>
        of.child === child || (facts.family !== null && of.family === facts.family && isWith(of)),
    )
    .map((of) => of.child)
    .sort(byText)
  return { facts, children, from }
}

export interface CouldTake {
  facts: Case
  children: ChildId[]
  from: WorkerId | null
  asked: PlanProblem
  candidates: Candidate[]
  excluded: { worker: number; rule: string }[]
  /** Of those excluded: whom only a cap or a bar of the agreement keeps from it, which people may set aside. */
  setAside: Candidate[]
}

/** Who could take a case and those who go with it, as the engine answers; null where nobody can be asked. */
export function couldTake(
  { caseload, workload, agreement }: Pick<Figures, 'caseload' | 'workload' | 'agreement'>,
  child: ChildId,
  reach: Reach,
): CouldTake | null {
  const unit = unitOf(caseload, child)
  if (!unit) return null
  const { facts, children, from } = unit
  const together = new Set(children)
  // With these cases alone, all that anybody carries counts as theirs whatever is decided here.
  const answer = (setAside: boolean): (Shortlist & { asked: PlanProblem }) | null => {
    const asked = planProblem(
      { ...caseload, cases: caseload.cases.filter((of) => together.has(of.child)) },
      { ...workload, cases: workload.cases.filter((of) => together.has(of.child)) },
      agreement,
      reach,
      { allCases: caseload.cases, setAside },
    )
    const place = asked?.units.findIndex((one) => one.includes(child)) ?? -1
    const one = asked?.problem.units[place]
    const holdings = asked && holdingsOf(asked.problem)
    return asked && one && holdings?.ok ? { asked, ...allocateOne(holdings.value, one) } : null
  }
  const answered = answer(false)
  if (!answered) return null
  const { asked, candidates, excluded } = answered
  const able = new Set(candidates.map(({ worker }) => worker))
  const isOther = ({ worker }: { worker: number }): boolean => asked.workers[worker] !== from
  const [lightest] = candidates.filter(isOther)
  return {
    facts,
    children,
    from,
    asked,
    // Whoever holds it now is no candidate: the first band is that of the others.
    candidates: candidates.filter(isOther).map((of) => ({
      ...of,
      equal: lightest !== undefined && isWithinAHair(of, lightest),
    })),
    excluded: excluded.filter(isOther).map(({ worker, rule, limit }) => ({
      worker,
      rule: limit === undefined ? rule : (asked.limitWords.get(limit) ?? rule),
    })),
    setAside: (answer(true)?.candidates ?? [])
      .filter((of) => isOther(of) && !able.has(of.worker))
      .map((of) => ({ ...of, equal: false })),
  }
}

/** Half a point of capacity. */
const HAIR_THOUSANDTHS = 5n

function isWithinAHair({ after }: Candidate, { after: first }: Candidate): boolean {
  const limit = BigInt(first.load) * 1000n + HAIR_THOUSANDTHS * BigInt(first.capacity)
  return BigInt(after.load) * 1000n * BigInt(first.capacity) <= limit * BigInt(after.capacity)
}

/** The order of a certificate: lightest afterwards first, equals by address, whoever it was made for. */
export const inOrder = <T extends { worker: string; after: Candidate['after'] }>(
  rows: readonly T[],
): T[] =>
  [...rows].sort(
    (a, b) =>
      compareUtilisation(a.after.load, a.after.capacity, b.after.load, b.after.capacity) ||
      byText(a.worker, b.worker),
  )
