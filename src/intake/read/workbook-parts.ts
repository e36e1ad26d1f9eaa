import type { Archive } from './archive.ts'
import type { NumberShow } from './cells.ts'
import { numberShow } from './number-format.ts'
import { refuse } from './problems.ts'
import type { Limits } from './types.ts'
import { readPart } from './xml-part.ts'

/** A worksheet as the workbook lists it, with the zip part that holds its rows. */
export interface ListedSheet {
  name: string
  hidden: boolean
  part: string
}

/** What a workbook says of itself before any sheet is read. */
export interface Workbook {
  sheets: ListedSheet[]
  date1904: boolean
  shows: NumberShow[]
  sharedStringsPart: string | null
  hasMacros: boolean
  /** Sheets of the workbook that hold a chart or dialogue, not cells. */
  otherSheets: number
}

interface Relationship {
  type: string
  part: string
}

/** A workbook with more cell styles than this is broken; Excel stops at 65,490. */
const MOST_STYLES = 100_000

/**
 * Reads the parts that describe a workbook, found by relationship, not by usual name.
 * @throws ReadFault damaged-workbook, too-many-sheets, no-sheets, xlsb-not-supported, …
 */
export async function readWorkbook(archive: Archive, limits: Limits): Promise<Workbook> {
  const root = await readRelationships(archive, '', limits)
  const workbookPart = [...root.values()].find((r) => r.type === 'officeDocument')?.part
  const part = workbookPart ?? 'xl/workbook.xml'
  if (part.endsWith('.bin')) refuse('xlsb-not-supported')
  if (!archive.has(part)) refuse('damaged-workbook', part)
  const relationships = await readRelationships(archive, part, limits)

  const sheets: ListedSheet[] = []
  let date1904 = false
  let listed = 0
  let otherSheets = 0
  await readPart(archive, part, limits, ({ local, attributes }, path) => {
    if (local === 'workbookPr' && path.length === 2) {
      date1904 = ['1', 'true', 'on'].includes(attributes.get('date1904') ?? '')
    }
    if (local !== 'sheet' || path.at(-2) !== 'sheets' || path.length !== 3) return
    listed++
    const relationship = relationships.get(relationshipId(attributes))
    if (!relationship) refuse('damaged-workbook', part)
    if (relationship.type !== 'worksheet') {
      otherSheets++
      return
    }
    sheets.push({
      name: attributes.get('name') ?? `Sheet${listed}`,
      hidden: (attributes.get('state') ?? 'visible') !== 'visible',
      part: relationship.part,
    })
  })
  if (listed > limits.sheets) refuse('too-many-sheets', listed, limits.sheets)
  if (sheets.length === 0) refuse('no-sheets')
  for (const sheet of sheets) if (!archive.has(sheet.part)) refuse('damaged-workbook', sheet.part)

  const partOf = (type: string): string | null => {
    const found = [...relationships.values()].find((r) => r.type === type)?.part
    return found !== undefined && archive.has(found) ? found : null
  }
  const stylesPart = partOf('styles')
  return {
    sheets,
    date1904,
    shows: stylesPart === null ? [] : await readStyles(archive, stylesPart, limits),
    sharedStringsPart: partOf('sharedStrings'),
    hasMacros: partOf('vbaProject') !== null,
    otherSheets,
  }
}

/** `r:id`, whatever prefix the workbook gives to relationships. */
function relationshipId(attributes: ReadonlyMap<string, string>): string {
  const usual = attributes.get('r:id')
  if (usual !== undefined) return usual
  for (const [name, value] of attributes) if (name.endsWith(':id')) return value
  return ''
}

/** The relationships of a part (`''` for the package itself), by id. */
async function readRelationships(
  archive: Archive,
  part: string,
  limits: Limits,
): Promise<Map<string, Relationship>> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const rels = `${folder}_rels/${part.slice(slash + 1)}.rels`
  const found = new Map<string, Relationship>()
  if (!archive.has(rels)) return found
  await readPart(archive, rels, limits, ({ local, attributes }) => {
    const id = attributes.get('Id')
    const target = attributes.get('Target')
    if (local !== 'Relationship' || id === undefined || target === undefined) return
    if (attributes.get('TargetMode') === 'External') return
    const type = attributes.get('Type') ?? ''
    found.set(id, {
      type: type.slice(type.lastIndexOf('/') + 1),
      part: resolvePart(folder, target),
    })
  })
  return found
}

/** A target against its folder: `../styles.xml`, `worksheets/sheet1.xml`, `/xl/sheet1.xml`. */
function resolvePart(folder: string, target: string): string {
  const segments: string[] = []
  const whole = target.startsWith('/') ? target : folder + target
  for (const segment of whole.replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}

/** How each cell style (`s`) shows a number, by style index. */
async function readStyles(archive: Archive, part: string, limits: Limits): Promise<NumberShow[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  await readPart(archive, part, limits, ({ local, attributes }, path) => {
    const holder = path.at(-2)
    if (local === 'numFmt' && holder === 'numFmts') {
      const code = attributes.get('formatCode')
      if (code !== undefined) codes.set(Number(attributes.get('numFmtId')), code)
    } else if (local === 'xf' && holder === 'cellXfs') {
      if (ids.length >= MOST_STYLES) refuse('damaged-workbook', part)
      ids.push(Number(attributes.get('numFmtId') ?? 0))
    }
  })
  const shows = new Map<number, NumberShow>()
  return ids.map((id) => {
    const show = shows.get(id) ?? numberShow(id, codes.get(id))
    shows.set(id, show)
    return show
  })
}
