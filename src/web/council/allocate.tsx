import type { JSX } from 'preact'
import { count, isoDate } from '../../kit/index.ts'
import type { ShortlistCandidate, ShortlistView } from '../../council/index.ts'
import {
  DataTable,
  Details,
  ErrorSummary,
  Link,
  Opening,
  SummaryList,
} from '../components/index.ts'
import { withQuery } from '../address.ts'
import { sheetOf, type TableOf } from '../table-of.ts'
import {
  amount,
  amountInFull,
  cases as casesWords,
  children,
  listed,
  shortDate,
  statusWords,
  unitOf,
  workers as workersWords,
  type AgreementInForce,
} from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads } from './list.tsx'
import { Share } from './plans-ready.tsx'
import { ratioOf } from './plans-tables.ts'
import { AskForm, ChooseWorker, problemOf, type TriedAllocation } from './allocate-form.tsx'
import { stateSentence } from './decisions/words.ts'
import { ruleWords, shortlistSentence } from './plan-words.ts'

/**
 * Who could take a case, what it would make of their load, and who cannot and why; and the form that asks
 * one of them, for whoever may decide.
 */
export function allocatePage(
  here: Here,
  view: ShortlistView,
  tried: TriedAllocation | null = null,
): Figures {
  const { standing, candidates, excluded, unknown } = view
  const { agreement } = standing
  const [first] = view.cases
  const names = listed(view.cases.map((of) => of.child))
  const safe = candidates.filter((one) => !one.overSafe)
  const equal = byName(safe.filter((one) => one.equal))
  const further = safe.filter((one) => !one.equal)
  const over = candidates.filter((one) => one.overSafe)
  const cannot = excluded.reduce((sum, group) => sum + group.workers.length, 0)
  const mayAsk =
    here.may('decision.make') &&
    standing.import.current &&
    view.decided === null &&
    candidates.length + view.setAside.length > 0
  const title = view.from === null ? 'Who could take this?' : 'Who could take this over?'
  const asking: Asking | null = mayAsk
    ? {
        chosen: tried?.typed['to'] ?? '',
        first: [...equal, ...further, ...over, ...view.setAside][0]?.address ?? '',
      }
    : null
  const lists = (
    <>
      <Candidates
        here={here}
        caption={
          equal.length === 1
            ? 'Would be left with the most room'
            : 'Equal within a hair, by name: neither is fairer, so judgement decides'
        }
        rows={equal}
        view={view}
        asking={asking}
      />
      <Candidates
        here={here}
        caption="Others who can take it and stay within the safe line, most room first"
        rows={further}
        view={view}
        asking={asking}
      />
      {over.length > 0 ? (
        <Details
          summary={`Others who could, over the safe line: ${over.length}`}
          open={safe.length === 0}
        >
          <Candidates
            here={here}
            caption="Over the safe line with it"
            rows={over}
            view={view}
            asking={asking}
          />
        </Details>
      ) : null}
      {view.setAside.length > 0 ? (
        <Details
          summary={`Others, against a clause of the agreement: ${view.setAside.length}`}
          open={candidates.length === 0}
        >
          {[...new Set(view.setAside.map(({ rule }) => rule))].map((rule) => (
            <Candidates
              here={here}
              caption={ruleWords(rule)}
              rows={byName(view.setAside.filter((one) => one.rule === rule))}
              view={view}
              asking={asking}
            />
          ))}
        </Details>
      ) : null}
    </>
  )
  return {
    page: {
      title,
      section: view.from === null ? 'waiting' : 'cases',
      standing,
      hasErrors: tried !== null,
      above: tried ? (
        <ErrorSummary
          errors={tried.problems.map(({ field, sentence }) => ({
            content: sentence,
            href: `#${field}`,
          }))}
        />
      ) : undefined,
      crumbs: [
        view.from === null
          ? { content: 'No worker', href: here.to.waiting() }
          : { content: 'Cases', href: here.to.cases() },
        ...(first ? [{ content: `Child ${first.child}`, href: here.to.case(first.address) }] : []),
      ],
    },
    body: (
      <>
        <Opening
          heading={title}
          caption={`${view.cases.length === 1 ? 'Child' : 'Children'} ${names}`}
        >
          {view.decided === null
            ? shortlistSentence(safe.length, equal.length, over.length)
            : stateSentence(view.decided)}
        </Opening>
        <p class="govuk-body">
          {whatItIs(view, agreement)}
          {view.from === null ? null : (
            <>
              {' '}
              Held by <Link href={here.to.worker(view.from.address)}>{view.from.name}</Link>, who
              answers until the handover is complete.
            </>
          )}
        </p>
        {view.decided === null ? (
          <Reach here={here} view={view} />
        ) : (
          <p class="govuk-body">
            <Link href={here.to.decision(view.decided.id)}>
              See what was decided, and answer it
            </Link>
          </p>
        )}
        {problemOf(tried, 'to') === undefined ? null : (
          <p class="govuk-error-message" id="to-error">
            <span class="govuk-visually-hidden">Error:</span> {problemOf(tried, 'to')}
          </p>
        )}
        {mayAsk && first ? (
          <AskForm here={here} view={view} action={here.to.allocate(first.address)} tried={tried}>
            {lists}
          </AskForm>
        ) : (
          lists
        )}
        {cannot > 0 ? (
          <Details summary={`Who cannot, and why: ${cannot}`}>
            <SummaryList
              rows={excluded.map((group) => ({
                key: `${ruleWords(group.rule)}: ${group.workers.length}`,
                value: (
                  <span class="fl-names">
                    {byName(group.workers).map((worker, n) => (
                      <>
                        {n > 0 ? ', ' : ''}
                        <Link href={here.to.worker(worker.address)}>{worker.name}</Link>
                      </>
                    ))}
                  </span>
                ),
              }))}
            />
          </Details>
        ) : null}
        {unknown.length > 0 ? (
          <Details
            summary={`${workersWords(unknown.length)} left out: what they can carry is unknown`}
          >
            <ul class="govuk-list govuk-list--bullet">
              {byName(unknown).map((worker) => (
                <li>
                  <Link href={here.to.worker(worker.address)}>{worker.name}</Link>:{' '}
                  {casesWords(worker.cases)}
                </li>
              ))}
            </ul>
            <p class="govuk-body">
              Add their contracts to the <Link href={here.to.people()}>people file</Link>.
            </p>
          </Details>
        ) : null}
        {view.elsewhere === null || view.elsewhere === 0 ? null : (
          <p class="govuk-body">
            {count(view.elsewhere, 'worker')} of other teams could take it and stay within the safe
            line. Their managers and the service manager see who: ask them.
          </p>
        )}
        <Downloads here={here} of="who could take this" keep={['reach']} />
      </>
    ),
    sheets: [
      sheetOf(candidatesTable(agreement), [...equal, ...further, ...over]),
      sheetOf(
        excludedTable(),
        excluded.flatMap((group) =>
          byName(group.workers).map((worker) => ({ ...worker, rule: group.rule })),
        ),
      ),
    ],
    fileName: 'who-could-take-it',
    what: 'Who could take one case: how each would stand with it, and who cannot and why.',
    notes: [
      view.reach === 'team'
        ? 'Only workers of the case’s own team.'
        : view.elsewhere === null
          ? 'Workers of the whole service.'
          : `Workers whom the one who wrote this may see; ${view.elsewhere} of other teams could take it within the safe line.`,
    ],
  }
}

const byName = <T extends { name: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))

function whatItIs(view: ShortlistView, agreement: AgreementInForce): string {
  const [first] = view.cases
  if (!first) return ''
  const statuses = listed([
    ...new Set(view.cases.map((of) => statusWords[of.status].toLowerCase())),
  ])
  const weights = view.candidates.map((one) => one.cost)
  const [least, most] = [Math.min(...weights), Math.max(...weights)]
  const weighs =
    weights.length === 0
      ? `${amountInFull(
          view.cases.reduce((sum, of) => sum + of.demand, 0),
          agreement,
        )} today`
      : least === most
        ? amountInFull(least, agreement)
        : `${amount(least, agreement)} to ${amountInFull(most, agreement)}, depending on who takes it`
  const who =
    view.cases.length === 1
      ? 'One child'
      : `${children(view.cases.length)} of one family, who stay together`
  return `${who}: ${statuses}. About ${weighs}.`
}

function Reach({ here, view }: { here: Here; view: ShortlistView }): JSX.Element {
  const team = view.cases[0]?.teamName ?? null
  const words = { team: team ?? 'The case’s own team', service: 'The whole service' }
  const reaches: ('team' | 'service')[] = team === null ? ['service'] : ['team', 'service']
  return (
    <ul class="govuk-list fl-narrow">
      {reaches.map((reach) => (
        <li>
          {reach === view.reach ? (
            <strong>{words[reach]}</strong>
          ) : (
            <Link href={withQuery(here.path, { reach, import: here.asked.import })}>
              {words[reach]}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Which of the workers is chosen, and whose radio stands first. */
interface Asking {
  chosen: string
  first: string
}

function Candidates(props: {
  here: Here
  caption: string
  rows: readonly ShortlistCandidate[]
  view: ShortlistView
  /** Null where nobody is asked here. */
  asking: Asking | null
}): JSX.Element | null {
  const { here, rows, view, asking } = props
  const { agreement } = view.standing
  if (rows.length === 0) return null
  // Of all, so that the tables of one page have the same columns.
  const anyKnew = view.candidates.some((one) => one.knewUntil !== null)
  const anyNew = view.candidates.some((one) => one.lastNew !== null)
  return (
    <DataTable
      caption={props.caption}
      captionSize="s"
      rows={rows}
      columns={[
        {
          label: 'Worker',
          cell: (one) =>
            asking === null ? (
              <Link href={here.to.worker(one.address)}>{one.name}</Link>
            ) : (
              <ChooseWorker
                one={one}
                first={one.address === asking.first}
                checked={one.address === asking.chosen}
              />
            ),
        },
        ...(view.reach === 'service'
          ? [{ label: 'Team', cell: (one: ShortlistCandidate) => one.teamName ?? 'No team' }]
          : []),
        {
          label: 'Now',
          long: true,
          cell: (one) => (
            <>
              <Share {...one.before} agreement={agreement} />
              {one.asked > 0 ? (
                <span class="fl-under">Asked to take {amount(one.asked, agreement)} of it</span>
              ) : null}
            </>
          ),
        },
        {
          label: 'With it',
          long: true,
          cell: (one) => <Share {...one.after} agreement={agreement} />,
        },
        ...(anyKnew
          ? [
              {
                label: 'Knows the family',
                cell: (one: ShortlistCandidate) =>
                  one.knewUntil === null ? '–' : `Held a child of it until ${one.knewUntil}`,
              },
            ]
          : []),
        ...(anyNew
          ? [
              {
                label: 'Last new case',
                cell: (one: ShortlistCandidate) => dayWords(one.lastNew),
              },
            ]
          : []),
      ]}
    />
  )
}

function dayWords(day: string | null): string {
  const date = day === null ? null : isoDate(day)
  return date ? shortDate(date) : 'Not known'
}

const candidatesTable = (agreement: AgreementInForce): TableOf<ShortlistCandidate> => ({
  id: 'could',
  name: 'Could take it',
  columns: [
    { id: 'worker', header: 'Worker', kind: 'text', file: (one) => one.name },
    { id: 'team', header: 'Team', kind: 'text', file: (one) => one.teamName },
    {
      id: 'before',
      header: 'Now',
      kind: 'percent',
      file: (one) => ratioOf(one.before, agreement),
    },
    {
      id: 'after',
      header: 'With it',
      kind: 'percent',
      file: (one) => ratioOf(one.after, agreement),
    },
    {
      id: 'cost',
      header: `Would weigh (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      file: (one) => one.cost / agreement.grainsPerUnit,
    },
    {
      id: 'asked',
      header: `Of it asked to take (${unitOf(agreement)})`,
      kind: 'number',
      decimals: 1,
      file: (one) => one.asked / agreement.grainsPerUnit,
    },
    {
      id: 'equal',
      header: 'Equal within a hair of the first',
      kind: 'text',
      file: (one) => (one.equal ? 'yes' : 'no'),
    },
    { id: 'knew', header: 'Knew the family until', kind: 'text', file: (one) => one.knewUntil },
    { id: 'new', header: 'Last new case', kind: 'date', file: (one) => one.lastNew },
  ],
})

const excludedTable = (): TableOf<{ name: string; teamName: string | null; rule: string }> => ({
  id: 'cannot',
  name: 'Cannot, and why',
  columns: [
    { id: 'worker', header: 'Worker', kind: 'text', file: (one) => one.name },
    { id: 'team', header: 'Team', kind: 'text', file: (one) => one.teamName },
    { id: 'rule', header: 'Why', kind: 'text', file: (one) => ruleWords(one.rule) },
  ],
})
