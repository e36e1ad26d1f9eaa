import { accountRoles, accountRoleWords, actions, rightsTable } from '../../core/rights/index.ts'
import type { Council } from '../../council/index.ts'
import { doorsOf } from '../address.ts'
import type { HouseErrors, Said } from '../errors.tsx'
import { NotSignedIn, NotYours } from '../guard.ts'
import { listed } from '../words.ts'

/** Which roles do what was asked for, so that one knows whom to ask. */
function notYours({ action }: NotYours): Said {
  const roles = accountRoles.filter((role) => rightsTable[action][role] !== undefined)
  return {
    status: 403,
    code: 'not-your-role',
    title: 'Your role does not do this',
    sentences: [
      `${actions[action].what}: that is for ${listed(
        roles.map((role) => `the ${accountRoleWords[role].name.toLowerCase()}`),
      )}.`,
      'An administrator gives roles. Nothing was changed.',
    ],
  }
}

const NOT_SIGNED_IN: Said = {
  status: 401,
  code: 'not-signed-in',
  title: 'Nobody is signed in',
  sentences: [
    'Sign in on the pages first; the same cookie opens the API. A program sends a token that is good as “Authorization: Bearer …”.',
  ],
}

/** What the council's side says of errors that only it knows. */
export const councilErrors = ({ council }: { council: Council }): HouseErrors => ({
  house: 'council',
  words: 'Fair caseloads',
  doctor: 'fairload doctor',
  ready: () => council.ready(),
  said(error) {
    if (error instanceof NotYours) return notYours(error)
    if (error instanceof NotSignedIn) return NOT_SIGNED_IN
    return null
  },
  elsewhere(error, request) {
    const isPage = !request.url.startsWith('/api/')
    if (isPage && error instanceof NotSignedIn) {
      const doors = doorsOf(error.organisation)
      const isRead = request.method === 'GET' || request.method === 'HEAD'
      const isIn = error.isSetUp || error.organisation.demonstration
      return isIn ? doors.signIn(isRead ? request.url : undefined) : doors.setUp()
    }
    // The start of an organisation is the whole service's page; whose role has another start goes there.
    if (error instanceof NotYours && request.routeOptions.url === '/:organisation') {
      return `${doorsOf(error.organisation).home()}/home`
    }
    return null
  },
})
