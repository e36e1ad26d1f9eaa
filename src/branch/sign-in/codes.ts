import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { branchRoles } from '../../core/branch-rights/index.ts'
import { codeHash, EMAIL, tidyEmail } from '../../sign-in/index.ts'
import {
  employerDomains,
  sessions,
  signInSteps,
  signInTries,
  type BranchScope,
} from '../../store/branch/index.ts'
import { employerDomainOfMail } from './employer.ts'
import type { BranchSignIn, KnownPerson } from './sign-in.ts'
import type { BranchSignInDeps, Steps } from './steps.ts'

const CODE_NOT_GOOD: Problem = {
  code: 'one-time-code-not-good',
  sentence:
    'This code is not good: it was used, has run out, or is mistyped. Ask whoever gave it to you for a new one.',
}
const FIRST_NOT_GOOD: Problem = {
  code: 'one-time-code-not-good',
  sentence:
    'This code is not good: it was used, is older than a day, or is mistyped. A new one is printed when the branch’s Fairload is started.',
}
const NOT_ON_THE_ROLL: Problem = {
  code: 'not-on-the-roll',
  sentence: 'No member on the roll has this address. Add them to the roll first.',
}
const GONE: Problem = { code: 'not-found', sentence: 'This person is not on the roll.' }

/** One-time codes on paper: the way in where no mail can be sent, and that of the first person. */
export function codes(
  deps: BranchSignInDeps,
  steps: Steps,
): Pick<
  BranchSignIn,
  | 'anybody'
  | 'takeCode'
  | 'firstCode'
  | 'begin'
  | 'giveCode'
  | 'giveCodeByEmail'
  | 'add'
  | 'reset'
  | 'resetByEmail'
  | 'people'
> {
  const { now, today } = deps
  const { people, inHouse, onTheRoll, heard, begin, newCode, noteBy } = steps

  const anyOfficer = async (scope: BranchScope): Promise<boolean> =>
    (await people.holders(scope, ['officer'], today())).length > 0

  const ownMail = async (scope: BranchScope, text: string): Promise<Result<string>> => {
    const mail = tidyEmail(text)
    if (!EMAIL.test(mail)) {
      return fail({
        code: 'email-not-one',
        sentence: 'Enter an email address, like name@example.org.',
      })
    }
    const domain = employerDomainOfMail(mail, await employerDomains.list(scope))
    return domain === null
      ? ok(mail)
      : fail({
          code: 'mail-of-employer',
          sentence: `The employer can read what arrives at an address of ${domain}. Give the person’s own address, from home.`,
        })
  }

  const addPerson = async (
    scope: BranchScope,
    given: Parameters<BranchSignIn['add']>[1],
    by: string | null,
  ): Promise<Result<string>> => {
    const mail = await ownMail(scope, given.email)
    if (!mail.ok) return mail
    const name = given.name.trim()
    if (name === '' || name.length > 200) {
      return fail({ code: 'name-missing', sentence: 'Enter the person’s name.' })
    }
    const known = await people.byMail(scope, mail.value)
    const held = known ? await people.offices(scope, known.member, today()) : []
    const added = known
      ? ok(known.member)
      : await people.add(scope, { name, mail: mail.value, at: now() })
    if (!added.ok) return added
    const roles = given.roles.filter((role) => !held.some((office) => office.role === role))
    await people.giveOffices(scope, added.value, { roles, from: today(), at: now(), by })
    return added
  }

  const resetOne = async (
    scope: BranchScope,
    member: string,
    by: string | null,
  ): Promise<{ code: string }> => {
    await sessions.end(scope, member, { keep: null }, now())
    await signInSteps.forget(scope, member)
    await noteBy(scope, 'sign-in.reset', by, { about: member })
    return { code: await newCode(scope, member, by) }
  }

  return {
    anybody: (of) => inHouse(of, anyOfficer),

    takeCode: async (of, code, visitor) => {
      const tried = await heard(of, 'a one-time code', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const found = await signInSteps.behindCode(scope, codeHash(code), now())
        const who = found?.member == null ? null : await onTheRoll(scope, found.member)
        if (who === null || !(await signInSteps.takeCode(scope, codeHash(code), now()))) {
          return fail(CODE_NOT_GOOD)
        }
        await signInTries.tryWentWell(scope, tried.value)
        return ok(await begin(scope, who, 'code', visitor))
      })
    },

    firstCode: (of) =>
      inHouse(of, async (scope) => ((await anyOfficer(scope)) ? null : newCode(scope, null, null))),

    begin: async (of, given, visitor) => {
      const tried = await heard(of, 'a one-time code', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const hash = codeHash(given.code)
        const found = await signInSteps.behindCode(scope, hash, now())
        if (found?.member !== null || (await anyOfficer(scope))) return fail(FIRST_NOT_GOOD)
        const added = await addPerson(
          scope,
          { name: given.name, email: given.email, roles: ['officer', 'roll-keeper'] },
          null,
        )
        if (!added.ok) return added
        if (!(await signInSteps.takeCode(scope, hash, now()))) return fail(FIRST_NOT_GOOD)
        await signInTries.tryWentWell(scope, tried.value)
        const who = await onTheRoll(scope, added.value)
        if (who === null) throw new Error('Whoever was just added is on the roll')
        await noteBy(scope, 'branch.begun', who.person.member)
        return ok(await begin(scope, who, 'code', visitor))
      })
    },

    giveCode: (of, member, by) =>
      inHouse(of, async (scope) => {
        if ((await people.get(scope, member)) === null) return fail(GONE)
        await noteBy(scope, 'sign-in.code-given', by, { about: member })
        return ok({ code: await newCode(scope, member, by) })
      }),

    giveCodeByEmail: (of, email, by) =>
      inHouse(of, async (scope) => {
        const known = await people.byMail(scope, tidyEmail(email))
        if (known === null) return fail(NOT_ON_THE_ROLL)
        await noteBy(scope, 'sign-in.code-given', by, { about: known.member })
        return ok({ code: await newCode(scope, known.member, by), name: known.name })
      }),

    add: (of, given, by) =>
      inHouse(of, async (scope) => {
        const added = await addPerson(scope, given, by)
        if (!added.ok) return added
        const member = added.value
        await noteBy(scope, 'sign-in.added', by, { about: member })
        return ok({ member, code: await newCode(scope, member, by) })
      }),

    reset: (of, member, by) =>
      inHouse(of, async (scope) =>
        (await people.get(scope, member)) === null
          ? fail(GONE)
          : ok(await resetOne(scope, member, by)),
      ),

    resetByEmail: (of, email, by) =>
      inHouse(of, async (scope) => {
        const known = await people.byMail(scope, tidyEmail(email))
        return known === null ? fail(NOT_ON_THE_ROLL) : ok(await resetOne(scope, known.member, by))
      }),

    people: (of) =>
      inHouse(of, async (scope) => {
        const found: KnownPerson[] = []
        for (const member of await people.holders(
          scope,
          ['rep', 'officer', 'roll-keeper'],
          today(),
        )) {
          const who = await onTheRoll(scope, member)
          if (who === null) continue
          const step = await signInSteps.secondStep(scope, member)
          found.push({
            member,
            name: who.known.name,
            email: who.known.mail,
            roles: branchRoles.filter((role) =>
              who.person.offices.some((each) => each.role === role),
            ),
            secondStep: step !== null && step.confirmedAt !== null,
          })
        }
        return found
      }),
  }
}
