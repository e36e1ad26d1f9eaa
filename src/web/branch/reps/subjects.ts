import { phoneOf, phoneShown, isMail } from '../../../core/roster/index.ts'
import {
  contactBook,
  recognitionBook,
  type Contact,
  type Recognition,
} from '../../../branch/reps/index.ts'
import { dayTyped, type Reading, type Subject } from '../record-form/index.ts'

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

/** Which bodies the employer recognises, from when, for whom, and where it is written. */
export const recognitionSubject: Subject<Recognition> = {
  path: '/recognition',
  action: 'branch.edit',
  section: 'reps',
  noun: 'body',
  keeper: (here) => here.branch.reps.recognition,
  kind: recognitionBook.kind,
  headings: { begin: 'Add a body', change: 'Change a body', button: 'Save the body' },
  lede: 'Only a recognised body is named as a party to negotiations. Write what a document says, and no more.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'body', label: 'Name of the body' },
      {
        kind: 'one',
        name: 'recognised',
        label: 'Does the employer recognise it?',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
      },
      { kind: 'words', name: 'scope', label: 'For whom and what', rows: 3 },
      { kind: 'day', name: 'from', label: 'From' },
      { kind: 'day', name: 'until', label: 'Until', hint: 'Leave blank while it goes on.' },
      { kind: 'line', name: 'source', label: 'Where it is written' },
      { kind: 'words', name: 'words', label: 'In the branch’s words' },
    ]),
  typed: ({ recognised, from, until, ...of }) => ({
    ...of,
    recognised: recognised ? 'yes' : 'no',
    ...dayTyped('from', from),
    ...dayTyped('until', until),
  }),
  read(reading) {
    const recognised =
      reading.oneOf('recognised', ['yes', 'no'], 'Choose whether it is recognised.') === 'yes'
    const from = reading.day('from')
    const until = reading.day('until')
    if (recognised && from === null) {
      reading.wrong('from', 'Give the day from which it is recognised.')
    }
    if (from !== null && until !== null && until < from) {
      reading.wrong('until', 'The last day is before the first.')
    }
    return {
      body: reading.needed('body', 200, 'Enter the name of the body.'),
      recognised,
      scope: reading.upTo('scope', 1000),
      from,
      until,
      source: reading.upTo('source', 400),
      words: reading.upTo('words', 2000),
    }
  },
  after: (here) => here.to('/recognition'),
  list: '/recognition',
  crumbs: (here) => [{ content: 'Who negotiates', href: here.to('/recognition') }],
}
