import type { TeamId } from '../../core/model/index.ts'
import { caseloads, imports, type Held } from '../../store/index.ts'
import type { Council } from '../council.ts'
import { filesThatCount, importRow, questionCount } from '../imports/row.ts'
import { addressOfRow } from '../imports/row-address.ts'
import { queriesAbout } from '../queries/about.ts'
import { overloadsOf } from '../register/standings.ts'
import { publishReading } from '../published/index.ts'
import type { CouncilDeps } from '../deps.ts'
import type { WorkerView } from '../views.ts'
import { caseView } from './case.ts'
import { Index } from './figures.ts'
import { pageOfCases } from './filter.ts'
import { oneCaseInPlay, withInPlay } from './in-play.ts'
import { allFindings, figuresOf, findingsInSight, onImport, trendOf, wholeFigures } from './load.ts'
import { serviceView } from './service.ts'
import { teamsWithin, teamView } from './team.ts'
import { workerView } from './worker.ts'

type FigurePages = Pick<
  Council,
  'service' | 'team' | 'worker' | 'case' | 'cases' | 'people' | 'findings' | 'workload' | 'reading'
>

/** Every page that shows figures: each loads what it needs, weighs it, and shows it as it is. */
export function figurePages(deps: CouncilDeps): FigurePages {
  const { today } = deps
  return {
    service: (asked) =>
      wholeFigures(
        deps,
        asked,
        async (figures, scope) =>
          serviceView(
            figures,
            await trendOf(scope, figures.agreement, today()),
            await overloadsOf(scope, figures),
          ),
        true,
      ),

    team: (asked, address) =>
      onImport(deps, asked, async (scope, of, rests) => {
        let id: TeamId | undefined
        const files = await caseloads.ofTeams(scope, of, (teams, reference) => {
          id = teams.find((team) => reference(team.id) === address)?.id
          return id === undefined ? [] : [...teamsWithin(teams, id)]
        })
        if (!files || id === undefined) return null
        const part = { teams: teamsWithin(files.teams, id) }
        const held = await withInPlay(scope, of.id, files, { on: today(), part })
        const figures = figuresOf(held, rests)
        const members = new Set(figures.workload.teams.find((team) => team.id === id)?.workers)
        const overloads = await overloadsOf(scope, figures, (worker) => members.has(worker))
        return teamView(figures, id, overloads)
      }),

    worker: (asked, address) =>
      onImport(deps, asked, async (scope, of, rests) => {
        const id = await caseloads.behind(scope, of.id, 'worker', address)
        const files = id && (await caseloads.ofWorker(scope, of, id))
        if (!id || !files) return null
        const held = await withInPlay(scope, of.id, files, { on: today(), part: { worker: id } })
        const source = held.workers.find((worker) => worker.id === id)?.person?.from
        const from: WorkerView['from'] = []
        if (source) {
          const isKept = (await caseloads.sourceRow(scope, of.id, source)) !== null
          const all = await imports.files(scope, of.id)
          from.push({ ...source, address: isKept ? addressOfRow(source, all) : null })
        }
        const figures = figuresOf(held, rests)
        const overloads = await overloadsOf(scope, figures, (worker) => worker === id)
        return workerView(figures, id, {
          from,
          overload: overloads.get(address) ?? null,
          queries: await queriesAbout(scope, address),
        })
      }),

    case: (asked, address) =>
      onImport(deps, asked, async (scope, of, rests) => {
        const found = await oneCaseInPlay(scope, of, address, rests.import.current ? today() : null)
        if (!found) return null
        const known = new Set(found.held.cases.map((one) => one.child))
        const held: Held = {
          ...found.held,
          cases: [...found.held.cases, ...found.family.filter((one) => !known.has(one.child))],
          references: {
            ...found.held.references,
            case: new Map([...found.held.references.case, ...found.familyReferences]),
          },
        }
        const files = await imports.files(scope, of.id)
        // Reading them opens the findings on them, too, to who sees some records.
        const rows = (await caseloads.sourceRows(scope, of.id, found.case.from)).map((row) => ({
          ...row,
          address: addressOfRow(row.from, files),
        }))
        const findings = await allFindings(scope, of.id)
        const past = (await caseloads.history(scope, found.case.child)).filter(
          ({ asOf }) => asOf <= held.asOf,
        )
        return caseView(figuresOf(held, rests, findings), found.case, {
          rows,
          queries: await queriesAbout(scope, address),
          past,
          workerNames: await caseloads.workerNames(
            scope,
            past.flatMap(({ import: id, worker }) => (worker ? [{ import: id, worker }] : [])),
          ),
        })
      }),

    cases: (asked, filter) =>
      wholeFigures(deps, asked, (figures) => ({
        standing: figures.standing,
        ...pageOfCases(figures, filter),
      })),

    people: (asked) =>
      wholeFigures(deps, asked, (figures) => {
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
      onImport(deps, asked, async (scope, of) => {
        const { findings, closed } = await findingsInSight(scope, of.id, {
          ...(filter.file === undefined ? {} : { file: filter.file }),
          ...(filter.code === undefined ? {} : { code: filter.code }),
          ...(filter.changing === undefined ? {} : { changesFigures: filter.changing }),
        })

        return {
          import: importRow(of, await imports.files(scope, of.id), {
            current: await imports.current(scope),
            today: today(),
            questions: await questionCount(scope, of.id),
          }),
          findings,
          closed,
        }
      }),

    workload: (asked) => wholeFigures(deps, asked, (figures) => figures.workload, true),

    reading: (asked) =>
      onImport(deps, asked, async (scope, of) => {
        const files = await imports.files(scope, of.id)
        const findings = await allFindings(scope, of.id)
        return publishReading({
          files: filesThatCount(files).map((file) => ({
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
  }
}

const SHAPES = ['annex-a', 'csww', 'people', 'families', 'posts'] as const

const shapeOf = (shape: string | null): (typeof SHAPES)[number] | null =>
  SHAPES.find((one) => one === shape) ?? null
