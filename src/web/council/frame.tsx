import type { JSX } from 'preact'
import { longDate } from '../../kit/index.ts'
import { accountRoleWords } from '../../core/rights/index.ts'
import type { Standing } from '../../council/index.ts'
import { InsetText, Link, Page, type Content, type Crumb } from '../components/index.ts'
import type { Here } from './here.ts'

export type PageOf =
  | 'home'
  | 'service'
  | 'teams'
  | 'workers'
  | 'cases'
  | 'waiting'
  | 'plans'
  | 'register'
  | 'handovers'
  | 'findings'
  | 'imports'
  | 'people'
  | 'establishment'
  | 'agreement'
  | 'mine'
  | 'team'
  | 'totals'
  | 'record'
  | 'accounts'
  | 'rights'
  | 'signIns'

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

interface Item {
  section: PageOf
  words: string
  href: string
}

/** What this person's roles lead to, and nothing that would refuse them. */
function navigationOf({ to, may, signedIn }: Here): Item[] {
  const { teams, worker } = signedIn.places
  const whole = may('service.view')
  const items: (Item | false)[] = [
    { section: 'home', words: 'For you', href: to.home() },
    worker !== null &&
      may('worker.view') && { section: 'mine', words: 'My work', href: to.worker(worker) },
    whole && { section: 'service', words: 'Service', href: to.service() },
    whole && { section: 'teams', words: 'Teams', href: to.teams() },
    ...(whole
      ? []
      : teams.map(({ name, address }): Item => ({
          section: 'team',
          words: name,
          href: to.team(address),
        }))),
    whole && { section: 'workers', words: 'Workers', href: to.workers() },
    may('cases.list') && { section: 'cases', words: 'Cases', href: to.cases() },
    may('team.view') && { section: 'waiting', words: 'No worker', href: to.waiting() },
    may('plan.list') && { section: 'plans', words: 'Plans', href: to.plans() },
    may('handover.list') && { section: 'handovers', words: 'Handovers', href: to.handovers() },
    may('register.list') && { section: 'register', words: 'Overloads', href: to.register() },
    may('questions.view') && { section: 'findings', words: 'Questions', href: to.findings() },
    may('people.view') && { section: 'people', words: 'People', href: to.people() },
    may('establishment.view') && {
      section: 'establishment',
      words: 'Posts',
      href: to.establishment(),
    },
    may('totals.view') && !whole && { section: 'totals', words: 'Totals', href: to.totals() },
    may('agreement.view') && { section: 'agreement', words: 'Agreement', href: to.agreement() },
    may('import.view') && { section: 'imports', words: 'Imports', href: to.imports() },
    may('account.manage') && { section: 'accounts', words: 'Sign-ins', href: to.accounts() },
    may('audit.view') && { section: 'record', words: 'Record', href: to.record() },
  ]
  return items.filter((item) => item !== false)
}

/** A page of one organisation: its navigation, what the figures rest on, and which import is shown. */
export function Frame(props: FrameProps): JSX.Element {
  const { here, standing } = props
  const { to, organisation } = here
  // Pages above that this person's roles do not reach are left out.
  const crumbs = (props.crumbs ?? []).filter(({ href }) => href !== '')
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
      navigation={navigationOf(here).map(({ section, words, href }) => {
        const isHere = href.split('?')[0] === here.path
        const isOf = section === props.section || isHere
        return {
          content: words,
          href,
          current: isHere || (isOf && crumbs.length === 0),
          active: isOf && !isHere && crumbs.length > 0,
        }
      })}
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
