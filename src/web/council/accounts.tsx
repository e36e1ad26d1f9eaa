import { count, longDate, type Problem } from '../../kit/index.ts'
import { accountRoles, accountRoleWords } from '../../core/rights/index.ts'
import { groupsAsText } from '../../council/index.ts'
import type { AccountView, Choices, DirectorySettings } from '../../council/index.ts'
import {
  Button,
  DataTable,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Input,
  InsetText,
  Link,
  Opening,
  Radios,
  Section,
  Select,
  SummaryList,
  Tag,
  Textarea,
} from '../components/index.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { CodeFor } from './porch.tsx'

const NO_FILE = { sheets: [], fileName: 'accounts', what: '' }

const STATES = {
  invited: <Tag class="govuk-tag--yellow">Not set up yet</Tag>,
  active: <Tag class="govuk-tag--teal">In use</Tag>,
  disabled: <Tag class="govuk-tag--grey">Disabled</Tag>,
} as const

const errors = (problem: Problem | null, field: string) =>
  problem ? <ErrorSummary errors={[{ content: problem.sentence, href: `#${field}` }]} /> : null

const roleItems = accountRoles.map((role) => ({
  value: role,
  content: accountRoleWords[role].name,
  hint: accountRoleWords[role].what,
}))

const teamItems = (choices: Choices) => [
  { text: 'The whole service', value: '' },
  ...choices.teams.map(({ id, name }) => ({ text: name, value: id })),
]

const grantWords = (grant: AccountView['grants'][number]): string =>
  `${accountRoleWords[grant.role].name}${grant.teamName ? `, ${grant.teamName}` : ''}`

/** Everybody who signs in, and the form that adds somebody. */
export function accountsPage(
  here: Here,
  view: { accounts: readonly AccountView[]; choices: Choices },
  given: { problem: Problem | null; email: string; name: string; role: string; team: string },
): Figures {
  const { accounts, choices } = view
  const active = accounts.filter((each) => each.state === 'active').length
  return {
    page: {
      title: 'Sign-ins and roles',
      section: 'accounts',
      hasErrors: given.problem !== null,
      above: errors(given.problem, 'email'),
    },
    body: (
      <>
        <Opening heading="Sign-ins and roles">
          {count(active, 'person', 'people')} can sign in.
        </Opening>
        <DataTable
          caption="Everybody with a sign-in"
          captionSize="hidden"
          columns={[
            {
              label: 'Name',
              names: true,
              cell: (each) => <Link href={here.to.account(each.id)}>{each.name}</Link>,
            },
            { label: 'Email address', long: true, cell: (each) => each.email },
            {
              label: 'Roles',
              long: true,
              cell: (each) =>
                each.grants.length === 0
                  ? 'None: sees nothing'
                  : each.grants.map((grant) => <div>{grantWords(grant)}</div>),
            },
            { label: 'State', cell: (each) => STATES[each.state] },
          ]}
          rows={accounts}
        />
        {here.organisation.demonstration ? null : (
          <p class="govuk-body">
            <Link href={here.to.directory()}>Sign-in by the authority’s directory</Link>
          </p>
        )}
        {here.organisation.demonstration ? null : (
          <Section heading="Add a person">
            <Form action={here.to.accounts()} novalidate>
              <Input
                name="email"
                type="email"
                label="Email address"
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                class="govuk-input--width-20"
                value={given.email}
                error={given.problem?.sentence}
              />
              <Input
                name="name"
                label="Name"
                autocomplete="off"
                class="govuk-input--width-20"
                value={given.name}
              />
              <Radios
                name="role"
                fieldset={{
                  legend: { content: 'Role', class: 'govuk-fieldset__legend--s' },
                }}
                value={given.role}
                items={roleItems}
              />
              <Select
                name="team"
                label="Team"
                hint="For a team manager alone."
                items={teamItems(choices)}
                value={given.team}
              />
              <Button preventDoubleClick>Add this person</Button>
            </Form>
          </Section>
        )}
      </>
    ),
    ...NO_FILE,
  }
}

/** A one-time code for somebody who was added or starts anew. */
export function codeGivenPage(
  here: Here,
  given: { name: string; id: string; code: string; address: string },
): Figures {
  return {
    page: {
      title: `A code for ${given.name}`,
      section: 'accounts',
      crumbs: [{ content: 'Sign-ins and roles', href: here.to.accounts() }],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading={`A code for ${given.name}`} />
          <CodeFor name={given.name} address={given.address} code={given.code} />
          <Button href={here.to.account(given.id)}>I have passed it on</Button>
        </div>
      </div>
    ),
    ...NO_FILE,
  }
}

/** One person: roles from and until a day, the worker they are, and how they sign in. */
export function accountPage(
  here: Here,
  account: AccountView,
  choices: Choices,
  problem: Problem | null,
): Figures {
  const { to } = here
  const fixed = here.organisation.demonstration
  return {
    page: {
      title: account.name,
      section: 'accounts',
      crumbs: [{ content: 'Sign-ins and roles', href: to.accounts() }],
      hasErrors: problem !== null,
      above: errors(problem, 'role'),
    },
    body: (
      <>
        <Opening heading={account.name}>
          {account.grants.length === 0
            ? 'Has no role, so sees nothing.'
            : `${account.grants.map(grantWords).join('; ')}.`}
        </Opening>
        <SummaryList
          rows={[
            { key: 'Email address', value: account.email },
            { key: 'State', value: STATES[account.state] },
            {
              key: 'Signs in',
              value: account.sample
                ? 'With one click: a sample person'
                : account.byDirectory
                  ? 'By the authority’s directory'
                  : 'With a password and an authenticator',
            },
            { key: 'In the files', value: account.workerName ?? 'No worker' },
          ]}
        />
        {fixed ? (
          <InsetText>In the demonstration people and roles stand as they are.</InsetText>
        ) : null}
        <Section heading="Roles" id="roles">
          {account.grants.length === 0 ? null : (
            <DataTable
              caption="Roles of this person"
              captionSize="hidden"
              columns={[
                { label: 'Role', names: true, cell: grantWords },
                { label: 'From', cell: (each) => longDate(each.from) },
                {
                  label: 'Until',
                  cell: (each) => (each.until ? longDate(each.until) : 'Further notice'),
                },
                {
                  label: 'Take away',
                  cell: (each) =>
                    fixed ? (
                      '–'
                    ) : each.byDirectory ? (
                      'Given by the directory'
                    ) : (
                      <Form action={to.accountStep(account.id, 'end-role')}>
                        <input type="hidden" name="grant" value={each.id} />
                        <Button class="govuk-button--secondary fl-button--small" preventDoubleClick>
                          Take away
                          <span class="govuk-visually-hidden">: {grantWords(each)}</span>
                        </Button>
                      </Form>
                    ),
                },
              ]}
              rows={account.grants}
            />
          )}
          {fixed ? null : (
            <Form action={to.accountStep(account.id, 'roles')} novalidate>
              <Radios
                name="role"
                fieldset={{
                  legend: { content: 'Give a role', class: 'govuk-fieldset__legend--s' },
                }}
                items={roleItems}
                error={problem?.sentence}
              />
              <Select
                name="team"
                label="Team"
                hint="For a team manager alone."
                items={teamItems(choices)}
              />
              <DateInput
                id="until"
                namePrefix="until"
                fieldset={{
                  legend: { content: 'Last day', class: 'govuk-fieldset__legend--s' },
                }}
                hint="Like 31 3 2027. Leave it empty where it has none."
              />
              <Button preventDoubleClick>Give this role</Button>
            </Form>
          )}
        </Section>
        {fixed ? null : (
          <Section heading="The worker they are in the files" id="worker">
            <Form action={to.accountStep(account.id, 'worker')}>
              <Select
                name="worker"
                label="Worker"
                hint="A social worker sees the work in this worker’s name, and who has looked at it."
                value={account.worker ?? ''}
                items={[
                  { text: 'None', value: '' },
                  ...choices.workers.map(({ id, name, team }) => ({
                    text: team === null ? name : `${name} (${team})`,
                    value: id,
                  })),
                ]}
              />
              <Button class="govuk-button--secondary" preventDoubleClick>
                Save
              </Button>
            </Form>
          </Section>
        )}
        {account.sample ? null : (
          <Section heading="Signing in" id="signing-in">
            <Details summary="Give a new set-up code">
              <p class="govuk-body">
                Their password and authenticator end at once, and they are signed out everywhere.
                With the code they set up both anew.
              </p>
              <Form action={to.accountStep(account.id, 'reset')}>
                <Button class="govuk-button--secondary" preventDoubleClick>
                  Give a new set-up code
                </Button>
              </Form>
            </Details>
            {account.state === 'disabled' ? (
              <InsetText>
                Disabled. A new set-up code lets this person sign in again with the roles above.
              </InsetText>
            ) : (
              <Details summary="Disable this person">
                <p class="govuk-body">
                  They are signed out everywhere at once and cannot sign in. What they did stays in
                  the record. A new set-up code undoes this.
                </p>
                <Form action={to.accountStep(account.id, 'disable')}>
                  <Button class="govuk-button--warning" preventDoubleClick>
                    Disable this person
                  </Button>
                </Form>
              </Details>
            )}
          </Section>
        )}
      </>
    ),
    ...NO_FILE,
  }
}

/** Sign-in by the authority's own directory (OpenID Connect), and which group gives which role. */
export function directoryPage(
  here: Here,
  view: { settings: DirectorySettings | null; callback: string },
  given: { problem: Problem | null; groups: string | null },
): Figures {
  const { settings } = view
  return {
    page: {
      title: 'Sign-in by the directory',
      section: 'accounts',
      crumbs: [{ content: 'Sign-ins and roles', href: here.to.accounts() }],
      hasErrors: given.problem !== null,
      above: errors(given.problem, 'issuer'),
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Sign-in by the directory">
            {settings
              ? 'People sign in with their work account; their groups give their roles anew each time.'
              : 'People can sign in with the account they have at work, such as Microsoft Entra ID.'}
          </Opening>
          <p class="govuk-body">
            At the directory, register Fairload as a web application with this address to return to:{' '}
            <span class="fl-code">{view.callback}</span>
          </p>
          <Form action={here.to.directory()} novalidate>
            <Input
              name="issuer"
              type="url"
              label="The directory’s address (issuer)"
              hint="Like https://login.microsoftonline.com/<tenant>/v2.0"
              value={settings?.issuer ?? ''}
              error={given.problem?.sentence}
            />
            <Input name="clientId" label="Client id" value={settings?.clientId ?? ''} />
            <Input
              name="secret"
              type="password"
              label="Client secret"
              hint={settings ? 'Leave it empty to keep the one that is there.' : undefined}
              autocomplete="off"
            />
            <Input
              name="groupsClaim"
              label="Claim that lists a person’s groups"
              value={settings?.groupsClaim ?? 'groups'}
              class="govuk-input--width-20"
            />
            <Textarea
              name="groups"
              label="Groups and their roles, a line each"
              hint={`group = role. Roles: ${accountRoles.join(', ')}. For a team manager: group = team-manager, team.`}
              rows={7}
              value={given.groups ?? groupsAsText(settings?.groups ?? [])}
            />
            <Button name="do" value="save" preventDoubleClick>
              Save
            </Button>
            {settings ? (
              <div>
                <Button class="govuk-button--secondary" name="do" value="end" preventDoubleClick>
                  End sign-in by the directory
                </Button>
              </div>
            ) : null}
          </Form>
        </div>
      </div>
    ),
    ...NO_FILE,
  }
}
