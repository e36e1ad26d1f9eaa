import type { JSX } from 'preact'
import { longDate } from '../../kit/index.ts'
import type { Standing } from '../../council/index.ts'
import { InsetText, Link, Page, type Content, type Crumb } from '../components/index.ts'
import type { Here } from './here.ts'

export type PageOf =
  | 'service'
  | 'teams'
  | 'workers'
  | 'cases'
  | 'waiting'
  | 'plans'
  | 'findings'
  | 'imports'
  | 'people'
  | 'agreement'

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

const NAVIGATION: [PageOf, string][] = [
  ['service', 'Service'],
  ['teams', 'Teams'],
  ['workers', 'Workers'],
  ['cases', 'Cases'],
  ['waiting', 'No worker'],
  ['plans', 'Plans'],
  ['findings', 'Questions'],
  ['people', 'People'],
  ['agreement', 'Agreement'],
  ['imports', 'Imports'],
]

/** A page of one organisation: its navigation, what the figures rest on, and which import is shown. */
export function Frame(props: FrameProps): JSX.Element {
  const { here, standing } = props
  const { to, organisation } = here
  const href: Record<PageOf, string> = {
    service: to.service(),
    teams: to.teams(),
    workers: to.workers(),
    cases: to.cases(),
    waiting: to.waiting(),
    plans: to.plans(),
    findings: to.findings(),
    people: to.people(),
    agreement: to.agreement(),
    imports: to.imports(),
  }
  const crumbs = props.crumbs ?? []
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
            href: to.import(standing.import.id),
          },
          agreement: {
            words: `${standing.agreement.name} ${standing.agreement.version}`,
            href: to.agreement(),
            startingPoint: standing.agreement.startingPoint,
          },
        }
      }
      navigation={NAVIGATION.map(([section, content]) => ({
        content,
        href: href[section],
        current: section === props.section && crumbs.length === 0,
        active: section === props.section && crumbs.length > 0,
      }))}
      phase={
        organisation.demonstration
          ? {
              tag: 'Demonstration',
              words: (
                <>
                  Every name and figure here is invented.{' '}
                  <Link href={to.importNew()}>Use your own files</Link>
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
        { words: 'All imports', href: to.imports() },
        { words: 'For programs: the API', href: '/api/v1/openapi.json' },
      ]}
      footerWords={`Fairload ${here.site.version}. Your files stay on this machine. Every figure opens to its parts, down to the cell it was read from.`}
    >
      {props.children}
    </Page>
  )
}
