import { byText } from '../../kit/index.ts'
import type { Finding, FindingEffect, Question, Source } from '../model/index.ts'

export interface FindingAbout {
  code: string
  column?: string | null
  value?: string | null
  sentence: string
  effect: FindingEffect
  changesFigures: boolean
  question?: Question
}

const LONGEST_VALUE = 200

function withPlace(
  file: string,
  sheet: string | null,
  row: number | null,
  about: FindingAbout,
): Finding {
  const { code, column = null, value = null, sentence, effect, changesFigures, question } = about
  const finding: Finding = {
    code,
    file,
    sheet,
    row,
    column,
    value: value === null ? null : value.slice(0, LONGEST_VALUE),
    sentence,
    effect,
    changesFigures,
  }
  if (question) finding.question = question
  return finding
}

/** A finding at a row: it counts in that row's list as questioned. */
export const atRow = ({ file, sheet, row }: Source, about: FindingAbout): Finding =>
  withPlace(file, sheet, row, about)

/** A finding about a file as a whole: it names no row. */
export const atFile = (file: string, about: FindingAbout): Finding =>
  withPlace(file, null, null, about)

/** The same findings in the same order, whatever order the rows came in. */
export function inOrder(findings: Finding[]): Finding[] {
  return findings.sort(
    (a, b) =>
      byText(a.file, b.file) ||
      byText(a.sheet ?? '', b.sheet ?? '') ||
      (a.row ?? 0) - (b.row ?? 0) ||
      byText(a.code, b.code) ||
      byText(a.column ?? '', b.column ?? '') ||
      byText(a.value ?? '', b.value ?? ''),
  )
}
