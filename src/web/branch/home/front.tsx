import type { JSX } from 'preact'
import {
  Button,
  Link,
  Opening,
  Section,
  SummaryList,
  type Content,
} from '../../components/index.ts'
import type { BranchPage } from '../frame.tsx'
import type { Here } from '../here.ts'
import { LineList } from './home-page.tsx'
import type { LineTo } from './views.ts'

/** What the branch shows to anybody: only what it published. */
export interface FrontView {
  name: string
  /** What it says of itself; empty where it has said nothing. */
  about: string
  /** Ways to reach it, as it gives them. */
  contact: readonly { label: string; words: string; href?: string | undefined }[]
  /** Public visits to come, the soonest first. */
  visits: readonly LineTo[]
  programme: { title: string; published: string; demands: readonly string[]; href: string } | null
  wins: readonly LineTo[]
  /** How one joins, as the branch says it. */
  join: { words: string; href: string | null }
}

/** The branch's front: one column, no cookie, nothing that follows anybody. */
export function frontPage(here: Here, view: FrontView): { page: BranchPage; body: Content } {
  const [next] = view.visits
  return {
    page: { title: view.name, section: 'front' },
    body: (
      <div class="fl-front">
        <Opening heading={view.name}>
          {next
            ? `Come and be heard: ${next.words}.`
            : 'A union branch of the people who do this work. Nobody else reads what you tell it.'}
        </Opening>
        {view.about === '' ? null : (
          <div class="fl-front__about">
            {view.about.split(/\n{2,}/).map((words) => (
              <p class="govuk-body">{words}</p>
            ))}
          </div>
        )}
        <Button href={here.to('/reps')}>Find your rep</Button>
        {view.visits.length === 0 ? null : (
          <Section heading="Meetings ahead">
            <LineList items={view.visits} />
          </Section>
        )}
        {view.programme === null ? null : <Programme of={view.programme} />}
        {view.wins.length === 0 ? null : (
          <Section heading="What members won">
            <LineList items={view.wins} />
            <p class="govuk-body">
              <Link href={here.to('/wins')}>Each win, with the words before and after</Link>
            </p>
          </Section>
        )}
        <Section heading="Join">
          <p class="govuk-body">{view.join.words}</p>
          {view.join.href === null ? null : (
            <p class="govuk-body">
              <Link href={view.join.href}>Join the union</Link>
            </p>
          )}
        </Section>
        {view.contact.length === 0 ? null : (
          <Section heading="Reach the branch">
            <SummaryList
              rows={view.contact.map(({ label, words, href }) => ({
                key: label,
                value: href === undefined ? words : <Link href={href}>{words}</Link>,
              }))}
            />
          </Section>
        )}
      </div>
    ),
  }
}

function Programme({ of }: { of: NonNullable<FrontView['programme']> }): JSX.Element {
  return (
    <Section heading={of.title}>
      <p class="govuk-body">{of.published}</p>
      <ol class="fl-lines fl-lines--ranked">
        {of.demands.map((title) => (
          <li>{title}</li>
        ))}
      </ol>
      <p class="govuk-body">
        <Link href={of.href}>Read it in full</Link>
      </p>
    </Section>
  )
}
