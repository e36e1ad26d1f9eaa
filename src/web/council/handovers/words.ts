import { dateOf, type IsoDate } from '../../../kit/index.ts'
import { isSignature } from '../../../core/handover/index.ts'
import type {
  EmergencyReason,
  HandoverBreach,
  HandoverRow,
  HandoverStep,
  ToldHow,
} from '../../../council/index.ts'
import { listed, shortDate } from '../../words.ts'

export const stepWords: Record<HandoverStep, string> = {
  meeting: 'Handover meeting',
  summary: 'Summary of the case',
  'open-risks': 'Open risks',
  'statutory-dates': 'Next statutory dates carried over',
  'open-tasks': 'Open tasks',
  'child-told': 'The child told',
  'family-told': 'The family told',
  'joint-visit': 'Joint visit',
  'outgoing-signed': 'Signature of who hands over',
  'incoming-signed': 'Signature of who takes over',
  'manager-signed': 'Signature of a manager of either team',
}

/** A step in a sentence, a signature by its person. */
export const stepOf = (row: Pick<HandoverRow, 'from' | 'to'>, step: HandoverStep): string =>
  step === 'outgoing-signed'
    ? `Signature of ${row.from.name}`
    : step === 'incoming-signed'
      ? `Signature of ${row.to.name}`
      : stepWords[step]

export const toldWords: Record<ToldHow, string> = {
  'by-both': 'In person, by both workers',
  'by-outgoing': 'In person, by the worker who hands over',
  'by-incoming': 'In person, by the worker who takes over',
  'by-call': 'By phone or video',
  'in-writing': 'By letter or message',
  'through-carer': 'Through a parent, carer or advocate',
  'too-young': 'Too young to be told in words',
}

export const emergencyWords: Record<EmergencyReason, string> = {
  'worker-left-without-notice': 'The worker left without notice',
  'sudden-sickness': 'The worker is ill or away without warning',
  'safety-of-child': 'The child is not safe otherwise',
  'safety-of-worker': 'The worker is not safe otherwise',
  'conflict-of-interest': 'A conflict of interest has come up',
  'court-direction': 'A court directed it',
}

export const stateWords: Record<HandoverRow['state'], string> = {
  'waits-for-answer': 'Waits for the worker’s answer',
  upcoming: 'Not begun',
  'in-progress': 'In progress',
  overdue: 'Overdue',
  'without-receiver': 'Without receiver',
  complete: 'Complete',
  withdrawn: 'Overtaken',
}

export const breachWords = (
  row: Pick<HandoverRow, 'openedOn'>,
  { clause, what, on }: HandoverBreach,
): string =>
  what === 'by-message'
    ? `The case moved by message alone by ${shortDate(on)}, before any meeting.`
    : clause === 'handover.meeting'
      ? `No meeting was held by ${shortDate(on)}.`
      : clause === 'handover.emergency'
        ? `What the emergency left out was not made up by ${shortDate(on)}.`
        : `It was not complete by ${shortDate(on)}.`

/** The children by their numbers: `Child 1204`, `Children 1204 and 1205`. */
export function childrenWords({ children }: Pick<HandoverRow, 'children'>): string {
  const shown = children.flatMap(({ child }) => (child === null ? [] : [child]))
  if (shown.length < children.length) return 'Restricted record'
  return `${children.length === 1 ? 'Child' : 'Children'} ${listed(shown)}`
}

/** What is missing, in a few words: content first, then whose signatures. */
export function missingWords(row: HandoverRow): string {
  const content = row.missing.filter((step) => !isSignature(step))
  const signatures = row.missing.length - content.length
  const said = content.map((step) => stepWords[step].toLowerCase())
  return [
    ...(said.length > 3 ? [...said.slice(0, 2), `${said.length - 2} more`] : said),
    ...(signatures > 0 ? [`${signatures} ${signatures === 1 ? 'signature' : 'signatures'}`] : []),
  ].join(', ')
}

export type Typed = Readonly<Record<string, string>>

/** A day typed in three fields; null where it is no day, `none` where nothing was typed. */
export function dayIn(typed: Typed, prefix: string): IsoDate | null | 'none' {
  const [year, month, day] = ['year', 'month', 'day'].map(
    (part) => typed[`${prefix}-${part}`]?.trim() ?? '',
  )
  if (year === '' && month === '' && day === '') return 'none'
  if (![year, month, day].every((part) => /^\d{1,4}$/.test(part ?? ''))) return null
  return dateOf(Number(year), Number(month), Number(day))
}

/** A day as the three fields show it. */
export function partsOf(day: IsoDate | null, prefix: string): Record<string, string> {
  if (day === null) return {}
  const [year = '', month = '', date = ''] = day.split('-')
  return {
    [`${prefix}-day`]: String(Number(date)),
    [`${prefix}-month`]: String(Number(month)),
    [`${prefix}-year`]: year,
  }
}
