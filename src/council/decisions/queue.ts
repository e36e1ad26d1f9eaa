import { byText, daysBetween, type IsoDate } from '../../kit/index.ts'
import { nextDue } from '../../core/allocation/index.ts'
import { decisions, type Scope } from '../../store/index.ts'
import { decisionsInPlay } from '../figures/in-play.ts'
import { Index, type Figures } from '../figures/index.ts'
import { rowsOf } from './rows.ts'
import type { DecisionRow, QueueView, WaitingRow } from './views.ts'

/** Decisions in sight that wait for somebody, by the address of each child. */
export async function askedByChild(
  scope: Scope,
  on: IsoDate,
): Promise<ReadonlyMap<string, DecisionRow>> {
  const waiting = (await decisionsInPlay(scope, on)).filter(({ standing }) =>
    standing.state.startsWith('waits-'),
  )
  const rows = await rowsOf(
    scope,
    waiting.map(({ decision }) => decision),
    on,
  )
  return new Map(
    waiting.flatMap(({ decision }, i) =>
      decision.children.flatMap(({ reference }) => {
        const row = rows[i]
        return row ? [[reference as string, row] as const] : []
      }),
    ),
  )
}

/** Work in nobody's hands, what presses most first: by statutory clock, then by the days it has waited. */
export async function queueOf(scope: Scope, figures: Figures, on: IsoDate): Promise<QueueView> {
  const { caseload, standing } = figures
  const facts = new Map(caseload.cases.map((of) => [of.child, of]))
  const waiting = new Index(figures).rows(({ holder }) => holder.kind !== 'worker')
  const since = await decisions.withoutWorkerSince(
    scope,
    waiting.map(({ child }) => child),
  )
  const asked = await askedByChild(scope, on)
  const rows = waiting.flatMap((row): WaitingRow[] => {
    const of = facts.get(row.child)
    if (!of) return []
    const known = since.get(row.child)
    // One that no earlier import holds has waited since it opened; one that the very first import
    // shows with nobody may have waited longer than anybody saw.
    const from =
      known && (known.before === 'not-there' ? (of.openSince ?? known.since) : known.since)
    return [
      {
        ...row,
        waitingSince: from ?? null,
        daysWaiting: from === undefined ? null : Math.max(0, daysBetween(from, on)),
        waitsLonger: known?.before === 'not-known',
        nextDue: nextDue(of, on),
        asked: asked.get(row.address) ?? null,
      },
    ]
  })
  const order = (a: WaitingRow, b: WaitingRow): number =>
    byText(a.nextDue?.due ?? '9999', b.nextDue?.due ?? '9999') ||
    (b.daysWaiting ?? -1) - (a.daysWaiting ?? -1) ||
    byText(a.child, b.child)
  return { standing, rows: rows.sort(order), total: rows.length }
}
