import { count } from '../../kit/index.ts'
import { keptApart } from './caps.ts'
import type { Solution } from './solve.ts'

/**
 * Why a plan leaves a unit with nobody, and what would help, in a sentence or two; null for a unit that
 * is with somebody.
 */
export function obstacleOf(solution: Solution, unit: number): string | null {
  const { problem, assignment } = solution
  const of = problem.units[unit]
  if (!of || (assignment[unit] ?? null) !== null) return null
  const conflict = solution.conflicts.find(({ units }) => units.includes(unit))
  if (conflict?.limit === keptApart) {
    return `It must be kept apart from work of everybody who may hold it (${count(conflict.workers.length, 'worker')}), or the limits leave no room with them. Widen the reach, or move that work first.`
  }
  if (conflict) {
    const sum = conflict.units.reduce(
      (total, at) => total + (problem.units[at]?.counts?.[conflict.limit] ?? 0),
      0,
    )
    const room = conflict.workers.reduce(
      (total, at) => total + (problem.workers[at]?.limits?.[conflict.limit] ?? 0),
      0,
    )
    return `With ${count(conflict.units.length - 1, 'other unit')} it counts ${sum} under ${conflict.limit}, and the ${count(conflict.workers.length, 'worker')} who may hold them may have ${room} together. Raise a limit, widen the reach, or find another worker.`
  }
  if (solution.unplaced.includes(unit)) {
    return 'The limits together leave no place for it with anybody who may hold it. Raise a limit, or widen the reach.'
  }
  const able = of.eligible.filter(([worker]) => (problem.workers[worker]?.capacity ?? 0) > 0)
  if (of.eligible.length === 0) {
    return 'Nobody in reach may hold it. Widen the reach, or find somebody who may.'
  }
  if (able.length === 0) {
    return `Nobody who may hold it has any capacity (${count(of.eligible.length, 'worker')}). Widen the reach, or find cover.`
  }
  for (const [name, own] of Object.entries(of.counts ?? {})) {
    const limits = able.map(([worker]) => problem.workers[worker]?.limits?.[name] ?? Infinity)
    const most = Math.max(...limits)
    if (own > most) {
      return `It counts ${own} under ${name}, and nobody who may hold it may have more than ${most}. Raise a limit, or part the group.`
    }
  }
  return 'Everybody who may hold it is kept from it by one limit or another. Raise a limit, or widen the reach.'
}
