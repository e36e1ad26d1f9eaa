import { longDate } from '../../kit/index.ts'
import { statementSchema, type Statement } from '../../core/agreement/index.ts'
import type { StoredDeskSignature } from '../../store/branch/index.ts'
import type { SignedView } from './views.ts'

export const statementOf = (of: Omit<Statement, 'format' | 'what' | 'words'>): Statement => ({
  format: 1,
  what: 'signature for the branch',
  ...of,
  words: `I, ${of.name}, ${of.office} of ${of.branch} on ${longDate(of.on)}, sign ${of.agreement.name}, version ${of.agreement.version}, for the branch. The text has the hash ${of.sha256}.`,
})

export function signedView({ id, statement }: StoredDeskSignature): SignedView {
  const { name, office, on } = statementSchema.parse(JSON.parse(statement))
  return { id, name, office, on }
}
