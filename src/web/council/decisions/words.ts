import { longDate } from '../../../kit/index.ts'
import type {
  Act,
  ChangeReason,
  DecisionRow,
  ManagerAnswer,
  NotSafeReason,
  OverrideReason,
  SaidOfDecision,
  WorkerAnswer,
} from '../../../council/index.ts'
import { answererNames } from '../../../core/agreement/index.ts'
import { amountInFull, listed, shortDate, type AgreementInForce } from '../../words.ts'

/** How the pages of decisions say things. */

export const overrideWords: Record<OverrideReason, string> = {
  'knows-the-family': 'They know the family',
  'childs-wish': 'The child wishes it',
  'language-or-culture': 'Language or culture',
  'specialist-skill': 'They have a skill that this case needs',
  nearer: 'They are nearer',
  'learning-with-support': 'They are to learn from it, with support',
  'only-one-available': 'Nobody else can be reached in time',
  emergency: 'An emergency',
  other: 'Another reason',
}

/** The national list of reasons for a change of worker. */
export const changeWords: Record<ChangeReason, string> = {
  MANAGE: 'Caseload management',
  FCONTA: 'First contact with a social worker',
  LEFTRL: 'The worker left their role',
  ORGRST: 'The organisation was restructured',
  TSPROC: 'The case moves to another team’s process',
  ABSENC: 'The worker is absent',
  CHCHAN: 'The child asked for a change',
  PCCHAN: 'A parent or carer asked for a change',
  SWDIED: 'The worker died',
  OTHERS: 'Another reason',
}

export const notSafeWords: Record<NotSafeReason, string> = {
  'too-much-already': 'I carry too much already',
  'not-the-experience': 'I do not have the experience it needs',
  'leave-or-absence-ahead': 'I will be away soon',
  'conflict-of-interest': 'A conflict of interest',
  'risk-to-me': 'A risk to me',
  'too-far': 'It is too far away',
  other: 'Another reason',
}

export const workerAnswerWords: Record<WorkerAnswer, string> = {
  accepted: 'I take it',
  'accepted-with-conditions': 'I take it, on conditions',
  'not-safe': 'It is not safe',
}

export const managerAnswerWords: Record<ManagerAnswer, string> = {
  'conditions-met': 'The conditions are met: it is theirs',
  stands: 'It stays with them all the same',
  withdrawn: 'It is taken back: they do not take it',
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const roleName = (role: string): string =>
  role in answererNames ? answererNames[role as keyof typeof answererNames] : role

export const childrenOf = (row: Pick<DecisionRow, 'children'>): string =>
  listed(row.children.map(({ name }) => name))

/** `Child 4711`, `Children 4711 and 4712`. */
export const childrenTitle = (row: Pick<DecisionRow, 'children'>): string =>
  `${row.children.length === 1 ? 'Child' : 'Children'} ${childrenOf(row)}`

/** Where a decision stands, in a cell. */
export function stateWords(row: DecisionRow): string {
  switch (row.state) {
    case 'waits-for-second':
      return `Waits for ${roleName(row.secondPerson ?? '')}`
    case 'waits-for-worker':
      return `Waits for ${row.to.name}`
    case 'waits-for-manager':
      return 'Waits for a manager'
    case 'stands':
      return row.settledBy === 'silence' ? 'Accepted by silence' : 'Accepted'
    case 'withdrawn':
      return 'Taken back by a manager'
    case 'returned':
      return row.settledBy === 'silence'
        ? 'Returned: no answer came'
        : 'Returned: no longer possible'
    case 'refused':
      return 'The second person did not agree'
    case 'recalled':
      return 'Taken back before it stood'
  }
}

/** By when, in a cell. */
export const dueWords = (row: Pick<DecisionRow, 'due' | 'late'>): string =>
  row.due === null ? 'No clock runs' : `${row.late ? 'Was due ' : 'By '}${shortDate(row.due)}`

/** Where a decision stands, in a sentence. */
export function stateSentence(row: DecisionRow): string {
  const who = row.to.name
  const by = row.due === null ? '' : ` by ${longDate(row.due)}`
  const late = row.late ? ' That day has passed.' : ''
  switch (row.state) {
    case 'waits-for-second':
      return `${capital(roleName(row.secondPerson ?? 'somebody'))} must agree first; ${who} has not been asked yet.`
    case 'waits-for-worker':
      return `${who} has been asked to take ${row.children.length === 1 ? 'this child' : 'these children'} and answers${by}.`
    case 'waits-for-manager':
      return `${who} answered, and a manager must respond${by}.${late}`
    case 'stands':
      return handed(row, who)
    case 'withdrawn':
      return `A manager took it back on ${longDate(row.since)}: ${who} does not take it.`
    case 'returned':
      return row.settledBy === 'silence'
        ? `No answer came in time, so it went back to the queue on ${longDate(row.since)}, as agreed.`
        : `It was no longer possible and went back on ${longDate(row.since)}.`
    case 'refused':
      return `The second person did not agree, on ${longDate(row.since)}. ${who} was not asked.`
    case 'recalled':
      return `It was taken back on ${longDate(row.since)}, before it stood.`
  }
}

function handed(row: DecisionRow, who: string): string {
  const it = row.children.length === 1 ? 'This child' : 'These children'
  const since = longDate(row.since)
  const accepted = row.settledBy === 'silence' ? 'by silence, as agreed, since' : 'since'
  switch (row.gate) {
    case 'open':
      return `${who} takes over once the handover is complete; until then ${row.from?.name ?? 'whoever hands over'} answers.`
    case 'emergency':
      return `${who} answers already, though steps of the handover are missing.`
    case 'none':
    case 'complete':
      return `${it} ${row.children.length === 1 ? 'is' : 'are'} with ${who} ${accepted} ${since}.`
  }
}

/** What the files in force say of it. */
export function filesWords(row: Pick<DecisionRow, 'files' | 'to'>): string | null {
  switch (row.files) {
    case null:
      return null
    case 'ahead-of-files':
      return 'The case system does not show it yet. Figures hold it all the same once it is accepted.'
    case 'shown':
      return 'The case system shows it.'
    case 'shown-before-handover':
      return `The case system shows ${row.to.name} already, although the handover is not complete.`
    case 'overtaken':
      return 'The case system shows somebody else. Figures follow the case system: look into it.'
    case 'ended':
      return 'The case is closed in the case system.'
  }
}

/** What a decision is under the agreement. */
export function actWords(act: Act, agreement: AgreementInForce): string {
  const second = act.secondPerson ? `; ${roleName(act.secondPerson.role)} must agree` : ''
  switch (act.what) {
    case 'over-hard-line':
      return `Over the hard line: ${amountInFull(act.after.load, agreement)} of ${amountInFull(act.after.capacity, agreement)}${second}`
    case 'over-a-cap':
      return `Over an agreed cap: ${act.after} of at most ${act.most} (${kindWords[act.of]})${second}`
    case 'against-protection':
      return `Against a protection: ${act.after} of at most ${act.most} (${kindWords[act.of]})${second}`
    case 'outside-the-shortlist':
      return `Somebody with less room than others${second}`
  }
}

const kindWords = { children: 'children', 'child-protection': 'child protection', court: 'court' }

/** One word said, as the timeline shows it. */
export function saidWords(said: SaidOfDecision): string {
  const words = said.words === '' ? '' : ` “${said.words}”`
  const code = said.reason ? ` (${codeWords(said.reason)})` : ''
  return `${answerSaid(said)}${code}.${words}`
}

const codeWords = (reason: string): string =>
  reason in notSafeWords
    ? notSafeWords[reason as NotSafeReason].toLowerCase()
    : reason === 'ended'
      ? 'the case is closed'
      : 'the case system shows somebody else'

function answerSaid({ kind, answer }: SaidOfDecision): string {
  switch (kind) {
    case 'second':
      return answer === 'approved' ? 'Agreed as second person' : 'Did not agree as second person'
    case 'worker':
      return {
        accepted: 'Accepted',
        'accepted-with-conditions': 'Accepted on conditions',
        'not-safe': 'Said it is not safe',
      }[answer as WorkerAnswer]
    case 'manager':
      return {
        'conditions-met': 'Answered that the conditions are met',
        stands: 'Answered that it stays with them',
        withdrawn: 'Took it back',
      }[answer as ManagerAnswer]
    case 'recalled':
      return answer === 'recalled'
        ? 'Took it back before it stood'
        : 'It was no longer possible and went back'
  }
}
