import { addDays } from '../../kit/index.ts'
import { concernBook, hearingBook } from '../concerns/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { visitBook } from '../rounds/index.ts'
import {
  daysAgo,
  madeBefore,
  noonOf,
  type DemonstrationConcern,
  type DemonstrationGround,
  type DemonstrationPerson,
} from './ground.ts'

interface Heard {
  /** `1:moreton`; null from home. */
  visit: string | null
  team: string | null
  people: number
  words: string
}

interface ConcernOf {
  title: string
  theme: string
  owner?: DemonstrationPerson
  mergedInto?: DemonstrationConcern
  heard: Heard[]
}

const heard = (
  visit: string | null,
  team: string | null,
  people: number,
  words: string,
): Heard => ({
  visit,
  team,
  people,
  words,
})

const CONCERNS: Record<DemonstrationConcern, ConcernOf> = {
  caseloads: {
    title: 'Caseloads are higher than anybody can carry safely',
    theme: 'safe-caseloads',
    owner: 'rep-moreton',
    heard: [
      heard(
        '1:moreton',
        'Court team 1',
        12,
        'Twenty-six children each, and the new ones are all in court.',
      ),
      heard(
        '1:ashby',
        'Children in need',
        7,
        'Nobody says no to another case because nobody counts them.',
      ),
      heard(
        '2:moreton',
        'Duty and assessment',
        9,
        'We close in a hurry so that the next can come in.',
      ),
      heard(
        '2:elm-house',
        'Looked after children',
        6,
        'Visits are on time because evenings are gone.',
      ),
    ],
  },
  desks: {
    title: 'There is nowhere quiet to make a call about a child',
    theme: 'buildings',
    owner: 'rep-elm-house',
    heard: [
      heard('1:ashby', 'Children in need', 8, 'Calls are made from cars.'),
      heard('2:ashby', 'Disabled children', 3, 'The one quiet room is a store now.'),
    ],
  },
  progression: {
    title: 'Moving up a grade hangs on an appraisal that comes late or never',
    theme: 'progression',
    heard: [
      heard(
        '1:elm-house',
        'Looked after children',
        9,
        'My appraisal is fourteen months late, so is my grade.',
      ),
      heard('2:quayside', 'Leaving care', 4, 'You wait for the form, not for the work to be good.'),
    ],
  },
  loan: {
    title: 'The loan for training is asked back from people on maternity or sick leave',
    theme: 'pay',
    heard: [
      heard(
        '1:quayside',
        'Leaving care',
        2,
        'A letter asked for all of it in the week I gave birth.',
      ),
    ],
  },
  redeployment: {
    title: 'People are moved to other teams without being asked',
    theme: 'change',
    heard: [
      heard('1:moreton', 'Duty and assessment', 5, 'Told on Friday, moved on Monday.'),
      heard('2:elm-house', 'Adoption', 2, 'Nobody asked what would happen to the children.'),
    ],
  },
  building: {
    title: 'The heating at Quayside has failed three winters running',
    theme: 'buildings',
    owner: 'rep-quayside',
    heard: [
      heard('1:quayside', 'Early help', 9, 'Coats on at the desk since November.'),
      heard(
        '2:quayside',
        'Early help',
        6,
        'The radiators were mended in one half of the building.',
      ),
    ],
  },
  career: {
    title: 'Family support workers have no way up',
    theme: 'progression',
    heard: [
      heard('2:quayside', 'Early help', 7, 'Ten years in the same grade with nothing above it.'),
      heard(null, 'Family support', 4, 'We are told to retrain in our own time.'),
    ],
  },
  'data-requests': {
    title: 'Audits and lists are asked for overnight',
    theme: 'data',
    heard: [
      heard('1:moreton', 'Court team 1', 6, 'Asked at four for nine the next morning.'),
      heard('2:moreton', 'Duty and assessment', 4, 'The same list for three managers in one week.'),
    ],
  },
  challenge: {
    title: 'It does not feel safe to say that something is wrong',
    theme: 'challenge',
    heard: [
      heard('2:ashby', 'Children in need', 5, 'Whoever speaks up is not asked again.'),
      heard(null, null, 1, 'I said it once in a team meeting and was moved.'),
    ],
  },
  interims: {
    title: 'Managers come and go: three in two years',
    theme: 'change',
    heard: [heard('2:elm-house', 'Looked after children', 8, 'Each begins again from nothing.')],
  },
  'long-hours': {
    title: 'Evenings and weekends are how the work is done',
    theme: 'hours',
    heard: [
      heard('1:elm-house', 'Looked after children', 7, 'Time owed is never taken.'),
      heard('2:ashby', 'Children in need', 6, 'Records are written on Sundays.'),
    ],
  },
  supervision: {
    title: 'Supervision is put off when somebody is ill',
    theme: 'supervision',
    mergedInto: 'challenge',
    heard: [
      heard('2:ashby', 'Disabled children', 3, 'Three months without, then twice in a week.'),
    ],
  },
}

/** What members said in two rounds, and the concerns that it was put to. */
export async function demonstrationOfConcerns(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const keys = Object.keys(CONCERNS) as DemonstrationConcern[]
    // What others are merged into is made first.
    for (const key of keys.sort(
      (a, b) => Number(!!CONCERNS[a].mergedInto) - Number(!!CONCERNS[b].mergedInto),
    )) {
      const of = CONCERNS[key]
      const owner = of.owner === undefined ? undefined : ground.people.get(of.owner)
      const made = await concernBook.make(scope, {
        body: {
          title: of.title,
          theme: of.theme,
          owner: owner ? { member: owner.member, name: owner.name } : null,
          mergedInto: of.mergedInto ? madeBefore(ground, `concern:${of.mergedInto}`) : null,
          indicator: '',
          figure:
            key === 'caseloads'
              ? {
                  value: '14 over the agreed line',
                  on: daysAgo(ground, 40),
                  base: 'of 62 workers',
                  source: 'the service’s own return, read at the last meeting',
                }
              : null,
          closed: null,
        },
        by: owner?.member ?? ground.people.get('secretary')?.member ?? null,
        at: noonOf(daysAgo(ground, 120)),
      })
      ground.made.set(`concern:${key}`, made.id)
      for (const { visit, team, people, words } of of.heard) {
        const at =
          visit === null ? null : await visitBook.get(scope, madeBefore(ground, `visit:${visit}`))
        const on = at?.body.on ?? addDays(ground.today, -12)
        await hearingBook.make(scope, {
          body: {
            concern: made.id,
            words,
            theme: of.theme,
            on,
            visit: at?.id ?? null,
            site: at?.body.site ?? null,
            team: team === null ? null : (ground.teams.get(team) ?? null),
            people,
            fromHome: at === null,
            code: null,
          },
          by: null,
          at: noonOf(on),
        })
      }
    }
  })
}
