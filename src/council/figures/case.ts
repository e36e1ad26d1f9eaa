import { fold } from '../../kit/index.ts'
import {
  statusNames,
  type Case,
  type CaseStatus,
  type Source,
  type WorkerId,
} from '../../core/model/index.ts'
import type { CaseView } from '../views.ts'
import { Index, type Figures } from './figures.ts'

/** A child in one accepted import. */
export interface CasePast {
  number: number
  asOf: Case['statusSince'] & string
  status: CaseStatus
  worker: WorkerId | null
}

/** Headers that the status rules, the weights and the names are read from, folded. */
const USED = new Set(
  [
    'Child Unique ID',
    'Allocated Team',
    'Allocated Worker',
    'Allocated Personal Advisor',
    'Case Status',
    'CIN Start Date',
    'CIN Closure Date',
    'Date Child Was Last Seen',
    'Does the Child have a Disability',
    'Continuous Assessment Start Date',
    'Continuous Assessment Date of Authorisation',
    'Strategy discussion initiating Section 47 Enquiry Start Date',
    'Was an Initial Child Protection Conference deemed unnecessary?',
    'Date of Initial Child Protection Conference',
    'Date of Referral',
    'Referral NFA?',
    'Child Protection Plan Start Date',
    'Child Protection Plan End Date',
    'Date Started to be Looked After',
    'Date Ceased to be Looked After',
    "Child's Legal Status",
    'Start Date of Most Recent Placement',
    'Eligibility Category',
    'child_id',
    'family_id',
    'court_stage',
    'complexity',
    'travel_minutes',
    'visits_a_month',
  ].map(fold),
)

/** Everything about one case: its sum, its rows cell by cell, its family, its past. */
export function caseView(
  figures: Figures,
  facts: Case,
  parts: {
    rows: { from: Source; headers: string[]; cells: string[]; address: string }[]
    queries: CaseView['queries']
    past: CasePast[]
    workerNames: ReadonlyMap<WorkerId, string>
  },
): CaseView | null {
  const index = new Index(figures)
  const at = figures.caseload.cases.findIndex((of) => of.child === facts.child)
  const weighed = figures.workload.cases[at]
  if (!weighed) return null
  const behind = new Set(facts.from.map(keyOf))
  return {
    standing: figures.standing,
    queries: parts.queries,
    case: index.row(weighed),
    facts,
    family:
      facts.family === null
        ? []
        : index.rows((of) => of.family === facts.family && of.child !== facts.child),
    rows: parts.rows.map((row) => ({
      from: row.from,
      address: row.address,
      cells: row.cells.map((value, i) => {
        const column = row.headers[i] ?? ''
        return { column, value, used: USED.has(fold(column)) }
      }),
    })),
    findings: figures.caseload.findings.filter(
      ({ file, sheet, row }) =>
        sheet !== null && row !== null && behind.has(keyOf({ file, sheet, row })),
    ),
    history: historyOf(parts.past, parts.workerNames),
  }
}

const keyOf = ({ file, sheet, row }: Source): string => `${file}\u0000${sheet}\u0000${row}`

/** What each import changed, newest first. A change of worker is inferred: imports show it, no record says it. */
function historyOf(
  past: readonly CasePast[],
  names: ReadonlyMap<WorkerId, string>,
): CaseView['history'] {
  const nameOf = (id: WorkerId | null): string =>
    id === null ? 'nobody' : (names.get(id) ?? 'a worker who is no longer listed')
  const entries: CaseView['history'] = []
  past.forEach((now, i) => {
    const before = past[i - 1]
    const shared = { asOf: now.asOf, importNumber: now.number }
    if (!before) {
      entries.push({
        ...shared,
        what: `First seen: ${statusNames[now.status]}, with ${nameOf(now.worker)}`,
        inferred: false,
      })
      return
    }
    if (before.status !== now.status) {
      entries.push({
        ...shared,
        what: `${capital(statusNames[before.status])} → ${statusNames[now.status]}`,
        inferred: false,
      })
    }
    if (before.worker !== now.worker) {
      entries.push({
        ...shared,
        what: `Worker changed from ${nameOf(before.worker)} to ${nameOf(now.worker)}`,
        inferred: true,
      })
    }
  })
  return entries.reverse()
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
