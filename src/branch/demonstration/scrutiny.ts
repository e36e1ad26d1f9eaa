import { branchId, type BranchDeps } from '../deps.ts'
import { contacts } from '../negotiation/index.ts'
import {
  committees,
  committeeSeats,
  councillorContacts,
  councillorQuestions,
  outsideSeats,
  scrutinyHearings,
} from '../scrutiny/index.ts'
import { daysAgo, madeBefore, noonOf, type DemonstrationGround } from './ground.ts'

const COUNCILLORS = [
  { key: 'left', name: 'Councillor Ottoline Burke', until: 190 },
  { key: 'chair', name: 'Councillor Desmond Achebe-Hall', until: null },
  { key: 'new', name: 'Councillor Nia Pryce', until: null },
] as const

const HEARINGS: [days: number, subject: string, speakers: ('executive' | 'officers')[]][] = [
  [300, 'Recruitment and staying', ['executive', 'officers']],
  [210, 'The inspection’s findings', ['executive', 'officers']],
  [120, 'Caseloads in children’s services', ['officers']],
  [30, 'New teams at Ashby and Moreton', ['executive']],
]

/** Four hearings at which nobody spoke for the union, a contact who left the committee, a seat elsewhere. */
export async function demonstrationOfScrutiny(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const by = ground.people.get('secretary')?.member ?? null
  const writing = { by, at: noonOf(daysAgo(ground, 310)) }
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const committee = await committees.make(scope, {
      body: { name: 'Children’s scrutiny committee', of: 'Fairborough council' },
      ...writing,
    })
    for (const { key, name, until } of COUNCILLORS) {
      const made = await contacts.make(scope, {
        body: {
          name,
          side: 'council-members',
          posts: [
            {
              title: 'Councillor',
              organisation: 'Fairborough council',
              from: daysAgo(ground, 900),
              until: null,
            },
          ],
          reach: '',
        },
        ...writing,
      })
      ground.made.set(`councillor:${key}`, made.id)
      await committeeSeats.make(scope, {
        body: {
          councillor: made.id,
          committee: committee.id,
          role: key === 'chair' ? 'Chair' : '',
          from: daysAgo(ground, key === 'new' ? 189 : 900),
          until: until === null ? null : daysAgo(ground, until),
        },
        ...writing,
      })
    }
    for (const councillor of ['left', 'chair'] as const) {
      await councillorContacts.make(scope, {
        body: {
          councillor: madeBefore(ground, `councillor:${councillor}`),
          committee: committee.id,
          keptBy: 'Branch chair',
        },
        ...writing,
      })
    }
    for (const [days, subject, speakers] of HEARINGS) {
      await scrutinyHearings.make(scope, {
        body: {
          committee: committee.id,
          on: daysAgo(ground, days),
          subject,
          speakers: speakers.map((side) => ({
            name: side === 'executive' ? 'The lead member' : 'Rowena Achterberg',
            for: side,
          })),
          note: '',
        },
        by,
        at: noonOf(daysAgo(ground, days)),
      })
    }
    await councillorQuestions.make(scope, {
      body: {
        to: madeBefore(ground, 'councillor:chair'),
        askedOn: daysAgo(ground, 50),
        words: 'May the union speak when caseloads are next before the committee?',
        answeredOn: null,
        answer: '',
      },
      by,
      at: noonOf(daysAgo(ground, 50)),
    })
    await outsideSeats.make(scope, {
      body: {
        body: 'Fairborough trades council',
        holder: 'Branch treasurer',
        from: daysAgo(ground, 500),
        until: null,
        meetings: [
          {
            on: daysAgo(ground, 70),
            attended: true,
            report: 'Spoke of caseloads; support for the programme.',
          },
          { on: daysAgo(ground, 10), attended: false, report: '' },
        ],
      },
      ...writing,
    })
  })
}
