import { phoneOf, phoneShown, isMail } from '../../../core/roster/index.ts'
import { contactBook, type Contact } from '../../../branch/reps/index.ts'
import type { Reading, Subject } from '../record-form/index.ts'

/** A number however it was spaced, as the country writes it. */
function phoneTyped(reading: Reading, name: string): string {
  const words = reading.upTo(name, 60)
  const phone = words === '' ? null : phoneOf(words)
  if (words !== '' && phone === null) {
    reading.wrong(name, 'Enter a phone number, like 01632 960123.')
  }
  return phone === null ? words : phoneShown(phone)
}

/** How the branch is reached: one record that feeds every page and card. */
export const contactSubject: Subject<Contact> = {
  path: '/contact',
  action: 'branch.edit',
  section: 'reps',
  noun: 'contact',
  keeper: (here) => here.branch.reps.contacts,
  kind: contactBook.kind,
  headings: {
    begin: 'How the branch is reached',
    change: 'How the branch is reached',
    button: 'Save it',
  },
  lede: 'Anybody reads this. Every page and card that says how to reach the branch says this.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'phone', label: 'Phone' },
      { kind: 'line', name: 'fax', label: 'Fax', hint: 'Leave blank where there is none.' },
      { kind: 'line', name: 'mail', label: 'Email' },
      { kind: 'line', name: 'street', label: 'Building and street' },
      { kind: 'line', name: 'town', label: 'Town' },
      { kind: 'line', name: 'postcode', label: 'Postcode', narrow: true },
      { kind: 'words', name: 'hours', label: 'When somebody answers', rows: 2 },
    ]),
  typed: (contact) => ({ ...contact }),
  read(reading) {
    const mail = reading.upTo('mail', 254)
    if (mail !== '' && !isMail(mail)) {
      reading.wrong('mail', 'Enter an email address, like branch@example.org.')
    }
    return {
      phone: phoneTyped(reading, 'phone'),
      fax: phoneTyped(reading, 'fax'),
      mail,
      street: reading.upTo('street', 200),
      town: reading.upTo('town', 80),
      postcode: reading.upTo('postcode', 12),
      hours: reading.upTo('hours', 400),
    }
  },
  after: (here) => here.to('/reps'),
  list: '/reps',
  crumbs: (here) => [{ content: 'Find a rep', href: here.to('/reps') }],
}
