import type { IsoDate, Problem } from '../../kit/index.ts'
import type { Changes } from '../../core/caseload/index.ts'
import type { KeptEstablishment } from '../../core/establishment/index.ts'
import type { Caseload } from '../../core/model/index.ts'
import type { FileReading, RowAsRead } from '../../intake/index.ts'

/** A file for the reading process: under which name, and where its bytes lie. */
export interface JobFile {
  name: string
  path: string
  /** From an earlier import: read only where no new file is of the same shape. */
  carried: { shape: string } | null
}

/** What the reading process is given. Plain data. */
export interface ReadJob {
  files: JobFile[]
  on: IsoDate
  today: IsoDate
  answers: [string, string][]
  /** The caseload in force, to compare with; null for the first. */
  previous: Caseload | null
}

/** What it answers. `caseload` is null where a file cannot be used; then `problem` says which and why. */
export type ReadAnswer =
  | { caseload: null; problem: Problem; files: FileReading[] }
  | {
      caseload: Caseload
      establishment: KeptEstablishment
      problem: null
      files: FileReading[]
      rows: RowAsRead[]
      changes: Changes | null
    }
