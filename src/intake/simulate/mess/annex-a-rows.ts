import { addDays, addMonths } from '../../../kit/index.ts'
import { statusLabels } from '../codes.ts'
import { day, isDay, type Sheet, type SheetRow, type Value } from '../write/sheet.ts'
import { messOf, type MessKind } from './kind.ts'
import type { Scene } from './scene.ts'

const annexA = messOf('annex-a')

/** List 6 rows of children whose status lists 7 or 8 set. */
function settledElsewhere(scene: Scene, count: number): SheetRow[] {
  return scene.take(
    scene.list(6),
    (row) => ['looked-after', 'child-protection-plan'].includes(scene.case(row)?.status ?? ''),
    count,
  )
}

function put(scene: Scene, sheet: Sheet, row: SheetRow, key: string, value: Value): void {
  const at = scene.cell(sheet, row, key)
  if (at) row.cells[at.index] = value
}

function remove(sheet: Sheet, row: SheetRow): void {
  sheet.rows.splice(sheet.rows.indexOf(row), 1)
}

/** Mess in which rows stand against each other. */
export const rowMess: readonly MessKind[] = [
  annexA('rows-repeated', 'Some rows stand twice, word for word', 'truth', (scene) => {
    for (const number of [3, 6, 7, 8, 9]) {
      const sheet = scene.list(number)
      for (const row of scene.take(sheet, () => true, 3)) {
        const again: SheetRow = { about: row.about, cells: [...row.cells] }
        sheet?.rows.push(again)
        scene.mark(sheet, again, null)
      }
    }
  }),
  annexA('rows-older', 'List 6 holds an older, closed row of the same child', 'truth', (scene) => {
    const sheet = scene.list(6)
    if (!sheet) return
    for (const row of scene.take(sheet, (one) => scene.decides(one), 6)) {
      const start = scene.value(scene.cell(sheet, row, 'CIN Start Date'))
      if (!isDay(start)) continue
      const older: SheetRow = { about: row.about, cells: [...row.cells] }
      put(scene, sheet, older, 'CIN Start Date', day(addDays(start.day, -300)))
      put(scene, sheet, older, 'CIN Closure Date', day(addDays(start.day, -100)))
      put(scene, sheet, older, 'Case Status', statusLabels.closed)
      sheet.rows.splice(scene.random.int(0, sheet.rows.length), 0, older)
      scene.mark(sheet, older, null)
    }
  }),
  annexA(
    'list-6-other-worker',
    'List 6 names another worker than list 7 or 8',
    'finding',
    (scene) => {
      const sheet = scene.list(6)
      const staff = scene.truth.workers.filter((one) => one.cases > 0)
      if (!sheet) return
      for (const row of settledElsewhere(scene, 4)) {
        const at = scene.cell(sheet, row, 'Allocated Worker')
        const other = scene.random.pick(staff).name
        if (at && scene.case(row)?.holder === 'worker' && scene.case(row)?.worker !== other)
          scene.set(at, other)
      }
    },
  ),
  annexA(
    'list-6-other-status',
    'List 6 gives another status than list 7 or 8',
    'finding',
    (scene) => {
      const sheet = scene.list(6)
      if (!sheet) return
      for (const row of settledElsewhere(scene, 4)) {
        const at = scene.cell(sheet, row, 'Case Status')
        if (at)
          scene.set(
            at,
            statusLabels[scene.random.pick(['child-in-need-plan', 'open-assessment'] as const)],
          )
      }
    },
  ),
  annexA('closed-but-open', 'List 6 says closed, lists 7 or 8 say open', 'finding', (scene) => {
    const sheet = scene.list(6)
    if (!sheet) return
    for (const row of settledElsewhere(scene, 4)) {
      put(scene, sheet, row, 'Case Status', statusLabels.closed)
      const at = scene.cell(sheet, row, 'CIN Closure Date')
      if (at) scene.set(at, day(addDays(scene.authority.on, -10)))
    }
  }),
  annexA(
    'assessment-after-closure',
    'List 4 shows an assessment still open that list 6 has closed',
    'finding',
    (scene) => {
      const sheet = scene.list(4)
      if (!sheet) return
      const closed = (row: SheetRow): boolean => {
        const id = row.about ?? ''
        const six = scene.list(6)
        const own = scene.rowsOf(6, id)[0]
        return (
          scene.case(row) === undefined &&
          scene.rowsOf(4, id).length === 1 &&
          six !== null &&
          own !== undefined &&
          scene.value(scene.cell(six, own, 'CIN Closure Date')) !== null
        )
      }
      for (const row of scene.take(sheet, closed, 3)) {
        const at = scene.cell(sheet, row, 'Continuous Assessment Date of Authorisation')
        if (at) scene.set(at, null)
      }
    },
  ),
  annexA(
    'referral-without-outcome',
    'A referral of ten weeks ago has come to nothing that anyone wrote down',
    'finding',
    (scene) => {
      const sheet = scene.list(3)
      const id = sheet && scene.column(sheet, 'Child Unique ID')
      const date = sheet && scene.column(sheet, 'Date of Referral')
      const nfa = sheet && scene.column(sheet, 'Referral NFA?')
      if (!sheet || !id || !date || !nfa) return
      const models = scene.take(sheet, (row) => scene.case(row)?.status === 'referral', 3)
      models.forEach((model, i) => {
        const row: SheetRow = { about: `9${String(900_000 + i)}`, cells: [...model.cells] }
        row.cells[id.index] = row.about
        row.cells[date.index] = day(addDays(scene.authority.on, -75 - i))
        row.cells[nfa.index] = 'b) No'
        sheet.rows.push(row)
        scene.mark(sheet, row, date.column)
      })
    },
  ),
  annexA('adults', 'Adults stand in lists for children', 'finding', (scene) => {
    for (const number of [6, 7, 8]) {
      const sheet = scene.list(number)
      for (const row of scene.take(sheet, (one) => scene.decides(one), 1)) {
        const born = day(addMonths(scene.authority.on, -22 * 12 - 3))
        for (let other = 1; other <= 10; other++) {
          const list = scene.list(other)
          if (!list) continue
          for (const own of scene.rowsOf(other, row.about ?? ''))
            put(scene, list, own, 'Date of Birth', born)
        }
        const at = sheet && scene.cell(sheet, row, 'Date of Birth')
        if (at) scene.set(at, born)
      }
    }
  }),
  annexA(
    'birth-dates-differ',
    'Two lists give a child different dates of birth',
    'either',
    (scene) => {
      const sheet = scene.list(4)
      const fits = (row: SheetRow): boolean => scene.case(row) !== undefined && !scene.decides(row)
      for (const row of scene.take(sheet, fits, 3)) {
        const at = sheet && scene.cell(sheet, row, 'Date of Birth')
        const born = scene.value(at ?? null)
        if (at && isDay(born)) scene.set(at, day(addDays(born.day, -365)))
      }
    },
  ),
  annexA(
    'missing-from-list-6',
    'Children of list 8 are missing from list 6',
    'finding',
    (scene) => {
      const sheet = scene.list(8)
      const six = scene.list(6)
      if (!sheet || !six) return
      for (const row of scene.take(sheet, (one) => scene.case(one)?.status === 'looked-after', 3)) {
        for (const own of scene.rowsOf(6, row.about ?? '')) remove(six, own)
        scene.mark(sheet, row, null)
      }
    },
  ),
  annexA(
    'care-leaver-in-list-6',
    'List 6 holds care leavers, with a status of their own',
    'truth',
    (scene) => {
      const nine = scene.list(9)
      const six = scene.list(6)
      const model = six?.rows.find((row) => scene.case(row)?.status === 'child-in-need-plan')
      if (!nine || !six || !model) return
      for (const row of scene.take(nine, (one) => scene.case(one)?.status === 'care-leaver', 3)) {
        const added: SheetRow = { about: row.about, cells: [...model.cells] }
        for (const key of [
          'Child Unique ID',
          'Gender',
          'Ethnicity',
          'Date of Birth',
          'Does the Child have a Disability',
        ])
          put(scene, six, added, key, scene.value(scene.cell(nine, row, key)))
        put(scene, six, added, 'Case Status', 'Care leaver')
        six.rows.push(added)
        scene.mark(six, added, null)
      }
    },
  ),
]
