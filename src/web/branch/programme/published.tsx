import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { ProgrammeChange } from '../../../core/bargaining/index.ts'
import type { PublishedLine, PublishedView } from '../../../branch/programme/index.ts'
import {
  Button,
  ButtonGroup,
  EmptyState,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  Wording,
} from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { Said } from './programme.tsx'
import { DemandFacts, demandsLine, DemandTag } from './words.tsx'

const crumbs = (here: Here) =>
  here.person === null
    ? []
    : [
        { content: 'Programme', href: here.to('/programme') },
        { content: 'Published versions', href: here.to('/programme/versions') },
      ]

/** What anybody reads: the programme as it was published, whole, and what changed from the one before. */
export function publishedPage(here: Here, view: PublishedView): Plain {
  const { programme } = view
  const asked = programme.demands.filter(({ state }) => state !== 'dropped')
  const dropped = programme.demands.filter(({ state }) => state === 'dropped')
  return {
    page: {
      title: `${programme.title}, version ${view.number}`,
      section: 'programme',
      crumbs: crumbs(here),
    },
    body: (
      <div class="fl-front">
        <Opening heading={programme.title} caption={`Version ${view.number}`}>
          {demandsLine(asked)} Published on {longDate(view.on)}, to be looked at anew by{' '}
          {longDate(view.reviewOn)}.
        </Opening>
        {programme.opening === '' ? null : (
          <InsetText class="fl-said">{programme.opening}</InsetText>
        )}
        {asked.map((demand, at) => (
          <Section heading={`${at + 1}. ${demand.title}`} id={`demand-${demand.id}`}>
            <p class="govuk-body fl-said">{demand.words}</p>
            <p class="govuk-body">
              <DemandTag state={demand.state} />{' '}
              {demand.isCaseload && here.person !== null ? (
                <Link href={here.to('/programme/caseload')}>Open the caseload page</Link>
              ) : null}
            </p>
            <DemandFacts demand={demand} />
          </Section>
        ))}
        <Said
          heading="Red lines"
          id="red-lines"
          lines={programme.redLines}
          none={null}
          lead="What the branch will not accept, whatever else is offered."
        />
        <Said
          heading="Principles"
          id="principles"
          lines={programme.principles}
          none={null}
          lead="What the branch stands for."
        />
        {dropped.length > 0 ? (
          <Section heading="No longer asked for" id="dropped">
            <ul class="govuk-list govuk-list--bullet">
              {dropped.map(({ title, reason }) => (
                <li>
                  {title}: {reason}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {view.changes === null ? null : (
          <Section heading={`What changed since version ${view.number - 1}`} id="changes">
            <Changes changes={view.changes} />
            <p class="govuk-body">
              <Link href={here.to(`/programme/versions/${view.number - 1}`)}>
                Read version {view.number - 1}
              </Link>
            </p>
          </Section>
        )}
        <p class="govuk-body">
          <Link href={here.to('/programme/versions')}>Every published version</Link>
        </p>
      </div>
    ),
  }
}

/** Each change in a sentence, with its words where words changed. */
export function Changes({ changes }: { changes: readonly ProgrammeChange[] }): JSX.Element {
  if (changes.length === 0) return <p class="govuk-body">Nothing.</p>
  return (
    <ul class="fl-changes">
      {changes.map(({ sentence, wording }) => (
        <li>
          {sentence}
          {wording === null ? null : <Wording stretches={wording} />}
        </li>
      ))}
    </ul>
  )
}

/** Every version that was published, the newest first. */
export function publishedLinesPage(here: Here, lines: readonly PublishedLine[]): Plain {
  return {
    page: {
      title: 'Published versions',
      section: 'programme',
      crumbs: crumbs(here).slice(0, 1),
    },
    body: (
      <>
        <Opening heading="Published versions">
          {lines.length === 0
            ? 'The programme has not been published.'
            : `The programme was published ${count(lines.length, 'time')}. Each stays as it was.`}
        </Opening>
        {lines.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">An officer publishes it once members agreed a demand.</p>
          </EmptyState>
        ) : (
          <ol class="govuk-list" reversed>
            {lines.map(({ number, on, reviewOn }) => (
              <li>
                <Link href={here.to(`/programme/versions/${number}`)}>Version {number}</Link>,
                published on {longDate(on)}, to be looked at anew by {longDate(reviewOn)}
              </li>
            ))}
          </ol>
        )}
      </>
    ),
  }
}

/** Nothing is published yet: said to whoever passes by. */
export const notPublishedPage = (): Plain => ({
  page: { title: 'The programme', section: 'programme' },
  body: (
    <>
      <Opening heading="The programme">The branch has not published its programme yet.</Opening>
      <p class="govuk-body">Members read it as it is written once they sign in.</p>
    </>
  ),
})

/** Before it is published: what differs from the last one, and what anybody will read. */
export function publishPage(
  here: Here,
  view: {
    next: number
    unpublished: readonly ProgrammeChange[]
    drafts: number
    problem: string | null
  },
): Plain {
  const { next, unpublished, drafts, problem } = view
  return {
    page: {
      title: `Publish version ${next}`,
      section: 'programme',
      crumbs: crumbs(here).slice(0, 1),
      hasErrors: problem !== null,
      above: problem === null ? null : <ErrorSummary errors={[{ content: problem }]} />,
    },
    body: (
      <>
        <Opening heading={`Publish version ${next}`}>
          Anybody can read what you publish, and it cannot be changed afterwards: a later version
          says what changed.
        </Opening>
        {drafts > 0 ? (
          <InsetText>
            {count(drafts, 'demand is a draft', 'demands are drafts')} and not part of it.
          </InsetText>
        ) : null}
        <Section heading={next === 1 ? 'What it says' : `What changes from version ${next - 1}`}>
          <Changes changes={unpublished} />
        </Section>
        <Form action={here.to('/programme/publish')}>
          <ButtonGroup>
            <Button preventDoubleClick>Publish version {next}</Button>
            <Link href={here.to('/programme')}>Leave it</Link>
          </ButtonGroup>
        </Form>
      </>
    ),
  }
}
