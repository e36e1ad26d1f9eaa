import { byText, fail, fold, ok, type IsoDate, type Problem, type Result } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import type {
  Case,
  ChildId,
  Finding,
  Line,
  Source,
  WeighedWorker,
  Worker,
  WorkerId,
} from '../../core/model/index.ts'
import type { Person } from '../../core/rights/index.ts'
import {
  accounts,
  audit,
  caseloads,
  establishment,
  imports,
  plans,
  referencesOf,
  register,
  restrictions,
  type Import,
  type ImportState,
  type Organisation,
  type Scope,
  type SourceRow,
  type StoredEntry,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { CouncilDeps } from '../deps.ts'
import { allFindings, weighFor } from '../figures/index.ts'
import { note } from '../note.ts'
import type { PlanAnswer } from '../plans/view.ts'
import { queriesAbout } from '../queries/about.ts'
import type { FigureQuery } from '../queries/views.ts'
import {
  decisionsOnChild,
  decisionsOnWorker,
  isClosedTo,
  noticesOn,
  type DecisionHeld,
  type NoticeHeld,
} from './subject-decisions.ts'

/** Who asks for what is held about them, by the id that the files have. */
export type AboutSubject = { child: ChildId } | { worker: WorkerId }

interface OfImport {
  number: number
  asOf: IsoDate | null
  state: ImportState
  rows: SourceRow[]
  findings: Finding[]
}

interface Seen {
  at: Date
  what: string
  by: string
}

/** A plan that holds the subject, and what it proposes for them. */
interface Planned {
  number: number
  askedAt: Date
  proposes: string
}

interface Held {
  organisation: string
  /** What stands for the subject in addresses and in the record. */
  reference: string
  writtenAt: Date
  /** The agreement by which every figure here was worked out. */
  agreement: string
  /** Each time somebody looked, or did something, with this record; the newest first. */
  looks: Seen[]
  queries: FigureQuery[]
  plans: Planned[]
  /** Decisions on the child, or that gave the worker work or took it from them, the newest first. */
  decisions: DecisionHeld[]
}

/** Everything held about a child or a worker. */
export type Subject =
  | (Held & {
      about: 'child'
      id: ChildId
      imports: (OfImport & {
        case: Case | null
        weight: { grains: number; lines: Line[] } | null
      })[]
      /** Names of those to whom the record is restricted; null where it is not. */
      restrictedTo: string[] | null
      openings: (Seen & { reason: string })[]
    })
  | (Held & {
      about: 'worker'
      id: WorkerId
      imports: (OfImport & { worker: Worker; figures: WeighedWorker | null })[]
      register: StoredEntry[]
      /** Notices that they leave or are away for long, those taken back too. */
      notices: NoticeHeld[]
      accounts: { email: string; name: string; state: string; roles: string[] }[]
    })

const EVERY = 1_000_000

const RESTRICTED: Problem = {
  code: 'restricted',
  sentence:
    'This record is restricted to people named on it, and you are not one of them. One of them can write it out, or a service manager can add your name.',
}

/**
 * Gathers everything held about a child or a worker, from every import whose rows are still there,
 * with the house's own eyes. Noted in the record, under the subject's own reference, in the same
 * transaction. `not-found` where nothing is held.
 *
 * @param person who asks; a restricted record is closed to them unless they are named on it. null
 *   for the house, to which it is open.
 */
export function subjectOf(
  deps: Pick<CouncilDeps, 'store' | 'now' | 'today'>,
  organisation: Pick<Organisation, 'id' | 'name'>,
  about: AboutSubject,
  person: Pick<Person, 'account'> | null = null,
): Promise<Result<Subject>> {
  return deps.store
    .asHouse()
    .inOrganisation(organisation.id, async (scope): Promise<Result<Subject>> => {
      if (person && 'child' in about && (await isClosedTo(scope, about.child, person.account))) {
        return fail(RESTRICTED)
      }
      const { agreement } = await agreementInForce(scope, deps.today())
      const { imports: all } = await imports.list(scope, { from: 0, count: EVERY })
      const there = all.filter((of) => of.checkedAt !== null && of.purgedAt === null)
      const make = await referencesOf(scope)
      const reference = 'child' in about ? make.child(about.child) : make.worker(about.worker)
      const held: Held = {
        organisation: organisation.name,
        reference,
        writtenAt: deps.now(),
        agreement: `${agreement.name} ${agreement.version}`,
        looks: await looksAt(scope, reference),
        queries: await queriesAbout(scope, reference),
        plans: await plansHolding(scope, about),
        decisions:
          'child' in about
            ? await decisionsOnChild(scope, about.child)
            : await decisionsOnWorker(scope, reference, person),
      }
      const subject =
        'child' in about
          ? await ofChild(scope, held, about.child, there, agreement)
          : await ofWorker(scope, held, about.worker, there, agreement)
      if (subject === null) {
        return fail({
          code: 'not-found',
          sentence:
            'Nothing is held about anybody with this id. Give the id as it stands in the files: a child’s unique id, or a worker’s Social Work England number or name.',
        })
      }
      await note(deps, scope, `subject.${subject.about}-exported`, {
        record: reference,
        ...(person ? { by: person.account } : {}),
      })
      return ok(subject)
    })
}

async function ofChild(
  scope: Scope,
  held: Held,
  id: ChildId,
  there: readonly Import[],
  agreement: Agreement,
): Promise<Subject | null> {
  const found: Extract<Subject, { about: 'child' }>['imports'] = []
  for (const of of there) {
    const one = await caseloads.oneCase(scope, of.id, held.reference)
    const behind = one ? await caseloads.sourceRows(scope, of.id, one.case.from) : []
    const named = (await caseloads.rowsHolding(scope, of.id, id)).filter((row) => names(row, id))
    const rows = onceEach([...behind, ...named])
    if (!one && rows.length === 0) continue
    const caseload = one && { ...one.held, findings: [] }
    const weighed =
      caseload &&
      weighFor(caseload, agreement).cases[
        caseload.cases.findIndex(({ child }) => child === one.case.child)
      ]
    found.push({
      ...importWords(of),
      case: one?.case ?? null,
      weight: weighed ? { grains: weighed.demand, lines: weighed.reasons } : null,
      rows,
      findings: await findingsOn(scope, of, [...(one?.case.from ?? []), ...rows.map(fromOf)]),
    })
  }
  const restrictedTo = await restrictions.namesOf(scope, id)
  const isHeld = restrictedTo !== null || held.queries.length > 0 || held.decisions.length > 0
  if (found.length === 0 && !isHeld) return null
  const people = await namesOfPeople(scope)
  const openings = await restrictions.openings(scope, EVERY)
  return {
    ...held,
    about: 'child',
    id,
    imports: found,
    restrictedTo: restrictedTo?.map((account) => people.get(account) ?? account) ?? null,
    openings: openings
      .filter(({ record }) => record === held.reference)
      .map(({ at, name, reason }) => ({ at, by: name, what: 'restriction.opened', reason })),
  }
}

async function ofWorker(
  scope: Scope,
  held: Held,
  id: WorkerId,
  there: readonly Import[],
  agreement: Agreement,
): Promise<Subject | null> {
  const found: Extract<Subject, { about: 'worker' }>['imports'] = []
  for (const of of there) {
    const one = await caseloads.ofWorker(scope, of.id, id)
    const worker = one?.workers[0]
    if (!one || !worker) continue
    const posts = (await establishment.of(scope, of.id))?.posts ?? []
    const from = [
      ...(worker.person ? [worker.person.from] : []),
      ...posts
        .filter(({ holder, cover }) => holder?.worker === id || cover?.worker === id)
        .map(({ record }) => record.from),
    ]
    found.push({
      ...importWords(of),
      worker,
      figures:
        weighFor({ ...one, findings: [] }, agreement).workers.find((each) => each.id === id) ??
        null,
      rows: await caseloads.sourceRows(scope, of.id, from),
      findings: await findingsOn(scope, of, from),
    })
  }
  const entries = await register.entries(scope, { reference: held.reference })
  const signIns = (await accounts.list(scope)).filter(({ worker }) => worker === id)
  const notices = await noticesOn(scope, held.reference)
  const lists = [found, entries, signIns, held.decisions, notices]
  if (lists.every(({ length }) => length === 0)) return null
  return {
    ...held,
    about: 'worker',
    id,
    imports: found,
    register: entries,
    notices,
    accounts: await Promise.all(
      signIns.map(async ({ id: account, email, name, state }) => ({
        email,
        name,
        state,
        roles: (await accounts.grants(scope, account)).map(({ role }) => role),
      })),
    ),
  }
}

async function plansHolding(scope: Scope, about: AboutSubject): Promise<Planned[]> {
  return (await plans.holding(scope, about)).map(({ plan, answer }) => ({
    number: plan.number,
    askedAt: plan.askedAt,
    proposes: proposedFor(about, (answer as PlanAnswer).proposal),
  }))
}

function proposedFor(about: AboutSubject, of: PlanAnswer['proposal']): string {
  if ('worker' in about) {
    const place = of.workers.indexOf(about.worker)
    const [from, to] = [of.carried[place]?.before.cases, of.carried[place]?.after.cases]
    return from === undefined ? 'is left as they are' : `holds ${from} children; would hold ${to}`
  }
  const unit = of.units.findIndex((children) => children.includes(about.child))
  const isOf = (each: { unit: number }): boolean => each.unit === unit
  if (of.moves.some(isOf)) return 'would change worker'
  if (of.placements.some(isOf)) return 'would be given a worker'
  return of.nobody.some(isOf) ? 'nobody can be found' : 'stays as it is'
}

const importWords = ({
  number,
  asOf,
  state,
}: Import): Pick<OfImport, 'number' | 'asOf' | 'state'> => ({
  number,
  asOf,
  state,
})

const fromOf = ({ from }: SourceRow): Source => from
const keyOf = ({ file, sheet, row }: Source): string => JSON.stringify([file, sheet, row])

const onceEach = (rows: readonly SourceRow[]): SourceRow[] =>
  [...new Map(rows.map((row) => [keyOf(row.from), row])).values()].sort(
    (a, b) =>
      byText(a.from.file, b.from.file) ||
      byText(a.from.sheet, b.from.sheet) ||
      a.from.row - b.from.row,
  )

/** Whether a row names the child where ids stand: the same number elsewhere is an age or a date. */
const names = ({ headers, cells }: SourceRow, id: ChildId): boolean =>
  cells.some((cell, i) => {
    const header = fold(headers[i] ?? '')
    return cell.trim() === id && header.includes('child') && header.includes('id')
  })

async function findingsOn(scope: Scope, of: Import, places: readonly Source[]): Promise<Finding[]> {
  const wanted = new Set(places.map(keyOf))
  if (wanted.size === 0) return []
  return (await allFindings(scope, of.id)).filter(
    ({ file, sheet, row }) =>
      sheet !== null && row !== null && wanted.has(keyOf({ file, sheet, row })),
  )
}

const namesOfPeople = async (scope: Scope): Promise<ReadonlyMap<string, string>> =>
  new Map((await accounts.list(scope)).map(({ id, name }) => [id, name]))

async function looksAt(scope: Scope, reference: string): Promise<Seen[]> {
  const people = await namesOfPeople(scope)
  return (await audit.about(scope, reference, EVERY)).map(({ at, what, details }) => ({
    at,
    what,
    by: details.by === undefined ? 'Fairload' : (people.get(String(details.by)) ?? 'somebody gone'),
  }))
}
