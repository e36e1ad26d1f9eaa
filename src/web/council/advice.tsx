import type { JSX } from 'preact'
import { InsetText, Link } from '../components/index.ts'
import type { Totals } from '../../core/model/index.ts'
import { workers as workersWords } from '../words.ts'
import type { Here } from './here.ts'

/** What to do about capacities that nobody has stated. Nothing where all are known. */
export function CapacityAdvice(props: { here: Here; totals: Totals }): JSX.Element | null {
  const { capacityUnknown, workers } = props.totals
  if (capacityUnknown === 0) return null
  const { to } = props.here
  return (
    <InsetText>
      {capacityUnknown === workers ? (
        <>
          <strong>Capacity is unknown.</strong> Annex A does not say what hours people work.{' '}
          <Link href={to.peopleTemplate()} attributes={{ download: '' }}>
            Download the people file
          </Link>
          , filled with the {workers === 1 ? 'one name' : `${workers} names`} we found, add
          contracts and hours, and <Link href={to.importNew()}>drop it in</Link>.
        </>
      ) : (
        <>
          The capacity of {workersWords(capacityUnknown)} is unknown, so they are in no percentage.{' '}
          <Link href={to.people()}>See who, and add their contracts</Link>.
        </>
      )}
    </InsetText>
  )
}
