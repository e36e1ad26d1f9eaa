import { addDays, type IsoDate } from '../../kit/index.ts'
import { roundDays } from '../../core/bargaining/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { notesBook, roundBook, visitBook, type VisitBody } from '../rounds/index.ts'
import {
  demonstrationSites,
  madeBefore,
  noonOf,
  type DemonstrationGround,
  type DemonstrationPerson,
  type DemonstrationSite,
} from './ground.ts'

const ROOMS: Record<DemonstrationSite, string> = {
  moreton: 'Training room 2, first floor',
  ashby: 'The old canteen',
  'elm-house': 'Meeting room B (ask at reception)',
  quayside: 'Harbour Rooms, upstairs',
  thornbury: 'Community hall',
}

const REPS: Record<DemonstrationSite, DemonstrationPerson | null> = {
  moreton: 'rep-moreton',
  ashby: 'rep-ashby',
  'elm-house': 'rep-elm-house',
  quayside: 'rep-quayside',
  thornbury: null,
}

const LUNCHTIME = 12 * 60 + 15

/** Three rounds of five visits: two behind, one that begins tomorrow. Thornbury was never reached. */
export async function demonstrationOfRounds(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const { today } = ground
  const by = ground.people.get('secretary')?.member ?? null
  const began = [addDays(today, -131), addDays(today, -47), addDays(today, 1)]
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    for (const [at, first] of began.entries()) {
      const number = at + 1
      const audience = number === 3 ? 'public' : 'members'
      const announced = noonOf(addDays(first, -21) > today ? today : addDays(first, -21))
      const writing = { by, at: announced < ground.now ? announced : ground.now }
      const round = await roundBook.make(scope, {
        body: {
          name: `Round ${number}`,
          about:
            'A lunchtime at each site, about an hour. Tell us what stops you doing the work well, and hear what came of the last round.',
          guestsMayAnswer: number === 3,
        },
        audience,
        ...writing,
      })
      ground.made.set(`round:${number}`, round.id)
      const days = roundDays(first, demonstrationSites.length)
      for (const [place, site] of demonstrationSites.entries()) {
        const on = days[place] ?? first
        const body: VisitBody = {
          round: round.id,
          site: ground.sites.get(site) ?? '',
          on,
          at: LUNCHTIME,
          minutes: 60,
          isAbout: true,
          room: ROOMS[site],
          reps: repsOf(ground, number, site),
          movedFrom: null,
          ...becameOf(number, site, on),
        }
        const visit = await visitBook.make(scope, { body, audience, ...writing })
        ground.made.set(`visit:${number}:${site}`, visit.id)
      }
    }
    for (const [name, came, words] of NOTES) {
      const visit = await visitBook.get(scope, madeBefore(ground, name))
      if (!visit) continue
      await notesBook.make(scope, {
        body: { visit: visit.id, came, words },
        by: visit.body.reps[0] ?? by,
        at: noonOf(visit.body.on),
      })
    }
  })
}

function repsOf(ground: DemonstrationGround, number: number, site: DemonstrationSite): string[] {
  const rep = number === 3 && site === 'moreton' ? null : REPS[site]
  const person = rep === null ? undefined : ground.people.get(rep)
  return person ? [person.member] : []
}

function becameOf(
  number: number,
  site: DemonstrationSite,
  on: IsoDate,
): Pick<VisitBody, 'state' | 'cancelled'> {
  if (number === 3) return { state: 'planned', cancelled: null }
  if (site === 'thornbury') {
    return {
      state: 'cancelled',
      cancelled: { on: addDays(on, -1), why: 'The room was taken back the day before.' },
    }
  }
  return { state: 'held', cancelled: null }
}

/** Round 2 at Moreton waits for its notes. */
const NOTES: [string, number, string][] = [
  [
    'visit:1:moreton',
    17,
    'Caseloads came first, by a long way. Three people spoke of audits asked for overnight.',
  ],
  ['visit:1:ashby', 11, 'Hot desks: nobody has a place to take a call about a child.'],
  [
    'visit:1:elm-house',
    14,
    'Progression is tied to the yearly appraisal, and appraisals are late.',
  ],
  ['visit:1:quayside', 9, 'Heating has failed three winters running.'],
  ['visit:2:ashby', 13, 'Caseloads again. Supervision is put off when somebody is ill.'],
  ['visit:2:elm-house', 12, 'Two interim managers in a year; nobody knows who decides.'],
  ['visit:2:quayside', 10, 'Personal advisers see no way up. The lift was repaired.'],
]
