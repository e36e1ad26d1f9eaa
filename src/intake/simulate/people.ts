import { addDays, addMonths, fold, type IsoDate } from '../../kit/index.ts'
import type { Reduction, Role } from '../../core/model/index.ts'
import { ethnicities } from './codes.ts'
import { forenames, localities, surnames } from './names.ts'
import type { Figures, SimTeam, SimWorker, TeamKind } from './model.ts'
import type { Random } from './random.ts'
import type { Stock } from './stock.ts'

export type WorkKind = Exclude<TeamKind, 'root' | 'area'>

const teamNames: Readonly<Record<WorkKind, string>> = {
  assessment: 'Assessment Team',
  protection: 'Court Team',
  care: 'Children in Care Team',
  'leaving-care': 'Leaving Care Team',
  disability: 'Disabled Children Team',
}

/** Hours and days of one authority's people follow these; see `people`. */
export interface PeopleOptions {
  name: string
  on: IsoDate
  figures: Figures
  stock: Stock
  /** All who hold cases, advisers and support workers among them; null follows the census figures. */
  holders: number | null
  /** Rough hours of social workers' cases by kind of team on the last day. */
  demand: Readonly<Record<WorkKind, number>>
}

/** Shares a whole among parts by weight; the parts add up to the whole, each at least one where it can. */
function shared(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const least = (i: number): number => ((weights[i] ?? 0) > 0 && whole >= weights.length ? 1 : 0)
  const parts = weights.map((weight, i) =>
    total === 0 ? 0 : Math.max(least(i), Math.floor((whole * weight) / total)),
  )
  let missing = whole - parts.reduce((sum, part) => sum + part, 0)
  const order = weights
    .map((weight, i) => ({ i, rest: total === 0 ? 0 : (whole * weight) / total - (parts[i] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (let at = 0; missing > 0; at = (at + 1) % order.length, missing--) {
    const i = order[at]?.i ?? 0
    parts[i] = (parts[i] ?? 0) + 1
  }
  for (let at = order.length - 1; missing < 0; at = (at + order.length - 1) % order.length) {
    const i = order[at]?.i ?? 0
    if ((parts[i] ?? 0) > 0) {
      parts[i] = (parts[i] ?? 0) - 1
      missing++
    }
  }
  return parts
}

/** Full-time shares in tenths that add up to `total` tenths as nearly as 4 to 10 tenths each allow. */
function shares(random: Random, count: number, total: number): number[] {
  const out = Array.from({ length: count }, () =>
    random.weighted([
      [10, 72],
      [9, 4],
      [8, 10],
      [7, 3],
      [6, 7],
      [5, 4],
    ] as const),
  ) as number[]
  let gap = total - out.reduce((sum, tenth) => sum + tenth, 0)
  for (let tries = 0; gap !== 0 && tries < count * 200; tries++) {
    const i = random.int(0, count - 1)
    const next = (out[i] ?? 0) + Math.sign(gap)
    if (next < 4 || next > 10) continue
    out[i] = next
    gap -= Math.sign(gap)
  }
  return out
}

export function people(
  random: Random,
  { name, on, figures, stock, holders, demand }: PeopleOptions,
): { teams: SimTeam[]; workers: SimWorker[] } {
  const kinds = Object.keys(demand) as WorkKind[]
  const advisers = Math.ceil(stock.heldByAdvisers / 24)
  const support = Math.ceil(stock.heldBySupport / 18)
  const socialWorkers =
    holders === null
      ? Math.max(1, Math.round(figures.holdersFte / 0.935))
      : Math.max(1, holders - advisers - support)
  const holdersFte =
    holders === null ? Math.round(figures.holdersFte * 10) : Math.round(socialWorkers * 9.35)
  const byKind = shared(
    socialWorkers,
    kinds.map((kind) => demand[kind]),
  )

  const teams = teamTree(random.fork('teams'), name, kinds, byKind)
  const teamsOf = (kind: TeamKind): SimTeam[] => teams.filter((team) => team.kind === kind)
  const root = teams[0] as SimTeam
  const workers: SimWorker[] = []
  const draw = random.fork('workers')
  const nextName = nameSource(draw)
  const nextNumber = numberSource(draw)

  const add = (worker: {
    team: string
    role: Role
    holdsCases: boolean
    registered: boolean
    agency: boolean
    tenths: number
    started: IsoDate
    left?: IsoDate
  }): SimWorker => {
    const { forename, surname } = nextName()
    const added: SimWorker = {
      id: `W${String(workers.length + 1).padStart(4, '0')}`,
      forename,
      surname,
      name: `${forename} ${surname}`,
      sweNumber: worker.registered ? nextNumber() : null,
      team: worker.team,
      role: worker.role,
      holdsCases: worker.holdsCases,
      fteMillionths: worker.tenths * 100_000,
      contract: worker.agency ? 'agency' : 'permanent',
      started: worker.started,
      left: worker.left ?? null,
      asyeStart: null,
      reductions: [],
      supervisionHours: null,
      dutyHours: null,
      businessSupportHours: null,
      birthDate: addDays(on, -draw.int(23 * 365, 62 * 365)),
      sex: draw.chance(0.86) ? 'F' : 'M',
      ethnicity: draw.weighted(ethnicities.filter(([code]) => code !== 'WIRT' && code !== 'WROM')),
      workingDaysLost: draw.chance(0.5) ? draw.int(1, 16) : 0,
    }
    workers.push(added)
    return added
  }

  const longAgo = (): IsoDate => addDays(on, -735 - draw.days(1600, 9000))

  // Case-holding social workers, who are there on the last day.
  const agencyHolders = Math.min(Math.round(figures.agencyHeadcount * 0.9), socialWorkers >> 1)
  const tenths = [
    ...Array.from({ length: agencyHolders }, () => 10),
    ...shares(draw, socialWorkers - agencyHolders, holdersFte - agencyHolders * 10),
  ]
  const seats = kinds.flatMap((kind, i) => {
    const own = teamsOf(kind)
    return Array.from({ length: byKind[i] ?? 0 }, (_, at) => (own[at % own.length] ?? root).id)
  })
  const starterShare = Math.min(0.35, figures.starters / Math.max(1, figures.inPostHeadcount))
  draw.shuffled(seats).forEach((team, i) => {
    const agency = i < agencyHolders
    const recent = draw.chance(agency ? 0.8 : starterShare * 1.8)
    const started = recent
      ? addDays(on, -draw.int(20, agency ? 420 : 725))
      : agency
        ? addDays(on, -draw.int(420, 900))
        : longAgo()
    const worker = add({
      team,
      role: draw.chance(0.24) ? 'senior-practitioner' : 'social-worker',
      holdsCases: true,
      registered: true,
      agency,
      tenths: tenths[i] ?? 10,
      started,
    })
    if (agency) worker.left = addDays(on, draw.int(10, 150))
    else if (draw.chance(0.02)) worker.left = addDays(on, draw.int(7, 60))
    if (!agency && started > addMonths(on, -12) && worker.role === 'social-worker') {
      if (draw.chance(0.55)) worker.asyeStart = started
    }
  })
  unevenPair(workers)

  // Advisers and family support workers hold cases too; the census does not count them.
  const leaving = teamsOf('leaving-care')
  for (let i = 0; i < advisers; i++)
    add({
      team: (leaving[i % leaving.length] ?? root).id,
      role: 'personal-adviser',
      holdsCases: true,
      registered: false,
      agency: false,
      tenths: draw.pick([10, 10, 10, 8, 6]),
      started: longAgo(),
    })
  const supported = [...teamsOf('protection'), ...teamsOf('disability'), ...teamsOf('assessment')]
  for (let i = 0; i < support; i++)
    add({
      team: (supported[i % supported.length] ?? root).id,
      role: 'family-support',
      holdsCases: true,
      registered: false,
      agency: false,
      tenths: draw.pick([10, 10, 10, 8, 6]),
      started: longAgo(),
    })

  // Everyone else the census counts: managers, long absent workers, and those without cases.
  const registered = Math.max(figures.inPostHeadcount + figures.agencyHeadcount, socialWorkers + 2)
  const others: { role: Role; team: string; absent?: boolean }[] = []
  const working = teams.filter((team) => team.kind !== 'root' && team.kind !== 'area')
  others.push({ role: 'senior-manager', team: root.id })
  for (const area of teams.filter((team) => team.kind === 'area'))
    others.push({ role: 'middle-manager', team: area.id })
  for (const team of working) others.push({ role: 'team-manager', team: team.id })
  // Somebody is always away, but in the smallest authorities.
  const absent = Math.max(
    socialWorkers >= 8 ? 1 : 0,
    Math.round(socialWorkers * Math.min(0.06, figures.absencePercent / 100)),
  )
  for (let i = 0; i < absent; i++)
    others.push({ role: 'social-worker', team: draw.pick(working).id, absent: true })
  const agencyOthers = Math.max(0, figures.agencyHeadcount - agencyHolders)
  while (others.length < registered - socialWorkers)
    others.push(
      draw.weighted([
        [{ role: 'qualified-without-cases' as Role, team: root.id }, 5],
        [{ role: 'team-manager' as Role, team: draw.pick(working).id }, 3],
        [{ role: 'senior-practitioner' as Role, team: draw.pick(working).id }, 2],
      ] as const),
    )
  const inPostOthers = Math.max(1, others.length - agencyOthers)
  const inPostTenths = Math.round(figures.inPostFte * 10) - (holdersFte - agencyHolders * 10)
  const otherTenths = shares(
    draw,
    inPostOthers,
    Math.max(inPostOthers * 4, Math.min(inPostOthers * 10, inPostTenths)),
  )
  others.forEach(({ role, team, absent: away }, i) => {
    const agency = i >= inPostOthers
    const worker = add({
      team,
      role,
      holdsCases: away === true,
      registered: true,
      agency,
      tenths: agency ? 10 : (otherTenths[i] ?? 10),
      started: longAgo(),
    })
    if (agency) worker.left = addDays(on, draw.int(20, 150))
    if (away) {
      const maternity = draw.chance(0.55)
      const from = addDays(on, -draw.int(35, 240))
      worker.reductions.push({
        reason: maternity ? 'maternity-paternity-adoption' : 'long-sickness',
        from,
        to: maternity ? addDays(from, 365) : null,
        amount: { percent: 100 },
      })
      worker.workingDaysLost = 60
    }
  })

  // Leavers of the last two years: they held the cases that others hold now.
  const leavers = Math.max(
    1,
    Math.round((2 * figures.leavers * socialWorkers) / Math.max(1, registered)),
  )
  for (let i = 0; i < leavers; i++) {
    const left = addDays(on, -1 - Math.floor(((i + draw.unit()) * 728) / leavers))
    const agency = draw.chance(0.3)
    add({
      team: draw.pick(seats),
      role: draw.chance(0.2) ? 'senior-practitioner' : 'social-worker',
      holdsCases: true,
      registered: true,
      agency,
      tenths: draw.pick([10, 10, 10, 8, 6]),
      started: addDays(left, agency ? -draw.int(90, 500) : -draw.int(300, 3000)),
      left,
    })
  }

  reductions(random.fork('reductions'), workers, on)
  return { teams, workers }
}

function teamTree(
  random: Random,
  name: string,
  kinds: readonly WorkKind[],
  holders: readonly number[],
): SimTeam[] {
  const sizes = kinds.map((_, i) => ((holders[i] ?? 0) > 0 ? Math.ceil((holders[i] ?? 0) / 13) : 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const root: SimTeam = {
    id: 'T00',
    name: `${name} Children's Services`,
    parent: null,
    kind: 'root',
  }
  const teams: SimTeam[] = [root]
  const areas: SimTeam[] = []
  if (total > 10) {
    const places = random.sample(localities, Math.min(localities.length, Math.ceil(total / 9)))
    for (const place of places)
      areas.push({
        id: `A${String(areas.length + 1).padStart(2, '0')}`,
        name: `${place} Area`,
        parent: root.id,
        kind: 'area',
      })
    teams.push(...areas)
  }
  kinds.forEach((kind, k) => {
    const used = new Map<string, number>()
    const size = sizes[k] ?? 0
    for (let i = 0; i < size; i++) {
      const area = areas[i % Math.max(1, areas.length)]
      const base = area ? `${area.name.replace(/ Area$/, '')} ${teamNames[kind]}` : teamNames[kind]
      const nth = (used.get(base) ?? 0) + 1
      used.set(base, nth)
      const several = area ? size > areas.length : size > 1
      teams.push({
        id: `T${String(teams.length).padStart(2, '0')}`,
        name: several ? `${base} ${nth}` : base,
        parent: area?.id ?? root.id,
        kind,
      })
    }
  })
  return teams
}

/** Names that stay apart however they are folded or turned round. */
function nameSource(random: Random): () => { forename: string; surname: string } {
  const used = new Set<string>()
  return () => {
    for (let tries = 0; ; tries++) {
      const forename = random.pick(forenames)
      const surname = random.pick(surnames)
      const both = fold(`${forename} ${surname}`)
      const turned = fold(`${surname} ${forename}`)
      if (forename === surname || used.has(both) || used.has(turned)) {
        if (tries > 10_000) throw new Error('No names left')
        continue
      }
      used.add(both)
      return { forename, surname }
    }
  }
}

function numberSource(random: Random): () => string {
  const used = new Set<number>()
  return () => {
    for (;;) {
      const number = random.int(10_000, 199_999)
      if (used.has(number)) continue
      used.add(number)
      return `SW${number}`
    }
  }
}

/** The census asks for six places: 30 and 25.5 hours of 37, which add up to 1.5 exactly. */
function unevenPair(workers: readonly SimWorker[]): void {
  const four = workers.find((worker) => worker.fteMillionths === 800_000)
  const three = workers.find((worker) => worker.fteMillionths === 700_000)
  if (!four || !three) return
  four.fteMillionths = 810_811
  three.fteMillionths = 689_189
}

/** Dated reductions and standing hours, in about the shares that authorities report. */
function reductions(random: Random, workers: readonly SimWorker[], on: IsoDate): void {
  for (const worker of workers) {
    if (!worker.holdsCases || worker.reductions.length > 0) continue
    if (worker.left !== null && worker.left <= on) continue
    const give = (reduction: Reduction): void => {
      worker.reductions.push(reduction)
    }
    const since = addDays(on, -random.int(14, 300))
    if (worker.role === 'senior-practitioner' && random.chance(0.5))
      worker.supervisionHours = random.pick([4, 6, 8, 10])
    if (random.chance(0.18)) worker.dutyHours = random.pick([7.5, 8, 12, 15])
    if (random.chance(0.12)) worker.businessSupportHours = random.pick([2, 3.5, 4, 6])
    if (random.chance(0.04))
      give({ reason: 'union-facility-time', from: since, to: null, amount: { percent: 20 } })
    if (random.chance(0.03))
      give({
        reason: 'phased-return',
        from: addDays(on, -random.int(3, 20)),
        to: addDays(on, random.int(10, 40)),
        amount: { percent: 50 },
      })
    if (random.chance(0.04))
      give({ reason: 'disability-adjustment', from: since, to: null, amount: { percent: 15 } })
    if (random.chance(0.03) && worker.role === 'senior-practitioner')
      give({
        reason: 'student',
        from: since,
        to: addDays(on, 60),
        amount: { hoursHundredths: 1250 },
      })
    if (random.chance(0.03) && worker.role === 'senior-practitioner')
      give({ reason: 'asye-assessor', from: since, to: null, amount: { hoursHundredths: 800 } })
    if (random.chance(0.015))
      give({
        reason: 'pregnancy',
        from: addDays(on, -30),
        to: addDays(on, 60),
        amount: { percent: 25 },
      })
    if (random.chance(0.015))
      give({
        reason: 'annual-leave',
        from: addDays(on, 12),
        to: addDays(on, 26),
        amount: { percent: 100 },
      })
    if (random.chance(0.02))
      give({
        reason: 'training',
        from: addDays(on, -200),
        to: addDays(on, -60),
        amount: { percent: 10 },
      })
  }
}
