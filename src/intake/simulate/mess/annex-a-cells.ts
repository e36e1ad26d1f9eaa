import { addDays, dayNumber, type IsoDate } from '../../../kit/index.ts'
import { isDay, type SheetRow, type Value } from '../write/sheet.ts'
import { messOf, type MessKind } from './kind.ts'
import { blankMarks, observedDescriptions, observedFigures } from './observed.ts'
import type { CellAt, Scene } from './scene.ts'

const annexA = messOf('annex-a')

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const parts = (iso: IsoDate): { y: string; m: string; d: string } => ({
  y: iso.slice(0, 4),
  m: iso.slice(5, 7),
  d: iso.slice(8),
})

/** The date columns that decide a figure, by list: start, then end. */
const starts: Readonly<Record<number, string>> = {
  3: 'Date of Referral',
  4: 'Continuous Assessment Start Date',
  6: 'CIN Start Date',
  7: 'Child Protection Plan Start Date',
  8: 'Date Started to be Looked After',
}
const ends: Readonly<Record<number, string>> = {
  2: 'Assessment completion date',
  4: 'Continuous Assessment Date of Authorisation',
  6: 'CIN Closure Date',
  7: 'Child Protection Plan End Date',
  8: 'Date Ceased to be Looked After',
}
const deciding = Object.keys(starts).map(Number)

/** Every cell of a list's rows (of claimed children) that holds a date. */
function dateCells(scene: Scene, number: number, row: SheetRow): CellAt[] {
  const sheet = scene.list(number)
  if (!sheet) return []
  return sheet.columns.flatMap((column, index) =>
    isDay(row.cells[index]) ? [{ sheet, row, column, index }] : [],
  )
}

function rewriteDates(
  scene: Scene,
  write: (scene: Scene, iso: IsoDate) => Value,
  share = 0.15,
): void {
  for (const sheet of scene.lists)
    for (const row of scene.take(
      sheet,
      () => true,
      Math.max(3, Math.round(sheet.rows.length * share)),
    ))
      for (const at of dateCells(scene, Number(sheet.key.slice(5)), row)) {
        const value = scene.value(at)
        if (isDay(value)) scene.set(at, write(scene, value.day))
      }
}

/** Cells that set a status: the start date of the deciding row. */
function decidingStarts(scene: Scene, fits: (iso: IsoDate) => boolean): CellAt[] {
  return deciding.flatMap((number) => {
    const sheet = scene.list(number)
    const header = starts[number]
    if (!sheet || !header) return []
    const has = (row: SheetRow): boolean => {
      const value = scene.value(scene.cell(sheet, row, header))
      return scene.decides(row) && isDay(value) && fits(value.day)
    }
    return scene.take(sheet, has, 2).flatMap((row) => scene.cell(sheet, row, header) ?? [])
  })
}

function codes(
  scene: Scene,
  table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  share: number,
): void {
  for (const sheet of scene.lists)
    for (const [header, wordings] of Object.entries(table)) {
      const found = scene.column(sheet, header)
      if (!found) continue
      for (const row of sheet.rows) {
        if (!scene.isFree(row.about) || !scene.random.chance(share)) continue
        const value = row.cells[found.index]
        if (typeof value !== 'string') continue
        const known = Object.entries(wordings).find(([start]) => value.startsWith(start))
        if (known) scene.set({ sheet, row, ...found }, scene.random.pick(known[1]))
      }
    }
}

/** Mess in single cells: ids, dates, ages, blanks, codes, formulas. */
export const cellMess: readonly MessKind[] = [
  annexA(
    'code-wordings',
    'Codes that decide a figure are worded as real returns word them',
    'either',
    (scene) => codes(scene, observedFigures, 0.3),
  ),
  annexA(
    'description-wordings',
    'Codes that only describe are worded in other ways',
    'truth',
    (scene) => codes(scene, observedDescriptions, 0.3),
  ),
  annexA(
    'dates-as-text',
    'Dates are text: dd/mm/yyyy, d/m/yy, ISO, ISO with a time, dd-MMM-yyyy',
    'truth',
    (scene) =>
      rewriteDates(scene, ({ random }, iso) => {
        const { y, m, d } = parts(iso)
        const short =
          y >= '2000' ? `${Number(d)}/${Number(m)}/${y.slice(2)}` : `${Number(d)}/${Number(m)}/${y}`
        const month = months[Number(m) - 1] ?? ''
        return random.pick([
          `${d}/${m}/${y}`,
          short,
          iso,
          `${iso}T00:00:00`,
          `${iso} 00:00:00`,
          `${d}-${month}-${y}`,
        ])
      }),
  ),
  annexA('dates-as-serials', 'Dates are bare day numbers without a format', 'truth', (scene) =>
    rewriteDates(
      scene,
      ({ files }, iso) => dayNumber(iso) + (files.annexA.options.date1904 ? 24_107 : 25_569),
      0.05,
    ),
  ),
  annexA('dates-month-first', 'Some dates have the month before the day', 'finding', (scene) => {
    for (const at of decidingStarts(scene, (iso) => Number(iso.slice(8)) > 12)) {
      const value = scene.value(at)
      if (!isDay(value)) continue
      const { y, m, d } = parts(value.day)
      scene.set(at, `${m}/${d}/${y}`)
    }
  }),
  annexA('dates-impossible', 'Some dates are no day of the calendar', 'finding', (scene) => {
    for (const at of decidingStarts(scene, () => true))
      scene.set(
        at,
        scene.random.pick([
          '31/02/2026',
          '30-Feb-2026',
          '2026-13-01',
          '99/99/9999',
          'last week',
          '00/00/0000',
        ]),
      )
  }),
  annexA('dates-1900', 'No date is written as 1 January 1900', 'truth', (scene) => {
    for (const [number, header] of Object.entries(ends)) {
      const sheet = scene.list(Number(number))
      const blank = (row: SheetRow): boolean =>
        sheet !== null && scene.value(scene.cell(sheet, row, header)) === null
      for (const row of scene.take(sheet, blank)) {
        const at = sheet && scene.cell(sheet, row, header)
        if (at)
          scene.set(at, scene.random.pick(['01/01/1900', '1900-01-01', '1900-01-01 00:00:00']))
      }
    }
  }),
  annexA(
    'dates-planned',
    'End dates that are still to come stand in open rows',
    'truth',
    (scene) => {
      for (const number of [7, 8]) {
        const sheet = scene.list(number)
        const header = ends[number]
        if (!sheet || !header) continue
        const open = (row: SheetRow): boolean =>
          scene.decides(row) && scene.value(scene.cell(sheet, row, header)) === null
        for (const row of scene.take(sheet, open)) {
          const at = scene.cell(sheet, row, header)
          if (at)
            scene.set(at, {
              kind: 'day',
              day: addDays(scene.authority.on, scene.random.int(5, 60)),
            })
        }
      }
    },
  ),
  annexA('end-before-start', 'Some rows end before they begin', 'finding', (scene) => {
    for (const number of [6, 7, 8]) {
      const sheet = scene.list(number)
      const start = starts[number]
      const end = ends[number]
      if (!sheet || !start || !end) continue
      for (const row of scene.take(sheet, (one) => scene.decides(one), 2)) {
        const from = scene.value(scene.cell(sheet, row, start))
        const at = scene.cell(sheet, row, end)
        if (at && isDay(from)) scene.set(at, { kind: 'day', day: addDays(from.day, -30) })
      }
    }
  }),
  annexA('ids-as-numbers', 'Ids are number cells in some lists', 'truth', (scene) => {
    for (const number of [4, 6, 9]) {
      const sheet = scene.list(number)
      const id = sheet && scene.column(sheet, 'Child Unique ID')
      if (!sheet || !id) continue
      for (const row of sheet.rows)
        if (typeof row.cells[id.index] === 'string' && /^\d+$/.test(String(row.cells[id.index])))
          row.cells[id.index] = Number(row.cells[id.index])
      scene.mark(sheet, 'header', id.column)
    }
  }),
  annexA(
    'ids-point-nought',
    'Ids end in .0, carry spaces or an apostrophe’s ghost',
    'truth',
    (scene) => {
      for (const sheet of scene.lists)
        for (const row of scene.take(sheet, (one) => scene.child(one.about) !== undefined)) {
          const at = scene.cell(sheet, row, 'Child Unique ID')
          if (!at) continue
          const id = String(scene.value(at))
          scene.set(
            at,
            scene.random.pick([`${id}.0`, ` ${id}`, `${id} `, `\u00a0${id}`, `${id}.00`]),
          )
        }
    },
  ),
  annexA('ids-rounded', 'A spreadsheet has shortened some ids to 1.03E+06', 'finding', (scene) => {
    for (const number of [6, 8, 9]) {
      const sheet = scene.list(number)
      for (const row of scene.take(sheet, (one) => scene.decides(one), 2)) {
        const at = sheet && scene.cell(sheet, row, 'Child Unique ID')
        if (at) scene.set(at, Number(row.about).toExponential(2).replace('e+', 'E+0'))
      }
    }
  }),
  annexA('ids-missing', 'Some rows have no id', 'finding', (scene) => {
    for (const number of [6, 7, 9]) {
      const sheet = scene.list(number)
      for (const row of scene.take(sheet, (one) => scene.decides(one), 2)) {
        const at = sheet && scene.cell(sheet, row, 'Child Unique ID')
        if (at) scene.set(at, scene.random.pick([null, '', '-', 'nan']))
      }
    }
  }),
  annexA('ids-hostile', 'An id is __proto__ or looks like a formula', 'truth', (scene) => {
    const sheet = scene.list(1)
    const model = sheet?.rows.find((row) => scene.child(row.about) !== undefined)
    const id = sheet && scene.column(sheet, 'Child Unique ID')
    if (!sheet || !model || !id) return
    for (const text of ['__proto__', 'constructor', '=1+1', '@SUM(A1)']) {
      const row: SheetRow = { about: null, cells: [...model.cells] }
      row.cells[id.index] = text
      sheet.rows.push(row)
      scene.mark(sheet, row, id.column)
    }
  }),
  annexA('ages-as-text', 'Ages are fractions, `<1`, `6 months` or `Unborn`', 'truth', (scene) => {
    for (const sheet of scene.lists) {
      const found = scene.column(sheet, 'Age') ?? scene.column(sheet, 'Age of Child (Years)')
      if (!found) continue
      for (const row of sheet.rows) {
        if (!scene.isFree(row.about) || !scene.random.chance(0.2)) continue
        const age = row.cells[found.index]
        if (typeof age !== 'number') continue
        const odd =
          age < 0 ? 'Unborn' : age === 0 ? scene.random.pick(['<1', '6 months']) : age + 0.138
        scene.set({ sheet, row, ...found }, odd)
      }
    }
  }),
  annexA(
    'blank-marks',
    'Blank cells hold nan, -, ., <blank>, NULL, N/A or an empty text',
    'truth',
    (scene) => {
      for (const sheet of scene.lists)
        for (const row of scene.take(
          sheet,
          () => true,
          Math.max(3, Math.round(sheet.rows.length * 0.06)),
        ))
          sheet.columns.forEach((column, index) => {
            const worker = /Allocated|Advisor/.test(column.key)
            if ((row.cells[index] ?? null) !== null || worker) return
            scene.set({ sheet, row, column, index }, scene.random.pick(blankMarks))
          })
    },
  ),
  annexA('error-cells', 'Cells hold #REF!, #VALUE! or #N/A', 'either', (scene) => {
    for (const at of decidingStarts(scene, () => true))
      scene.set(at, {
        kind: 'error',
        text: scene.random.pick(['#REF!', '#VALUE!', '#N/A', '#NAME?']),
      })
  }),
  annexA('error-ends', 'Cells for an end date hold #N/A from a lookup', 'either', (scene) => {
    for (const number of [4, 7, 8]) {
      const sheet = scene.list(number)
      const header = ends[number]
      if (!sheet || !header) continue
      const open = (row: SheetRow): boolean => scene.value(scene.cell(sheet, row, header)) === null
      for (const row of scene.take(sheet, open, 2)) {
        const at = scene.cell(sheet, row, header)
        if (at) scene.set(at, scene.random.chance(0.5) ? { kind: 'error', text: '#N/A' } : '#N/A')
      }
    }
  }),
  annexA('formulas', 'Ages, dates and teams are formulas with their results', 'truth', (scene) => {
    for (const sheet of scene.lists) {
      const age = scene.column(sheet, 'Age') ?? scene.column(sheet, 'Age of Child (Years)')
      for (const row of scene.take(sheet, () => true)) {
        row.cells.forEach((value, index) => {
          const column = sheet.columns[index]
          if (!column || value === null || (typeof value === 'object' && value.kind !== 'day'))
            return
          if (index !== age?.index && !isDay(value) && column.key !== 'Allocated Team') return
          scene.set(
            { sheet, row, column, index },
            { kind: 'formula', formula: `VLOOKUP(A2,Data!A:Z,${index + 1},FALSE)`, value },
          )
        })
      }
    }
  }),
  annexA(
    'formulas-without-result',
    'Formulas were saved without their results',
    'finding',
    (scene) => {
      for (const at of decidingStarts(scene, () => true))
        scene.set(at, {
          kind: 'formula',
          formula: 'INDEX(Data!D:D,MATCH(A2,Data!A:A,0))',
          value: null,
        })
    },
  ),
  annexA(
    'status-untyped',
    'List 6 gives no status, or one that no code list has',
    'finding',
    (scene) => {
      const sheet = scene.list(6)
      for (const row of scene.take(
        sheet,
        (one) => scene.case(one)?.status === 'child-in-need-plan',
        6,
      )) {
        const at = sheet && scene.cell(sheet, row, 'Case Status')
        if (at)
          scene.set(at, scene.random.pick([null, 'Active', 'Stage 2', '', 'Tier 3 step across']))
      }
    },
  ),
  annexA('disability-words', 'Disability is given as a diagnosis', 'either', (scene) => {
    for (const sheet of scene.lists) {
      const yes = (row: SheetRow): boolean =>
        scene.value(scene.cell(sheet, row, 'Does the Child have a Disability')) === 'a) Yes'
      for (const row of scene.take(sheet, yes)) {
        const at = scene.cell(sheet, row, 'Does the Child have a Disability')
        if (at)
          scene.set(
            at,
            scene.random.pick([
              'Autism or Asperger Syndrome',
              'LEARNING',
              'MOBILITY',
              'Visual impairment',
              'CONSCIOUSNESS',
            ]),
          )
      }
    }
  }),
  annexA('postcodes', 'Postcodes are `nope` or spaced in other ways', 'truth', (scene) => {
    const sheet = scene.list(8)
    for (const row of scene.take(sheet, () => true)) {
      const at = sheet && scene.cell(sheet, row, 'Placement postcode')
      if (at) scene.set(at, scene.random.pick(['nope', 'zz14ab', 'ZZ1  4AB', 'XXXXXX']))
    }
  }),
]
