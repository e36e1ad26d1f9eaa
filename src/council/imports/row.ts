import type { IsoDate } from '../../kit/index.ts'
import {
  caseloads,
  type Import,
  type ImportFile,
  type ImportId,
  type Scope,
} from '../../store/index.ts'
import type { ImportRow } from '../views.ts'

/** Without carried files whose kind came again: they were set aside unread. */
export const filesThatCount = (files: readonly ImportFile[]): ImportFile[] =>
  files.filter((file) => !file.carried || file.lists !== null)

/** How many findings could change a figure if they were answered. */
export async function questionCount(scope: Scope, id: ImportId): Promise<number> {
  return (await caseloads.findings(scope, id, { changesFigures: true }, { from: 0, count: 1 }))
    .total
}

/** One import as the history lists it. */
export const importRow = (
  of: Import,
  files: readonly ImportFile[],
  parts: { current: Import | null; today: IsoDate; questions: number },
): ImportRow => ({
  id: of.id,
  number: of.number,
  state: of.state,
  asOf: of.asOf ?? parts.today,
  receivedAt: of.receivedAt,
  decidedAt: of.decidedAt,
  current: of.id === parts.current?.id,
  files: filesThatCount(files).map((file) => ({
    name: file.name,
    shape: file.shape,
    carried: file.carried,
    size: file.bytes,
  })),
  questions: parts.questions,
})
