import { ok } from '../../../kit/index.ts'
import type { Problem, Result } from '../../../kit/index.ts'
import type {
  ChildId,
  CourtStage,
  FamilyId,
  FamilyRecord,
  Records,
} from '../../../core/model/index.ts'
import type { Row } from '../../read/types.ts'
import { readChildId } from '../child-id.ts'
import type { Peek } from '../peek.ts'
import { headingKeys } from '../peek.ts'
import type { Choices, TableContext, TableRow } from '../table.ts'
import { columnsNamed, Table } from '../table.ts'
import { Tally } from '../tally.ts'
import { familyColumns } from './columns.ts'

export interface FamiliesPlan {
  peek: Peek
  header: Row
}

/** The sheet of a families file, or null where the file is none. */
export function planFamilies(peeks: readonly Peek[]): FamiliesPlan | null {
  for (const peek of peeks)
    for (const header of peek.rows) {
      const named = columnsNamed(familyColumns, headingKeys(header))
      if (named.has('child') && named.size >= 2) return { peek, header }
    }
  return null
}

const COURT: Choices<CourtStage> = {
  slug: 'court-stage',
  asks: (value) => `Which court stage does “${value}” stand for?`,
  options: [
    { value: 'none', label: 'None' },
    { value: 'pre-proceedings', label: 'Pre-proceedings' },
    { value: 'care-proceedings', label: 'Care proceedings' },
  ],
  known: new Map<string, CourtStage>([
    ['none', 'none'],
    ['no', 'none'],
    ['pre-proceedings', 'pre-proceedings'],
    ['pre proceedings', 'pre-proceedings'],
    ['plo', 'pre-proceedings'],
    ['care-proceedings', 'care-proceedings'],
    ['care proceedings', 'care-proceedings'],
    ['proceedings', 'care-proceedings'],
  ]),
}

const COMPLEXITIES = new Set([75, 100, 125, 150, 200])

/** Reads a families file: one row per child. */
export async function readFamilies(
  name: string,
  plan: FamiliesPlan,
  context: TableContext,
  records: Records,
): Promise<Result<Tally, Problem>> {
  const place = { file: name, sheet: plan.peek.sheet.name, ordinal: plan.peek.ordinal }
  const tally = new Tally()
  const table = new Table(context, place, familyColumns, plan.header, tally)
  const seen = new Map<ChildId, FamilyRecord>()
  const read = await plan.peek.sheet.read((row) => {
    if (row.number <= plan.header.number) return
    const found = table.row(row)
    if (found !== null) take(found, seen)
  })
  if (!read.ok) return read
  records.families.push(...seen.values())
  return ok(tally)
}

function take(row: TableRow, seen: Map<ChildId, FamilyRecord>): void {
  const id = readChildId(row.cell('child') ?? undefined)
  if (id.kind !== 'id') {
    row.tell('child', {
      code: id.kind === 'none' ? 'child-id-missing' : 'child-id-rounded',
      sentence:
        id.kind === 'none'
          ? 'The row has no child id, so it is left out. Give the id and upload again, or take the row out.'
          : 'A spreadsheet has shortened this id, so the child cannot be told from others; the row is left out. Format the column as text and upload again.',
      effect: 'row-left-out',
      changesFigures: true,
    })
    return
  }
  const record: FamilyRecord = {
    from: row.from,
    child: id.id,
    family: familyOf(row),
    courtStage: row.choice('courtStage', COURT),
    complexity: complexityOf(row),
    travelMinutes: row.scaled('travelMinutes', {
      places: 0,
      most: 1440,
      code: 'minutes-not-a-number',
      hint: 'is not a number of minutes from 0 to 1,440; the cell is not used.',
    }),
    visitsAMonth: visitsOf(row),
  }
  const earlier = seen.get(id.id)
  if (earlier === undefined) {
    seen.set(id.id, record)
    return
  }
  const differs =
    JSON.stringify({ ...record, from: null }) !== JSON.stringify({ ...earlier, from: null })
  row.tell('child', {
    code: 'child-twice',
    sentence: `The child already stands in row ${earlier.from.row}${differs ? ', with other details; that row was used and this one is left out. Keep the right one and upload again.' : ' with the same details; this row is left out. Nothing needs doing.'}`,
    effect: 'row-left-out',
    changesFigures: differs,
  })
}

function familyOf(row: TableRow): FamilyId | null {
  const cell = row.cell('family')
  const read = readChildId(cell ?? undefined)
  if (read.kind === 'id') return String(read.id) as FamilyId
  if (read.kind === 'rounded')
    return row.refuse(
      'family',
      'family-id-rounded',
      'A spreadsheet has shortened this id, so the family cannot be told from others; the cell is not used. Format the column as text and upload again.',
    )
  return null
}

function complexityOf(row: TableRow): number | null {
  const text = row.text('complexity')
  if (text === null) return null
  const value = Number(text.replace(/ ?%$/, ''))
  return COMPLEXITIES.has(value)
    ? value
    : row.refuse(
        'complexity',
        'complexity-not-listed',
        'Complexity is 75, 100, 125, 150 or 200 percent of the usual work; the cell is not used. Correct it and upload again.',
      )
}

function visitsOf(row: TableRow): number | null {
  const hundredths = row.scaled('visitsAMonth', {
    places: 2,
    most: 62,
    code: 'visits-not-a-number',
    hint: 'is not a number of visits a month from 0 to 62; the cell is not used.',
  })
  return hundredths === null ? null : hundredths / 100
}
