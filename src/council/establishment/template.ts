import type { PostRecord } from '../../core/model/index.ts'
import { postColumns, postsTemplateRows } from '../../intake/index.ts'
import { writePostsTemplate, type CellOut } from '../../render/index.ts'

const DATES = new Set(['since', 'vacantSince', 'coverFrom', 'coverEnd'])
const NUMBERS = new Set([
  'fte',
  'coverFte',
  'costDay',
  'costHour',
  'experience',
  'notice',
  'permanentNotice',
  'references',
])
const REQUIRED = new Set(['post', 'fte'])

/** The posts file to fill in, with the posts that the file in force holds. */
export const postsTemplate = (known: readonly PostRecord[]): Promise<Uint8Array> =>
  writePostsTemplate(
    postColumns.map(({ key, header, help, example, allowed }) => ({
      header,
      kind: DATES.has(key) ? 'date' : NUMBERS.has(key) ? 'number' : 'text',
      decimals: 2,
      hint: `${help} For example: ${example}.`,
      required: REQUIRED.has(key),
      ...(allowed ? { choices: allowed } : {}),
    })),
    postsTemplateRows(known).map((row) =>
      postColumns.map(({ key }, at): CellOut => {
        const text = row[at] ?? ''
        if (text === '') return null
        if (DATES.has(key)) return text.split('/').reverse().join('-')
        return NUMBERS.has(key) ? Number(text) : text
      }),
    ),
  )
