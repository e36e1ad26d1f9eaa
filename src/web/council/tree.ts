import { byText, fold } from '../../kit/index.ts'

interface Node {
  id: string
  name: string
  parent: string | null
}

/** Whether a team has teams of its own: its figures then hold theirs. */
export const hasTeams = (team: Node, all: readonly Node[]): boolean =>
  all.some((other) => other.parent === team.id)

/** Each team followed by the teams within it, by name; a team whose parent is not there stands by itself. */
export function asTree<T extends Node>(teams: readonly T[]): T[] {
  const ids = new Set(teams.map((team) => team.id))
  const below = new Map<string | null, T[]>()
  for (const team of teams) {
    const parent = team.parent !== null && ids.has(team.parent) ? team.parent : null
    below.set(parent, [...(below.get(parent) ?? []), team])
  }
  const placed = new Set<T>()
  const walk = (parent: string | null): T[] =>
    [...(below.get(parent) ?? [])]
      .sort((a, b) => byText(fold(a.name), fold(b.name)))
      .flatMap((team) => {
        if (placed.has(team)) return []
        placed.add(team)
        return [team, ...walk(team.id)]
      })
  const inOrder = walk(null)
  // Teams that name each other as parent hang on nothing; they are shown all the same.
  return [...inOrder, ...teams.filter((team) => !placed.has(team))]
}
