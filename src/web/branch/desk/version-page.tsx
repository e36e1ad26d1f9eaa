import { count, longDate } from '../../../kit/index.ts'
import {
  describeAgreement,
  sectionHeadings,
  type ClauseSection,
} from '../../../core/agreement/index.ts'
import type { VersionView } from '../../../branch/desk/index.ts'
import { Link, Opening, Section, SummaryList } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { cameWords, Hash, nameOf, standsWords } from './words.tsx'

/** One version in plain words, as the branch keeps it, with who signed. */
export function versionPage(
  here: Here,
  { version, all }: { version: VersionView; all: readonly VersionView[] },
): Plain {
  const { agreement, facts, signed, id } = version
  const clauses = describeAgreement(agreement)
  const sections = (Object.keys(sectionHeadings) as ClauseSection[]).filter(
    (section) => section !== 'about' && clauses.some((clause) => clause.section === section),
  )
  const service = facts?.signatures.find(({ party }) => party === 'service')
  const other = all.find((one) => one.id !== id)
  return {
    page: {
      title: nameOf(version),
      section: 'agreement',
      crumbs: [{ content: 'Agreement', href: here.to('/agreement') }],
    },
    body: (
      <>
        <Opening heading={nameOf(version)} caption="The branch’s own copy">
          {standsWords(version)}
        </Opening>
        <p class="govuk-body fl-measure">{agreement.about}</p>
        <SummaryList
          rows={[
            { key: 'Came', value: cameWords(version.came) },
            { key: 'Hash of the text', value: <Hash of={version.sha256} /> },
            {
              key: 'For the service',
              value: service
                ? `Signed on ${longDate(service.on as never)}, as the service says`
                : 'Not signed, as far as the branch knows',
            },
            {
              key: 'For the branch',
              value: signed ? (
                <>
                  {signed.name}, {signed.office}, on {longDate(signed.on)}.{' '}
                  <Link href={here.to(`/agreement/statements/${signed.id}.json`)}>
                    The signed statement as a file
                  </Link>
                </>
              ) : (
                'Not signed'
              ),
            },
          ]}
        />
        <p class="govuk-body">
          {here.may('desk.sign') && !signed && !facts?.withdrawn ? (
            <>
              <Link href={here.to(`/agreement/versions/${id}/sign`)}>Sign it for the branch</Link>
              {' · '}
            </>
          ) : null}
          {other ? (
            <>
              <Link href={here.to('/agreement/compare', { one: other.id, other: id })}>
                Compare it with another version
              </Link>
              {' · '}
            </>
          ) : null}
          <Link href={here.to(`/agreement/versions/${id}.json`)}>This text as a file (JSON)</Link>
        </p>
        <nav aria-label="On this page">
          <ul class="govuk-list">
            {sections.map((section) => (
              <li>
                <Link href={`#section-${section}`}>{sectionHeadings[section]}</Link>
              </li>
            ))}
          </ul>
        </nav>
        {sections.map((section) => {
          const own = clauses.filter((clause) => clause.section === section)
          return (
            <Section heading={sectionHeadings[section]} id={`section-${section}`}>
              <ul
                class="govuk-list govuk-list--bullet fl-measure"
                aria-label={count(own.length, 'clause')}
              >
                {own.map((clause) => (
                  <li id={clause.id}>{clause.sentence}</li>
                ))}
              </ul>
            </Section>
          )
        })}
      </>
    ),
  }
}
