import type { Finding, ListCount } from '../../core/model/index.ts'
import { shown } from './tidy.ts'

/** Counts one list's rows, so that rows = rows used + rows that a finding names. */
export class Tally {
  #rows = 0
  #held = 0
  readonly #named = new Set<number>()
  readonly #left = new Set<number>()

  /** One more row that holds data. */
  row(): void {
    this.#rows += 1
  }

  /** Rows of a sheet that wait as a whole for one answer: one finding stands for them all. */
  hold(rows: number): void {
    this.#rows += rows
    this.#held += rows
  }

  name(sheet: number, row: number, leftOut: boolean): void {
    const key = sheet * 2 ** 31 + row
    this.#named.add(key)
    if (leftOut) this.#left.add(key)
  }

  count(): ListCount {
    const questioned = this.#named.size + this.#held
    return {
      rows: this.#rows,
      used: this.#rows - questioned,
      questioned,
      leftOut: this.#left.size + this.#held,
    }
  }

  get rows(): number {
    return this.#rows
  }
}

/** A finding without what every finding of its place shares. */
export interface Told {
  code: string
  row?: number
  column?: string
  value?: string
  sentence: string
  effect: Finding['effect']
  changesFigures: boolean
  question?: Finding['question']
}

/** A sheet of a file, as findings name it; `ordinal` tells sheets apart within one list's count. */
export interface Place {
  file: string
  sheet: string | null
  ordinal: number
}

/** Gathers one file's findings and keeps each list's count true to them. */
export class FindingSink {
  readonly all: Finding[] = []

  /** `tally` is given where `row` is a row of that list's data, not a heading. */
  add(place: Place, told: Told, tally?: Tally): void {
    if (tally !== undefined && told.row !== undefined)
      tally.name(place.ordinal, told.row, told.effect === 'row-left-out')
    this.all.push({
      code: told.code,
      file: place.file,
      sheet: place.sheet,
      row: told.row ?? null,
      column: told.column ?? null,
      value: told.value === undefined ? null : shown(told.value),
      sentence: told.sentence,
      effect: told.effect,
      changesFigures: told.changesFigures,
      ...(told.question === undefined ? {} : { question: told.question }),
    })
  }
}
