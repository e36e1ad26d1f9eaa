import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import { compareWording } from '../../core/bargaining/index.ts'
import { DataTable, Details, Link, WarningText, Wording, WordingSide } from '../components/index.ts'
import { moment } from '../words.ts'

/** A part of a record in words, as its kind gives it. */
export interface Line {
  label: string
  words: string
}

/** A part in two versions: the one that stands and the one that was written. */
export interface Part {
  label: string
  theirs: string
  mine: string
}

/** The parts of two versions side by side, in the order of the later one; a part of one alone is empty in the other. */
export function partsOf(theirs: readonly Line[], mine: readonly Line[]): Part[] {
  const words = (lines: readonly Line[], label: string): string =>
    lines
      .filter((line) => line.label === label)
      .map((line) => line.words)
      .join('\n')
  const labels = new Set([...mine, ...theirs].map(({ label }) => label))
  return [...labels].map((label) => ({
    label,
    theirs: words(theirs, label),
    mine: words(mine, label),
  }))
}

const isOther = ({ theirs, mine }: Part): boolean => theirs !== mine

export interface BothVersionsProps {
  /** What it is: `demand`. */
  noun: string
  /** Part by part: what was saved in the meantime, and what stands in the form beneath as well. */
  parts: readonly Part[]
  /** Who saved in the meantime, and when, where that is known. */
  savedBy?: string | null | undefined
  savedAt?: Date | undefined
  /** Where all versions stand, set-aside ones too. */
  versions?: string | undefined
}

/**
 * Somebody else saved a record while this person wrote. It stands above the form, which still holds
 * this person's words: both are shown part by part, and neither is lost.
 */
export function BothVersions(props: BothVersionsProps): JSX.Element {
  const { parts } = props
  const others = parts.filter(isOther)
  const same = parts.length - others.length
  const who = props.savedBy ?? 'somebody else'
  const when = props.savedAt === undefined ? '' : ` at ${moment(props.savedAt)}`
  return (
    <section class="fl-both" id="both-versions" aria-label="Both versions">
      <WarningText>
        {capital(who)} saved this {props.noun} while you were writing. Nothing is lost: your words
        are in the form below, and kept as a version.
      </WarningText>
      {others.length === 0 ? (
        <p class="govuk-body">You both wrote the same. There is nothing more to do.</p>
      ) : (
        <>
          <p class="govuk-body">
            Make yours hold what should stand of both, and save again. What {who} saved{when} stands
            until then.
          </p>
          <DataTable
            caption={`What differs: ${count(others.length, 'part')}`}
            captionSize="s"
            rows={others}
            columns={[
              { label: 'Part', cell: ({ label }) => label },
              {
                label: `What ${who} saved`,
                long: true,
                cell: ({ theirs, mine }) => (
                  <WordingSide stretches={compareWording(theirs, mine)} side="before" />
                ),
              },
              {
                label: 'What you wrote',
                long: true,
                cell: ({ theirs, mine }) => (
                  <WordingSide stretches={compareWording(theirs, mine)} side="after" />
                ),
              },
            ]}
          />
        </>
      )}
      {same > 0 && others.length > 0 ? (
        <p class="govuk-body">
          {count(same, 'other part')} {same === 1 ? 'is' : 'are'} the same in both.
        </p>
      ) : null}
      {props.versions === undefined ? null : (
        <p class="govuk-body">
          <Link href={props.versions}>See every version of it</Link>
        </p>
      )}
    </section>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What changed from one version to the next, part by part and word by word. */
export function ChangedParts(props: {
  before: readonly Line[]
  after: readonly Line[]
}): JSX.Element {
  const others = partsOf(props.before, props.after).filter(isOther)
  if (others.length === 0) return <p class="govuk-body">No words changed.</p>
  return (
    <dl class="fl-changed">
      {others.map(({ label, theirs, mine }) => (
        <>
          <dt>{label}</dt>
          <dd>
            <Wording stretches={compareWording(theirs, mine)} />
          </dd>
        </>
      ))}
    </dl>
  )
}

/** A version in full, closed until somebody opens it. */
export function WholeVersion(props: { lines: readonly Line[]; of: string }): JSX.Element {
  return (
    <Details summary={`All of ${props.of}`}>
      <dl class="fl-changed">
        {props.lines.map(({ label, words }) => (
          <>
            <dt>{label}</dt>
            <dd>
              <p class="fl-wording">{words === '' ? 'Nothing' : words}</p>
            </dd>
          </>
        ))}
      </dl>
    </Details>
  )
}
