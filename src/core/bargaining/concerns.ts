import { byText, daysBetween, type IsoDate } from '../../kit/index.ts'

/** A concern as it was heard once: in a round of meetings or outside of any. */
export interface Hearing {
  /** Null outside of any round. */
  round: string | null
  on: IsoDate
  /** The team it came from; null where it was not said. */
  team: string | null
  /** How many people said it there. */
  people: number
}

export interface Concern {
  id: string
  heard: readonly Hearing[]
  /** The concern that this one was found to be the same as; null while it stands by itself. */
  mergedInto: string | null
}

/** A concern with all that was merged into it, and where it stands among the others. */
export interface RankedConcern {
  id: string
  /** 1 is the first; equal ones share a place. */
  place: number
  /** Rounds in which it came up. */
  rounds: number
  times: number
  people: number
  firstRaised: IsoDate
  /** Whole days since then. */
  age: number
  lastRaised: IsoDate
  /** Concerns that were merged into it. */
  merged: string[]
}

/** The concern that one stands under after all merging; itself where it was never merged, or in a circle. */
export function standsUnder(id: string, concerns: ReadonlyMap<string, Concern>): string {
  const seen = new Set([id])
  let at = id
  for (;;) {
    const into = concerns.get(at)?.mergedInto ?? null
    if (into === null || !concerns.has(into)) return at
    // A circle has no end: it stands under the first of its ids, whichever one asks for.
    if (seen.has(into)) return firstOfCircle(into, concerns)
    seen.add(into)
    at = into
  }
}

function firstOfCircle(start: string, concerns: ReadonlyMap<string, Concern>): string {
  let first = start
  for (
    let at = concerns.get(start)?.mergedInto ?? start;
    at !== start;
    at = concerns.get(at)?.mergedInto ?? start
  ) {
    if (byText(at, first) < 0) first = at
  }
  return first
}

/**
 * Concerns in the order in which they press: by the rounds in which they came up, then by how many
 * people said so, then by how long ago they were first raised. What was merged counts together; one
 * that nobody has raised by the day is left out.
 */
export function rankConcerns(concerns: readonly Concern[], on: IsoDate): RankedConcern[] {
  const all = new Map(concerns.map((concern) => [concern.id, concern]))
  const groups = new Map<string, Concern[]>()
  for (const concern of concerns) {
    const under = standsUnder(concern.id, all)
    groups.set(under, [...(groups.get(under) ?? []), concern])
  }
  const ranked = [...groups].flatMap(([id, group]): RankedConcern[] => {
    const heard = group.flatMap((concern) => concern.heard).filter((one) => one.on <= on)
    const days = heard.map((one) => one.on).sort(byText)
    const [firstRaised] = days
    const lastRaised = days.at(-1)
    if (firstRaised === undefined || lastRaised === undefined) return []
    return [
      {
        id,
        place: 0,
        rounds: new Set(heard.flatMap((one) => one.round ?? [])).size,
        times: heard.length,
        people: heard.reduce((sum, one) => sum + one.people, 0),
        firstRaised,
        age: daysBetween(firstRaised, on),
        lastRaised,
        merged: group
          .map((concern) => concern.id)
          .filter((one) => one !== id)
          .sort(byText),
      },
    ]
  })
  ranked.sort((a, b) => pressing(a, b) || byText(a.id, b.id))
  ranked.forEach((concern, at) => {
    const before = ranked[at - 1]
    concern.place = before && pressing(before, concern) === 0 ? before.place : at + 1
  })
  return ranked
}

const pressing = (a: RankedConcern, b: RankedConcern): number =>
  b.rounds - a.rounds || b.people - a.people || b.age - a.age
