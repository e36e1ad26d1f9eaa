import type { JSX } from 'preact'
import { longDate } from '../../kit/index.ts'
import { accountRoleWords } from '../../core/rights/index.ts'
import type { Standing } from '../../council/index.ts'
import { InsetText, Link, Page, type Content, type Crumb } from '../components/index.ts'
import type { Here } from './here.ts'
import { navigationOf, type PageOf } from './navigation.ts'

export interface FrameProps {
  here: Here
  title: string
  /** Which of the pages in the navigation this is or stands under. */
  section: PageOf
  /** Pages above this one, highest first; the page itself is added. */
  crumbs?: readonly Crumb[] | undefined
  /** What the page's figures rest on; left out where it shows none. */
  standing?: Standing | undefined
  /** Whether the page keeps to the import it was made from, and says itself when that is an older one. */
  keepsToItsImport?: boolean | undefined
  above?: Content
  hasErrors?: boolean | undefined
  refreshSeconds?: number | undefined
  children: Content
}

/** A page of one organisation: its navigation, what the figures rest on, and which import is shown. */
export function Frame(props: FrameProps): JSX.Element {
  const { here, standing } = props
  const { to, organisation } = here
  // Pages above that this person's roles do not reach are left out.
  const crumbs = (props.crumbs ?? []).filter(({ href }) => href !== '')
  const navigation = navigationOf(here, props.section, crumbs.length > 0)
  return (
    <Page
      manifest={here.site.manifest}
      title={props.title}
      house="council"
      organisation={organisation.name}
      home={to.service()}
      restsOn={
        standing && {
          asOf: longDate(standing.import.asOf),
          import: {
            words: `import ${standing.import.number}`,
            href: to.import(standing.import.id) || undefined,
          },
          agreement: {
            words: `${standing.agreement.name} ${standing.agreement.version}`,
            href: to.agreement(),
            startingPoint: standing.agreement.startingPoint,
          },
        }
      }
      account={{
        name: here.person.name,
        roles: here.person.grants.map(({ role }) => accountRoleWords[role].name).join(', '),
        signIns: to.signIns(),
        signOut: to.signOut(),
      }}
      navigation={navigation.items}
      beside={navigation.beside}
      phase={
        organisation.demonstration
          ? {
              tag: 'Demonstration',
              words: (
                <>
                  Every name and figure here is invented.{' '}
                  <Link href="/own/imports/new">Use your own files</Link>
                </>
              ),
            }
          : undefined
      }
      breadcrumbs={crumbs.length > 0 ? [...crumbs, { content: props.title }] : undefined}
      above={
        <>
          {props.above}
          {standing && !standing.import.current && !props.keepsToItsImport ? (
            <InsetText>
              You are looking at import {standing.import.number}, as of{' '}
              {longDate(standing.import.asOf)}. It is not the one in force.{' '}
              <Link href={here.path}>See the figures in force</Link>
            </InsetText>
          ) : null}
        </>
      }
      hasErrors={props.hasErrors}
      refreshSeconds={props.refreshSeconds}
      footerLinks={[
        { words: 'How the figures are made', href: to.agreement() },
        ...(here.may('import.view') ? [{ words: 'All imports', href: to.imports() }] : []),
        ...(here.may('subject.export')
          ? [{ words: 'What is held about somebody', href: to.subject() }]
          : []),
        ...(here.may('query.list') ? [{ words: 'Queries of figures', href: to.queries() }] : []),
        { words: 'Who can do what', href: to.rights() },
        { words: 'For programs: the API', href: '/api/v1/openapi.json' },
      ]}
      footerWords={`Fairload ${here.site.version}. Your files stay on this machine. Every figure opens to its parts, down to the cell it was read from.`}
    >
      {props.children}
    </Page>
  )
}
