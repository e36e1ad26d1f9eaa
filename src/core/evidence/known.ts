import type { CaseTest } from '../agreement/index.ts'
import type { CaseStatus } from '../model/index.ts'
import type { EvidenceRules } from './classes.ts'

/** What is known of the children of one class: what holds of each of them, and what of none. */
export interface Known {
  status: CaseStatus
  /** Of each of these, at least one test holds. */
  true: readonly (readonly CaseTest[])[]
  /** None of these holds. */
  false: readonly CaseTest[]
}

/** What follows from the stage that holds: those before it do not. */
export function knownOfStage(
  status: CaseStatus,
  stage: string | null,
  { stages }: EvidenceRules,
): Known {
  const own = stages.filter((rule) => rule.statuses.includes(status))
  const at = stage === null ? own.length : own.findIndex(({ id }) => id === stage)
  const before = at < 0 ? [] : own.slice(0, at)
  const held = own[at]
  return {
    status,
    true: held ? [held.anyOf] : [],
    false: before.flatMap((rule) => rule.anyOf),
  }
}

/** What follows from the modifiers that hold, and from each that could and does not. */
export function knownOfClass(
  stage: Known,
  of: { holds: readonly string[] },
  { modifiers }: EvidenceRules,
): Known {
  const own = modifiers.filter((rule) => rule.statuses.includes(stage.status))
  const isHeld = ({ id }: { id: string }): boolean => of.holds.includes(id)
  return {
    status: stage.status,
    true: [...stage.true, ...own.filter(isHeld).map((rule) => rule.anyOf)],
    false: [...stage.false, ...own.filter((rule) => !isHeld(rule)).flatMap((rule) => rule.anyOf)],
  }
}

/** Whether one of these tests holds; null where what is known does not say. */
export function truthOf(anyOf: readonly CaseTest[], known: Known): boolean | null {
  const isTrue = known.true.some((held) =>
    held.every((test) => anyOf.some((asked) => follows(asked, test))),
  )
  if (isTrue) return true
  const isFalse = anyOf.every((asked) => known.false.some((not) => follows(not, asked)))
  return isFalse ? false : null
}

/** Whether `asked` holds wherever `held` does. */
export function follows(asked: CaseTest, held: CaseTest): boolean {
  switch (held.test) {
    case 'since':
      return (
        asked.test === 'since' && asked.day === held.day && asked.monthsUnder >= held.monthsUnder
      )
    case 'flag':
      return asked.test === 'flag' && asked.flag === held.flag
    case 'court':
      return asked.test === 'court' && asked.stage === held.stage
  }
}
