import { count, longDate, type IsoDate } from '../../kit/index.ts'
import type { OrganisationView } from '../views.ts'
import type { Waiting, WaitingWhat } from './views.ts'

/** What waits, as a message counts it: neither a child nor a worker, by name or by number. */
const words: Record<WaitingWhat, readonly [one: string, many: string]> = {
  'decision-answer': ['answer on whether you take a case', 'answers on whether you take a case'],
  'decision-second': ['decision for a second person', 'decisions for a second person'],
  'decision-respond': ['worker’s words on a decision', 'workers’ words on decisions'],
  handover: ['handover to complete', 'handovers to complete'],
  'handover-sign': ['handover to sign', 'handovers to sign'],
  'handover-planned': ['case that is to change hands', 'cases that are to change hands'],
  'handover-emergency': ['emergency for a second person', 'emergencies for a second person'],
  overload: ['overload to answer', 'overloads to answer'],
  query: ['query of a figure', 'queries of figures'],
  agreement: ['agreement to sign', 'agreements to sign'],
  import: ['import to decide on', 'imports to decide on'],
  opening: ['opened record to read about', 'opened records to read about'],
}

/**
 * The message of a day: counts and links alone, so that it may lie in any inbox.
 * @param soon the last day that counts as soon.
 */
export function messageOf(of: {
  organisation: OrganisationView
  waiting: readonly Waiting[]
  on: IsoDate
  soon: IsoDate
  /** Where people reach Fairload. */
  origin: string
}): { subject: string; text: string } {
  const { waiting, on, soon } = of
  const late = waiting.filter((one) => one.late)
  const next = waiting.filter((one) => !one.late && one.due !== null && one.due <= soon)
  const rest = waiting.filter((one) => !late.includes(one) && !next.includes(one))
  const page = (path: string): string => new URL(`/${of.organisation.slug}/${path}`, of.origin).href
  return {
    subject: [
      `Fairload: ${count(waiting.length, 'thing waits for you', 'things wait for you')}`,
      ...(late.length > 0 ? [`${late.length} late`] : []),
    ].join(', '),
    text: [
      `${of.organisation.name}, ${longDate(on)}`,
      ...part('Late', late),
      ...part(`Due by ${longDate(soon)}`, next),
      ...part('Later, or without a day', rest),
      `See them: ${page('home')}`,
      `To get no such message: ${page('sign-ins/reminders')}`,
    ].join('\n\n'),
  }
}

function part(heading: string, waiting: readonly Waiting[]): string[] {
  if (waiting.length === 0) return []
  const kinds = [...new Set(waiting.map(({ what }) => what))]
  return [
    [
      `${heading}:`,
      ...kinds.map(
        (kind) => `- ${count(waiting.filter(({ what }) => what === kind).length, ...words[kind])}`,
      ),
    ].join('\n'),
  ]
}
