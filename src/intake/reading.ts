import type { IsoDate, Problem } from '../kit/index.ts'
import type { Answers, Finding, ListCount, Records, Source } from '../core/model/index.ts'

export type Shape = 'annex-a' | 'csww' | 'people' | 'families' | 'posts'

/** A file on disk with the name its owner gave it. */
export interface UploadedFile {
  name: string
  path: string
}

export interface FileReading {
  name: string
  sha256: string
  bytes: number
  /** null where the file is none of ours; then `problem` says what it is or looks like. */
  shape: Shape | null
  /** `2019`, `2024`, the census year, or null. */
  version: string | null
  /** By list name as the shape calls it: `List 1` … `List 11`, `Workers`, `People`, `Families`, `Posts`. */
  lists: Record<string, ListCount>
  findings: Finding[]
  /** Why the file cannot be used at all; with any, the import stores nothing. */
  problem: Problem | null
}

/** All files of one upload, read together. Plain data: it crosses from the reading process. */
export interface Reading {
  files: FileReading[]
  records: Records
}

export interface ReadOptions {
  answers: Answers
  today: IsoDate
  /** Called at most every 250 ms: `List 4: 6,200 rows`. */
  onProgress?: (progress: Progress) => void
}

export interface Progress {
  file: string
  stage: string
  rows: number
}

/** The cells of one row, as read, for the page that shows where a figure came from. */
export interface RowAsRead {
  from: Source
  headers: string[]
  cells: string[]
}
