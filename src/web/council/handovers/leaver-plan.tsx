import type { JSX } from 'preact'
import { count } from '../../../kit/index.ts'
import { changeReasons } from '../../../core/allocation/index.ts'
import type { LeaverPlan, ManyDecided } from '../../../council/index.ts'
import {
  Checkboxes,
  DataTable,
  ErrorSummary,
  Form,
  Link,
  Opening,
  Section,
  Select,
} from '../../components/index.ts'
import { children, listed } from '../../words.ts'
import { EndedRows, endedOf } from '../decisions/ended.tsx'
import { OneReason } from '../decisions/one-reason.tsx'
import { changeWords } from '../decisions/words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../imports.tsx'
import { Share } from '../plans-ready.tsx'

export const CHOSEN = 'child-'

/** What was chosen, and what is wrong with it. */
export interface TriedPlan {
  chosen: readonly string[]
  changeReason: string
  overrideReason: string
  words: string
  problem: { field: string; sentence: string }
}

/** Where everything of a leaver's that has no next worker could go: looked through, then asked at once. */
export function leaverPlanPage(here: Here, view: LeaverPlan, tried: TriedPlan | null): Plain {
  const { proposed, nobody } = view
  const placed = proposed.reduce((sum, of) => sum + of.children.length, 0)
  const title = `Where ${view.name}’s cases could go`
  const other = view.reach === 'team' ? 'service' : 'team'
  return {
    page: {
      title,
      section: 'handovers',
      standing: view.standing,
      crumbs: [
        { content: 'Leavers', href: here.to.leavers() },
        { content: view.name, href: here.to.leaver(view.address) },
      ],
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={[{ content: tried.problem.sentence, href: `#${tried.problem.field}` }]}
        />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title}>
          {placed === 0
            ? nobody.length === 0
              ? 'Every case has a next worker.'
              : `Nobody ${view.reach === 'team' ? 'in the team ' : ''}can take them.`
            : `${children(placed)} could be taken, brothers and sisters by one worker${
                nobody.length === 0 ? '' : `; for ${nobody.length} nobody is found`
              }. Nothing is decided until you ask.`}
        </Opening>
        <p class="govuk-body">
          {view.reach === 'team'
            ? `Among the workers of ${view.team?.name ?? 'the team'}, without those who leave as well. `
            : 'Among the workers you may see, without those who leave as well. '}
          <Link href={here.to.leaverPlan(view.address, { reach: other })}>
            {other === 'team' ? 'Only the own team' : 'Ask in other teams too'}
          </Link>
        </p>
        {proposed.length > 0 ? <Review here={here} view={view} tried={tried} /> : null}
        {nobody.length > 0 ? (
          <Section heading="For whom nobody is found" id="nobody">
            <ul class="govuk-list govuk-list--bullet">
              {nobody.map(({ name, address }) => (
                <li>
                  <Link href={address === null ? '' : here.to.allocate(address)}>{name}</Link>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </>
    ),
  }
}

function Review(props: { here: Here; view: LeaverPlan; tried: TriedPlan | null }): JSX.Element {
  const { here, view, tried } = props
  const { agreement } = view.standing
  const error = (field: string): string | undefined =>
    tried?.problem.field === field ? tried.problem.sentence : undefined
  return (
    <>
      <DataTable
        caption="What all of it together makes of whoever takes some"
        rows={view.receivers}
        columns={[
          {
            label: 'Worker',
            cell: (of) => <Link href={here.to.worker(of.address)}>{of.name}</Link>,
          },
          { label: 'Now', cell: (of) => <Share {...of.before} agreement={agreement} /> },
          { label: 'With these', cell: (of) => <Share {...of.after} agreement={agreement} /> },
        ]}
      />
      <Form action={here.to.leaverPlan(view.address, { reach: view.reach })} novalidate>
        <Checkboxes
          name="chosen"
          idPrefix="chosen"
          fieldset={{
            legend: { content: 'Who is asked to take whom', class: 'govuk-fieldset__legend--m' },
          }}
          hint="Each is a decision of its own, which the worker answers. Leave out what you want to decide by itself."
          error={error('chosen')}
          items={view.proposed.map((of) => ({
            value: 'yes',
            name: `${CHOSEN}${of.child}`,
            content: `${listed(of.children.map(({ name }) => name))} to ${of.to.name}`,
            checked: tried === null || tried.chosen.includes(of.child),
          }))}
        />
        <Select
          name="changeReason"
          id="changeReason"
          label="Why does the worker change?"
          hint="The national list of reasons."
          error={error('changeReason')}
          value={tried?.changeReason ?? 'LEFTRL'}
          items={changeReasons.map((value) => ({ value, text: changeWords[value] }))}
        />
        <OneReason
          tried={tried}
          error={error}
          words="A colleague goes; placed together, so that everybody carries as evenly as can be."
        />
      </Form>
    </>
  )
}

/** How each row ended: one that no longer held is left, with the reason. */
export function leaverDonePage(here: Here, view: LeaverPlan, ended: readonly ManyDecided[]): Plain {
  const { made, leftWords } = endedOf(ended)
  const title = 'What became of them'
  return {
    page: {
      title,
      section: 'handovers',
      standing: view.standing,
      crumbs: [
        { content: 'Leavers', href: here.to.leavers() },
        { content: view.name, href: here.to.leaver(view.address) },
      ],
    },
    body: (
      <>
        <Opening heading={title} caption={view.name}>
          {`${count(made, 'worker was', 'workers were')} asked: a handover opens once they accept.`}
          {leftWords}
        </Opening>
        <EndedRows here={here} ended={ended} proposed={view.proposed} />
        <p class="govuk-body">
          <Link href={here.to.leaver(view.address)}>Back to {view.name}’s caseload</Link>
        </p>
      </>
    ),
  }
}
