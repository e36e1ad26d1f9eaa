import { addMonths, dateOf, type IsoDate } from '../../kit/index.ts'
import { ASSESSMENT_WORKING_DAYS, workingDaysBetween } from '../../core/calendar/index.ts'
import type { CaseFlag, CaseStatus, CourtStage } from '../../core/model/index.ts'
import type { Authority, CaseTruth, SimChild, SimWorker, Truth, WorkerTruth } from './model.ts'
import { authorityOn } from './on-day.ts'
import { current, standing, type ChildStanding } from './standing.ts'

/**
 * What a perfect reading of the authority's files for that day gives: every child's status, flags,
 * worker and team, and every worker's contract and capacity, by the domain's own rule applied to the
 * authority's episodes. Nothing is read from a file.
 */
export function truthOn(authority: Authority, day: IsoDate): Truth {
  const seen = authorityOn(authority, day)
  const workers = new Map(seen.workers.map((worker) => [worker.id, worker]))
  const teams = new Map(seen.teams.map((team) => [team.id, team]))
  const held = new Map<string, number>()
  const cases = new Map<string, CaseTruth>()
  let earlyHelp = 0
  for (const child of seen.children) {
    const now = standing(child)
    const status = statusOf(now, day)
    if (status === null) {
      if (now.earlyHelp) earlyHelp++
      continue
    }
    const involvement = current(child)
    const worker = involvement?.worker ? (workers.get(involvement.worker) ?? null) : null
    const why = worker ? unable(worker, day) : null
    const team = worker && why === null ? worker.team : (involvement?.team ?? '')
    if (worker) held.set(worker.id, (held.get(worker.id) ?? 0) + 1)
    cases.set(child.id, {
      child: child.id,
      status: status.status,
      flags: flagsOf(child, now, addMonths(day, -6)),
      holder: worker === null ? 'unallocated' : why === null ? 'worker' : 'phantom',
      why: worker === null ? 'blank' : why,
      worker: worker?.name ?? null,
      team: teams.get(team)?.name ?? '',
      personalAdviser: now.careLeaver ? adviserOf(child, workers) : null,
      family: child.family,
      courtStage: child.details.courtStage ?? courtStageOf(now),
      complexity: child.details.complexity,
      travelMinutes: child.details.travelMinutes,
      visitsAMonth: child.details.visitsAMonth,
      disability: disabilityKnown(child, addMonths(day, -6)) ? child.disabilities.length > 0 : null,
      birthDate: child.birthDate,
      statusSince: status.since,
    })
  }
  return {
    on: day,
    cases,
    workers: peopleOn(seen).map((worker) => workerTruth(worker, seen, held.get(worker.id) ?? 0)),
    earlyHelp,
    adopterHouseholds: seen.adopters.length,
  }
}

function statusOf(
  now: ChildStanding,
  day: IsoDate,
): { status: CaseStatus; since: IsoDate | null } | null {
  const { care, plan, need, needStatus, assessment, referral } = now
  if (care) return { status: 'looked-after', since: care.start }
  if (plan) return { status: 'child-protection-plan', since: plan.start }
  if (need && needStatus === 'child-in-need-plan')
    return { status: 'child-in-need-plan', since: need.referral }
  const over = need !== null && need.closed !== null
  if (!over && (assessment || needStatus === 'open-assessment')) {
    const since = assessment?.start ?? need?.referral ?? null
    return { status: 'open-assessment', since }
  }
  if (referral && workingDaysBetween(referral.referral, day) <= ASSESSMENT_WORKING_DAYS)
    return { status: 'referral', since: referral.referral }
  if (now.careLeaver) return { status: 'care-leaver', since: null }
  return null
}

/** What the legal status says of court: an interim order that proceedings run, a full one that they are over. */
function courtStageOf({ care }: ChildStanding): CourtStage | null {
  const code = care?.legal[care.legal.length - 1]?.code
  if (code === 'C1') return 'care-proceedings'
  return code === 'C2' || code === 'E1' ? 'none' : null
}

/** Lists 4 to 10 say it, list 3 does not: of a child with nothing but a new referral nobody knows yet. */
function disabilityKnown(child: SimChild, since: IsoDate): boolean {
  return (
    child.leaving !== null ||
    child.episodes.some((e) => e.start !== null && (e.closed === null || e.closed >= since))
  )
}

function flagsOf(child: SimChild, now: ChildStanding, since: IsoDate): CaseFlag[] {
  const flags: CaseFlag[] = []
  const adoption = child.episodes.some((e) =>
    e.care.some((period) => period.adoption !== null && period.adoption.order === null),
  )
  if (adoption) flags.push('adoption')
  if (now.careLeaver) flags.push('care-leaver')
  if (now.needStatus === 'child-in-need-plan') flags.push('child-in-need-plan')
  if (now.plan) flags.push('child-protection-plan')
  if (child.disabilities.length > 0 && disabilityKnown(child, since)) flags.push('disability')
  if (now.earlyHelp) flags.push('early-help')
  if (now.enquiry) flags.push('enquiry-open')
  if (now.care) flags.push('looked-after')
  const closed = now.need !== null && now.need.closed !== null
  if (!closed && (now.needStatus === 'open-assessment' || now.assessment))
    flags.push('open-assessment')
  return flags
}

/** The adviser whom list 9 names beside the worker. */
export function adviserOf(child: SimChild, workers: ReadonlyMap<string, SimWorker>): string | null {
  const adviser = child.involvements.find((i) => i.role === 'personal-adviser' && i.end === null)
  const named = adviser?.worker ? workers.get(adviser.worker) : undefined
  if (named) return named.name
  const own = current(child)
  const worker = own?.worker ? workers.get(own.worker) : undefined
  return worker?.role === 'personal-adviser' ? worker.name : null
}

/** Why this worker cannot hold a case on the day; null where they can. */
export function unable(worker: SimWorker, day: IsoDate): string | null {
  if (worker.left !== null && worker.left <= day)
    return worker.contract === 'agency' ? 'contract-ended' : 'left'
  const away = worker.reductions.some(
    (r) =>
      (r.reason === 'long-sickness' || r.reason === 'maternity-paternity-adoption') &&
      'percent' in r.amount &&
      r.amount.percent === 100 &&
      r.from <= day &&
      (r.to === null || r.to >= day),
  )
  if (away) return 'long-absence'
  return worker.role === 'team-manager' ||
    worker.role === 'middle-manager' ||
    worker.role === 'senior-manager'
    ? 'manager'
    : null
}

/** The latest 30 September that is not after the day: the workforce census counts then. */
export function censusDay(on: IsoDate): IsoDate {
  const own = dateOf(Number(on.slice(0, 4)), 9, 30)
  if (own === null) throw new Error('Every year has a 30 September')
  return own <= on ? own : addMonths(own, -12)
}

/** Whom the people file lists: those in post, and the leavers whom the latest census still counts. */
export function peopleOn(authority: Authority): SimWorker[] {
  const since = addMonths(censusDay(authority.on), -12)
  return authority.workers.filter((worker) => worker.left === null || worker.left > since)
}

const hundredths = (hours: number | null): number | null =>
  hours === null ? null : Math.round(hours * 100)

function workerTruth(worker: SimWorker, authority: Authority, cases: number): WorkerTruth {
  const team = authority.teams.find((one) => one.id === worker.team)
  const parent = authority.teams.find((one) => one.id === team?.parent)
  return {
    name: worker.name,
    sweNumber: worker.sweNumber,
    team: team?.name ?? '',
    parentTeam: parent?.name ?? null,
    role: worker.role,
    fteMillionths: worker.fteMillionths,
    contract: worker.contract,
    contractEnd: worker.left,
    asyeStart: worker.asyeStart,
    reductions: worker.reductions,
    supervisionHours: hundredths(worker.supervisionHours),
    dutyHours: hundredths(worker.dutyHours),
    businessSupportHours: hundredths(worker.businessSupportHours),
    cases,
  }
}
