import { bookOf } from '../records/index.ts'
import {
  agendaSchema,
  agendaWords,
  consultationFields,
  consultationSchema,
  contactSchema,
  contactWords,
  meetingSchema,
  meetingWords,
  pointSchema,
  pointWords,
  recognisedBodySchema,
  recognisedBodyWords,
  type AgendaBody,
  type ConsultationBody,
  type ContactBody,
  type MeetingBody,
  type PointBody,
  type RecognisedBodyBody,
} from './kinds.ts'

export const contacts = bookOf<ContactBody>({
  name: 'contact',
  noun: 'person',
  schema: contactSchema,
  audience: 'reps',
  words: contactWords,
})

export const recognisedBodies = bookOf<RecognisedBodyBody>({
  name: 'recognised-body',
  noun: 'recognised body',
  schema: recognisedBodySchema,
  audience: 'members',
  words: recognisedBodyWords,
})

export const employerMeetings = bookOf<MeetingBody>({
  name: 'employer-meeting',
  noun: 'meeting',
  schema: meetingSchema,
  audience: 'reps',
  words: (body) => meetingWords(body),
})

export const employerPoints = bookOf<PointBody>({
  name: 'employer-point',
  noun: 'point',
  schema: pointSchema,
  audience: 'reps',
  words: (body) => pointWords(body),
})

export const agendas = bookOf<AgendaBody>({
  name: 'meeting-agenda',
  noun: 'agenda',
  schema: agendaSchema,
  audience: 'reps',
  words: agendaWords,
})

export const employerConsultations = bookOf<ConsultationBody>({
  name: 'employer-consultation',
  noun: 'consultation',
  schema: consultationSchema,
  audience: 'members',
  words: consultationFields,
})
