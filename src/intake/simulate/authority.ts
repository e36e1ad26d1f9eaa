import { dateOf, dayNumber, fail, ok, type IsoDate, type Result } from '../../kit/index.ts'
import { Allocation, roughHours, TOGETHER_SHARE, workKind } from './allocation.ts'
import { Children } from './children.ts'
import { figuresFor, figuresOf } from './figures.ts'
import type { Authority } from './model.ts'
import { people, type WorkKind } from './people.ts'
import { Random } from './random.ts'
import { stockOf } from './stock.ts'

/** What to build. Everything follows from these: the same options give the same authority. */
export interface SimulateOptions {
  /** A local authority of England by name or three-digit number; its published sizes are used. */
  like?: string | null
  /** Open cases of an invented authority; without `like` only. 1,000 unless told. */
  cases?: number
  /** People who hold cases; follows the census figures unless told. */
  workers?: number
  /** The invented authority's name. */
  name?: string
  seed: number
  /** The last day of the history; 30 September 2026 unless told. */
  on?: IsoDate
  /** Shares of open cases that nobody holds, or that stand in a name that cannot hold them. */
  unallocatedShare?: number
  phantomShare?: number
}

/** The day a simulated history ends unless told: the workforce census counts on 30 September. */
export const usualDay = dateOf(2026, 9, 30) as IsoDate

/**
 * Builds one authority whose truth is known: teams, workers, families, children, their episodes and
 * who answered for them over two years. Everything in it is invented; only its sizes are published.
 * A problem where no authority has the name asked for, or a size makes no authority.
 */
export function simulate(options: SimulateOptions): Result<Authority> {
  const on = options.on ?? usualDay
  const cases = options.cases ?? 1000
  const workers = options.workers ?? null
  const published = options.like ? figuresOf(options.like) : null
  if (options.like && !published)
    return fail({
      code: 'no-such-authority',
      sentence: `There are no published figures for “${options.like}”: give the name of a local authority of England as the Department for Education writes it.`,
    })
  if (!(cases >= 5 && cases <= 60_000 && Number.isInteger(cases)))
    return fail({
      code: 'size-out-of-range',
      sentence: 'A simulated authority has between 5 and 60,000 cases: give a whole number.',
    })
  if (workers !== null && !(workers >= 1 && workers <= 10_000 && Number.isInteger(workers)))
    return fail({
      code: 'size-out-of-range',
      sentence: 'A simulated authority has between 1 and 10,000 workers: give a whole number.',
    })
  const figures = published?.figures ?? figuresFor(cases, workers)
  const name = options.name ?? published?.name ?? 'Fairborough'
  const code = published?.code ?? '999'
  const random = new Random(`${name}/${options.seed}`)
  const stock = stockOf(figures, {
    unallocated: options.unallocatedShare ?? 0.018,
    phantom: options.phantomShare ?? 0.007,
  })
  const made = new Children(random.fork('children'), on, figures, stock, code).build()
  const demand: Record<WorkKind, number> = {
    assessment: 0,
    protection: 0,
    care: 0,
    'leaving-care': 0,
    disability: 0,
  }
  for (const child of made.children) {
    const state = made.states.get(child.id)
    if (!state) continue
    const kind = workKind(child, state, dayNumber(on))
    demand[kind] += roughHours(child, kind, dayNumber(on)) * TOGETHER_SHARE[kind]
  }
  // What advisers and support workers hold asks for no social worker.
  demand['leaving-care'] = Math.max(3.5, demand['leaving-care'] - stock.heldByAdvisers * 3.5)
  demand.protection = Math.max(6.5, demand.protection - stock.heldBySupport * 6.5)
  const { teams, workers: staff } = people(random.fork('people'), {
    name,
    on,
    figures,
    stock,
    holders: published ? null : workers,
    demand,
  })
  new Allocation(random.fork('allocation'), on, figures, teams, staff).run(
    made.children,
    made.states,
    stock,
  )
  return ok({
    name,
    code,
    seed: options.seed,
    on,
    figures,
    teams,
    workers: staff,
    children: made.children,
    adopters: made.adopters,
  })
}
