import { addDays } from '../../kit/index.ts'
import { addWorkingDays } from '../../core/calendar/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { eventBook, type EventBody } from '../events/index.ts'
import type { DemonstrationGround } from './ground.ts'

/** Two events beside the rounds: a stall for anybody, and the general meeting, whose year nobody has confirmed. */
export async function demonstrationOfEvents(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const { today, now } = ground
  const by = ground.people.get('secretary')?.member ?? null
  const events: Pick<EventBody, 'title' | 'on' | 'at' | 'place' | 'isPublic' | 'isYearGuessed'>[] =
    [
      {
        title: 'Stall about safe caseloads',
        on: addWorkingDays(addDays(today, 12), 1),
        at: 11 * 60,
        place: 'Market square, by the clock',
        isPublic: true,
        isYearGuessed: false,
      },
      {
        title: 'General meeting of the branch',
        on: addWorkingDays(addDays(today, 40), 1),
        at: 18 * 60,
        place: 'Community hall, Thornbury',
        isPublic: false,
        isYearGuessed: true,
      },
    ]
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    for (const event of events) {
      const body = { ...event, minutes: 120, isAbout: true, about: '', cancelled: null }
      const audience = event.isPublic ? 'public' : 'members'
      await eventBook.make(scope, { body, audience, by, at: now })
    }
  })
}
