import published from './published-figures.json' with { type: 'json' }
import { fold } from '../../kit/index.ts'
import type { FigureName, Figures } from './model.ts'

type Raw = Record<FigureName, number | null>

function raw(figures: readonly number[]): Raw {
  const out: Record<string, number | null> = {}
  published.keys.forEach((key, i) => {
    const value = figures[i]
    out[key] = value === undefined || value < 0 ? null : value
  })
  return out as Raw
}

const england = raw(published.authorities.find((a) => a.code === '000')?.figures ?? [])

/** Percentages are never scaled. */
const rates = new Set<FigureName>([
  'rereferralPercent',
  'threeOrMoreWorkersPercent',
  'absencePercent',
])
const tenths = new Set<FigureName>(['inPostFte', 'agencyFte', 'vacanciesFte', 'holdersFte'])

/** England's proportions at another size, for what is not published and for invented authorities. */
function scaled(key: FigureName, open: number): number {
  const whole = england[key] ?? 0
  if (rates.has(key)) return whole
  const exact = (whole * open) / (england.openEpisodes ?? 1)
  return tenths.has(key) ? Math.round(exact * 10) / 10 : Math.round(exact)
}

function filled(known: Raw, open: number): Figures {
  const out: Record<string, number> = {}
  for (const key of published.keys as FigureName[]) out[key] = known[key] ?? scaled(key, open)
  return out as Figures
}

/** The 153 authorities of England, by name. */
export const publishedAuthorities: readonly string[] = published.authorities
  .filter((a) => a.code !== '000')
  .map((a) => a.name)

/**
 * The published size of one authority, by name (case and spacing aside) or three-digit number;
 * null where there is no such authority. What is not published is filled from England's proportions.
 */
export function figuresOf(like: string): { name: string; code: string; figures: Figures } | null {
  const wanted = fold(like)
  const found = published.authorities.find(
    (a) => a.code !== '000' && (fold(a.name) === wanted || a.code === wanted),
  )
  if (!found) return null
  const known = raw(found.figures)
  const open = Math.max(5, known.openEpisodes ?? 0)
  return { name: found.name, code: found.code, figures: filled(known, open) }
}

/**
 * An invented authority with `cases` open cases, in England's proportions, whose `workers` are the
 * people who hold cases.
 */
export function figuresFor(cases: number, workers: number | null): Figures {
  const base = filled(raw([]), cases)
  if (workers === null) return base
  // Staff who are not social workers hold a fifth of the cases, about 24 each (England: 321,661
  // of 402,400 open episodes are in case-holding social workers' names).
  const others = Math.round((cases * 0.17) / 24)
  const holders = Math.max(1, workers - others)
  const holdersFte = Math.round(holders * 9.35) / 10
  const share = holdersFte / Math.max(0.1, base.holdersFte)
  const whole = (value: number): number => Math.max(0, Math.round(value * share))
  // Managers and a few without cases beside those who hold them: a service, not a whole directorate.
  const agency = Math.min(whole(base.agencyHeadcount), holders >> 1)
  const inPost = Math.round(holders * 1.28) + 3 - agency
  return {
    ...base,
    holdersFte,
    inPostHeadcount: inPost,
    inPostFte: Math.round(inPost * 9.35) / 10,
    agencyHeadcount: agency,
    agencyFte: agency,
    starters: whole(base.starters),
    leavers: whole(base.leavers),
    vacanciesFte: Math.round(base.vacanciesFte * share * 10) / 10,
  }
}
