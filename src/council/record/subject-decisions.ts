import type { IsoDate } from '../../kit/index.ts'
import type { ChildId } from '../../core/model/index.ts'
import type { Person } from '../../core/rights/index.ts'
import {
  decisions,
  handovers,
  restrictions,
  type Reference,
  type Scope,
  type StoredDecision,
} from '../../store/index.ts'
import { Names } from '../decisions/index.ts'

/** A decision on somebody, with all that was said and entered of it. It names no child. */
export interface DecisionHeld {
  kind: StoredDecision['kind']
  madeOn: IsoDate
  by: string
  from: string | null
  to: string
  changeReason: string | null
  overrideReason: string | null
  words: string
  said: {
    who: 'second' | 'worker' | 'manager' | 'recalled'
    answer: string
    reason: string | null
    words: string
    on: IsoDate
    by: string
  }[]
  handover: {
    kind: string
    step: string | null
    on: IsoDate
    words: string
    present: string | null
    how: string | null
    dates: { what: string; on: IsoDate | null }[]
    enteredOn: IsoDate
    by: string
  }[]
}

/** Notice that a worker leaves or is away for long, and whether it was taken back. */
export interface NoticeHeld {
  kind: 'leaves' | 'long-absence'
  noticeOn: IsoDate
  lastDay: IsoDate
  backOn: IsoDate | null
  words: string
  by: string
  takenBack: { at: Date; by: string } | null
}

/** Decisions on a child, whoever they were made for, the newest first. */
export const decisionsOnChild = async (scope: Scope, child: ChildId): Promise<DecisionHeld[]> =>
  heldOf(scope, await decisions.list(scope, { child }))

/**
 * Decisions that gave work to a worker or took it from them, the newest first.
 * @param person who asks; decisions on a child whose record is closed to them are left out. null for the house.
 */
export async function decisionsOnWorker(
  scope: Scope,
  reference: string,
  person: Pick<Person, 'account'> | null,
): Promise<DecisionHeld[]> {
  const found = await decisions.list(scope, { worker: reference })
  const open: StoredDecision[] = []
  for (const decision of found) {
    const children = decision.children.map(({ child }) => child)
    if (person === null || !(await isAnyClosedTo(scope, children, person.account))) {
      open.push(decision)
    }
  }
  return heldOf(scope, open)
}

/** Notices about a worker. */
export const noticesOn = async (scope: Scope, reference: string): Promise<NoticeHeld[]> =>
  (await handovers.everyLeaving(scope, reference as Reference)).map(
    ({ kind, noticeOn, lastDay, backOn, words, by, withdrawn }) => ({
      kind,
      noticeOn,
      lastDay,
      backOn,
      words,
      by,
      takenBack: withdrawn,
    }),
  )

/** Whether a record is restricted to people of whom this account is none. */
export const isClosedTo = async (scope: Scope, child: ChildId, account: string): Promise<boolean> =>
  (await restrictions.namesOf(scope, child)) !== null &&
  !(await restrictions.isOpenTo(scope, child, account))

async function isAnyClosedTo(
  scope: Scope,
  children: readonly ChildId[],
  account: string,
): Promise<boolean> {
  for (const child of children) if (await isClosedTo(scope, child, account)) return true
  return false
}

async function heldOf(scope: Scope, found: readonly StoredDecision[]): Promise<DecisionHeld[]> {
  const names = await Names.of(scope, found)
  const entries = await handovers.entries(
    scope,
    found.map(({ id }) => id),
  )
  return found.map((decision): DecisionHeld => {
    const { kind, madeOn, by, from, to, changeReason, overrideReason, words } = decision
    return {
      kind,
      madeOn,
      by,
      from: from && names.worker(from).name,
      to: names.worker(to).name,
      changeReason,
      overrideReason,
      words,
      said: decision.events.map((event) => ({
        who: event.kind,
        answer: event.answer,
        reason: event.reason,
        words: event.words,
        on: event.on,
        by: event.by,
      })),
      handover: (entries.get(decision.id) ?? []).map((entry) => ({
        kind: entry.kind,
        step: 'step' in entry ? entry.step : null,
        on: entry.on,
        words: entry.words,
        present: entry.details.present ?? null,
        how: entry.details.how ?? null,
        dates: entry.details.dates ?? [],
        enteredOn: entry.enteredOn,
        by: entry.by,
      })),
    }
  })
}
