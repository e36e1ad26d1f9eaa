import { day, sheet, type SheetRow, type Value } from '../write/sheet.ts'
import { messOf, type MessKind } from './kind.ts'
import { observedHeaders, observedSheets } from './observed.ts'

const annexA = messOf('annex-a')

const topics = [
  '',
  'Contacts',
  'Early Help',
  'Referrals',
  'Assessments',
  'Section 47',
  'Children in Need',
  'Child Protection',
  'Children in Care',
  'Care leavers',
  'Adoption',
  'Adopters',
]

const wide = (cells: Value[]): SheetRow => ({ about: null, cells })

/** Mess of workbooks, sheets and headers. */
export const sheetMess: readonly MessKind[] = [
  annexA(
    'two-lists-one-sheet',
    'Lists 10 and 11 stand one below the other on one sheet',
    'truth',
    (scene) => {
      const upper = scene.list(10)
      const lower = scene.list(11)
      if (!upper || !lower) return
      const headings = wide(lower.columns.map((column) => column.header))
      upper.rows.push(wide([]), headings, ...lower.rows)
      scene.files.annexA.sheets = scene.files.annexA.sheets.filter((one) => one !== lower)
      scene.mark(upper, headings, null)
    },
  ),
  annexA(
    'title-rows',
    'A merged title stands above the headers, as in the template of 2019',
    'truth',
    (scene) => {
      scene.lists.forEach((one, i) => {
        one.title = `List ${i + 1}: ${topics[i + 1]}`
        scene.mark(one, null, null)
      })
    },
  ),
  annexA(
    'front-sheets',
    'Front, guidance and code sheets stand before the lists',
    'truth',
    (scene) => {
      const front = sheet(
        'Front_Sheet',
        ['Annex A', '', ''],
        [
          wide(['Local authority', scene.authority.name]),
          wide(['Date of inspection', day(scene.authority.on)]),
          wide(['Contact for queries', 'Data team']),
        ],
      )
      const questions = sheet(
        'FAQ_and_changes',
        ['Question', 'Answer'],
        [
          wide([
            'Which children go in list 6?',
            'All children in need, including those in lists 7 and 8.',
          ]),
        ],
      )
      const guidance = sheet(
        'Guidance',
        ['List', 'Guidance'],
        [
          wide([
            'List 1: Contacts',
            'All contacts in the six months before the date of inspection.',
          ]),
          wide(['List 6: Children in need', 'Case status: take the first that applies.']),
        ],
      )
      const codes = sheet(
        'Codes_used',
        ['Gender', 'Ethnicity', 'Case status'],
        [
          wide(['a) Male', 'a) WBRI', 'a) Looked after child']),
          wide(['b) Female', 'b) WIRI', 'b) Child Protection plan']),
          wide([null, null, 'c) Child in need plan']),
        ],
      )
      codes.title = 'Codes used in the lists'
      scene.files.annexA.sheets.unshift(front, questions, guidance, codes)
      for (const one of [front, questions, guidance, codes]) scene.mark(one, null, null)
    },
  ),
  annexA(
    'hidden-sheet',
    'Hidden sheets hold last quarter’s list 6 and a scratch pad',
    'truth',
    (scene) => {
      const list = scene.list(6)
      if (!list) return
      const stale = sheet(
        'CIN last quarter',
        list.columns.map((c) => c.header),
        [],
      )
      stale.rows = list.rows
        .slice(0, Math.ceil(list.rows.length / 2))
        .map((row) => ({ ...row, cells: [...row.cells] }))
      stale.hidden = true
      const scratch = sheet('Sheet3', ['pivot', ''], [wide([1, 2]), wide([3, 4])])
      scratch.hidden = true
      scene.files.annexA.sheets.push(stale, scratch)
      scene.mark(stale, null, null)
      scene.mark(scratch, null, null)
    },
  ),
  annexA('sheet-names', 'Sheets are named by topic, by number, or both', 'either', (scene) => {
    for (const one of scene.lists) {
      const number = Number(one.key.slice(5))
      const names = observedSheets[number - 1]
      if (!names) continue
      one.name = scene.random.pick(names)
      scene.mark(one, null, null)
    }
  }),
  annexA(
    'headers-spelled',
    'Headers are spelled as other authorities spell them',
    'either',
    (scene) => {
      for (const one of scene.lists)
        for (const column of one.columns) {
          const others = observedHeaders[column.key]
          if (!others || !scene.random.chance(0.8)) continue
          column.header = scene.random.pick(others)
          scene.mark(one, 'header', column)
        }
    },
  ),
  annexA(
    'headers-mojibake',
    'Curly quotes in headers were read in the wrong encoding',
    'either',
    (scene) => {
      for (const one of scene.lists)
        for (const column of one.columns) {
          if (!/['’‘]/.test(column.header)) continue
          column.header = column.header.replace(/['’]/g, 'â€™').replace(/‘/g, 'â€˜')
          scene.mark(one, 'header', column)
        }
    },
  ),
  annexA(
    'header-spaces',
    'Headers have end spaces, double spaces, no-break spaces and other capitals',
    'truth',
    (scene) => {
      for (const one of scene.lists)
        for (const column of one.columns) {
          if (!scene.random.chance(0.4)) continue
          column.header = scene.random.pick([
            `${column.header} `,
            ` ${column.header}`,
            column.header.replace(' ', '  '),
            column.header.replace(' ', '\u00a0'),
            column.header.toUpperCase(),
            `${column.header}\n`,
          ])
          scene.mark(one, 'header', column)
        }
    },
  ),
  annexA('columns-moved', 'Columns stand in another order', 'truth', (scene) => {
    for (const one of scene.lists) {
      const order = scene.random.shuffled(one.columns.map((_, i) => i))
      const columns = one.columns
      one.columns = order.map((i) => columns[i]).filter((c) => c !== undefined)
      const count = columns.length
      for (const row of one.rows) {
        // Another list's headings and rows below are not this list's columns.
        if (
          row.cells.length > count ||
          (one.key === 'List 10' && row.about?.startsWith('AD') === true)
        )
          continue
        row.cells = order.map((i) => row.cells[i] ?? null)
      }
      scene.mark(one, 'header', null)
    }
  }),
  annexA(
    'columns-added',
    'The authority’s own columns stand among the standard ones',
    'truth',
    (scene) => {
      for (const number of [4, 6, 8]) {
        const one = scene.list(number)
        if (!one) continue
        for (const header of ['Ward', '__proto__', 'constructor']) {
          const column = { key: header, header }
          one.columns.push(column)
          const at = one.columns.length - 1
          for (const row of one.rows)
            if (row.about !== null) row.cells[at] = header === 'Ward' ? 'Northgate' : 'x'
          scene.mark(one, 'header', column)
        }
      }
    },
  ),
  annexA(
    'headers-repeated',
    'The header row comes again further down, as on printed pages',
    'truth',
    (scene) => {
      for (const number of [3, 6, 9]) {
        const one = scene.list(number)
        if (!one || one.rows.length < 4) continue
        const again = wide(one.columns.map((column) => column.header))
        one.rows.splice(Math.floor(one.rows.length / 2), 0, again)
        scene.mark(one, again, null)
      }
    },
  ),
  annexA(
    'empty-rows',
    'Formatted rows without content follow the last row, and one stands in the middle',
    'truth',
    (scene) => {
      for (const one of scene.lists) {
        one.emptyRows = scene.random.int(5, 40)
        if (one.rows.length > 3 && one.key !== 'List 10') one.rows.splice(2, 0, wide([]))
        scene.mark(one, null, null)
      }
    },
  ),
  annexA('totals-row', 'The last row adds up the list', 'finding', (scene) => {
    for (const number of [3, 6, 8]) {
      const one = scene.list(number)
      if (!one) continue
      const id = one.columns.findIndex((column) => column.key === 'Child Unique ID')
      const cells: Value[] = one.columns.map(() => null)
      cells[id] = 'Total'
      cells[id === 0 ? 1 : 0] = one.rows.length
      const row = wide(cells)
      one.rows.push(row)
      scene.mark(one, row, null)
    }
  }),
  annexA(
    'dates-1904',
    'The workbook counts days from 1904, as old Macintosh files do',
    'truth',
    (scene) => {
      scene.files.annexA.options.date1904 = true
      scene.mark(null, null, null)
    },
  ),
  annexA(
    'report-tool',
    'A report tool wrote the workbook: inline strings, prefixed elements',
    'truth',
    (scene) => {
      scene.files.annexA.options.strings = 'inline'
      scene.files.annexA.options.prefixed = true
      scene.mark(null, null, null)
    },
  ),
]
