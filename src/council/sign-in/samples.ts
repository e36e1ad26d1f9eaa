import { byText } from '../../kit/index.ts'
import type { TeamId, WorkerId } from '../../core/model/index.ts'
import type { AccountRole } from '../../core/rights/index.ts'
import { accounts, caseloads, imports, type Held, type Scope } from '../../store/index.ts'
import type { SignInDeps } from './steps.ts'

interface Sample {
  email: string
  name: string
  role: AccountRole
  team: TeamId | null
  worker: WorkerId | null
}

/** Cases in a worker's own name, care leavers' apart: those go to personal advisers. */
const casesOf = (held: Held, worker: WorkerId): number =>
  held.cases.filter(
    ({ holder, status }) =>
      holder.kind === 'worker' && holder.worker === worker && status !== 'care-leaver',
  ).length

/**
 * The demonstration's people: one for each role, the social worker being the busiest of the files,
 * the team manager theirs.
 */
function samplesFrom(held: Held): Sample[] {
  const busiest = held.workers
    .filter((each) => each.team !== null)
    .map((each) => ({ each, cases: casesOf(held, each.id) }))
    .sort((a, b) => b.cases - a.cases || byText(a.each.id, b.each.id))[0]?.each
  if (!busiest) return []
  const whole = { team: null, worker: null }
  return [
    {
      email: 'worker@demonstration.example',
      name: busiest.name,
      role: 'social-worker',
      team: null,
      worker: busiest.id,
    },
    {
      email: 'team@demonstration.example',
      name: 'Ruth Adeyemi',
      role: 'team-manager',
      team: busiest.team,
      worker: null,
    },
    {
      email: 'service@demonstration.example',
      name: 'Daniel Mercer',
      role: 'service-manager',
      ...whole,
    },
    { email: 'data@demonstration.example', name: 'Huda Rahman', role: 'data-officer', ...whole },
    {
      email: 'admin@demonstration.example',
      name: 'Petra Lindqvist',
      role: 'administrator',
      ...whole,
    },
    { email: 'audit@demonstration.example', name: 'Colin Baptiste', role: 'auditor', ...whole },
    {
      email: 'party@demonstration.example',
      name: 'Maureen Whitlock',
      role: 'agreement-party',
      ...whole,
    },
  ]
}

/** Makes the demonstration's people where there are none; they have no secret and need none. */
export async function makeSamples(deps: SignInDeps, scope: Scope): Promise<void> {
  if ((await accounts.list(scope)).some((each) => each.sample)) return
  const current = await imports.current(scope)
  const held = current && (await caseloads.whole(scope, current.id))
  if (!held) return
  for (const { email, name, role, team, worker } of samplesFrom(held)) {
    const added = await accounts.add(scope, {
      email,
      name,
      state: 'active',
      sample: true,
      worker,
      at: deps.now(),
    })
    if (!added.ok) throw new Error(added.problem.sentence)
    await accounts.grant(scope, added.value.id, {
      role,
      team,
      from: deps.today(),
      until: null,
      givenBy: null,
      at: deps.now(),
    })
  }
}
