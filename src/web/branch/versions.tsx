import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import { Opening, Section, Tag, Timeline, type Content } from '../components/index.ts'
import { listed, moment } from '../words.ts'
import { ChangedParts, WholeVersion, type Line } from './both-versions.tsx'

/** A version of a record as its page shows it. */
export interface ShownVersion {
  number: number
  lines: readonly Line[]
  savedBy: string | null
  savedAt: Date
  /** Somebody else had saved in the meantime: it never stood, and its words are kept here. */
  isAside: boolean
  /** The version it was written from; null for the first. */
  basedOn: number | null
}

/**
 * Everything that was ever written in a record, the newest first, each with what it changed.
 *
 * @param what the record's own title.
 */
export function VersionsBody(props: {
  what: string
  noun: string
  versions: readonly ShownVersion[]
  /** What can be done with a version: bring a set-aside one back, for example. */
  act?: ((version: ShownVersion) => Content) | undefined
}): JSX.Element {
  const { versions } = props
  const aside = versions.filter(({ isAside }) => isAside).length
  const people = [...new Set(versions.flatMap(({ savedBy }) => savedBy ?? []))]
  const of = new Map(versions.map((version) => [version.number, version]))
  return (
    <>
      <Opening heading={`Versions of this ${props.noun}`} caption={props.what}>
        {count(versions.length, 'version')}
        {people.length > 0 ? `, written by ${listed(people)}` : ''}.{' '}
        {aside === 0
          ? 'Nobody wrote at the same time as somebody else.'
          : `${count(aside, 'version')} ${aside === 1 ? 'was' : 'were'} written at the same time as another and never stood; the words are kept.`}
      </Opening>
      <Section heading="The newest first">
        <Timeline
          items={versions.map((version) => ({
            when: `${moment(version.savedAt)}${version.savedBy === null ? '' : `, ${version.savedBy}`}`,
            what: (
              <>
                <p class="govuk-body">
                  Version {version.number} {version.isAside ? <Tag>Set aside</Tag> : null}
                </p>
                {version.basedOn === null ? null : (
                  <ChangedParts
                    before={of.get(version.basedOn)?.lines ?? []}
                    after={version.lines}
                  />
                )}
                <WholeVersion lines={version.lines} of={`version ${version.number}`} />
                {props.act?.(version)}
              </>
            ),
            inferred: version.isAside,
          }))}
        />
      </Section>
    </>
  )
}
