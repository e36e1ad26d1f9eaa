import { addDays } from '../../kit/index.ts'
import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { demandBook, programmeDoor, proposalBook, type DemandBody } from '../programme/index.ts'
import { support } from '../../store/branch/index.ts'
import {
  daysAgo,
  madeBefore,
  noonOf,
  type DemonstrationConcern,
  type DemonstrationGround,
} from './ground.ts'

interface DemandOf extends Pick<
  DemandBody,
  'title' | 'words' | 'measure' | 'target' | 'state' | 'reason'
> {
  key: string
  scope?: string
  baseline?: string
  concerns: DemonstrationConcern[]
}

const DEMANDS: DemandOf[] = [
  {
    key: 'safe-line',
    title: 'A line above which nobody is given another case',
    words:
      'The council and the branch agree a line. Above it nobody is given another case without a decision that both can read.',
    measure: 'Workers over the line, of all who carry cases',
    baseline: '14 over the line',
    target: 'Nobody over the line for longer than four weeks',
    concerns: ['caseloads'],
    state: 'in-dispute',
    reason: 'The employer says that the line can only be a guide.',
  },
  {
    key: 'scope',
    title: 'Every change is for ALL staff',
    words:
      'What is agreed holds for ALL staff of children’s services: permanent, agency and sessional, qualified or not.',
    measure: 'Groups of staff left out of an agreement',
    target: 'None',
    scope: 'ALL staff',
    concerns: ['career'],
    state: 'put',
    reason: '',
  },
  {
    key: 'progression',
    title: 'Progression on the work, not on the form',
    words: 'Moving up a grade no longer waits for a yearly appraisal.',
    measure: 'Applications decided within two months',
    baseline: '9 of 31',
    target: 'All of them',
    concerns: ['progression'],
    state: 'won',
    reason: '',
  },
  {
    key: 'notice',
    title: 'Three working days for any list or audit',
    words:
      'Lists and audits are asked for with three working days’ notice, and once, by one person.',
    measure: 'Demands with less notice, a month',
    target: 'None',
    concerns: ['data-requests', 'long-hours'],
    state: 'put',
    reason: '',
  },
  {
    key: 'caseloads',
    title: 'A fair caseload management system',
    words:
      'Cases are counted in hours, by an agreement that both sides sign, with every figure open to the worker it is about.',
    measure: 'Whether it runs, and is signed by both',
    target: 'In use in every team within a year',
    concerns: ['caseloads', 'supervision'],
    state: 'partly-won',
    reason: '',
  },
  {
    key: 'quiet-room',
    title: 'A quiet room at every site',
    words: 'At each site a room with a door, for calls about children.',
    measure: 'Sites with such a room, of five',
    baseline: '2 of 5',
    target: '5 of 5',
    concerns: ['desks', 'building'],
    state: 'agreed',
    reason: '',
  },
  {
    key: 'speaking-up',
    title: 'A way to say that something is wrong, outside of one’s line',
    words:
      'Somebody outside of the service hears what is wrong, and says within ten working days what came of it.',
    measure: 'Staff who say that they can speak up, of those asked',
    target: 'Three in four',
    concerns: ['challenge'],
    state: 'agreed',
    reason: '',
  },
]

/** Seven demands, the programme published once and changed since, and what members proposed. */
export async function demonstrationOfProgramme(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const secretary = ground.people.get('secretary')
  if (!secretary) throw new Error('No secretary')
  const { organisation } = ground
  const at = noonOf(daysAgo(ground, 96)).getTime()
  await deps.store.inOrganisation(branchId(organisation), async (scope) => {
    for (const [later, { key, scope: forWhom, baseline, concerns, ...of }] of DEMANDS.entries()) {
      const made = await demandBook.make(scope, {
        body: {
          ...of,
          scope: forWhom ?? '',
          baseline:
            baseline === undefined
              ? null
              : {
                  value: baseline,
                  on: daysAgo(ground, 110),
                  base: 'counted by reps at the visits of round 1',
                  source: 'notes of round 1',
                },
          concerns: concerns.map((concern) => madeBefore(ground, `concern:${concern}`)),
        },
        by: secretary.member,
        at: new Date(at + later * 60_000),
      })
      ground.made.set(`demand:${key}`, made.id)
    }
  })
  await publish(deps, ground, secretary)
  await propose(deps, ground)
}

async function publish(
  deps: BranchDeps,
  ground: DemonstrationGround,
  secretary: BranchPerson,
): Promise<void> {
  const { organisation } = ground
  const then = { ...deps, today: () => daysAgo(ground, 88), now: () => noonOf(daysAgo(ground, 88)) }
  const door = programmeDoor(then, secretary)
  const plain = await door.savePlain(
    organisation,
    {
      title: 'Programme for change',
      opening:
        'Members named these in two rounds of meetings. It is only the beginning: propose what is missing.',
      redLines:
        'No pay rise for senior managers alone\nNobody loses hours or grade by what is agreed',
      principles: 'What is agreed is written down\nFigures are open to those they are about',
      caseload: madeBefore(ground, 'demand:caseloads'),
      ballot: null,
    },
    null,
  )
  if (!plain.ok) throw new Error(plain.problem.sentence)
  const published = await door.publish(organisation)
  if (!published.ok) throw new Error(published.problem.sentence)
}

/** One proposal waits, one is put to the members, one was merged, one taken after most members agreed. */
async function propose(deps: BranchDeps, ground: DemonstrationGround): Promise<void> {
  const [first, second, third] = ground.members
  const on = daysAgo(ground, 9)
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const plain = {
      what: 'demand',
      demand: null,
      before: '',
      why: '',
      on,
      put: null,
      decided: null,
    } as const
    await proposalBook.make(scope, {
      body: {
        ...plain,
        title: 'Cover for somebody on long leave from their first week',
        words:
          'When somebody is away for longer than a month, their cases have a worker from the first week.',
        state: 'open',
      },
      by: first?.member ?? null,
      at: noonOf(on),
    })
    await proposalBook.make(scope, {
      body: {
        ...plain,
        title: 'One day a month for records',
        words: 'One day a month without new work, for records and chronologies.',
        why: 'There is no other time for them.',
        state: 'put',
        put: {
          question: 'Should one day a month for records be a demand?',
          on: daysAgo(ground, 4),
          until: addDays(ground.today, 10),
        },
      },
      by: second?.member ?? null,
      at: noonOf(on),
    })
    await proposalBook.make(scope, {
      body: {
        ...plain,
        title: 'Mend the heating',
        words: 'The heating at Quayside is mended before the winter.',
        state: 'merged',
        decided: {
          on: daysAgo(ground, 2),
          reason: 'It is a fault and has its own promise; the demand for rooms holds the rest.',
          into: madeBefore(ground, 'demand:quiet-room'),
        },
      },
      by: third?.member ?? null,
      at: noonOf(on),
    })
    const asked = daysAgo(ground, 60)
    const { id } = await proposalBook.make(scope, {
      body: {
        ...plain,
        on: daysAgo(ground, 70),
        what: 'amendment',
        demand: madeBefore(ground, 'demand:quiet-room'),
        before: 'At each site a quiet room.',
        title: '',
        words: 'At each site a room with a door, for calls about children.',
        why: 'A corner with a screen was called a quiet room.',
        state: 'taken',
        put: {
          question: 'Should it say what the room is for?',
          on: asked,
          until: addDays(asked, 14),
        },
        decided: {
          on: addDays(asked, 16),
          reason: 'Most who answered agreed, and it says what is meant.',
          into: madeBefore(ground, 'demand:quiet-room'),
        },
      },
      by: ground.members[3]?.member ?? null,
      at: noonOf(daysAgo(ground, 70)),
    })
    for (const [n, { member }] of ground.members.slice(0, 26).entries()) {
      const answer = n < 21 ? 'agree' : n < 24 ? 'disagree' : 'pass'
      await support.set(scope, { question: id, member, answer, on: addDays(asked, 1 + (n % 12)) })
    }
  })
}
