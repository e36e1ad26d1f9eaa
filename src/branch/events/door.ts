import { byText, fail, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import { canDo, type BranchPerson } from '../../core/branch-rights/index.ts'
import { readEventLines, type EventLines } from '../../core/bargaining/index.ts'
import { keeperOf, seenBy, type Keeper, type KeepingDeps, type OfBranch } from '../keeping/index.ts'
import type { Written } from '../records/index.ts'
import { eventBook, type EventBody } from './kind.ts'

/** An event of a list, as somebody took it over. */
export interface TakenEvent {
  title: string
  on: IsoDate
  at: number | null
  isYearGuessed: boolean
}

export interface Events {
  keeper: Keeper<EventBody>
  /** Events to come from a day on, by day. */
  from(of: OfBranch, on: IsoDate): Promise<Written<EventBody>[]>
  /** What a pasted list says; nothing is written. */
  read(text: string): EventLines
  /** Writes the events of a list. @returns how many */
  take(
    of: OfBranch,
    events: readonly TakenEvent[],
    isPublic: boolean,
  ): Promise<Result<number, Problem>>
}

const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Reps and officers write events. Ask one of them. Nothing was changed.',
}

/** Events as somebody may see and change them; `null`: anybody who passes by. */
export function eventsDoor(deps: KeepingDeps, person: BranchPerson | null): Events {
  const inSight = seenBy(deps)
  const keeper = keeperOf(deps, person, { book: eventBook, action: 'rounds.edit' })
  const audienceOf = (isPublic: boolean) => (isPublic ? 'public' : 'members')
  return {
    keeper: {
      ...keeper,
      // Who sees an event is one of its own words.
      save: (of, given) => keeper.save(of, { ...given, audience: audienceOf(given.body.isPublic) }),
    },

    from: async (of, on) =>
      (await keeper.list(of))
        .filter(({ body }) => body.on >= on)
        .sort((a, b) => byText(a.body.on, b.body.on) || (a.body.at ?? 0) - (b.body.at ?? 0)),

    read: (text) => readEventLines(text, deps.today()),

    take: async (of, events, isPublic) => {
      if (person === null || !canDo(person, 'rounds.edit')) return fail(NOT_YOURS)
      return inSight(of, async (scope): Promise<Result<number, Problem>> => {
        for (const event of events) {
          const body = { ...event, minutes: 60, isAbout: true, place: '', about: '', isPublic }
          await eventBook.make(scope, {
            body: { ...body, cancelled: null },
            audience: audienceOf(isPublic),
            by: person.member,
            at: deps.now(),
          })
        }
        return ok(events.length)
      })
    },
  }
}
