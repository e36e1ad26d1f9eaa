import type { AgreementShape } from './agreement.ts'
import { evidence, MAX_AMOUNT, type Evidence } from './figures.ts'
import { caseStatuses } from './words.ts'

type Path = (string | number)[]

/** Refuses what each part may say by itself and the whole may not. */
export function refuseContradictions(
  value: AgreementShape,
  refuse: (path: Path, message: string) => void,
): void {
  const once = (path: string[], ids: readonly string[], what: string): void => {
    const seen = new Set<string>()
    ids.forEach((one, i) => {
      if (seen.has(one)) refuse([...path, i], `“${one}” is there twice; ${what}.`)
      seen.add(one)
    })
  }
  once(
    ['weights'],
    value.weights.map((of) => of.status),
    'give each status one weight',
  )
  once(
    ['stages'],
    value.stages.map((of) => of.id),
    'give each stage its own id',
  )
  value.stages.forEach((of, i) => {
    if ((caseStatuses as readonly string[]).includes(of.id)) {
      refuse(['stages', i, 'id'], `“${of.id}” is the name of a status; choose another id.`)
    }
  })
  once(
    ['modifiers'],
    value.modifiers.map((of) => of.id),
    'give each modifier its own id',
  )
  once(
    ['capacity', 'roles'],
    value.capacity.roles.map((of) => of.role),
    'give each role one rule',
  )
  once(
    ['capacity', 'reductions'],
    value.capacity.reductions.map((of) => of.reason),
    'give each reason one rule',
  )
  once(
    ['nonCaseDemand'],
    value.nonCaseDemand.map((of) => of.id),
    'give each line its own id',
  )
  once(
    ['sources'],
    value.sources.map((of) => of.id),
    'give each source its own id',
  )
  once(
    ['lines', 'bands'],
    value.lines.bands.map((of) => of.id),
    'give each band its own id',
  )
  if (value.modifiers.some((of) => of.id === 'sibling')) {
    refuse(['modifiers'], 'The id “sibling” belongs to the sibling rule; choose another.')
  }

  if (value.lines.hardPercent < value.lines.safePercent) {
    refuse(['lines', 'hardPercent'], 'The hard line lies below the safe line; raise it.')
  }
  if (value.lines.safePercent === 0) {
    refuse(['lines', 'safePercent'], 'A safe line of 0 % would put everyone over it.')
  }
  const ends = value.lines.bands.map((of) => of.upToPercent)
  ends.forEach((end, i) => {
    const before = ends[i - 1]
    if (i > 0 && (before == null || (end !== null && end <= before))) {
      refuse(['lines', 'bands', i, 'upToPercent'], 'Bands go from the lowest up.')
    }
    if (end === null && value.lines.bands[i]?.including) {
      refuse(['lines', 'bands', i, 'including'], 'A band without an end includes no end.')
    }
  })

  const { terms } = value
  if (terms !== undefined) {
    const eachOnce = (path: string[], of: readonly { id: string }[]): void => {
      once(
        ['terms', ...path],
        of.map((one) => one.id),
        'give each its own id',
      )
    }
    eachOnce(['overload', 'ladder'], terms.overload?.ladder ?? [])
    eachOnce(['protection', 'newlyQualified', 'bars'], terms.protection.newlyQualified?.bars ?? [])
    eachOnce(
      ['protection', 'returner', 'limits', 'bars'],
      terms.protection.returner?.limits?.bars ?? [],
    )
    eachOnce(['caps'], terms.caps)
    eachOnce(['overrides'], terms.overrides)
    once(
      ['terms', 'handover', 'steps'],
      (terms.handover?.steps ?? []).map((of) => of.step),
      'name each step once',
    )
    if (terms.handover && terms.handover.completeWithin < terms.handover.meetingWithin) {
      refuse(
        ['terms', 'handover', 'completeWithin'],
        'A handover cannot be complete before its meeting; give it more working days.',
      )
    }
  }

  const { fullTime } = value.capacity
  if (fullTime.kind === 'hours') {
    once(
      ['capacity', 'fullTime', 'fixed'],
      fullTime.fixed.map((of) => of.id),
      'give each line its own id',
    )
    if (value.unit.name !== 'hours a month') {
      refuse(
        ['capacity', 'fullTime'],
        'Capacity in hours needs the unit “hours a month”; give a full load instead.',
      )
    }
  }
  // A month has at most 31 × 24 hours: no child's case can weigh more than all of them.
  const most = value.unit.name === 'hours a month' ? 31 * 24 : MAX_AMOUNT
  const bounded = (path: (string | number)[], of: number | null): void => {
    if (of !== null && of > most) {
      refuse(path, 'More than 24 hours a day for a month; no case can weigh that.')
    }
  }
  value.weights.forEach((of, i) => bounded(['weights', i, 'weight'], of.weight))
  value.stages.forEach((of, i) => bounded(['stages', i, 'weight'], of.weight))
  value.modifiers.forEach((of, i) => {
    if (of.kind === 'add') bounded(['modifiers', i, 'amount'], of.amount)
  })

  const known = new Set(value.sources.map((of) => of.id))
  for (const { path, evidence } of evidenceOf(value)) {
    if (evidence.source !== null && !known.has(evidence.source)) {
      refuse([...path, 'source'], `“${evidence.source}” is none of the sources; add it there.`)
    }
  }
}

/** Every evidence of an agreement with its path, wherever it stands. */
function evidenceOf(
  value: unknown,
  path: (string | number)[] = [],
): { path: (string | number)[]; evidence: Evidence }[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => evidenceOf(one, [...path, i]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => {
    const here = [...path, key]
    const parsed = /evidence$/i.test(key) ? evidence.safeParse(one) : null
    return parsed?.success ? [{ path: here, evidence: parsed.data }] : evidenceOf(one, here)
  })
}
