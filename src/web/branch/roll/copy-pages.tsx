import { count } from '../../../kit/index.ts'
import type { DensityRow, ExportView } from '../../../branch/roll/index.ts'
import {
  Button,
  ButtonGroup,
  DataTable,
  EmptyState,
  ErrorSummary,
  Form,
  InsetText,
  Opening,
  Section,
  SummaryList,
  Tag,
  Textarea,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'

const stateTags = {
  asked: <Tag class="govuk-tag--yellow">Waits for an officer</Tag>,
  agreed: <Tag class="govuk-tag--green">Agreed, to be taken within a day</Tag>,
  refused: <Tag class="govuk-tag--grey">Refused</Tag>,
  taken: <Tag class="govuk-tag--grey">Taken</Tag>,
  'run-out': <Tag class="govuk-tag--grey">Not taken in time</Tag>,
} as const

function Copy({ of }: { of: ExportView }) {
  return (
    <SummaryList
      rows={[
        { key: 'Asked', value: `${of.askedBy}, ${moment(of.askedAt)}` },
        { key: 'For what', value: of.reason },
        { key: 'Where it stands', value: stateTags[of.state] },
        ...(of.answeredBy === null || of.answeredAt === null
          ? []
          : [{ key: 'Answered', value: `${of.answeredBy}, ${moment(of.answeredAt)}` }]),
        ...(of.people === null ? [] : [{ key: 'People in it', value: of.people }]),
      ]}
    />
  )
}

/** Copies of the roll as its keepers ask for them. */
export function copiesPage(
  here: Here,
  view: { on: boolean; copies: readonly ExportView[]; problem: string | null; typed: string },
): Plain {
  const title = 'Copies of the roll'
  return {
    page: {
      title,
      section: 'roll',
      crumbs: [{ content: 'Roll', href: here.to('/roll') }],
      hasErrors: view.problem !== null,
      above: view.problem ? (
        <ErrorSummary errors={[{ content: view.problem, href: '#reason' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={title}>
          {view.on
            ? 'You ask, an officer who is somebody else agrees, and you take it once within a day.'
            : 'This branch does not let the roll be copied.'}
        </Opening>
        {view.on ? (
          <Form action={here.to('/roll/copies')} novalidate>
            <InsetText>
              A list of members is dangerous in the wrong hands. Each copy says on every row who
              took it and when, and every member reads of it.
            </InsetText>
            <Textarea
              name="reason"
              id="reason"
              label={{ content: 'What is it for?', class: 'govuk-label--s' }}
              hint="Who will have it, and until when."
              rows={3}
              value={view.typed}
              error={view.problem ?? undefined}
            />
            <Button preventDoubleClick>Ask for a copy</Button>
          </Form>
        ) : (
          <p class="govuk-body">An officer can allow it, and everybody is told of each copy.</p>
        )}
        {view.copies.map((of) => (
          <Section heading={`Asked ${moment(of.askedAt)}`} id={`copy-${of.id}`}>
            <Copy of={of} />
            {of.mine && of.state === 'agreed' && view.on ? (
              <Form action={here.to(`/roll/copies/${of.id}/take`)}>
                <Button>Take the copy</Button>
              </Form>
            ) : null}
          </Section>
        ))}
      </>
    ),
  }
}

/** The same as officers answer it, and say whether copies are to be had at all. */
export function copiesToAgreePage(
  here: Here,
  view: { on: boolean; copies: readonly ExportView[]; problem: string | null },
): Plain {
  const title = 'Copies of the roll'
  const waiting = view.copies.filter(({ state, mine }) => state === 'asked' && !mine)
  const others = view.copies.filter((of) => !waiting.includes(of))
  return {
    page: {
      title,
      section: 'settings',
      hasErrors: view.problem !== null,
      above: view.problem ? <ErrorSummary errors={[{ content: view.problem }]} /> : undefined,
    },
    body: (
      <>
        <Opening heading={title}>
          {waiting.length === 0
            ? 'Nobody waits for you to agree.'
            : `${count(waiting.length, 'copy waits', 'copies wait')} for you to agree.`}
        </Opening>
        {waiting.map((of) => (
          <Section heading={`${of.askedBy} asks`} id={`copy-${of.id}`}>
            <Copy of={of} />
            <Form action={here.to(`/roll/copies/${of.id}/answer`)}>
              <ButtonGroup>
                <Button attributes={{ name: 'answer', value: 'agree' }} preventDoubleClick>
                  Agree
                </Button>
                <Button
                  class="govuk-button--secondary"
                  attributes={{ name: 'answer', value: 'refuse' }}
                >
                  Refuse
                </Button>
              </ButtonGroup>
            </Form>
          </Section>
        ))}
        {here.may('branch.edit') ? (
          <Section heading="Whether copies are to be had" id="switch">
            <p class="govuk-body">
              {view.on
                ? 'Keepers of the roll may ask for a copy.'
                : 'Nobody may ask for a copy. That is how a branch begins.'}
            </p>
            <Form action={here.to('/roll/copies/switch')}>
              <input type="hidden" name="on" value={view.on ? 'no' : 'yes'} />
              <Button class="govuk-button--secondary">
                {view.on ? 'Allow no copies' : 'Allow copies that two people agree on'}
              </Button>
            </Form>
          </Section>
        ) : null}
        {others.length === 0 ? null : (
          <Section heading="Before" id="before">
            {others.map((of) => (
              <Copy of={of} />
            ))}
          </Section>
        )}
      </>
    ),
  }
}

/** How many are members, in quarters, and of small groups nothing. */
export function densityPage(here: Here, rows: readonly DensityRow[]): Plain {
  const title = 'How many are members'
  return {
    page: { title, section: 'reps', crumbs: [{ content: 'Find a rep', href: here.to('/reps') }] },
    body: (
      <>
        <Opening heading={title}>
          In quarters of each site and team. Nobody can tell from it who is a member.
        </Opening>
        {rows.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">Name the sites and how many work in each team first.</p>
          </EmptyState>
        ) : (
          <DataTable
            id="density"
            caption="Members by site and team"
            captionSize="hidden"
            phone="table"
            rows={rows}
            columns={[
              { label: 'Site', cell: ({ site }) => site },
              { label: 'Team', cell: ({ team }) => team ?? 'All of it' },
              {
                label: 'Members',
                cell: ({ band }) => band.charAt(0).toUpperCase() + band.slice(1),
              },
            ]}
          />
        )}
        <p class="govuk-body">
          Teams under ten people say nothing, and no figure ever says that all or none are members.
        </p>
      </>
    ),
  }
}
