import { addDays, type IsoDate } from '../../kit/index.ts'
import type {
  AdopterHousehold,
  Authority,
  CarePeriod,
  Episode,
  SimChild,
  SimWorker,
} from './model.ts'

/**
 * The same authority as it was known on an earlier day: nothing that happened after it, and what
 * ended after it still open. `day` at or after the last day gives the authority itself.
 */
export function authorityOn(authority: Authority, day: IsoDate): Authority {
  if (day >= authority.on) return authority
  const children: SimChild[] = []
  for (const child of authority.children) {
    const seen = childOn(child, day)
    if (seen) children.push(seen)
  }
  return {
    ...authority,
    on: day,
    workers: authority.workers.filter((w) => w.started <= day).map((w) => workerOn(w, day)),
    children,
    adopters: authority.adopters.flatMap((household) => adoptersOn(household, day)),
  }
}

const known = (date: IsoDate | null, day: IsoDate): IsoDate | null =>
  date !== null && date <= day ? date : null

function childOn(child: SimChild, day: IsoDate): SimChild | null {
  const episodes = child.episodes.filter((e) => e.referral <= day).map((e) => episodeOn(e, day))
  const contacts = child.contacts.filter((c) => c.date <= day)
  const earlyHelp = child.earlyHelp
    .filter((e) => e.start <= day)
    .map((e) => ({ ...e, completed: known(e.completed, day) }))
  if (episodes.length + contacts.length + earlyHelp.length === 0) return null
  return {
    ...child,
    episodes,
    contacts,
    earlyHelp,
    leaving: child.leaving && child.leaving.from <= day ? child.leaving : null,
    involvements: child.involvements
      .filter((i) => i.start <= day)
      .map((i) => ({ ...i, end: known(i.end, day) })),
  }
}

function episodeOn(episode: Episode, day: IsoDate): Episode {
  const closed = known(episode.closed, day)
  const assessments = episode.assessments.filter((a) => a.start <= day)
  const needPlans = episode.needPlans.filter((p) => p.start <= day)
  const protectionPlans = episode.protectionPlans.filter((p) => p.start <= day)
  const care = episode.care.filter((c) => c.start <= day)
  const enquiries = episode.enquiries.filter((e) => e.start <= day)
  const something = assessments.length + needPlans.length + protectionPlans.length + care.length > 0
  return {
    ...episode,
    // Until it is closed nobody knows what a referral will come to.
    outcome: closed === null ? 'services' : episode.outcome,
    start: something || episode.assessments.length === 0 ? episode.start : null,
    closed,
    closureReason: closed === null ? null : episode.closureReason,
    assessments: assessments.map((a) => {
      const authorised = known(a.authorised, day)
      return { ...a, authorised, needsSupport: authorised === null ? null : a.needsSupport }
    }),
    enquiries: enquiries.map((e) => {
      const decided = known(e.decided, day)
      const conference = known(e.conference, day)
      return {
        start: e.start,
        decided,
        conferenceNeeded: decided === null ? null : e.conferenceNeeded,
        conference,
        ledToPlan: conference === null ? null : e.ledToPlan,
      }
    }),
    needPlans: needPlans.map((p) => ({ ...p, end: known(p.end, day) })),
    protectionPlans: protectionPlans.map((p) => ({
      ...p,
      end: known(p.end, day),
      reviews: p.reviews.filter((r) => r <= day),
    })),
    care: care.map((period) => careOn(period, day)),
  }
}

function careOn(period: CarePeriod, day: IsoDate): CarePeriod {
  const ceased = known(period.ceased, day)
  const { adoption } = period
  return {
    ...period,
    ceased,
    reason: ceased === null ? null : period.reason,
    legal: period.legal.filter((l) => l.from <= day),
    placements: period.placements
      .filter((p) => p.start <= day)
      .map((p) => {
        const end = known(p.end, day)
        return { ...p, end, changeReason: end === null ? null : p.changeReason }
      }),
    reviews: period.reviews.filter((r) => r <= day),
    adoption:
      adoption && adoption.decision <= day
        ? {
            ...adoption,
            placementOrder: known(adoption.placementOrder, day),
            matched: known(adoption.matched, day),
            placed: known(adoption.placed, day),
            order: known(adoption.order, day),
          }
        : null,
  }
}

function workerOn(worker: SimWorker, day: IsoDate): SimWorker {
  // A resignation is known two months ahead, an agency contract's end from its beginning.
  const announced = worker.contract === 'agency' || (worker.left ?? '') <= addDays(day, 60)
  return {
    ...worker,
    left: announced ? worker.left : null,
    reductions: worker.reductions.filter((r) => r.from <= addDays(day, 30)),
  }
}

function adoptersOn(household: AdopterHousehold, day: IsoDate): AdopterHousehold[] {
  if (household.enquiry > day) return []
  return [
    {
      ...household,
      approved: known(household.approved, day),
      matched: known(household.matched, day),
    },
  ]
}
