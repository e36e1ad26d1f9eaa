import { addDays, daysBetween, ok, type IsoDate } from '../../src/kit/index.ts'
import { assessment } from '../../src/core/calendar/index.ts'
import type {
  Asked,
  Council,
  DecisionRow,
  DecisionView,
  ShortlistView,
  WaitingRow,
} from '../../src/council/index.ts'
import { seedShortlist, type Seeded } from './plans.ts'

const DAY = '2026-11-20' as IsoDate

/** Decisions of the seed's authority: one in each state that a page shows. */
export function seedDecisions(
  seeded: () => Seeded,
  called: (what: string, ...more: unknown[]) => void,
  isThere: (asked: Asked) => boolean,
): Council['decisions'] {
  const listFor = (n: number): ShortlistView => {
    const of = seeded()
    const [address] = waitingOf(of).flatMap((row, i) => (i === n ? [row.address] : []))
    const list = address === undefined ? null : seedShortlist(of, address, 'service')
    if (!list) throw new Error('Nobody waits')
    return list
  }
  const row = (id: string, over: Partial<DecisionRow> = {}): DecisionRow => {
    const list = listFor(0)
    const [chosen] = list.candidates
    const [one] = list.cases
    if (!chosen || !one) throw new Error('Nobody could take it')
    return {
      id,
      kind: 'allocation',
      madeOn: DAY,
      madeAt: new Date(`${DAY}T10:12:00Z`),
      by: seeded().text('Ruth Adeyemi'),
      children: [{ name: one.child, address: one.address }],
      to: { name: chosen.name, address: chosen.address },
      toTeam: null,
      from: null,
      fromTeam: null,
      state: 'waits-for-worker',
      since: DAY,
      due: addDays(DAY, 2),
      late: false,
      settledBy: null,
      secondPerson: null,
      gate: 'none',
      files: 'ahead-of-files',
      cost: chosen.cost,
      inPlay: true,
      ...over,
    }
  }
  const rows = (): DecisionRow[] => [
    row('d-1'),
    row('d-2', { state: 'waits-for-second', due: null, secondPerson: 'service-manager' }),
    row('d-3', { state: 'waits-for-manager', late: true, due: addDays(DAY, -3) }),
    row('d-4', { state: 'stands', settledBy: 'worker', due: null }),
    row('d-5', { state: 'returned', settledBy: 'silence', due: null, inPlay: false, files: null }),
  ]
  const viewOf = (found: DecisionRow): DecisionView => {
    const list = listFor(0)
    const { standing } = list
    const waits = found.state.startsWith('waits-')
    return {
      ...found,
      standing,
      changeReason: null,
      firstBand: false,
      overrideReason: 'knows-the-family',
      words: seeded().text('She knows them.'),
      acts: [
        {
          what: 'over-hard-line',
          clause: 'lines.hard',
          before: list.candidates[0]?.before ?? { load: 0, capacity: 1 },
          after: list.candidates[0]?.after ?? { load: 0, capacity: 1 },
          secondPerson: { role: 'service-manager', clause: 'overrides.over-hard-line' },
        },
      ],
      said:
        found.state === 'waits-for-manager'
          ? [
              {
                kind: 'worker',
                answer: 'not-safe',
                reason: 'too-much-already',
                words: seeded().text('Two hearings this week.'),
                on: DAY,
                at: new Date(`${DAY}T11:00:00Z`),
                by: found.to.name,
              },
            ]
          : [],
      certificate: {
        format: 'fairload-decision/1',
        import: standing.import.id,
        asOf: standing.import.asOf,
        decidedOn: DAY,
        agreement: {
          id: standing.agreement.id,
          version: standing.agreement.version,
          sha256: '0'.repeat(64),
        },
        unit: { name: standing.agreement.unit, grainsPerUnit: standing.agreement.grainsPerUnit },
        lines: { safe: standing.agreement.safeLine, hard: standing.agreement.hardLine },
        reach: 'service',
        children: list.cases.map(({ address }) => address),
        from: null,
        counted: [],
        eligible: list.candidates.map((one) => ({
          worker: one.address,
          before: one.before,
          after: one.after,
          first: one.equal,
        })),
        excluded: list.excluded.flatMap(({ rule, workers }) =>
          workers.map(({ address }) => ({ worker: address, rule })),
        ),
        unknown: [],
        chosen: found.to.address ?? '',
        cost: found.cost,
        acts: [],
      },
      hash: 'a'.repeat(64),
      names: Object.fromEntries(
        [...list.candidates, ...list.excluded.flatMap(({ workers }) => workers)].map(
          ({ address, name }) => [address, name],
        ),
      ),
      forbidden: [],
      may: {
        second: found.state === 'waits-for-second',
        answer: found.state === 'waits-for-worker',
        respond: found.state === 'waits-for-manager' ? ['stands', 'withdrawn'] : [],
        recall: waits,
        takeBack: found.state === 'stands',
      },
    }
  }
  const said = (what: string) => async (_of: unknown, id: string, given: unknown) => {
    called(what, id, given)
    return ok({ outcome: 'said' } as const)
  }
  return {
    queue: async (asked) => {
      if (!isThere(asked)) return null
      const of = seeded()
      return {
        standing: of.standing,
        rows: waitingOf(of).map((one, n): WaitingRow => {
          const since = addDays(of.standing.import.asOf, -(n % 40))
          return {
            ...one,
            waitingSince: since,
            daysWaiting: daysBetween(since, DAY),
            waitsLonger: false,
            nextDue: n % 3 === 0 ? assessment(since) : null,
            asked: n === 0 ? row('d-1') : null,
          }
        }),
        total: waitingOf(of).length,
      }
    },
    list: async (_of, { open = false } = {}) => rows().filter(({ inPlay }) => inPlay || !open),
    view: async (_of, id) => {
      const found = rows().find((one) => one.id === id)
      return found ? viewOf(found) : null
    },
    make: async (_of, address, given) => {
      called('decisions.make', address, given)
      return ok({ id: 'd-1' })
    },
    second: said('decisions.second'),
    answer: said('decisions.answer'),
    respond: said('decisions.respond'),
    recall: said('decisions.recall'),
    replay: async () => ({ outcome: 'same', hash: 'a'.repeat(64) }),
    batch: async (_asked, address, reach) => {
      const list = listFor(0)
      const [chosen] = list.candidates
      const [one] = list.cases
      if (!chosen || !one) return null
      return {
        standing: list.standing,
        team: { name: seeded().text('Court team'), address },
        reach,
        proposed: [
          {
            child: one.address,
            children: [{ name: one.child, address: one.address }],
            to: { name: chosen.name, address: chosen.address },
            before: chosen.before,
            after: chosen.after,
            firstBand: true,
            overSafe: chosen.overSafe,
          },
        ],
        nobody: [],
      }
    },
    makeMany: async (_of, proposed) =>
      proposed.map(({ child, to }) => ({ child, to, decision: 'd-1', problem: null })),
    follow: async () => undefined,
  }
}

const waitingOf = ({ cases }: Seeded) => cases.filter(({ holder }) => holder.kind !== 'worker')
