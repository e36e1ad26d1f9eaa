import { addMonths, byText, fold, longDate } from '../../kit/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import type {
  Answers,
  Case,
  Caseload,
  ChildRecord,
  Finding,
  Holder,
  Records,
  Source,
  TeamId,
  Worker,
  WorkerId,
} from '../model/index.ts'
import { birthDateOf, contradictions } from './contradictions.ts'
import { readFamilies } from './families.ts'
import { atFile, atRow, inOrder } from './findings.ts'
import { namedBy, sameWorkers } from './identity.ts'
import { COLUMN } from './lists.ts'
import { isPlaceholder } from './names.ts'
import { readPeople } from './people.ts'
import type { Directory } from './people.ts'
import { unableOn } from './presence.ts'
import type { Unable } from './presence.ts'
import { bySource, readRows, startOf } from './rows.ts'
import type { ChildRows } from './rows.ts'
import { dayOf, isDisabled, isEntitled, standingOf } from './status.ts'
import type { Standing } from './status.ts'
import { TeamTree, Votes } from './teams.ts'
import { tidy, WorkerNames } from './workers.ts'
import type { Spelled } from './workers.ts'

/** Question that settles, for the whole authority, who holds a care leaver whose row names only a personal adviser. */
export const ADVISER_QUESTION = 'rule:care-leaver-adviser'

const ADVISER_HOLDS = 'adviser-holds'
const ADVISER_COLUMN = 'Allocated Personal Advisor'

/** One child's open case, before worker and team are settled. */
interface Open {
  rows: ChildRows
  standing: Standing
  row: ChildRecord
  /** The cell that names who answers for the case, and the column it stands in. */
  cell: string | null
  column: string
}

/**
 * Who holds what on a day, from everything the files say. `on` may be any day: rows that start after
 * it are not yet true. `answers` holds what people settled before (`worker:` questions and
 * `rule:care-leaver-adviser`); `previous` is the caseload of an earlier import, by which changes of
 * worker are inferred. The same rows in any order give the same caseload. Linear in the rows.
 * Source: docs/guide/counting.md states the rules in full.
 */
export function assemble(
  records: Records,
  on: IsoDate,
  answers: Answers,
  previous?: Caseload,
): Caseload {
  const findings: Finding[] = []
  const day = dayOf(on)
  const { children, contacts, given, teamCells } = readRows(records.children, on)
  const directory = readPeople(records.people)
  const { families, findings: familyFindings } = readFamilies(records.families)
  findings.push(...directory.findings, ...familyFindings)

  const folds = new Folds()
  const adviserHolds = answers.get(ADVISER_QUESTION) === ADVISER_HOLDS
  const opens: Open[] = []
  const adviserOnly: Source[] = []
  const idle: { rows: ChildRows; standing: Standing }[] = []
  const outside = { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts }
  for (const rows of children.values()) {
    const standing = standingOf(rows, day)
    if (standing.status === null || standing.row === null) {
      idle.push({ rows, standing })
      if (standing.earlyHelp) outside.earlyHelp += 1
      else outside.closed += 1
      continue
    }
    const { row } = standing
    let cell = row.worker
    let column: string = COLUMN.worker
    if (
      row.kind === 'care-leaver' &&
      folds.isNobody(cell) &&
      !folds.isNobody(row.personalAdviser)
    ) {
      adviserOnly.push(row.from)
      if (adviserHolds) {
        cell = row.personalAdviser
        column = ADVISER_COLUMN
      }
    }
    opens.push({ rows, standing, row, cell, column })
  }
  outside.adopterHouseholds = new Set(records.adopters.map((adopter) => adopter.id)).size
  opens.sort((a, b) => byText(a.rows.child, b.rows.child))

  const names = new WorkerNames({
    directory,
    answers,
    teams: { rows: teamsInRows(teamCells, folds), listed: teamsListed(directory) },
    spelled: spellings(opens, folds),
  })
  findings.push(...names.questions())

  const against = { on, bornAdult: addMonths(on, -18 * 12), names, given }
  for (const group of [opens, idle]) {
    for (const { rows, standing } of group) {
      findings.push(...contradictions(rows, standing, against))
    }
  }
  findings.push(...missingLists(opens, given, on))
  findings.push(...adviserQuestion(adviserOnly, answers))

  const held = opens.map((open) => ({ open, holder: holderOf(open, names, on) }))
  const { workers, teams, teamFindings } = workersAndTeams(held, names, directory, folds, on)
  findings.push(...teamFindings)
  const teamOfWorker = new Map(workers.map((worker) => [worker.id, worker.team]))

  const cases = held.map(({ open, holder }): Case => {
    const { rows, standing, row } = open
    const family = families.get(rows.child)
    const { care } = standing
    if (holder.kind === 'phantom' && holder.worker !== null) {
      findings.push(phantomFinding(open, holder.why))
    }
    return {
      child: rows.child,
      status: standing.status ?? 'untyped',
      flags: standing.flags,
      statusSince: standing.since,
      openSince: openSince(standing),
      placementSince:
        care?.placementStart !== null && care !== null && care.placementStart <= on
          ? care.placementStart
          : null,
      workerSinceInferred: null,
      holder,
      workerAsRead: open.cell === null || tidy(open.cell) === '' ? null : open.cell,
      personalAdviser: adviserOf(rows, standing, folds),
      team:
        (holder.kind === 'worker' ? teamOfWorker.get(holder.worker) : null) ?? folds.team(row.team),
      family: family?.family ?? null,
      disability: isDisabled(rows),
      courtStage: family?.courtStage ?? care?.courtStage ?? null,
      complexity: family?.complexity ?? null,
      travelMinutes: family?.travelMinutes ?? null,
      visitsAMonth: family?.visitsAMonth ?? null,
      birthDate: birthDateOf(rows, row),
      lastSeen: lastSeen(standing, on),
      from: sources(rows, standing, row, family?.from ?? null),
    }
  })
  if (!directory.hasPeopleFile && cases.length > 0) findings.push(noPeopleFile(cases))

  const caseload: Caseload = {
    asOf: on,
    cases,
    workers,
    teams,
    outside,
    findings: inOrder(findings),
  }
  if (previous && previous.asOf <= on) inferWorkerSince(caseload, previous)
  return caseload
}

/** Folds each spelling once: the rows of a large authority hold the same few hundred names. */
class Folds {
  readonly #folded = new Map<string, string>()

  of(text: string): string {
    let folded = this.#folded.get(text)
    if (folded === undefined) {
      folded = fold(text)
      this.#folded.set(text, folded)
    }
    return folded
  }

  isNobody(cell: string | null): boolean {
    return cell === null || isPlaceholder(this.of(cell))
  }

  /** The team that a cell names; null where it names none. */
  team(cell: string | null): TeamId | null {
    if (cell === null) return null
    const folded = this.of(cell)
    return isPlaceholder(folded) && !folded.startsWith('duty') ? null : (folded as TeamId)
  }
}

/** Rows that name each team, however it is spelled. */
function teamsInRows(cells: ReadonlyMap<string, number>, folds: Folds): Map<string, number> {
  const rows = new Map<string, number>()
  for (const [cell, count] of cells) {
    const team = folds.team(cell)
    if (team !== null) rows.set(team, (rows.get(team) ?? 0) + count)
  }
  return rows
}

function teamsListed(directory: Directory): Set<string> {
  const listed = new Set<string>()
  for (const { record } of directory.people.values()) {
    if (record.team !== null) listed.add(fold(record.team))
    if (record.parentTeam !== null) listed.add(fold(record.parentTeam))
  }
  return listed
}

/** How the rows that set a status spell each name: once a name, with its first row and its usual spelling. */
function spellings(opens: readonly Open[], folds: Folds): Map<string, Spelled> {
  const found = new Map<string, { first: Open; count: number; votes: Votes<string> }>()
  for (const open of opens) {
    const folded = open.cell === null ? '' : folds.of(open.cell)
    if (folded === '' || open.cell === null) continue
    let known = found.get(folded)
    if (!known) {
      known = { first: open, count: 0, votes: new Votes() }
      found.set(folded, known)
    }
    known.count += 1
    known.votes.add(open.cell)
    if (bySource(open.row.from, known.first.row.from) < 0) known.first = open
  }
  const spelled = new Map<string, Spelled>()
  for (const [folded, { first, count, votes }] of found) {
    const { row, column } = first
    spelled.set(folded, {
      text: tidy(votes.winner() ?? folded),
      count,
      first: row.from,
      column,
    })
  }
  return spelled
}

function holderOf({ cell }: Open, names: WorkerNames, on: IsoDate): Holder {
  const meaning = names.meaningOf(cell)
  if (meaning.kind === 'nobody') {
    return meaning.why === 'not-a-person'
      ? { kind: 'phantom', worker: null, why: 'not-a-person' }
      : { kind: 'unallocated', why: meaning.why }
  }
  const unable = meaning.person === null ? null : unableOn(meaning.person, on)
  return unable === null
    ? { kind: 'worker', worker: meaning.id }
    : { kind: 'phantom', worker: meaning.id, why: unable }
}

const UNABLE: Readonly<Record<Unable, string>> = {
  left: 'has left',
  'contract-ended': 'is an agency worker whose contract has ended',
  'long-absence': 'is on long absence',
  manager: 'is a manager, who holds no cases of their own',
  'not-a-person': 'is not a person',
}

const phantomFinding = ({ row, cell, column }: Open, why: Unable): Finding =>
  atRow(row.from, {
    code: 'phantom-allocation',
    column,
    value: cell,
    sentence: `The worker named here ${UNABLE[why]} by the people file or the census. The case counts as unallocated: allocate it, or correct the worker’s details.`,
    effect: 'question',
    changesFigures: true,
  })

interface Held {
  open: Open
  holder: Holder
}

/** The workers of the people file and those whom cases name, each with a team; and the teams as a tree. */
function workersAndTeams(
  held: readonly Held[],
  names: WorkerNames,
  directory: Directory,
  folds: Folds,
  on: IsoDate,
): { workers: Worker[]; teams: Caseload['teams']; teamFindings: Finding[] } {
  const workers = new Map<WorkerId, { worker: Worker; teams: Votes<TeamId>; seen: Set<string> }>()
  const enter = (id: WorkerId, name: string, person: Worker['person']) => {
    let entry = workers.get(id)
    if (!entry) {
      entry = {
        worker: { id, name, aliases: [], team: folds.team(person?.team ?? null), person },
        teams: new Votes(),
        seen: new Set(person?.aliases.map(tidy)),
      }
      workers.set(id, entry)
    }
    return entry
  }
  for (const { id, name, record } of directory.people.values()) {
    // Someone who has left stays only where a case still names them.
    const gone = unableOn(record, on)
    if (gone !== 'left' && gone !== 'contract-ended') enter(id, name, record)
  }
  const tree = new TeamTree()
  for (const { open, holder } of held) {
    const team = folds.team(open.row.team)
    if (team !== null) tree.add(team, tidy(open.row.team ?? team))
    if (namedBy(holder) === null) continue
    const meaning = names.meaningOf(open.cell)
    if (meaning.kind === 'nobody') continue
    const entry = enter(meaning.id, meaning.name, meaning.person)
    if (team !== null) entry.teams.add(team)
    if (open.cell !== null) entry.seen.add(tidy(open.cell))
  }
  for (const { worker, teams, seen } of workers.values()) {
    worker.team ??= teams.winner()
    worker.aliases = aliases(worker.name, seen)
    if (worker.person) enterTeams(tree, worker.person, folds)
  }
  const { teams, findings: teamFindings } = tree.finish()
  return {
    workers: [...workers.values()].map((entry) => entry.worker).sort((a, b) => byText(a.id, b.id)),
    teams,
    teamFindings,
  }
}

/** Other spellings of a worker's name, one for each fold, by text. */
function aliases(name: string, seen: ReadonlySet<string>): string[] {
  const known = new Set([fold(name)])
  const found: string[] = []
  for (const alias of [...seen].sort(byText)) {
    const folded = fold(alias)
    if (folded === '' || known.has(folded)) continue
    known.add(folded)
    found.push(alias)
  }
  return found
}

function enterTeams(tree: TeamTree, person: NonNullable<Worker['person']>, folds: Folds): void {
  const team = folds.team(person.team)
  const parent = folds.team(person.parentTeam)
  if (team !== null && person.team !== null) tree.add(team, tidy(person.team))
  if (parent !== null && person.parentTeam !== null) tree.add(parent, tidy(person.parentTeam))
  if (team !== null && parent !== null) tree.under(team, parent, person)
}

/** Day the present involvement began: list 6's start, else the earliest start among the open rows. */
function openSince({ row, need, care, plan, assessment }: Standing): IsoDate | null {
  if (need?.start) return need.start
  let earliest: IsoDate | null = null
  for (const record of [row, care, plan, assessment]) {
    const start = record === null ? null : startOf(record)
    if (start !== null && (earliest === null || start < earliest)) earliest = start
  }
  return earliest
}

/** The last day on or before `on` that an open row says the child was seen. */
function lastSeen({ need, plan, care }: Standing, on: IsoDate): IsoDate | null {
  let last: IsoDate | null = null
  for (const seen of [need?.lastSeen, plan?.lastVisit, care?.lastVisit]) {
    if (seen && seen <= on && (last === null || seen > last)) last = seen
  }
  return last
}

function adviserOf({ leaver }: ChildRows, standing: Standing, folds: Folds): string | null {
  if (!leaver || folds.isNobody(leaver.personalAdviser)) return null
  return standing.flags.includes('care-leaver') || standing.row === leaver
    ? leaver.personalAdviser
    : null
}

/** The rows behind a case: first the one that set it, then the others by list. */
function sources(
  rows: ChildRows,
  standing: Standing,
  row: ChildRecord,
  family: Source | null,
): Source[] {
  const { care, plan, need, assessment, enquiry, adoption, earlyHelp } = standing
  const behind = [
    row,
    care,
    plan,
    need ?? (care || plan ? rows.need : null),
    assessment,
    enquiry,
    isEntitled(rows.leaver) ? rows.leaver : null,
    adoption,
    earlyHelp,
  ]
  const from: Source[] = []
  for (const record of new Set(behind)) if (record) from.push(record.from)
  if (family) from.push(family)
  return from
}

/** Lists that other lists show to be missing from the upload: one question each, not one a child. */
function missingLists(
  opens: readonly Open[],
  given: ReadonlySet<ChildRecord['kind']>,
  on: IsoDate,
): Finding[] {
  const found: Finding[] = []
  for (const { kind, status, number, words } of SETTLING) {
    if (given.has(kind)) continue
    const told = opens.filter(
      ({ standing }) => standing.need?.status === status && !(standing.care ?? standing.plan),
    )
    const [first] = told
    if (!first) continue
    found.push(
      atFile(first.row.from.file, {
        code: 'list-missing',
        value: String(told.length),
        sentence: `No row of list ${number} was read, but list 6 has ${told.length} open ${told.length === 1 ? 'child' : 'children'} ${words} on ${longDate(on)}. They count without that status until list ${number} is added.`,
        effect: 'question',
        changesFigures: true,
      }),
    )
  }
  return found
}

const SETTLING = [
  { kind: 'care-period', status: 'looked-after', number: 8, words: 'looked after' },
  {
    kind: 'protection-plan',
    status: 'child-protection-plan',
    number: 7,
    words: 'on a child protection plan',
  },
] as const

function adviserQuestion(rows: readonly Source[], answers: Answers): Finding[] {
  const [first] = [...rows].sort(bySource)
  if (!first || answers.has(ADVISER_QUESTION)) return []
  return [
    {
      code: 'care-leaver-adviser-only',
      file: first.file,
      sheet: first.sheet,
      row: null,
      column: ADVISER_COLUMN,
      value: String(rows.length),
      sentence: `${rows.length} care ${rows.length === 1 ? 'leaver has' : 'leavers have'} a personal adviser but no allocated worker, and count as unallocated. Say whether personal advisers hold such cases here.`,
      effect: 'question',
      changesFigures: true,
      question: {
        key: ADVISER_QUESTION,
        asks: 'Who holds a care leaver’s case when only a personal adviser is named?',
        options: [
          { value: ADVISER_HOLDS, label: 'The personal adviser holds it' },
          { value: 'unallocated', label: 'Nobody: it is unallocated' },
        ],
        remembered: true,
      },
    },
  ]
}

function noPeopleFile(cases: readonly Case[]): Finding {
  const first = cases.map((c) => c.from[0]).find((from) => from !== undefined)
  return atFile(first?.file ?? '', {
    code: 'no-people-file',
    sentence:
      'No people file was given, so what each worker can carry is unknown. Add a people file to see who is over the line, and which names belong to people who cannot hold cases.',
    effect: 'notice',
    changesFigures: true,
  })
}

/** Same child, other worker than in the earlier import: the later import's day. Same worker: what was known before. */
function inferWorkerSince(caseload: Caseload, previous: Caseload): void {
  const now = sameWorkers(previous, caseload)
  const before = new Map(previous.cases.map((c) => [c.child, c]))
  for (const c of caseload.cases) {
    if (c.holder.kind !== 'worker') continue
    const earlier = before.get(c.child)
    if (!earlier) continue
    const worker = namedBy(earlier.holder)
    c.workerSinceInferred =
      worker !== null && now(worker) === c.holder.worker
        ? earlier.workerSinceInferred
        : caseload.asOf
  }
}
