import { AskFirst, type ChildInWords } from '../children-details/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import type { Typed } from '../record-form/fields.tsx'

/** Asked before words are kept that a child may be in. */
export const askFirstPage = (
  here: Here,
  of: {
    asked: ChildInWords
    typed: Typed
    fields: Readonly<Record<string, string>>
    action: string
    line: string | null
  },
): Plain => ({
  page: {
    title: 'Is a child in these words?',
    section: 'concerns',
    crumbs: [{ content: 'Concerns', href: here.to('/concerns') }],
  },
  body: <AskFirst {...of} />,
})
