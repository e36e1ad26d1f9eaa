import { repairBook, repairWords, type RepairBody } from '../../../branch/repairs/index.ts'
import type { Here } from '../here.ts'
import { dayTyped, type Subject } from '../record-form/index.ts'

/** Forms of what is wrong with buildings. */
export const repairSubject: Subject<RepairBody> = {
  path: '/repairs',
  action: 'sites.edit',
  section: 'repairs',
  noun: 'repair',
  keeper: (here) => here.branch.repairs,
  kind: repairBook.kind,
  headings: { begin: 'Note what is wrong', change: 'Change a repair', button: 'Save' },
  lede: 'Say what is wrong with the building, who was told and what was mended.',
  fields: async (here) => {
    const sites = await here.branch.sites.list(here.organisation)
    return [
      { kind: 'line', name: 'title', label: 'What is wrong', hint: 'In a few words: the lift.' },
      {
        kind: 'pick',
        name: 'site',
        label: 'Site',
        items: sites.map(({ id, body }) => ({ value: id, text: body.name })),
        none: 'Choose a site',
      },
      { kind: 'line', name: 'place', label: 'Where in it' },
      { kind: 'words', name: 'words', label: 'More about it', rows: 3 },
      { kind: 'day', name: 'opened', label: 'When it was noticed' },
      { kind: 'day', name: 'reported', label: 'When the employer was told' },
      { kind: 'line', name: 'to', label: 'Who was told' },
      { kind: 'day', name: 'fixed', label: 'When it was mended' },
      { kind: 'words', name: 'mended', label: 'What was done', rows: 2 },
      { kind: 'line', name: 'rep', label: 'Who follows it up', hint: 'The office: Safety rep.' },
    ]
  },
  typed: (body) => ({
    title: body.title,
    site: body.site,
    place: body.place,
    words: body.words,
    ...dayTyped('opened', body.openedOn),
    ...dayTyped('reported', body.reported?.on ?? null),
    to: body.reported?.to ?? '',
    ...dayTyped('fixed', body.fixed?.on ?? null),
    mended: body.fixed?.words ?? '',
    rep: body.rep,
  }),
  begun: (here) => dayTyped('opened', here.today),
  read(reading, fields) {
    const sites = fields.find((field) => field.name === 'site')
    const site = sites?.kind === 'pick' ? reading.idIn('site', sites.items) : null
    if (site === null) reading.wrong('site', 'Choose the site.')
    const openedOn = reading.neededDay('opened', 'Give the day on which it was noticed.')
    const reportedOn = reading.day('reported')
    const to = reading.upTo('to', 200)
    const fixedOn = reading.day('fixed')
    const mended = reading.upTo('mended', 1_000)
    if (reportedOn !== null && to === '') reading.wrong('to', 'Say who was told.')
    if (reportedOn === null && to !== '') reading.wrong('reported', 'Say when they were told.')
    if (fixedOn !== null && mended === '') reading.wrong('mended', 'Say what was done.')
    if (fixedOn === null && mended !== '') reading.wrong('fixed', 'Say when it was mended.')
    for (const [name, on] of [
      ['reported', reportedOn],
      ['fixed', fixedOn],
    ] as const) {
      if (on !== null && on < openedOn) reading.wrong(name, 'This is before it was noticed.')
    }
    return {
      title: reading.needed('title', 200, 'Say what is wrong.'),
      site: site ?? '',
      place: reading.upTo('place', 200),
      words: reading.upTo('words', 2_000),
      openedOn,
      reported: reportedOn === null ? null : { on: reportedOn, to },
      fixed: fixedOn === null ? null : { on: fixedOn, words: mended },
      rep: reading.upTo('rep', 200),
    }
  },
  lines: async (here, body) => {
    const sites = await here.branch.sites.list(here.organisation)
    return repairWords(body, (id) => sites.find((site) => site.id === id)?.body.name ?? 'A site')
  },
  after: (here: Here, id) => here.to(id === null ? '/repairs' : `/repairs/${id}`),
  list: '/repairs',
  crumbs: (here) => [{ content: 'Repairs', href: here.to('/repairs') }],
}
