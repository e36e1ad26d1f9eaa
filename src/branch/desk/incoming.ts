import { createHash } from 'node:crypto'
import {
  canonicalJson,
  fail,
  longDate,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'
import { canonicalText, parseAgreement } from '../../core/agreement/index.ts'
import {
  publishedAgreementsSchema,
  publishedEvidenceSchema,
  sealedEvidenceSchema,
  type PublishedVersion,
} from '../../core/evidence/index.ts'

/** What the service said of a version when it was fetched. */
export type VersionFacts = Omit<PublishedVersion, 'document' | 'key' | 'sha256'> & {
  publisher: string
}

/** One text to keep, with what the service said of it. */
export interface Incoming {
  kind: 'agreement' | 'evidence'
  canonical: string
  facts: VersionFacts | { undone: boolean } | null
}

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const wrong = (code: string, sentence: string): { ok: false; problem: Problem } =>
  fail({ code, sentence })

const ownHash = (document: unknown): string | null =>
  typeof document === 'object' && document !== null && 'sha256' in document
    ? String(document.sha256)
    : null

const has = (document: unknown, key: string): boolean =>
  typeof document === 'object' && document !== null && Object.hasOwn(document, key)

/**
 * What a document holds: one version of the agreement, one release of evidence, or a list of either as
 * the service publishes them. All of it, or the sentence that says what is wrong: a list with one text
 * that is not what its hash says is refused whole.
 */
export function incoming(document: unknown): Result<Incoming[], Problem> {
  if (has(document, 'versions')) return versionsIn(document)
  if (has(document, 'releases')) return releasesIn(document)
  if (has(document, 'release')) return releaseIn(document)
  return versionIn(document)
}

function versionIn(document: unknown): Result<Incoming[], Problem> {
  const parsed = parseAgreement(document)
  if (parsed.ok) {
    return ok([{ kind: 'agreement', canonical: canonicalText(parsed.value), facts: null }])
  }
  const [first] = parsed.problem
  return wrong(
    'not-one',
    `This is neither a version of the agreement nor a release of evidence. ${first?.sentence ?? ''} Ask the service for the file again.`,
  )
}

function versionsIn(document: unknown): Result<Incoming[], Problem> {
  const list = publishedAgreementsSchema.safeParse(document)
  if (!list.success) return NOT_A_LIST
  const kept: Incoming[] = []
  for (const version of list.data.versions) {
    const parsed = parseAgreement(version.document)
    const canonical = parsed.ok ? canonicalText(parsed.value) : null
    if (canonical === null || hashOf(canonical) !== version.sha256) {
      return wrong(
        'hash-wrong',
        'A version in this list is not the text that its hash is of. Nothing was kept. Ask the service for the file again.',
      )
    }
    const { document: _, key: _key, sha256: _hash, ...facts } = version
    kept.push({
      kind: 'agreement',
      canonical,
      facts: { ...facts, publisher: list.data.publisher },
    })
  }
  return ok(kept)
}

function releaseIn(document: unknown): Result<Incoming[], Problem> {
  const sealed = sealedEvidenceSchema.safeParse(document)
  if (!sealed.success) return NOT_A_LIST
  const canonical = canonicalJson(sealed.data.release)
  if (hashOf(canonical) !== ownHash(document)) return HASH_OF_RELEASE
  return ok([{ kind: 'evidence', canonical, facts: null }])
}

function releasesIn(document: unknown): Result<Incoming[], Problem> {
  const list = publishedEvidenceSchema.safeParse(document)
  if (!list.success) return NOT_A_LIST
  const kept: Incoming[] = []
  for (const { sha256, release, undone } of list.data.releases) {
    const canonical = canonicalJson(release)
    if (hashOf(canonical) !== sha256) return HASH_OF_RELEASE
    kept.push({ kind: 'evidence', canonical, facts: { undone } })
  }
  return ok(kept)
}

const NOT_A_LIST = wrong(
  'not-a-list',
  'This is no list or release that Fairload publishes, or it was changed on the way. Nothing was kept. Ask the service for the file again.',
)

const HASH_OF_RELEASE = wrong(
  'hash-wrong',
  'A release in it is not the text that its hash is of. Nothing was kept. Ask the service for the file again.',
)

/** A file's bytes as a document. */
export function documentIn(bytes: Uint8Array): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return wrong(
      'not-json',
      'This file is no JSON text. Choose the file that the service’s agreement page gives under “as a file (JSON)”.',
    )
  }
}

/** Where a version stands, as the service said last: `signed by both on 3 November 2026`. */
export function factsInWords(facts: VersionFacts): string {
  const day = (of: string): string => longDate(of as IsoDate)
  if (facts.withdrawn) return `Withdrawn on ${day(facts.withdrawn.on)}`
  if (facts.signedOn) {
    return `Signed by both on ${day(facts.signedOn)}, runs from ${day(facts.effective)}`
  }
  const [first] = facts.signatures
  return first
    ? `Signed by the ${first.party} on ${day(first.on)}; the other has not signed`
    : `Proposed on ${day(facts.proposedOn)}, to run from ${day(facts.effective)}`
}
