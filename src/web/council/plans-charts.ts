import type { PlanAsked, PlanChoice, PlanWorker, Standing } from '../../council/index.ts'
import type { Utilisation } from '../../core/fairness/index.ts'
import { beforeAfterChart, beforeAfterStrips, movesCurve, type Chart } from '../../render/index.ts'
import type { PlanResult } from './plan-words.ts'

/** More workers than a picture can name: they are shown as strips by team. */
export const MOST_NAMED = 40

const asPercent = ({ load, capacity }: Utilisation): number | null =>
  capacity === 0 ? null : (load * 100) / capacity

const shareOf = (load: number, { capacity }: PlanWorker): number | null =>
  asPercent({ load, capacity })

const without = (load: number): string => (load > 0 ? 'cannot receive' : 'no cases')

/** Everyone in reach, before and after: by name up to forty, by team beyond. */
export function beforeAfterOf(result: PlanResult, { agreement }: Standing): Chart {
  const lines = { safe: agreement.safeLine / 100, hard: agreement.hardLine / 100 }
  const title = 'Each worker’s share of what they can safely carry, before and after'
  const unknown = result.unknown.length
  if (result.workers.length <= MOST_NAMED) {
    return beforeAfterChart({
      id: 'before-after',
      title,
      lines,
      unknown,
      workers: result.workers.map((worker) => ({
        label: worker.name,
        before: shareOf(worker.before, worker),
        after: shareOf(worker.after, worker),
        ...(worker.capacity === 0
          ? { without: { before: without(worker.before), after: without(worker.after) } }
          : {}),
      })),
    })
  }
  const teams = new Map<string, PlanWorker[]>()
  for (const worker of result.workers) {
    const team = worker.teamName ?? 'No team'
    teams.set(team, [...(teams.get(team) ?? []), worker])
  }
  return beforeAfterStrips({
    id: 'before-after',
    title,
    lines,
    unknown,
    teams: [...teams]
      .sort(([a], [b]) => a.localeCompare(b, 'en-GB'))
      .map(([label, workers]) => ({
        label,
        workers: workers.map((worker) => ({
          before: shareOf(worker.before, worker),
          after: shareOf(worker.after, worker),
        })),
      })),
  })
}

/** The numbers of moves to choose from: of a small team, several shares are the same number. */
export function choicesShown(result: PlanResult, asked: PlanAsked['moves']): PlanChoice[] {
  const isAsked = (choice: PlanChoice): boolean => isChosen(choice, asked)
  return result.choices.filter(
    (choice, n) =>
      isAsked(choice) ||
      !result.choices.some(
        (other, m) =>
          other.maxMoves === choice.maxMoves && (isAsked(other) || (m < n && !isAsked(choice))),
      ),
  )
}

/** Whether a choice is the one that the plan was made with. */
export function isChosen(choice: PlanChoice, asked: PlanAsked['moves']): boolean {
  if (asked === 'any') return choice.maxMoves === null
  return 'percent' in asked ? choice.percent === asked.percent : choice.maxMoves === asked.count
}

/** What each number of moves buys. */
export function curveOf(
  choices: readonly PlanChoice[],
  asked: PlanAsked['moves'],
  { agreement }: Standing,
): Chart {
  return movesCurve({
    id: 'curve',
    title: 'The busiest worker against the number of moves',
    safe: agreement.safeLine / 100,
    points: choices.map((choice) => ({
      label: choice.maxMoves === null ? 'any' : String(choice.maxMoves),
      busiest: asPercent(choice.busiest) ?? 0,
      bound: asPercent(choice.bound),
      chosen: isChosen(choice, asked),
    })),
  })
}
