import { dateOfDayNumber, dayNumber, type IsoDate } from '../../kit/index.ts'
import type {
  Figures,
  Involvement,
  SimChild,
  SimTeam,
  SimWorker,
  WorkerChangeReason,
} from './model.ts'
import type { StockState } from './children.ts'
import type { WorkKind } from './people.ts'
import type { Random } from './random.ts'
import type { Stock } from './stock.ts'

/** A stretch of one child's work that belongs to one kind of team. `to` null: still open. */
interface Stage {
  child: SimChild
  kind: WorkKind
  from: number
  to: number | null
  /** The last stretch of a child who has a case on the last day. */
  current: boolean
  /** Hours a month that this stretch takes, roughly: what a manager has in mind when allocating. */
  hours: number
}

type Hands = 'social-worker' | 'adviser' | 'support' | 'unallocated' | 'phantom'

/** A stretch in someone's hands just now. */
interface Held {
  stage: Stage
  worker: SimWorker | null
  involvement: Involvement
  /** A change of worker due on this day, from the case's own turnover; null for none. */
  changeOn: number | null
  hours: number
}

interface Desk {
  worker: SimWorker
  held: Set<Held>
  hours: number
  /** Hours this person takes before feeling as full as the next; spreads the loads as real teams do. */
  room: number
}

const HISTORY_DAYS = 730

/** Which kind of team a stage of work belongs to on the last day, before anyone is allocated. */
export function workKind(child: SimChild, state: StockState, on: number): WorkKind {
  if (state === 'careLeaver') return 'leaving-care'
  const episode = child.episodes[child.episodes.length - 1]
  if (episode?.need === 'N2') return 'disability'
  if (state === 'lookedAfter') {
    const start = episode?.care[episode.care.length - 1]?.start
    return start && on - dayNumber(start) < 60 ? 'protection' : 'care'
  }
  return state === 'needPlan' || state === 'protection' ? 'protection' : 'assessment'
}

/**
 * Rough hours a month by state, near enough to the hours scheme to spread work as a fair manager
 * would: a child in proceedings takes three times a settled one.
 */
export function roughHours(child: SimChild, kind: WorkKind, on: number): number {
  const episode = child.episodes[child.episodes.length - 1]
  if (kind === 'leaving-care') return 3.6
  const care = episode?.care[episode.care.length - 1]
  if (care && care.ceased === null) {
    const legal = care.legal.findLast((one) => dayNumber(one.from) <= on)
    if (legal?.code === 'C1') return 16
    const placed = care.placements.findLast((one) => dayNumber(one.start) <= on)
    return placed && on - dayNumber(placed.start) < 180 ? 9.5 : 5.5
  }
  if (kind === 'assessment') return episode?.start === null ? 1.5 : 9.5
  return episode?.protectionPlans.some((plan) => plan.end === null) ? 10.5 : 7
}

/** What a further child of a family takes where the same worker has another of its children. */
const SIBLING_SHARE = 0.6

/** What a child takes on average once siblings lie with one worker. */
export const TOGETHER_SHARE: Readonly<Record<WorkKind, number>> = {
  assessment: 0.8,
  protection: 0.85,
  care: 0.98,
  'leaving-care': 1,
  disability: 0.85,
}

/**
 * Goes through two years a day at a time and puts every stretch of work into someone's hands:
 * workers come and go, siblings stay together, work goes to whoever has most room, and on the last
 * day exactly as many cases lie with social workers, advisers, nobody and phantoms as the stock says.
 */
export class Allocation {
  private readonly random: Random
  private readonly on: number
  private readonly from: number
  private readonly teams: readonly SimTeam[]
  private readonly workers: readonly SimWorker[]
  private readonly figures: Figures
  private readonly desks = new Map<string, Desk>()
  private readonly teamDesks = new Map<string, Desk[]>()
  private readonly teamsByKind = new Map<WorkKind, string[]>()
  private readonly ends = new Map<number, Held[]>()
  private readonly changes = new Map<number, Held[]>()
  private readonly siblingDesk = new Map<string, Desk>()
  private readonly workerById = new Map<string, SimWorker>()
  private readonly waiting = new Map<number, (() => void)[]>()

  constructor(
    random: Random,
    on: IsoDate,
    figures: Figures,
    teams: readonly SimTeam[],
    workers: readonly SimWorker[],
  ) {
    this.random = random
    this.on = dayNumber(on)
    this.from = this.on - HISTORY_DAYS
    this.figures = figures
    this.teams = teams
    this.workers = workers
    for (const worker of workers) this.workerById.set(worker.id, worker)
  }

  run(children: readonly SimChild[], states: ReadonlyMap<string, StockState>, stock: Stock): void {
    const hands = this.deal(children, states, stock)
    this.openDesks()
    const stages = children.flatMap((child) => this.stages(child, states.has(child.id)))
    const starting = new Map<number, Stage[]>()
    for (const stage of stages) {
      if (stage.to !== null && stage.to < this.from) continue
      const day = Math.max(stage.from, this.from)
      const list = starting.get(day)
      if (list) list.push(stage)
      else starting.set(day, [stage])
    }
    const leaving = this.departures()
    const joining = this.arrivals()
    for (let day = this.from; day <= this.on; day++) {
      for (const desk of joining.get(day) ?? []) this.seat(desk)
      for (const held of this.ends.get(day) ?? []) this.finish(held, day)
      for (const { desk, reason } of leaving.get(day) ?? []) this.depart(desk, day, reason)
      for (const held of this.changes.get(day) ?? []) this.change(held, day)
      for (const found of this.waiting.get(day) ?? []) found()
      for (const stage of starting.get(day) ?? []) this.begin(stage, hands.get(stage.child.id))
    }
    this.nobodyIdle()
    this.advise(children, states)
    for (const child of children)
      child.involvements.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  }

  // ---- who is to hold what on the last day -------------------------------------------------

  private deal(
    children: readonly SimChild[],
    states: ReadonlyMap<string, StockState>,
    stock: Stock,
  ): Map<string, Hands> {
    const out = new Map<string, Hands>()
    const open = this.random.shuffled(children.filter((child) => states.has(child.id)))
    const take = (hands: Hands, count: number, states_: readonly StockState[]): number => {
      let left = count
      for (const state of states_)
        for (const child of open) {
          if (left === 0) return 0
          if (out.has(child.id) || states.get(child.id) !== state) continue
          out.set(child.id, hands)
          left--
        }
      return left
    }
    const early: StockState[] = ['referral', 'openAssessment']
    const waiting = Math.round(stock.unallocated * 0.7)
    let rest = take('unallocated', waiting, early)
    rest = take('unallocated', stock.unallocated - waiting + rest, ['needPlan', 'openAssessment'])
    take('unallocated', rest, ['protection', 'lookedAfter', 'careLeaver', 'referral'])
    rest = take('phantom', Math.round(stock.phantom * 0.5), ['needPlan'])
    take('phantom', stock.phantom - Math.round(stock.phantom * 0.5) + rest, [
      'protection',
      'openAssessment',
      'lookedAfter',
      'careLeaver',
      'needPlan',
      'referral',
    ])
    take('adviser', stock.heldByAdvisers, ['careLeaver'])
    take('support', stock.heldBySupport, ['needPlan', 'openAssessment', 'careLeaver', 'referral'])
    for (const child of open) if (!out.has(child.id)) out.set(child.id, 'social-worker')
    return out
  }

  /** Care leavers whose worker is a social worker have a personal adviser beside them, most of them. */
  private advise(children: readonly SimChild[], states: ReadonlyMap<string, StockState>): void {
    const advisers = this.workers.filter((worker) => worker.role === 'personal-adviser')
    if (advisers.length === 0) return
    for (const child of children) {
      if (states.get(child.id) !== 'careLeaver' || !child.leaving) continue
      const own = child.involvements.find((i) => i.end === null)
      const worker = own?.worker ? this.workerById.get(own.worker) : undefined
      if (!worker || worker.role === 'personal-adviser' || !this.random.chance(0.7)) continue
      const adviser = this.random.pick(advisers)
      child.involvements.push({
        worker: adviser.id,
        team: adviser.team,
        role: 'personal-adviser',
        start: child.leaving.from > adviser.started ? child.leaving.from : adviser.started,
        end: null,
        reason: 'FCONTA',
      })
    }
  }

  // ---- desks -------------------------------------------------------------------------------

  private openDesks(): void {
    const strain = new Map<string, number>()
    for (const team of this.teams) strain.set(team.id, 0.92 + this.random.unit() * 0.18)
    for (const worker of this.workers) {
      if (!worker.holdsCases && worker.role !== 'team-manager') continue
      const habit = 0.88 + this.random.unit() * 0.28
      const room = roomOf(worker, this.on) * habit * (strain.get(worker.team) ?? 1)
      this.desks.set(worker.id, { worker, held: new Set(), hours: 0, room })
    }
    for (const team of this.teams) {
      this.teamDesks.set(team.id, [])
      if (team.kind === 'root' || team.kind === 'area') continue
      const own = this.workers.some((w) => w.team === team.id && this.takesSocialWork(w))
      if (!own) continue
      const list = this.teamsByKind.get(team.kind)
      if (list) list.push(team.id)
      else this.teamsByKind.set(team.kind, [team.id])
    }
  }

  private takesSocialWork(worker: SimWorker): boolean {
    return worker.holdsCases && worker.sweNumber !== null
  }

  /** First day away for good or for long; null where none up to the last day. */
  private away(worker: SimWorker): { day: number; reason: WorkerChangeReason } | null {
    const absence = worker.reductions.find(
      (r) =>
        'percent' in r.amount &&
        r.amount.percent === 100 &&
        (r.reason === 'long-sickness' || r.reason === 'maternity-paternity-adoption'),
    )
    if (absence) return { day: dayNumber(absence.from), reason: 'ABSENC' }
    if (worker.left !== null && dayNumber(worker.left) <= this.on)
      return { day: dayNumber(worker.left), reason: 'LEFTRL' }
    return null
  }

  private departures(): Map<number, { desk: Desk; reason: WorkerChangeReason }[]> {
    const out = new Map<number, { desk: Desk; reason: WorkerChangeReason }[]>()
    for (const desk of this.desks.values()) {
      if (!this.takesSocialWork(desk.worker)) continue
      const away = this.away(desk.worker)
      if (!away || away.day < this.from || away.day > this.on) continue
      const list = out.get(away.day)
      if (list) list.push({ desk, reason: away.reason })
      else out.set(away.day, [{ desk, reason: away.reason }])
    }
    return out
  }

  private arrivals(): Map<number, Desk[]> {
    const out = new Map<number, Desk[]>()
    for (const desk of this.desks.values()) {
      if (!this.takesSocialWork(desk.worker)) continue
      const away = this.away(desk.worker)
      const day = Math.max(this.from, dayNumber(desk.worker.started))
      if (away && away.day <= day) continue
      const list = out.get(day)
      if (list) list.push(desk)
      else out.set(day, [desk])
    }
    return out
  }

  private seat(desk: Desk): void {
    this.teamDesks.get(desk.worker.team)?.push(desk)
  }

  // ---- stages ------------------------------------------------------------------------------

  private stages(child: SimChild, open: boolean): Stage[] {
    const out: Stage[] = []
    for (const episode of child.episodes) {
      const start = dayNumber(episode.referral)
      const end = episode.closed === null ? null : dayNumber(episode.closed)
      const cuts: { from: number; kind: WorkKind }[] = []
      if (episode.need === 'N2') cuts.push({ from: start, kind: 'disability' })
      else {
        cuts.push({ from: start, kind: 'assessment' })
        const plans = [...episode.needPlans, ...episode.protectionPlans].map((p) =>
          dayNumber(p.start),
        )
        const authorised = episode.assessments[0]?.authorised
        if (plans.length > 0) cuts.push({ from: Math.min(...plans), kind: 'protection' })
        else if (authorised && (end === null || end - dayNumber(authorised) > 5))
          cuts.push({ from: dayNumber(authorised), kind: 'protection' })
        for (const period of episode.care) {
          const from = dayNumber(period.start)
          const to = period.ceased === null ? this.on : dayNumber(period.ceased)
          cuts.push({ from, kind: 'protection' })
          if (to - from >= 60) cuts.push({ from: from + 60, kind: 'care' })
          if (period.ceased !== null && !child.leaving && (end ?? Infinity) > to)
            cuts.push({ from: to, kind: 'protection' })
        }
      }
      if (child.leaving && child.leaving.eligibility !== 'eligible')
        cuts.push({ from: dayNumber(child.leaving.from), kind: 'leaving-care' })
      cuts.sort((a, b) => a.from - b.from)
      const kept: { from: number; kind: WorkKind }[] = []
      for (const cut of cuts) {
        const last = kept[kept.length - 1]
        if (last && last.kind === cut.kind) continue
        if (last && last.from === cut.from) kept.pop()
        kept.push(cut)
      }
      kept.forEach((cut, i) => {
        const next = kept[i + 1]
        const to = next ? next.from : end
        const hours = roughHours(child, cut.kind, to === null ? this.on : cut.from)
        out.push({ child, kind: cut.kind, from: cut.from, to, current: false, hours })
      })
    }
    const last = out[out.length - 1]
    if (open && last && last.to === null) last.current = true
    return out
  }

  // ---- a day's work ------------------------------------------------------------------------

  private begin(stage: Stage, hands: Hands | undefined): void {
    if (stage.current && hands === 'unallocated') return this.leaveWaiting(stage)
    if (stage.current && hands === 'phantom') return this.haunt(stage)
    const pool =
      stage.current && hands === 'adviser'
        ? 'personal-adviser'
        : stage.current && hands === 'support'
          ? 'family-support'
          : null
    const day = Math.max(stage.from, this.from)
    if (!pool && waits(stage) && stage.from >= this.from && this.random.chance(0.25)) {
      const until = stage.from + this.random.int(2, 14)
      if (until < Math.min(stage.to ?? Infinity, this.on)) return this.waitUntil(stage, until)
    }
    const desk = pool ? this.unregistered(pool, stage) : this.choose(stage, day, null)
    this.hold(stage, desk, stage.from, this.opening(stage))
  }

  /** A quarter of new work waits with the team some days before a worker is found. */
  private waitUntil(stage: Stage, until: number): void {
    const reason = this.opening(stage)
    this.hold({ ...stage, to: until, current: false }, null, stage.from, reason)
    const found = (): void => {
      const rest: Stage = { ...stage, from: until }
      this.hold(rest, this.choose(rest, until, null), until, reason)
    }
    const list = this.waiting.get(until)
    if (list) list.push(found)
    else this.waiting.set(until, [found])
  }

  private opening(stage: Stage): WorkerChangeReason {
    return stage.child.involvements.length === 0 ? 'FCONTA' : 'TSPROC'
  }

  /** Work that waits with a team: from the start, or since its worker went. */
  private leaveWaiting(stage: Stage): void {
    const age = this.on - stage.from
    const since =
      age <= 20 || this.random.chance(0.5) ? stage.from : this.on - this.random.int(2, 25)
    if (since <= stage.from || since <= this.from) {
      this.hold(stage, null, stage.from, this.opening(stage))
      return
    }
    const desk = this.choose(stage, Math.max(stage.from, this.from), null)
    const first: Stage = { ...stage, to: since, current: false }
    this.hold(first, desk, stage.from, this.opening(stage))
    const rest: Stage = { ...stage, from: since }
    const waiting = (): void => {
      this.hold(rest, null, since, 'LEFTRL', desk?.worker.team)
    }
    this.later(since, waiting)
  }

  /** A case left in the name of someone who cannot hold it: a leaver, someone long away, a manager. */
  private haunt(stage: Stage): void {
    const fits = this.workers.filter((worker) => {
      const away = this.away(worker)
      return (
        this.takesSocialWork(worker) &&
        away !== null &&
        away.day > Math.max(stage.from, this.on - 90) &&
        away.day <= this.on &&
        worker.started <= dateOfDayNumber(stage.from)
      )
    })
    const team = this.teamFor(stage)
    const near = fits.filter((worker) => worker.team === team)
    const manager = this.workers.find((w) => w.role === 'team-manager' && w.team === team)
    const choice =
      manager && (fits.length === 0 || this.random.chance(0.2))
        ? manager
        : fits.length > 0
          ? this.random.pick(near.length > 0 ? near : fits)
          : (manager ?? this.workers.find((w) => w.role === 'team-manager'))
    if (!choice) {
      this.hold(stage, null, stage.from, this.opening(stage))
      return
    }
    const involvement = this.record(stage, choice, stage.from, this.opening(stage), choice.team)
    if (stage.to !== null) involvement.end = dateOfDayNumber(stage.to)
  }

  private unregistered(role: 'personal-adviser' | 'family-support', stage: Stage): Desk | null {
    const all = [...this.desks.values()].filter((desk) => desk.worker.role === role)
    const kind = this.teamKind(all, stage.kind)
    let best: Desk | null = null
    for (const desk of kind.length > 0 ? kind : all)
      if (best === null || load(desk) < load(best)) best = desk
    return best
  }

  private teamKind(desks: readonly Desk[], kind: WorkKind): Desk[] {
    const own = new Set(this.teams.filter((team) => team.kind === kind).map((team) => team.id))
    return desks.filter((desk) => own.has(desk.worker.team))
  }

  private teamFor(stage: Stage): string {
    const own =
      this.teamsByKind.get(stage.kind) ??
      this.teamsByKind.get('protection') ??
      [...this.teamsByKind.values()][0]
    if (!own) throw new Error('An authority needs a team')
    return this.random.pick(own)
  }

  /** The desk with most room, keeping siblings together; `not` is the worker who gives the case up. */
  private choose(stage: Stage, day: number, not: Desk | null): Desk | null {
    const key = `${stage.child.family ?? stage.child.id}/${stage.kind}`
    const sibling = this.siblingDesk.get(key)
    if (sibling && sibling !== not && this.seated(sibling, day)) return sibling
    const own = this.teamsByKind.get(stage.kind) ?? this.teamsByKind.get('protection') ?? []
    let best: Desk | null = null
    const candidates = own.length > 4 ? this.random.sample(own, 4) : own
    for (const team of candidates.length > 0 ? candidates : [this.teamFor(stage)])
      for (const desk of this.teamDesks.get(team) ?? [])
        if (desk !== not && (best === null || load(desk) < load(best))) best = desk
    if (best === null)
      for (const list of this.teamDesks.values())
        for (const desk of list)
          if (desk !== not && (best === null || load(desk) < load(best))) best = desk
    best ??= not
    if (best) this.siblingDesk.set(key, best)
    return best
  }

  private seated(desk: Desk, day: number): boolean {
    if (dayNumber(desk.worker.started) > day) return false
    const away = this.away(desk.worker)
    return (away === null || away.day > day) && this.takesSocialWork(desk.worker)
  }

  private record(
    stage: Stage,
    worker: SimWorker | null,
    from: number,
    reason: WorkerChangeReason,
    team: string,
  ): Involvement {
    const earliest = worker ? Math.max(from, dayNumber(worker.started)) : from
    const involvement: Involvement = {
      worker: worker?.id ?? null,
      team,
      role: 'case-worker',
      start: dateOfDayNumber(earliest),
      end: null,
      reason,
    }
    stage.child.involvements.push(involvement)
    return involvement
  }

  private hold(
    stage: Stage,
    desk: Desk | null,
    from: number,
    reason: WorkerChangeReason,
    team?: string,
  ): void {
    const owner = desk?.worker.team ?? team ?? this.teamFor(stage)
    const involvement = this.record(stage, desk?.worker ?? null, from, reason, owner)
    const held: Held = {
      stage,
      worker: desk?.worker ?? null,
      involvement,
      changeOn: null,
      hours: stage.hours,
    }
    if (desk) {
      const family = stage.child.family
      for (const other of desk.held)
        if (family !== null && other.stage.child.family === family) {
          held.hours *= SIBLING_SHARE
          break
        }
      desk.held.add(held)
      desk.hours += held.hours
    }
    if (stage.to !== null && stage.to <= this.on) {
      const list = this.ends.get(stage.to)
      if (stage.to <= Math.max(from, this.from)) this.finish(held, stage.to)
      else if (list) list.push(held)
      else this.ends.set(stage.to, [held])
    }
    this.scheduleChange(held, Math.max(from, this.from))
  }

  /** Changes that are nobody's leaving: reorganisation, a family's wish, a manager's decision. */
  private scheduleChange(held: Held, from: number): void {
    if (!held.worker || held.worker.sweNumber === null) return
    // Chance of two changes in a year fits the published share with three or more workers.
    const share = Math.min(0.6, this.figures.threeOrMoreWorkersPercent / 100)
    const yearly = held.stage.kind === 'care' ? share * 3.1 : 0.15
    const day = from + 20 + this.random.days(365 / Math.max(0.02, yearly), 5000)
    if (day >= this.on || (held.stage.to !== null && day >= held.stage.to)) return
    held.changeOn = day
    const list = this.changes.get(day)
    if (list) list.push(held)
    else this.changes.set(day, [held])
  }

  private finish(held: Held, day: number): void {
    if (held.involvement.end !== null) return
    const start = dayNumber(held.involvement.start)
    held.involvement.end = dateOfDayNumber(Math.max(start, day))
    const desk = held.worker ? this.desks.get(held.worker.id) : undefined
    if (desk?.held.delete(held)) desk.hours -= held.hours
  }

  private change(held: Held, day: number): void {
    if (held.changeOn !== day || held.involvement.end !== null || !held.worker) return
    const old = this.desks.get(held.worker.id)
    if (!old || !old.held.has(held)) return
    this.siblingDesk.delete(`${held.stage.child.family ?? held.stage.child.id}/${held.stage.kind}`)
    const next = this.choose(held.stage, day, old)
    if (!next || next === old) return
    this.handOver(
      held,
      next,
      day,
      this.random.weighted([
        ['MANAGE', 55],
        ['ORGRST', 15],
        ['PCCHAN', 6],
        ['CHCHAN', 6],
        ['OTHERS', 18],
      ] as const),
    )
  }

  private depart(desk: Desk, day: number, reason: WorkerChangeReason): void {
    const list = this.teamDesks.get(desk.worker.team)
    if (list) list.splice(list.indexOf(desk), 1)
    for (const held of [...desk.held]) {
      const until = day + this.random.int(3, 21)
      const fits = waits(held.stage) && until < Math.min(held.stage.to ?? Infinity, this.on)
      if (fits && this.random.chance(0.3)) {
        this.finish(held, day)
        this.waitUntil({ ...held.stage, from: day }, until)
        continue
      }
      const next = this.choose(held.stage, day, desk)
      if (next && next !== desk) this.handOver(held, next, day, reason)
    }
  }

  private handOver(held: Held, next: Desk, day: number, reason: WorkerChangeReason): void {
    this.finish(held, day)
    this.hold(held.stage, next, day, reason)
  }

  private readonly queued = new Map<number, (() => void)[]>()

  private later(day: number, act: () => void): void {
    const list = this.queued.get(day)
    if (list) list.push(act)
    else this.queued.set(day, [act])
  }

  /** The census counts workers with at least one case: everyone at a desk has one at the end. */
  private nobodyIdle(): void {
    for (const acts of this.queued.values()) for (const act of acts) act()
    const seated = [...this.desks.values()].filter(
      (desk) => this.takesSocialWork(desk.worker) && this.seated(desk, this.on),
    )
    for (const idle of seated.filter((desk) => desk.held.size === 0)) {
      const near = seated.filter((desk) => desk.worker.team === idle.worker.team)
      const fullest = [...near, ...seated].reduce((a, b) => (b.held.size > a.held.size ? b : a))
      if (fullest.held.size < 2) continue
      const movable = [...fullest.held].filter((held) => held.stage.to === null)
      const held = movable[movable.length - 1]
      if (!held) continue
      const earliest = Math.max(
        dayNumber(idle.worker.started),
        dayNumber(held.involvement.start) + 1,
      )
      const day = Math.min(this.on, Math.max(earliest, this.on - this.random.int(1, 40)))
      this.handOver(held, idle, day, 'MANAGE')
    }
  }
}

/** A care leaver keeps the old worker until the new one is there. */
const waits = (stage: Stage): boolean => stage.kind !== 'leaving-care'

/** Hours that a full-time worker has for cases in a month. */
const FULL = 110

/** What part of a full-time worker's hours this one has for cases, as their manager knows it. */
function roomOf(worker: SimWorker, on: number): number {
  const contract = worker.fteMillionths / 1_000_000
  const fresh = worker.asyeStart === null ? 1 : 0.85
  let hours = contract * fresh * FULL
  hours -= (worker.supervisionHours ?? 0) + (worker.dutyHours ?? 0)
  hours += worker.businessSupportHours ?? 0
  for (const { from, to, amount } of worker.reductions) {
    if (dayNumber(from) > on || (to !== null && dayNumber(to) < on)) continue
    hours -=
      'percent' in amount ? (contract * FULL * amount.percent) / 100 : amount.hoursHundredths / 100
  }
  return Math.max(hours / FULL, 0.15)
}

const load = (desk: Desk): number => (desk.hours + 3) / Math.max(0.05, desk.room)
