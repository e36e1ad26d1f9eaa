import type { JSX } from 'preact'
import { count, type Problem } from '../../kit/index.ts'
import {
  describeAgreement,
  diffAgreements,
  readyToWeigh,
  sectionHeadings,
  type Agreement,
  type Clause,
  type ClauseSection,
} from '../../core/agreement/index.ts'
import type { AgreementView } from '../../council/index.ts'
import {
  Button,
  DataTable,
  Details,
  ErrorSummary,
  FileUpload,
  InsetText,
  Link,
  Opening,
  Section,
  Tag,
} from '../components/index.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import type { AgreementInForce } from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'

export interface AgreementPage {
  shown: AgreementView
  inForce: AgreementView
  all: readonly AgreementView[]
  /** What was wrong with a file just added or a choice just made. */
  problems: readonly Problem[]
}

/** The agreement's unit and lines, for pages that show figures but rest on no import yet. */
export const inForceOf = ({ agreement }: AgreementView): AgreementInForce => ({
  id: agreement.id,
  version: agreement.version,
  name: agreement.name,
  unit: agreement.unit.name,
  grainsPerUnit: agreement.unit.grainsPerUnit,
  safeLine: Math.round(agreement.lines.safePercent * 100),
  hardLine: Math.round(agreement.lines.hardPercent * 100),
  startingPoint: agreement.startingPoint,
})

const KINDS: Record<Agreement['kind'], string> = {
  agreement: 'Agreed by both parties',
  'starting-point': 'A starting point',
  standard: 'A published standard',
  mirror: 'What is, not what should be',
  template: 'A blank template',
  reference: 'For reference',
}

const clausesTable: TableOf<Clause> = {
  id: 'clauses',
  name: 'Agreement',
  columns: [
    { id: 'clause', header: 'Clause', kind: 'text', file: (clause) => clause.id },
    {
      id: 'section',
      header: 'Section',
      kind: 'text',
      file: (clause) => sectionHeadings[clause.section],
    },
    { id: 'sentence', header: 'What it says', kind: 'text', file: (clause) => clause.sentence },
    { id: 'value', header: 'Figure', kind: 'text', file: (clause) => clause.value },
    { id: 'unit', header: 'Unit', kind: 'text', file: (clause) => clause.unit },
    { id: 'strength', header: 'Strength', kind: 'text', file: (clause) => clause.strength },
    { id: 'source', header: 'Source', kind: 'text', file: (clause) => clause.source },
    { id: 'note', header: 'Rests on', kind: 'text', file: (clause) => clause.note },
  ],
}

/** What is agreed, clause by clause, in plain words; each line of a sum on any page leads here. */
export function agreementPage(here: Here, view: AgreementPage): Figures {
  const { shown, inForce, all, problems } = view
  const { agreement } = shown
  const clauses = describeAgreement(agreement)
  // The page's opening says what this is; in the files it is said clause by clause.
  const sections = (Object.keys(sectionHeadings) as ClauseSection[]).filter(
    (section) => section !== 'about' && clauses.some((clause) => clause.section === section),
  )
  return {
    page: {
      title: shown.inForce ? 'Agreement' : agreement.name,
      section: 'agreement',
      crumbs: shown.inForce ? undefined : [{ content: 'Agreement', href: here.to.agreement() }],
      hasErrors: problems.length > 0,
      above:
        problems.length > 0 ? (
          <ErrorSummary
            errors={problems.slice(0, 20).map((problem) => ({
              content: problem.sentence,
              href: '#file',
            }))}
          />
        ) : undefined,
    },
    body: (
      <>
        <Opening
          heading={`${agreement.name} ${agreement.version}`}
          caption={shown.inForce ? 'The agreement in force' : 'Not in force'}
        >
          {opening(agreement)}
        </Opening>
        <p class="govuk-body fl-measure">{aboutOf(agreement)}</p>
        {shown.inForce ? null : <Choose here={here} view={view} />}
        <nav aria-label="On this page">
          <ul class="govuk-list">
            {sections.map((section) => (
              <li>
                <Link href={`#section-${section}`}>{sectionHeadings[section]}</Link>
              </li>
            ))}
            <li>
              <Link href="#others">Other agreements</Link>
            </li>
          </ul>
        </nav>
        {sections.map((section) => (
          <Clauses
            section={section}
            clauses={clauses.filter((clause) => clause.section === section)}
          />
        ))}
        <p class="govuk-body">
          <Link href={here.to.agreementFile(agreement.id)}>This agreement as a file (JSON)</Link>,
          to change and bring to the table.{' '}
          <Link href={`${here.path}.xlsx?id=${agreement.id}`}>As a workbook</Link>, to read and
          discuss.
        </p>
        <Section heading="Other agreements" id="others">
          <Others here={here} all={all} shown={shown} inForce={inForce} />
        </Section>
        <AddFile here={here} problems={problems} />
      </>
    ),
    sheets: [sheetOf(clausesTable, clauses)],
    fileName: 'agreement',
    what: `${agreement.name} ${agreement.version}, clause by clause.`,
  }
}

function opening(agreement: Agreement): string {
  const kind: Record<Agreement['kind'], string> = {
    agreement: 'Both parties have settled this.',
    'starting-point': 'A starting point, not a study: nobody has signed it yet.',
    standard: 'Someone else’s published standard, for comparison.',
    mirror: 'A mirror of what is, not of what should be.',
    template: 'A template: it weighs nothing until its figures are filled in.',
    reference: 'Tables of another trade, to read and not to weigh with.',
  }
  return `${kind[agreement.kind]} It counts in ${agreement.unit.name}, each case rounded once, to the ${agreement.unit.grain}.`
}

/** What it is for. The page's opening has said already that it is a starting point. */
function aboutOf(agreement: Agreement): string {
  if (agreement.kind !== 'starting-point') return agreement.about
  const rest = agreement.about.replace(/^A starting point, not a study[:.]\s*/, '')
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

const restsOn = (clause: Clause): string => [clause.source, clause.note].filter(Boolean).join('. ')

function Clauses(props: { section: ClauseSection; clauses: readonly Clause[] }): JSX.Element {
  const anyRests = props.clauses.some((clause) => restsOn(clause) !== '')
  return (
    <Section heading={sectionHeadings[props.section]} id={`section-${props.section}`}>
      <DataTable
        caption={sectionHeadings[props.section]}
        captionSize="hidden"
        rows={props.clauses}
        columns={[
          {
            label: 'What it says',
            long: true,
            cell: (clause) => (
              <span id={clause.id}>
                {clause.sentence}
                {clause.amber ? (
                  <>
                    {' '}
                    <Tag class="govuk-tag--yellow">To be agreed first</Tag>
                  </>
                ) : null}
              </span>
            ),
          },
          ...(anyRests ? [{ label: 'What it rests on', long: true, cell: restsOn }] : []),
        ]}
      />
    </Section>
  )
}

function Choose({ here, view }: { here: Here; view: AgreementPage }): JSX.Element {
  const { agreement } = view.shown
  const ready = readyToWeigh(agreement)
  const changes = diffAgreements(view.inForce.agreement, agreement)
  return (
    <>
      {ready.ok ? (
        <form method="post" action={here.to.agreementChoose()}>
          <input type="hidden" name="id" value={agreement.id} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Weigh with this agreement
          </Button>
          <p class="govuk-body">
            Every figure is then made anew under it. Choosing the other one again goes back; nothing
            is lost.
          </p>
        </form>
      ) : (
        <InsetText>{ready.problem.sentence}</InsetText>
      )}
      {changes.length > 0 ? (
        <Details summary={`${count(changes.length, 'difference')} from the one in force`}>
          <ul class="govuk-list govuk-list--bullet">
            {changes.slice(0, 200).map((change) => (
              <li>{change.sentence}</li>
            ))}
          </ul>
        </Details>
      ) : null}
    </>
  )
}

function Others(props: {
  here: Here
  all: readonly AgreementView[]
  shown: AgreementView
  inForce: AgreementView
}): JSX.Element {
  return (
    <DataTable
      caption="Agreements that Fairload has"
      captionSize="hidden"
      rows={props.all}
      columns={[
        {
          label: 'Agreement',
          cell: (view) =>
            view.agreement.id === props.shown.agreement.id ? (
              view.agreement.name
            ) : (
              <Link href={props.here.to.agreement(view.inForce ? undefined : view.agreement.id)}>
                {view.agreement.name}
              </Link>
            ),
        },
        { label: 'Version', cell: (view) => view.agreement.version },
        { label: 'Kind', cell: (view) => KINDS[view.agreement.kind] },
        {
          label: 'Weighs in',
          cell: (view) => view.agreement.unit.name,
        },
        {
          label: 'State',
          cell: (view) =>
            view.inForce ? (
              <Tag class="govuk-tag--teal">In force</Tag>
            ) : readyToWeigh(view.agreement).ok ? (
              'Can be chosen'
            ) : (
              'Not filled in'
            ),
        },
      ]}
    />
  )
}

function AddFile(props: { here: Here; problems: readonly Problem[] }): JSX.Element {
  const { here, problems } = props
  return (
    <Section heading="Add an agreement of your own">
      <p class="govuk-body fl-measure">
        Download the one above as a file, change its figures, id and version, and add it here. It is
        checked whole: a figure that cannot be is named. Adding changes nothing until you choose it.
      </p>
      <form method="post" action={here.to.agreementAdd()} enctype="multipart/form-data" novalidate>
        <FileUpload
          name="file"
          label="Agreement file (.json)"
          accept=".json,application/json"
          error={problems[0]?.sentence}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Add this agreement
        </Button>
      </form>
    </Section>
  )
}
