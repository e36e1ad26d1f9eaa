import type { IsoDate } from '../../kit/index.ts'
import type { Agreement } from '../../core/agreement/index.ts'
import type { Finding } from '../../core/model/index.ts'
import {
  caseloads,
  closedFindings,
  imports,
  type FindingFilter,
  type Held,
  type Import,
  type ImportId,
  type OrganisationId,
  type Scope,
} from '../../store/index.ts'
import { agreementInForce, agreementKey } from '../agreements/index.ts'
import type { Asked } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import type { OrganisationView, Standing, TrendPoint } from '../views.ts'
import type { Figures } from './figures.ts'
import { movesOver, overlay, stampOf, withInPlay } from './in-play.ts'
import { trendPoint } from './trend.ts'
import { weighedFor } from './weigh-for.ts'

export const organisationId = (of: OrganisationView): OrganisationId => of.id as OrganisationId

/** What a page's figures rest on: an import, and the agreement in force today. */
export interface Rests extends Omit<Standing, 'agreement'> {
  inForce: Agreement
}

/** One page's transaction: the import that is asked for (accepted, or the one in force) and its standing. */
export function onImport<T>(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  work: (scope: Scope, of: Import, rests: Rests) => Promise<T>,
): Promise<T | null> {
  return deps.store.inOrganisation(organisationId(asked.organisation), async (scope) => {
    const current = await imports.current(scope)
    const of =
      asked.import === undefined ? current : await imports.inBrief(scope, asked.import as ImportId)
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
      inForce: (await agreementInForce(scope, deps.today())).agreement,
    })
  })
}

/** Stored rows as figures: the one place where a caseload meets the agreement. */
export function figuresOf(
  held: Held,
  { inForce: agreement, ...standing }: Rests,
  findings: Finding[] = [],
): Figures {
  const { caseload, workload } = weighedFor(held, agreement, findings)
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

/**
 * Findings of an import in the order of the reading, and how many more stand on rows that name a
 * child whose record is closed to whoever asks.
 */
export async function findingsInSight(
  scope: Scope,
  id: ImportId,
  filter: FindingFilter = {},
): Promise<{ findings: Finding[]; closed: number }> {
  const { findings } = await caseloads.findings(scope, id, filter, { from: 0, count: 1_000_000 })
  const closed = await closedFindings(scope, id)
  const open = findings.filter(({ number }) => !closed.has(number))
  return { findings: open.map(({ finding }) => finding), closed: findings.length - open.length }
}

/** Every finding of an import that whoever asks may see. */
export const allFindings = async (scope: Scope, id: ImportId): Promise<Finding[]> =>
  (await findingsInSight(scope, id)).findings

/** A page on the whole service: its figures, loaded and weighed. */
export function wholeFigures<T>(
  deps: Pick<CouncilDeps, 'store' | 'today'>,
  asked: Asked,
  use: (figures: Figures, scope: Scope, of: Import) => T | Promise<T>,
  withFindings = false,
): Promise<T | null> {
  return onImport(deps, asked, async (scope, of, rests) => {
    const files = await caseloads.whole(scope, of)
    if (!files) return null
    const held = await withInPlay(scope, of.id, files, { on: deps.today(), part: 'whole' })
    const findings = withFindings ? await allFindings(scope, of.id) : []
    return use(figuresOf(held, rests, findings), scope, of)
  })
}

/**
 * A point an accepted import, the earliest first, all under one agreement: a point that was made
 * under another is made anew, so that none keeps old weights when an agreement's day comes. It is
 * kept only where everything was seen that goes into it.
 */
export async function trendOf(
  scope: Scope,
  agreement: Agreement,
  on: IsoDate,
): Promise<TrendPoint[]> {
  const points: TrendPoint[] = []
  const accepted = await imports.trend(scope)
  // Decisions are held by the import in force alone, which is the last.
  const inForce = accepted.at(-1)?.id
  for (const { id, number, summary } of accepted) {
    const moves = id === inForce ? await movesOver(scope, id, on) : []
    const stamp = stampOf(moves)
    const isOfToday =
      isTrendPoint(summary) &&
      agreementKey(summary.agreement) === agreementKey(agreement) &&
      (summary.decided ?? '') === stamp
    if (isOfToday) points.push(summary)
    else {
      const files = await caseloads.whole(scope, id)
      if (!files) continue
      const { held } = await overlay(scope, id, files, { moves, part: 'whole' })
      const point = {
        ...trendPoint(weighedFor(held, agreement).workload, number),
        ...(stamp === '' ? {} : { decided: stamp }),
      }
      const isWhole = scope.viewer === null || scope.viewer.sight.sees === 'service'
      if (isWhole) await imports.saveSummary(scope, id, point)
      points.push(point)
    }
  }
  return points
}

const isTrendPoint = (summary: unknown): summary is TrendPoint & { decided?: string } =>
  typeof summary === 'object' && summary !== null && 'importNumber' in summary
