import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import { timeWords } from '../../../core/bargaining/index.ts'
import type { RoundView, VisitPageView } from '../../../branch/rounds/index.ts'
import type { Poster } from '../../../render/index.ts'
import { Link, Opening } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { Square } from './qr.tsx'
import type { Plain } from '../plain.ts'
import { dayWords, placeLines } from './words.ts'

/** What a visit’s poster says, on the page and in the PDF alike. */
export function posterOf(here: Here, visit: VisitPageView, origin: string, written: Date): Poster {
  return {
    title: visit.round.name,
    day: visit.state === 'cancelled' ? `Called off: ${dayWords(visit.on)}` : dayWords(visit.on),
    time: timeWords(visit),
    place: placeLines(visit),
    words: visit.about.split('\n').filter((line) => line.trim() !== ''),
    link:
      visit.audience === 'public'
        ? {
            address: new URL(here.to(`/meetings/${visit.round.id}`), origin).href,
            words: visit.guestsMayAnswer
              ? 'All meetings, and where to say that you come'
              : 'All meetings of this round',
          }
        : null,
    foot: here.organisation.name,
    written,
  }
}

/** One sheet of A4 to print; the page’s own head and foot stay off the paper. */
export function posterPage(here: Here, visit: VisitPageView, poster: Poster): Plain {
  return {
    page: {
      title: `Poster: ${visit.site.name}, ${longDate(visit.on)}`,
      section: 'rounds',
      crumbs: [
        { content: visit.round.name, href: here.to(`/rounds/${visit.round.id}`) },
        {
          content: `${visit.site.name}, ${longDate(visit.on)}`,
          href: here.to(`/visits/${visit.id}`),
        },
      ],
    },
    body: (
      <>
        <p class="govuk-body fl-screen-only">
          Print this page, or{' '}
          <Link href={here.to(`/visits/${visit.id}/poster.pdf`)}>take the PDF</Link>.
        </p>
        <Sheet poster={poster} />
      </>
    ),
  }
}

function Sheet({ poster }: { poster: Poster }): JSX.Element {
  return (
    <div class="fl-poster">
      <h1 class="fl-poster__title">{poster.title}</h1>
      <p class="fl-poster__when">
        {poster.day}
        {poster.time === null ? null : (
          <>
            <br />
            {poster.time}
          </>
        )}
      </p>
      <p class="fl-poster__place">
        {poster.place.map((line, n) => (n === 0 ? <strong>{line}</strong> : <span>{line}</span>))}
      </p>
      {poster.words.map((line) => (
        <p class="fl-poster__words">{line}</p>
      ))}
      {poster.link ? (
        <div class="fl-poster__link">
          <Square address={poster.link.address} />
          <p class="govuk-body">
            <strong>{poster.link.words}</strong>
            <br />
            <span class="fl-breaks">{poster.link.address}</span>
          </p>
        </div>
      ) : null}
      <p class="govuk-body-s fl-poster__foot">{poster.foot}</p>
    </div>
  )
}

/** Every poster of a round. */
export function postersPage(here: Here, round: RoundView): Plain {
  const standing = round.all.filter(({ state }) => state !== 'cancelled')
  return {
    page: {
      title: 'Posters',
      section: 'rounds',
      crumbs: [{ content: round.name, href: here.to(`/rounds/${round.id}`) }],
    },
    body: (
      <>
        <Opening heading="Posters" caption={round.name}>
          One sheet of A4 a visit, to print or to send.
        </Opening>
        <ul class="govuk-list govuk-list--spaced">
          {standing.map((visit) => (
            <li>
              <Link href={here.to(`/visits/${visit.id}/poster`)}>
                {visit.site.name}, {dayWords(visit.on)}
              </Link>{' '}
              (
              <Link href={here.to(`/visits/${visit.id}/poster.pdf`)}>
                PDF
                <span class="govuk-visually-hidden">
                  : {visit.site.name}, {longDate(visit.on)}
                </span>
              </Link>
              )
            </li>
          ))}
        </ul>
      </>
    ),
  }
}
