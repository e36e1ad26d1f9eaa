import { isoDate, type IsoDate } from '../../../kit/index.ts'
import { contacts, sideNames, sides, type ContactBody } from '../../../branch/negotiation/index.ts'
import { type Reading, type Subject } from '../record-form/index.ts'

const POST_HINT =
  'One a line: post, organisation, from, until. Days as 2024-05-01. The present one last.'

/** People whom the branch deals with. */
export const contactSubject: Subject<ContactBody> = {
  path: '/people',
  action: 'negotiation.edit',
  section: 'people',
  noun: 'person',
  kind: contacts.kind,
  keeper: (here) => here.branch.negotiation.contacts,
  headings: {
    begin: 'Somebody whom the branch deals with',
    change: 'Change a person',
    button: 'Keep it',
  },
  lede: 'Write what the post is and how to reach them. Leave out anything personal.',
  fields: () =>
    Promise.resolve([
      { kind: 'line', name: 'name', label: 'Name' },
      {
        kind: 'one',
        name: 'side',
        label: 'Who they are',
        items: sides.map((side) => ({ value: side, text: sideNames[side] })),
      },
      { kind: 'words', name: 'posts', label: 'Posts', hint: POST_HINT, rows: 3 },
      { kind: 'words', name: 'reach', label: 'How to reach them', rows: 2 },
    ]),
  typed: (body) => ({
    name: body.name,
    side: body.side,
    posts: body.posts
      .map(({ title, organisation, from, until }) =>
        [title, organisation, from ?? '', until ?? ''].join(', ').replace(/(, )+$/, ''),
      )
      .join('\n'),
    reach: body.reach,
  }),
  read: (reading) => ({
    name: reading.needed('name', 120, 'Write the name.'),
    side: reading.oneOf('side', sides, 'Choose who they are.'),
    posts: reading.lines('posts').map((line) => postIn(reading, line)),
    reach: reading.upTo('reach', 1_000),
  }),
  after: (here, id) => here.to(id === null ? '/people' : `/people/${id}`),
  list: '/people',
  crumbs: (here) => [{ content: 'People', href: here.to('/people') }],
}

/** `Director, Fairborough Council, 2018-01-01, 2020-03-31`: days may be left out, commas in names may not. */
function postIn(reading: Reading, line: string): ContactBody['posts'][number] {
  const parts = line.split(',').map((part) => part.trim())
  const days: (IsoDate | null)[] = []
  while (
    parts.length > 1 &&
    days.length < 2 &&
    /^(\d{4}-\d{2}-\d{2})?$/.test(parts.at(-1) ?? '-')
  ) {
    const part = parts.pop() ?? ''
    const day = part === '' ? null : isoDate(part)
    if (part !== '' && day === null) reading.wrong('posts', `${part} is not a day of the calendar.`)
    days.unshift(day)
  }
  const [title = '', ...organisation] = parts
  if (title === '') reading.wrong('posts', 'Each line begins with the name of the post.')
  if (title.length > 160 || organisation.join(', ').length > 160) {
    reading.wrong('posts', 'Use 160 characters or fewer for a post and for an organisation.')
  }
  return {
    title,
    organisation: organisation.join(', '),
    from: days[0] ?? null,
    until: days[1] ?? null,
  }
}
