import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { TeamId, WorkerId } from '../model/index.ts'
import {
  accountRoles,
  allActions,
  can,
  mayEver,
  sightOf,
  type AccountRole,
  type Grant,
  type Person,
  type Subject,
} from './index.ts'

const team = (name: string): TeamId => name as TeamId
const COURT = team('court')
const COURT_2 = team('court-2')
const NORTH = team('north')
const AMARA = 'amara' as WorkerId
const JO = 'jo' as WorkerId

const person = (grants: Grant[], worker: WorkerId | null = null): Person => ({
  account: 'a',
  organisation: 'moreton',
  name: 'A',
  grants,
  worker,
})
const as = (role: AccountRole, of: TeamId | null = null, worker: WorkerId | null = null): Person =>
  person([{ role, team: of }], worker)
/** A case in court team 2, which stands beneath court, in Amara's name. */
const aCase: Subject = {
  organisation: 'moreton',
  teams: [COURT_2, COURT],
  worker: AMARA,
  restricted: false,
}

describe('who may open a child’s record', () => {
  it('a team manager opens one of a team beneath theirs, and none of another team', () => {
    expect(can(as('team-manager', COURT), 'case.view', aCase)).toEqual({ allowed: true })
    expect(can(as('team-manager', NORTH), 'case.view', aCase)).toEqual({
      allowed: false,
      why: 'not-yours',
    })
  })

  it('a social worker opens their own and no colleague’s', () => {
    expect(can(as('social-worker', null, AMARA), 'case.view', aCase).allowed).toBe(true)
    expect(can(as('social-worker', null, JO), 'case.view', aCase).allowed).toBe(false)
    expect(can(as('social-worker'), 'case.view', { ...aCase, worker: null }).allowed).toBe(false)
  })

  it.each(['administrator', 'auditor', 'agreement-party'] as const)('a %s opens none', (role) => {
    expect(can(as(role), 'case.view', aCase)).toEqual({ allowed: false, why: 'not-your-role' })
    expect(sightOf(as(role))).toEqual({ sees: 'none' })
  })

  it('a restricted one is open to people named alone, even to the head of service', () => {
    const restricted = { ...aCase, restricted: true }
    expect(can(as('service-manager'), 'case.view', restricted)).toEqual({
      allowed: false,
      why: 'restricted',
    })
    expect(can(as('service-manager'), 'case.open-restricted', restricted).allowed).toBe(true)
    expect(can(as('service-manager'), 'case.view', { ...restricted, named: true }).allowed).toBe(
      true,
    )
    expect(can(as('team-manager', NORTH), 'case.open-restricted', restricted)).toEqual({
      allowed: false,
      why: 'not-yours',
    })
  })
})

describe('a plan', () => {
  it('of a team is its manager’s, and one for the whole service is no team manager’s', () => {
    const ofTeam = { organisation: 'moreton', teams: [COURT_2, COURT] }
    const ofService = { organisation: 'moreton', teams: [] }
    for (const action of ['plan.view', 'plan.ask', 'plan.cancel'] as const) {
      expect(can(as('team-manager', COURT), action, ofTeam).allowed).toBe(true)
      expect(can(as('team-manager', NORTH), action, ofTeam).allowed).toBe(false)
      expect(can(as('team-manager', COURT), action, ofService).allowed).toBe(false)
      expect(can(as('service-manager'), action, ofService).allowed).toBe(true)
    }
  })
})

describe('a role given for a team', () => {
  it('never reaches the whole service’s pages, whatever the role', () => {
    for (const role of accountRoles) {
      expect(can(as(role, COURT), 'service.view', { organisation: 'moreton' }).allowed).toBe(false)
    }
  })
})

const anyGrant = fc.record({
  role: fc.constantFrom(...accountRoles),
  team: fc.constantFrom(null, COURT, COURT_2, NORTH),
})
const anyPerson = fc
  .tuple(fc.array(anyGrant, { maxLength: 4 }), fc.constantFrom(null, AMARA, JO))
  .map(([grants, worker]) => person(grants, worker))
const anySubject = fc.record({
  organisation: fc.constantFrom('moreton', 'ashby'),
  teams: fc.subarray([COURT, COURT_2, NORTH]),
  worker: fc.constantFrom(null, AMARA, JO),
  restricted: fc.boolean(),
  named: fc.boolean(),
})
const anyAction = fc.constantFrom(...allActions)

describe('the laws of rights', () => {
  it('nobody does anything in another organisation', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, anySubject, (who, action, subject) => {
        expect(can(who, action, { ...subject, organisation: 'ashby' }).allowed).toBe(false)
      }),
    )
  })

  it('nobody without a role does anything', () => {
    fc.assert(
      fc.property(anyAction, anySubject, (action, subject) => {
        expect(can(person([], AMARA), action, subject).allowed).toBe(false)
      }),
    )
  })

  it('another role never takes a right away', () => {
    fc.assert(
      fc.property(anyPerson, anyGrant, anyAction, anySubject, (who, more, action, subject) => {
        const before = can(who, action, subject).allowed
        const after = can({ ...who, grants: [...who.grants, more] }, action, subject).allowed
        expect(before && !after).toBe(false)
      }),
    )
  })

  it('what a person may never do, they may do to nothing', () => {
    fc.assert(
      fc.property(anyPerson, anyAction, anySubject, (who, action, subject) => {
        if (!mayEver(who, action)) expect(can(who, action, subject).allowed).toBe(false)
      }),
    )
  })

  it('sight is never narrower than the records a person may open', () => {
    fc.assert(
      fc.property(anyPerson, anySubject, (who, subject) => {
        if (!can(who, 'case.view', subject).allowed) return
        const sight = sightOf(who)
        const inSight =
          sight.sees === 'service' ||
          (sight.sees === 'some' &&
            (sight.teams.some((each) => subject.teams.includes(each)) ||
              (sight.worker !== null && sight.worker === subject.worker)))
        expect(inSight).toBe(true)
      }),
    )
  })

  it('every action is somebody’s, and every role does something', () => {
    for (const action of allActions) {
      expect(accountRoles.some((role) => mayEver(as(role), action))).toBe(true)
    }
    for (const role of accountRoles) {
      expect(allActions.some((action) => mayEver(as(role), action))).toBe(true)
    }
  })
})
