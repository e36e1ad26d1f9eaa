import type { JSX } from 'preact'
import { count, longDate, type Problem } from '../../../kit/index.ts'
import {
  describeAgreement,
  readyToWeigh,
  sectionHeadings,
  type Agreement,
  type Clause,
  type ClauseSection,
} from '../../../core/agreement/index.ts'
import type { AgreementText, AgreementView, ClauseComment } from '../../../council/index.ts'
import {
  Button,
  DataTable,
  Details,
  ErrorSummary,
  FileUpload,
  Form,
  Input,
  InsetText,
  Link,
  Opening,
  Section,
  Select,
  SummaryList,
  Tag,
  Textarea,
  Timeline,
} from '../../components/index.ts'
import { withQuery } from '../../address.ts'
import { sheetOf, type TableOf } from '../../table-of.ts'
import { moment, type AgreementInForce } from '../../words.ts'
import { partyWords } from '../acting.ts'
import { ReplaceFromFile } from './edit.tsx'
import { Hash, ProposeForm, WithdrawForm } from './sign.tsx'
import { changesOf, lifeSentence, nameOf, standingNames } from './words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'

export interface AgreementPage {
  shown: AgreementView
  inForce: AgreementView
  all: readonly AgreementView[]
  comments: readonly ClauseComment[]
  /** Every text this version has had, the newest first. */
  texts: readonly AgreementText[]
  /** What was wrong with what was just tried, and with which of the page's forms. */
  problems: readonly Problem[]
  tried?: AgreementForm | undefined
  typed?: Readonly<Record<string, string>> | undefined
}

export type AgreementForm =
  'file' | 'draft' | 'replacement' | 'effective' | 'reason' | 'comment' | 'choose'

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
  agreement: 'For both parties to sign',
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
  const { agreement, life } = shown
  const tried = view.tried ?? 'file'
  const problemsOf = (form: AgreementForm): readonly Problem[] => (tried === form ? problems : [])
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
              href: `#${tried === 'draft' ? 'id' : tried === 'comment' ? 'words' : tried}`,
            }))}
          />
        ) : undefined,
    },
    body: (
      <>
        <Opening
          heading={nameOf(shown)}
          caption={
            shown.inForce
              ? 'The agreement in force'
              : life
                ? standingNames[life.standing]
                : 'Not in force'
          }
        >
          {life ? lifeSentence(life) : opening(agreement)}
        </Opening>
        <p class="govuk-body fl-measure">{aboutOf(agreement)}</p>
        {life ? <Life here={here} view={view} /> : null}
        {shown.inForce || life ? null : <Choose here={here} view={view} />}
        {life && !shown.inForce ? <Differences view={view} /> : null}
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
            here={here}
            view={view}
            section={section}
            clauses={clauses.filter((clause) => clause.section === section)}
          />
        ))}
        {life && here.may('agreement.comment') ? (
          <CommentForm here={here} view={view} clauses={clauses} problems={problemsOf('comment')} />
        ) : null}
        <p class="govuk-body">
          <Link href={here.to.agreementFile(shown.key)}>This agreement as a file (JSON)</Link>, to
          change and bring to the table.{' '}
          <Link href={withQuery(`${here.path}.xlsx`, { id: shown.key })}>As a workbook</Link>, to
          read and discuss.
          {here.may('publication.view') ? (
            <>
              {' '}
              <Link href={here.to.publication()}>What of it is published</Link>
            </>
          ) : null}
        </p>
        {here.may('agreement.draft') ? (
          <DraftForm here={here} view={view} problems={problemsOf('draft')} />
        ) : null}
        {here.may('agreement.draft') && life?.state === 'draft' ? (
          <ReplaceFromFile here={here} shown={shown} problems={problemsOf('replacement')} />
        ) : null}
        {view.texts.length > 1 ? <Texts texts={view.texts} /> : null}
        <Section heading="Other agreements" id="others">
          <Others here={here} all={all} shown={shown} inForce={inForce} />
        </Section>
        {here.may('agreement.draft') ? <AddFile here={here} problems={problemsOf('file')} /> : null}
      </>
    ),
    sheets: [sheetOf(clausesTable, clauses)],
    fileName: 'agreement',
    what: `${agreement.name} ${agreement.version}, clause by clause.`,
  }
}

function opening(agreement: Agreement): string {
  const kind: Record<Agreement['kind'], string> = {
    agreement: 'For both parties to sign.',
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

function Clauses(props: {
  here: Here
  view: AgreementPage
  section: ClauseSection
  clauses: readonly Clause[]
}): JSX.Element {
  const commentsOn = (id: string) => props.view.comments.filter((of) => of.clause === id)
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
                {commentsOn(clause.id).map((comment) => (
                  <span class="fl-comment">
                    <strong>{comment.by.name}</strong>, for {partyWords[comment.by.party]},{' '}
                    {moment(comment.at)}: {comment.words}
                  </span>
                ))}
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
  const { agreement, key } = view.shown
  const ready = readyToWeigh(agreement)
  const isSigned = view.inForce.life !== null && view.inForce.life.state === 'signed'
  return (
    <>
      {!ready.ok ? (
        <InsetText>{ready.problem.sentence}</InsetText>
      ) : isSigned ? (
        <InsetText>
          An agreement that both parties signed is in force. Draft a change from this one, and have
          it signed.
        </InsetText>
      ) : here.may('agreement.choose') ? (
        <Form action={here.to.agreementChoose()} id="choose">
          <input type="hidden" name="id" value={key} />
          <Button class="govuk-button--secondary" preventDoubleClick>
            Weigh with this agreement
          </Button>
          <p class="govuk-body">
            Every figure is then made anew under it, labelled a starting point. Choosing the other
            one again goes back; nothing is lost.
          </p>
        </Form>
      ) : null}
      <Differences view={view} />
      <p class="govuk-body">
        <Link href={here.to.agreementStep('compare', key)}>Side by side with the one in force</Link>{' '}
        <Link href={here.to.agreementStep('replay', key)}>Replay on a past day</Link>
      </p>
    </>
  )
}

function Differences({ view }: { view: AgreementPage }): JSX.Element | null {
  const changes = changesOf(view.inForce.agreement, view.shown.agreement)
  if (changes.length === 0) return null
  return (
    <Details summary={`${count(changes.length, 'difference')} from the one in force`}>
      <ul class="govuk-list govuk-list--bullet">
        {changes.slice(0, 200).map((change) => (
          <li>{change.sentence}</li>
        ))}
      </ul>
    </Details>
  )
}

/** Where a version of one's own stands, and what can be done with it now. */
function Life({ here, view }: { here: Here; view: AgreementPage }): JSX.Element | null {
  const { shown, problems, tried } = view
  const { life, key } = shown
  if (life === null) return null
  const first = (form: AgreementForm): Problem | null =>
    tried === form ? (problems[0] ?? null) : null
  const isOpen = life.state === 'draft' || life.state === 'proposed'
  const runsOrWill = life.standing === 'in-force' || life.standing === 'to-come'
  return (
    <>
      <SummaryList
        rows={[
          ...(life.by
            ? [
                {
                  key: 'Drafted by',
                  value: `${life.by.name}, for ${partyWords[life.by.party]}, ${moment(life.addedAt)}`,
                },
              ]
            : []),
          ...(life.basedOn ? [{ key: 'Made from', value: life.basedOn.replace('@', ' ') }] : []),
          ...(life.effective ? [{ key: 'Takes effect on', value: longDate(life.effective) }] : []),
          { key: 'Hash of the text', value: <Hash of={life.sha256} /> },
          ...life.signatures.map((signature) => ({
            key: `Signed for ${partyWords[signature.party]}`,
            value: `${signature.name}, ${moment(signature.at)}`,
          })),
        ]}
      />
      <ul class="govuk-list">
        {life.state === 'draft' && here.may('agreement.draft') ? (
          <li>
            <Link href={here.to.agreementStep('edit', key)}>Edit this draft</Link>
          </li>
        ) : null}
        <li>
          {shown.inForce && life.basedOn ? (
            <Link href={here.to.agreementStep('compare', key, { with: life.basedOn })}>
              Side by side with the one it was made from
            </Link>
          ) : (
            <Link href={here.to.agreementStep('compare', key)}>
              Side by side with the one in force
            </Link>
          )}
        </li>
        {here.may('agreement.replay') ? (
          <li>
            <Link href={here.to.agreementStep('replay', key)}>Replay on a past day</Link>
          </li>
        ) : null}
      </ul>
      {life.state === 'proposed' && here.may('agreement.sign') ? (
        <Button href={here.to.agreementStep('sign', key)}>Read and sign</Button>
      ) : null}
      {life.state === 'draft' && here.may('agreement.draft') ? (
        <ProposeForm
          here={here}
          shown={shown}
          typed={view.typed ?? {}}
          problem={first('effective')}
        />
      ) : null}
      {(isOpen || runsOrWill) && here.may('agreement.draft') ? (
        <WithdrawForm here={here} shown={shown} problem={first('reason')} />
      ) : null}
    </>
  )
}

function CommentForm(props: {
  here: Here
  view: AgreementPage
  clauses: readonly Clause[]
  problems: readonly Problem[]
}): JSX.Element {
  const { here, view, clauses, problems } = props
  const isCommentedOn = ({ section }: Clause): boolean =>
    section !== 'about' && section !== 'sources' && section !== 'reference'
  return (
    <Section heading="Comment on a clause" id="comment">
      <Form action={here.to.agreementStep('comments', view.shown.key)} novalidate>
        <Select
          name="clause"
          id="clause"
          label="Clause"
          class="fl-wide"
          value={view.typed?.['clause'] ?? ''}
          items={clauses.filter(isCommentedOn).map((clause) => ({
            value: clause.id,
            text:
              clause.sentence.length > 90 ? `${clause.sentence.slice(0, 90)}…` : clause.sentence,
          }))}
        />
        <Textarea
          name="words"
          id="words"
          label="Comment"
          hint="It stays beside the clause with your name and the time."
          rows={3}
          value={view.typed?.['words'] ?? ''}
          error={problems[0]?.sentence}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Add this comment
        </Button>
      </Form>
    </Section>
  )
}

function DraftForm(props: {
  here: Here
  view: AgreementPage
  problems: readonly Problem[]
}): JSX.Element {
  const { here, view, problems } = props
  const { agreement, life, key } = view.shown
  const typed = view.typed ?? {}
  return (
    <Section heading="Draft a change from this" id="draft">
      <p class="govuk-body fl-measure">
        A draft changes nothing until both parties have signed it and its day has come.
      </p>
      <Form action={here.to.agreementDraft()} novalidate>
        <input type="hidden" name="from" value={key} />
        <Input
          name="name"
          id="name"
          label="Name"
          value={
            typed['name'] ??
            (life ? agreement.name : `${here.organisation.name.replace(/ \(.*\)$/, '')} agreement`)
          }
        />
        <Input
          name="id"
          id="id"
          label="Id"
          hint="Lower-case letters, digits and hyphens. The same for every version of this agreement."
          class="govuk-input--width-20"
          spellcheck={false}
          value={typed['id'] ?? (life ? agreement.id : 'our-agreement')}
          error={problems[0]?.sentence}
        />
        <Input
          name="version"
          id="version"
          label="Version"
          class="govuk-input--width-5"
          spellcheck={false}
          value={typed['version'] ?? nextVersion(view)}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Begin the draft
        </Button>
      </Form>
    </Section>
  )
}

/** `2.1` after `2.0`: the first that is not taken. */
function nextVersion({ shown, all }: AgreementPage): string {
  const id = shown.life ? shown.agreement.id : 'our-agreement'
  const taken = new Set(
    all.filter((of) => of.agreement.id === id).map((of) => of.agreement.version),
  )
  for (let major = 1; ; major += 1) if (!taken.has(`${major}.0`)) return `${major}.0`
}

function Texts({ texts }: { texts: readonly AgreementText[] }): JSX.Element {
  return (
    <Section heading="Texts of this version" id="texts">
      <Timeline
        items={texts.map((text, n) => {
          const before = texts[n + 1]
          const changes = before ? changesOf(before.agreement, text.agreement) : []
          return {
            when: moment(text.at),
            what: (
              <>
                Text {text.revision}
                {text.by ? `, ${text.by.name}, for ${partyWords[text.by.party]}` : ''}
                {before === undefined
                  ? ': the first.'
                  : changes.length === 0
                    ? ': says the same as the one before.'
                    : `: ${changes
                        .slice(0, 5)
                        .map((change) => change.sentence)
                        .join(' ')}${changes.length > 5 ? ` And ${changes.length - 5} more.` : ''}`}
              </>
            ),
          }
        })}
      />
    </Section>
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
      rows={[...props.all].sort((a, b) => Number(b.life !== null) - Number(a.life !== null))}
      columns={[
        {
          label: 'Agreement',
          cell: (view) =>
            view.key === props.shown.key ? (
              view.agreement.name
            ) : (
              <Link href={props.here.to.agreement(view.inForce ? undefined : view.key)}>
                {view.agreement.name}
              </Link>
            ),
        },
        { label: 'Version', cell: (view) => view.agreement.version },
        {
          label: 'Kind',
          cell: (view) => (view.life ? 'Between both parties' : KINDS[view.agreement.kind]),
        },
        {
          label: 'Weighs in',
          cell: (view) => view.agreement.unit.name,
        },
        {
          label: 'State',
          cell: (view) =>
            view.inForce ? (
              <Tag class="govuk-tag--teal">In force</Tag>
            ) : view.life ? (
              standingNames[view.life.standing]
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
        checked whole: a figure that cannot be is named. It becomes a draft: nothing runs on it
        until both parties have signed.
      </p>
      <Form action={here.to.agreementAdd()} files novalidate>
        <FileUpload
          name="file"
          label="Agreement file (.json)"
          accept=".json,application/json"
          error={problems[0]?.sentence}
        />
        <Button class="govuk-button--secondary" preventDoubleClick>
          Add this agreement
        </Button>
      </Form>
    </Section>
  )
}
