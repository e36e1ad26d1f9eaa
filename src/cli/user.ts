import type { TeamId } from '../core/model/index.ts'
import { accountRoles, accountRoleWords, isAccountRole } from '../core/rights/index.ts'
import type { AccountView } from '../council/index.ts'
import { columns, exitCode, parseCommandLine, type Command } from './command.ts'
import type { Terminal } from './command.ts'
import { onStore } from './on-store.ts'
import type { World } from './world.ts'

const usage = `fairload user list
fairload user add EMAIL NAME --role ROLE [--team TEAM]
fairload user grant EMAIL --role ROLE [--team TEAM]
fairload user disable EMAIL
fairload user reset EMAIL

Looks after who can sign in. “add” and “reset” print a one-time code, with which the person sets up
a password and an authenticator app at /own/set-up. It works beside a running server.

Roles: ${accountRoles.join(', ')}. A team manager needs --team.
--organisation NAME takes another than “own”.`

/** How many words each needs. */
const WORDS: Record<string, number> = { list: 1, add: 3, grant: 2, disable: 2, reset: 2 }

export const user = (world: World): Command => ({
  name: 'user',
  summary: 'add, list, disable and reset people who sign in',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { role: { type: 'string' }, team: { type: 'string' }, organisation: { type: 'string' } },
      usage,
    )
    if (!parsed.ok) {
      terminal.err(`${parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const [what = '', email = '', ...rest] = parsed.value.files
    const { role, team, organisation } = parsed.value.values
    const needs = WORDS[what]
    const isRole = typeof role === 'string' && isAccountRole(role)
    const needsRole = what === 'add' || what === 'grant'
    if (needs === undefined || parsed.value.files.length < needs || (needsRole && !isRole)) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    return onStore(world, terminal, async (store) => {
      const doors = await world.signIn(store)
      if (!doors.ok) {
        terminal.err(`${doors.problem.sentence}\n`)
        return exitCode.unreadable
      }
      const { council, signIn } = doors.value
      const slug = typeof organisation === 'string' ? organisation : 'own'
      const of = await council.organisation(slug)
      if (!of) {
        terminal.err(`There is no organisation “${slug}”. Start Fairload once first.\n`)
        return exitCode.usage
      }
      const say = (problem: { sentence: string }): number => {
        terminal.err(`${problem.sentence}\n`)
        return exitCode.questions
      }
      const people = await signIn.accounts(of)
      if (what === 'list') {
        listPeople(terminal, people)
        return exitCode.done
      }
      const given = {
        role: isRole ? role : ('social-worker' as const),
        team: typeof team === 'string' ? (team as TeamId) : null,
      }
      if (what === 'add') {
        const added = await signIn.add(of, { email, name: rest.join(' '), ...given }, null)
        if (!added.ok) return say(added.problem)
        sayCode(terminal, slug, added.value.code)
        return exitCode.done
      }
      const person = people.find((each) => each.email === email.trim().toLowerCase())
      if (!person) return say({ sentence: 'Nobody here has this email address.' })
      if (what === 'reset') {
        const reset = await signIn.reset(of, person.id, null)
        if (!reset.ok) return say(reset.problem)
        sayCode(terminal, slug, reset.value.code)
        return exitCode.done
      }
      const done =
        what === 'disable'
          ? await signIn.disable(of, person.id, null)
          : await signIn.grant(of, person.id, { ...given, from: null, until: null }, null)
      if (!done.ok) return say(done.problem)
      terminal.out(
        what === 'disable'
          ? 'Disabled, and signed out everywhere.\n'
          : `Given: ${accountRoleWords[given.role].name}.\n`,
      )
      return exitCode.done
    })
  },
})

const sayCode = (terminal: Terminal, slug: string, code: string): void =>
  terminal.out(
    `One-time code: ${code}\nIt is for the page /${slug}/set-up, works once, and ends after seven days.\n`,
  )

function listPeople(terminal: Terminal, people: readonly AccountView[]): void {
  if (people.length === 0) {
    terminal.out('Nobody can sign in yet.\n')
    return
  }
  const rows = people.map(({ email, name, state, grants }) => [
    email,
    name,
    state,
    grants.map(({ role, teamName }) => (teamName ? `${role} (${teamName})` : role)).join(', '),
  ])
  terminal.out(`${columns([['email', 'name', 'state', 'roles'], ...rows], new Set())}\n`)
}
