import type { Authority } from './model.ts'
import { annexA, type AnnexAVersion } from './write/annex-a.ts'
import { census, csww, type Census } from './write/csww.ts'
import { csv, type CsvOptions } from './write/csv.ts'
import { familiesFile } from './write/families.ts'
import { peopleFile } from './write/people.ts'
import { postsFile } from './write/posts.ts'
import type { Sheet } from './write/sheet.ts'
import { workbook, type WorkbookOptions } from './write/xlsx.ts'

/** The files that Fairload reads, still as cells: mess is made on these, then they are written. */
export interface Bundle {
  annexA: { sheets: Sheet[]; options: Partial<WorkbookOptions> }
  people: { sheets: Sheet[]; options: Partial<WorkbookOptions> }
  families: { sheet: Sheet; options: Partial<CsvOptions> }
  posts: { sheet: Sheet; options: Partial<CsvOptions> }
  csww: {
    census: Census
    /** Lines put between the header and the workers, and what the file begins with. */
    before: string
    collection: string
    /** Text changes made on the finished XML. */
    dress: ((xml: string) => string)[]
  }
}

export function bundle(authority: Authority, version: AnnexAVersion = '2024'): Bundle {
  return {
    annexA: { sheets: annexA(authority, version), options: {} },
    people: { sheets: peopleFile(authority), options: {} },
    families: { sheet: familiesFile(authority), options: {} },
    posts: { sheet: postsFile(authority), options: {} },
    csww: { census: census(authority), before: '', collection: 'CSWW', dress: [] },
  }
}

export type ReadShape = 'annex-a' | 'annex-a-csv' | 'people' | 'families' | 'posts' | 'csww'

export const fileNames = {
  'annex-a': 'Annex A.xlsx',
  people: 'People.xlsx',
  families: 'Families.csv',
  posts: 'Posts.csv',
  csww: 'CSWW.xml',
} as const

/** The bytes of each file asked for, by file name. */
export function rendered(from: Bundle, shapes: readonly ReadShape[]): Map<string, Uint8Array> {
  const out = new Map<string, Uint8Array>()
  for (const shape of shapes) {
    if (shape === 'annex-a')
      out.set(fileNames['annex-a'], workbook(from.annexA.sheets, from.annexA.options))
    if (shape === 'annex-a-csv')
      for (const sheet of from.annexA.sheets)
        if (sheet.key.startsWith('List ')) out.set(`${sheet.name}.csv`, csv(sheet))
    if (shape === 'people')
      out.set(fileNames.people, workbook(from.people.sheets, from.people.options))
    if (shape === 'families')
      out.set(fileNames.families, csv(from.families.sheet, from.families.options))
    if (shape === 'posts') out.set(fileNames.posts, csv(from.posts.sheet, from.posts.options))
    if (shape === 'csww') {
      let xml = csww(from.csww.census).replace(
        '<Collection>CSWW<',
        `<Collection>${from.csww.collection}<`,
      )
      for (const change of from.csww.dress) xml = change(xml)
      out.set(fileNames.csww, Buffer.from(xml, 'utf8'))
    }
  }
  return out
}
