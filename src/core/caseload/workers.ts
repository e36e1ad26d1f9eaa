import { byText, fold } from '../../kit/index.ts'
import type { Answers, Finding, PersonRecord, Question, Source, WorkerId } from '../model/index.ts'
import { atRow } from './findings.ts'
import {
  aroundComma,
  forenameFirst,
  isPlaceholder,
  namesJoined,
  readsAsNobody,
  readsAsTeam,
  wordsOf,
} from './names.ts'
import { namedId } from './people.ts'
import type { Directory } from './people.ts'

/** Answers to a `worker:` question that are not a worker's id. */
export const NEW_WORKER = 'new-worker'
export const NOT_A_PERSON = 'not-a-person'

/** Key under which a name's answer is remembered. */
export const workerQuestionKey = (nameAsRead: string): string => `worker:${fold(nameAsRead)}`

/** What a worker cell stands for. */
export type Meaning =
  | { kind: 'nobody'; why: 'blank' | 'placeholder' | 'team-name' | 'not-a-person' }
  | { kind: 'worker'; id: WorkerId; name: string; person: PersonRecord | null }

/** One name as the rows that set a status write it. */
export interface Spelled {
  /** As read in most rows. */
  text: string
  /** Rows with it. */
  count: number
  /** The first row with it, in file order, and the column it stands in. */
  first: Source
  column: string
}

/** Where names stand as teams: by folded name, how many rows; and the teams that the people file names. */
export interface TeamNames {
  rows: ReadonlyMap<string, number>
  listed: ReadonlySet<string>
}

const MOST_OFFERED = 12
/** A word that more people share than this tells nobody apart. */
const MOST_SHARING_A_WORD = 40

interface Decided {
  meaning: Meaning
  ask?: { code: string; asks: string; sentence: string; options: Question['options'] }
}

/**
 * Reads worker cells. Never guesses: an exact match of a name or alias, else the answer a person
 * gave, else a question. One decision for each spelling, whatever the number of rows.
 */
export class WorkerNames {
  readonly #decided = new Map<string, Decided>()
  readonly #folds = new Map<string, string>()
  readonly #byForenameFirst = new Map<string, string[]>()
  readonly #directory: Directory
  readonly #answers: Answers
  readonly #teams: TeamNames
  readonly #spelled: ReadonlyMap<string, Spelled>

  constructor(given: {
    directory: Directory
    answers: Answers
    teams: TeamNames
    /** By folded name: the cells of rows that set a status. */
    spelled: ReadonlyMap<string, Spelled>
  }) {
    this.#directory = given.directory
    this.#answers = given.answers
    this.#teams = given.teams
    this.#spelled = given.spelled
    for (const folded of given.spelled.keys()) {
      const key = forenameFirst(folded)
      const list = this.#byForenameFirst.get(key)
      if (list) list.push(folded)
      else this.#byForenameFirst.set(key, [folded])
    }
  }

  /** What a cell stands for; null and blank are nobody. */
  meaningOf(cell: string | null): Meaning {
    if (cell === null) return BLANK
    let folded = this.#folds.get(cell)
    if (folded === undefined) {
      folded = fold(cell)
      this.#folds.set(cell, folded)
    }
    return folded === '' ? BLANK : this.#decide(folded, cell).meaning
  }

  /** Whether two cells name different people, a name written the other way round not counting as different. */
  differ(a: string | null, b: string | null): boolean {
    const one = this.meaningOf(a)
    const other = this.meaningOf(b)
    if (one.kind === 'nobody' || other.kind === 'nobody') return one.kind !== other.kind
    if (one.id === other.id) return false
    return forenameFirst(fold(a ?? '')) !== forenameFirst(fold(b ?? ''))
  }

  /** One question for each spelling that nobody has settled yet, at the first row with it. */
  questions(): Finding[] {
    const found: Finding[] = []
    for (const [folded, { text, first, column }] of this.#spelled) {
      const { ask } = this.#decide(folded, text)
      if (!ask) continue
      found.push(
        atRow(first, {
          code: ask.code,
          column,
          value: text,
          sentence: ask.sentence,
          effect: 'question',
          changesFigures: true,
          question: {
            key: `worker:${folded}`,
            asks: ask.asks,
            options: ask.options,
            remembered: true,
          },
        }),
      )
    }
    return found
  }

  #decide(folded: string, text: string, asked: readonly string[] = []): Decided {
    let decided = this.#decided.get(folded)
    if (!decided) {
      decided = this.#work(folded, text, [...asked, folded])
      this.#decided.set(folded, decided)
    }
    return decided
  }

  #work(folded: string, text: string, asked: readonly string[]): Decided {
    if (isPlaceholder(folded)) return { meaning: { kind: 'nobody', why: 'placeholder' } }
    const { byName, byForenameFirst, hasPeopleFile } = this.#directory
    const exact = byName.get(folded) ?? []
    if (exact.length === 1 && exact[0]) return { meaning: this.#worker(exact[0], text) }
    if (/^sw ?\d{1,12}$/.test(folded)) {
      const id = folded.replace(' ', '').toUpperCase() as WorkerId
      return { meaning: this.#worker(id, text) }
    }
    const answer = this.#answered(folded, text, asked)
    if (answer) return { meaning: answer }

    const alone: Meaning = this.#worker(namedId(folded), text)
    if (exact.length > 1) {
      return {
        meaning: alone,
        ask: {
          code: 'worker-name-shared',
          asks: 'Which of these people is it?',
          sentence:
            'More than one person in the people file has this name. Say which one holds these cases; until then the capacity behind them is unknown.',
          options: this.#options(exact),
        },
      }
    }
    const asTeam = this.#asTeam(folded)
    if (asTeam) return asTeam
    if (readsAsNobody(folded)) return { meaning: { kind: 'nobody', why: 'placeholder' } }
    if (readsAsTeam(folded)) return { meaning: { kind: 'nobody', why: 'team-name' } }

    const pair = this.#pair(text)
    if (pair) {
      return {
        meaning: { kind: 'nobody', why: 'placeholder' },
        ask: {
          code: 'worker-cell-names-several',
          asks: 'Who answers for the child?',
          sentence:
            'This cell names more than one person. Say which one answers for the child; until then the case counts as unallocated.',
          options: [
            ...pair.map((name) => {
              const meaning = this.meaningOf(name)
              return meaning.kind === 'worker'
                ? { value: meaning.id as string, label: meaning.name }
                : { value: namedId(fold(name)) as string, label: name }
            }),
            NOBODY_OPTION,
          ],
        },
      }
    }

    const turned = forenameFirst(folded)
    const same = byForenameFirst.get(turned) ?? []
    if (same.length > 0) return { meaning: alone, ask: otherWayRound(this.#options(same)) }
    if (!hasPeopleFile) {
      const others = (this.#byForenameFirst.get(turned) ?? []).filter((name) => name !== folded)
      if (others.length > 0 && turned !== folded) {
        const ids = others.map((name) => ({
          value: namedId(name) as string,
          label: this.#spelled.get(name)?.text ?? name,
        }))
        return { meaning: alone, ask: otherWayRound([...ids, NEW_OPTION, NOBODY_OPTION]) }
      }
      return { meaning: alone }
    }
    return {
      meaning: alone,
      ask: {
        code: 'worker-not-in-people-file',
        asks: 'Who is this worker?',
        sentence:
          'This name is not in the people file, so what this worker can carry is unknown. Say who it is, or add the worker to the people file.',
        options: this.#options(this.#alike(folded)),
      },
    }
  }

  #worker(id: WorkerId, text: string): Meaning & { kind: 'worker' } {
    const person = this.#directory.people.get(id)
    if (person) return { kind: 'worker', id, name: person.name, person: person.record }
    const named = id.startsWith('name:') ? this.#spelled.get(id.slice('name:'.length)) : undefined
    return {
      kind: 'worker',
      id,
      name: named?.text ?? tidy(text),
      person: this.#directory.censusOnly.get(id) ?? null,
    }
  }

  #answered(folded: string, text: string, asked: readonly string[]): Meaning | null {
    const answer = this.#answers.get(`worker:${folded}`)?.trim()
    if (answer === undefined || answer === '') return null
    if (answer === NOT_A_PERSON) return { kind: 'nobody', why: 'not-a-person' }
    if (answer === NEW_WORKER) return this.#worker(namedId(folded), text)
    if (answer.startsWith('name:')) {
      const other = fold(answer.slice('name:'.length))
      if (other === '') return null
      if (asked.includes(other) || this.#directory.people.has(namedId(other))) {
        return this.#worker(namedId(other), text)
      }
      const spelled =
        this.#spelled.get(other)?.text ??
        [...(namesJoined(text) ?? []), ...(aroundComma(text) ?? [])].find(
          (part) => fold(part) === other,
        ) ??
        other
      const { meaning } = this.#decide(other, spelled, asked)
      return meaning.kind === 'worker' ? meaning : this.#worker(namedId(other), spelled)
    }
    const number = answer.replace(/\s/g, '').toUpperCase() as WorkerId
    return /^[A-Z]{2}\d{1,12}$/.test(number) || this.#directory.people.has(number)
      ? this.#worker(number, text)
      : null
  }

  /** A team's name is never a person; one used more often as a worker is asked about. */
  #asTeam(folded: string): Decided | null {
    const listed = this.#teams.listed.has(folded)
    const rows = this.#teams.rows.get(folded) ?? 0
    if (!listed && rows === 0) return null
    const meaning: Meaning = { kind: 'nobody', why: 'team-name' }
    if (listed || rows >= (this.#spelled.get(folded)?.count ?? 0)) return { meaning }
    return {
      meaning,
      ask: {
        code: 'worker-named-like-a-team',
        asks: 'Is this a team or a person?',
        sentence:
          'This name stands in the team column of other rows, so it counts as a team and its cases as unallocated. Say if it is a person.',
        options: [{ value: NEW_WORKER, label: 'A person' }, NOBODY_OPTION],
      },
    }
  }

  /** The people a cell joins; two names round a comma only where each of them is a known person. */
  #pair(text: string): string[] | null {
    const joined = namesJoined(text)
    if (joined) return new Set(joined.map(fold)).size > 1 ? joined : null
    const parts = aroundComma(text)
    return parts?.every((part) => this.#directory.byName.has(fold(part))) ? parts : null
  }

  /** People who share a word of the name, those who share most first. */
  #alike(folded: string): WorkerId[] {
    const shared = new Map<WorkerId, number>()
    for (const word of new Set(wordsOf(folded))) {
      const ids = this.#directory.byWord.get(word) ?? []
      if (ids.length > MOST_SHARING_A_WORD) continue
      for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1)
    }
    return [...shared]
      .sort(([a, x], [b, y]) => y - x || byText(a, b))
      .slice(0, MOST_OFFERED)
      .map(([id]) => id)
  }

  #options(ids: readonly WorkerId[]): Question['options'] {
    const people = ids.map((id) => {
      const person = this.#directory.people.get(id)
      const number = person?.record.sweNumber ? ` (${person.record.sweNumber})` : ''
      const team = person?.record.team ? `, ${person.record.team}` : ''
      return { value: id as string, label: `${person?.name ?? id}${number}${team}` }
    })
    return [...people, NEW_OPTION, NOBODY_OPTION]
  }
}

const BLANK: Meaning = { kind: 'nobody', why: 'blank' }
const NEW_OPTION = { value: NEW_WORKER, label: 'Someone who is not in the people file' }
const NOBODY_OPTION = { value: NOT_A_PERSON, label: 'Not a person: a team, a tray or nobody' }

const otherWayRound = (options: Question['options']): NonNullable<Decided['ask']> => ({
  code: 'worker-name-other-way-round',
  asks: 'Is this the same person, written surname first?',
  sentence:
    'This looks like a worker’s name written the other way round. Say whether it is the same person; until then they count as two workers.',
  options,
})

/** A name as people write it: no-break spaces and runs of space become one space. */
export const tidy = (text: string): string => text.replace(/\s+/gu, ' ').trim()
