import { byText } from '../../kit/index.ts'
import type { Finding, PersonRecord, Source, Team, TeamId } from '../model/index.ts'
import { atRow } from './findings.ts'

/** Counts votes for keys; the most wins, ties go to the first by text. */
export class Votes<K extends string> {
  readonly #counts = new Map<K, number>()

  add(key: K): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  winner(): K | null {
    let best: K | null = null
    let most = 0
    for (const [key, count] of this.#counts) {
      if (count > most || (count === most && best !== null && byText(key, best) < 0)) {
        best = key
        most = count
      }
    }
    return best
  }

  get size(): number {
    return this.#counts.size
  }
}

/** Teams by folded name, however they are spelled; the tree comes from the people file's parent teams. */
export class TeamTree {
  readonly #spellings = new Map<TeamId, Votes<string>>()
  readonly #parents = new Map<TeamId, { votes: Votes<TeamId>; from: Source; value: string }>()

  /** Notes that a team exists, spelled so. */
  add(id: TeamId, spelling: string): void {
    let votes = this.#spellings.get(id)
    if (!votes) {
      votes = new Votes()
      this.#spellings.set(id, votes)
    }
    votes.add(spelling)
  }

  /** Notes that a person's row puts `id` under `parent`. */
  under(id: TeamId, parent: TeamId, person: PersonRecord): void {
    if (id === parent) return
    const known = this.#parents.get(id)
    if (known) known.votes.add(parent)
    else {
      const votes = new Votes<TeamId>()
      votes.add(parent)
      this.#parents.set(id, { votes, from: person.from, value: person.parentTeam ?? '' })
    }
  }

  /** The teams by id, and what is wrong with the tree. */
  finish(): { teams: Team[]; findings: Finding[] } {
    const findings: Finding[] = []
    const parentOf = new Map<TeamId, TeamId>()
    for (const [id, { votes, from, value }] of [...this.#parents].sort(([a], [b]) =>
      byText(a, b),
    )) {
      const parent = votes.winner()
      if (parent !== null) parentOf.set(id, parent)
      if (votes.size > 1) {
        findings.push(
          atRow(from, {
            code: 'team-has-two-parents',
            column: 'Parent team',
            value,
            sentence:
              'Rows of the people file put this team under different parent teams. The one on most rows is used: make them agree.',
            effect: 'question',
            changesFigures: true,
          }),
        )
      }
      if (parent !== null && leadsBack(id, parentOf)) {
        parentOf.delete(id)
        findings.push(
          atRow(from, {
            code: 'team-is-its-own-parent',
            column: 'Parent team',
            value,
            sentence:
              'This parent team lies below the team itself. The team is shown at the top: correct the parent team.',
            effect: 'cell-not-used',
            changesFigures: true,
          }),
        )
      }
    }
    const teams = [...this.#spellings]
      .map(([id, votes]) => ({
        id,
        name: votes.winner() ?? id,
        parent: parentOf.get(id) ?? null,
      }))
      .sort((a, b) => byText(a.id, b.id))
    return { teams, findings }
  }
}

function leadsBack(id: TeamId, parentOf: ReadonlyMap<TeamId, TeamId>): boolean {
  const seen = new Set<TeamId>()
  let at = parentOf.get(id)
  while (at !== undefined && !seen.has(at)) {
    if (at === id) return true
    seen.add(at)
    at = parentOf.get(at)
  }
  return false
}
