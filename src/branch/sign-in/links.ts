import { AsyncResource } from 'node:async_hooks'
import { fail, ok, type Problem } from '../../kit/index.ts'
import { EMAIL, newToken, tidyEmail, tokenHash } from '../../sign-in/index.ts'
import { employerDomains, signInSteps, signInTries } from '../../store/branch/index.ts'
import type { BranchView } from '../views.ts'
import { employerDomainOfMail } from './employer.ts'
import type { RollPerson } from './people.ts'
import type { BranchSignIn } from './sign-in.ts'
import { DAY, MINUTE, type BranchSignInDeps, type Steps } from './steps.ts'

export const LINK_MINUTES = 15
/** Links that one person is sent in the time that one is good: nobody's mail is flooded. */
const MOST_LINKS = 5

const LINK_NOT_GOOD: Problem = {
  code: 'link-not-good',
  sentence: `This link is not good any more: it was used, or is older than ${LINK_MINUTES} minutes. Ask for a new one.`,
}

const EMPLOYERS = (domain: string): Problem => ({
  code: 'mail-of-employer',
  sentence: `Your employer can read what arrives at an address of ${domain}, and would learn that you are a member. Enter your own address, from home.`,
})

/** A link to somebody's own mail, good once. */
export function links(
  deps: BranchSignInDeps,
  { people, inHouse, before, after, heard, begin, onTheRoll }: Steps,
): Pick<BranchSignIn, 'mails' | 'askForLink' | 'linkIsGood' | 'takeLink'> {
  const { now } = deps
  /** Not a piece of the request that asks: its transaction is over by then. */
  const apart = new AsyncResource('FairloadSignInLink')

  const send = async (
    of: BranchView,
    to: RollPerson & { mail: string },
    origin: string,
  ): Promise<void> => {
    if (deps.mail === null) return
    const token = newToken()
    const made = await inHouse(of, async (scope) => {
      const since = before(LINK_MINUTES * MINUTE)
      if ((await signInSteps.linksSince(scope, to.member, since)) >= MOST_LINKS) return false
      await signInSteps.addLink(scope, {
        hash: tokenHash(token),
        member: to.member,
        at: now(),
        ends: after(LINK_MINUTES * MINUTE),
        forgetBefore: before(DAY),
      })
      return true
    })
    if (!made) return
    const posted = await deps.mail.mailer.post({
      to: to.mail,
      from: deps.mail.from,
      // Seen on a locked screen by whoever is near: it names neither the union nor the branch.
      subject: 'Your link to sign in',
      text: [
        'You asked for a link to sign in. Open it, and press the button on the page:',
        `${origin}/${of.slug}/sign-in/link/${token}`,
        `It works once, and for ${LINK_MINUTES} minutes. Open it on a device of your own, not on your employer’s.`,
        'If you did not ask for it, do nothing: nobody is signed in without it.',
        '',
      ].join('\n\n'),
      id: `${tokenHash(token).toString('hex').slice(0, 32)}@fairload`,
    })
    if (posted.outcome !== 'sent') {
      deps.onTrouble(new Error(`A sign-in link was not sent: ${posted.outcome}`))
    }
  }

  return {
    mails: deps.mail !== null,

    askForLink: async (of, given, visitor) => {
      const mail = tidyEmail(given.email)
      if (!EMAIL.test(mail)) {
        return fail({
          code: 'email-not-one',
          sentence: 'Enter an email address, like name@example.org.',
        })
      }
      const domain = employerDomainOfMail(mail, await inHouse(of, employerDomains.list))
      if (domain !== null) return fail(EMPLOYERS(domain))
      // Counted for this address from this place alone: a whole meeting asks from one network.
      const place = `${visitor.place} for ${mail}`
      const tried = await heard(of, mail, { ...visitor, place })
      if (!tried.ok) return tried
      // After the answer: neither its words nor its time say whether the address is on the roll.
      apart.runInAsyncScope(() => {
        setImmediate(() => {
          inHouse(of, (scope) => people.byMail(scope, mail))
            .then((known) =>
              known === null
                ? undefined
                : send(of, { ...known, mail: known.mail ?? mail }, given.origin),
            )
            .catch((error: unknown) => deps.onTrouble(error))
        })
      })
      return ok(null)
    },

    linkIsGood: (of, token) =>
      inHouse(of, (scope) => signInSteps.linkIsGood(scope, tokenHash(token), now())),

    takeLink: async (of, token, visitor) => {
      const tried = await heard(of, 'a link', visitor)
      if (!tried.ok) return tried
      return inHouse(of, async (scope) => {
        const member = await signInSteps.takeLink(scope, tokenHash(token), now())
        const who = member === null ? null : await onTheRoll(scope, member)
        if (who === null) return fail(LINK_NOT_GOOD)
        await signInTries.tryWentWell(scope, tried.value)
        return ok(await begin(scope, who, 'link', visitor))
      })
    },
  }
}
