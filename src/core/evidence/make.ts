import {
  canonicalJson,
  fail,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'
import type { Agreement } from '../agreement/index.ts'
import type { Case, Caseload, Workload } from '../model/index.ts'
import { classesOf, furtherAmong, rulesOf, type Classed } from './classes.ts'
import { FEWEST_WORKERS, tellApart, toNearestFive, withinFives, type Part } from './gate.ts'
import { evidenceMethod } from './method.ts'
import type { CaseClass, EvidenceRelease } from './release.ts'

export interface EvidenceOf {
  publisher: string
  importNumber: number
  releasedOn: IsoDate
  caseload: Caseload
  agreement: Agreement
  /** The caseload under the agreement. */
  workload: Workload
  /** SHA-256 of the agreement’s canonical text. */
  sha256: string
}

/** What of a caseload may be published. Nothing of a service of fewer than ten workers or five children. */
export function makeEvidence(given: EvidenceOf): Result<EvidenceRelease, Problem> {
  const { caseload, agreement, workload } = given
  if (workload.totals.workers < FEWEST_WORKERS) {
    return fail({
      code: 'too-few-workers',
      sentence:
        'Fewer than ten workers hold cases or could. Nothing is released: a figure would point at people.',
    })
  }
  const rules = rulesOf(agreement)
  const classes = classesOf(caseload, rules)
  const statuses = tellApart(parted(classes, ({ status }) => status))
  if (classes.length < 5 || statuses.shown.length === 0) {
    return fail({
      code: 'too-few-children',
      sentence: 'There are too few children for any figure that does not point at one of them.',
    })
  }
  const all = furtherAmong(caseload.cases, null)
  const own = rules.siblings && furtherAmong(caseload.cases, rules.siblings)
  return ok({
    format: 1,
    publisher: given.publisher,
    importNumber: given.importNumber,
    asOf: caseload.asOf,
    releasedOn: given.releasedOn,
    agreement: {
      id: agreement.id,
      version: agreement.version,
      name: agreement.name,
      sha256: given.sha256,
      startingPoint: agreement.startingPoint,
      unit: agreement.unit.name,
    },
    rules,
    children: classes.length,
    complexities: complexitiesOf(caseload.cases),
    statuses: statuses.shown.map(({ of: status, children }) => {
      const ofStatus = classes.filter((one) => one.status === status)
      const stages = tellApart(parted(ofStatus, ({ stage }) => stage))
      return {
        status,
        children,
        stages: stages.shown.map((part) => {
          const ofStage = ofStatus.filter(({ stage }) => stage === part.of)
          const told = tellApart(parted(ofStage, ({ holds }) => holds))
          return {
            stage: part.of,
            children: part.children,
            classes: told.shown.map((one) => classOf(ofStage, one)),
            rest: told.rest,
          }
        }),
        rest: stages.rest,
      }
    }),
    rest: statuses.rest,
    siblings: {
      ofAgreement: own === null ? null : withinFives(own),
      ofAll: withinFives(all),
    },
    travel: travelOf(caseload.cases),
    workers: workersOf(workload),
    method: evidenceMethod,
  })
}

/** Classes by what `of` says of each, in one order whatever order they came in. */
function parted<T>(classes: readonly Classed[], of: (one: Classed) => T): Part<T>[] {
  const parts = new Map<string, Part<T>>()
  for (const one of classes) {
    const what = of(one)
    const key = canonicalJson(what)
    const part = parts.get(key) ?? { of: what, children: 0 }
    part.children += 1
    parts.set(key, part)
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
}

/** A class that is told apart, and of its children how many come after a sibling, as far as that is. */
function classOf(ofStage: readonly Classed[], { of, children }: Part<string[]>): CaseClass {
  const own = ofStage.filter(({ holds }) => canonicalJson(holds) === canonicalJson(of))
  const told = tellApart(parted(own, ({ sibling }) => sibling))
  const count = (sibling: Classed['sibling']): number =>
    told.shown.find((part) => part.of === sibling)?.children ?? 0
  return {
    holds: of,
    children,
    whole: count('whole'),
    further: count('further'),
    mixed: count('mixed'),
    rest: told.rest,
  }
}

/** By percent alone, apart from everything else: a range each. */
function complexitiesOf(cases: readonly Case[]): EvidenceRelease['complexities'] {
  const counts = new Map<number, number>()
  for (const { complexity } of cases) {
    if (complexity === null || complexity === 100) continue
    counts.set(complexity, (counts.get(complexity) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([percent, children]) => ({ percent, children: withinFives(children) }))
}

/** Hundredths of a minute of travel a month, as a case is weighed by. */
const minutesOf = (of: Case): number => {
  const minutes = Math.round((of.travelMinutes ?? 0) * (of.visitsAMonth ?? 0) * 100)
  return Number.isSafeInteger(minutes) && minutes > 0 ? minutes : 0
}
const HOUR = 6_000

function travelOf(cases: readonly Case[]): EvidenceRelease['travel'] {
  const each = cases
    .map(minutesOf)
    .filter((minutes) => minutes > 0)
    .sort((a, b) => b - a)
  const total = each.reduce((sum, minutes) => sum + minutes, 0)
  const [first = 0, second = 0] = each
  // One child’s travel must not be most of it.
  const isSpread = each.length >= 10 && first * 2 < total && (first + second) * 10 < total * 9
  const step = isSpread ? 50 : 100
  const from = Math.floor(total / (step * HOUR)) * step
  return {
    children: withinFives(each.length),
    hours: { from: isSpread ? from : 0, to: from + step },
  }
}

function workersOf({ workers, totals, agreement }: Workload): EvidenceRelease['workers'] {
  const counted = workers.filter((of) => of.state !== 'cannot-receive' || of.cases > 0)
  const contracts = counted.flatMap(({ fteMillionths }) =>
    fteMillionths === null ? [] : [fteMillionths],
  )
  const capacities = counted.flatMap(({ capacity, state }) =>
    state === 'known' && capacity !== null ? [capacity] : [],
  )
  const isSome = (of: readonly number[]): boolean => of.length >= FEWEST_WORKERS
  const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0)
  const capacity = sum(capacities) / agreement.grainsPerUnit
  const step = roundStep((capacity / Math.max(1, capacities.length)) * 5)
  const from = Math.floor(capacity / step) * step
  return {
    people: toNearestFive(totals.workers),
    fullTime: isSome(contracts) ? toNearestFive(sum(contracts) / 1_000_000) : null,
    capacity: isSome(capacities) ? { from, to: from + step } : null,
  }
}

/** The first of 1, 2, 5, 10, 20, 50 … that is no less: about five people’s share, and it tells no mean. */
function roundStep(least: number): number {
  for (let ten = 1; ; ten *= 10) {
    const step = [1, 2, 5].map((one) => one * ten).find((one) => one >= least)
    if (step !== undefined) return step
  }
}
