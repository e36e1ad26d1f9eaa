import type { Agreement } from '../../core/agreement/index.ts'
import type { Caseload, Finding } from '../../core/model/index.ts'
import {
  caseloads,
  imports,
  type Held,
  type Import,
  type ImportId,
  type OrganisationId,
  type Scope,
  type Store,
} from '../../store/index.ts'
import { agreementInForce } from '../agreements/index.ts'
import type { Asked } from '../council.ts'
import type { OrganisationView, Standing, TrendPoint } from '../views.ts'
import type { Figures } from './figures.ts'
import { weighFor } from './weigh-for.ts'

export const organisationId = (of: OrganisationView): OrganisationId => of.id as OrganisationId

/** One page's transaction: the import that is asked for (accepted, or the one in force) and its standing. */
export function onImport<T>(
  store: Store,
  asked: Asked,
  work: (scope: Scope, of: Import, standing: Omit<Standing, 'agreement'>) => Promise<T>,
): Promise<T | null> {
  return store.inOrganisation(organisationId(asked.organisation), async (scope) => {
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

/** Stored rows as figures, under the agreement in force where no other is given: the one place where the two meet. */
export async function figuresOf(
  scope: Scope,
  held: Held,
  standing: Omit<Standing, 'agreement'>,
  findings: Finding[] = [],
  under: Agreement | null = null,
): Promise<Figures> {
  const agreement = under ?? (await agreementInForce(scope)).agreement
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

/** Every finding of an import, in the order of the reading. */
export const allFindings = async (scope: Scope, id: ImportId): Promise<Finding[]> =>
  (await caseloads.findings(scope, id, {}, { from: 0, count: 1_000_000 })).findings.map(
    ({ finding }) => finding,
  )

/** A page on the whole service: its figures, loaded and weighed. */
export function wholeFigures<T>(
  store: Store,
  asked: Asked,
  use: (figures: Figures, scope: Scope, of: Import) => T | Promise<T>,
  withFindings = false,
): Promise<T | null> {
  return onImport(store, asked, async (scope, of, standing) => {
    const held = await caseloads.whole(scope, of.id)
    if (!held) return null
    const findings = withFindings ? await allFindings(scope, of.id) : []
    return use(await figuresOf(scope, held, standing, findings), scope, of)
  })
}

/** A point an accepted import, the earliest first. */
export async function trendOf(scope: Scope): Promise<TrendPoint[]> {
  return (await imports.trend(scope)).flatMap(({ summary }) =>
    isTrendPoint(summary) ? [summary] : [],
  )
}

const isTrendPoint = (summary: unknown): summary is TrendPoint =>
  typeof summary === 'object' && summary !== null && 'importNumber' in summary
