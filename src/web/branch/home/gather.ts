import { addDays, count, longDate } from '../../../kit/index.ts'
import type { BranchPerson } from '../../../core/branch-rights/index.ts'
import {
  clockOf,
  demandStateWords,
  homeOf,
  nearDay,
  type DemandState,
  type HomeVisit,
} from '../../../core/bargaining/index.ts'
import type { ConcernRow } from '../../../branch/concerns/index.ts'
import type { Contact } from '../../../branch/reps/index.ts'
import type { VisitView } from '../../../branch/rounds/index.ts'
import { addressOf } from '../addresses.ts'
import type { Branch } from '../deps.ts'
import type { Here } from '../here.ts'
import type { FrontView } from './front.tsx'
import type { ConcernLine, HomeView, LineTo, MembersPart, OfficersPart, RepsPart } from './views.ts'

/** The rooms that a first page looks into. */
type Rooms = Pick<
  Branch,
  'rounds' | 'concerns' | 'programme' | 'outcomes' | 'negotiation' | 'promises' | 'reps' | 'desk'
>

/** How many lines of each kind a first page has; the rest is a page of its own. */
const SOME = 5

type At = Pick<Here, 'to' | 'today' | 'organisation'>

/** Everything that somebody's first page says, from the rooms as they see them. */
export async function homeOfPerson(
  here: At & Pick<Here, 'may'>,
  person: BranchPerson,
  rooms: Rooms,
): Promise<HomeView> {
  const ledger = await rooms.concerns.ledger(here.organisation)
  const visits = await visitsAhead(here, rooms)
  return {
    today: here.today,
    name: person.name,
    officers: here.may('negotiation.edit')
      ? await officersPart(here, rooms, ledger.rows[0] ?? null, visits)
      : null,
    reps: here.may('rounds.edit') ? await repsPart(here, person, rooms, ledger.rows) : null,
    members: await membersPart(here, rooms, ledger, visits),
  }
}

/** Visits of every round that still has some ahead, the soonest first. */
async function visitsAhead({ organisation, today }: At, { rounds }: Rooms): Promise<VisitView[]> {
  const { rounds: all } = await rounds.list(organisation)
  const going = all.filter(({ last }) => last !== null && last >= today)
  const views = await Promise.all(going.map(({ id }) => rounds.round(organisation, id)))
  return views
    .flatMap((view) => view?.all ?? [])
    .filter(({ on, state }) => on >= today && state === 'planned')
    .sort((a, b) => (a.on === b.on ? (a.at ?? 0) - (b.at ?? 0) : a.on < b.on ? -1 : 1))
}

async function officersPart(
  here: At,
  rooms: Rooms,
  first: ConcernRow | null,
  visits: readonly VisitView[],
): Promise<OfficersPart> {
  const of = here.organisation
  const [promises, counted, log, programme, overdue] = [
    await rooms.promises.counted(of),
    await rooms.negotiation.counted(of),
    await rooms.negotiation.log(of, null),
    await rooms.programme.programme(of),
    await rooms.promises.list(of),
  ]
  const concern = first && (await rooms.concerns.concern(of, first.id))
  return {
    words: homeOf({
      on: here.today,
      promises,
      ...counted,
      visits: visits.map(homeVisit),
      demands: programme.demands.length,
      became: becameOf(programme.demands),
    }),
    needReps: visits.filter(needsRep).map((visit) => visitLine(here, visit, true)),
    overdue: overdue.rows
      .filter(({ standing }) => standing.state === 'overdue')
      .slice(0, SOME)
      .map(({ id, body, words }) => ({
        words: body.words,
        href: addressOf(here, 'promise', id),
        more: `${body.by}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
      })),
    waiting: log.waiting.slice(0, SOME).map((point) => ({
      words: point.words,
      href: here.to('/negotiation'),
      more: `${point.to.name}, asked on ${longDate(point.askedOn)}: ${count(point.waits ?? 0, 'day')} without an answer`,
    })),
    path: concern && {
      title: concern.title,
      href: addressOf(here, 'concern', concern.id),
      path: concern.path,
    },
    programme: here.to('/programme'),
  }
}

const needsRep = ({ reps, state }: VisitView): boolean => state === 'planned' && reps.length === 0

const homeVisit = (visit: VisitView): HomeVisit => ({
  on: visit.on,
  time: visit.at === null ? '' : clockOf(visit.at),
  where: `${visit.round.name}, ${visit.site.name}`,
  needsRep: needsRep(visit),
})

/** What became of demands that went further than being agreed or put, in the order of their states. */
const becameOf = (demands: readonly { state: DemandState }[]): { words: string; count: number }[] =>
  (['won', 'partly-won', 'in-dispute', 'put'] as const).map((state) => ({
    words: demandStateWords[state].toLowerCase(),
    count: demands.filter((demand) => demand.state === state).length,
  }))

/** @param told whether the reader sees who goes: without, nobody seems to. */
function visitLine(here: At, visit: VisitView, told: boolean): LineTo {
  const time = visit.at === null ? '' : ` ${clockOf(visit.at)}`
  const room = visit.room === '' ? '' : `, ${visit.room}`
  return {
    words: `${visit.site.name}, ${nearDay(visit.on, here.today)}${time}`,
    href: addressOf(here, 'visit', visit.id),
    more: `${visit.round.name}${room}${told && needsRep(visit) ? ' (rep needed)' : ''}`,
  }
}

/** Notes of visits longer ago than this many days are asked for no more. */
const LATELY = 120

async function repsPart(
  here: At,
  person: BranchPerson,
  { rounds }: Rooms,
  concerns: readonly ConcernRow[],
): Promise<RepsPart> {
  const of = here.organisation
  const { rounds: all } = await rounds.list(of)
  const views = await Promise.all(
    all
      .filter(({ last }) => last !== null && last >= addDays(here.today, -LATELY))
      .map(({ id }) => rounds.round(of, id)),
  )
  const own = views
    .flatMap((view) => view?.all ?? [])
    .filter(({ reps }) => reps.some(({ id }) => id === person.member))
  const past = own.filter(({ on, state }) => on <= here.today && state !== 'cancelled')
  const pages = await Promise.all(past.map(({ id }) => rounds.visit(of, id)))
  return {
    visits: own
      .filter(({ on, state }) => on >= here.today && state === 'planned')
      .map((visit) => visitLine(here, visit, true)),
    notes: pages
      .flatMap((visit) => (visit && visit.notes === null ? [visit] : []))
      .map((visit) => visitLine(here, visit, true)),
    owned: concerns
      .filter(({ owner }) => owner?.isReader === true)
      .map((row) => concernLine(here, row)),
  }
}

function concernLine(here: At, row: ConcernRow): ConcernLine {
  const rounds =
    row.ofRounds === 0 ? '' : `came up in ${row.rounds} of ${count(row.ofRounds, 'round')}, `
  return {
    place: row.place,
    words: row.title,
    href: addressOf(here, 'concern', row.id),
    more: `${row.theme.name}: ${rounds}first raised ${row.age} ago`,
  }
}

async function membersPart(
  here: At,
  rooms: Rooms,
  ledger: { rows: readonly ConcernRow[] },
  visits: readonly VisitView[],
): Promise<MembersPart> {
  const of = here.organisation
  const proposals = await rooms.programme.proposals(of)
  const { wins } = await rooms.outcomes.wins(of)
  const [first] = ledger.rows
  return {
    heard:
      first === undefined
        ? 'Members have raised nothing yet.'
        : `Members raised ${count(ledger.rows.length, 'concern')}. First among them: ${first.title}.`,
    first: ledger.rows.slice(0, SOME).map((row) => concernLine(here, row)),
    visits: visits.slice(0, 3).map((visit) => visitLine(here, visit, false)),
    own: proposals
      .filter(({ isMine }) => isMine)
      .slice(0, SOME)
      .map(({ id, title }) => ({ words: title, href: here.to(`/programme/proposals/${id}`) })),
    consultations: [
      ...(await rooms.desk.consultations.list(of))
        .filter(({ state }) => state === 'open')
        .map(({ id, title, closes }) => ({
          words: title,
          href: here.to(`/agreement/consultations/${id}`),
          more: `A draft of the agreement, until ${longDate(closes)}`,
        })),
      ...proposals
        .filter(({ isOpenForAnswers, answer }) => isOpenForAnswers && answer === null)
        .map(({ id, title }) => ({ words: title, href: here.to(`/programme/proposals/${id}`) })),
    ],
    wins: wins.slice(0, 3).map(({ id, title, wonOn }) => ({
      words: title,
      href: addressOf(here, 'win', id),
      more: longDate(wonOn),
    })),
  }
}

/** The branch’s front, from what it published: asked with the eyes of whoever passes by. */
export async function frontOf(here: At, rooms: Rooms): Promise<FrontView> {
  const of = here.organisation
  const published = await rooms.programme.published(of, null)
  const { wins } = await rooms.outcomes.publicWins(of)
  return {
    name: of.name,
    about: '',
    contact: contactLines(await rooms.reps.contact(of)),
    visits: (await visitsAhead(here, rooms)).slice(0, SOME).map((visit) => ({
      ...visitLine(here, visit, false),
      more: [visit.room, visit.town].filter((part) => part !== '').join(', ') || undefined,
    })),
    programme: published && {
      title: published.programme.title,
      published: `Published on ${longDate(published.on)}: ${count(published.programme.demands.length, 'demand')}.`,
      demands: published.programme.demands.map(({ title }) => title),
      href: here.to('/programme'),
    },
    wins: wins.slice(0, SOME).map(({ id, title, wonOn }) => ({
      words: title,
      href: addressOf(here, 'win', id),
      more: longDate(wonOn),
    })),
    join: {
      words:
        'Whoever works here can join. A rep tells you how, and nobody at work is told that you asked.',
      href: null,
    },
  }
}

function contactLines(contact: { body: Contact } | null): FrontView['contact'] {
  if (contact === null) return []
  const { phone, mail, street, town, postcode, hours } = contact.body
  return [
    { label: 'Phone', words: phone },
    { label: 'Email', words: mail, href: `mailto:${mail}` },
    { label: 'Address', words: [street, town, postcode].filter((part) => part !== '').join(', ') },
    { label: 'When', words: hours },
  ].filter(({ words }) => words !== '')
}
