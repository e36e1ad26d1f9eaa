import { count, longDate } from '../../kit/index.ts'
import type { AuditFault, AuditVerdict } from '../../store/index.ts'
import type { Anchor } from './anchors.ts'

const FAULTS: Record<Exclude<AuditFault, 'made-anew'>, string> = {
  altered: 'was altered',
  removed: 'was removed',
  added: 'was added afterwards',
  moved: 'was moved from its place',
}

/** What verifying found, for the person who must act on it: the entry's number, what and when. */
export function recordSentence(verdict: AuditVerdict<Anchor>, anchors: number): string {
  if (verdict.whole) {
    return `${count(verdict.entries, 'entry', 'entries')}, unbroken; ${anchors === 0 ? 'no anchor to compare with' : `${count(anchors, 'anchor fits', 'anchors fit')}`}.`
  }
  const { at, entry, kept, fault, vouched } = verdict
  const stands =
    entry === null
      ? 'nothing stands there now'
      : `there stands now “${entry.what}” of ${entry.at.toISOString()}`
  const upTo = vouched === 0 ? '' : ` Entries up to ${vouched} are as an earlier anchor has them.`
  if (fault === 'made-anew') {
    const from = vouched + 1
    const which = from === at ? `entry ${at} was` : `some of the entries ${from} to ${at} were`
    return `${which} made anew: the anchor of ${dayOf(kept)} no longer fits entry ${at} (${stands}).${upTo}`
  }
  const anchor = kept === null ? '' : ` The anchor of ${dayOf(kept)} has entry ${kept.sequence}.`
  return `entry ${at} ${FAULTS[fault]} (${stands}).${anchor}${upTo}`
}

const dayOf = (kept: Anchor | null): string => (kept ? longDate(kept.day) : 'a day unknown')
