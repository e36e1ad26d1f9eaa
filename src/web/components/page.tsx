import type { JSX, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { assetUrl } from './assets.ts'
import type { Manifest } from './assets.ts'
import { BackLink, Breadcrumbs, SkipLink } from './buttons-and-links.tsx'
import type { Crumb } from './buttons-and-links.tsx'
import { classes, isShown } from './extras.ts'
import type { Content } from './extras.ts'
import { Form } from './form.tsx'
import { GenericHeader, ServiceNavigation } from './header.tsx'
import type { NavigationItem } from './header.tsx'
import { PhaseBanner } from './messages.tsx'

/** What every figure of a page rests on; it stands under the header and on each printed sheet. */
export interface RestsOn {
  /** `30 September 2026`. */
  asOf: string
  import?: { words: string; href: string | undefined } | undefined
  agreement: {
    /** Name and version as people read them. */
    words: string
    href: string
    /** True until both sides have signed: every page says so. */
    startingPoint: boolean
  }
}

export interface FooterLink {
  words: string
  href: string
}

export interface PageProps {
  /** What the page is about, as its heading says it; the organisation and Fairload follow it. */
  title: string
  /** Teal for the council's side, purple for the branch's: one always knows where one is. */
  house: 'council' | 'branch'
  organisation: string
  /** Where the wordmark leads. */
  home: string
  /** Who is signed in; left out where nobody is. */
  account?: { name: string; roles: string; signIns: string; signOut: string } | undefined
  restsOn?: RestsOn | undefined
  navigation?: readonly NavigationItem[] | undefined
  /** The pages beside the open one, under one word of the navigation. */
  beside?: { label: string; items: readonly NavigationItem[] } | undefined
  /** The pages above this one; the page itself without `href`. */
  breadcrumbs?: readonly Crumb[] | undefined
  back?: { href: string; words?: string | undefined } | undefined
  /** Said above everything on every page of, for example, a demonstration. */
  phase?: { tag: string; words: Content } | undefined
  /** Stands above the heading: an error summary or a notification. */
  above?: Content
  /** Whether the page tells of errors: its title says so first. */
  hasErrors?: boolean | undefined
  /** Where scripts do not run the page loads itself again after this many seconds. */
  refreshSeconds?: number | undefined
  footerLinks?: readonly FooterLink[] | undefined
  footerWords?: Content
  manifest: Manifest
  children: Content
}

/** A whole document. Nothing inline, nothing from elsewhere: it needs no more than `'self'` of a content policy. */
export function Page(props: PageProps): JSX.Element {
  const { manifest } = props
  const title = [
    props.hasErrors ? `Error: ${props.title}` : props.title,
    props.organisation,
    'Fairload',
  ].join(' – ')
  return (
    <html lang="en" class={classes('govuk-template', `fl-${props.house}`)}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content={props.house === 'council' ? '#0b5d66' : '#5a2a82'} />
        <meta name="referrer" content="same-origin" />
        {props.refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
          </noscript>
        )}
        <link
          rel="preload"
          href={assetUrl(manifest, 'atkinson-400.woff2')}
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        <link
          rel="preload"
          href={assetUrl(manifest, 'atkinson-700.woff2')}
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        <link rel="stylesheet" href={assetUrl(manifest, 'fairload.css')} />
        <link
          rel="icon"
          href={assetUrl(manifest, props.house === 'branch' ? 'favicon-branch.svg' : 'favicon.svg')}
          type="image/svg+xml"
        />
        <script type="module" src={assetUrl(manifest, 'fairload.js')} />
      </head>
      <body class="govuk-template__body">
        <SkipLink href="#main-content">Skip to main content</SkipLink>
        <PrintHead {...props} />
        <header class="govuk-template__header">
          <GenericHeader
            url={props.home}
            logo={<Wordmark />}
            after={
              <>
                <span class="fl-header__organisation">{props.organisation}</span>
                {props.account ? <Account account={props.account} /> : null}
              </>
            }
          />
          {props.navigation && props.navigation.length > 0 ? (
            <ServiceNavigation items={props.navigation} menuButtonText="Menu" />
          ) : null}
          {props.beside ? <Beside {...props.beside} /> : null}
          {props.restsOn ? <RestsOnBar restsOn={props.restsOn} /> : null}
          {props.phase ? (
            <PhaseBanner tag={{ children: props.phase.tag }}>{props.phase.words}</PhaseBanner>
          ) : null}
        </header>
        <div class="govuk-width-container">
          {props.breadcrumbs && props.breadcrumbs.length > 0 ? (
            <Breadcrumbs items={props.breadcrumbs} collapseOnMobile />
          ) : null}
          {props.back ? (
            <nav aria-label="Back">
              <BackLink href={props.back.href}>{props.back.words}</BackLink>
            </nav>
          ) : null}
          <main class="govuk-main-wrapper" id="main-content">
            {props.above}
            {props.children}
          </main>
        </div>
        <Footer {...props} />
      </body>
    </html>
  )
}

/** The sign of the house: three loads under one line, level. */
function Wordmark(): JSX.Element {
  return (
    <>
      <svg class="fl-wordmark__sign" viewBox="0 0 30 26" aria-hidden="true" focusable="false">
        <path
          d="M1 4h28M6 9v16M15 9v16M24 9v16"
          stroke="currentColor"
          stroke-width="5"
          fill="none"
        />
      </svg>
      <span>Fairload</span>
    </>
  )
}

/** Who is signed in, as what, and the way out. */
function Account({ account }: { account: NonNullable<PageProps['account']> }): JSX.Element {
  return (
    <div class="fl-account">
      <a class="fl-account__name" href={account.signIns}>
        {account.name}
      </a>
      <span class="fl-account__roles">{account.roles}</span>
      <Form action={account.signOut}>
        <button class="fl-account__out" type="submit">
          Sign out
        </button>
      </Form>
    </div>
  )
}

function Beside({ label, items }: NonNullable<PageProps['beside']>): JSX.Element {
  return (
    <nav class="fl-beside" aria-label={label}>
      <div class="govuk-width-container">
        <ul class="fl-beside__list">
          {items.map(({ content, href, current, active }) => (
            <li>
              <a href={href} aria-current={current ? 'page' : active ? 'true' : undefined}>
                {content}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  )
}

function RestsOnBar({ restsOn }: { restsOn: RestsOn }): JSX.Element {
  const { agreement } = restsOn
  return (
    <div class="fl-standing">
      <div class="govuk-width-container">
        <ul class="fl-standing__list">
          <li>
            As of <strong>{restsOn.asOf}</strong>
            {restsOn.import ? (
              <>
                ,{' '}
                {restsOn.import.href === undefined ? (
                  restsOn.import.words
                ) : (
                  <a href={restsOn.import.href}>{restsOn.import.words}</a>
                )}
              </>
            ) : null}
          </li>
          <li>
            Agreement <a href={agreement.href}>{agreement.words}</a>
            {agreement.startingPoint ? ': a starting point, not a study' : null}
          </li>
        </ul>
      </div>
    </div>
  )
}

/** On paper alone, at the head of each sheet. The page says the same on screen, so no one hears it twice. */
function PrintHead({ organisation, title, restsOn }: PageProps): JSX.Element {
  const parts = ['Fairload', organisation, title]
  if (restsOn) {
    parts.push(`as of ${restsOn.asOf}`, `agreement ${restsOn.agreement.words}`)
    if (restsOn.agreement.startingPoint) parts.push('a starting point, not a study')
  }
  return (
    <div class="fl-print-head" aria-hidden="true">
      <p>{parts.join(' · ')}</p>
    </div>
  )
}

function Footer({ footerLinks, footerWords }: PageProps): JSX.Element {
  return (
    <footer class="govuk-template__footer">
      <div class="fl-footer">
        <div class="govuk-width-container">
          {footerLinks && footerLinks.length > 0 ? (
            <ul class="fl-footer__list">
              {footerLinks.map((link) => (
                <li>
                  <a class="govuk-link" href={link.href}>
                    {link.words}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          {isShown(footerWords) ? <p class="fl-footer__words">{footerWords}</p> : null}
        </div>
      </div>
    </footer>
  )
}

/** A page as the text to send. */
export const renderPage = (page: VNode): string => `<!doctype html>\n${renderToString(page)}`
