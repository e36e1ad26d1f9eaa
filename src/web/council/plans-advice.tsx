import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { PlanRow } from '../../council/index.ts'
import { Button, Form, Link } from '../components/index.ts'
import type { Here } from './here.ts'
import { AskedFields, usualPercent } from './plans.tsx'
import { share } from './plan-words.ts'

/** What moving work would bring, or where one asks for it: on the page of a team and of the service. */
export function PlanAdvice(props: {
  here: Here
  /** The latest plan of this scope on the figures in force. */
  latest: PlanRow | null
  team: string | null
}): JSX.Element {
  const { here, latest, team } = props
  if (latest?.state === 'ready' && latest.busiest && !latest.stale) {
    const { before, after } = latest.busiest
    const [from, to] = [share(before), share(after)]
    return (
      <p class="govuk-body">
        {latest.moves === 0 || latest.moves === null
          ? 'No move would make anybody’s load lighter.'
          : `${count(latest.moves, 'move')} would ${from === to ? `leave the busiest at ${to} and make it more even below` : `bring the busiest from ${from} to ${to}`}.`}{' '}
        <Link href={here.to.plan(latest.id)}>See the plan</Link>
      </p>
    )
  }
  if (latest?.state === 'waiting' || latest?.state === 'working') {
    return (
      <p class="govuk-body">
        A plan is being made. <Link href={here.to.plan(latest.id)}>See how far it is</Link>
      </p>
    )
  }
  return (
    <>
      <p class="govuk-body">
        A plan shows which few families could change worker, and what each move would bring.
      </p>
      <Form action={here.to.plans()} class="fl-screen-only">
        <AskedFields
          asked={{
            team,
            reach: 'team',
            moves: { percent: usualPercent },
            stay: [],
            seed: 1,
            effort: 'normal',
          }}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          See the plan
        </Button>
      </Form>
    </>
  )
}
