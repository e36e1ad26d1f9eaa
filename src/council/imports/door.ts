import { fail, longDate, ok, type Problem, type Result } from '../../kit/index.ts'
import type { Changes } from '../../core/caseload/index.ts'
import type { Finding, Question, Source, Totals } from '../../core/model/index.ts'
import { writeMarkedWorkbook } from '../../render/index.ts'
import {
  answers,
  caseloads,
  imports,
  type Import,
  type ImportFile,
  type ImportId,
  type Scope,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import {
  allFindings,
  findingsInSight,
  organisationId,
  trendPoint,
  weighFor,
} from '../figures/index.ts'
import { followHandovers } from '../handovers/index.ts'
import { note } from '../note.ts'
import type { ImportRow, ImportView, OrganisationView } from '../views.ts'
import { followDecisions } from '../decisions/index.ts'
import { followPublication } from '../publication/index.ts'
import { followRegister, keepStandings } from '../register/index.ts'
import { comparedWith } from './compared-with.ts'
import { rowOfAddress } from './row-address.ts'
import { filesThatCount, importRow, questionCount } from './row.ts'

/** Imports a page of the history holds. */
const PAGE = 50

const NOT_HERE: Result<never> = {
  ok: false,
  problem: { code: 'not-found', sentence: 'This import is not here.' },
}

const NOTHING_IN_FORCE: Problem = {
  code: 'nothing-in-force',
  sentence: 'No import is in force, so there are no files to read again. Drop the files in.',
}

const COMPARED_WITH_OLDER: Problem = {
  code: 'compared-with-older',
  sentence:
    'Another import has been accepted or undone since this one was compared. It is being compared again now: look at what would change, then decide.',
}

/** Files come in, are looked at, and a person decides. */
export function importsDoor(deps: CouncilDeps): Council['imports'] {
  const { store } = deps

  function decide(
    organisation: OrganisationView,
    id: string,
    version: number | undefined,
    how: 'accept' | 'refuse' | 'undo',
  ): Promise<Result<null, Problem>> {
    return store.inOrganisation(
      organisationId(organisation),
      async (scope): Promise<Result<null>> => {
        const found = await imports.get(scope, id as ImportId)
        if (!found) return NOT_HERE
        if (how === 'accept') {
          const before = comparedWith(found, await imports.current(scope))
          if (found.state === 'checked' && found.basedOn !== (before?.id ?? null)) {
            return fail(COMPARED_WITH_OLDER)
          }
        }
        const decided = await imports[how](scope, found.id, {
          version: version ?? found.version,
          at: deps.now(),
        })
        if (!decided.ok) return decided
        // Whoever decides takes their turn on children before anything is noted: so it is here.
        if (how !== 'refuse') {
          await followDecisions(deps, scope, how === 'undo' ? 'undone' : undefined)
        }
        if (how === 'accept') await addToTrend(scope, decided.value)
        await note(deps, scope, `import.${decided.value.state}`, {
          import: found.id,
          number: found.number,
        })
        if (how !== 'refuse') await followRegister(deps, scope)
        if (how === 'accept') await followHandovers(deps, scope)
        return ok(null)
      },
    )
  }

  /** The agreement may have changed since the files were read: the trend follows the one in force. */
  async function addToTrend(scope: Scope, { id, number }: Import): Promise<void> {
    const held = await caseloads.whole(scope, id)
    if (!held) return
    const { agreement } = await agreementInForce(scope, deps.today())
    const weighed = weighFor({ ...held, findings: [] }, agreement)
    await imports.saveSummary(scope, id, trendPoint(weighed, number))
    await keepStandings(scope, id, held, weighed)
  }

  /** The import of these very files that is open already, where someone began one. */
  async function readAgainAlready(
    scope: Scope,
    current: Import,
    carried: readonly ImportFile[],
  ): Promise<ImportId | null> {
    const newest = await imports.list(scope, { from: 0, count: PAGE })
    for (const of of newest.imports) {
      const isOpen = of.state === 'received' || of.state === 'reading' || of.state === 'checked'
      if (!isOpen || of.asOf !== current.asOf) continue
      const files = await imports.files(scope, of.id)
      const isSame =
        files.length === carried.length &&
        files.every((file) => file.carried && carried.some((other) => other.upload === file.upload))
      if (isSame) return of.id
    }
    return null
  }

  /** Answers about single rows hold for one import; of the same files they are still true. */
  async function keepOwnAnswers(scope: Scope, from: ImportId, to: ImportId): Promise<void> {
    const remembered = await answers.forImport(scope, null)
    const own = [...(await answers.forImport(scope, from))].filter(
      ([key, value]) => remembered.get(key) !== value,
    )
    await answers.give(
      scope,
      own.map(([key, value]) => ({ key, value, remembered: false })),
      { import: to, at: deps.now() },
    )
  }

  /**
   * A preview that was made against another import than the one in force now shows the wrong
   * changes: it is made anew, and the person decides on what they then see.
   */
  async function accept(
    organisation: OrganisationView,
    id: string,
    version: number | undefined,
  ): Promise<Result<null, Problem>> {
    const decided = await decide(organisation, id, version, 'accept')
    if (decided.ok) {
      // What is released is the same whoever accepted; where it fails, the look of every hour does it.
      await store
        .asHouse()
        .inOrganisation(organisationId(organisation), (scope) => followPublication(deps, scope))
        .catch(() => undefined)
    }
    if (!decided.ok && decided.problem.code === COMPARED_WITH_OLDER.code) {
      await store.inOrganisation(organisationId(organisation), (scope) =>
        imports.recheck(scope, id as ImportId),
      )
    }
    return decided
  }

  return {
    list: (organisation, page) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const current = await imports.current(scope)
        const { imports: found, total } = await imports.list(scope, {
          from: (page - 1) * PAGE,
          count: PAGE,
        })
        const rows: ImportRow[] = []
        for (const of of found) {
          const files = await imports.files(scope, of.id)
          rows.push(
            importRow(of, files, {
              current,
              today: deps.today(),
              questions: await questionCount(scope, of.id),
            }),
          )
        }
        return { rows, total }
      }),

    state: (organisation, id) =>
      store.inOrganisation(
        organisationId(organisation),
        async (scope) => (await imports.get(scope, id as ImportId))?.state ?? null,
      ),

    view: (organisation, id) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const of = await imports.get(scope, id as ImportId)
        if (!of) return null
        const current = await imports.current(scope)
        const files = await imports.files(scope, of.id)
        const { findings, closed } = await findingsInSight(scope, of.id)
        const given = await answers.forImport(scope, of.id)
        const { agreement } = await agreementInForce(scope, deps.today())
        const totalsOf = async (which: ImportId | null): Promise<Totals | null> => {
          const held = which && (await caseloads.whole(scope, which))
          return held ? weighFor({ ...held, findings: [] }, agreement).totals : null
        }
        const view: ImportView = {
          ...importRow(of, files, {
            current,
            today: deps.today(),
            questions: await questionCount(scope, of.id),
          }),
          version: of.version,
          organisation,
          progress: of.progress,
          problem: of.problem,
          files: filesThatCount(files).map((file) => ({
            id: file.upload,
            name: file.name,
            shape: file.shape,
            version: file.version,
            carried: file.carried,
            size: file.bytes,
            lists: file.lists ?? {},
            problem: file.problem,
          })),
          changes: of.changes === null ? null : changesInSight(scope, of.changes as Changes),
          totals: await totalsOf(of.checkedAt === null ? null : of.id),
          before: await totalsOf(of.basedOn),
          questionsToAnswer: questionsIn(findings, given),
          answersGiven: [...given].map(([key, value]) => ({ key, value })),
          findings,
          closed,
        }
        return view
      }),

    receive: (organisation, files, asOf) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const current = await imports.current(scope)
        const carry = current
          ? (await imports.files(scope, current.id)).filter((file) => file.lists !== null)
          : []
        const received = await imports.receive(scope, {
          files: files.map(({ name, path }) => ({ name, path })),
          carry: carry.map(({ upload, name, shape }) => ({ upload, name, shape })),
          asOf,
          at: deps.now(),
        })
        if (!received.ok) {
          return received.problem.code === 'already-there'
            ? { ok: false, problem: { ...received.problem, code: 'same-bytes' } }
            : received
        }
        await note(deps, scope, 'import.received', {
          import: received.value.id,
          number: received.value.number,
          files: files.length,
        })
        return ok({ id: received.value.id })
      }),

    again: (organisation) =>
      store.inOrganisation(
        organisationId(organisation),
        async (scope): Promise<Result<{ id: string }>> => {
          const current = await imports.current(scope)
          if (!current) return fail(NOTHING_IN_FORCE)
          const carry = (await imports.files(scope, current.id)).filter(
            (file) => file.lists !== null,
          )
          const waiting = await readAgainAlready(scope, current, carry)
          if (waiting) return ok({ id: waiting })
          const received = await imports.receive(scope, {
            files: [],
            carry: carry.map(({ upload, name, shape }) => ({ upload, name, shape })),
            asOf: current.asOf,
            at: deps.now(),
          })
          if (!received.ok) return received
          await keepOwnAnswers(scope, current.id, received.value.id)
          await note(deps, scope, 'import.received', {
            import: received.value.id,
            number: received.value.number,
            files: 0,
          })
          return ok({ id: received.value.id })
        },
      ),

    answer: (organisation, id, given) =>
      store.inOrganisation(organisationId(organisation), async (scope): Promise<Result<null>> => {
        const found = await imports.get(scope, id as ImportId)
        if (!found) return NOT_HERE
        const asked = new Map<string, Question>()
        for (const { question } of await allFindings(scope, found.id)) {
          if (question) asked.set(question.key, question)
        }
        const before = await answers.forImport(scope, found.id)
        for (const { key, value } of given) {
          if (value === '') {
            await answers.takeBack(scope, key, found.id)
            continue
          }
          const question = asked.get(key)
          if (!question?.options.some((option) => option.value === value)) {
            if (before.get(key) === value) continue
            return {
              ok: false,
              problem: {
                code: 'no-such-answer',
                sentence:
                  'One of the answers is to a question that this import does not ask any more. Look at the questions again.',
              },
            }
          }
          await answers.give(scope, [{ key, value, remembered: question.remembered }], {
            import: found.id,
            at: deps.now(),
          })
        }
        const again = await imports.recheck(scope, found.id)
        if (!again.ok) return again
        await note(deps, scope, 'import.answered', { import: found.id, answers: given.length })
        return ok(null)
      }),

    accept,
    refuse: (organisation, id, version) => decide(organisation, id, version, 'refuse'),
    undo: (organisation, id, version) => decide(organisation, id, version, 'undo'),

    row: (organisation, id, address) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const from = rowOfAddress(address, await imports.files(scope, id as ImportId))
        const row = from && (await caseloads.sourceRow(scope, id as ImportId, from))
        return (
          row && {
            ...row.from,
            cells: row.cells.map((value, i) => ({ column: row.headers[i] ?? '', value })),
          }
        )
      }),

    markedWorkbook: (organisation, id) =>
      store.inOrganisation(organisationId(organisation), async (scope) => {
        const of = await imports.get(scope, id as ImportId)
        if (!of?.asOf) return null
        const findings = await allFindings(scope, of.id)
        const wanted = new Map<string, Source>()
        for (const { file, sheet, row } of findings) {
          if (sheet !== null && row !== null) {
            wanted.set(`${file}\u0000${sheet}\u0000${row}`, { file, sheet, row })
          }
        }
        const rows = await caseloads.sourceRows(scope, of.id, [...wanted.values()])
        const { agreement } = await agreementInForce(scope, deps.today())
        return writeMarkedWorkbook({
          findings,
          rows,
          about: {
            what: `Questions about import ${of.number}`,
            organisation: organisation.name,
            asOf: of.asOf,
            agreement: `${agreement.name}, version ${agreement.version}`,
            writtenBy: null,
            writtenAt: longDate(deps.today()),
          },
        })
      }),
  }
}

/** What changed, without the children whose records are closed to whoever asks; they stay in the counts. */
function changesInSight({ closed }: Scope, changes: Changes): Changes {
  const isOpen = ({ child }: { child: string }): boolean => !closed.has(child)
  const { children } = changes
  return {
    ...changes,
    children: {
      new: children.new.filter(isOpen),
      closed: children.closed.filter(isOpen),
      changedStatus: children.changedStatus.filter(isOpen),
      changedWorker: children.changedWorker.filter(isOpen),
      newlyUnallocated: children.newlyUnallocated.filter(isOpen),
      newlyPhantom: children.newlyPhantom.filter(isOpen),
    },
    involvements: changes.involvements.filter(isOpen),
  }
}

/** One entry a question, however many rows ask it, in the order of the findings. */
function questionsIn(
  findings: readonly Finding[],
  given: ReadonlyMap<string, string>,
): ImportView['questionsToAnswer'] {
  const found = new Map<string, ImportView['questionsToAnswer'][number]>()
  for (const finding of findings) {
    const { question } = finding
    if (!question) continue
    const known = found.get(question.key)
    if (known) known.touches += 1
    else {
      found.set(question.key, {
        question,
        finding,
        touches: 1,
        answer: given.get(question.key) ?? null,
      })
    }
  }
  return [...found.values()]
}
