import { daysBetween, type IsoDate } from '../../kit/index.ts'
import {
  compareProgrammes,
  inTold,
  reviewDue,
  supportShown,
  type FrozenProgramme,
  type ProgrammeChange,
} from '../../core/bargaining/index.ts'
import { programmeVersions, support, type BranchScope } from '../../store/branch/index.ts'
import type { Written } from '../records/index.ts'
import { changeOrder, onlyOne, there } from '../saved/index.ts'
import { demandBook, programmeBook } from './books.ts'
import { frozenSchema, type DemandBody, type ProgrammeBody, type ProposalBody } from './kinds.ts'
import type { DemandView, ProposalView, PublishedLine } from './views.ts'

const UNWRITTEN: ProgrammeBody = {
  title: 'A programme for change',
  opening: '',
  caseload: null,
  redLines: [],
  principles: [],
  ballot: null,
}

export const programmeId = (scope: BranchScope): string => onlyOne(scope, 'programme')

/** The programme's own words and order; what stands before anybody wrote it. */
export async function programmeIn(
  scope: BranchScope,
): Promise<{ number: number | null; body: ProgrammeBody }> {
  const written = await there(scope, programmeBook, programmeId(scope))
  return { number: written?.number ?? null, body: written?.body ?? UNWRITTEN }
}

/** A new demand stands after those that are there, in their order. */
export async function standLast(
  scope: BranchScope,
  id: string,
  writing: { by: string; at: Date },
): Promise<void> {
  const others = (await demandBook.list(scope)).flatMap((one) => (one.id === id ? [] : [one.id]))
  await changeOrder(scope, 'demands', (order) => [...inTold(order, others), id], writing)
}

export interface Demands {
  /** In the programme's order. */
  standing: DemandView[]
  dropped: DemandView[]
}

/** Demands in order; dropped ones apart, each with what it says and where it stands. */
export function demandsOf(
  programme: ProgrammeBody,
  order: readonly string[],
  written: readonly Written<DemandBody>[],
): Demands {
  const byId = new Map(written.map((one) => [one.id, one]))
  const told = inTold(
    order,
    written.map(({ id }) => id),
  ).flatMap((id) => byId.get(id) ?? [])
  const viewOf = (one: Written<DemandBody>, place: number | null): DemandView => ({
    ...one.body,
    id: one.id,
    number: one.number,
    place,
    isCaseload: programme.caseload === one.id,
    savedAt: one.savedAt,
    aside: one.aside,
  })
  const isDropped = (one: Written<DemandBody>): boolean => one.body.state === 'dropped'
  return {
    standing: told.filter((one) => !isDropped(one)).map((one, at) => viewOf(one, at + 1)),
    dropped: told.filter(isDropped).map((one) => viewOf(one, null)),
  }
}

/**
 * The programme as it would be published now: no draft, and of the dropped ones those that the last
 * published one still asked for, so that its readers learn what became of them.
 */
export function frozenOf(
  programme: ProgrammeBody,
  { standing, dropped }: Demands,
  last: FrozenProgramme | null,
): FrozenProgramme {
  const asked = new Set(
    last?.demands.filter(({ state }) => state !== 'dropped').map(({ id }) => id) ?? [],
  )
  const stated = [
    ...standing.filter(({ state }) => state !== 'draft'),
    ...dropped.filter(({ id }) => asked.has(id)),
  ]
  return {
    title: programme.title,
    opening: programme.opening,
    demands: stated.map((demand) => ({
      id: demand.id,
      title: demand.title,
      words: demand.words,
      measure: demand.measure,
      baseline: demand.baseline,
      target: demand.target,
      scope: demand.scope,
      state: demand.state,
      reason: demand.reason,
      isCaseload: demand.isCaseload,
    })),
    redLines: programme.redLines,
    principles: programme.principles,
  }
}

export const NOTHING: FrozenProgramme = {
  title: '',
  opening: '',
  demands: [],
  redLines: [],
  principles: [],
}

export interface Published {
  number: number
  on: IsoDate
  programme: FrozenProgramme
}

/** Every published programme, the first first. */
export const publishedIn = async (scope: BranchScope): Promise<Published[]> =>
  (await programmeVersions.list(scope)).map(({ number, on, body }) => ({
    number,
    on,
    programme: frozenSchema.parse(body),
  }))

export function lineOf({ number, on }: Published, isLast: boolean, today: IsoDate): PublishedLine {
  const reviewOn = reviewDue(on)
  return { number, on, reviewOn, isDueForReview: isLast && daysBetween(reviewOn, today) >= 0 }
}

/** What differs from the one before; everything where there is none. */
export const changesFrom = (
  before: FrozenProgramme | null,
  after: FrozenProgramme,
): ProgrammeChange[] => compareProgrammes(before ?? NOTHING, after)

/** A statutory ballot's days; null where none is set. */
export type Ballot = ProgrammeBody['ballot']

/** Whether members are being asked on a day: put to them, and its last day not past. */
export const isAskedOn = ({ state, put }: ProposalBody, today: IsoDate): boolean =>
  state === 'put' && put !== null && put.on <= today && today <= put.until

/** Whether a statutory ballot runs on some day of these. */
export const ballotRuns = (ballot: Ballot, from: IsoDate, until: IsoDate): boolean =>
  ballot !== null && ballot.from <= until && from <= ballot.until

/** What a reader's own eyes see of a proposal: its words, and what they answered themselves. */
export async function ownView(
  own: BranchScope,
  written: Written<ProposalBody>,
  of: {
    member: string | null
    today: IsoDate
    demands: readonly Written<DemandBody>[]
    ballot: Ballot
  },
): Promise<Omit<ProposalView, 'support'>> {
  const { body } = written
  const demand = of.demands.find(({ id }) => id === body.demand)
  const into = of.demands.find(({ id }) => id === body.decided?.into)
  return {
    ...body,
    // Other words for a demand go by its name.
    title: body.title || `Other words for “${demand?.body.title ?? 'a demand'}”`,
    id: written.id,
    number: written.number,
    madeOn: body.on,
    isMine: of.member !== null && written.madeBy === of.member,
    demandNow: demand
      ? {
          id: demand.id,
          title: demand.body.title,
          words: demand.body.words,
          number: demand.number,
        }
      : null,
    into: into ? { id: into.id, title: into.body.title } : null,
    isOpenForAnswers: isAskedOn(body, of.today),
    restsForBallot: ballotRuns(of.ballot, of.today, of.today),
    answer:
      body.put === null || of.member === null
        ? null
        : await support.get(own, written.id, of.member),
  }
}

/** What members said, as the house counts it and lets it be shown. */
export async function withSupport(
  house: BranchScope,
  views: readonly Omit<ProposalView, 'support'>[],
): Promise<ProposalView[]> {
  const shown: ProposalView[] = []
  for (const view of views) {
    const counts = view.put === null ? null : await support.counts(house, view.id)
    shown.push({ ...view, support: counts && supportShown(counts, view.isOpenForAnswers) })
  }
  return shown
}
