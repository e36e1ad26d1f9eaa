import { count, longDate, type Problem } from '../../../kit/index.ts'
import type { PublicationView } from '../../../council/index.ts'
import {
  Button,
  DataTable,
  ErrorSummary,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../imports.tsx'
import { Hash } from './sign.tsx'

/** What is open to anybody, in whose eyes, and the administrator's switch. */
export function publicationPage(
  here: Here,
  view: PublicationView & { origin: string; problem: Problem | null },
): Plain {
  const { on, since, versions, releases, problem, origin } = view
  const addressOf = (what: 'agreements' | 'evidence'): string => origin + here.to.published(what)
  return {
    page: {
      title: 'What is published',
      section: 'agreement',
      crumbs: [{ content: 'Agreement', href: here.to.agreement() }],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#switch' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="What is published">
          {on
            ? `Anybody can fetch ${count(versions, 'version')} of the agreement and ${count(releases.length, 'release')} of evidence.`
            : 'Nothing is published. The branch has what is handed to it as a file.'}
        </Opening>
        <SummaryList
          rows={[
            {
              key: 'Publication',
              value: since
                ? `${on ? 'On' : 'Off'} since ${moment(since)}`
                : 'Off: never switched on',
            },
            {
              key: 'Versions of the agreement',
              value: on ? (
                <Link href={here.to.published('agreements')}>{addressOf('agreements')}</Link>
              ) : (
                'Not open'
              ),
            },
            {
              key: 'Evidence',
              value: on ? (
                <Link href={here.to.published('evidence')}>{addressOf('evidence')}</Link>
              ) : (
                'Not open'
              ),
            },
          ]}
        />
        <Section heading="What crosses, and what never does">
          <ul class="govuk-list govuk-list--bullet fl-measure">
            <li>
              Every version of the agreement that was laid before both parties: its text, its hash,
              its days, which party signed on which day. No draft, and no person’s name.
            </li>
            <li>
              Evidence of accepted imports, one in 28 days at most: counts of children by what the
              agreement asks of a case. No count of one to four is told apart, workers are to the
              nearest five, and nothing is released of fewer than ten workers.
            </li>
            <li>
              No record, no name, no team. Nothing comes back: whoever fetches leaves nothing here.
            </li>
          </ul>
        </Section>
        {releases.length > 0 ? (
          <Section heading="Releases">
            <DataTable
              caption="Releases of evidence, the newest day first"
              rows={releases}
              columns={[
                { label: 'Day', cell: (of) => longDate(of.asOf) },
                {
                  label: 'Import',
                  cell: (of) => `${of.importNumber}${of.undone ? ', undone since' : ''}`,
                },
                { label: 'Released', cell: (of) => moment(of.releasedAt) },
                { label: 'Hash', long: true, cell: (of) => <Hash of={of.sha256} /> },
              ]}
            />
          </Section>
        ) : null}
        {here.may('publication.set') ? (
          <Form action={here.to.publication()} novalidate>
            <input type="hidden" name="on" value={on ? 'no' : 'yes'} />
            {on ? (
              <InsetText>
                Closing takes both addresses away at once. What somebody fetched before, they keep.
              </InsetText>
            ) : null}
            <Button id="switch" class={on ? 'govuk-button--warning' : ''} preventDoubleClick>
              {on ? 'Close it again' : 'Open it to anybody'}
            </Button>
          </Form>
        ) : (
          <p class="govuk-body">An administrator opens and closes it.</p>
        )}
      </>
    ),
  }
}
