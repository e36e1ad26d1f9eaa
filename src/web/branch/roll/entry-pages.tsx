import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { EntryView, OwnView, RollName } from '../../../branch/roll/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import type { Site } from '../../../branch/sites/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  Details,
  EmptyState,
  Form,
  Input,
  InsetText,
  KeyFigures,
  Link,
  Opening,
  Radios,
  Section,
  SummaryList,
  Tag,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { ProblemSummary, type FieldProblem } from '../record-form/index.ts'
import { sinceWords } from '../reps/finder.tsx'
import { placeItems } from '../reps/office-forms.tsx'
import { fieldWords, reasonItems, reasonWords, standingWords } from './words.ts'

const crumbs = (here: Here) => [{ content: 'Roll', href: here.to('/roll') }]

export interface RollPage {
  counts: Record<'member' | 'former' | 'contact', number>
  /** What a search found; null where nobody has searched. */
  found: { names: readonly RollName[]; all: number } | null
  typed: string
  problem: string | null
}

/** The roll's first page: it names nobody until somebody is looked for. */
export function rollPage(here: Here, { counts, found, typed, problem }: RollPage): Plain {
  return {
    page: {
      title: 'Roll',
      section: 'roll',
      hasErrors: problem !== null,
      above: problem ? (
        <ProblemSummary
          fields={[{ kind: 'line', name: 'sought', label: '' }]}
          problems={[{ field: 'sought', sentence: problem }]}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="Roll">
          Look for one person. Whoever’s entry you open is shown that you did, and why.
        </Opening>
        <KeyFigures
          items={[
            { value: counts.member, words: counts.member === 1 ? 'member' : 'members' },
            { value: counts.former, words: 'who have left' },
            { value: counts.contact, words: 'in regular contact' },
          ]}
        />
        {/* A name never stands in an address: it is sent in the form. */}
        <Form action={here.to('/roll/search')} novalidate>
          <Input
            name="sought"
            id="sought"
            label={{ content: 'Name, email or membership number', class: 'govuk-label--s' }}
            hint="At least three letters of a name; an email or a number whole."
            value={typed}
            error={problem ?? undefined}
            autocomplete="off"
            spellcheck={false}
          />
          <Button>Look for them</Button>
        </Form>
        {found === null ? null : found.all === 0 ? (
          <EmptyState heading="Nobody on the roll has this name, email or number">
            <p class="govuk-body">
              <Link href={here.to('/roll/new')}>Add somebody</Link>
            </p>
          </EmptyState>
        ) : (
          <DataTable
            id="found"
            caption={
              found.all > found.names.length
                ? `${found.names.length} of ${found.all} people. Type more of the name to see the others.`
                : count(found.all, 'person', 'people')
            }
            captionSize="s"
            phone="table"
            rows={found.names}
            columns={[
              {
                label: 'Name',
                cell: ({ id, name }) => <Link href={here.to(`/roll/${id}`)}>{name}</Link>,
              },
              { label: 'Workplace', cell: ({ workplace }) => workplace ?? 'Not said' },
              { label: 'Standing', cell: ({ standing }) => standingWords[standing] },
            ]}
          />
        )}
        <Section heading="More" id="more">
          <ul class="govuk-list">
            <li>
              <Link href={here.to('/roll/new')}>Add one person</Link>
            </li>
            <li>
              <Link href={here.to('/roll/imports')}>Bring in a membership list</Link>
            </li>
            <li>
              <Link href={here.to('/roll/copies')}>Copies of the roll</Link>
            </li>
            <li>
              <Link href={here.to('/sign-in-codes')}>Give a member a one-time code to sign in</Link>
            </li>
          </ul>
        </Section>
      </>
    ),
  }
}

/** Asks why, before an entry is opened. Its name is not shown. */
export function reasonPage(here: Here, id: string, problems: readonly FieldProblem[]): Plain {
  const title = 'Open an entry of the roll'
  return {
    page: {
      title,
      section: 'roll',
      crumbs: crumbs(here),
      hasErrors: problems.length > 0,
      above: (
        <ProblemSummary
          fields={[{ kind: 'one', name: 'reason', label: '', items: [] }]}
          problems={problems}
        />
      ),
    },
    body: (
      <>
        <Opening heading={title}>
          Say why. Whoever it is about can read that you looked, when, and this reason.
        </Opening>
        <Form action={here.to(`/roll/${id}/look`)} novalidate>
          <Radios
            name="reason"
            fieldset={{
              legend: { content: 'Why do you look?', class: 'govuk-fieldset__legend--s' },
            }}
            error={problems[0]?.sentence}
            items={reasonItems.map(({ value, text }) => ({ value, content: text }))}
          />
          <ButtonGroup>
            <Button preventDoubleClick>Open the entry</Button>
            <Link href={here.to('/roll')}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}

/** What an entry holds, a line each. */
function EntryList(props: {
  here: Here
  view: EntryView
  sites: readonly Written<Site>[]
}): JSX.Element {
  const { entry, standing } = props.view
  const places = new Map(placeItems(props.sites).map(({ value, text }) => [value, text]))
  const place = entry.site && places.get(entry.team ? `${entry.site}/${entry.team}` : entry.site)
  const row = (key: string, value: string | null | undefined) => ({
    key,
    value: value ?? 'Nothing',
  })
  return (
    <SummaryList
      rows={[
        row(fieldWords.name, entry.name),
        row(fieldWords.standing, standingWords[standing]),
        row(fieldWords.mail, entry.mail),
        row(fieldWords.phone, entry.phone),
        row(fieldWords.number, entry.number),
        row('Site or team', place),
        row(fieldWords.workplace, entry.workplace),
        row(fieldWords.department, entry.department),
        row(fieldWords.employer, entry.employer),
        row(fieldWords.job, entry.job),
        row(fieldWords.joined, entry.joined && longDate(entry.joined)),
        row(fieldWords.left, entry.left && longDate(entry.left)),
      ]}
    />
  )
}

function Offices({ here, view }: { here: Here; view: EntryView }): JSX.Element {
  return (
    <Section heading="Offices" id="offices">
      {view.offices.length === 0 ? (
        <p class="govuk-body">None, and none before.</p>
      ) : (
        <DataTable
          caption="Offices"
          captionSize="hidden"
          rows={view.offices}
          columns={[
            {
              label: 'Office',
              cell: ({ id, title }) => <Link href={here.to(`/offices/${id}`)}>{title}</Link>,
            },
            { label: 'Held', cell: sinceWords },
            {
              label: 'Shown to',
              cell: ({ consentedOn }) =>
                consentedOn === null ? 'Members' : `Anybody, since ${longDate(consentedOn)}`,
            },
          ]}
        />
      )}
    </Section>
  )
}

/** One person's entry, opened. */
export function entryPage(
  here: Here,
  view: EntryView,
  sites: readonly Written<Site>[],
  problem: string | null = null,
): Plain {
  const { id, standing, version } = view
  const isMember = standing === 'member'
  return {
    page: {
      title: 'An entry of the roll',
      section: 'roll',
      crumbs: crumbs(here),
      hasErrors: problem !== null,
      above: problem ? (
        <ProblemSummary fields={[]} problems={[{ field: '', sentence: problem }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={view.entry.name} caption="An entry of the roll">
          {isMember
            ? 'Is a member.'
            : standing === 'former'
              ? 'Has left the union.'
              : 'Is no member, and in regular contact with the branch.'}
        </Opening>
        <EntryList here={here} view={view} sites={sites} />
        <Button href={here.to(`/roll/${id}/edit`)}>Change this entry</Button>
        <Offices here={here} view={view} />
        <Section heading="Membership" id="membership">
          <Form action={here.to(`/roll/${id}/standing`)}>
            <input type="hidden" name="number" value={String(version)} />
            <input type="hidden" name="standing" value={isMember ? 'former' : 'member'} />
            <p class="govuk-body">
              {isMember
                ? 'They can no longer sign in, and offices they hold end today. You can take them back.'
                : 'They are a member again, and can sign in with their own email.'}
            </p>
            <Button class={isMember ? 'govuk-button--warning' : 'govuk-button--secondary'}>
              {isMember ? 'End the membership today' : 'Make them a member again'}
            </Button>
          </Form>
        </Section>
        {isMember ? null : (
          <Details summary="Remove the entry for good">
            <Form action={here.to(`/roll/${id}/erase`)}>
              <input type="hidden" name="number" value={String(version)} />
              <p class="govuk-body">
                Nothing of it is kept, and it cannot be brought back. Whoever held an office stays.
              </p>
              <Button class="govuk-button--warning">Remove for good</Button>
            </Form>
          </Details>
        )}
      </>
    ),
  }
}

/** All that is held about whoever asks, who looked at it, and how to correct or end it. */
export function ownPage(here: Here, view: OwnView, sites: readonly Written<Site>[]): Plain {
  const title = 'What is held about you'
  return {
    page: { title, section: 'mine' },
    body: (
      <>
        <Opening heading={title}>
          {view.looks.length === 0
            ? 'Nobody has opened your entry.'
            : `Your entry was opened ${count(view.looks.length, 'time')}; each is listed below.`}
        </Opening>
        <InsetText>
          The branch keeps this because you are a member. It is sealed, your employer cannot read
          it, and only the keepers of the roll may open it, for a reason that you can read here.
        </InsetText>
        <EntryList here={here} view={view} sites={sites} />
        <Button href={here.to('/roll/mine/edit')}>Correct it</Button>
        <p class="govuk-body">
          Your email and membership number are changed by a keeper of the roll: you sign in with the
          one, and the union knows you by the other.
        </p>
        <Section heading="Who looked" id="looks">
          {view.looks.length === 0 ? (
            <p class="govuk-body">Nobody yet.</p>
          ) : (
            <DataTable
              caption="Who looked"
              captionSize="hidden"
              phone="table"
              rows={view.looks}
              columns={[
                { label: 'When', cell: ({ at }) => moment(at) },
                { label: 'Who', names: true, cell: ({ by }) => by },
                {
                  label: 'Why',
                  cell: ({ reason }) =>
                    reason === 'export' ? (
                      <Tag class="govuk-tag--yellow">{reasonWords.export}</Tag>
                    ) : (
                      reasonWords[reason]
                    ),
                },
              ]}
            />
          )}
        </Section>
        <Offices here={here} view={view} />
        <Section heading="Leave" id="leave">
          <p class="govuk-body">
            <Link href={here.to('/roll/mine/leave')}>Leave the branch’s roll</Link>
          </p>
        </Section>
      </>
    ),
  }
}

/** Asks once more before somebody leaves the roll. */
export function leavePage(here: Here, view: OwnView): Plain {
  const title = 'Leave the branch’s roll'
  return {
    page: {
      title,
      section: 'mine',
      crumbs: [{ content: 'What is held about you', href: here.to('/roll/mine') }],
    },
    body: (
      <>
        <Opening heading={title}>
          Nothing signs you in from then on, and offices you hold end today.
        </Opening>
        <p class="govuk-body">
          This ends your entry here. It does not end your membership of the union: tell the union
          too. A keeper of the roll can take you back, or remove your entry for good if you ask.
        </p>
        <Form action={here.to('/roll/mine/leave')}>
          <input type="hidden" name="number" value={String(view.version)} />
          <ButtonGroup>
            <Button class="govuk-button--warning" preventDoubleClick>
              Leave the roll
            </Button>
            <Link href={here.to('/roll/mine')}>Stay</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
