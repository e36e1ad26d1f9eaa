import { isoDate } from '../../../kit/index.ts'
import {
  councillorQuestions,
  councillorQuestionWords,
  type CouncillorQuestionBody,
} from '../../../branch/scrutiny/index.ts'
import { one } from '../../query.ts'
import { dayTyped, type Subject } from '../record-form/index.ts'
import { councillorsCrumb, councillorItems, pick, chosen, untilHint, names } from './choices.ts'

export const questionSubject: Subject<CouncillorQuestionBody> = {
  path: '/councillors/questions',
  action: 'scrutiny.edit',
  section: 'councillors',
  noun: 'question',
  kind: councillorQuestions.kind,
  keeper: (here) => here.branch.scrutiny.questions,
  headings: {
    begin: 'A question put to a councillor',
    change: 'A question, and its answer',
    button: 'Keep it',
  },
  lede: 'Until there is an answer, the days are counted.',
  fields: async (here) => [
    pick('to', 'To whom?', await councillorItems(here)),
    { kind: 'day', name: 'askedOn', label: 'Asked on' },
    { kind: 'words', name: 'words', label: 'The question', rows: 3 },
    {
      kind: 'words',
      name: 'answer',
      label: 'The answer',
      hint: 'Leave it blank while there is none.',
      rows: 3,
    },
    { kind: 'day', name: 'answeredOn', label: 'Answered on', hint: untilHint },
  ],
  typed: (body) => ({
    to: body.to,
    ...dayTyped('askedOn', body.askedOn),
    words: body.words,
    answer: body.answer,
    ...dayTyped('answeredOn', body.answeredOn),
  }),
  begun: (here) => ({
    to: one(here.query, 'to') ?? '',
    ...dayTyped('askedOn', isoDate(one(here.query, 'on') ?? '') ?? here.today),
  }),
  read(reading, fields, _held, today) {
    const askedOn = reading.pastDay('askedOn', today, 'Say on which day it was asked.')
    const answer = reading.upTo('answer', 8_000)
    const answeredOn = reading.day('answeredOn')
    if (answer !== '' && answeredOn === null) {
      reading.wrong('answeredOn', 'Say on which day the answer came.')
    }
    if (answer === '' && answeredOn !== null) {
      reading.wrong('answer', 'Write the answer, or leave its day blank.')
    }
    if (answeredOn !== null && answeredOn < askedOn) {
      reading.wrong('answeredOn', 'The answer is dated before the question.')
    }
    return {
      to: chosen(reading, fields, 'to', 'Choose to whom it was put.'),
      askedOn,
      words: reading.needed('words', 4_000, 'Write the question.'),
      answer,
      answeredOn,
    }
  },
  lines: async (here, body) => councillorQuestionWords(body, await names(here)),
  after: (here) => here.to('/councillors') + '#questions',
  list: '/councillors',
  crumbs: (here) => [councillorsCrumb(here)],
}
