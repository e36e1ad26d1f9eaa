import type { IsoDate } from '../../kit/index.ts'
import type { BranchRole } from '../../core/branch-rights/index.ts'
import type {
  Density,
  FieldChange,
  RollComparison,
  RollEntry,
  Standing,
} from '../../core/roster/index.ts'
import type { Finding, ListCount, Question } from '../../core/model/index.ts'
import type { LookReason } from '../../store/branch/index.ts'

export type { LookReason, RollEntry, Standing }

/** Somebody as a search of the roll names them. */
export interface RollName {
  id: string
  name: string
  standing: Standing
  workplace: string | null
}

export interface OfficeView {
  id: string
  member: string
  name: string
  role: Exclude<BranchRole, 'member'>
  title: string
  site: string | null
  team: string | null
  from: IsoDate
  until: IsoDate | null
  consentedOn: IsoDate | null
  mail: string | null
  phone: string | null
  version: number
}

export interface EntryView {
  id: string
  standing: Standing
  entry: RollEntry
  version: number
  offices: OfficeView[]
}

/** Who looked at somebody's entry. */
export interface LookView {
  /** Their name where they hold or held an office, which keepers of the roll do. */
  by: string
  reason: LookReason
  at: Date
}

export interface OwnView extends EntryView {
  looks: LookView[]
}

/** An import as the list of them shows it. */
export interface RollImportRow {
  id: string
  number: number
  state: 'checked' | 'accepted' | 'discarded' | 'undone'
  added: number
  changed: number
  ended: number
  madeAt: Date
  decidedAt: Date | null
  /** Whether it can be taken back: the last one accepted, and nothing has come since. */
  undoable: boolean
  version: number
}

/** A change that a list would make to one person, field by field. */
export interface ChangeView {
  id: string
  name: string
  row: number
  changes: FieldChange[]
}

export interface ImportPreview extends Omit<RollImportRow, 'changed'> {
  fileName: string
  sheet: string
  count: ListCount
  fresh: { row: number; entry: RollEntry; standing: Standing }[]
  changed: ChangeView[]
  same: number
  past: number[]
  leavers: {
    id: string
    name: string
    because: RollComparison['leavers'][number]['because']
    /** Whoever holds an office is ended by hand. */
    holdsOffice: boolean
  }[]
  unclear: RollComparison['unclear']
  /** Workplaces of the list that are no site or building here, and of how many rows. */
  unknownPlaces: { words: string; rows: number }[]
  findings: Finding[]
  questions: { question: Question; touches: number; answer: string | null }[]
  /** Names what was compared: what is accepted must be what was seen. */
  seen: string
}

export interface ExportView {
  id: string
  reason: string
  askedBy: string
  askedAt: Date
  mine: boolean
  answeredBy: string | null
  answeredAt: Date | null
  state: 'asked' | 'agreed' | 'refused' | 'taken' | 'run-out'
  people: number | null
}

export interface DensityRow {
  site: string
  team: string | null
  band: Density
}
