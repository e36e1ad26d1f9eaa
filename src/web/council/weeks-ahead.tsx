import type { JSX } from 'preact'
import type { IsoDate } from '../../kit/index.ts'
import type { ReasonAhead, TeamView, WorkerAhead } from '../../council/index.ts'
import { Link, Section, StandingMark } from '../components/index.ts'
import type { CellOut } from '../../render/index.ts'
import type { TableOf } from '../table-of.ts'
import { listed, shortDate, utilisationWords } from '../words.ts'
import type { Here } from './here.ts'
import { Downloads, List } from './list.tsx'

type Day = WorkerAhead['days'][number]

const reasonWords: Record<ReasonAhead['what'], string> = {
  'contract-ends': 'the contract ends',
  goes: 'goes away',
  returns: 'is back',
  'less-capacity': 'carries less',
  'asye-ends': 'the assessed and supported year ends',
  'turns-18': 'a child turns 18, which ends the case',
  'leaves-care': 'a child in care turns 18 and is a care leaver from then',
  'turns-25': 'a care leaver turns 25, which ends the case',
}

const isOver = (day: Day | undefined): boolean => day?.standing.startsWith('over') ?? false

/** Away or in a role without cases all the weeks, and holds none: nothing can happen to them. */
const isIdle = (worker: WorkerAhead): boolean =>
  worker.reasons.length === 0 &&
  worker.days.every((day) => day.state === 'cannot-receive' && day.cases === 0)

/** `3 Nov`: the year stands in the caption's first day. */
const dayOfMonth = (day: IsoDate): string => shortDate(day).split(/\s/).slice(0, 2).join('\u00a0')

const reasonsOf = (worker: WorkerAhead): string =>
  worker.reasons.map(({ on, what }) => `on ${dayOfMonth(on)} ${reasonWords[what]}`).join('; ')

function DayAhead({ day }: { day: Day | undefined }): JSX.Element {
  if (!day) return <></>
  const words = utilisationWords(day)
  return isOver(day) ? (
    <StandingMark standing={day.standing} words={`${words}, over`} />
  ) : (
    <>{words}</>
  )
}

const dayInFile = (day: Day | undefined): CellOut => {
  if (!day) return null
  if (day.state !== 'known' || day.utilisation === null) return utilisationWords(day)
  const share = day.utilisation / 10_000
  return isOver(day) ? { value: share, mark: 'over' } : share
}

export const weeksAheadTable = (here: Here, days: readonly IsoDate[]): TableOf<WorkerAhead> => ({
  id: 'ahead',
  name: 'Eight weeks ahead',
  columns: [
    {
      id: 'worker',
      header: 'Worker',
      kind: 'text',
      cell: (worker) => <Link href={here.to.worker(worker.address)}>{worker.name}</Link>,
      file: (worker) => worker.name,
    },
    ...days.map((on, week) => ({
      id: `week-${week}`,
      header: dayOfMonth(on),
      kind: 'percent' as const,
      cell: (worker: WorkerAhead) => <DayAhead day={worker.days[week]} />,
      file: (worker: WorkerAhead) => dayInFile(worker.days[week]),
      // The day of the figures stands in the table above.
      inFilesOnly: week === 0,
    })),
    {
      id: 'why',
      header: 'What is known',
      kind: 'text',
      file: (worker) => reasonsOf(worker) || null,
      inFilesOnly: true,
    },
  ],
})

/** Who comes over the line in the weeks ahead, or falls under it, from what is already known. */
export function WeeksAhead({ here, view }: { here: Here; view: TeamView }): JSX.Element | null {
  const { days, workers } = view.weeksAhead
  const shown = workers.filter((worker) => !isIdle(worker))
  if (shown.length === 0 || days.length < 2) return null
  const known = shown.filter((worker) => worker.reasons.length > 0)
  return (
    <Section heading="Eight weeks ahead" id="ahead">
      <p class="govuk-body">{sentence(workers, days)}</p>
      <List
        here={here}
        table={weeksAheadTable(here, days)}
        rows={shown}
        caption="If only what is known comes about"
        captionSize="s"
        phone="scroll"
      />
      {known.length === 0 ? null : (
        <>
          <p class="govuk-body">What is known to come:</p>
          <ul class="govuk-list govuk-list--bullet">
            {known.map((worker) => (
              <li>
                <Link href={here.to.worker(worker.address)}>{worker.name}</Link>:{' '}
                {reasonsOf(worker)}
              </li>
            ))}
          </ul>
        </>
      )}
      <Downloads here={here} of="eight weeks ahead" table="ahead" />
    </Section>
  )
}

function sentence(workers: readonly WorkerAhead[], days: readonly IsoDate[]): string {
  const comes = workers.flatMap((worker) => {
    const week = worker.days.findIndex(isOver)
    const on = days[week]
    return week > 0 && on ? [`${worker.name} from ${dayOfMonth(on)}`] : []
  })
  const stays = workers.filter((worker) => worker.days.every(isOver)).length
  const falls = workers.filter(
    (worker) => isOver(worker.days[0]) && !isOver(worker.days.at(-1)),
  ).length
  const said = [
    comes.length === 0
      ? 'Nobody comes over the safe line by what is known today.'
      : `${listed(comes)} ${comes.length === 1 ? 'comes' : 'come'} over the safe line by what is known today.`,
    ...(stays > 0 ? [`${stays} ${stays === 1 ? 'stays' : 'stay'} over it all eight weeks.`] : []),
    ...(falls > 0 ? [`${falls} ${falls === 1 ? 'falls' : 'fall'} under it.`] : []),
  ]
  return said.join(' ')
}
