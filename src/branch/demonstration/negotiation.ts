import { addDays, type IsoDate } from '../../kit/index.ts'
import { roundDays } from '../../core/bargaining/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import {
  contacts,
  employerConsultations,
  employerMeetings,
  employerPoints,
  recognisedBodies,
  type MeetingBody,
} from '../negotiation/index.ts'
import { promiseBook, type PromiseBody } from '../promises/index.ts'
import { daysAgo, madeBefore, noonOf, type DemonstrationGround } from './ground.ts'

const PEOPLE = [
  {
    key: 'director',
    name: 'Rowena Achterberg',
    title: 'Executive director, children and families',
  },
  { key: 'hr', name: 'Piers Ollenshaw', title: 'Head of people services' },
  { key: 'commissioner', name: 'Dilys Farnham', title: 'Commissioner for children’s services' },
] as const

const LUNCH = 12 * 60

const workingDay = (day: IsoDate): IsoDate => roundDays(day, 1)[0] ?? day

/**
 * The log: three meetings that the employer cancelled, one of them moved to another day and two lost;
 * points without an answer; promises, three of them overdue, and two that fall due next year.
 */
export async function demonstrationOfNegotiation(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const by = ground.people.get('secretary')?.member ?? null
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const writing = { by, at: noonOf(daysAgo(ground, 240)) }
    for (const { key, name, title } of PEOPLE) {
      const made = await contacts.make(scope, {
        body: {
          name,
          side: 'employer',
          posts: [
            { title, organisation: 'Fairborough council', from: daysAgo(ground, 700), until: null },
          ],
          reach: '',
        },
        ...writing,
      })
      ground.made.set(`contact:${key}`, made.id)
    }
    const union = await recognisedBodies.make(scope, {
      body: {
        name: 'Fairborough branch',
        scope: 'Staff of children’s services on the council’s own terms',
        from: daysAgo(ground, 4_000),
        until: null,
        source: 'Recognition agreement, schedule 1',
      },
      ...writing,
    })
    ground.made.set('body:branch', union.id)
    const consultation = await employerConsultations.make(scope, {
      body: {
        name: 'New teams at Ashby and Moreton',
        from: daysAgo(ground, 34),
        days: 45,
        until: null,
        source: 'The employer’s letter, which gives 45 days',
      },
      ...writing,
    })
    ground.made.set('consultation:teams', consultation.id)
    await meet(scope, ground, by)
    await ask(scope, ground, by)
    await promise(scope, ground, by)
  })
}

async function meet(
  scope: BranchScope,
  ground: DemonstrationGround,
  by: string | null,
): Promise<void> {
  const director = madeBefore(ground, 'contact:director')
  const hr = madeBefore(ground, 'contact:hr')
  const make = async (
    key: string,
    day: IsoDate,
    of: Partial<MeetingBody> & Pick<MeetingBody, 'subject'>,
  ): Promise<void> => {
    const on = workingDay(day)
    const made = await employerMeetings.make(scope, {
      body: {
        on,
        at: LUNCH,
        place: 'County Hall, committee room 3',
        asked: { on: addDays(on, -30), by: 'branch' },
        withPeople: [director, hr],
        bodies: [madeBefore(ground, 'body:branch')],
        forBranch: 'Secretary, chair and the reps of Moreton and Ashby',
        state: 'held',
        cancelled: null,
        movedTo: null,
        minutes: null,
        notes: '',
        consultation: null,
        ...of,
      },
      by,
      at: noonOf(addDays(on, -30) > ground.today ? ground.today : addDays(on, -30)),
    })
    ground.made.set(`meeting:${key}`, made.id)
  }
  const off = (on: IsoDate, days: number, reason: string): Partial<MeetingBody> => ({
    state: 'cancelled',
    cancelled: { by: 'employer', on: addDays(workingDay(on), -days), reason },
  })
  const spring = daysAgo(ground, 205)
  await make('first', spring, {
    subject: 'What members said in the spring',
    minutes: 70,
    notes: 'The director heard the first concerns and said that figures would follow.',
  })
  await make('caseloads', daysAgo(ground, 118), {
    subject: 'Caseloads and the line',
    minutes: 55,
    notes: 'Moved from an earlier day. The line was put; the employer would only call it a guide.',
  })
  const moved = daysAgo(ground, 140)
  await make('moved', moved, {
    subject: 'Caseloads and the line',
    ...off(moved, 1, 'The director was called away'),
    movedTo: madeBefore(ground, 'meeting:caseloads'),
  })
  const lost = daysAgo(ground, 75)
  await make('lost', lost, { subject: 'Progression', ...off(lost, 2, 'No officer was free') })
  const lostToo = daysAgo(ground, 33)
  await make('lost-too', lostToo, { subject: 'Buildings', ...off(lostToo, 0, '') })
  await make('last', daysAgo(ground, 20), {
    subject: 'New teams at Ashby and Moreton',
    minutes: 40,
    notes: 'Progression was settled. Family support was put off to the new year.',
    consultation: madeBefore(ground, 'consultation:teams'),
  })
  await make('next', addDays(ground.today, 11), {
    subject: 'Caseloads, notice for audits, rooms',
    state: 'planned',
  })
}

async function ask(
  scope: BranchScope,
  ground: DemonstrationGround,
  by: string | null,
): Promise<void> {
  const point = async (
    to: (typeof PEOPLE)[number]['key'],
    days: number,
    words: string,
    of: { concern?: string; demand?: string; answer?: string; about?: 'matter' | 'meeting' },
  ): Promise<void> => {
    const askedOn = daysAgo(ground, days)
    await employerPoints.make(scope, {
      body: {
        about: of.about ?? 'matter',
        words,
        to: madeBefore(ground, `contact:${to}`),
        meeting: null,
        askedOn,
        answeredOn: of.answer === undefined ? null : addDays(askedOn, 12),
        answer: of.answer ?? '',
        concerns: of.concern === undefined ? [] : [madeBefore(ground, `concern:${of.concern}`)],
        demands: of.demand === undefined ? [] : [madeBefore(ground, `demand:${of.demand}`)],
      },
      by,
      at: noonOf(askedOn),
    })
  }
  await point('commissioner', 41, 'A meeting with the commissioner about caseloads', {
    about: 'meeting',
    concern: 'caseloads',
  })
  await point('director', 29, 'How many workers are over the line in each team?', {
    concern: 'caseloads',
  })
  await point('hr', 25, 'Who may ask for lists overnight, and by what rule?', { demand: 'notice' })
  await point('director', 14, 'When will Quayside be warm?', { concern: 'building' })
  await point('hr', 100, 'May progression go on without the appraisal?', {
    demand: 'progression',
    answer: 'Yes, from the new policy on.',
  })
}

async function promise(
  scope: BranchScope,
  ground: DemonstrationGround,
  by: string | null,
): Promise<void> {
  const year = Number(ground.today.slice(0, 4))
  const make = async (
    key: string,
    said: number,
    of: Partial<PromiseBody> & Pick<PromiseBody, 'words' | 'due'>,
  ): Promise<void> => {
    const made = await promiseBook.make(scope, {
      body: {
        by: 'Executive director',
        contact: madeBefore(ground, 'contact:director'),
        saidOn: daysAgo(ground, said),
        meeting: null,
        document: '',
        line: '',
        kept: null,
        released: null,
        concerns: [],
        demands: [],
        ...of,
      },
      by,
      at: noonOf(daysAgo(ground, said)),
    })
    ground.made.set(`promise:${key}`, made.id)
  }
  const month = (days: number): string => daysAgo(ground, days).slice(0, 7)
  await make('figures', 118, {
    words: 'Figures of caseloads by team, every quarter',
    due: { kind: 'month', month: month(60) },
    meeting: madeBefore(ground, 'meeting:caseloads'),
    line: 'Figures by team will be shared each quarter.',
    concerns: [madeBefore(ground, 'concern:caseloads')],
    demands: [madeBefore(ground, 'demand:safe-line')],
  })
  await make('heating', 150, {
    words: 'Quayside is warm before the winter',
    by: 'Head of people services',
    due: { kind: 'day', on: daysAgo(ground, 12) },
    document: 'Letter to the branch',
    line: 'The heating will be replaced by the date above.',
    concerns: [madeBefore(ground, 'concern:building')],
  })
  await make('policy', 110, {
    words: 'The new policy on moving people between teams is sent to the branch',
    due: { kind: 'day', on: daysAgo(ground, 48) },
    document: 'Minutes of the joint committee',
    line: 'A draft is to be shared with trade unions.',
    concerns: [madeBefore(ground, 'concern:redeployment')],
  })
  await make('progression', 118, {
    words: 'Progression no longer waits for the appraisal',
    due: { kind: 'month', month: month(70) },
    meeting: madeBefore(ground, 'meeting:caseloads'),
    line: 'Progression is to be decided on its own.',
    demands: [madeBefore(ground, 'demand:progression')],
    kept: { on: daysAgo(ground, 66), evidence: 'Policy in force, section 4' },
  })
  await make('wellbeing', 20, {
    words: 'Work on wellbeing will begin',
    due: { kind: 'year', year: year + 1 },
    meeting: madeBefore(ground, 'meeting:last'),
    line: 'Work on wellbeing will begin next year.',
    concerns: [madeBefore(ground, 'concern:long-hours')],
  })
  await make('commissioner', 20, {
    words: 'The commissioner meets the branch twice a year',
    due: { kind: 'year', year: year + 1 },
    meeting: madeBefore(ground, 'meeting:last'),
    line: 'Meetings with the commissioner are promised for next year.',
    concerns: [madeBefore(ground, 'concern:caseloads')],
  })
}
