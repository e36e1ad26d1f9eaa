import type { JSX } from 'preact'
import { longDate } from '../../../kit/index.ts'
import type { ClashView, RoundView, VisitView } from '../../../branch/rounds/index.ts'
import { Link, Tag, WarningText } from '../../components/index.ts'
import type { Here } from '../here.ts'
import { clockWords, dayWords, shortDay, stateWords } from './words.ts'

/** What stands of a visit beside its time: called off, held, nobody down for it. */
export function VisitTag(props: { visit: VisitView; isRep: boolean }): JSX.Element | null {
  const { visit, isRep } = props
  if (visit.state === 'cancelled') return <Tag class="govuk-tag--red">{stateWords.cancelled}</Tag>
  if (visit.state === 'held') return <Tag class="govuk-tag--green">{stateWords.held}</Tag>
  if (!isRep) return visit.movedFrom ? <Tag class="govuk-tag--yellow">Moved</Tag> : null
  if (visit.isNotTold) return <Tag class="govuk-tag--yellow">Was it held?</Tag>
  if (visit.reps.length === 0) return <Tag class="govuk-tag--yellow">Rep needed</Tag>
  return visit.movedFrom ? <Tag class="govuk-tag--yellow">Moved</Tag> : null
}

const repsOf = (visit: VisitView): string => visit.reps.map(({ name }) => name).join(', ')

/** A round as people read it: a row a site and a column a day at a desk, a list of days on a phone. */
export function RoundGrid(props: { here: Here; round: RoundView; isRep: boolean }): JSX.Element {
  const { here, round, isRep } = props
  return (
    <>
      <div class="fl-at-desk fl-scroll" tabIndex={0} role="region" aria-label="Sites and days">
        <table class="govuk-table fl-table fl-round">
          <caption class="govuk-table__caption govuk-visually-hidden">Sites and days</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <th scope="col" class="govuk-table__header">
                Site
              </th>
              {round.days.map((day) => (
                <th scope="col" class="govuk-table__header">
                  {shortDay(day, here.today)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {round.rows.map(({ site, visits }) => (
              <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {site.name}
                </th>
                {visits.map((ofDay) => (
                  <td class="govuk-table__cell">
                    {ofDay.map((visit) => (
                      <Cell here={here} visit={visit} isRep={isRep} />
                    ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ol class="govuk-list govuk-list--spaced fl-on-phone">
        {round.all.map((visit) => (
          <li>
            <Link href={here.to(`/visits/${visit.id}`)}>
              {shortDay(visit.on, here.today)}, {clockWords(visit)}, {visit.site.name}
            </Link>
            <div class="fl-apart">
              {visit.room === '' ? null : <>{visit.room}. </>}
              {isRep && visit.reps.length > 0 ? <>{repsOf(visit)}. </> : null}
              <VisitTag visit={visit} isRep={isRep} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function Cell(props: { here: Here; visit: VisitView; isRep: boolean }): JSX.Element {
  const { here, visit, isRep } = props
  return (
    <>
      <Link href={here.to(`/visits/${visit.id}`)}>
        {clockWords(visit)}
        <span class="govuk-visually-hidden">
          , {visit.site.name}, {longDate(visit.on)}
        </span>
      </Link>
      {visit.room === '' ? null : <div>{visit.room}</div>}
      {isRep && visit.reps.length > 0 ? <div>{repsOf(visit)}</div> : null}
      <div>
        <VisitTag visit={visit} isRep={isRep} />
      </div>
    </>
  )
}

/** Where somebody is down for two places at once. */
export function Clashes(props: { here: Here; clashes: readonly ClashView[] }): JSX.Element {
  return (
    <>
      {props.clashes.map(({ rep, visits: [one, other], isSure }) => (
        <WarningText>
          {rep.name}{' '}
          {isSure ? 'is down for two places at once' : 'may be down for two places at once'} on{' '}
          {dayWords(one.on)}:{' '}
          <Link href={props.here.to(`/visits/${one.id}/rota`)}>
            {one.site.name}, {clockWords(one).toLowerCase()}
          </Link>{' '}
          and{' '}
          <Link href={props.here.to(`/visits/${other.id}/rota`)}>
            {other.site.name}, {clockWords(other).toLowerCase()}
          </Link>
          .
        </WarningText>
      ))}
    </>
  )
}
