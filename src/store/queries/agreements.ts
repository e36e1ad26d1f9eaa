import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { AgreementState, Party } from '../../core/agreement/index.ts'
import type { IsoDate, Result } from '../../kit/index.ts'
import { ok } from '../../kit/index.ts'
import type { StoreProblem } from '../problem.ts'
import { trouble } from '../problem.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import type { AgreementTable } from '../tables.ts'
import { plain } from './text.ts'

/** Who wrote or signed something of an agreement, and for which party. */
export interface StoredBy {
  name: string
  party: Party
}

/** One version of an organisation's own agreement, with its newest text; presets live in the code. */
export interface StoredVersion {
  id: string
  agreement: string
  version: string
  state: AgreementState
  /** Which text this is: 1 is the first. */
  revision: number
  document: unknown
  /** `id@version` of what it was made from; null where it came from a file. */
  basedOn: string | null
  by: StoredBy | null
  addedAt: Date
  /** Present once proposed: the text to sign, and its SHA-256 in hexadecimal digits. */
  proposed: { canonical: string; sha256: string; effective: IsoDate; at: Date } | null
  signatures: (StoredBy & { at: Date; sha256: string })[]
  /** When the second party signed. */
  signedAt: Date | null
  /** `from`: the day it stops running; null where it was never signed. */
  withdrawn: { at: Date; from: IsoDate | null; reason: string } | null
}

export interface StoredComment {
  clause: string
  words: string
  by: StoredBy
  at: Date
}

/** A starting point that was chosen to run from a day. */
export interface StoredAdoption {
  number: number
  agreement: string
  version: string
  document: unknown
  effective: IsoDate
  at: Date
}

/**
 * Adds a draft. A version that was added stands: another under the same name is refused
 * (`already-there`), whatever its state, so that a name never means two texts.
 */
export async function draft(
  scope: Scope,
  fields: {
    agreement: string
    version: string
    document: object
    basedOn: string | null
    by: StoredBy
    at: Date
  },
): Promise<Result<StoredVersion, StoreProblem>> {
  const row = await transactionOf(scope)
    .insertInto('council.agreement')
    .values({
      organisation: scope.organisation,
      agreement: plain(fields.agreement),
      version: plain(fields.version),
      document: plain(JSON.stringify(fields.document)),
      added_at: fields.at,
      based_on: fields.basedOn,
      by_name: plain(fields.by.name),
      by_party: fields.by.party,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) {
    return trouble(
      'already-there',
      `Version ${fields.version} of this agreement is here already. Give this text a version of its own.`,
    )
  }
  return ok(await existing(scope, row.id))
}

/**
 * Saves a new text of a draft; the texts before it stay. `stale` where someone else has saved since
 * `revision`, `wrong-state` where it is no draft any more.
 */
export async function revise(
  scope: Scope,
  id: string,
  fields: { document: object; revision: number; by: StoredBy; at: Date },
): Promise<Result<StoredVersion, StoreProblem>> {
  const db = transactionOf(scope)
  const moved = await moveOn(scope, id, 'draft', { revision: fields.revision + 1 }, fields.revision)
  if (!moved.ok) return moved
  await db
    .insertInto('council.agreement_revision')
    .values({
      organisation: scope.organisation,
      agreement: id,
      number: fields.revision + 1,
      document: plain(JSON.stringify(fields.document)),
      by_name: plain(fields.by.name),
      by_party: fields.by.party,
      at: fields.at,
    })
    .execute()
  return ok(await existing(scope, id))
}

/** Lays a draft's text before both parties: from here on it stands as it is. */
export async function propose(
  scope: Scope,
  id: string,
  fields: { canonical: string; effective: IsoDate; revision: number; at: Date },
): Promise<Result<StoredVersion, StoreProblem>> {
  const moved = await moveOn(
    scope,
    id,
    'draft',
    {
      state: 'proposed',
      canonical: fields.canonical,
      sha256: sql<Buffer>`sha256(convert_to(${fields.canonical}::text, 'UTF8'))`,
      effective: fields.effective,
      proposed_at: fields.at,
    },
    fields.revision,
  )
  return moved.ok ? ok(await existing(scope, id)) : moved
}

/**
 * A party's signature under the proposed text. With the second one the version is signed.
 * @param fields.sha256 the hash that the signing person was shown: another text is refused (`stale`).
 */
export async function sign(
  scope: Scope,
  id: string,
  fields: { by: StoredBy; sha256: string; at: Date },
): Promise<Result<StoredVersion, StoreProblem>> {
  const db = transactionOf(scope)
  const locked = await db
    .selectFrom('council.agreement')
    .select(['state', 'sha256'])
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (locked === undefined) return notHere
  if (locked.state !== 'proposed') return wrongState
  if (locked.sha256?.toString('hex') !== fields.sha256) return stale
  const written = await db
    .insertInto('council.agreement_signature')
    .values({
      organisation: scope.organisation,
      agreement: id,
      party: fields.by.party,
      name: plain(fields.by.name),
      sha256: locked.sha256,
      at: fields.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('party')
    .executeTakeFirst()
  if (written === undefined) {
    return trouble('already-there', `The ${fields.by.party} has signed this text already.`)
  }
  const version = await existing(scope, id)
  if (version.signatures.length === 2) {
    await db
      .updateTable('council.agreement')
      .set({ state: 'signed', signed_at: fields.at })
      .where('organisation', '=', scope.organisation)
      .where('id', '=', id)
      .execute()
  }
  return ok(await existing(scope, id))
}

/** Takes a version back, with its reason. @param fields.from the day a signed one stops running. */
export async function withdraw(
  scope: Scope,
  id: string,
  fields: { reason: string; from: IsoDate; at: Date },
): Promise<Result<StoredVersion, StoreProblem>> {
  const found = await byId(scope, id)
  if (found === null) return notHere
  const moved = await moveOn(scope, id, found.state, {
    state: 'withdrawn',
    withdrawn_at: fields.at,
    withdrawn_reason: plain(fields.reason),
    withdrawn_from: found.signedAt === null ? null : fields.from,
  })
  return moved.ok ? ok(await existing(scope, id)) : moved
}

const notHere = trouble('not-found', 'This version of the agreement is not here.')
const wrongState = trouble(
  'wrong-state',
  'This version has gone on since the page was opened. Open it again to see where it stands.',
)
const stale = trouble(
  'stale',
  'Someone else has saved this draft since the page was opened. Open it again, and make your change in the newest text.',
)

async function moveOn(
  scope: Scope,
  id: string,
  from: AgreementState,
  change: Record<string, unknown>,
  revision?: number,
): Promise<Result<null, StoreProblem>> {
  const found = await transactionOf(scope)
    .selectFrom('council.agreement')
    .select(['state', 'revision'])
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) return notHere
  if (found.state !== from || found.state === 'withdrawn') return wrongState
  if (revision !== undefined && found.revision !== revision) return stale
  await transactionOf(scope)
    .updateTable('council.agreement')
    .set(change)
    .where('organisation', '=', scope.organisation)
    .where('id', '=', id)
    .execute()
  return ok(null)
}

async function existing(scope: Scope, id: string): Promise<StoredVersion> {
  const found = await byId(scope, id)
  if (found === null) throw new Error('A version that was just written is not here')
  return found
}

/** One version by its row's id, or null. */
export const byId = async (scope: Scope, id: string): Promise<StoredVersion | null> =>
  (await versions(scope, { id }))[0] ?? null

/** One version by its name, or null. */
export const get = async (
  scope: Scope,
  agreement: string,
  version: string,
): Promise<StoredVersion | null> =>
  (await versions(scope, { agreement: plain(agreement), version: plain(version) }))[0] ?? null

/** Every version, the newest first. */
export const list = (scope: Scope): Promise<StoredVersion[]> => versions(scope, {})

async function versions(
  scope: Scope,
  by: { id?: string; agreement?: string; version?: string },
): Promise<StoredVersion[]> {
  const db = transactionOf(scope)
  let query = db
    .selectFrom('council.agreement')
    .selectAll()
    .where('organisation', '=', scope.organisation)
  for (const [column, value] of Object.entries(by)) {
    query = query.where(column as keyof typeof by, '=', value)
  }
  const rows = await query.orderBy('added_at', 'desc').orderBy('id').execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const texts = await db
    .selectFrom('council.agreement_revision as r')
    .innerJoin('council.agreement as a', (join) =>
      join
        .onRef('a.organisation', '=', 'r.organisation')
        .onRef('a.id', '=', 'r.agreement')
        .onRef('a.revision', '=', 'r.number'),
    )
    .select(['r.agreement', 'r.document'])
    .where('r.organisation', '=', scope.organisation)
    .where('r.agreement', 'in', ids)
    .execute()
  const signatures = await db
    .selectFrom('council.agreement_signature')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('agreement', 'in', ids)
    .orderBy('at')
    .orderBy('party')
    .execute()
  return rows.map((row) =>
    versionOf(
      row,
      texts.find((text) => text.agreement === row.id)?.document,
      signatures
        .filter((of) => of.agreement === row.id)
        .map((of) => ({
          name: of.name,
          party: of.party as Party,
          at: of.at,
          sha256: of.sha256.toString('hex'),
        })),
    ),
  )
}

function versionOf(
  row: Selectable<AgreementTable>,
  newest: unknown,
  signatures: StoredVersion['signatures'],
): StoredVersion {
  return {
    id: row.id,
    agreement: row.agreement,
    version: row.version,
    state: row.state as AgreementState,
    revision: row.revision,
    document: newest ?? row.document,
    basedOn: row.based_on,
    by: row.by_name === null ? null : { name: row.by_name, party: row.by_party as Party },
    addedAt: row.added_at,
    proposed:
      row.canonical === null ||
      row.sha256 === null ||
      row.effective === null ||
      row.proposed_at === null
        ? null
        : {
            canonical: row.canonical,
            sha256: row.sha256.toString('hex'),
            effective: row.effective as IsoDate,
            at: row.proposed_at,
          },
    signatures,
    signedAt: row.signed_at,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : {
            at: row.withdrawn_at,
            from: row.withdrawn_from as IsoDate | null,
            reason: row.withdrawn_reason ?? '',
          },
  }
}

/** A text that runs or ran: signed by both parties, or a starting point chosen. */
export interface StoredTerm {
  kind: 'signed' | 'adopted'
  /** Id of the signed version, or number of the adoption. */
  row: string
  agreement: string
  version: string
  from: IsoDate
  /** The day it was withdrawn from; null where it was not. */
  until: IsoDate | null
  at: Date
}

/**
 * Every text that runs or ran, without the texts themselves, and the organisation's settings, which
 * name what runs where none does: asked for with each page of figures.
 */
export async function standing(
  scope: Scope,
): Promise<{ settled: StoredTerm[]; settings: unknown }> {
  const { rows } = await sql<{ settings: unknown } & (StoredTerm | { kind: null })>`
    select o.settings, t.*
    from council.organisation o
    left join (
      select 'signed' as kind, id::text as row, agreement, version, effective as "from",
        withdrawn_from as until, signed_at as at
      from council.agreement
      where organisation = ${scope.organisation} and signed_at is not null
      union all
      select 'adopted', number::text, agreement, version, effective, null, at
      from council.agreement_adoption where organisation = ${scope.organisation}
    ) t on true
    where o.id = ${scope.organisation}`.execute(transactionOf(scope))
  return {
    settings: rows[0]?.settings,
    settled: rows.flatMap(({ settings: _, ...row }) => (row.kind === null ? [] : [row])),
  }
}

/** The text of one of them. */
export async function settledDocument(
  scope: Scope,
  of: Pick<StoredTerm, 'kind' | 'row'>,
): Promise<unknown> {
  const db = transactionOf(scope)
  if (of.kind === 'signed') {
    const { canonical } = await db
      .selectFrom('council.agreement')
      .select('canonical')
      .where('organisation', '=', scope.organisation)
      .where('id', '=', of.row)
      .executeTakeFirstOrThrow()
    return JSON.parse(canonical ?? 'null')
  }
  const { document } = await db
    .selectFrom('council.agreement_adoption')
    .select('document')
    .where('organisation', '=', scope.organisation)
    .where('number', '=', Number(of.row))
    .executeTakeFirstOrThrow()
  return document
}

/** Every text a version has had, the newest first, with who wrote it. */
export async function texts(
  scope: Scope,
  version: Pick<StoredVersion, 'id'>,
): Promise<{ revision: number; document: unknown; by: StoredBy | null; at: Date }[]> {
  const db = transactionOf(scope)
  const later = await db
    .selectFrom('council.agreement_revision')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('agreement', '=', version.id)
    .orderBy('number', 'desc')
    .execute()
  const first = await db
    .selectFrom('council.agreement')
    .select(['document', 'by_name', 'by_party', 'added_at'])
    .where('organisation', '=', scope.organisation)
    .where('id', '=', version.id)
    .executeTakeFirst()
  return [
    ...later.map((row) => ({
      revision: row.number,
      document: row.document,
      by: { name: row.by_name, party: row.by_party as Party },
      at: row.at,
    })),
    ...(first === undefined
      ? []
      : [
          {
            revision: 1,
            document: first.document,
            by:
              first.by_name === null
                ? null
                : { name: first.by_name, party: first.by_party as Party },
            at: first.added_at,
          },
        ]),
  ]
}

/** Writes a comment under a clause; comments are never changed. */
export async function comment(scope: Scope, version: string, fields: StoredComment): Promise<void> {
  await transactionOf(scope)
    .insertInto('council.agreement_comment')
    .values({
      organisation: scope.organisation,
      agreement: version,
      clause: plain(fields.clause),
      words: plain(fields.words),
      by_name: plain(fields.by.name),
      by_party: fields.by.party,
      at: fields.at,
    })
    .execute()
}

/** Comments on a version, the earliest first. */
export async function comments(scope: Scope, version: string): Promise<StoredComment[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.agreement_comment')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .where('agreement', '=', version)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    clause: row.clause,
    words: row.words,
    by: { name: row.by_name, party: row.by_party as Party },
    at: row.at,
  }))
}

/** Chooses a starting point to run from a day on. The text is kept as it was on that day. */
export async function adopt(
  scope: Scope,
  fields: Omit<StoredAdoption, 'number' | 'document'> & { document: object },
): Promise<void> {
  const db = transactionOf(scope)
  await db
    .selectFrom('council.organisation')
    .select('id')
    .where('id', '=', scope.organisation)
    .forUpdate()
    .execute()
  const { last } = await db
    .selectFrom('council.agreement_adoption')
    .select((eb) => eb.fn.max<number | null>('number').as('last'))
    .where('organisation', '=', scope.organisation)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('council.agreement_adoption')
    .values({
      organisation: scope.organisation,
      number: (last ?? 0) + 1,
      agreement: fields.agreement,
      version: fields.version,
      document: JSON.stringify(fields.document),
      effective: fields.effective,
      at: fields.at,
    })
    .execute()
}

/** Starting points chosen so far, the earliest first. */
export async function adoptions(scope: Scope): Promise<StoredAdoption[]> {
  const rows = await transactionOf(scope)
    .selectFrom('council.agreement_adoption')
    .selectAll()
    .where('organisation', '=', scope.organisation)
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    agreement: row.agreement,
    version: row.version,
    document: row.document,
    effective: row.effective as IsoDate,
    at: row.at,
  }))
}
