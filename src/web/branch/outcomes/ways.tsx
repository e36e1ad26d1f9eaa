import type { JSX } from 'preact'
import type { CameFrom } from '../../../branch/outcomes/index.ts'
import { Link, Section } from '../../components/index.ts'
import { addressOf, recordHref } from '../addresses.ts'
import type { Here } from '../here.ts'
import { PathPicture } from '../path.tsx'

/** The whole way of each concern that a win came from: what members said, demand, meeting, promise, win. */
export async function waysTo(
  here: Here,
  cameFrom: readonly CameFrom[],
): Promise<JSX.Element | null> {
  const ways: JSX.Element[] = []
  for (const { what, id } of cameFrom) {
    if (what !== 'concern') continue
    const concern = await here.branch.concerns.concern(here.organisation, id)
    if (!concern) continue
    ways.push(
      <>
        <p class="govuk-body">
          <Link href={addressOf(here, 'concern', id)}>{concern.title}</Link>
        </p>
        <PathPicture
          path={concern.path}
          hrefOf={(stage, item) => recordHref(here, stage, item.id)}
        />
      </>,
    )
  }
  if (ways.length === 0) return null
  return (
    <Section heading="The way here" id="way">
      {ways}
    </Section>
  )
}
