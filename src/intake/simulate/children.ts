import { addMonths, dateOfDayNumber, dayNumber, type IsoDate } from '../../kit/index.ts'
import {
  abuseLabels,
  disabilities,
  ethnicities,
  factors,
  permanenceLabels,
  sources,
} from './codes.ts'
import { Paths, type Draft } from './drafts.ts'
import { earlyHelpOrganisations } from './names.ts'
import type { AdopterHousehold, CarePeriod, Enquiry, Episode, Figures, SimChild } from './model.ts'
import type { Random } from './random.ts'
import type { Stock } from './stock.ts'

export type StockState =
  'referral' | 'openAssessment' | 'needPlan' | 'protection' | 'lookedAfter' | 'careLeaver'

const memo = new Map<number, IsoDate>()
function iso(day: number): IsoDate {
  let date = memo.get(day)
  if (date === undefined) memo.set(day, (date = dateOfDayNumber(day)))
  return date
}

const YEAR = 365
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** Twelve digits and the check letter of the national rule (weights 2 to 13, modulo 23). */
function upn(code: string, serial: number): string {
  const digits = `${code}${String(serial).padStart(9, '0')}`
  let sum = 0
  for (let i = 0; i < 12; i++) sum += Number(digits[i]) * (i + 2)
  return `${UPN_LETTERS[sum % 23]}${digits}`
}

interface Made {
  children: SimChild[]
  adopters: AdopterHousehold[]
  /** Where each child of the stock stands on the last day. */
  states: Map<string, StockState>
}

/**
 * Children and their episodes: first the stock of the last day, in exactly the numbers asked for,
 * each with the past that led there; then the closed episodes that make up two years of referrals,
 * assessments and enquiries.
 */
export class Children {
  private readonly random: Random
  private readonly paths: Paths
  private readonly on: number
  private readonly figures: Figures
  private readonly stock: Stock
  private readonly code: string
  private readonly children: SimChild[] = []
  private readonly families: SimChild[][] = []
  private readonly states = new Map<string, StockState>()
  private readonly uascShare: number
  private readonly needWeights: readonly (readonly [string, number])[]
  private readonly sourceWeights: readonly (readonly [string, number])[]
  private episodes = 0
  private adoptiveFamilies = 0

  constructor(random: Random, on: IsoDate, figures: Figures, stock: Stock, code: string) {
    this.random = random
    this.paths = new Paths(random.fork('paths'), figures)
    this.on = dayNumber(on)
    this.figures = figures
    this.stock = stock
    this.code = code
    // Ports of entry show as more children starting in a year than are in care at its end.
    this.uascShare = figures.careStarts > figures.lookedAfter ? 0.28 : 0.08
    this.needWeights = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 0] as const).map(
      (n) => [`N${n}`, figures[`need${n}`] + 0.01] as const,
    )
    const inGroup = (group: string): number => sources.filter(([, own]) => own === group).length
    this.sourceWeights = sources.map(
      ([code, group]) => [code, (figures[group as 'fromPolice'] + 0.01) / inGroup(group)] as const,
    )
  }

  build(): Made {
    this.buildStock()
    // The earlier year first: plans that its referrals led to in the later one count there.
    this.buildClosed(this.on - 2 * YEAR, this.on - YEAR)
    this.buildClosed(this.on - YEAR, this.on)
    this.settleAssessments()
    this.settleEnquiries()
    this.earlyHelp()
    this.contacts()
    this.detail()
    for (const child of this.children)
      child.episodes.sort((a, b) => (a.referral < b.referral ? -1 : 1))
    const adopters = this.adopters()
    this.number()
    return { children: this.children, adopters, states: this.states }
  }

  // ---- stock -------------------------------------------------------------------------------

  private buildStock(): void {
    const left: Record<StockState, number> = {
      referral: this.stock.referral,
      openAssessment: this.stock.openAssessment,
      needPlan: this.stock.needPlan,
      protection: this.stock.protection,
      lookedAfter: this.stock.lookedAfter,
      careLeaver: this.stock.careLeaver,
    }
    let onPlanLeft = this.stock.lookedAfterOnPlan
    const mixing: StockState[] = ['needPlan', 'protection', 'lookedAfter']
    for (;;) {
      const open = (Object.keys(left) as StockState[]).filter((state) => left[state] > 0)
      if (open.length === 0) break
      const state = this.random.weighted(open.map((s) => [s, left[s]] as const))
      const uasc = state === 'lookedAfter' && this.random.chance(this.uascShare)
      const alone = state === 'careLeaver' || uasc
      const size = alone ? 1 : this.siblings()
      const members: StockState[] = []
      for (let i = 0; i < size; i++) {
        const other = this.random.pick(mixing)
        const own =
          i > 0 && mixing.includes(state) && this.random.chance(0.12) && left[other] > 0
            ? other
            : state
        if (left[own] === 0) break
        left[own]--
        members.push(own)
      }
      const onPlan = !uasc && members.includes('lookedAfter') && onPlanLeft > 0
      this.stockFamily(state, members, uasc, onPlan ? onPlanLeft : 0)
      if (onPlan)
        onPlanLeft -= members.filter((m) => m === 'lookedAfter').slice(0, onPlanLeft).length
    }
  }

  private siblings(): number {
    return this.random.weighted([
      [1, 46],
      [2, 28],
      [3, 15],
      [4, 7],
      [5, 3],
      [6, 1],
    ] as const)
  }

  private stockFamily(
    main: StockState,
    members: readonly StockState[],
    uasc: boolean,
    onPlan: number,
  ): void {
    const family: SimChild[] = []
    const need = uasc ? 'N8' : this.random.weighted(this.needWeights)
    const source = this.random.weighted(this.sourceWeights)
    const ethnicity = this.random.weighted(ethnicities)
    let common: { draft: Draft; length: number } | null = null
    let plansLeft = onPlan
    for (const state of members) {
      const dual = state === 'lookedAfter' && plansLeft > 0
      if (dual) plansLeft--
      if (state === 'careLeaver') {
        family.push(this.careLeaver(ethnicity))
        continue
      }
      const drawn: { draft: Draft; length: number } =
        state === main && common && !dual ? common : this.drawStock(state, uasc, dual)
      if (state === main && !common && !dual) common = drawn
      const referral = this.on - drawn.length
      const child = this.child(this.birth(state, referral, this.on, uasc), ethnicity, uasc)
      this.mark(child, need)
      child.episodes.push(this.episode(drawn.draft, referral, need, source, child))
      this.states.set(child.id, state)
      if (state === 'lookedAfter' && this.ageOn(child, this.on) >= 16 && this.random.chance(0.5))
        child.leaving = this.leaving('eligible', referral)
      family.push(child)
    }
    this.keep(family)
  }

  private drawStock(
    state: Exclude<StockState, 'careLeaver'>,
    uasc: boolean,
    dual: boolean,
  ): { draft: Draft; length: number } {
    if (state === 'referral') return this.paths.openReferral()
    if (state === 'openAssessment') return this.paths.openAssessment()
    if (state === 'needPlan') return this.paths.openNeedPlan()
    if (state === 'protection') return this.paths.openProtection()
    return this.paths.openCare(uasc, dual)
  }

  private careLeaver(ethnicity: string): SimChild {
    const eligibility = this.random.weighted([
      ['former-relevant', 74],
      ['qualifying', 21],
      ['relevant', 5],
    ] as const)
    const uasc = eligibility === 'former-relevant' && this.random.chance(this.uascShare)
    const [low, high] =
      eligibility === 'relevant'
        ? [16.2, 17.9]
        : eligibility === 'qualifying'
          ? [18.2, 21]
          : [18, 21.4]
    const birth = this.on - this.random.int(Math.ceil(low * YEAR) + 6, Math.floor(high * YEAR))
    const child = this.child(birth, ethnicity, uasc)
    this.mark(child, uasc ? 'N8' : 'N1')
    const eighteenth = dayNumber(addMonths(child.birthDate, 18 * 12))
    const ceased =
      eligibility === 'former-relevant'
        ? eighteenth
        : Math.min(this.on, eighteenth) - this.random.int(40, 400)
    const start = ceased - this.random.int(uasc ? 150 : 300, uasc ? 700 : 2500)
    const draft: Draft = {
      outcome: 'services',
      started: true,
      // The episode stays open while the young person is entitled: the census counts it so.
      closed: null,
      closureReason: null,
      assessments: [{ start: 1, authorised: 30 }],
      enquiries: [],
      needPlans: [],
      protectionPlans: [],
      care: [
        {
          start: 5,
          ceased: ceased - start + 5,
          reason: eligibility === 'former-relevant' ? 'E5' : 'E4A',
        },
      ],
    }
    child.episodes.push(this.episode(draft, start - 5, uasc ? 'N8' : 'N1', '5A', child))
    child.leaving = this.leaving(eligibility, ceased)
    this.states.set(child.id, 'careLeaver')
    return child
  }

  private leaving(
    eligibility: 'relevant' | 'former-relevant' | 'qualifying' | 'eligible',
    from: number,
  ): NonNullable<SimChild['leaving']> {
    return {
      eligibility,
      from: iso(from),
      inTouch: this.random.weighted([
        ['YES', 92],
        ['NO', 5],
        ['REFU', 3],
      ] as const),
      accommodation: this.random.weighted([
        ['U', 30],
        ['D', 28],
        ['B', 12],
        ['Z', 12],
        ['T', 6],
        ['E', 6],
        ['K', 3],
        ['X', 3],
      ] as const),
      suitable: this.random.chance(0.9),
      activity: this.random.weighted([
        ['F1', 7],
        ['F2', 24],
        ['P2', 3],
        ['F3', 22],
        ['P3', 6],
        ['G4', 12],
        ['G5', 20],
        ['G6', 6],
      ] as const),
    }
  }

  // ---- closed episodes ---------------------------------------------------------------------

  private count(of: (child: SimChild, episode: Episode) => number): number {
    let total = 0
    for (const child of this.children)
      for (const episode of child.episodes) total += of(child, episode)
    return total
  }

  /** Fills the year after `start` up to `end` to its published referrals with episodes now closed. */
  private buildClosed(start: number, end: number): void {
    const inYear = (date: IsoDate): number => {
      const day = dayNumber(date)
      return day > start && day <= end ? 1 : 0
    }
    const sum = <T>(list: readonly T[], of: (item: T) => IsoDate): number =>
      list.reduce((total, item) => total + inYear(of(item)), 0)
    const f = this.figures
    const referrals = f.referrals - this.count((_, e) => inYear(e.referral))
    const wanted: Record<Closed, number> = {
      'no-action': f.referralsNoAction,
      care: f.careStarts - this.count((_, e) => sum(e.care, (c) => c.start)),
      protection: f.protectionStarts - this.count((_, e) => sum(e.protectionPlans, (p) => p.start)),
      'need-plan': f.needPlanStarts - this.count((_, e) => sum(e.needPlans, (p) => p.start)),
      'not-in-need': f.referralsNotInNeed,
      services: 0,
    }
    let room = Math.max(0, referrals)
    for (const kind of closedKinds) {
      wanted[kind] = Math.max(0, Math.min(room, wanted[kind]))
      room -= wanted[kind]
    }
    wanted.services = room
    for (const kind of closedKinds) {
      let left = wanted[kind]
      while (left > 0) left -= this.closedFamily(kind, start, end, left)
    }
  }

  private closedFamily(kind: Closed, start: number, end: number, most: number): number {
    let draft = this.drawClosed(kind)
    for (let tries = 0; (draft.closed ?? 0) >= this.on - start - 1 && tries < 50; tries++)
      draft = this.drawClosed(kind)
    let length = draft.closed ?? 0
    if (length >= this.on - start - 1) {
      draft = this.paths.noAction()
      length = draft.closed ?? 0
    }
    const latest = Math.min(end, this.on - length)
    if (this.random.chance(this.figures.rereferralPercent / 100)) {
      const again = this.again(draft, length, start, latest, most)
      if (again > 0) return again
    }
    const referral = this.random.int(start + 1, Math.max(start + 1, latest))
    const size = Math.min(most, this.siblings())
    const need = this.random.weighted(this.needWeights)
    const source = this.random.weighted(this.sourceWeights)
    const ethnicity = this.random.weighted(ethnicities)
    const family: SimChild[] = []
    for (let i = 0; i < size; i++) {
      const birth = this.birth('needPlan', referral, referral + length, false)
      const child = this.child(birth, ethnicity, false)
      this.mark(child, need)
      child.episodes.push(this.episode(draft, referral, need, source, child))
      family.push(child)
    }
    this.keep(family)
    return size
  }

  private drawClosed(kind: Closed): Draft {
    if (kind === 'no-action') return this.paths.noAction()
    if (kind === 'not-in-need') return this.paths.notInNeed()
    if (kind === 'services') return this.paths.services()
    if (kind === 'need-plan') return this.paths.needPlanEnded()
    if (kind === 'protection') return this.paths.protectionEnded()
    return this.paths.careEnded(this.uascShare > 0.2 ? 60 : 200)
  }

  /** A family known before: the same draft before its first episode or after its last. */
  private again(draft: Draft, length: number, start: number, latest: number, most: number): number {
    for (let tries = 0; tries < 8; tries++) {
      const family = this.families[this.random.int(0, this.families.length - 1)]
      const first = family?.[0]
      if (!family || !first || first.leaving || first.uasc) continue
      const gap = this.random.int(15, 300)
      const days = first.episodes.map((e) => dayNumber(e.referral))
      const before = Math.min(...days) - gap - length
      const closings = first.episodes.map((e) => (e.closed ? dayNumber(e.closed) : Infinity))
      const after = Math.max(...closings) + gap
      const referral = before > start && before <= latest ? before : after
      if (!(referral > start && referral <= latest)) continue
      const fits = (child: SimChild): boolean =>
        !child.leaving &&
        dayNumber(child.birthDate) < referral &&
        this.ageOn(child, referral + length) < 18 &&
        child.episodes.every(
          (e) =>
            dayNumber(e.referral) > referral + length + 5 ||
            (e.closed !== null && dayNumber(e.closed) + 5 < referral),
        )
      const children = family.filter(fits).slice(0, most)
      if (children.length === 0) continue
      const source = this.random.weighted(this.sourceWeights)
      for (const child of children) {
        const need = child.episodes[0]?.need ?? 'N1'
        child.episodes.push(this.episode(draft, referral, need, source, child))
      }
      return children.length
    }
    return 0
  }

  // ---- one child, one episode --------------------------------------------------------------

  private ageOn(child: SimChild, day: number): number {
    return (day - dayNumber(child.birthDate)) / 365.25
  }

  /** A day of birth such that the child is under 18 at `until`. */
  private birth(state: StockState, referral: number, until: number, uasc: boolean): number {
    const most = Math.max(40, Math.floor(17.8 * 365.25) - (until - referral))
    if (uasc) return referral - this.random.int(Math.max(20, Math.min(most - 1, 14 * YEAR)), most)
    const recent = this.on - referral < 110
    if (recent && state !== 'lookedAfter' && this.random.chance(0.008))
      return this.on + this.random.int(8, 140)
    if (state === 'protection') return referral - this.random.int(10, Math.min(most, 13 * YEAR))
    return referral - this.random.int(10, most)
  }

  private child(birth: number, ethnicity: string, uasc: boolean): SimChild {
    const serial = this.children.length + 1
    const child: SimChild = {
      id: String(serial),
      family: null,
      birthDate: iso(birth),
      sex: birth > this.on ? 'U' : this.random.chance(uasc ? 0.93 : 0.53) ? 'M' : 'F',
      ethnicity: this.random.chance(0.03) ? 'NOBT' : uasc ? 'OOTH' : ethnicity,
      disabilities: [],
      uasc,
      upn: upn(this.code, serial),
      homePostcode: this.postcode(),
      details: { courtStage: null, complexity: null, travelMinutes: null, visitsAMonth: null },
      contacts: [],
      earlyHelp: [],
      episodes: [],
      leaving: null,
      involvements: [],
    }
    this.children.push(child)
    return child
  }

  private mark(child: SimChild, need: string): void {
    if (need === 'N2' || this.random.chance(0.06)) {
      child.disabilities.push(this.random.weighted(disabilities))
      if (this.random.chance(0.3)) {
        const second = this.random.weighted(disabilities)
        if (!child.disabilities.includes(second)) child.disabilities.push(second)
      }
    }
  }

  /** ZZ is no postcode area: nobody lives there. */
  private postcode(): string {
    const letter = (): string => this.random.pick([...'ABDEFGHJLNPQRSTUWXYZ'])
    return `ZZ${this.random.int(1, 99)} ${this.random.int(1, 9)}${letter()}${letter()}`
  }

  private keep(family: SimChild[]): void {
    this.families.push(family)
    if (family.length === 1 && this.random.chance(0.04)) return
    const id = `F${String(this.families.length).padStart(6, '0')}`
    for (const child of family) child.family = id
  }

  private episode(
    draft: Draft,
    referral: number,
    need: string,
    source: string,
    child: SimChild,
  ): Episode {
    const at = (day: number): IsoDate => iso(referral + day)
    const maybe = (day: number | null): IsoDate | null => (day === null ? null : at(day))
    /** An assessment of an open episode may end after the last day: then it is not over yet. */
    const byNow = (day: number | null): IsoDate | null =>
      day === null || referral + day > this.on ? null : at(day)
    const closed = draft.closed === null ? this.on : referral + draft.closed
    const random = this.random
    return {
      id: `E${String(++this.episodes).padStart(7, '0')}`,
      referral: at(0),
      source,
      outcome: draft.outcome,
      start: draft.started ? at(0) : null,
      need,
      closed: maybe(draft.closed),
      closureReason: draft.closureReason,
      assessments: draft.assessments.map(({ start, authorised }) => ({
        start: at(start),
        authorised: byNow(authorised),
        seen: random.chance(0.95),
        needsSupport: byNow(authorised) === null ? null : draft.outcome === 'services',
        factors: random.sample(factors, random.int(1, 3)).sort(),
      })),
      enquiries: draft.enquiries.map((e) => ({
        start: at(e.start),
        decided: maybe(e.decided),
        conferenceNeeded: e.needed,
        conference: maybe(e.conference),
        ledToPlan: e.ledToPlan,
      })),
      needPlans: draft.needPlans.map(({ start, end }) => ({ start: at(start), end: maybe(end) })),
      protectionPlans: draft.protectionPlans.map(({ start, end, category }) => ({
        start: at(start),
        end: maybe(end),
        initial: category,
        latest: random.chance(0.85) ? category : random.pick(abuseCodes),
        previousPlans: random.chance(0.2) ? random.int(1, 2) : 0,
        reviews: every(referral + start + 88, 178, end === null ? closed : referral + end),
      })),
      care: draft.care.map((period) =>
        this.care(
          referral + period.start,
          period.ceased === null ? null : referral + period.ceased,
          period.reason,
          need === 'N9' || need === 'N0' ? 'N1' : need,
          child,
        ),
      ),
    }
  }

  private care(
    start: number,
    ceased: number | null,
    reason: string | null,
    need: string,
    child: SimChild,
  ): CarePeriod {
    const random = this.random
    const until = ceased ?? this.on
    const length = until - start
    const age = this.ageOn(child, until)
    const legal: CarePeriod['legal'] = []
    const court = !child.uasc && random.chance(0.7)
    if (child.uasc || !court) legal.push({ code: 'V2', from: iso(start) })
    else {
      const agreed = random.chance(0.35) ? random.int(3, 60) : 0
      if (agreed > 0) legal.push({ code: random.chance(0.8) ? 'V2' : 'L1', from: iso(start) })
      if (length > agreed) legal.push({ code: 'C1', from: iso(start + agreed) })
      const made = agreed + random.int(180, 330)
      if (length > made) {
        const placementOrder = age < 6 && random.chance(0.3)
        legal.push({ code: placementOrder ? 'E1' : 'C2', from: iso(start + made) })
      }
    }
    const current = legal[legal.length - 1]
    const placements: CarePeriod['placements'] = []
    for (let from = start; ;) {
      const to = from + 4 + random.days(480, 4000)
      const type =
        age >= 16 && random.chance(0.4)
          ? 'H5'
          : random.weighted([
              ['U6', 46],
              ['U4', 20],
              ['U3', 10],
              ['U1', 6],
              ['K2', 11],
              ['P1', 6],
              ['Z1', 1],
            ] as const)
      const last = to >= until
      placements.push({
        start: iso(from),
        end: last ? (ceased === null ? null : iso(until)) : iso(to),
        type,
        provider:
          type === 'P1'
            ? 'PR0'
            : random.weighted([
                ['PR1', 5],
                ['PR4', 4],
                ['PR5', 1],
              ] as const),
        postcode: this.postcode(),
        urn: type === 'K2' || type === 'H5' ? `SC${random.int(100000, 999999)}` : '',
        inside: random.chance(0.62),
        changeReason: last
          ? null
          : random.weighted([
              ['CARPL', 5],
              ['CREQB', 2],
              ['CHILD', 1],
              ['OTHER', 1],
            ] as const),
      })
      if (last) break
      from = to
    }
    let adoption: CarePeriod['adoption'] = null
    if (current?.code === 'E1') {
      const decision = Math.max(start, dayNumber(current.from) - random.int(20, 90))
      const matched = dayNumber(current.from) + random.int(40, 240)
      const placed = matched + random.int(14, 40)
      const held = (day: number): IsoDate | null => (day <= until ? iso(day) : null)
      adoption = {
        family: `AF${String(++this.adoptiveFamilies).padStart(4, '0')}`,
        decision: iso(decision),
        placementOrder: current.from,
        matched: held(matched),
        placed: held(placed),
        order: reason === 'E11' ? iso(until) : null,
      }
    }
    return {
      start: iso(start),
      ceased: ceased === null ? null : iso(ceased),
      reason,
      need,
      legal,
      placements,
      reviews: [...every(start + 19, 10_000, until), ...every(start + 108, 178, until)],
      permanence: adoption ? permanenceLabels[1] : random.pick(permanenceLabels),
      adoption,
    }
  }

  // ---- counts settled to the published ones ------------------------------------------------

  private inLastYear(date: IsoDate | null): boolean {
    if (date === null) return false
    const day = dayNumber(date)
    return day > this.on - YEAR && day <= this.on
  }

  private settleAssessments(): void {
    let missing =
      this.figures.assessments -
      this.count((_, e) => e.assessments.filter((a) => this.inLastYear(a.authorised)).length)
    const order = this.random.shuffled(this.children)
    if (missing < 0)
      for (const child of order)
        for (const episode of child.episodes) {
          if (missing === 0) return
          const only = episode.assessments[0]
          const plain =
            episode.outcome === 'services' &&
            episode.closed !== null &&
            episode.enquiries.length === 0 &&
            episode.assessments.length === 1 &&
            episode.care.length === 0
          if (!plain || !only || !this.inLastYear(only.authorised)) continue
          episode.assessments = []
          missing++
        }
    // A child long open is assessed again.
    for (let round = 0; missing > 0 && round < 4; round++)
      for (const child of order)
        for (const episode of child.episodes) {
          if (missing === 0) return
          const last = episode.assessments[episode.assessments.length - 1]
          const until = episode.closed === null ? this.on : dayNumber(episode.closed)
          if (!last?.authorised || !episode.start || child.leaving) continue
          const from = Math.max(dayNumber(last.authorised) + 20, this.on - YEAR + 1)
          const days = this.random.int(10, 45)
          if (from + days > until) continue
          const start = this.random.int(from, until - days)
          episode.assessments.push({
            start: iso(start),
            authorised: iso(start + days),
            seen: true,
            needsSupport: true,
            factors: last.factors,
          })
          missing--
        }
  }

  private settleEnquiries(): void {
    const lastYear = (e: Enquiry): boolean => this.inLastYear(e.start)
    let missing = this.figures.enquiries - this.count((_, e) => e.enquiries.filter(lastYear).length)
    let conferences =
      this.figures.conferences -
      this.count((_, e) => e.enquiries.filter((q) => this.inLastYear(q.conference)).length)
    const order = this.random.shuffled(this.children)
    for (let round = 0; missing > 0 && round < 4; round++)
      for (const child of order)
        for (const episode of child.episodes) {
          if (missing === 0) return
          if (round === 0 && episode.enquiries.length > 0) continue
          const taken = episode.enquiries[episode.enquiries.length - 1]?.start
          const assessment = this.random.pick(
            episode.assessments.length > 0 ? episode.assessments : [null],
          )
          if (!assessment) continue
          const until = dayNumber(assessment.authorised ?? iso(this.on))
          const from = Math.max(dayNumber(assessment.start), this.on - YEAR + 1)
          const closing = dayNumber(episode.closed ?? iso(this.on))
          if (from > until - 6 || (taken !== undefined && dayNumber(taken) > from - 20)) continue
          const start = this.random.int(from, until - 6)
          const decided = start + this.random.int(2, 6)
          const conference = start + 14
          const held = conferences > 0 && conference <= Math.min(closing, this.on)
          if (held) conferences--
          episode.enquiries.push({
            start: iso(start),
            decided: iso(decided),
            conferenceNeeded: held,
            conference: held ? iso(conference) : null,
            ledToPlan: held ? false : null,
          })
          episode.enquiries.sort((a, b) => (a.start < b.start ? -1 : 1))
          missing--
        }
  }

  // ---- around the cases --------------------------------------------------------------------

  private earlyHelp(): void {
    const open = Math.round(this.figures.openEpisodes * 0.3)
    for (let i = 0; i < open; i++) {
      const start = this.on - this.random.days(110, 400)
      const child = this.child(
        start - this.random.int(200, 16 * YEAR),
        this.random.weighted(ethnicities),
        false,
      )
      const done = this.random.chance(0.35)
      const completed = start + this.random.int(30, 150)
      child.earlyHelp.push({
        start: iso(start),
        completed: done && completed <= this.on ? iso(completed) : null,
        organisation: this.random.pick(earlyHelpOrganisations),
      })
    }
    for (const [id] of this.states) {
      if (!this.random.chance(0.02)) continue
      const child = this.children[Number(id) - 1]
      if (!child || child.leaving) continue
      child.earlyHelp.push({
        start: iso(this.on - this.random.int(5, 200)),
        completed: null,
        organisation: this.random.pick(earlyHelpOrganisations),
      })
    }
  }

  /** A few cases whose family file says more: a letter before proceedings, a far placement, a hard one. */
  private detail(): void {
    for (const [serial, state] of this.states) {
      const child = this.children[Number(serial) - 1]
      if (!child) continue
      const { details } = child
      if (state === 'protection' && this.random.chance(0.12)) details.courtStage = 'pre-proceedings'
      if (this.random.chance(0.1)) details.complexity = this.random.pick([75, 125, 125, 150, 200])
      const care = child.episodes.flatMap((e) => e.care).find((c) => c.ceased === null)
      const placement = care?.placements[care.placements.length - 1]
      if (placement && !placement.inside && this.random.chance(0.7)) {
        details.travelMinutes = this.random.int(4, 14) * 15
        details.visitsAMonth = 1
      }
    }
  }

  /** Contacts of the last nine months: the list asks for six, an earlier view for a little more. */
  private contacts(): void {
    const from = this.on - 275
    let referred = 0
    for (const child of this.children)
      for (const episode of child.episodes) {
        const day = dayNumber(episode.referral)
        if (day < from) continue
        child.contacts.push({ date: episode.referral, source: episode.source })
        referred++
      }
    for (let i = 0; i < referred; i++) {
      const known = this.random.chance(0.2)
      const date = this.random.int(from, this.on)
      const child = known
        ? this.random.pick(this.children)
        : this.child(
            date - this.random.int(20, 17 * YEAR),
            this.random.weighted(ethnicities),
            false,
          )
      if (dayNumber(child.birthDate) > date) continue
      child.contacts.push({ date: iso(date), source: this.random.weighted(this.sourceWeights) })
    }
  }

  private adopters(): AdopterHousehold[] {
    const households = Math.max(2, Math.round(this.figures.lookedAfter * 0.04))
    return Array.from({ length: households }, (_, i) => {
      const enquiry = this.on - this.random.int(20, 540)
      const approved = enquiry + this.random.int(120, 260)
      const matched = approved + this.random.int(30, 300)
      const family = `AF${String(i + 1).padStart(4, '0')}`
      const ethnicity = this.random.weighted(ethnicities)
      const adopter = (n: number): AdopterHousehold['adopters'][number] => ({
        id: `AD${String(i * 2 + n).padStart(5, '0')}`,
        sex: this.random.chance(0.5) ? 'M' : 'F',
        ethnicity,
      })
      return {
        family,
        adopters: this.random.chance(0.75) ? [adopter(1), adopter(2)] : [adopter(1)],
        enquiry: iso(enquiry),
        approved: approved <= this.on ? iso(approved) : null,
        matched: matched <= this.on ? iso(matched) : null,
      }
    })
  }

  /** Ids as case systems give them: seven digits in no order of ours. */
  private number(): void {
    const first = 1_000_000 + this.random.int(0, 200_000)
    const gaps = this.random.shuffled(this.children.map((_, i) => i))
    const states = [...this.states]
    this.children.forEach((child, i) => {
      child.id = String(first + (gaps[i] ?? 0) * 7)
    })
    this.states.clear()
    for (const [serial, state] of states) {
      const child = this.children[Number(serial) - 1]
      if (child) this.states.set(child.id, state)
    }
  }
}

type Closed = 'no-action' | 'care' | 'protection' | 'need-plan' | 'not-in-need' | 'services'
const closedKinds: readonly Closed[] = [
  'no-action',
  'care',
  'protection',
  'need-plan',
  'not-in-need',
  'services',
]

const abuseCodes = Object.keys(abuseLabels) as (keyof typeof abuseLabels)[]

function every(from: number, step: number, until: number): IsoDate[] {
  const out: IsoDate[] = []
  for (let day = from; day <= until; day += step) out.push(iso(day))
  return out
}
