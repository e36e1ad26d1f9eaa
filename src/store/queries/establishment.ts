import { sql } from 'kysely'
import type { IsoDate } from '../../kit/index.ts'
import type {
  InPost,
  KeptEstablishment,
  Leaver,
  PlacedPost,
} from '../../core/establishment/index.ts'
import type { ImportId } from '../ids.ts'
import { isId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { transactionOf } from '../scope.ts'
import { insertMany } from './insert.ts'
import { searchable } from './text.ts'

interface Row {
  kind: 'read' | 'post' | 'leaver' | 'in-post' | 'census'
  team: string | null
  facts: unknown
}

/** Keeps what an import says of the establishment, in the place of what it said before. */
export async function save(scope: Scope, id: ImportId, kept: KeptEstablishment): Promise<void> {
  await transactionOf(scope)
    .deleteFrom('council.establishment')
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .execute()
  const of = (kind: Row['kind'], rows: readonly { team: string | null }[]): Row[] =>
    rows.map((facts) => ({ kind, team: facts.team, facts }))
  await insertMany<Row>(
    scope,
    'establishment',
    { import: id },
    {
      position: ['integer', (_, index) => index],
      kind: ['text', (row) => row.kind],
      team: ['text', (row) => (row.team === null ? null : searchable(row.team))],
      facts: ['json', (row) => JSON.stringify(row.facts)],
    },
    [
      { kind: 'read', team: null, facts: { posts: kept.posts !== null } },
      ...(kept.census === null
        ? []
        : [{ kind: 'census' as const, team: null, facts: kept.census }]),
      ...of('in-post', kept.inPost),
      ...of('leaver', kept.leavers),
      ...of('post', kept.posts ?? []),
    ],
  )
}

/**
 * What an import says of the establishment, as far as the viewer sees its teams; null where it was
 * read before posts were kept, or is not there.
 */
export async function of(scope: Scope, id: ImportId): Promise<KeptEstablishment | null> {
  if (!isId(id)) return null
  const rows = await transactionOf(scope)
    .selectFrom('council.establishment')
    .select(['kind', 'facts'])
    .where('organisation', '=', scope.organisation)
    .where('import', '=', id)
    .orderBy('position')
    .execute()
  const facts = <T>(kind: Row['kind']): T[] =>
    rows.filter((row) => row.kind === kind).map((row) => row.facts as T)
  const [read] = facts<{ posts: boolean }>('read')
  if (read === undefined) return null
  return {
    posts: read.posts ? facts<PlacedPost>('post') : null,
    leavers: facts<Leaver>('leaver'),
    inPost: facts<InPost>('in-post'),
    census: facts<NonNullable<KeptEstablishment['census']>>('census')[0] ?? null,
  }
}

/** Who was in post, team by team, on each day of an accepted import after one day and before another. */
export async function inPostBetween(
  scope: Scope,
  after: IsoDate,
  before: IsoDate,
): Promise<{ on: IsoDate; inPost: InPost[] }[]> {
  const { rows } = await sql<{ on: IsoDate; facts: InPost }>`
    with latest as (
      select distinct on (as_of) id, as_of from council.import
      where organisation = ${scope.organisation} and state = 'accepted'
        and as_of > ${after} and as_of < ${before}
      order by as_of, decided_at desc, number desc
    )
    select l.as_of as on, e.facts
    from latest l
    join council.establishment e
      on e.organisation = ${scope.organisation} and e.import = l.id and e.kind = 'in-post'
    order by l.as_of, e.position`.execute(transactionOf(scope))
  const days = new Map<IsoDate, InPost[]>()
  for (const { on, facts } of rows) days.set(on, [...(days.get(on) ?? []), facts])
  return [...days].map(([on, inPost]) => ({ on, inPost }))
}
