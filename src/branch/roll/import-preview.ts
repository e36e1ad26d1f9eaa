import { createHash } from 'node:crypto'
import { fold } from '../../kit/index.ts'
import type { RollComparison } from '../../core/roster/index.ts'
import type { MembersReading } from '../../intake/index.ts'
import type { Written } from '../records/index.ts'
import type { Site } from '../sites/index.ts'
import type { Opened } from './entries.ts'
import type { ImportPreview, RollImportRow } from './views.ts'

/** What waits for a decision: the list itself, so that it can be read again after an answer. */
export interface Waiting {
  name: string
  bytes: string
  answers: [key: string, value: string][]
  reading: MembersReading
}

type Places = (
  workplace: string | null,
  department: string | null,
) => { site: string | null; team: string | null }

/** The site and team that words of a list name, where they name one and only one. */
export function placesIn(sites: readonly Written<Site>[]): Places {
  const only = <T>(found: readonly T[]): T | null =>
    found.length === 1 ? (found[0] ?? null) : null
  return (workplace, department) => {
    const named = (name: string, words: string | null): boolean =>
      words !== null && fold(name) === fold(words)
    const site = only(
      sites.filter(({ body }) =>
        [body.name, ...body.buildings].some((name) => named(name, workplace)),
      ),
    )
    const teams = sites
      .filter(({ id }) => site === null || id === site.id)
      .flatMap(({ id, body }) =>
        body.teams.filter(({ name }) => named(name, department)).map((team) => ({ id, team })),
      )
    // A team alone names its site only where no workplace was given that says otherwise.
    const team = site === null && workplace !== null ? null : only(teams)
    return { site: site?.id ?? team?.id ?? null, team: team?.team.id ?? null }
  }
}

/** Names what a comparison found: whoever accepts it must have seen this and nothing else. */
export const seenOf = (found: RollComparison): string =>
  createHash('sha256').update(JSON.stringify(found)).digest('base64url').slice(0, 22)

export function previewOf(
  row: RollImportRow,
  { name, answers, reading }: Waiting,
  now: {
    roll: readonly Opened[]
    found: RollComparison
    seen: string
    places: Places
    holders: ReadonlySet<string>
  },
): ImportPreview {
  const { found } = now
  const nameOf = new Map(now.roll.map(({ id, entry }) => [id, entry.name]))
  const unknown = new Map<string, number>()
  for (const { entry } of reading.rows) {
    const { workplace, department } = entry
    if (workplace === null || now.places(workplace, department).site !== null) continue
    unknown.set(workplace, (unknown.get(workplace) ?? 0) + 1)
  }
  const given = new Map(answers)
  const questions = new Map<string, ImportPreview['questions'][number]>()
  for (const { question } of reading.findings) {
    if (!question) continue
    const known = questions.get(question.key)
    if (known) known.touches += 1
    else {
      const answer = given.get(question.key) ?? null
      questions.set(question.key, { question, touches: 1, answer })
    }
  }
  return {
    ...row,
    fileName: name,
    sheet: reading.rows[0]?.from.sheet ?? '',
    count: reading.count,
    fresh: found.fresh,
    changed: found.changed.map(({ id, listed, changes }) => ({
      id,
      name: nameOf.get(id) ?? '',
      row: listed.row,
      changes,
    })),
    same: found.same.length,
    past: found.past,
    leavers: found.leavers.map(({ id, because }) => ({
      id,
      because,
      name: nameOf.get(id) ?? '',
      holdsOffice: now.holders.has(id),
    })),
    unclear: found.unclear,
    unknownPlaces: [...unknown].map(([words, rows]) => ({ words, rows })),
    findings: reading.findings,
    questions: [...questions.values()],
    seen: now.seen,
  }
}
