import { longDate, ok, type Problem, type Result } from '../kit/index.ts'
import { parseAgreement, readyToWeigh } from '../core/agreement/index.ts'
import type { Caseload, Finding, Question, Source, Totals } from '../core/model/index.ts'
import { writeMarkedWorkbook } from '../render/index.ts'
import {
  agreements,
  answers,
  audit,
  caseloads,
  imports,
  organisations,
  type AuditDetails,
  type Held,
  type Import,
  type ImportFile,
  type ImportId,
  type Organisation,
  type OrganisationId,
  type Scope,
} from '../store/index.ts'
import { agreementInForce, agreementKey, allAgreements } from './agreements/index.ts'
import type { Asked, Council } from './council.ts'
import type { CouncilDeps } from './deps.ts'
import {
  caseView,
  Index,
  pageOfCases,
  serviceView,
  teamsWithin,
  teamView,
  trendPoint,
  weighFor,
  workerView,
  type Figures,
} from './figures/index.ts'
import { addressOfRow, rowOfAddress } from './imports/row-address.ts'
import { peopleTemplate } from './people/template.ts'
import { publishReading } from './published/index.ts'
import type { ImportRow, ImportView, OrganisationView, Standing, TrendPoint } from './views.ts'

const viewOf = (of: Organisation): OrganisationView => ({
  id: of.id,
  slug: of.slug,
  name: of.name,
  demonstration: of.kind === 'demonstration',
})

const idOf = (of: OrganisationView): OrganisationId => of.id as OrganisationId

const NOT_HERE: Result<never> = {
  ok: false,
  problem: { code: 'not-found', sentence: 'This import is not here.' },
}

/** Everything the employer's side can do, on a store. */
export function openCouncil(deps: CouncilDeps): Council {
  const { store } = deps

  /** One page's transaction: the import that is asked for (accepted, or the one in force) and its standing. */
  function onImport<T>(
    asked: Asked,
    work: (scope: Scope, of: Import, standing: Omit<Standing, 'agreement'>) => Promise<T>,
  ): Promise<T | null> {
    return store.inOrganisation(idOf(asked.organisation), async (scope) => {
      const current = await imports.current(scope)
      const of =
        asked.import === undefined ? current : await imports.get(scope, asked.import as ImportId)
      if (!of || of.state !== 'accepted' || of.asOf === null || of.decidedAt === null) return null
      return work(scope, of, {
        organisation: asked.organisation,
        import: {
          id: of.id,
          number: of.number,
          asOf: of.asOf,
          acceptedAt: of.decidedAt,
          current: of.id === current?.id,
        },
      })
    })
  }

  /** Stored rows as figures: the one place where a caseload meets the agreement. */
  async function figuresOf(
    scope: Scope,
    held: Held,
    standing: Omit<Standing, 'agreement'>,
    findings: Finding[] = [],
  ): Promise<Figures> {
    const { agreement } = await agreementInForce(scope)
    const caseload: Caseload = {
      asOf: held.asOf,
      cases: held.cases,
      workers: held.workers,
      teams: held.teams,
      outside: held.outside,
      findings,
    }
    const workload = weighFor(caseload, agreement)
    return {
      standing: { ...standing, agreement: workload.agreement },
      caseload,
      workload,
      agreement,
      addresses: {
        child: (id) => held.references.case.get(id) ?? '',
        worker: (id) => held.references.worker.get(id) ?? '',
        team: (id) => held.references.team.get(id) ?? '',
      },
    }
  }

  const allFindings = async (scope: Scope, id: ImportId): Promise<Finding[]> =>
    (await caseloads.findings(scope, id, {}, { from: 0, count: 1_000_000 })).findings.map(
      ({ finding }) => finding,
    )

  function wholeFigures<T>(
    asked: Asked,
    use: (figures: Figures, scope: Scope, of: Import) => T | Promise<T>,
    withFindings = false,
  ): Promise<T | null> {
    return onImport(asked, async (scope, of, standing) => {
      const held = await caseloads.whole(scope, of.id)
      if (!held) return null
      const findings = withFindings ? await allFindings(scope, of.id) : []
      return use(await figuresOf(scope, held, standing, findings), scope, of)
    })
  }

  async function trendOf(scope: Scope): Promise<TrendPoint[]> {
    return (await imports.trend(scope)).flatMap(({ summary }) =>
      isTrendPoint(summary) ? [summary] : [],
    )
  }

  async function note(scope: Scope, what: string, details: AuditDetails): Promise<void> {
    await audit.append(scope, { at: deps.now(), what, details })
  }

  const rowOf = (of: Import, all: ImportFile[], current: Import | null): ImportRow => ({
    id: of.id,
    number: of.number,
    state: of.state,
    asOf: of.asOf ?? deps.today(),
    receivedAt: of.receivedAt,
    decidedAt: of.decidedAt,
    current: of.id === current?.id,
    files: filesThatCount(all).map((file) => ({
      name: file.name,
      shape: file.shape,
      carried: file.carried,
      size: file.bytes,
    })),
    questions: 0,
  })

  async function questionCount(scope: Scope, id: ImportId): Promise<number> {
    return (await caseloads.findings(scope, id, { changesFigures: true }, { from: 0, count: 1 }))
      .total
  }

  function decide(
    organisation: OrganisationView,
    id: string,
    version: number | undefined,
    how: 'accept' | 'refuse' | 'undo',
  ): Promise<Result<null, Problem>> {
    return store.inOrganisation(idOf(organisation), async (scope): Promise<Result<null>> => {
      const found = await imports.get(scope, id as ImportId)
      if (!found) return NOT_HERE
      const decided = await imports[how](scope, found.id, {
        version: version ?? found.version,
        at: deps.now(),
      })
      if (!decided.ok) return decided
      await note(scope, `import.${decided.value.state}`, {
        import: found.id,
        number: found.number,
      })
      return ok(null)
    })
  }

  return {
    organisations: () =>
      store.inDirectory(async (directory) => (await organisations.list(directory)).map(viewOf)),
    organisation: (slug) =>
      store.inDirectory(async (directory) => {
        const found = await organisations.bySlug(directory, slug)
        return found && viewOf(found)
      }),

    service: (asked) =>
      wholeFigures(
        asked,
        async (figures, scope) => serviceView(figures, await trendOf(scope)),
        true,
      ),

    team: (asked, address) =>
      onImport(asked, async (scope, of, standing) => {
        const id = await caseloads.behind(scope, of.id, 'team', address)
        if (!id) return null
        const none = await caseloads.ofTeams(scope, of.id, [])
        const within = teamsWithin(none?.teams ?? [], id)
        const held = await caseloads.ofTeams(scope, of.id, [...within])
        return held && teamView(await figuresOf(scope, held, standing), id)
      }),

    worker: (asked, address) =>
      onImport(asked, async (scope, of, standing) => {
        const id = await caseloads.behind(scope, of.id, 'worker', address)
        const held = id && (await caseloads.ofWorker(scope, of.id, id))
        return id && held ? workerView(await figuresOf(scope, held, standing), id) : null
      }),

    case: (asked, address) =>
      onImport(asked, async (scope, of, standing) => {
        const found = await caseloads.oneCase(scope, of.id, address)
        if (!found) return null
        const known = new Set(found.held.cases.map((one) => one.child))
        const held: Held = {
          ...found.held,
          cases: [...found.held.cases, ...found.family.filter((one) => !known.has(one.child))],
        }
        const references = new Map(held.references.case)
        for (const [child, reference] of found.familyReferences) references.set(child, reference)
        held.references = { ...held.references, case: references }
        const findings = await allFindings(scope, of.id)
        const files = await imports.files(scope, of.id)
        const rows = []
        for (const from of found.case.from) {
          const row = await caseloads.sourceRow(scope, of.id, from)
          if (row) rows.push({ ...row, address: addressOfRow(from, files) })
        }
        const past = (await caseloads.history(scope, found.case.child)).filter(
          ({ asOf }) => asOf <= held.asOf,
        )
        return caseView(await figuresOf(scope, held, standing, findings), found.case, {
          rows,
          past,
          workerNames: await caseloads.workerNames(
            scope,
            past.flatMap(({ import: id, worker }) => (worker ? [{ import: id, worker }] : [])),
          ),
        })
      }),

    cases: (asked, filter) =>
      wholeFigures(asked, (figures) => ({
        standing: figures.standing,
        ...pageOfCases(new Index(figures).rows(), filter),
      })),

    people: (asked) =>
      wholeFigures(asked, (figures) => {
        const index = new Index(figures)
        return {
          standing: figures.standing,
          workers: figures.caseload.workers.flatMap((worker) => {
            const weighed = index.worker(worker.id)
            return weighed
              ? [{ ...worker, address: figures.addresses.worker(worker.id), weighed }]
              : []
          }),
        }
      }),

    findings: (asked, filter) =>
      onImport(asked, async (scope, of) => {
        const { findings } = await caseloads.findings(
          scope,
          of.id,
          {
            ...(filter.file === undefined ? {} : { file: filter.file }),
            ...(filter.code === undefined ? {} : { code: filter.code }),
            ...(filter.changing === undefined ? {} : { changesFigures: filter.changing }),
          },
          { from: 0, count: 1_000_000 },
        )
        const row = rowOf(of, await imports.files(scope, of.id), await imports.current(scope))
        return {
          import: { ...row, questions: await questionCount(scope, of.id) },
          findings: findings.map(({ finding }) => finding),
        }
      }),

    workload: (asked) => wholeFigures(asked, (figures) => figures.workload, true),

    reading: (asked) =>
      onImport(asked, async (scope, of) => {
        const files = await imports.files(scope, of.id)
        const findings = await allFindings(scope, of.id)
        return publishReading({
          files: files
            .filter((file) => file.lists !== null)
            .map((file) => ({
              name: file.name,
              sha256: file.sha256,
              bytes: file.bytes,
              shape: shapeOf(file.shape),
              version: file.version,
              lists: file.lists ?? {},
              problem: file.problem,
              findings: findings.filter((finding) => finding.file === file.name),
            })),
        })
      }),

    imports: {
      list: (organisation, page) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
          const current = await imports.current(scope)
          const { imports: found, total } = await imports.list(scope, {
            from: (page - 1) * PAGE,
            count: PAGE,
          })
          const rows: ImportRow[] = []
          for (const of of found) {
            const files = await imports.files(scope, of.id)
            rows.push({
              ...rowOf(of, files, current),
              questions: await questionCount(scope, of.id),
            })
          }
          return { rows, total }
        }),

      state: (organisation, id) =>
        store.inOrganisation(
          idOf(organisation),
          async (scope) => (await imports.get(scope, id as ImportId))?.state ?? null,
        ),

      view: (organisation, id) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
          const of = await imports.get(scope, id as ImportId)
          if (!of) return null
          const current = await imports.current(scope)
          const files = await imports.files(scope, of.id)
          const findings = await allFindings(scope, of.id)
          const given = await answers.forImport(scope, of.id)
          const { agreement } = await agreementInForce(scope)
          const totalsOf = async (which: ImportId | null): Promise<Totals | null> => {
            const held = which && (await caseloads.whole(scope, which))
            return held ? weighFor({ ...held, findings: [] }, agreement).totals : null
          }
          const view: ImportView = {
            ...rowOf(of, files, current),
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
            changes: of.changes === null ? null : (of.changes as ImportView['changes']),
            totals: await totalsOf(of.checkedAt === null ? null : of.id),
            before: await totalsOf(of.basedOn),
            questionsToAnswer: questionsIn(findings, given),
            answersGiven: [...given].map(([key, value]) => ({ key, value })),
            findings,
            questions: findings.filter((finding) => finding.changesFigures).length,
          }
          return view
        }),

      receive: (organisation, files, asOf) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
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
          await note(scope, 'import.received', {
            import: received.value.id,
            number: received.value.number,
            files: files.length,
          })
          return ok({ id: received.value.id })
        }),

      answer: (organisation, id, given) =>
        store.inOrganisation(idOf(organisation), async (scope): Promise<Result<null>> => {
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
          await note(scope, 'import.answered', { import: found.id, answers: given.length })
          return ok(null)
        }),

      accept: (organisation, id, version) => decide(organisation, id, version, 'accept'),
      refuse: (organisation, id, version) => decide(organisation, id, version, 'refuse'),
      undo: (organisation, id, version) => decide(organisation, id, version, 'undo'),

      row: (organisation, id, address) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
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
        store.inOrganisation(idOf(organisation), async (scope) => {
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
          const { agreement } = await agreementInForce(scope)
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
    },

    peopleTemplate: (organisation) =>
      store.inOrganisation(idOf(organisation), async (scope) => {
        const current = await imports.current(scope)
        const held = current && (await caseloads.whole(scope, current.id))
        return peopleTemplate(
          held?.workers ?? [],
          new Map(held?.teams.map((team) => [team.id, team.name])),
        )
      }),

    agreements: {
      inForce: (organisation) =>
        store.inOrganisation(idOf(organisation), async (scope) => ({
          organisation,
          agreement: (await agreementInForce(scope)).agreement,
          inForce: true,
        })),
      list: (organisation) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
          const { agreement: inForce } = await agreementInForce(scope)
          return (await allAgreements(scope)).map((agreement) => ({
            organisation,
            agreement,
            inForce: agreementKey(agreement) === agreementKey(inForce),
          }))
        }),
      view: (organisation, key) =>
        store.inOrganisation(idOf(organisation), async (scope) => {
          const { agreement: inForce } = await agreementInForce(scope)
          const all = await allAgreements(scope)
          const agreement = all.find((one) => agreementKey(one) === key || one.id === key)
          return agreement
            ? {
                organisation,
                agreement,
                inForce: agreementKey(agreement) === agreementKey(inForce),
              }
            : null
        }),
      add: async (organisation, document) => {
        const parsed = parseAgreement(document)
        if (!parsed.ok) return parsed
        const agreement = parsed.value
        return store.inOrganisation(idOf(organisation), async (scope) => {
          const added = await agreements.add(scope, {
            agreement: agreement.id,
            version: agreement.version,
            document: agreement,
            at: deps.now(),
          })
          if (!added.ok) return { ok: false, problem: [added.problem] }
          await note(scope, 'agreement.added', { agreement: agreementKey(agreement) })
          return ok(agreement)
        })
      },
      choose: (organisation, key) =>
        store.inOrganisation(idOf(organisation), async (scope): Promise<Result<null>> => {
          const all = await allAgreements(scope)
          const agreement = all.find((one) => agreementKey(one) === key || one.id === key)
          if (!agreement) {
            return {
              ok: false,
              problem: { code: 'not-found', sentence: 'This agreement is not here.' },
            }
          }
          const ready = readyToWeigh(agreement)
          if (!ready.ok) return ready
          const { settings, version } = await organisations.get(scope)
          const saved = await organisations.saveSettings(scope, {
            settings: {
              ...(typeof settings === 'object' ? settings : {}),
              agreement: { id: agreement.id, version: agreement.version },
            },
            version,
          })
          if (!saved.ok) return saved
          // The trend shows every import under the agreement in force: no point keeps old weights.
          for (const { id, number } of await imports.trend(scope)) {
            const held = await caseloads.whole(scope, id)
            if (!held) continue
            const weighed = weighFor({ ...held, findings: [] }, agreement)
            await imports.saveSummary(scope, id, trendPoint(weighed, number))
          }
          await note(scope, 'agreement.chosen', { agreement: agreementKey(agreement) })
          return ok(null)
        }),
    },

    ready: async () => {
      try {
        await store.about()
        return ok(null)
      } catch {
        return {
          ok: false,
          problem: {
            code: 'store-away',
            sentence: 'The database does not answer. Try again in a minute.',
          },
        }
      }
    },
  }
}

/** Imports a page of the history holds. */
const PAGE = 50

const isTrendPoint = (summary: unknown): summary is TrendPoint =>
  typeof summary === 'object' && summary !== null && 'importNumber' in summary

function shapeOf(shape: string | null): 'annex-a' | 'csww' | 'people' | 'families' | null {
  return shape === 'annex-a' || shape === 'csww' || shape === 'people' || shape === 'families'
    ? shape
    : null
}

/** Without carried files whose kind came again: they were set aside unread. */
const filesThatCount = (files: readonly ImportFile[]): ImportFile[] =>
  files.filter((file) => !file.carried || file.lists !== null)

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
