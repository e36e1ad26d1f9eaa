import { byText, canonicalJson } from '../../kit/index.ts'
import type { CalendarEntry, Coming } from './entry.ts'

const factsOf = ({
  uid,
  on,
  at,
  minutes,
  isAbout,
  title,
  place,
  cancelled,
  path,
}: Coming): Coming => ({
  uid,
  on,
  at,
  minutes,
  isAbout,
  title,
  place,
  cancelled,
  path,
})

const saysTheSame = (a: Coming, b: Coming): boolean =>
  canonicalJson(factsOf(a)) === canonicalJson(factsOf(b))

/**
 * What a feed showed, brought up to what is there now. What changed has the next number under its own
 * uid; what is gone is called off, and forgotten once it changed before `forget`. What is the same stays
 * as it was, however often it is looked at.
 */
export function broughtUp(
  shown: readonly CalendarEntry[],
  now: readonly Coming[],
  { at, forget }: { at: Date; forget: Date },
): CalendarEntry[] {
  const there = new Map(shown.map((entry) => [entry.uid, entry]))
  const here = new Map(now.map((coming) => [coming.uid, factsOf(coming)]))
  const kept = shown.flatMap((entry): CalendarEntry[] => {
    if (here.has(entry.uid)) return []
    if (!entry.cancelled) {
      return [{ ...entry, cancelled: true, sequence: entry.sequence + 1, changedAt: at }]
    }
    return entry.changedAt < forget ? [] : [entry]
  })
  const standing = [...here.values()].map((coming): CalendarEntry => {
    const entry = there.get(coming.uid)
    if (!entry) return { ...coming, sequence: 0, changedAt: at }
    if (saysTheSame(entry, coming)) return entry
    return { ...coming, sequence: entry.sequence + 1, changedAt: at }
  })
  return [...kept, ...standing].sort(byDayAndTime)
}

/** As people read a calendar: by day, what takes the whole of it first. */
export const byDayAndTime = (a: Coming, b: Coming): number =>
  byText(a.on, b.on) || (a.at ?? -1) - (b.at ?? -1) || byText(a.uid, b.uid)
