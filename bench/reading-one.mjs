/** Reads one workbook with one reader in a process of its own and prints what that cost. */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

const [reader, file, dist] = process.argv.slice(2)

const readers = {
  async fairload() {
    const { openFile } = await import(pathToFileURL(join(dist, 'intake/read/index.js')).href)
    const opened = await openFile(file, 'bench.xlsx')
    if (!opened.ok) throw new Error(opened.problem.code)
    let rows = 0
    let cells = 0
    for (const sheet of opened.value.sheets) {
      const read = await sheet.read((row) => {
        rows++
        for (const cell of row.cells) if (cell !== undefined) cells++
      })
      if (!read.ok) throw new Error(read.problem.code)
    }
    await opened.value.close()
    return { rows, cells }
  },
  async 'exceljs stream'() {
    const { default: ExcelJS } = await import('exceljs')
    let rows = 0
    let cells = 0
    const workbook = new ExcelJS.stream.xlsx.WorkbookReader(file, {
      sharedStrings: 'cache',
      styles: 'cache',
      worksheets: 'emit',
    })
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        rows++
        row.eachCell((cell) => {
          if (cell.value !== null && cell.value !== undefined) cells++
        })
      }
    }
    return { rows, cells }
  },
  async 'exceljs whole'() {
    const { default: ExcelJS } = await import('exceljs')
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(file)
    let rows = 0
    let cells = 0
    workbook.eachSheet((sheet) =>
      sheet.eachRow((row) => {
        rows++
        row.eachCell((cell) => {
          if (cell.value !== null && cell.value !== undefined) cells++
        })
      }),
    )
    return { rows, cells }
  },
  async sheetjs() {
    const { readFileSync } = await import('node:fs')
    const { read } = await import('@e965/xlsx')
    const book = read(readFileSync(file), { type: 'buffer', dense: true, cellDates: true })
    let rows = 0
    let cells = 0
    for (const name of book.SheetNames) {
      for (const row of book.Sheets[name]['!data']) {
        if (!row) continue
        rows++
        for (const cell of row) if (cell && cell.v !== undefined) cells++
      }
    }
    return { rows, cells }
  },
}

const began = performance.now()
const found = await readers[reader]()
const cpu = process.cpuUsage()
console.log(
  JSON.stringify({
    ...found,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    wallSeconds: (performance.now() - began) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)
