/**
 * Seeded instances in the format `fairload-instance/1`, shaped like the fixed ones: teams of ten, hours by
 * half-hours, siblings joined, travel that makes a third of a team a little dearer, some work that a
 * neighbouring team may take at more travel. The same seed gives the same instance.
 */
export function makeInstance(workers, children, seed) {
  let state = (seed * 2654435761 + workers * 97 + 1) >>> 0 || 1
  const random = () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
  const below = (n) => Math.floor(random() * n)
  const pick = (list) => list[below(list.length)]
  const teams = Math.max(1, Math.round(workers / 10))
  const team = Array.from({ length: workers }, (_, worker) =>
    Math.min(teams - 1, Math.floor((worker * teams) / workers)),
  )
  const capacity = Array.from({ length: workers }, () => {
    const contract = pick([210, 210, 210, 210, 189, 189, 168, 168, 168, 126])
    const kept = random() < 0.4 ? 1 - below(30) / 100 : 1
    return Math.max(40, Math.round(contract * kept))
  })
  const members = Array.from({ length: teams }, (_, at) =>
    team.flatMap((own, worker) => (own === at ? [worker] : [])),
  )
  const demand = Array.from({ length: teams }, () => 0.7 + random() * 0.6)
  const total = demand.reduce((sum, one) => sum + one, 0)
  const cases = []
  let left = children
  while (left > 0) {
    const siblings = Math.min(left, pick([1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4]))
    left -= siblings
    let at = 0
    for (let share = random() * total; at < teams - 1 && share > demand[at]; at += 1) {
      share -= demand[at]
    }
    const base = pick([5, 7, 8, 10, 12, 13, 15, 16, 18, 19, 20, 22, 24, 28, 32])
    const cost = Math.max(5, Math.round(base * (1 + 0.5 * (siblings - 1)) * (0.8 + random() * 0.4)))
    const far = below(3)
    const more = 1 + below(2)
    const eligible = members[at]
      .filter(() => random() > 0.06)
      .map((worker) => [worker, cost + (worker % 3 === far ? more : 0)])
    if (eligible.length === 0) eligible.push([members[at][0], cost])
    if (teams > 1 && random() < 0.2) {
      const beside = at === 0 ? 1 : at === teams - 1 ? teams - 2 : at + (random() < 0.5 ? 1 : -1)
      for (const worker of members[beside]) {
        if (random() > 0.06) eligible.push([worker, cost + 2 + Math.round(cost / 8)])
      }
    }
    const own = eligible.filter(([worker]) => team[worker] === at)
    const [first, second] = [pick(own), pick(own)]
    cases.push({
      children: siblings,
      holder: random() < 0.06 ? null : (random() < 0.7 ? first : second)[0],
      eligible,
    })
  }
  return {
    format: 'fairload-instance/1',
    unit: 'half-hours a month',
    name: `${workers}x${children}-made${seed}`,
    capacity,
    team,
    cases,
  }
}

/** A team without teams: every worker may take everything, at costs that differ wildly. */
export function makeUnrelated(workers, units, seed, low, high) {
  let state = (seed * 40503 + units) >>> 0 || 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  return {
    format: 'fairload-instance/1',
    unit: 'points',
    name: `${units} on ${workers}, ${low} to ${high}, seed ${seed}`,
    capacity: Array.from({ length: workers }, () => 100),
    cases: Array.from({ length: units }, () => ({
      children: 1,
      holder: null,
      eligible: Array.from({ length: workers }, (_, worker) => [
        worker,
        low + Math.floor(random() * (high - low + 1)),
      ]),
    })),
  }
}
