import { lowerBound, proofFrom, type BoundEffort, type Proof } from './bound.ts'
import { provenByTrying } from './divide.ts'
import { compareUtilisation } from './exact.ts'
import { hardestFew } from './few.ts'
import { leastLevel, orderOf } from './handing-on.ts'
import { busiest } from './level.ts'
import { longestFirst } from './longest-first.ts'
import type { Packed } from './packed.ts'
import { differsWildly } from './priced-start.ts'
import { bestWitness } from './prices.ts'
import { Standing } from './standing.ts'
import { teamsOf } from './teams.ts'

interface Crowded {
  proof: Proof
  price: Float64Array
}

/**
 * The part of a problem that is hardest to bring down: the level that no plan can go under, and the
 * workers and prices that prove it. Two or three workers by themselves, and teams that share work along
 * a line, are reckoned exactly; others, and workers whose costs differ wildly, by prices.
 */
export function crowdedPart(packed: Packed, effort: BoundEffort): Crowded {
  const found = byTeamsOrPrices(packed, effort)
  const few = hardestFew(packed, found.proof.level)
  return few
    ? {
        proof: provenByTrying(few.workers, few.level),
        price: new Float64Array(packed.workers).fill(1),
      }
    : found
}

function byTeamsOrPrices(packed: Packed, effort: BoundEffort): Crowded {
  if (differsWildly(packed)) return lowerBound(packed, effort)
  const teams = teamsOf(packed)
  const order = orderOf(teams)
  if (!order) return lowerBound(packed, effort, { teams })
  const plan = new Int32Array(packed.units).fill(-1)
  longestFirst(packed, plan, null, null)
  const fullest = fullestTogether(packed, plan)
  const { level, over } = leastLevel(packed, teams, order, busiest(packed, plan))
  const members = over.map((team) => teams.members[team] as number[])
  const workers = members.flat().sort((a, b) => a - b)
  const sign = compareUtilisation(
    fullest.proof.level.load,
    fullest.proof.level.capacity,
    level.load,
    level.capacity,
  )
  if (sign > 0 || (sign === 0 && fullest.proof.workers.length < workers.length)) return fullest
  return {
    proof: {
      level,
      workers,
      prices: workers.map(() => 1),
      charge: 0,
      moves: 0,
      teams:
        over.length === 1
          ? []
          : over.map((team, at) => ({
              workers: members[at] as number[],
              onTo: over.indexOf(order.onTo[team] as number),
            })),
      tried: false,
      worths: null,
    },
    price: new Float64Array(packed.workers).fill(1),
  }
}

/** What a plan's fullest workers prove with the work that only they may hold, an hour of each counting the same. */
function fullestTogether(packed: Packed, plan: Int32Array): Crowded {
  const load = Float64Array.from(new Standing(packed, plan, null).load)
  const room = Float64Array.from(packed.capacity, (capacity) => Math.max(capacity, 1e-6))
  const priced = bestWitness(packed, room, new Float64Array(packed.workers).fill(1), load)
  return { proof: proofFrom(packed, priced), price: priced.price }
}

/** What no plan can go under when at most `moves` units leave their holders; null: as many as help. */
export const boundWithin = (
  packed: Packed,
  effort: BoundEffort,
  moves: number | null,
): { proof: Proof } =>
  moves === null ? crowdedPart(packed, effort) : lowerBound(packed, effort, { moves })
