import { z } from 'zod'
import { isoDate, longDate, type IsoDate } from '../../kit/index.ts'
import { baselineWords, demandStates, demandStateWords } from '../../core/bargaining/index.ts'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)
const day = z.custom<IsoDate>((text) => typeof text === 'string' && isoDate(text) !== null)

export const baselineSchema = z.strictObject({
  value: words(200).min(1),
  on: day,
  /** Out of how many, or of what: a share says nothing without. */
  base: words(200).min(1),
  source: words(400).min(1),
})

export const demandSchema = z
  .strictObject({
    title: words(200).min(1),
    words: words(4_000).min(1),
    measure: words(1_000),
    /** Null: no figure yet. */
    baseline: baselineSchema.nullable(),
    target: words(1_000),
    /** Who it is for, kept as it was written: `ALL staff`. */
    scope: words(400),
    concerns: z.array(id).max(100),
    state: z.enum(demandStates),
    reason: words(2_000),
  })
  .refine(({ state, reason }) => state !== 'dropped' || reason !== '', {
    error: 'A demand is dropped with a reason.',
    path: ['reason'],
  })

const said = z.strictObject({ id, words: words(1_000).min(1) })

/** What the programme says beside its demands. There is one of it. */
export const programmeSchema = z.strictObject({
  title: words(200).min(1),
  opening: words(4_000),
  /** The demand that opens the caseload page. */
  caseload: id.nullable(),
  redLines: z.array(said).max(50),
  principles: z.array(said).max(50),
  /** When a statutory ballot runs, by its first and last day: members are asked nothing here meanwhile. */
  ballot: z.strictObject({ from: day, until: day }).nullable().default(null),
})

export const proposalStates = ['open', 'put', 'taken', 'merged', 'declined', 'withdrawn'] as const

/** What a member proposes: a new demand, or other words for one. */
export const proposalSchema = z
  .strictObject({
    what: z.enum(['demand', 'amendment']),
    /** The demand that it would change; null for a new one. */
    demand: id.nullable(),
    /** The demand's words when it was proposed, so that the difference can be read later too. */
    before: words(4_000),
    title: words(200),
    words: words(4_000).min(1),
    why: words(2_000),
    /** The day on which it was made. */
    on: day,
    state: z.enum(proposalStates),
    /** The question that members are asked, and until when. */
    put: z.strictObject({ question: words(400).min(1), on: day, until: day }).nullable(),
    decided: z
      .strictObject({ on: day, reason: words(2_000).min(1), into: id.nullable() })
      .nullable(),
  })
  .refine(({ what, demand, title }) => (what === 'demand' ? title !== '' : demand !== null), {
    error: 'A new demand has a title; an amendment says what it amends.',
  })
  .refine(
    ({ state, decided }) => ['taken', 'merged', 'declined'].includes(state) === (decided !== null),
    { error: 'What became of a proposal is said with its reason.' },
  )

export type DemandBody = z.infer<typeof demandSchema>
export type ProgrammeBody = z.infer<typeof programmeSchema>
export type ProposalBody = z.infer<typeof proposalSchema>
export type ProposalState = (typeof proposalStates)[number]

/** A published programme, whole: what it said that day is in it, not looked up. */
export const frozenSchema = z.strictObject({
  title: words(200),
  opening: words(4_000),
  demands: z.array(
    z.strictObject({
      id,
      title: words(200),
      words: words(4_000),
      measure: words(1_000),
      baseline: baselineSchema.nullable(),
      target: words(1_000),
      scope: words(400),
      state: z.enum(demandStates),
      reason: words(2_000),
      isCaseload: z.boolean(),
    }),
  ),
  redLines: z.array(said),
  principles: z.array(said),
})

type Labelled = { label: string; words: string }

/** A demand as its versions are compared: each field's words. */
export const demandWords = (demand: DemandBody): Labelled[] => [
  { label: 'Title', words: demand.title },
  { label: 'Words', words: demand.words },
  { label: 'How it is measured', words: demand.measure },
  { label: 'Where it started', words: baselineWords(demand.baseline) },
  { label: 'What is asked for', words: demand.target },
  { label: 'Who it is for', words: demand.scope },
  { label: 'Where it stands', words: demandStateWords[demand.state] },
  { label: 'Reason', words: demand.reason },
]

export const programmeWords = (programme: ProgrammeBody): Labelled[] => [
  { label: 'Title', words: programme.title },
  { label: 'Opening', words: programme.opening },
  { label: 'Red lines', words: programme.redLines.map((one) => one.words).join('\n') },
  { label: 'Principles', words: programme.principles.map((one) => one.words).join('\n') },
  {
    label: 'Statutory ballot',
    words:
      programme.ballot === null
        ? ''
        : `${longDate(programme.ballot.from)} to ${longDate(programme.ballot.until)}`,
  },
]

export const proposalStateWords: Readonly<Record<ProposalState, string>> = {
  open: 'Waits for an officer',
  put: 'Put to the members',
  taken: 'Taken into the programme',
  merged: 'Merged with a demand',
  declined: 'Not taken up',
  withdrawn: 'Withdrawn',
}

export const proposalWords = (proposal: ProposalBody): Labelled[] => [
  { label: 'Title', words: proposal.title },
  { label: 'Words', words: proposal.words },
  { label: 'Why', words: proposal.why },
  { label: 'Where it stands', words: proposalStateWords[proposal.state] },
  {
    label: 'Put to the members',
    words:
      proposal.put === null
        ? ''
        : `${proposal.put.question} Until ${longDate(proposal.put.until)}.`,
  },
  { label: 'Reason', words: proposal.decided?.reason ?? '' },
]
