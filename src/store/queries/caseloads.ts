import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type {
  Case,
  Caseload,
  CaseStatus,
  ChildId,
  Finding,
  FindingEffect,
  Source,
  Team,
  TeamId,
  Worker,
  WorkerId,
} from '../../core/model/index.ts'
import type { ImportId, Reference } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { Kept } from '../kept.ts'
import { eyesOf, widened, withMore } from '../sight.ts'
import type { Import, SourceRow } from './imports.ts'
import { inBrief } from './imports.ts'
import { plain, searchable } from './text.ts'

/**
 * Cases, workers and teams as stored, with the references that stand for them in addresses. Many
 * requests may hold the same object: nothing in it is ever changed.
 */
export interface Held {
  readonly asOf: IsoDate
  readonly outside: Caseload['outside']
  readonly cases: Case[]
  readonly workers: Worker[]
  readonly teams: Team[]
  readonly references: {
    case: ReadonlyMap<ChildId, Reference>
    worker: ReadonlyMap<WorkerId, Reference>
    team: ReadonlyMap<TeamId, Reference>
  }
  /** The children behind the stand-ins of restricted records: for sums alone, never shown. */
  readonly closed: ReadonlyMap<ChildId, ChildId>
}

const NOTHING_OUTSIDE = { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 }

interface Wanted {
  /** Absent: all of them. */
  cases?: { team?: readonly TeamId[]; worker?: WorkerId; family?: string; id?: Reference }
  workers?: { team?: readonly TeamId[]; worker?: readonly WorkerId[] }
}

interface TeamRow {
  id: string
  team: string
  name: string
  parent: string | null
}

const teamRowsOf = (scope: Scope, id: ImportId): Promise<TeamRow[]> =>
  transactionOf(scope)
    .selectFrom('council.team')
    .select(['id', 'team', 'name', 'parent'])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .orderBy('position')
    .execute()

const teamOf = (row: TeamRow): Team => ({
  id: row.team as TeamId,
  name: row.name,
  parent: row.parent as TeamId | null,
})

/**
 * A part of an import, as far as it may be seen. An accepted import's rows never change, and which of
 * them the database shows depends on nothing but what its policies were told (`eyesOf`): what it
 * answered to a question once it would answer again, and is not asked. Whether the import stands, who
 * looks and what is closed to them is read anew each time.
 */
async function load(
  scope: Scope,
  of: ImportId | Import,
  wanted: Wanted | ((teams: Team[], reference: (id: TeamId) => string) => Wanted),
): Promise<Held | null> {
  const about = await aboutOf(scope, of)
  if (about === null) return null
  const teamRows = await again(keptTeams, about, 'teams', () => teamRowsOf(scope, about.id))
  const references = new Map(teamRows.map((row) => [row.team, row.id]))
  const part =
    typeof wanted === 'function'
      ? wanted(teamRows.map(teamOf), (team) => references.get(team) ?? '')
      : wanted
  const held = await again(keptParts, about, `${eyesOf(scope)} ${JSON.stringify(part)}`, () =>
    read(scope, about, teamRows, part),
  )
  return named(scope, held)
}

/** An import that was checked; `stands` names its rows where they never change again. */
interface About {
  id: ImportId
  asOf: IsoDate
  outside: Caseload['outside']
  stands: string | null
}

async function aboutOf(scope: Scope, of: ImportId | Import): Promise<About | null> {
  const found = typeof of === 'string' ? await inBrief(scope, of) : of
  if (found?.asOf == null || found.checkedAt === null || found.purgedAt !== null) return null
  const { id, version, checkedAt } = found
  return {
    id,
    asOf: found.asOf,
    outside: found.outside ?? NOTHING_OUTSIDE,
    stands:
      found.state === 'accepted'
        ? [scope.organisation, id, version, checkedAt.toISOString()].join(' ')
        : null,
  }
}

/** Cases and workers kept of all imports together: a few of the largest authorities. */
const MOST_ROWS = 40_000

const keptTeams = new Kept<TeamRow[]>(MOST_ROWS)
const keptParts = new Kept<Held>(MOST_ROWS)

/** What was answered before about rows that stand; else what `ask` answers. Nobody may change it. */
async function again<T extends Held | unknown[]>(
  kept: Kept<T>,
  { stands }: About,
  question: string,
  ask: () => Promise<T>,
): Promise<T> {
  const before = stands === null ? undefined : kept.get(`${stands} ${question}`)
  if (before !== undefined) return before
  const answer = Object.freeze(await ask()) as T
  const rows = 'cases' in answer ? answer.cases.length + answer.workers.length : answer.length
  if (stands !== null) kept.keep(`${stands} ${question}`, answer, rows + 1)
  return answer
}

async function read(
  scope: Scope,
  about: About,
  teamRows: readonly TeamRow[],
  { cases: ofCases = {}, workers: ofWorkers = {} }: Wanted,
): Promise<Held> {
  const db = transactionOf(scope)
  const { id } = about
  let cases = db
    .selectFrom('council.case')
    .select(['id', sql<string>`facts::text`.as('facts')])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .orderBy('position')
  const { team, worker, family, id: one } = ofCases
  if (team !== undefined)
    cases = cases.where('team', '=', sql<string>`any(${team.map(searchable)}::text[])`)
  if (worker !== undefined) cases = cases.where('worker', '=', searchable(worker))
  if (family !== undefined) cases = cases.where('family', '=', searchable(family))
  if (one !== undefined) cases = cases.where('id', '=', one)

  let workers = db
    .selectFrom('council.worker')
    .select(['id', sql<string>`facts::text`.as('facts')])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .orderBy('position')
  if (ofWorkers.team !== undefined) {
    workers = workers.where(
      'team',
      '=',
      sql<string>`any(${ofWorkers.team.map(searchable)}::text[])`,
    )
  }
  if (ofWorkers.worker !== undefined) {
    workers = workers.where(
      'worker',
      '=',
      sql<string>`any(${ofWorkers.worker.map(searchable)}::text[])`,
    )
  }

  // A restricted record counts in every figure, without saying whose it is: see `named`.
  const caseRows = await (scope.closed.size === 0
    ? cases.execute()
    : widened(
        scope,
        'app.counting',
        () => 'on',
        () => cases.execute(),
      ))
  const workerRows = ofWorkers.worker?.length === 0 ? [] : await workers.execute()

  // One document for all rows: parsed in one go, half the time of a thousand small ones.
  const parsed = <T>(rows: readonly { facts: string }[]): T[] =>
    JSON.parse(`[${rows.map((row) => row.facts).join(',')}]`) as T[]
  const heldCases = parsed<Case>(caseRows)
  const heldWorkers = parsed<Worker>(workerRows)
  return {
    asOf: about.asOf,
    outside: about.outside,
    cases: Object.freeze(heldCases) as Case[],
    workers: Object.freeze(heldWorkers) as Worker[],
    teams: Object.freeze(teamRows.map(teamOf)) as Team[],
    closed: new Map(),
    references: {
      case: new Map(heldCases.map((held, i) => [held.child, caseRows[i]?.id as Reference])),
      worker: new Map(heldWorkers.map((held, i) => [held.id, workerRows[i]?.id as Reference])),
      team: new Map(teamRows.map((row) => [row.team as TeamId, row.id as Reference])),
    },
  }
}

/** Of each part the names last hidden, and what was left: for the same eyes it is the same thing. */
const hiddenBefore = new WeakMap<Held, { children: string; held: Held }>()

/** Without the names of children whose record is closed to who looks. */
function named(scope: Scope, held: Held): Held {
  if (scope.closed.size === 0) return held
  const children = held.cases.map(({ child }) => child).filter((child) => isClosed(scope, child))
  if (children.length === 0) return held
  const before = hiddenBefore.get(held)
  if (before?.children === children.join('\n')) return before.held
  const cases = held.cases.map((of, i) => unnamed(scope, of, i + 1))
  const shown = Object.freeze({
    ...held,
    cases: Object.freeze(cases) as Case[],
    closed: closedIn(held.cases, cases),
    references: {
      ...held.references,
      case: new Map(
        cases.map(({ child }, i) => [
          child,
          held.references.case.get(held.cases[i]?.child ?? child) as Reference,
        ]),
      ),
    },
  })
  hiddenBefore.set(held, { children: children.join('\n'), held: shown })
  return shown
}

/** Stands for a child whose record is restricted, beside a number that keeps two of them apart. */
export const RESTRICTED = 'Restricted'

const unnamed = (scope: Scope, held: Case, number: number): Case =>
  isClosed(scope, held.child)
    ? { ...held, child: `${RESTRICTED} ${number}` as ChildId, from: [] }
    : held

const closedIn = (held: readonly Case[], shown: readonly Case[]): ReadonlyMap<ChildId, ChildId> =>
  new Map(
    shown.flatMap((of, i) => {
      const behind = held[i]
      return behind && of !== behind ? [[of.child, behind.child] as const] : []
    }),
  )

/** Everything of an import that was checked, in the order it was saved; null where there is none. */
export const whole = (scope: Scope, of: ImportId | Import): Promise<Held | null> =>
  load(scope, of, {})

/** The same as the caseload it was saved as, findings included. */
export async function asSaved(scope: Scope, id: ImportId): Promise<Caseload | null> {
  const held = await whole(scope, id)
  if (held === null) return null
  const { asOf, cases, workers, teams, outside } = held
  return { asOf, cases, workers, teams, outside, findings: await allFindings(scope, id) }
}

/**
 * Workers and cases of the teams that `choose` picks from all of them (the teams beneath too where
 * they count), and all team names.
 */
export const ofTeams = (
  scope: Scope,
  of: ImportId | Import,
  choose: (teams: Team[], reference: (id: TeamId) => string) => readonly TeamId[],
): Promise<Held | null> =>
  load(scope, of, (teams, reference) => {
    const team = choose(teams, reference)
    return { cases: { team }, workers: { team } }
  })

/** One worker with every case in their name. */
export const ofWorker = (
  scope: Scope,
  of: ImportId | Import,
  worker: WorkerId,
): Promise<Held | null> => load(scope, of, { cases: { worker }, workers: { worker: [worker] } })

/** Names of the teams of the import in force. */
export async function teamNames(scope: Scope): Promise<ReadonlyMap<TeamId, string>> {
  const { rows } = await sql<{ team: TeamId; name: string }>`
    select team, name from council.team
    where organisation = ${scope.organisation} and import = (
      select id from council.import
      where organisation = ${scope.organisation} and state = 'accepted' and purged_at is null
      order by as_of desc, decided_at desc, number desc limit 1)`.execute(transactionOf(scope))
  return new Map(rows.map(({ team, name }) => [team, name]))
}

/** The team, worker or case that a reference of an address stands for in this import, or null. */
export async function behind(
  scope: Scope,
  id: ImportId,
  kind: 'team',
  reference: string,
): Promise<TeamId | null>
export async function behind(
  scope: Scope,
  id: ImportId,
  kind: 'worker',
  reference: string,
): Promise<WorkerId | null>
export async function behind(
  scope: Scope,
  id: ImportId,
  kind: 'case',
  reference: string,
): Promise<ChildId | null>
export async function behind(
  scope: Scope,
  id: ImportId,
  kind: 'team' | 'worker' | 'case',
  reference: string,
): Promise<TeamId | WorkerId | ChildId | null> {
  if (!isId(id) || !isId(reference)) return null
  const name = { team: sql`team`, worker: sql`facts->>'id'`, case: sql`facts->>'child'` }[kind]
  const { rows } = await sql<{ name: string }>`
    select ${name} as name from ${sql.table(`council.${kind}`)}
    where organisation = ${scope.organisation} and import = ${id} and id = ${reference}`.execute(
    transactionOf(scope),
  )
  return (rows[0]?.name as TeamId | WorkerId | ChildId | undefined) ?? null
}

/**
 * The children behind these references in this import, and (turned around) the references of these
 * children; a restricted record too, for it counts in a plan. What is not there is left out.
 */
export async function childrenBehind(
  scope: Scope,
  id: ImportId,
  of: { references: readonly string[] } | { children: readonly ChildId[] },
): Promise<{ reference: Reference; child: ChildId }[]> {
  const by =
    'references' in of
      ? sql<boolean>`id = any(${of.references.filter(isId)}::uuid[])`
      : sql<boolean>`child = any(${of.children.map(searchable)}::text[])`
  const { rows } = await widened(
    scope,
    'app.counting',
    () => 'on',
    () =>
      sql<{ reference: Reference; child: ChildId }>`
        select id as reference, facts->>'child' as child from council."case"
        where organisation = ${scope.organisation} and import = ${id} and ${by}`.execute(
        transactionOf(scope),
      ),
  )
  return rows
}

/** Whether a child's record is closed to who looks: counted, never named. */
export const isClosed = (scope: Scope, child: ChildId): boolean =>
  scope.closed.has(searchable(child))

/**
 * One case by its reference; with it the worker who holds it and every case of that worker (a
 * sibling with the same worker changes what it weighs), and the family's other cases.
 */
export async function oneCase(
  scope: Scope,
  of: ImportId | Import,
  reference: string,
): Promise<{
  case: Case
  held: Held
  family: Case[]
  familyReferences: ReadonlyMap<ChildId, Reference>
} | null> {
  if (!isId(reference)) return null
  const within = typeof of === 'string' ? await inBrief(scope, of) : of
  if (within === null) return null
  const alone = await load(scope, within, {
    cases: { id: reference as Reference },
    workers: { worker: [] },
  })
  const found = alone?.cases[0]
  if (alone === null || found === undefined) return null
  const worker = found.holder.kind === 'unallocated' ? null : found.holder.worker
  // A sibling outside one's teams is shown to nobody, but is weighed with.
  const held =
    worker === null
      ? alone
      : await widened(
          scope,
          'app.workers',
          (now) => withMore(now, [searchable(worker)]),
          () => ofWorker(scope, within, worker),
        )
  const family =
    found.family === null
      ? null
      : await load(scope, within, { cases: { family: found.family }, workers: { worker: [] } })
  return {
    case: found,
    held: held ?? alone,
    family: family?.cases.filter((other) => other.child !== found.child) ?? [],
    familyReferences: family?.references.case ?? alone.references.case,
  }
}

/** A child in the accepted imports, the earliest day first: the timeline of a case. */
export async function history(
  scope: Scope,
  child: ChildId,
): Promise<
  { import: ImportId; number: number; asOf: IsoDate; status: CaseStatus; worker: WorkerId | null }[]
> {
  const rows = await transactionOf(scope)
    .selectFrom('council.case as c')
    .innerJoin('council.import as i', (join) =>
      join.onRef('i.organisation', '=', 'c.organisation').onRef('i.id', '=', 'c.import'),
    )
    .select([
      'i.id',
      'i.number',
      'i.as_of',
      'c.status',
      sql<WorkerId | null>`c.facts->'holder'->>'worker'`.as('worker'),
    ])
    .where('c.organisation', '=', scope.organisation)
    .where('c.child', '=', searchable(child))
    .where('i.state', '=', 'accepted')
    .orderBy('i.as_of')
    .orderBy('i.decided_at')
    .execute()
  return rows.map((row) => ({
    import: row.id as ImportId,
    number: row.number,
    asOf: row.as_of as IsoDate,
    status: row.status as CaseStatus,
    worker: row.worker,
  }))
}

/**
 * How often the worker of each of these children changed between accepted imports of these days, both
 * included: what imports show, no record says it. A change to or from nobody counts once.
 */
export async function changesOfWorker(
  scope: Scope,
  children: readonly ChildId[],
  from: IsoDate,
  to: IsoDate,
): Promise<ReadonlyMap<ChildId, number>> {
  if (children.length === 0) return new Map()
  const { rows } = await sql<{ child: string; changes: number }>`
    select child, count(*)::int as changes
    from (
      select c.child, c.worker,
        lag(c.worker) over of_child as before,
        lag(c.id) over of_child is not null as had
      from council."case" c
      join council.import i on i.organisation = c.organisation and i.id = c.import
      where c.organisation = ${scope.organisation} and i.state = 'accepted'
        and i.as_of between ${from} and ${to}
        and c.child = any(${children.map(searchable)}::text[])
      window of_child as (partition by c.child order by i.as_of, i.decided_at)
    ) seen
    where had and worker is distinct from before and worker is not null
    group by child`.execute(transactionOf(scope))
  const found = new Map(rows.map(({ child, changes }) => [child, changes]))
  return new Map(children.map((child) => [child, found.get(searchable(child)) ?? 0]))
}

export interface FindingFilter {
  code?: string
  effect?: FindingEffect
  file?: string
  sheet?: string
  changesFigures?: boolean
  /** Only those with a question that can be answered on the page. */
  questions?: boolean
}

/** Findings of an import in the order of the reading, each with its number. */
export async function findings(
  scope: Scope,
  id: ImportId,
  filter: FindingFilter,
  page: { from: number; count: number },
): Promise<{ findings: { number: number; finding: Finding }[]; total: number }> {
  if (!isId(id)) return { findings: [], total: 0 }
  let found = transactionOf(scope)
    .selectFrom('council.finding')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
  if (filter.code !== undefined) found = found.where('code', '=', plain(filter.code))
  if (filter.effect !== undefined) found = found.where('effect', '=', filter.effect)
  if (filter.file !== undefined) found = found.where('file', '=', plain(filter.file))
  if (filter.sheet !== undefined) found = found.where('sheet', '=', plain(filter.sheet))
  if (filter.changesFigures !== undefined) {
    found = found.where('changes_figures', '=', filter.changesFigures)
  }
  if (filter.questions === true) found = found.where('question', 'is not', null)
  const rows = await found
    .select(['number', 'facts'])
    .orderBy('number')
    .offset(page.from)
    .limit(page.count)
    .execute()
  const { total } = await found
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    total,
    findings: rows.map((row) => ({ number: row.number, finding: row.facts as Finding })),
  }
}

async function allFindings(scope: Scope, id: ImportId): Promise<Finding[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.finding')
    .select('facts')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .orderBy('number')
    .execute()
  return rows.map((row) => row.facts as Finding)
}

/** How many findings of each kind: what the filter offers. */
export async function findingCounts(
  scope: Scope,
  id: ImportId,
): Promise<
  {
    code: string
    effect: FindingEffect
    file: string
    sheet: string | null
    changesFigures: boolean
    questions: number
    count: number
  }[]
> {
  if (!isId(id)) return []
  const rows = await transactionOf(scope)
    .selectFrom('council.finding')
    .select((eb) => [
      'code',
      'effect',
      'file',
      'sheet',
      'changes_figures as changesFigures',
      eb.fn.count<number>('question').as('questions'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .groupBy(['code', 'effect', 'file', 'sheet', 'changes_figures'])
    .orderBy('file')
    .orderBy('sheet')
    .orderBy('code')
    .orderBy('effect')
    .execute()
  return rows.map((row) => ({ ...row, effect: row.effect as FindingEffect }))
}

/** Lets a viewer of some records read these rows of files, and the findings on them, until the transaction ends. */
export async function openRows(
  scope: Scope,
  id: ImportId,
  places: readonly Source[],
): Promise<void> {
  if (scope.viewer?.sight.sees !== 'some' || !isId(id)) return
  const db = transactionOf(scope)
  await sql`
    select set_config('app.rows', coalesce((
      select string_agg(h.number || ':' || w.row, e'\x1f')
      from unnest(
        ${places.map(({ file }) => searchable(file))}::text[],
        ${places.map(({ sheet }) => searchable(sheet))}::text[],
        ${places.map(({ row }) => row)}::integer[]
      ) as w (file, sheet, row)
      join council.source_header h
        on h.organisation = ${scope.organisation} and h.import = ${id}
        and h.file = w.file and h.sheet = w.sheet
    ), ''), true),
    set_config('app.places', ${places.map(({ file, sheet, row }) => [plain(file), plain(sheet), row].join('\u001e')).join('\u001f')}, true)`.execute(
    db,
  )
}

/** The cells of one row as read, or null where that row was not kept. */
export async function sourceRow(
  scope: Scope,
  id: ImportId,
  from: Source,
): Promise<SourceRow | null> {
  return (await sourceRows(scope, id, [from]))[0] ?? null
}

/** The cells of these rows as read, in the order asked; rows that were not kept are left out. */
export async function sourceRows(
  scope: Scope,
  id: ImportId,
  asked: readonly Source[],
): Promise<SourceRow[]> {
  if (!isId(id)) return []
  const wanted = asked.filter(
    ({ row }) => Number.isInteger(row) && row >= 1 && row <= 2_147_483_647,
  )
  if (wanted.length === 0) return []
  await openRows(scope, id, wanted)
  const { rows } = await sql<{ place: number; headers: string[]; cells: string[] }>`
    select w.place::int as place, h.headers, r.cells
    from unnest(
      ${wanted.map(({ file }) => searchable(file))}::text[],
      ${wanted.map(({ sheet }) => searchable(sheet))}::text[],
      ${wanted.map(({ row }) => row)}::integer[]
    ) with ordinality as w (file, sheet, row, place)
    join council.source_header h
      on h.organisation = ${scope.organisation} and h.import = ${id}
      and h.file = w.file and h.sheet = w.sheet
    join council.source_row r
      on r.organisation = ${scope.organisation} and r.import = ${id}
      and r.header = h.number and r.row = w.row
    order by w.place`.execute(transactionOf(scope))
  return rows.flatMap(({ place, headers, cells }) => {
    const from = wanted[place - 1]
    return from === undefined ? [] : [{ from, headers, cells }]
  })
}

/** Names that these workers had in these imports; of one that stands in several, the last asked. */
export async function workerNames(
  scope: Scope,
  asked: readonly { import: ImportId; worker: WorkerId }[],
): Promise<ReadonlyMap<WorkerId, string>> {
  const wanted = asked.filter((one) => isId(one.import))
  if (wanted.length === 0) return new Map()
  const { rows } = await widened(
    scope,
    'app.workers',
    (now) =>
      withMore(
        now,
        wanted.map(({ worker }) => searchable(worker)),
      ),
    () =>
      sql<{ worker: WorkerId; name: string }>`
    select k.facts->>'id' as worker, k.facts->>'name' as name
    from unnest(
      ${wanted.map((one) => one.import)}::uuid[],
      ${wanted.map(({ worker }) => searchable(worker))}::text[]
    ) with ordinality as w (import, worker, place)
    join council.worker k
      on k.organisation = ${scope.organisation} and k.import = w.import and k.worker = w.worker
    order by w.place`.execute(transactionOf(scope)),
  )
  return new Map(rows.map((row) => [row.worker, row.name]))
}

/** Rows of an import with a text in one of their cells, as read: also those that no case was made of. */
export async function rowsHolding(scope: Scope, id: ImportId, text: string): Promise<SourceRow[]> {
  if (!isId(id) || text === '') return []
  const { rows } = await sql<{
    file: string
    sheet: string
    row: number
    headers: string[]
    cells: string[]
  }>`
    select h.file, h.sheet, r.row, h.headers, r.cells
    from council.source_row r
    join council.source_header h
      on h.organisation = r.organisation and h.import = r.import and h.number = r.header
    where r.organisation = ${scope.organisation} and r.import = ${id}
      and position(${JSON.stringify(plain(text)).slice(1, -1)} in r.cells::text) > 0
    order by r.header, r.row`.execute(transactionOf(scope))
  return rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() === text))
    .map(({ file, sheet, row, headers, cells }) => ({ from: { file, sheet, row }, headers, cells }))
}
