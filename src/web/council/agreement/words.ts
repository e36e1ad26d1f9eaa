import { longDate } from '../../../kit/index.ts'
import {
  diffAgreements,
  type Agreement,
  type AgreementStanding,
  type ClauseChange,
} from '../../../core/agreement/index.ts'
import type { AgreementLife, AgreementReplay, AgreementView } from '../../../council/index.ts'
import { listed, moment, people, tenths } from '../../words.ts'
import { partyWords } from '../acting.ts'

export const standingNames: Record<AgreementStanding, string> = {
  draft: 'Draft',
  proposed: 'Waits for signatures',
  'to-come': 'Signed, not begun',
  'in-force': 'In force',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
}

/** `Our agreement 2.0`. */
export const nameOf = ({ agreement }: Pick<AgreementView, 'agreement'>): string =>
  `${agreement.name} ${agreement.version}`

/** What one text changes of another; that it has another name and version goes without saying. */
export const changesOf = (before: Agreement, after: Agreement): ClauseChange[] =>
  diffAgreements(before, after).filter((change) => change.section !== 'about')

/** Where a version stands, in one sentence. */
export function lifeSentence(life: AgreementLife): string {
  const from = life.effective === null ? '' : longDate(life.effective)
  switch (life.standing) {
    case 'draft':
      return `A draft, text ${life.revision}: nothing runs on it. It can be changed until it is proposed.`
    case 'proposed': {
      const signed = life.signatures.map(({ party }) => partyWords[party])
      const open = (['service', 'branch'] as const).filter(
        (party) => !life.signatures.some((of) => of.party === party),
      )
      const waits = listed(open.map((party) => partyWords[party]))
      return `Laid before both parties, to run from ${from}. ${signed.length === 0 ? 'Nobody has signed it yet' : `Signed by ${listed(signed)}`}; it waits for ${waits}.`
    }
    case 'to-come':
      return `Signed by both parties. It takes effect on ${from}.`
    case 'in-force':
      return `Signed by both parties and in force since ${from}.`
    case 'superseded':
      return `Signed by both parties, in force from ${from}; a later agreement has taken its place.`
    case 'withdrawn':
      return `Withdrawn on ${life.withdrawn ? moment(life.withdrawn.at) : ''}: ${life.withdrawn?.reason ?? ''}`
  }
}

/** What would have been otherwise on the import's day, as a person would tell it. */
export function replaySentence({ replay }: Pick<AgreementReplay, 'replay'>): string {
  const { before, after, teams } = replay
  const [was, is] = [before.totals.overSafe, after.totals.overSafe]
  const parents = new Set(teams.map((of) => of.parent))
  const lowest = teams.filter((of) => !parents.has(of.id))
  const turnedTo = (turn: 'eased' | 'pressed', words: [one: string, many: string]): string => {
    const names = lowest.filter((of) => of.turn === turn).map((of) => of.name)
    if (names.length === 0) return ''
    return names.length <= 3
      ? `${listed(names)} ${names.length === 1 ? words[0] : words[1]}`
      : `${names.length} of ${lowest.length} teams ${words[1]}`
  }
  const known = after.totals.workers - after.totals.capacityUnknown
  const over =
    known === 0
      ? 'nobody’s capacity is known, so nobody can be called over the line'
      : was === is
        ? `${people(is)} over the safe line, as many as under the one before`
        : `${people(is)} over the safe line instead of ${was}`
  const turned =
    [
      turnedTo('pressed', ['reads fuller', 'read fuller']),
      turnedTo('eased', ['reads lighter', 'read lighter']),
    ]
      .filter(Boolean)
      .join('; ') || 'no team reads otherwise'
  return `As at ${longDate(replay.asOf)}: ${over}; ${turned}${missingWords(replay)}.`
}

function missingWords({ before, after }: AgreementReplay['replay']): string {
  const [was, is] = [before.missingFteHundredths, after.missingFteHundredths]
  if (is === null) return '; how many workers are short cannot be said while a capacity is unknown'
  if (is === 0) return was ? '; no worker is short any more' : ''
  const now = `${tenths(is)} full-time workers short`
  return was === null || was === is ? `; ${now}` : `; ${now} instead of ${tenths(was)}`
}
