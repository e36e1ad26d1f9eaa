import { createHash } from 'node:crypto'
import { byText, type IsoDate } from '../../kit/index.ts'
import {
  actsOf,
  certificateText,
  type Act,
  type DecisionCertificate,
} from '../../core/allocation/index.ts'
import type { WorkerId } from '../../core/model/index.ts'
import { caseloads, decisions, imports, type Held, type Scope } from '../../store/index.ts'
import { agreementNamed } from '../agreements/index.ts'
import type { Figures } from '../figures/index.ts'
import type { Rests } from '../figures/load.ts'
import { hashOf } from '../plans/row.ts'
import type { OrganisationView } from '../views.ts'
import {
  couldTake,
  decidingOn,
  inOrder,
  type CouldTake,
  type Counted,
  type DecidingWith,
} from './candidates.ts'

/** The print of a certificate: SHA-256 of its text. */
export const printOf = (certificate: DecisionCertificate): Buffer =>
  createHash('sha256').update(certificateText(certificate)).digest()

interface Certified {
  certificate: DecisionCertificate
  acts: Act[]
}

/** What giving a case to one of those who could take it is, with everybody's figures. */
export function certify(
  figures: Figures,
  could: CouldTake,
  of: DecidingWith & {
    chosen: WorkerId
    reach: 'team' | 'service'
    on: IsoDate
    /** Addresses of workers who are in the figures no more. */
    addressOf: (worker: WorkerId) => string
  },
): Certified {
  const { addresses, agreement, workload, caseload, standing } = figures
  const { asked, candidates, excluded, unknown } = { ...could, unknown: could.asked.unknown }
  const at = (place: number): string => addresses.worker(asked.workers[place] as WorkerId)
  const acts = actsOf({
    caseload,
    agreement,
    worker: of.chosen,
    children: could.children,
    firstBand: new Set(
      candidates.flatMap(({ worker, equal }) => (equal ? [asked.workers[worker] as WorkerId] : [])),
    ),
    on: of.on,
  })
  const chosen = [...candidates, ...could.setAside].find(
    ({ worker }) => asked.workers[worker] === of.chosen,
  )
  return {
    acts,
    certificate: {
      format: 'fairload-decision/1',
      import: standing.import.id,
      asOf: caseload.asOf,
      decidedOn: of.on,
      agreement: { id: agreement.id, version: agreement.version, sha256: hashOf(agreement) },
      unit: { name: workload.agreement.unit, grainsPerUnit: workload.agreement.grainsPerUnit },
      lines: { safe: workload.agreement.safeLine, hard: workload.agreement.hardLine },
      reach: of.reach,
      children: could.children.map((child) => addresses.child(child)).sort(),
      from: could.from === null ? null : addresses.worker(could.from),
      counted: of.counted
        .map((move) => ({
          decision: move.decision,
          child: move.reference,
          from: move.from === null ? null : of.addressOf(move.from),
          to: of.addressOf(move.to),
          on: move.decidedOn,
          as: move.as,
        }))
        .sort((a, b) => (`${a.decision} ${a.child}` < `${b.decision} ${b.child}` ? -1 : 1)),
      eligible: inOrder(
        candidates.map(({ worker, before, after, equal }) => ({
          worker: at(worker),
          before,
          after,
          first: equal,
        })),
      ),
      excluded: excluded
        .map(({ worker, rule }) => ({ worker: at(worker), rule }))
        .sort((a, b) => (a.worker < b.worker ? -1 : 1)),
      ...notedIn(excluded.flatMap(({ worker }) => asked.workers[worker] ?? [])),
      unknown: unknown.map((worker) => addresses.worker(worker)).sort(),
      chosen: addresses.worker(of.chosen),
      cost: chosen?.cost ?? 0,
      acts,
    },
  }

  function notedIn(workers: readonly WorkerId[]): Pick<DecisionCertificate, 'noted'> {
    const noted = workers
      .flatMap((worker) => {
        const rule = of.noted.get(worker)
        return rule === undefined ? [] : [{ worker: addresses.worker(worker), rule }]
      })
      .sort((a, b) => byText(a.worker, b.worker))
    return noted.length === 0 ? {} : { noted }
  }
}

/**
 * Makes a certificate again from the import, the agreement and the decisions that it names.
 * @returns null where one of them is not kept any more.
 */
export async function madeAgain(
  scope: Scope,
  organisation: OrganisationView,
  certificate: DecisionCertificate,
): Promise<DecisionCertificate | null> {
  const of = await imports.get(scope, certificate.import as never)
  const agreement = await agreementNamed(
    scope,
    certificate.agreement,
    (one) => hashOf(one) === certificate.agreement.sha256,
  )
  const isIt = agreement !== null && hashOf(agreement) === certificate.agreement.sha256
  if (!of?.decidedAt || of.asOf === null || !isIt) return null
  const { decidedAt, asOf } = of
  return decisions.withEverybody(scope, async () => {
    const files = await caseloads.whole(scope, of.id)
    if (!files) return null
    const rests: Rests = {
      organisation,
      import: { id: of.id, number: of.number, asOf, acceptedAt: decidedAt, current: false },
      inForce: agreement,
    }
    const counted = countedIn(files, certificate)
    const [first = ''] = certificate.children
    const child = behind(files.references.case).get(first)
    const chosen = behind(files.references.worker).get(certificate.chosen)
    if (counted === null || child === undefined || chosen === undefined) return null
    const workers = behind(files.references.worker)
    const noted = new Map(
      (certificate.noted ?? []).flatMap(({ worker, rule }) => {
        const id = workers.get(worker)
        return id === undefined ? [] : [[id, rule] as const]
      }),
    )
    const { figures } = await decidingOn(scope, of.id, files, rests, { counted, noted })
    const could = couldTake(figures, child, certificate.reach)
    if (!could) return null
    return certify(figures, could, {
      chosen,
      reach: certificate.reach,
      on: certificate.decidedOn,
      counted,
      noted,
      addressOf: (worker) => files.references.worker.get(worker) ?? '',
    }).certificate
  })
}

const behind = <Id extends string>(references: ReadonlyMap<Id, string>): Map<string, Id> =>
  new Map([...references].map(([id, address]) => [address, id]))

/** The moves that a certificate counted; null where one of their workers is not in the import. */
function countedIn(files: Held, { counted }: DecisionCertificate): Counted[] | null {
  const workers = behind(files.references.worker)
  const children = behind(files.references.case)
  const moves: Counted[] = []
  for (const of of counted) {
    const child = children.get(of.child)
    const to = workers.get(of.to)
    const from = of.from === null ? null : workers.get(of.from)
    // A child who is in the import no more moved nothing then either.
    if (child === undefined) continue
    if (to === undefined || from === undefined) return null
    moves.push({
      id: `${of.decision} ${of.child}`,
      decision: of.decision,
      child,
      reference: of.child,
      from,
      to,
      decidedOn: of.on,
      handover: 'complete',
      as: of.as,
    })
  }
  return moves
}
