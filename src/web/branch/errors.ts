import { branchActions, branchRoleNames } from '../../core/branch-rights/index.ts'
import type { HouseErrors, Said } from '../errors.tsx'
import { withQuery } from '../query.ts'
import type { Branch } from './deps.ts'
import { NotSignedIn, NotYours } from './within.ts'

/** Who does what was asked for, so that one knows whom to ask. */
function notYours({ action }: NotYours): Said {
  const { what, by } = branchActions[action]
  const names = by.map((role) => branchRoleNames[role].toLowerCase())
  return {
    status: 403,
    code: 'not-your-office',
    title: 'Your office does not do this',
    sentences: [
      `${what}: that is for ${
        names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join('')
      }.`,
      'Officers give offices. Nothing was changed.',
    ],
  }
}

/** What the branch’s house says of errors that only it knows. */
export const branchErrors = ({ branch }: { branch: Branch }): HouseErrors => ({
  house: 'branch',
  words: 'The union branch',
  doctor: 'fairload branch doctor',
  ready: () => branch.ready(),
  said: (error) => (error instanceof NotYours ? notYours(error) : null),
  elsewhere(error, request) {
    if (!(error instanceof NotSignedIn)) return null
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    return withQuery(`/${error.organisation.slug}/sign-in`, {
      to: isRead ? request.url : undefined,
    })
  },
})
