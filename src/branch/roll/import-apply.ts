import { randomUUID } from 'node:crypto'
import {
  compareRoll,
  type ListedEntry,
  type RollComparison,
  type Standing,
} from '../../core/roster/index.ts'
import type { IsoDate } from '../../kit/index.ts'
import {
  members,
  rollImports,
  type BranchScope,
  type NewMember,
  type StoredRollImportRow,
} from '../../store/branch/index.ts'
import { leaving, openedRoll, type Opened } from './entries.ts'
import { openAs, sealAs, sealEntry, type RollKey } from './sealed.ts'
import type { RollEntry } from './views.ts'

/** An entry as an import keeps it, to bring it back. */
interface Before {
  standing: Standing
  entry: RollEntry
}

const beforeName = (imported: string, member: string): string => `roll-before:${imported}:${member}`

/** Writes entries whose mails and numbers may have changed places among each other. */
async function writeAll(
  scope: BranchScope,
  changes: readonly { to: NewMember; basedOn: number }[],
  at: Date,
): Promise<Map<string, number>> {
  await members.releasePrints(
    scope,
    changes.map(({ to }) => to.id),
  )
  const versions = new Map<string, number>()
  for (const { to, basedOn } of changes) {
    const version = await members.change(scope, to, basedOn, at)
    if (version === null) throw new Error('An entry changed under its own transaction')
    versions.set(to.id, version)
  }
  return versions
}

/** Takes a list into the roll: who is new, what changed, and of the leavers those whom somebody ticked. */
export async function applyList(
  scope: BranchScope,
  key: RollKey,
  given: {
    import: string
    comparison: RollComparison
    roll: readonly Opened[]
    leavers: ReadonlySet<string>
    today: IsoDate
    at: Date
  },
): Promise<{ added: number; changed: number; ended: number }> {
  const { comparison, at } = given
  const byId = new Map(given.roll.map((of) => [of.id, of]))
  const after = new Map<string, { did: 'changed' | 'ended'; to: Before }>()
  for (const { id, after: to } of comparison.changed) after.set(id, { did: 'changed', to })
  for (const { id } of comparison.leavers) {
    const held = byId.get(id)
    if (!held || !given.leavers.has(id)) continue
    const entry = after.get(id)?.to.entry ?? held.entry
    after.set(id, { did: 'ended', to: leaving({ ...held, entry }, given.today) })
  }
  const versions = await writeAll(
    scope,
    [...after].map(([id, { to }]) => ({
      to: sealEntry(key, id, to.standing, to.entry),
      basedOn: byId.get(id)?.version ?? 0,
    })),
    at,
  )
  const rows: StoredRollImportRow[] = []
  for (const [id, { did }] of after) {
    const held = byId.get(id)
    if (!held) continue
    const before: Before = { standing: held.standing, entry: held.entry }
    rows.push({
      member: id,
      did,
      versionAfter: versions.get(id) ?? 0,
      before: sealAs(key, beforeName(given.import, id), before),
    })
  }
  const fresh = comparison.fresh.map(({ standing, entry }) =>
    sealEntry(key, randomUUID(), standing, entry),
  )
  await members.add(scope, fresh, at)
  for (const { id } of fresh) rows.push({ member: id, did: 'added', versionAfter: 1, before: null })
  await rollImports.keepRows(scope, given.import, rows)
  const did = (what: StoredRollImportRow['did']): number =>
    rows.filter((row) => row.did === what).length
  return { added: did('added'), changed: did('changed'), ended: did('ended') }
}

/**
 * Takes back what a list did. An entry that somebody has changed since keeps what they wrote, as does
 * one whose mail or number another has by now, and a new one that holds an office.
 *
 * @returns ids of entries that stay as they are.
 */
export async function undoList(
  scope: BranchScope,
  key: RollKey,
  imported: string,
  at: Date,
): Promise<string[]> {
  const rows = await rollImports.rowsOf(scope, imported)
  const roll = new Map((await openedRoll(scope, key)).map((of) => [of.id, of]))
  const kept: string[] = []
  for (const row of rows) {
    if (row.did !== 'added') continue
    if (!(await members.remove(scope, row.member, row.versionAfter))) {
      if (roll.has(row.member)) kept.push(row.member)
    } else roll.delete(row.member)
  }
  let back = rows
    .filter((row) => row.before !== null)
    .flatMap(({ member, versionAfter, before }) => {
      const now = roll.get(member)
      if (now === undefined) return []
      if (now.version !== versionAfter || before === null) {
        kept.push(member)
        return []
      }
      const was = openAs<Before>(key, beforeName(imported, member), before)
      return [{ to: sealEntry(key, member, was.standing, was.entry), basedOn: now.version }]
    })
  // What stays may hold a mail or number that would come back: then that one stays too, and so on.
  for (let again = true; again;) {
    const coming = new Set(back.map(({ to }) => to.id))
    const held = new Set(
      [...roll.values()]
        .filter(({ id }) => !coming.has(id))
        .flatMap(({ id, standing, entry }) => printsOf(sealEntry(key, id, standing, entry))),
    )
    const inTheWay = back.filter(({ to }) => printsOf(to).some((print) => held.has(print)))
    kept.push(...inTheWay.map(({ to }) => to.id))
    back = back.filter((one) => !inTheWay.includes(one))
    again = inTheWay.length > 0
  }
  await writeAll(scope, back, at)
  await rollImports.forgetRows(scope, imported)
  return kept
}

const printsOf = ({ emailPrint, numberPrint }: NewMember): string[] =>
  [emailPrint, numberPrint].flatMap((print, i) =>
    print === null ? [] : [`${i}:${print.toString('hex')}`],
  )

/** The list's rows beside the roll. */
export const compared = (roll: readonly Opened[], listed: readonly ListedEntry[]): RollComparison =>
  compareRoll(roll, listed)
