import { byText, count, type IsoDate } from '../../kit/index.ts'
import { handoversOf, heardAt, staleContacts, unanswered } from '../../core/bargaining/index.ts'
import type { ContactBody } from '../negotiation/index.ts'
import {
  countedContact,
  countedHearing,
  countedQuestion,
  countedSeat,
  countedTask,
  type CommitteeBody,
  type ContactHandoverBody,
  type CouncillorContactBody,
  type CouncillorQuestionBody,
  type HearingBody,
  type OutsideSeatBody,
  type SeatBody,
} from './kinds.ts'
import type {
  CouncillorsView,
  HandoverRow,
  HearingsView,
  Named,
  OutsideSeatRow,
  QuestionRow,
} from './views.ts'

interface Of<B> {
  id: string
  number: number
  body: B
}

export interface DeskRecords {
  contacts: readonly Of<ContactBody>[]
  committees: readonly Of<CommitteeBody>[]
  seats: readonly Of<SeatBody>[]
  kept: readonly Of<CouncillorContactBody>[]
  tasks: readonly Of<ContactHandoverBody>[]
  questions: readonly Of<CouncillorQuestionBody>[]
}

const namer =
  (names: ReadonlyMap<string, string>, none: string) =>
  (id: string): Named => ({ id, name: names.get(id) ?? none })

export const committeeNamer = (committees: readonly Of<CommitteeBody>[]): ((id: string) => Named) =>
  namer(new Map(committees.map(({ id, body }) => [id, body.name])), 'A committee no longer listed')

const personNamer = (contacts: readonly Of<ContactBody>[]): ((id: string) => Named) =>
  namer(new Map(contacts.map(({ id, body }) => [id, body.name])), 'Somebody no longer listed')

const byName = (a: Named, b: Named): number => byText(a.name, b.name) || byText(a.id, b.id)

/** `The union was heard at 0 of 6 hearings.` */
export function heardWords({ heard, of }: { heard: number; of: number }): string {
  if (of === 0) return 'No hearing is noted yet.'
  return `The union was heard at ${heard} of ${count(of, 'hearing')}.`
}

export function hearingsView(
  hearings: readonly Of<HearingBody>[],
  committees: readonly Of<CommitteeBody>[],
  today: IsoDate,
): HearingsView {
  const counted = heardAt(
    hearings.map(({ id, body }) => countedHearing(id, body)),
    today,
  )
  const nameOf = committeeNamer(committees)
  return {
    ...counted,
    sentence: heardWords(counted),
    rows: hearings
      .map(({ id, number, body }) => ({
        id,
        number,
        body,
        committee: nameOf(body.committee),
        unionHeard: body.speakers.some((one) => one.for === 'union'),
      }))
      .sort((a, b) => byText(b.body.on, a.body.on) || byText(a.id, b.id)),
  }
}

/** Councillors, their seats, who keeps in touch, what is to be handed over and what was asked. */
export function councillorsView(records: DeskRecords, today: IsoDate): CouncillorsView {
  const { contacts, committees, seats, kept, tasks, questions } = records
  const personOf = personNamer(contacts)
  const committeeOf = committeeNamer(committees)
  const stale = staleContacts(
    kept.map(({ body }) => countedContact(body)),
    seats.map(({ body }) => countedSeat(body)),
    today,
  )
  const taskOf = new Map(tasks.map((task) => [task.id, task]))
  const handovers = handoversOf(
    stale,
    tasks.map(({ id, body }) => countedTask(id, body)),
    today,
  ).map(({ stale: one, task, state }): HandoverRow => ({
    task: (task && taskOf.get(task.id)) ?? null,
    state,
    councillor: personOf(one.contact.councillor),
    committee: committeeOf(one.contact.committee),
    leftOn: one.leftOn,
    keptBy: one.contact.keptBy ?? '',
    sitsNow: one.sitsNow.map(personOf).sort(byName),
  }))
  const isStale = (body: CouncillorContactBody): boolean =>
    stale.some(
      ({ contact }) =>
        contact.councillor === body.councillor && contact.committee === body.committee,
    )
  const rows = questionRows(questions, personOf, today)
  return {
    sentence: deskWords(handovers, rows),
    seats: seats
      .map(({ id, number, body }) => ({
        id,
        number,
        body,
        councillor: personOf(body.councillor),
        committee: committeeOf(body.committee),
        sitsNow: body.from <= today && (body.until === null || body.until >= today),
      }))
      .sort(
        (a, b) =>
          byName(a.committee, b.committee) ||
          Number(b.sitsNow) - Number(a.sitsNow) ||
          byName(a.councillor, b.councillor) ||
          byText(a.body.from, b.body.from),
      ),
    contacts: kept
      .map(({ id, number, body }) => ({
        id,
        number,
        body,
        councillor: personOf(body.councillor),
        committee: committeeOf(body.committee),
        isStale: isStale(body),
      }))
      .sort((a, b) => byName(a.councillor, b.councillor)),
    handovers,
    questions: rows,
    councillors: contacts
      .filter(({ body }) => body.side === 'council-members')
      .map(({ id, body }) => ({ id, name: body.name }))
      .sort(byName),
    committees: committees.map(({ id, body }) => ({ id, name: body.name })).sort(byName),
  }
}

function questionRows(
  questions: readonly Of<CouncillorQuestionBody>[],
  personOf: (id: string) => Named,
  today: IsoDate,
): QuestionRow[] {
  const waits = new Map(
    unanswered(
      questions.map(({ id, body }) => countedQuestion(id, body)),
      today,
    ).map(({ point, days }) => [point.id, days]),
  )
  return questions
    .map(({ id, number, body }) => ({
      id,
      number,
      to: personOf(body.to),
      askedOn: body.askedOn,
      words: body.words,
      answeredOn: body.answeredOn,
      answer: body.answer,
      waits: waits.get(id) ?? null,
    }))
    .sort((a, b) => (b.waits ?? -1) - (a.waits ?? -1) || byText(b.askedOn, a.askedOn))
}

function deskWords(handovers: readonly HandoverRow[], questions: readonly QuestionRow[]): string {
  const open = handovers.filter(({ state }) => state !== 'done').length
  const waiting = questions.filter(({ waits }) => waits !== null)
  const first =
    open === 0
      ? 'No contact waits to be handed over.'
      : `${count(open, 'contact waits', 'contacts wait')} to be handed over.`
  const [longest] = waiting
  if (!longest) return `${first} No question waits for an answer.`
  return `${first} ${count(waiting.length, 'question waits', 'questions wait')} for an answer, ${waiting.length === 1 ? '' : 'the longest '}for ${count(longest.waits ?? 0, 'day')}.`
}

export const outsideRows = (
  seats: readonly Of<OutsideSeatBody>[],
  today: IsoDate,
): OutsideSeatRow[] =>
  seats
    .map(({ id, number, body }): OutsideSeatRow => {
      const past = body.meetings.filter(({ on }) => on <= today)
      const report = [...past]
        .sort((a, b) => byText(a.on, b.on))
        .filter((meeting) => meeting.report !== '')
        .at(-1)
      return {
        id,
        number,
        body,
        isHeld: body.from <= today && (body.until === null || body.until >= today),
        attended: past.filter(({ attended }) => attended).length,
        of: past.length,
        lastReport: report ? { on: report.on, words: report.report } : null,
      }
    })
    .sort((a, b) => Number(b.isHeld) - Number(a.isHeld) || byText(a.body.body, b.body.body))
