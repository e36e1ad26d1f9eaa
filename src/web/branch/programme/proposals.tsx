import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import { NOT_A_BALLOT, supportAnswers, type SupportAnswer } from '../../../core/bargaining/index.ts'
import type { ProposalView } from '../../../branch/programme/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Radios,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { Wordings } from '../wording/index.ts'
import { ProposalTag } from './words.tsx'

export const answerWords: Readonly<Record<SupportAnswer, string>> = {
  agree: 'Agree',
  disagree: 'Disagree',
  pass: 'Pass',
}

export const crumbs = (here: Here) => [
  { content: 'Programme', href: here.to('/programme') },
  { content: 'Proposals', href: here.to('/programme/proposals') },
]

/** Every proposal, those that wait first, with what became of it. */
export function proposalsPage(here: Here, proposals: readonly ProposalView[]): Plain {
  const waiting = proposals.filter(({ state }) => state === 'open' || state === 'put')
  const mine = proposals.filter(({ isMine }) => isMine).length
  return {
    page: { title: 'Proposals', section: 'programme', crumbs: crumbs(here).slice(0, 1) },
    body: (
      <>
        <Opening heading="What members propose">
          {waiting.length === 0
            ? 'No proposal waits.'
            : `${count(waiting.length, 'proposal waits', 'proposals wait')} for a decision.`}
          {mine === 0 ? '' : ` ${count(mine, 'proposal is', 'proposals are')} yours.`}
        </Opening>
        <Button href={here.to('/programme/proposals/new')}>Propose a demand</Button>
        {proposals.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Any member can propose a demand, or other words for one. What becomes of it is said
              with the reason.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Proposals"
            captionSize="hidden"
            rows={[...waiting, ...proposals.filter((one) => !waiting.includes(one))]}
            columns={[
              {
                label: 'Proposal',
                long: true,
                cell: (one) => (
                  <>
                    <Link href={here.to(`/programme/proposals/${one.id}`)}>{one.title}</Link>
                    {one.isMine ? ' (yours)' : ''}
                  </>
                ),
              },
              { label: 'Made', cell: (one) => shortDate(one.madeOn) },
              { label: 'Where it stands', cell: (one) => <ProposalTag state={one.state} /> },
              { label: 'Why', long: true, cell: (one) => one.decided?.reason ?? '' },
            ]}
          />
        )}
      </>
    ),
  }
}

/** What became of a proposal, in a sentence. */
function standingLine(proposal: ProposalView): string {
  const { put, decided, into } = proposal
  const on = decided === null ? '' : ` on ${longDate(decided.on)}`
  switch (proposal.state) {
    case 'open':
      return 'It waits for an officer.'
    case 'put':
      return put === null
        ? 'Members are asked about it.'
        : proposal.isOpenForAnswers
          ? `Members are asked about it until ${longDate(put.until)}.`
          : `Members were asked about it until ${longDate(put.until)}. It waits for an officer.`
    case 'taken':
      return `It was taken into the programme${on}${into ? `: ${into.title}` : ''}.`
    case 'merged':
      return `It was merged${on}${into ? ` with the demand “${into.title}”` : ''}.`
    case 'declined':
      return `It was not taken up${on}.`
    case 'withdrawn':
      return 'Whoever proposed it took it back.'
  }
}

export interface ProposalPageView {
  proposal: ProposalView
  /** What officers are asked: the forms beneath. */
  forms: JSX.Element | null
  above?: JSX.Element | undefined
  hasErrors?: boolean | undefined
}

/** One proposal: its words, beside the demand's own where it would change one, and what became of it. */
export function proposalPage(here: Here, view: ProposalPageView): Plain {
  const { proposal } = view
  const name = proposal.title
  const { demandNow, put, decided, into } = proposal
  const hasMovedOn =
    proposal.what === 'amendment' && demandNow !== null && demandNow.words !== proposal.before
  return {
    page: {
      title: name,
      section: 'programme',
      crumbs: crumbs(here),
      above: view.above,
      hasErrors: view.hasErrors,
    },
    body: (
      <>
        <Opening
          heading={name}
          caption={proposal.isMine ? 'You proposed this' : 'A member’s proposal'}
        >
          {standingLine(proposal)}
        </Opening>
        {proposal.what === 'amendment' ? (
          <>
            <Wordings
              before={proposal.before}
              after={proposal.words}
              headings={['As it was', 'As proposed']}
              level={2}
            />
            {hasMovedOn && (proposal.state === 'open' || proposal.state === 'put') ? (
              <InsetText>
                <p class="govuk-body">The demand has changed since. It now says:</p>
                <p class="govuk-body">{demandNow.words}</p>
              </InsetText>
            ) : null}
          </>
        ) : (
          <InsetText class="fl-said">{proposal.words}</InsetText>
        )}
        <SummaryList
          rows={[
            { key: 'Proposed', value: longDate(proposal.madeOn) },
            { key: 'Why', value: proposal.why === '' ? 'No reason given' : proposal.why },
            ...(decided === null ? [] : [{ key: 'What was decided', value: decided.reason }]),
            ...(into === null
              ? []
              : [
                  {
                    key: 'The demand',
                    value: (
                      <Link href={here.to(`/programme/demands/${into.id}`)}>{into.title}</Link>
                    ),
                  },
                ]),
          ]}
        />
        {put === null ? null : <Asked here={here} proposal={proposal} question={put.question} />}
        {view.forms}
        {proposal.isMine && proposal.state === 'open' ? (
          <Form action={here.to(`/programme/proposals/${proposal.id}/withdraw`)}>
            <Button class="govuk-button--secondary">Take it back</Button>
          </Form>
        ) : null}
      </>
    ),
  }
}

/** The question put to members, one's own answer, and what they said once that may be shown. */
function Asked(props: { here: Here; proposal: ProposalView; question: string }): JSX.Element {
  const { here, proposal, question } = props
  return (
    <Section heading={question} id="asked">
      <NotABallot />
      {proposal.isOpenForAnswers && proposal.restsForBallot ? (
        <p class="govuk-body">
          A statutory ballot of the branch runs now, so nobody answers here until it has closed.
        </p>
      ) : proposal.isOpenForAnswers ? (
        <Form action={here.to(`/programme/proposals/${proposal.id}/answer`)}>
          <Radios
            name="answer"
            fieldset={{ legend: { content: 'Your answer', class: 'govuk-fieldset__legend--s' } }}
            hint="You can change it while members are asked. No officer sees what you answered."
            value={proposal.answer ?? undefined}
            items={supportAnswers.map((value) => ({ value, content: answerWords[value] }))}
          />
          <Button class={here.may('programme.edit') ? 'govuk-button--secondary' : undefined}>
            {proposal.answer === null ? 'Answer' : 'Change my answer'}
          </Button>
        </Form>
      ) : proposal.answer === null ? null : (
        <p class="govuk-body">You answered: {answerWords[proposal.answer]}.</p>
      )}
      <Support proposal={proposal} />
    </Section>
  )
}

/** Stands beside every question put to members, in these words. */
export const NotABallot = (): JSX.Element => (
  <NotificationBanner title="About this" titleId="not-a-ballot" heading={`${NOT_A_BALLOT}.`}>
    <p class="govuk-body">
      It shows officers what members think of a demand. It decides nothing by itself, and is never
      used to ask about industrial action.
    </p>
  </NotificationBanner>
)

function Support({ proposal: { support } }: { proposal: ProposalView }): JSX.Element | null {
  if (support === null) return null
  if (support.kind === 'open') {
    return (
      <p class="govuk-body">
        {support.enough ? 'Ten members or more have answered.' : 'Fewer than ten have answered.'}{' '}
        What they said is shown once it closes, where ten or more have.
      </p>
    )
  }
  if (support.kind === 'too-few') {
    return (
      <p class="govuk-body">Fewer than ten members answered, so what they said is not shown.</p>
    )
  }
  const { counts, all } = support
  return (
    <>
      <p class="govuk-body">{count(all, 'member')} answered.</p>
      <ul class="fl-support">
        {supportAnswers.map((answer) => {
          const share = Math.round((counts[answer] * 100) / all)
          return (
            <li class="fl-support__item">
              {answerWords[answer]}: {counts[answer]} of {all} ({share}%)
              <svg
                class="fl-support__bar"
                viewBox="0 0 100 4"
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
              >
                <rect class="fl-support__ground" width="100" height="4" />
                <rect class="fl-support__share" width={share} height="4" />
              </svg>
            </li>
          )
        })}
      </ul>
    </>
  )
}
