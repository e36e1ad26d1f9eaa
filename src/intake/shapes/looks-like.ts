import { count } from '../../kit/index.ts'
import type { Problem } from '../../kit/index.ts'
import type { Peek } from './peek.ts'
import { headingKeys } from './peek.ts'
import { sheetKey } from './annex-a/sheets.ts'

const WANTED =
  'Fairload reads Annex A (lists 1 to 11), the workforce census (CSWW), a people file, a families file and a posts file.'

/** Headings by which each table of the SSDA903 return is known; two beside CHILD are enough. */
const SSDA903 = new Set([
  'sex',
  'dob',
  'ethnic',
  'upn',
  'mother',
  'mc dob',
  'decom',
  'rne',
  'ls',
  'cin',
  'place',
  'place provider',
  'dec',
  'rec',
  'home post',
  'pl post',
  'urn',
  'review',
  'review code',
  'duc',
  'in touch',
  'activ',
  'accom',
  'mis start',
  'mis end',
  'missing',
  'date int',
  'date match',
  'date placed',
  'prev perm',
  'sw id',
  'sw decom',
  'sw dec',
  'sw reason',
  'dolo start',
  'sdq score',
])
const CIN_CENSUS = new Set(['lachildid', 'cinreferraldate', 'cinclosuredate', 'primaryneedcode'])
const SSD = /^(?:pers|invo|prof|cine|cina|cinp|cppl|clae|clap|fami|dept|lega|s47e|icpc|clea) /
const SEND_WORD =
  /\b(?:ehcp?s?|sen|senco|sen2)\b|\bsend (?:annex|inspection|register|support|needs?|list)\b/
const ADCS = /\badcs\b|\bsafeguarding pressures\b/
const CHAT = /\bchat\b|\bchildren's services analysis tool\b/

/** Says what a workbook or CSV looks like that is none of ours, and what to do instead. */
export function looksLike(peeks: readonly Peek[], format: 'xlsx' | 'xls' | 'csv'): Problem {
  const filled = peeks.filter((peek) =>
    peek.rows.some((row) => headingKeys(row).some((key) => key !== '')),
  )
  if (filled.length === 0)
    return {
      code: 'nothing-in-file',
      sentence: `The file has no cell with anything in it. ${WANTED}`,
    }
  const lines = filled.flatMap((peek) => peek.rows.map(headingKeys))
  const texts = [...peeks.map((peek) => sheetKey(peek.sheet.name)), ...lines.flat()]
  const some = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text))
  const most = (known: ReadonlySet<string>): number =>
    Math.max(0, ...lines.map((line) => line.filter((key) => known.has(key)).length))

  if (lines.some((line) => line.includes('child')) && most(SSDA903) >= 2)
    return {
      code: 'looks-like-ssda903',
      sentence: `This looks like a table of the SSDA903 return (children looked after), which Fairload does not read yet. Upload Annex A instead: its list 8 holds the same children with their workers.`,
    }
  if (most(CIN_CENSUS) >= 2)
    return {
      code: 'looks-like-cin-census',
      sentence:
        'This looks like a table of the children in need census, which names no worker and no team. Upload Annex A instead.',
    }
  if (some(SSD))
    return {
      code: 'looks-like-ssd',
      sentence:
        'This looks like a table of the Standard Safeguarding Dataset, which Fairload does not read yet. Upload Annex A instead.',
    }
  if (texts.some((text) => SEND_WORD.test(text)))
    return {
      code: 'looks-like-send-annex-a',
      sentence: `This looks like the Annex A of a SEND inspection (education, health and care plans), not the one of children's social care (ILACS). Upload the ILACS Annex A, lists 1 to 11.`,
    }
  if (some(ADCS))
    return {
      code: 'looks-like-adcs',
      sentence: `This looks like a workbook of the ADCS data collection, which holds totals and no children. ${WANTED}`,
    }
  if (some(CHAT))
    return {
      code: 'looks-like-chat',
      sentence: `This looks like a ChAT analysis made from Annex A. Upload the Annex A workbook that it was made from.`,
    }
  if (format === 'csv')
    return {
      code: 'not-ours',
      sentence: `The first ten rows of this CSV hold no headings that Fairload knows. ${WANTED} Check that the headings are in one row at the top.`,
    }
  return {
    code: 'not-ours',
    sentence: `This workbook has ${count(peeks.length, 'sheet')}, and none has headings that Fairload knows in its first ten rows. ${WANTED}`,
  }
}

/** Says what an XML file is that is no workforce census. */
export function xmlLooksLike(
  root: string | null,
  collection: string | null,
  within: ReadonlySet<string>,
): Problem {
  const named = (collection ?? '').toUpperCase()
  if (root === 'EXPSSDA903')
    return {
      code: 'looks-like-ssda903',
      sentence:
        'This is the SSDA903 return as XML, which Fairload does not read yet. Upload Annex A instead: its list 8 holds the same children with their workers.',
    }
  if (root === 'Message' && (named === 'CIN' || within.has('Children')))
    return {
      code: 'looks-like-cin-census',
      sentence:
        'This is the children in need census, which names no worker and no team, so no workload can be read from it. Upload Annex A instead.',
    }
  return {
    code: 'not-ours',
    sentence: `This XML is not the children's social work workforce census. ${WANTED}`,
  }
}

/** A workbook with all the headings and not one child. */
export const emptyTemplate: Problem = {
  code: 'annex-a-empty',
  sentence:
    'This is an Annex A with headings but no rows: an empty template. Upload the workbook after it was filled.',
}
