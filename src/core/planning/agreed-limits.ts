import type { IsoDate } from '../../kit/index.ts'
import { describeAgreement, type Agreement } from '../agreement/index.ts'
import type { FairnessUnit, FairnessWorker } from '../fairness/index.ts'
import type { PersonRecord } from '../model/index.ts'
import { limitsOf, type KindOfLoad, type Limit, type LoadCounts } from '../workload/index.ts'

/** What the agreement lets each worker of a question hold at most, in the engine's terms: each by its clause. */
export class AgreedLimits {
  private readonly limits: Limit[][]
  private readonly kinds = new Map<string, KindOfLoad>()
  /** By clause. */
  readonly words: ReadonlyMap<string, string>

  /** @param people in the order of the question's workers; null where nothing is known of somebody. */
  constructor(people: readonly (PersonRecord | null)[], agreement: Agreement, on: IsoDate) {
    this.limits = people.map((person) => limitsOf(person, agreement, on))
    for (const { clause, what, kind } of this.limits.flat()) {
      if (kind !== 'bar') this.kinds.set(clause, what)
    }
    this.words = wordsOf(agreement)
  }

  /** The counted limits of the worker at a place; empty where there are none. */
  of(worker: number): Pick<FairnessWorker, 'limits'> {
    const counted = (this.limits[worker] ?? []).filter(({ kind }) => kind !== 'bar')
    if (counted.length === 0) return {}
    return { limits: Object.fromEntries(counted.map(({ clause, most }) => [clause, most])) }
  }

  /** What counts under each clause, without those under which nothing does. */
  under(counts: LoadCounts): NonNullable<FairnessUnit['counts']> {
    return Object.fromEntries(
      [...this.kinds].flatMap(([clause, what]) =>
        counts[what] > 0 ? [[clause, counts[what]]] : [],
      ),
    )
  }

  /** The clause, in words, that lets a worker take so much over in no case: they are barred, or it alone is too many. */
  ruleAgainst(worker: number, counts: LoadCounts): string | null {
    const broken = (this.limits[worker] ?? []).find(
      ({ what, most, kind }) => counts[what] > (kind === 'bar' ? 0 : most),
    )
    return broken ? (this.words.get(broken.clause) ?? broken.clause) : null
  }
}

/** Every clause that limits what somebody holds, as a rule in a list: no full stop, contracts considered. */
function wordsOf(agreement: Agreement): Map<string, string> {
  return new Map(
    describeAgreement(agreement)
      .filter(({ section }) => section === 'caps' || section === 'protection')
      .map(({ id, sentence, verb }) => {
        const words = sentence.replace(/\.$/, '')
        return [id, verb === 'holds at most' ? `${words}; part time, in proportion` : words]
      }),
  )
}
