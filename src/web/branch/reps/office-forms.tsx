import type { BranchRole } from '../../../core/branch-rights/index.ts'
import type { RepView, RosterView } from '../../../branch/reps/index.ts'
import type { OfficeView } from '../../../branch/roll/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import type { Site } from '../../../branch/sites/index.ts'
import { InsetText, Link, Opening } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import {
  dayTyped,
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Item,
  type Reading,
  type Typed,
} from '../record-form/index.ts'

/** Sites and their teams in one list: `site` or `site/team`. */
export const placeItems = (sites: readonly Written<Site>[]): Item[] =>
  sites.flatMap(({ id, body }) => [
    { value: id, text: body.name },
    ...body.teams.map((team) => ({
      value: `${id}/${team.id}`,
      text: `${team.name}, ${body.name}`,
    })),
  ])

export const placeIn = (value: string | null): { site: string | null; team: string | null } => {
  const [site = null, team = null] = value === null ? [] : value.split('/')
  return { site, team }
}

const ROLES: readonly { value: Exclude<BranchRole, 'member'>; text: string; hint: string }[] = [
  { value: 'rep', text: 'Rep', hint: 'Plans rounds, takes visits, opens concerns.' },
  { value: 'officer', text: 'Officer', hint: 'Writes the programme, negotiates, gives offices.' },
  { value: 'roll-keeper', text: 'Keeper of the roll', hint: 'Opens entries of the roll.' },
]

/** How an office shows whoever holds it: asked the same by officers and by themselves. */
const shownFields: readonly FieldOf[] = [
  {
    kind: 'line',
    name: 'mail',
    label: 'Email for this office',
    hint: 'One that the employer does not read. Leave blank to give none.',
  },
  {
    kind: 'line',
    name: 'phone',
    label: 'Phone for this office',
    hint: 'Leave blank to give none.',
  },
  {
    kind: 'one',
    name: 'shown',
    label: 'Who is shown their name',
    items: [
      { value: 'members', text: 'Members of the branch' },
      { value: 'anybody', text: 'Anybody, on the branch’s public page: they agreed to that' },
    ],
  },
  {
    kind: 'day',
    name: 'consented',
    label: 'When they agreed to be shown to anybody',
    hint: 'Leave blank where members alone are shown it.',
  },
]

/** What giving an office asks. */
export const giveFields = (roster: RosterView, sites: readonly Written<Site>[]): FieldOf[] => {
  const known = new Map(
    [...roster.now, ...roster.past].map(({ member, name }) => [member, name] as const),
  )
  return [
    {
      kind: 'pick',
      name: 'member',
      label: 'Who',
      hint: 'Somebody who holds or held an office.',
      items: [...known].map(([value, text]) => ({ value, text })),
      none: 'Somebody else',
    },
    {
      kind: 'line',
      name: 'known',
      label: 'Or their own email or membership number',
      hint: 'As they gave it to you. The roll stays shut: only this one person is found.',
    },
    { kind: 'one', name: 'role', label: 'What they do', items: ROLES },
    {
      kind: 'line',
      name: 'title',
      label: 'Title',
      hint: 'As the branch says it: “Rep”, “Branch secretary”, “Health and safety rep”.',
    },
    {
      kind: 'pick',
      name: 'place',
      label: 'For',
      items: placeItems(sites),
      none: 'The whole branch',
    },
    { kind: 'day', name: 'from', label: 'From' },
    { kind: 'day', name: 'until', label: 'Last day', hint: 'Leave blank while it has none.' },
    ...shownFields,
  ]
}

/** What changing an office asks: an officer of all that may change, its holder of how it shows them. */
export const changeFields = (isOfficer: boolean): FieldOf[] => [
  ...(isOfficer
    ? ([
        { kind: 'line', name: 'title', label: 'Title' },
        {
          kind: 'day',
          name: 'until',
          label: 'Last day',
          hint: 'To end this office, give its last day. It stays in the history.',
        },
      ] satisfies FieldOf[])
    : []),
  ...shownFields,
]

export const typedOffice = (office: OfficeView): Typed => ({
  title: office.title,
  ...dayTyped('until', office.until),
  mail: office.mail ?? '',
  phone: office.phone ?? '',
  shown: office.consentedOn === null ? 'members' : 'anybody',
  ...dayTyped('consented', office.consentedOn),
})

/** How the office shows its holder, as typed. */
export function readShown(reading: Reading): Pick<OfficeView, 'mail' | 'phone' | 'consentedOn'> {
  const shown = reading.oneOf('shown', ['members', 'anybody'], 'Choose who is shown their name.')
  const consented = reading.day('consented')
  if (shown === 'anybody' && consented === null) {
    reading.wrong('consented', 'Give the day on which they agreed to be shown to anybody.')
  }
  return {
    mail: reading.upTo('mail', 254) || null,
    phone: reading.upTo('phone', 60) || null,
    consentedOn: shown === 'anybody' ? consented : null,
  }
}

export const rolesToGive = ROLES.map(({ value }) => value)

export interface OfficeForm {
  typed: Typed
  fields: readonly FieldOf[]
  problems: readonly FieldProblem[]
}

/** Gives somebody an office, from a day on. */
export function giveOfficePage(here: Here, form: OfficeForm): Plain {
  const title = 'Give an office'
  return {
    page: {
      title,
      section: 'reps',
      crumbs: [
        { content: 'Find a rep', href: here.to('/reps') },
        { content: 'Reps and officers', href: here.to('/reps/roster') },
      ],
      hasErrors: form.problems.length > 0,
      above: <ProblemSummary fields={form.fields} problems={form.problems} />,
    },
    body: (
      <>
        <Opening heading={title}>
          It begins on a day and may end on one. What was held before stays as history.
        </Opening>
        <RecordForm
          {...form}
          action={here.to('/offices/new')}
          number={null}
          button="Give the office"
          back={here.to('/reps/roster')}
        />
      </>
    ),
  }
}

/** Changes an office: its title and last day, and how it shows whoever holds it. */
export function changeOfficePage(
  here: Here,
  office: RepView,
  form: OfficeForm & { number: number },
): Plain {
  const title = `${office.title}: ${office.name}`
  return {
    page: {
      title,
      section: 'reps',
      crumbs: [
        { content: 'Find a rep', href: here.to('/reps') },
        { content: 'Reps and officers', href: here.to('/reps/roster') },
      ],
      hasErrors: form.problems.length > 0,
      above: <ProblemSummary fields={form.fields} problems={form.problems} />,
    },
    body: (
      <>
        <Opening heading={title}>For {office.where}.</Opening>
        {office.member === here.person?.member ? (
          <InsetText>
            This is your own office. You decide whether anybody is shown your name, and may take
            that back on any day.
          </InsetText>
        ) : null}
        <RecordForm
          {...form}
          action={here.to(`/offices/${office.id}`)}
          button="Save the office"
          back={here.to('/reps/roster')}
        />
        {office.consentedOn === null ? null : (
          <p class="govuk-body">
            <Link href={here.to('/reps', { site: office.site })}>See the page that shows it</Link>
          </p>
        )}
      </>
    ),
  }
}
