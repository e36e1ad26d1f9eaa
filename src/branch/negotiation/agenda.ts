import { count, longDate } from '../../kit/index.ts'
import {
  agendaFor,
  arranged,
  dueWords,
  waitWords,
  type AgendaItem,
  type Arrangement,
} from '../../core/bargaining/index.ts'
import { countedPromise, type PromiseBody } from '../promises/index.ts'
import { countedPoint, type AgendaBody, type ContactBody, type PointBody } from './kinds.ts'
import { namesOf, type Of } from './log.ts'
import type { AgendaLine, AgendaView, ConcernsBeside, MeetingRow } from './views.ts'

export interface AgendaRecords {
  meeting: MeetingRow
  promises: readonly Of<PromiseBody>[]
  points: readonly Of<PointBody>[]
  contacts: readonly Of<ContactBody>[]
  concerns: ConcernsBeside
  agenda: Of<AgendaBody> | null
}

const asItCame: Arrangement = { own: [], order: [], leftOut: [] }

/** The agenda of a meeting: made by itself, as officers arranged it, each line with why it stands there. */
export function agendaView(records: AgendaRecords): AgendaView {
  const { meeting, promises, points, concerns, agenda } = records
  const suggested = agendaFor({
    promises: promises.map(({ id, body }) => countedPromise(id, body)),
    points: points.map(({ id, body }) => countedPoint(id, body)),
    concerns: concerns.ranked,
    put: new Set(points.flatMap(({ body }) => body.concerns)),
    meeting: meeting.on,
  })
  const { items, leftOut } = arranged(suggested, agenda?.body ?? asItCame)
  const lineOf = lines(records)
  return {
    meeting,
    items: items.map(lineOf),
    leftOut: leftOut.map(({ item, reason }) => ({ item: lineOf(item), reason })),
    arranged: agenda && { id: agenda.id, number: agenda.number },
  }
}

function lines({ promises, points, contacts, concerns }: AgendaRecords) {
  const promise = new Map(promises.map((one) => [one.id, one.body]))
  const point = new Map(points.map((one) => [one.id, one.body]))
  const nameOf = namesOf(contacts)
  return (item: AgendaItem): AgendaLine => {
    const { key, kind } = item
    switch (item.kind) {
      case 'promise': {
        const body = promise.get(item.id)
        const why = body
          ? `Promised by ${body.by} on ${longDate(body.saidOn)}, due ${dueWords(body.due)}: overdue by ${count(item.daysLate, 'day')}.`
          : ''
        return { key, kind, id: item.id, words: body?.words ?? '', why }
      }
      case 'point': {
        const body = point.get(item.id)
        const why = body ? `Put to ${nameOf(body.to).name}: ${waitWords(item.days)}.` : ''
        return { key, kind, id: item.id, words: body?.words ?? '', why }
      }
      case 'concern': {
        const rounds =
          item.rounds === 0 ? '' : `, came up in ${count(item.rounds, 'round')} of meetings`
        return {
          key,
          kind,
          id: item.id,
          words: concerns.titles.get(item.id) ?? 'A concern of members',
          why: `Ranked ${item.place} among members’ concerns${rounds}; never raised with the employer.`,
        }
      }
      case 'own':
        return { key, kind, id: '', words: item.words, why: '' }
    }
  }
}

/** What the minutes begin with: each line of the agenda, and room beneath it. */
export const minutesBegun = ({ items }: Pick<AgendaView, 'items'>): string =>
  items.map(({ words }, at) => `${at + 1}. ${words.replace(/\s+/g, ' ')}\n`).join('\n')
