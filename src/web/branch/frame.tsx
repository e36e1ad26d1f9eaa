import type { FastifyReply } from 'fastify'
import type { JSX } from 'preact'
import { branchRoleNames } from '../../core/branch-rights/index.ts'
import { Link, Page, renderPage, type Content, type Crumb } from '../components/index.ts'
import type { Here } from './here.ts'
import { navigationOf, type PageOf } from './navigation.ts'

export interface FrameProps {
  here: Here
  title: string
  /** Which of the pages in the navigation this is or stands under. */
  section: PageOf
  /** Pages above this one, highest first; the page itself is added. */
  crumbs?: readonly Crumb[] | undefined
  /** Stands above the heading: an error summary or a notification. */
  above?: Content
  hasErrors?: boolean | undefined
  children: Content
}

/** What a page says of itself; `branchPage` adds what every page of the branch has. */
export type BranchPage = Omit<FrameProps, 'here' | 'children'>

/** A page of the branch: its navigation, who is signed in, and what it is under. */
export function Frame(props: FrameProps): JSX.Element {
  const { here } = props
  const { person, guest, organisation } = here
  const crumbs = (props.crumbs ?? []).filter(({ href }) => href !== '')
  const navigation = navigationOf(here, props.section, crumbs.length > 0)
  return (
    <Page
      manifest={here.site.manifest}
      title={props.title}
      house="branch"
      organisation={organisation.name}
      home={here.to(person ? '/home' : '')}
      account={
        person
          ? {
              name: person.name,
              roles: officesInWords(person.offices),
              signIns: here.to('/sign-ins'),
              signOut: here.to('/sign-out'),
            }
          : guest
            ? {
                name: guest.label,
                roles: 'Guest',
                signIns: here.to(),
                signOut: here.to('/sign-out'),
              }
            : undefined
      }
      navigation={navigation.items}
      beside={navigation.beside}
      phase={
        organisation.demonstration
          ? {
              tag: 'Demonstration',
              words: 'Every person, meeting and promise here is invented.',
            }
          : undefined
      }
      breadcrumbs={crumbs.length > 0 ? [...crumbs, { content: props.title }] : undefined}
      above={props.above}
      hasErrors={props.hasErrors}
      footerLinks={
        person
          ? [
              { words: 'What is held about you', href: here.to('/roll/mine') },
              { words: 'The branch’s public page', href: here.to() },
            ]
          : [
              { words: 'The branch', href: here.to() },
              { words: 'Find your rep', href: here.to('/reps') },
            ]
      }
      footerWords={`Fairload ${here.site.version}, the union branch’s own house. Your employer cannot read it. Nothing on its pages comes from anywhere else.`}
    >
      {props.children}
    </Page>
  )
}

/** `Branch secretary, Rep`: offices by their titles, each once; else a member. */
function officesInWords(
  offices: readonly { title: string; role: keyof typeof branchRoleNames }[],
): string {
  const titles = new Set(offices.map(({ title, role }) => title || branchRoleNames[role]))
  return titles.size === 0 ? branchRoleNames.member : [...titles].join(', ')
}

/** A page of the branch as the text to send. */
export const branchPage = (here: Here, page: BranchPage, body: Content): string =>
  renderPage(
    <Frame here={here} {...page}>
      {body}
    </Frame>,
  )

export const sendPage = (
  reply: FastifyReply,
  here: Here,
  page: BranchPage,
  body: Content,
): FastifyReply => reply.type('text/html; charset=utf-8').send(branchPage(here, page, body))

/** The way to all of something, at the end of a part that shows some of it. */
export const MoreLink = (props: { href: string; children: Content }): JSX.Element => (
  <p class="govuk-body">
    <Link href={props.href}>{props.children}</Link>
  </p>
)
