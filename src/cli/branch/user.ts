import { branchRoleNames, branchRoles, type BranchRole } from '../../core/branch-rights/index.ts'
import type { KnownPerson } from '../../branch/sign-in/index.ts'
import { columns, exitCode, parseCommandLine, type Command, type Terminal } from '../command.ts'
import { onStore } from '../on-store.ts'
import type { BranchWorld } from './world.ts'

const OFFICES = branchRoles.filter((role) => role !== 'member')

const usage = `fairload branch user list
fairload branch user add EMAIL NAME [--office OFFICE]
fairload branch user reset EMAIL

Looks after who can sign in to the branch. “list” shows those who hold an office, nobody else of the
roll. “add” puts somebody on the roll, or gives an office to who is there; “reset” ends the second
step, the passkeys and the sign-ins of somebody who lost them. Both print a one-time code for the
page /own/sign-in/one-time-code. EMAIL is the person's own address, never the employer's. It works
beside a running server.

  --office OFFICE      ${OFFICES.join(', ')}; may be given more than once
  --organisation NAME  another than “own”`

/** How many words each needs. */
const WORDS: Record<string, number> = { list: 1, add: 3, reset: 2 }

export const user = (world: BranchWorld): Command => ({
  name: 'user',
  summary: 'add, list and reset people who sign in to the branch',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { office: { type: 'string', multiple: true }, organisation: { type: 'string' } },
      usage,
    )
    if (!parsed.ok) {
      terminal.err(`${parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const [what = '', email = '', ...rest] = parsed.value.files
    const { organisation } = parsed.value.values
    const roles = (parsed.value.lists.office ?? []).map(
      (each): BranchRole | null => OFFICES.find((role) => role === each) ?? null,
    )
    const needs = WORDS[what]
    if (needs === undefined || parsed.value.files.length < needs || roles.includes(null)) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    return onStore(world, terminal, async (store) => {
      const doors = await world.doors(store)
      if (!doors.ok) {
        terminal.err(`${doors.problem.sentence}\n`)
        return exitCode.unreadable
      }
      const { branch, signIn } = doors.value
      const slug = typeof organisation === 'string' ? organisation : 'own'
      const of = await branch.organisation(slug)
      if (!of) {
        terminal.err(`There is no branch “${slug}”. Run “fairload branch serve” once first.\n`)
        return exitCode.usage
      }
      if (what === 'list') {
        listPeople(terminal, await signIn.people(of))
        return exitCode.done
      }
      const given =
        what === 'add'
          ? await signIn.add(
              of,
              {
                email,
                name: rest.join(' '),
                roles: roles.filter((role): role is BranchRole => role !== null),
              },
              null,
            )
          : await signIn.resetByEmail(of, email, null)
      if (!given.ok) {
        terminal.err(`${given.problem.sentence}\n`)
        return exitCode.questions
      }
      terminal.out(
        `One-time code: ${given.value.code}\nIt is for the page /${slug}/sign-in/one-time-code, works once, and ends after seven days.\n`,
      )
      return exitCode.done
    })
  },
})

function listPeople(terminal: Terminal, people: readonly KnownPerson[]): void {
  if (people.length === 0) {
    terminal.out('Nobody holds an office yet.\n')
    return
  }
  const rows = people.map(({ email, name, roles, secondStep }) => [
    email ?? 'none on the roll',
    name,
    roles.map((role) => branchRoleNames[role]).join(', '),
    secondStep ? 'set up' : 'not yet',
  ])
  terminal.out(`${columns([['email', 'name', 'offices', 'second step'], ...rows], new Set())}\n`)
}
