import { bookOf } from '../records/index.ts'
import {
  committeeSchema,
  committeeWords,
  contactHandoverSchema,
  contactHandoverWords,
  councillorContactSchema,
  councillorContactWords,
  councillorQuestionSchema,
  councillorQuestionWords,
  hearingSchema,
  hearingWords,
  outsideSeatSchema,
  outsideSeatWords,
  seatSchema,
  seatWords,
  type CommitteeBody,
  type ContactHandoverBody,
  type CouncillorContactBody,
  type CouncillorQuestionBody,
  type HearingBody,
  type OutsideSeatBody,
  type SeatBody,
} from './kinds.ts'

export const committees = bookOf<CommitteeBody>({
  name: 'committee',
  noun: 'committee',
  schema: committeeSchema,
  audience: 'reps',
  words: committeeWords,
})

export const committeeSeats = bookOf<SeatBody>({
  name: 'committee-seat',
  noun: 'seat',
  schema: seatSchema,
  audience: 'reps',
  words: (body) => seatWords(body),
})

export const scrutinyHearings = bookOf<HearingBody>({
  name: 'scrutiny-hearing',
  noun: 'hearing',
  schema: hearingSchema,
  audience: 'reps',
  words: (body) => hearingWords(body),
})

export const councillorContacts = bookOf<CouncillorContactBody>({
  name: 'councillor-contact',
  noun: 'contact',
  schema: councillorContactSchema,
  audience: 'reps',
  words: (body) => councillorContactWords(body),
})

export const contactHandovers = bookOf<ContactHandoverBody>({
  name: 'contact-handover',
  noun: 'handover',
  schema: contactHandoverSchema,
  audience: 'reps',
  words: (body) => contactHandoverWords(body),
})

export const outsideSeats = bookOf<OutsideSeatBody>({
  name: 'outside-seat',
  noun: 'seat elsewhere',
  schema: outsideSeatSchema,
  audience: 'reps',
  words: outsideSeatWords,
})

export const councillorQuestions = bookOf<CouncillorQuestionBody>({
  name: 'councillor-question',
  noun: 'question',
  schema: councillorQuestionSchema,
  audience: 'reps',
  words: (body) => councillorQuestionWords(body),
})
