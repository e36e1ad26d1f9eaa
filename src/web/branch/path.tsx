import type { JSX } from 'preact'
import { longDate } from '../../kit/index.ts'
import type { Path, PathItem, PathStage } from '../../core/bargaining/index.ts'
import { pathStages } from '../../core/bargaining/index.ts'
import { Link, Tag } from '../components/index.ts'

const stageWords: Record<PathStage, { name: string; none: string }> = {
  raised: { name: 'Raised', none: 'Not raised yet' },
  demand: { name: 'Demand', none: 'No demand yet' },
  meeting: { name: 'Meetings', none: 'Not met about yet' },
  promise: { name: 'Promises', none: 'Nothing promised yet' },
  won: { name: 'Won', none: 'Nothing won yet' },
  held: { name: 'Held', none: 'Nobody has looked whether it held' },
}

const markWords: Record<NonNullable<PathItem['mark']>, string> = {
  planned: 'planned',
  cancelled: 'cancelled',
  overdue: 'overdue',
  kept: 'kept',
  released: 'let go',
  'did-not-hold': 'did not hold',
}

/**
 * A concern's way from members' words to a change that held, as a line with a stop at each stage.
 * The same list is the picture: its order, names and words say all that it shows.
 */
export function PathPicture(props: {
  path: Path
  /** The page of a stop; null where it has none or the reader does not open it. */
  hrefOf: (stage: PathStage, item: PathItem) => string | null
}): JSX.Element {
  const { path } = props
  const reached = pathStages.indexOf(path.stands)
  return (
    <ol class="fl-path">
      {path.steps.map(({ stage, items }) => {
        const isAhead = pathStages.indexOf(stage) > reached
        return (
          <li class={`fl-path__stage${isAhead ? ' fl-path__stage--ahead' : ''}`}>
            <p class="fl-path__name">{stageWords[stage].name}</p>
            {items.length === 0 ? (
              <p class="fl-path__when">{stageWords[stage].none}</p>
            ) : (
              <ul class="fl-path__items">
                {items.map((item) => (
                  <li>
                    <Stop item={item} href={props.hrefOf(stage, item)} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Stop({ item, href }: { item: PathItem; href: string | null }): JSX.Element {
  return (
    <>
      {href === null ? item.title : <Link href={href}>{item.title}</Link>}
      <span class="fl-path__when">{longDate(item.on)}</span>
      {item.mark === null ? null : <Tag>{markWords[item.mark]}</Tag>}
    </>
  )
}
