import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../kit/index.ts'
import {
  branchActions,
  branchRoles,
  canDo,
  guestsDo,
  holdsOn,
  seesOf,
  type BranchAction,
  type BranchPerson,
  type BranchRole,
} from './index.ts'

const holding = (...roles: BranchRole[]): BranchPerson => ({
  member: 'm',
  organisation: 'o',
  name: 'Morwenna Tregenza',
  offices: roles.map((role) => ({
    role,
    title: role,
    site: null,
    team: null,
    from: '2026-01-01' as IsoDate,
    until: null,
    isPublic: false,
  })),
})

describe('who does what in the branch', () => {
  it('lets whoever holds an office do all that a member does', () => {
    for (const action of Object.keys(branchActions) as BranchAction[]) {
      if (!canDo(holding(), action)) continue
      for (const role of branchRoles) expect(canDo(holding(role), action)).toBe(true)
    }
  })

  it('shows the roll to its keepers alone: an officer who keeps it not sees none of it', () => {
    for (const action of ['roll.see', 'roll.edit', 'roll.export-ask'] as const) {
      expect(canDo(holding('officer', 'rep'), action)).toBe(false)
      expect(canDo(holding('roll-keeper'), action)).toBe(true)
    }
    expect(canDo(holding('roll-keeper'), 'roll.export-agree')).toBe(false)
  })

  it('keeps the log of negotiations from members, and its counts open to them', () => {
    expect(canDo(holding(), 'negotiation.see')).toBe(false)
    expect(canDo(holding(), 'negotiation.tally')).toBe(true)
    expect(canDo(holding('rep'), 'negotiation.see')).toBe(true)
    expect(canDo(holding('rep'), 'negotiation.edit')).toBe(false)
  })

  it('lets a guest answer a consultation and nothing else', () => {
    const theirs = (Object.keys(branchActions) as BranchAction[]).filter(guestsDo)
    expect(theirs).toEqual(['desk.respond'])
  })

  it('gives the eyes of the widest office', () => {
    expect([seesOf(holding()), seesOf(holding('rep')), seesOf(holding('rep', 'officer'))]).toEqual([
      'members',
      'reps',
      'officers',
    ])
    expect(seesOf(holding('roll-keeper'))).toBe('members')
  })

  it('holds an office on its first day and its last, and on no other side of them', () => {
    const office = { from: '2026-03-02' as IsoDate, until: '2026-03-31' as IsoDate }
    expect(
      ['2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01'].map((day) =>
        holdsOn(office, day as IsoDate),
      ),
    ).toEqual([false, true, true, false])
    expect(holdsOn({ ...office, until: null }, '2036-01-01' as IsoDate)).toBe(true)
  })
})
