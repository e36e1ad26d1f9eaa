import { count, longDate, type IsoDate, type Problem } from '../../../kit/index.ts'
import type { ConsultationRow, DeskView } from '../../../branch/desk/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  ErrorSummary,
  FileUpload,
  Form,
  InsetText,
  Link,
  NotificationBanner,
  Opening,
  Section,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { cameWords, nameOf, releaseName, standsWords } from './words.tsx'

export interface DeskPage extends DeskView {
  consultations: readonly ConsultationRow[]
  problem: Problem | null
  /** What was just brought. */
  told: string | null
}

/** What the branch has of the agreement, what members are asked, and where it comes from. */
export function deskPage(here: Here, view: DeskPage): Plain {
  const { versions, releases, source, consultations, problem, told } = view
  const isOfficer = here.may('desk.edit')
  const open = consultations.filter(({ state }) => state === 'open')
  const [newest] = versions
  return {
    page: {
      title: 'Agreement',
      section: 'agreement',
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#file' }]} />
      ) : told ? (
        <NotificationBanner type="success">{told}</NotificationBanner>
      ) : undefined,
    },
    body: (
      <>
        <Opening heading="The caseload agreement">
          {newest
            ? `The branch keeps ${count(versions.length, 'version')} of its own. ${open.length === 0 ? 'Members are asked nothing at present.' : `Members are asked about ${open.length === 1 ? 'one draft' : `${open.length} drafts`}.`}`
            : 'The branch keeps no version of the agreement yet.'}
        </Opening>
        {open.map(({ id, title, closes }) => (
          <InsetText>
            <Link href={here.to(`/agreement/consultations/${id}`)}>{title}</Link>: say what you
            think by {longDate(closes)}, 23:59.
          </InsetText>
        ))}
        {newest ? (
          <DataTable
            caption="Versions"
            captionSize="m"
            rows={versions}
            columns={[
              {
                label: 'Version',
                cell: (of) => (
                  <Link href={here.to(`/agreement/versions/${of.id}`)}>{nameOf(of)}</Link>
                ),
              },
              { label: 'Where it stands', long: true, cell: standsWords },
              { label: 'Came', cell: (of) => cameWords(of.came) },
            ]}
          />
        ) : (
          <EmptyState>
            Ask the service for the agreement as a file, or say where they publish it.
          </EmptyState>
        )}
        {versions.length > 1 ? <CompareForm here={here} view={view} /> : null}
        <Section heading="Evidence" id="evidence">
          {releases.length === 0 ? (
            <p class="govuk-body">
              No release yet. A release counts children by what the agreement asks, small numbers
              not told apart: with it, any version can be tried out.
            </p>
          ) : (
            <DataTable
              caption="Releases of evidence"
              captionSize="hidden"
              rows={releases}
              columns={[
                { label: 'Of', cell: releaseName },
                {
                  label: 'Children',
                  numeric: true,
                  cell: ({ release }) => release.children.toLocaleString('en-GB'),
                },
                {
                  label: 'Counted by',
                  cell: ({ release, undone }) =>
                    `${release.agreement.name} ${release.agreement.version}${undone ? '; the service undid this import since' : ''}`,
                },
                { label: 'Came', cell: (of) => cameWords(of.came) },
              ]}
            />
          )}
        </Section>
        <Section heading="Members’ voice" id="consultations">
          {consultations.length === 0 ? (
            <p class="govuk-body">Nobody has been asked about a draft yet.</p>
          ) : (
            <ConsultationsTable here={here} rows={consultations} />
          )}
          {isOfficer && newest ? (
            <p class="govuk-body">
              <Link href={here.to('/agreement/consultations/new', { copy: newest.id })}>
                Ask members about {nameOf(newest)}
              </Link>
            </p>
          ) : null}
        </Section>
        {isOfficer ? (
          <>
            <Section heading="Bring a file in" id="bring">
              <Form action={here.to('/agreement/bring')} files novalidate>
                <FileUpload
                  name="file"
                  id="file"
                  label="A version of the agreement, or a release of evidence (JSON)"
                  hint="It is kept as it is, with its hash and the day it came."
                  accept=".json,application/json"
                  error={problem?.sentence}
                />
                <Button class="govuk-button--secondary" preventDoubleClick>
                  Bring it in
                </Button>
              </Form>
            </Section>
            <Section heading="What the service publishes" id="source">
              {source === null ? (
                <p class="govuk-body">
                  Nothing is asked of any other computer.{' '}
                  <Link href={here.to('/agreement/source')}>Say where the service publishes</Link>
                </p>
              ) : (
                <>
                  <p class="govuk-body">
                    {source.address},{' '}
                    {source.daily ? 'asked once a day' : 'asked by the button alone'}.{' '}
                    {source.triedAt === null
                      ? 'Not asked yet.'
                      : `Asked ${moment(source.triedAt)}: ${source.outcome ?? ''}`}{' '}
                    <Link href={here.to('/agreement/source')}>Change</Link>
                  </p>
                  <Form action={here.to('/agreement/fetch')} novalidate>
                    <Button class="govuk-button--secondary" preventDoubleClick>
                      Ask now
                    </Button>
                  </Form>
                </>
              )}
            </Section>
          </>
        ) : null}
      </>
    ),
  }
}

const STATES = { 'to-come': 'Opens', open: 'Open until', closed: 'Closed' } as const

export function ConsultationsTable(props: { here: Here; rows: readonly ConsultationRow[] }) {
  const { here, rows } = props
  const day = (of: IsoDate): string => longDate(of)
  return (
    <DataTable
      caption="Consultations on a draft"
      captionSize="hidden"
      rows={rows}
      columns={[
        {
          label: 'Consultation',
          cell: ({ id, title }) => (
            <Link href={here.to(`/agreement/consultations/${id}`)}>{title}</Link>
          ),
        },
        {
          label: 'State',
          cell: ({ state, opens, closes }) =>
            `${STATES[state]} ${day(state === 'to-come' ? opens : closes)}`,
        },
      ]}
    />
  )
}

/** Any two versions, side by side or on a release. */
function CompareForm({ here, view }: { here: Here; view: DeskPage }) {
  const { versions, releases } = view
  const [newest, before] = versions
  return (
    <p class="govuk-body">
      <Link href={here.to('/agreement/compare', { one: before?.id, other: newest?.id })}>
        Compare two versions
      </Link>
      {releases.length > 0 ? (
        <>
          {' · '}
          <Link href={here.to('/agreement/replay', { one: before?.id, other: newest?.id })}>
            Try two versions on a release of evidence
          </Link>
        </>
      ) : null}
    </p>
  )
}
