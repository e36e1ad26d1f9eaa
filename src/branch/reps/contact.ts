import { z } from 'zod'
import { isMail, phoneOf } from '../../core/roster/index.ts'
import { bookOf } from '../records/index.ts'

const line = (most: number) => z.string().trim().max(most)
const phone = line(60).refine((text) => text === '' || phoneOf(text) !== null)

/** How the branch is reached. One record feeds every page and card that says it. */
export const contactSchema = z.strictObject({
  phone,
  fax: phone,
  mail: line(254).refine((text) => text === '' || isMail(text)),
  street: line(200),
  town: line(80),
  postcode: line(12),
  hours: line(400),
})

export type Contact = z.infer<typeof contactSchema>

export const contactBook = bookOf<Contact>({
  name: 'branch-contact',
  noun: 'contact',
  schema: contactSchema,
  audience: 'public',
  words: (contact) => [
    { label: 'Phone', words: contact.phone },
    { label: 'Fax', words: contact.fax },
    { label: 'Email', words: contact.mail },
    { label: 'Street', words: contact.street },
    { label: 'Town', words: contact.town },
    { label: 'Postcode', words: contact.postcode },
    { label: 'When', words: contact.hours },
  ],
})
