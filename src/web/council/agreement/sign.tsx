import type { JSX } from 'preact'
import { parties } from '../../../core/agreement/index.ts'
import { count, longDate, type Problem } from '../../../kit/index.ts'
import type { AgreementReplay, AgreementView } from '../../../council/index.ts'
import {
  Button,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  FileUpload,
  Form,
  InsetText,
  Link,
  Opening,
  Section,
  SummaryList,
  Textarea,
  WarningText,
} from '../../components/index.ts'
import { moment } from '../../words.ts'
import { actingOf, partyWords } from '../acting.ts'
import { changesOf, lifeSentence, nameOf, replaySentence } from './words.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../imports.tsx'

export interface SignPage {
  shown: AgreementView
  inForce: AgreementView
  /** What it would have meant on the newest accepted import; null where there is none. */
  replay: AgreementReplay | null
  problem: Problem | null
}

/** The text, its day and what follows from it; then the signature of the party one acts for. */
export function agreementSignPage(here: Here, view: SignPage): Plain {
  const { shown, inForce, replay, problem } = view
  const { life, key } = shown
  const by = actingOf(here)
  const changes = changesOf(inForce.agreement, shown.agreement)
  const hasSigned = life?.signatures.some((of) => of.party === by.party) ?? false
  return {
    page: {
      title: 'Sign',
      section: 'agreement',
      crumbs: [
        { content: 'Agreement', href: here.to.agreement() },
        { content: nameOf(shown), href: here.to.agreement(key) },
      ],
      hasErrors: problem !== null,
      above: problem ? (
        <ErrorSummary errors={[{ content: problem.sentence, href: '#read' }]} />
      ) : undefined,
    },
    body: (
      <>
        <Opening heading={`Sign ${nameOf(shown)}`}>{life ? lifeSentence(life) : ''}</Opening>
        <SummaryList
          rows={[
            {
              key: 'Takes effect on',
              value: life?.effective ? longDate(life.effective) : 'Not proposed yet',
            },
            {
              key: 'Hash of the text',
              value: <Hash of={life?.sha256 ?? ''} />,
            },
            ...parties.map((party) => {
              const signed = life?.signatures.find((of) => of.party === party)
              return {
                key: `For ${partyWords[party]}`,
                value: signed ? `${signed.name}, ${moment(signed.at)}` : 'Has not signed',
              }
            }),
          ]}
        />
        <Section heading="What follows from it">
          {replay && here.may('service.view') ? (
            <p class="govuk-body-l">{replaySentence(replay)}</p>
          ) : null}
          <p class="govuk-body">
            {changes.length === 0
              ? 'It says the same as the agreement in force.'
              : `${count(changes.length, 'difference')} from the agreement in force, ${nameOf(inForce)}.`}{' '}
            <Link href={here.to.agreementStep('replay', key)}>See the replay</Link>{' '}
            <Link href={here.to.agreementStep('compare', key)}>See both side by side</Link>
          </p>
          {changes.length > 0 ? (
            <Details summary="Each difference">
              <ul class="govuk-list govuk-list--bullet">
                {changes.slice(0, 200).map((change) => (
                  <li>{change.sentence}</li>
                ))}
              </ul>
            </Details>
          ) : null}
        </Section>
        {life?.state !== 'proposed' ? null : hasSigned ? (
          <InsetText>
            {partyWords[by.party].replace(/^t/, 'T')} has signed. The other party signs next.
          </InsetText>
        ) : (
          <Form action={here.to.agreementStep('sign', key)} novalidate>
            <input type="hidden" name="sha256" value={life.sha256} />
            <Checkboxes
              name="read"
              error={problem?.sentence}
              items={[
                {
                  value: 'yes',
                  content: `I, ${by.name}, have read this text and sign it for ${partyWords[by.party]}`,
                },
              ]}
            />
            <WarningText>
              A signature cannot be taken back. Once both parties have signed, every figure from{' '}
              {life.effective ? longDate(life.effective) : 'its day'} on is made by this text.
            </WarningText>
            <Button preventDoubleClick>Sign for {partyWords[by.party]}</Button>
          </Form>
        )}
        {life?.state === 'proposed' && !life.signatures.some(({ party }) => party === 'branch') ? (
          <Details summary="Record the branch’s signature from its statement">
            <p class="govuk-body">
              The branch signs its own copy in its own house, and hands you the statement as a file.
              It counts only for the very text that stands here.
            </p>
            <Form action={here.to.agreementStep('statement', key)} files novalidate>
              <FileUpload
                name="file"
                id="statement"
                label="The branch’s statement (JSON)"
                accept=".json,application/json"
              />
              <Button class="govuk-button--secondary" preventDoubleClick>
                Record it
              </Button>
            </Form>
          </Details>
        ) : null}
      </>
    ),
  }
}

/** In groups of eight, so that two people can read it to each other. */
export function Hash({ of }: { of: string }): JSX.Element {
  return <code class="fl-hash">{of.match(/.{1,8}/g)?.join(' ')}</code>
}

/** Lays a draft before both parties, to run from a day. */
export function ProposeForm(props: {
  here: Here
  shown: AgreementView
  typed: Readonly<Record<string, string>>
  problem: Problem | null
}): JSX.Element {
  const { here, shown, typed, problem } = props
  return (
    <Form action={here.to.agreementStep('propose', shown.key)} novalidate>
      <input type="hidden" name="revision" value={shown.life?.revision ?? 1} />
      <DateInput
        id="effective"
        namePrefix="effective"
        fieldset={{
          legend: { content: 'From which day is it to run?', class: 'govuk-fieldset__legend--s' },
        }}
        hint="Today or later. Both parties sign on that day at the latest. Once proposed, the text stands as it is."
        values={{
          day: typed['effective-day'] ?? '',
          month: typed['effective-month'] ?? '',
          year: typed['effective-year'] ?? '',
        }}
        error={problem?.sentence}
      />
      <Button class="govuk-button--secondary" preventDoubleClick>
        Propose this text
      </Button>
    </Form>
  )
}

/** Takes a version back, for a reason that stays beside it. */
export function WithdrawForm(props: {
  here: Here
  shown: AgreementView
  problem: Problem | null
}): JSX.Element {
  const { here, shown, problem } = props
  const runs = shown.life?.standing === 'in-force'
  return (
    <Details summary="Withdraw this version" open={problem !== null}>
      <p class="govuk-body">
        {runs
          ? 'It stops running today, and the agreement before it is in force again. What it was, and who signed it, stays.'
          : 'It will never run. What it was stays.'}
      </p>
      <Form action={here.to.agreementStep('withdraw', shown.key)} novalidate>
        <Textarea
          name="reason"
          id="reason"
          label="Why it is withdrawn"
          rows={3}
          error={problem?.sentence}
        />
        <Button class="govuk-button--warning" preventDoubleClick>
          Withdraw
        </Button>
      </Form>
    </Details>
  )
}
