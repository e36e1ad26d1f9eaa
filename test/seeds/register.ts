import { addDays, ok, type IsoDate } from '../../src/kit/index.ts'
import type { Council, OverloadView, RegisterEntry } from '../../src/council/index.ts'

/** Somebody four weeks over the line, by a day. */
export const anOverload = (on: IsoDate): OverloadView => ({
  since: addDays(on, -30),
  seen: on,
  weeks: 4,
  line: 11_000,
  agreedWeeks: 4,
  unsure: false,
})

/** A register with one entry that waits for an answer, and one that is closed. */
export function seedRegister(of: {
  text(plain: string): string
  asked(what: string, given: unknown): void
  day: IsoDate
}): Council['register'] {
  const { text, asked, day } = of
  const open: RegisterEntry = {
    id: 'e-1',
    worker: { name: text('Amara Okoye'), address: 'w-0' },
    team: { name: text('Assessment 1'), address: 't-team-0' },
    state: 'open',
    since: addDays(day, -30),
    sustainedOn: day,
    enteredOn: addDays(day, 40),
    closedOn: null,
    leftFiles: false,
    line: 11_000,
    weeks: 4,
    weeksNow: 4,
    waitsFor: {
      rung: 1,
      role: 'service-manager',
      due: '2026-11-24' as IsoDate,
      people: [text('Daniel Mercer')],
    },
    missed: 1,
    answers: [],
    agreement: { key: 'ours@1.0', name: text('Our agreement'), version: '1.0' },
    clause: {
      id: 'lines.sustained',
      words: 'A load over the hard line is formally excessive after 4 weeks.',
    },
    importNumber: 14,
    accountable: text('Ruth Adeyemi'),
    days: [
      {
        on: addDays(day, -30),
        importNumber: 13,
        utilisation: 11_800,
        holdsWithoutCapacity: false,
        over: true,
      },
      { on: day, importNumber: 14, utilisation: null, holdsWithoutCapacity: true, over: true },
    ],
    ladder: [
      {
        rung: 0,
        role: 'team-manager',
        workingDays: 5,
        due: '2026-11-17' as IsoDate,
        clause: 'overload.ladder.first',
        stands: 'missed',
      },
      {
        rung: 1,
        role: 'service-manager',
        workingDays: 5,
        due: '2026-11-24' as IsoDate,
        clause: 'overload.ladder.second',
        stands: 'waits',
      },
    ],
    mayAnswer: [1],
  }
  const closed: RegisterEntry = {
    ...open,
    id: 'e-2',
    worker: { name: text('Jo Lin'), address: null },
    state: 'closed',
    closedOn: day,
    weeksNow: null,
    waitsFor: null,
    missed: 0,
    mayAnswer: [],
    answers: [
      {
        rung: 0,
        role: 'team-manager',
        action: 'moved-work',
        words: text('Three cases went to Sam Reed on Monday.'),
        outcome: 'falls-under',
        by: text('Ruth Adeyemi'),
        on: day,
        at: new Date('2026-10-02T09:00:00Z'),
      },
    ],
  }
  const all = [open, closed]
  return {
    list: async () => ({
      notAgreed: null,
      term: { line: 11_000, weeks: 4 },
      agreement: open.agreement,
      rows: all,
    }),
    entry: async (_organisation, id) => all.find((entry) => entry.id === id) ?? null,
    ofWorker: async (_organisation, worker) =>
      all.filter((entry) => entry.worker.address === worker),
    answer: async (_organisation, id, given) => {
      asked('register.answer', { id, ...given })
      return ok(null)
    },
    counts: async () => ({ entered: 12, open: 7, closed: 5, left: 0, late: null }),
    follow: async () => undefined,
  }
}
