import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Certificate } from '../../core/fairness/index.ts'
import { ok, type Problem, type Result } from '../../kit/index.ts'
import {
  propose,
  type Proposal,
  type ProposalWatch,
  type Question,
} from '../../core/planning/index.ts'

/** A plan as a thread hands it over: small enough to copy, the certificate packed. */
export interface PlanMade {
  proposal: Omit<Proposal, 'certificate'>
  /** The certificate's own figures; the problem they are about stays in the certificate. */
  figures: CertificateFigures | null
  /** The certificate's JSON, packed with gzip; null where the search was stopped before its end. */
  certificate: Uint8Array | null
}

export type CertificateFigures = Omit<Certificate, 'problem' | 'assignment' | 'digests'> & {
  problem: Pick<Certificate['problem'], 'unit' | 'fullTime'>
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Makes a plan: what the thread runs. */
export function makePlan(question: Question, watch: ProposalWatch): Result<PlanMade, Problem[]> {
  const proposed = propose(question, { sha256, watch })
  if (!proposed.ok) return proposed
  const { certificate, ...proposal } = proposed.value
  return ok({
    proposal,
    figures: certificate && figuresOf(certificate),
    certificate: certificate && new Uint8Array(gzipSync(JSON.stringify(certificate))),
  })
}

function figuresOf(certificate: Certificate): CertificateFigures {
  const { unit, fullTime } = certificate.problem
  const figures = { ...certificate, problem: { unit, fullTime }, assignment: null, digests: null }
  return figures
}
