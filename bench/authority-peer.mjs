/**
 * What a user would otherwise write: reads the workbooks with a library and counts open rows by
 * allocated worker, and divides by full-time equivalent. No status rules, no weights, no capacity,
 * no check of a cell: `node authority-peer.mjs exceljs|sheetjs ANNEX-A PEOPLE FAMILIES`.
 */
import { readFileSync } from 'node:fs'

const [reader, annexA, people, families] = process.argv.slice(2)

/** Lists of children with a worker, and the column that ends their row. */
const LISTS = {
  'List 6': 'CIN Closure Date',
  'List 7': 'Child Protection Plan End Date',
  'List 8': 'Date Ceased to be Looked After',
  'List 9': null,
}

/** @type {Record<string, (file: string) => Promise<Map<string, unknown[][]>>>} */
const readers = {
  async exceljs(file) {
    const { default: ExcelJS } = await import('exceljs')
    const workbook = new ExcelJS.Workbook()
    if (file.endsWith('.csv')) await workbook.csv.readFile(file)
    else await workbook.xlsx.readFile(file)
    const sheets = new Map()
    workbook.eachSheet((sheet) => {
      const rows = []
      sheet.eachRow((row) => rows.push(row.values.slice(1)))
      sheets.set(sheet.name, rows)
    })
    return sheets
  },
  async sheetjs(file) {
    const { read, utils } = await import('@e965/xlsx')
    const workbook = read(readFileSync(file), { dense: true })
    return new Map(
      workbook.SheetNames.map((name) => [
        name,
        utils.sheet_to_json(workbook.Sheets[name], { header: 1 }),
      ]),
    )
  },
}
const read = readers[reader]

const childrenOf = new Map()
const lists = await read(annexA)
for (const [name, ends] of Object.entries(LISTS)) {
  const [header, ...rows] = lists.get(name)
  const [child, worker, end] = ['Child Unique ID', 'Allocated Worker', ends].map((column) =>
    header.indexOf(column),
  )
  for (const row of rows) {
    if (end >= 0 && row[end] != null) continue
    const held = childrenOf.get(row[worker]) ?? new Set()
    childrenOf.set(row[worker], held.add(String(row[child])))
  }
}
const familyOf = new Map([...(await read(families)).values()][0].slice(1))
const fteOf = new Map(
  (await read(people))
    .get('People')
    .slice(1)
    .map((row) => [row[0], Number(row[5])]),
)
const workers = [...childrenOf].map(([worker, children]) => ({
  worker,
  children: children.size,
  families: new Set([...children].map((child) => familyOf.get(child) ?? child)).size,
  perFte: children.size / (fteOf.get(worker) || 1),
}))
const cases = new Set([...childrenOf.values()].flatMap((children) => [...children])).size
console.log(JSON.stringify({ cases, workers }))
