import { byText, daysBetween, longDate, type IsoDate } from '../../kit/index.ts'
import { missingLabels, repeatedLabels } from '../../core/bargaining/index.ts'
import type { Written } from '../records/index.ts'
import type { ActionBody, FindingBody, InspectionBody } from './kinds.ts'
import type {
  ActionView,
  FileEvent,
  FindingView,
  InspectionRow,
  InspectionView,
  Named,
} from './views.ts'

type Of<B> = Pick<Written<B>, 'id' | 'number' | 'body'>

/** Everything that a file is laid out from, as far as the reader sees it. */
export interface FileRecords {
  inspections: readonly Of<InspectionBody>[]
  findings: readonly Of<FindingBody>[]
  actions: readonly Of<ActionBody>[]
  /** Each by its own id, as the concern that stands for it; `firstRaised` null where nobody has said it yet. */
  concerns: ReadonlyMap<string, { id: string; title: string; firstRaised: IsoDate | null }>
  demands: ReadonlyMap<string, string>
  meetings: ReadonlyMap<
    string,
    { title: string; on: IsoDate; state: 'planned' | 'held' | 'cancelled' }
  >
  today: IsoDate
}

const byLabel = new Intl.Collator('en-GB', { numeric: true })
const isOverdue = (body: ActionBody, today: IsoDate): boolean =>
  body.done === null && body.due !== null && body.due < today

/** What an action or a finding is called in a list: its label, and how it begins. */
export const labelled = ({ label, words }: Pick<FindingBody, 'label' | 'words'>): string => {
  const start = words.length <= 80 ? words : `${words.slice(0, 78).trimEnd()} …`
  return label === '' ? start : `${label}: ${start}`
}

export function inspectionRows(records: FileRecords): InspectionRow[] {
  return records.inspections
    .map(({ id, body }): InspectionRow => {
      const file = inspectionView(records, id)
      const open = file?.actions.filter((action) => action.done === null) ?? []
      return {
        id,
        title: body.title,
        by: body.by,
        from: body.from,
        until: body.until,
        publishedOn: body.publishedOn,
        judgement: body.judgement,
        findings: file?.findings.length ?? 0,
        untied: file?.findings.filter((finding) => !finding.isTied).length ?? 0,
        open: open.length,
        overdue: open.filter((action) => action.daysLate > 0).length,
      }
    })
    .sort((a, b) => byText(b.from, a.from) || byText(a.title, b.title))
}

/** One inspection with its findings, what each is tied to, its actions and its days. */
export function inspectionView(records: FileRecords, id: string): InspectionView | null {
  const inspection = records.inspections.find((one) => one.id === id)
  if (!inspection) return null
  const { body, number } = inspection
  const own = records.findings.filter((finding) => finding.body.inspection === id)
  const findingNames = new Map(own.map((finding) => [finding.id, labelled(finding.body)]))
  const actions = records.actions
    .filter((action) => action.body.inspection === id)
    .map((action): ActionView => actionView(action, findingNames, records.today))
    .sort(
      (a, b) =>
        Number(a.done !== null) - Number(b.done !== null) ||
        byText(a.due ?? '9999', b.due ?? '9999') ||
        byText(a.id, b.id),
    )
  const findings = own
    .map((finding): FindingView => findingView(finding, body, actions, records))
    .sort(
      (a, b) =>
        Number(a.isTied) - Number(b.isTied) ||
        byLabel.compare(a.label, b.label) ||
        byText(a.id, b.id),
    )
  const labels = findings.map(({ label }) => label).filter((label) => label !== '')
  return {
    ...body,
    id,
    number,
    findings,
    missing: missingLabels(labels),
    repeated: repeatedLabels(labels),
    actions,
    timeline: timelineOf(body, findings, actions, records),
  }
}

function actionView(
  { id, number, body }: Of<ActionBody>,
  names: ReadonlyMap<string, string>,
  today: IsoDate,
): ActionView {
  return {
    ...body,
    id,
    number,
    answers: body.findings.flatMap((finding) => {
      const name = names.get(finding)
      return name === undefined ? [] : [{ id: finding, name }]
    }),
    daysLate: body.due !== null && isOverdue(body, today) ? daysBetween(body.due, today) : 0,
  }
}

function findingView(
  { id, number, body }: Of<FindingBody>,
  inspection: InspectionBody,
  actions: readonly ActionView[],
  records: FileRecords,
): FindingView {
  const concerns = unique(
    body.concerns.flatMap((concern) => {
      const known = records.concerns.get(concern)
      if (!known) return []
      const { title, firstRaised } = known
      const isBefore = firstRaised !== null && firstRaised < inspection.from
      return [{ id: known.id, name: title, firstRaised, isBefore }]
    }),
  )
  const demands = body.demands.flatMap((demand): Named[] => {
    const name = records.demands.get(demand)
    return name === undefined ? [] : [{ id: demand, name }]
  })
  const meetings = body.meetings.flatMap((meeting): Named[] => {
    const known = records.meetings.get(meeting)
    return known ? [{ id: meeting, name: `${known.title}, ${longDate(known.on)}` }] : []
  })
  const own = actions.filter((action) => action.findings.includes(id))
  return {
    ...body,
    id,
    number,
    concerns,
    demands,
    meetings,
    actions: own,
    // By what it says, not by what this reader sees: a meeting may lie outside of their sight.
    isTied:
      own.length > 0 ||
      body.concerns.length > 0 ||
      body.demands.length > 0 ||
      body.meetings.length > 0,
    unseen: {
      concerns: body.concerns.filter((one) => !records.concerns.has(one)),
      demands: body.demands.filter((one) => !records.demands.has(one)),
      meetings: body.meetings.filter((one) => !records.meetings.has(one)),
    },
  }
}

function timelineOf(
  body: InspectionBody,
  findings: readonly FindingView[],
  actions: readonly ActionView[],
  records: FileRecords,
): FileEvent[] {
  const events: FileEvent[] = [
    { on: body.from, what: 'inspected', words: body.title, about: null },
    ...(body.until === null || body.until === body.from
      ? []
      : [{ on: body.until, what: 'last-day' as const, words: body.title, about: null }]),
    ...(body.publishedOn === null
      ? []
      : [{ on: body.publishedOn, what: 'published' as const, words: body.judgement, about: null }]),
    ...unique(findings.flatMap((finding) => finding.concerns)).flatMap((concern): FileEvent[] =>
      concern.firstRaised === null
        ? []
        : [
            {
              on: concern.firstRaised,
              what: 'raised',
              words: concern.name,
              about: { kind: 'concern', id: concern.id },
            },
          ],
    ),
    ...unique(findings.flatMap((finding) => finding.meetings)).flatMap(({ id }): FileEvent[] => {
      const meeting = records.meetings.get(id)
      if (!meeting) return []
      const what = meeting.state === 'cancelled' ? 'meeting-cancelled' : 'meeting'
      return [{ on: meeting.on, what, words: meeting.title, about: { kind: 'meeting', id } }]
    }),
    ...actions.flatMap((action): FileEvent[] => {
      if (action.done)
        return [{ on: action.done.on, what: 'done', words: action.words, about: null }]
      if (action.due === null) return []
      const what = action.daysLate > 0 ? 'overdue' : 'due'
      return [{ on: action.due, what, words: action.words, about: null }]
    }),
  ]
  return events.sort((a, b) => byText(a.on, b.on) || byText(a.words, b.words))
}

const unique = <T extends Named>(of: readonly T[]): T[] => [
  ...new Map(of.map((one) => [one.id, one])).values(),
]
