import { sql } from 'kysely'
import type { IsoDate } from '../../../kit/index.ts'
import { transactionOf, type BranchScope } from '../scope.ts'

export interface StoredOffice {
  id: string
  member: string
  role: 'rep' | 'officer' | 'roll-keeper'
  title: string
  site: string | null
  team: string | null
  from: IsoDate
  until: IsoDate | null
  isPublic: boolean
  /** The day on which whoever holds it agreed to be shown to anybody. */
  consentedOn: IsoDate | null
  /** The name and channels by which they are shown. */
  sealed: Buffer
  givenBy: string | null
  givenAt: Date
  version: number
}

const columns = sql`id, member, role, title, site, team, from_day::text as "from",
  until_day::text as "until", is_public as "isPublic", consented_on::text as "consentedOn", sealed,
  given_by as "givenBy", given_at as "givenAt", version`

/** Every office that the viewer may see, ended ones too. */
export async function list(scope: BranchScope): Promise<StoredOffice[]> {
  const { rows } = await sql<StoredOffice>`
    select ${columns} from branch.office
    where organisation = ${scope.organisation} order by from_day, id`.execute(transactionOf(scope))
  return rows
}

export async function ofMember(scope: BranchScope, member: string): Promise<StoredOffice[]> {
  const { rows } = await sql<StoredOffice>`
    select ${columns} from branch.office
    where organisation = ${scope.organisation} and member = ${member}
    order by from_day, id`.execute(transactionOf(scope))
  return rows
}

export async function get(scope: BranchScope, id: string): Promise<StoredOffice | null> {
  const { rows } = await sql<StoredOffice>`
    select ${columns} from branch.office
    where organisation = ${scope.organisation} and id = ${id}`.execute(transactionOf(scope))
  return rows[0] ?? null
}

export async function give(
  scope: BranchScope,
  office: Omit<StoredOffice, 'version'>,
): Promise<void> {
  await sql`
    insert into branch.office (organisation, id, member, role, title, site, team, from_day, until_day,
      is_public, consented_on, sealed, given_by, given_at)
    values (${scope.organisation}, ${office.id}, ${office.member}, ${office.role}, ${office.title},
      ${office.site}, ${office.team}, ${office.from}, ${office.until}, ${office.isPublic},
      ${office.consentedOn}, ${office.sealed}, ${office.givenBy}, ${office.givenAt})`.execute(
    transactionOf(scope),
  )
}

/** Changes what may change of an office: its last day, its title, and how it is shown. */
export async function change(
  scope: BranchScope,
  id: string,
  basedOn: number,
  to: Pick<StoredOffice, 'title' | 'until' | 'isPublic' | 'consentedOn' | 'sealed'>,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update branch.office set title = ${to.title}, until_day = ${to.until},
      is_public = ${to.isPublic}, consented_on = ${to.consentedOn}, sealed = ${to.sealed},
      version = version + 1
    where organisation = ${scope.organisation} and id = ${id} and version = ${basedOn}
    returning id`.execute(transactionOf(scope))
  return rows.length === 1
}
