import { byText, type IsoDate } from '../../kit/index.ts'

/** What a concern led to, as far as its records say. Each names the ones that it comes from. */
export interface PathRecords {
  demands: readonly { id: string; title: string; on: IsoDate; concerns: readonly string[] }[]
  meetings: readonly {
    id: string
    title: string
    on: IsoDate
    state: 'planned' | 'held' | 'cancelled'
    concerns: readonly string[]
    demands: readonly string[]
  }[]
  promises: readonly {
    id: string
    title: string
    saidOn: IsoDate
    state: 'due' | 'overdue' | 'kept' | 'kept-late' | 'released' | 'no-date'
    meeting: string | null
    concerns: readonly string[]
    demands: readonly string[]
  }[]
  wins: readonly {
    id: string
    title: string
    wonOn: IsoDate
    holds: 'yes' | 'no' | 'not-looked'
    concerns: readonly string[]
    demands: readonly string[]
    promises: readonly string[]
  }[]
}

export type PathStage = 'raised' | 'demand' | 'meeting' | 'promise' | 'won' | 'held'

export interface PathItem {
  /** Null for a round or a look: it has no page of its own here. */
  id: string | null
  title: string
  on: IsoDate
  /** A planned or cancelled meeting, a promise past its day, a win that did not hold. */
  mark: 'planned' | 'cancelled' | 'overdue' | 'kept' | 'released' | 'did-not-hold' | null
}

export interface Path {
  steps: { stage: PathStage; items: PathItem[] }[]
  /** The furthest stage that something of it has reached. */
  stands: PathStage
}

export const pathStages: readonly PathStage[] = [
  'raised',
  'demand',
  'meeting',
  'promise',
  'won',
  'held',
]

/**
 * A concern's way from members' words to a change that held: every stage in order, empty ones too.
 *
 * @param concern its id, with the ids of those merged into it.
 * @param raised the rounds and days on which it was raised.
 */
export function pathOf(
  concern: { ids: readonly string[]; raised: readonly { title: string; on: IsoDate }[] },
  records: PathRecords,
): Path {
  const concerns = new Set(concern.ids)
  const isIn = (set: ReadonlySet<string>, ids: readonly string[]): boolean =>
    ids.some((id) => set.has(id))
  const demands = records.demands.filter((demand) => isIn(concerns, demand.concerns))
  const demandIds = new Set(demands.map(({ id }) => id))
  const comesFrom = (of: { concerns: readonly string[]; demands: readonly string[] }): boolean =>
    isIn(concerns, of.concerns) || isIn(demandIds, of.demands)
  const promises = records.promises.filter(comesFrom)
  const promiseIds = new Set(promises.map(({ id }) => id))
  const promisedAt = new Set(promises.flatMap(({ meeting }) => meeting ?? []))
  const meetings = records.meetings.filter((of) => comesFrom(of) || promisedAt.has(of.id))
  const wins = records.wins.filter((win) => comesFrom(win) || isIn(promiseIds, win.promises))

  const item = (of: PathItem): PathItem => of
  const items: Record<PathStage, PathItem[]> = {
    raised: concern.raised.map(({ title, on }) => item({ id: null, title, on, mark: null })),
    demand: demands.map(({ id, title, on }) => item({ id, title, on, mark: null })),
    meeting: meetings.map(({ id, title, on, state }) =>
      item({ id, title, on, mark: state === 'held' ? null : state }),
    ),
    promise: promises.map(({ id, title, saidOn, state }) =>
      item({ id, title, on: saidOn, mark: promiseMark(state) }),
    ),
    won: wins.map(({ id, title, wonOn, holds }) =>
      item({ id, title, on: wonOn, mark: holds === 'no' ? 'did-not-hold' : null }),
    ),
    held: wins
      .filter(({ holds }) => holds === 'yes')
      .map(({ id, title, wonOn }) => item({ id, title, on: wonOn, mark: null })),
  }
  const steps = pathStages.map((stage) => ({
    stage,
    items: items[stage].sort(
      (a, b) => byText(a.on, b.on) || byText(a.title, b.title) || byText(a.id ?? '', b.id ?? ''),
    ),
  }))
  const reached = (stage: PathStage): boolean =>
    items[stage].some(
      ({ mark }) => mark !== 'cancelled' && mark !== 'planned' && mark !== 'released',
    )
  return { steps, stands: [...pathStages].reverse().find(reached) ?? 'raised' }
}

const promiseMark = (state: PathRecords['promises'][number]['state']): PathItem['mark'] => {
  switch (state) {
    case 'overdue':
    case 'released':
      return state
    case 'kept':
    case 'kept-late':
      return 'kept'
    case 'due':
    case 'no-date':
      return null
  }
}
