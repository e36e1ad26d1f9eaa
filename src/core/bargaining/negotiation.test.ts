import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, londonClock, type IsoDate } from '../../kit/index.ts'
import {
  agendaFor,
  answeredWords,
  arranged,
  byDue,
  consultationOn,
  consultationWords,
  contactLengthWords,
  contactsOn,
  dueOf,
  dueWords,
  handoversOf,
  homeOf,
  isRecognised,
  lastDayOf,
  nearDay,
  noticeOf,
  noticeWords,
  notRecognised,
  promisesWords,
  promiseStanding,
  rankConcerns,
  spanWords,
  staleContacts,
  standingWords,
  tallyAmong,
  tallyOf,
  tallyWords,
  unsaid,
  waitWords,
  yearSpan,
  type HandoverTask,
  type Negotiation,
  type Point,
  type Promised,
} from './index.ts'

const day = (text: string): IsoDate => text as IsoDate
const meeting = (id: string, more: Partial<Negotiation> = {}): Negotiation => ({
  id,
  on: day('2019-05-01'),
  withPeople: ['director'],
  state: 'held',
  cancelled: null,
  movedTo: null,
  minutes: 60,
  ...more,
})
const cancelled = (id: string, movedTo: string | null = null, more = {}): Negotiation =>
  meeting(id, {
    state: 'cancelled',
    cancelled: { by: 'employer', on: day('2019-04-30') },
    movedTo,
    ...more,
  })
const point = (id: string, more: Partial<Point> = {}): Point => ({
  id,
  askedOn: day('2019-04-01'),
  to: 'director',
  answeredOn: null,
  ...more,
})
const promise = (id: string, more: Partial<Promised> = {}): Promised => ({
  id,
  by: 'director',
  saidOn: day('2019-01-10'),
  due: { kind: 'year', year: 2019 },
  keptOn: null,
  releasedOn: null,
  ...more,
})

const someDay = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(day('2018-01-01'), n))
const log = fc
  .array(
    fc.record({
      on: someDay,
      state: fc.constantFrom('planned' as const, 'held' as const, 'cancelled' as const),
      by: fc.constantFrom('employer' as const, 'branch' as const),
      word: someDay,
      next: fc.option(fc.integer({ min: 0, max: 14 }), { nil: null }),
    }),
    { maxLength: 15 },
  )
  .map((rows) =>
    rows.map((row, n): Negotiation =>
      meeting(`m${n}`, {
        on: row.on,
        state: row.state,
        cancelled: row.state === 'cancelled' ? { by: row.by, on: row.word } : null,
        movedTo: row.next === null ? null : `m${row.next}`,
      }),
    ),
  )

describe('the sentence of the meetings’ log', () => {
  const inYear = (all: Negotiation[]): string =>
    tallyWords(tallyOf(all, yearSpan(2019)), yearSpan(2019))

  it('says that three were cancelled, one rescheduled, two lost', () => {
    const moved = meeting('d', { on: day('2019-06-01') })
    expect(inYear([cancelled('a', 'd'), cancelled('b'), cancelled('c'), moved])).toBe(
      'In 2019 the employer cancelled 3 meetings: 1 was rescheduled (33%), 2 were lost.',
    )
  })

  it('says so of one, of two and of all in words that fit', () => {
    const moved = meeting('d', { on: day('2020-06-01') })
    expect(inYear([cancelled('a')])).toBe('In 2019 the employer cancelled 1 meeting: it was lost.')
    expect(inYear([cancelled('a', 'd'), moved])).toBe(
      'In 2019 the employer cancelled 1 meeting: it was rescheduled.',
    )
    expect(inYear([cancelled('a'), cancelled('b')])).toBe(
      'In 2019 the employer cancelled 2 meetings: both were lost.',
    )
    expect(inYear(['a', 'b', 'c'].map((id) => cancelled(id)))).toBe(
      'In 2019 the employer cancelled 3 meetings: all 3 were lost.',
    )
  })

  it('tells the branch’s own cancellations apart, and of an empty log that it is empty', () => {
    const own = cancelled('a', null, { cancelled: { by: 'branch', on: day('2019-04-30') } })
    expect(inYear([own, meeting('b')])).toBe(
      'In 2019 the employer cancelled no meeting; 1 was held. The branch cancelled 1: it was lost.',
    )
    expect(inYear([])).toBe('In 2019 no meeting with the employer is in the log.')
  })

  it('names a year, a month and any other time as people do', () => {
    expect(spanWords(yearSpan(2019))).toBe('In 2019')
    expect(spanWords({ from: day('2020-02-01'), to: day('2020-02-29') })).toBe('In February 2020')
    expect(spanWords({ from: day('2019-02-01'), to: day('2019-02-27') })).toBe(
      'From 1 February 2019 to 27 February 2019',
    )
    expect(spanWords({ from: day('2019-02-01'), to: day('2019-02-01') })).toBe('On 1 February 2019')
  })

  it('counts each cancelled meeting as moved or lost, never both, and loses none', () => {
    fc.assert(
      fc.property(log, (meetings) => {
        const whole = { from: day('2018-01-01'), to: day('2030-01-01') }
        const tally = tallyOf(meetings, whole)
        for (const by of ['employer', 'branch'] as const) {
          const { all, moved, lost } = tally.cancelled[by]
          expect(moved + lost).toBe(all)
          expect(all).toBe(meetings.filter((one) => one.cancelled?.by === by).length)
        }
        for (const one of meetings.filter((each) => each.cancelled)) {
          const { employer, branch } = tallyAmong([one], meetings).cancelled
          expect(employer.moved + employer.lost + branch.moved + branch.lost).toBe(1)
        }
      }),
    )
  })

  it('gives the same of two times side by side as of both together', () => {
    fc.assert(
      fc.property(log, someDay, (meetings, cut) => {
        const first = tallyOf(meetings, { from: day('2018-01-01'), to: cut })
        const rest = tallyOf(meetings, { from: addDays(cut, 1), to: day('2030-01-01') })
        const both = tallyOf(meetings, { from: day('2018-01-01'), to: day('2030-01-01') })
        expect(first.held + rest.held).toBe(both.held)
        expect(first.cancelled.employer.lost + rest.cancelled.employer.lost).toBe(
          both.cancelled.employer.lost,
        )
        expect(first.cancelled.employer.moved + rest.cancelled.employer.moved).toBe(
          both.cancelled.employer.moved,
        )
      }),
    )
  })

  it('says what notice there was, and none where the word came on the day or after', () => {
    const with_ = (on: string): Negotiation =>
      cancelled('a', null, { cancelled: { by: 'employer', on: day(on) } })
    expect(
      ['2019-04-20', '2019-04-30', '2019-05-01', '2019-05-02'].map((on) => noticeOf(with_(on))),
    ).toEqual([11, 1, 0, 0])
    expect([11, 1, 0].map(noticeWords)).toEqual(['11 days’ notice', '1 day’s notice', 'no notice'])
    expect(noticeOf(meeting('b'))).toBeNull()
  })

  it('asks about meetings whose day has passed and of which nothing was said', () => {
    const planned = meeting('a', { state: 'planned' })
    expect(unsaid([planned, meeting('b')], day('2019-05-02')).map(({ id }) => id)).toEqual(['a'])
    expect(unsaid([planned], day('2019-05-01'))).toEqual([])
  })

  it('says how deep the contact is, and “at least” where a length was not noted', () => {
    const all = [meeting('a'), meeting('b', { minutes: null }), meeting('c', { minutes: 75 })]
    const [contact] = contactsOn(
      all,
      [point('p'), point('q', { answeredOn: day('2019-04-09') })],
      day('2019-06-01'),
    )
    if (!contact) throw new Error('nobody was met')
    expect(contactLengthWords(contact)).toBe('At least 2 hours and 15 minutes')
    expect(answeredWords(contact)).toBe('1 of 2')
    expect(waitWords(41)).toBe('asked 41 days ago, no answer')
  })
})

describe('the consultation clock', () => {
  const thirty = { id: 'c', from: day('2026-03-02'), days: 45, until: null }

  it('sets days that have gone by beside days on which the employer met', () => {
    const meetings = [
      meeting('a', { on: day('2026-03-10'), minutes: 90 }),
      meeting('b', { on: day('2026-03-10'), minutes: 30 }),
      meeting('c', { on: day('2026-03-20'), minutes: 45 }),
      cancelled('d', null, { on: day('2026-03-27') }),
      meeting('e', { on: day('2026-02-27') }),
    ]
    const clock = consultationOn(thirty, meetings, day('2026-04-02'))
    expect(clock).toMatchObject({ elapsed: 31, of: 45, daysMet: 2, minutes: 165, isOver: false })
    expect(consultationWords(clock)).toBe(
      '31 of 45 days have gone by; the employer met on 2 of them, for 2 hours and 45 minutes. It cancelled 1 meeting.',
    )
  })

  it('stops at its last day, and never counts a meeting that was not held', () => {
    fc.assert(
      fc.property(
        log,
        someDay,
        fc.integer({ min: 1, max: 90 }),
        someDay,
        (meetings, from, days, on) => {
          const clock = consultationOn({ id: 'c', from, days, until: null }, meetings, on)
          expect(clock.elapsed).toBeGreaterThanOrEqual(0)
          expect(clock.elapsed).toBeLessThanOrEqual(days)
          expect(clock.daysMet).toBeLessThanOrEqual(clock.elapsed + 1)
          const none = meetings.map((one) => ({ ...one, state: 'planned' as const }))
          expect(consultationOn({ id: 'c', from, days, until: null }, none, on).daysMet).toBe(0)
        },
      ),
    )
  })

  it('goes on where no last day was said', () => {
    const clock = consultationOn({ ...thirty, days: null }, [], day('2026-03-03'))
    expect(consultationWords(clock)).toBe('1 day has gone by; the employer met on none of them.')
  })
})

describe('the promise clock', () => {
  const dues = fc.oneof(
    someDay.map((on) => ({ kind: 'day' as const, on })),
    someDay.map((on) => ({ kind: 'month' as const, month: on.slice(0, 7) })),
    someDay.map((on) => ({ kind: 'year' as const, year: Number(on.slice(0, 4)) })),
  )

  it('is due through its last day and overdue from the next, in leap years too', () => {
    fc.assert(
      fc.property(dues, (due) => {
        const last = lastDayOf(due)
        if (last === null) throw new Error('it has a day')
        expect(promiseStanding(promise('a', { due }), last).state).toBe('due')
        const next = promiseStanding(promise('a', { due }), addDays(last, 1))
        expect(next).toMatchObject({ state: 'overdue', daysLate: 1 })
      }),
    )
    expect(lastDayOf({ kind: 'month', month: '2020-02' })).toBe('2020-02-29')
    expect(lastDayOf({ kind: 'month', month: '2019-02' })).toBe('2019-02-28')
    expect(
      promiseStanding(promise('a', { due: { kind: 'year', year: 2020 } }), day('2021-01-01')),
    ).toMatchObject({ state: 'overdue', daysLate: 1 })
  })

  it('turns at midnight in London, in winter and in summer', () => {
    const at = (due: IsoDate, utc: string): string =>
      promiseStanding(
        promise('a', { due: { kind: 'day', on: due } }),
        londonClock(new Date(utc)).day,
      ).state
    expect(at(day('2020-01-15'), '2020-01-15T23:59:59Z')).toBe('due')
    expect(at(day('2020-01-15'), '2020-01-16T00:00:00Z')).toBe('overdue')
    expect(at(day('2020-07-15'), '2020-07-15T22:59:59Z')).toBe('due')
    expect(at(day('2020-07-15'), '2020-07-15T23:00:00Z')).toBe('overdue')
  })

  it('never goes back from overdue while nobody keeps it or lets it go', () => {
    fc.assert(
      fc.property(dues, someDay, fc.nat(500), (due, on, later) => {
        const before = promiseStanding(promise('a', { due }), on)
        const after = promiseStanding(promise('a', { due }), addDays(on, later))
        if (before.state === 'overdue') {
          expect(after).toMatchObject({ state: 'overdue', daysLate: before.daysLate + later })
        }
      }),
    )
  })

  it('says when it is due as precisely as it was said', () => {
    expect(
      ['2020', '2020-03', '2020-03-31', ''].map((typed) => {
        const due = dueOf(typed)
        return due && dueWords(due)
      }),
    ).toEqual(['in 2020', 'in March 2020', 'by 31 March 2020', 'no day was said'])
    expect(['2020-13', '2020-02-30', 'soon', '20'].map(dueOf)).toEqual([null, null, null, null])
  })

  it('stands by when it is due, those without a day last', () => {
    const all = [
      promise('a', { due: { kind: 'none' } }),
      promise('b', { due: { kind: 'year', year: 2020 } }),
      promise('c', { due: { kind: 'month', month: '2020-03' }, keptOn: day('2020-04-03') }),
    ]
    const sorted = byDue(all, day('2021-01-12'))
    expect(sorted.map(({ promise: { id } }) => id)).toEqual(['c', 'b', 'a'])
    expect(sorted.map(({ standing }) => standingWords(standing))).toEqual([
      'Kept 3 days late',
      'Overdue by 12 days',
      'No day was said',
    ])
    expect(promisesWords(sorted.map(({ standing }) => standing))).toBe(
      '1 promise is overdue, 1 still to be kept, 1 kept.',
    )
  })
})

describe('the agenda of the next meeting', () => {
  const concern = (id: string, rounds: number) => ({
    id,
    mergedInto: null,
    heard: Array.from({ length: rounds }, (_, n) => ({
      round: `r${n}`,
      on: day('2019-03-01'),
      team: null,
      people: 12,
    })),
  })
  const concerns = rankConcerns(
    [concern('loud', 3), concern('put', 2), concern('quiet', 1)],
    day('2020-02-01'),
  )
  const suggested = agendaFor({
    promises: [promise('p'), promise('later', { due: { kind: 'year', year: 2020 } })],
    points: [point('q'), point('done', { answeredOn: day('2019-05-01') })],
    concerns,
    put: new Set(['put']),
    meeting: day('2020-02-01'),
  })

  it('makes itself: overdue promises, points without an answer, concerns never raised', () => {
    expect(suggested.map(({ key }) => key)).toEqual([
      'promise:p',
      'point:q',
      'concern:loud',
      'concern:quiet',
    ])
  })

  it('asks by the day of the meeting: a promise that falls due before it is on it', () => {
    const soon = promise('soon', { due: { kind: 'day', on: day('2020-01-31') } })
    const on = (meets: string): string[] =>
      agendaFor({
        promises: [soon],
        points: [],
        concerns: [],
        put: new Set(),
        meeting: day(meets),
      }).map(({ key }) => key)
    expect([on('2020-01-31'), on('2020-02-01')]).toEqual([[], ['promise:soon']])
  })

  it('leaves nothing out without a reason, whatever officers did with it', () => {
    const keys = suggested.map(({ key }) => key)
    const anyKey = fc.constantFrom(...keys, 'gone:x', 'own:1')
    fc.assert(
      fc.property(
        fc.array(anyKey),
        fc.array(
          fc.record({ key: anyKey, reason: fc.constantFrom('', ' ', 'Not before the ballot') }),
        ),
        (order, leftOut) => {
          const agenda = arranged(suggested, {
            own: [{ key: 'own:1', words: 'Room for the next meeting' }],
            order,
            leftOut,
          })
          const shown = [...agenda.items, ...agenda.leftOut.map(({ item }) => item)].map(
            ({ key }) => key,
          )
          expect([...shown].sort()).toEqual([...keys, 'own:1'].sort())
          for (const { reason } of agenda.leftOut) expect(reason).toBe('Not before the ballot')
        },
      ),
    )
  })

  it('keeps the officers’ order, and puts what came up since at the end', () => {
    const agenda = arranged(suggested, {
      own: [],
      order: ['concern:loud', 'promise:p'],
      leftOut: [{ key: 'point:q', reason: 'Answered by telephone' }],
    })
    expect(agenda.items.map(({ key }) => key)).toEqual([
      'concern:loud',
      'promise:p',
      'concern:quiet',
    ])
    expect(agenda.leftOut).toMatchObject([{ reason: 'Answered by telephone' }])
  })
})

describe('the recognition register', () => {
  const body = { id: 'b', from: day('2015-04-01'), until: day('2019-03-31') }

  it('knows a body from its first day to its last', () => {
    expect(
      ['2015-03-31', '2015-04-01', '2019-03-31', '2019-04-01'].map((on) =>
        isRecognised(body, day(on)),
      ),
    ).toEqual([false, true, true, false])
  })

  it('names each body that may not be logged as a negotiating party on the day', () => {
    expect(notRecognised(['b', 'x', 'x'], [body], day('2018-01-01'))).toEqual(['x'])
    expect(notRecognised(['b'], [body], day('2019-04-01'))).toEqual(['b'])
  })
})

describe('a councillor who leaves a committee', () => {
  const contact = { councillor: 'c1', committee: 'cyp', keptBy: 'Branch secretary' }
  const seats = [
    { councillor: 'c1', committee: 'cyp', from: day('2018-05-10'), until: day('2019-05-14') },
    { councillor: 'c2', committee: 'cyp', from: day('2019-05-15'), until: null },
  ]
  const handovers = (tasks: HandoverTask[], on: IsoDate) =>
    handoversOf(staleContacts([contact], seats, on), tasks, on)
  const task: HandoverTask = {
    councillor: 'c1',
    committee: 'cyp',
    leftOn: day('2019-05-14'),
    owner: 'Branch secretary',
    doneOn: null,
  }

  it('opens a handover from the day after the last, and names who sits there now', () => {
    expect(handovers([], day('2019-05-14'))).toEqual([])
    expect(handovers([], day('2019-05-15'))).toMatchObject([
      { state: 'no-owner', stale: { leftOn: '2019-05-14', sitsNow: ['c2'] } },
    ])
  })

  it('stays open until somebody said that it is done', () => {
    const on = day('2019-06-01')
    expect(handovers([task], on)[0]?.state).toBe('open')
    expect(handovers([{ ...task, doneOn: on }], on)[0]?.state).toBe('done')
    expect(handovers([{ ...task, doneOn: addDays(on, 1) }], on)[0]?.state).toBe('open')
  })

  it('opens another for whoever comes back and leaves again', () => {
    const again = [
      ...seats,
      { councillor: 'c1', committee: 'cyp', from: day('2020-01-01'), until: day('2020-05-01') },
    ]
    const on = day('2020-06-01')
    const [handover] = handoversOf(
      staleContacts([contact], again, on),
      [{ ...task, doneOn: day('2019-06-01') }],
      on,
    )
    expect(handover?.state).toBe('no-owner')
  })
})

describe('the branch’s first page', () => {
  const on = day('2020-02-04')
  const facts = {
    on,
    promises: ['a', 'b', 'c'].map((id) => promise(id)),
    meetings: [
      meeting('old', { on: day('2019-01-01') }),
      cancelled('a', 'd', { on: day('2019-02-01') }),
      cancelled('b', null, { on: day('2019-03-01') }),
      cancelled('c', null, { on: day('2019-04-01') }),
      meeting('d', { on: day('2019-05-01') }),
      meeting('e', { on: day('2019-06-01') }),
      meeting('next', { on: day('2020-03-01'), state: 'planned' }),
    ],
    points: [
      point('p', { askedOn: addDays(on, -41) }),
      ...['q', 'r', 's'].map((id) => point(id, { askedOn: addDays(on, -7) })),
    ],
    visits: [
      { on: day('2020-02-06'), time: '12:15', where: 'Round 3, Northgate', needsRep: false },
      { on: day('2020-02-10'), time: '12:15', where: 'Round 3, Moreton', needsRep: true },
    ],
    demands: 7,
    became: [
      { words: 'won', count: 2 },
      { words: 'in dispute', count: 1 },
      { words: 'withdrawn', count: 0 },
    ],
  }

  it('opens with what is late and how meetings went', () => {
    expect(homeOf(facts)).toEqual({
      opening:
        'Three promises are overdue. The employer cancelled 3 of the last 5 meetings; one was rescheduled.',
      next: { words: 'Next: Round 3, Moreton, Monday 12:15 (rep needed)', needsRep: true },
      waiting: 'Waiting for an answer: 4, the longest 41 days.',
      programme: 'Programme for change: 7 demands, 2 won, 1 in dispute.',
    })
  })

  it('says of an empty house what is not there yet', () => {
    expect(
      homeOf({ on, promises: [], meetings: [], points: [], visits: [], demands: 0, became: [] }),
    ).toEqual({
      opening: 'No promise is overdue. No meeting with the employer is in the log yet.',
      next: null,
      waiting: 'Nothing waits for an answer.',
      programme: 'The programme for change has no demand yet.',
    })
  })

  it('speaks of one promise and one meeting in the singular', () => {
    const { opening, waiting } = homeOf({
      ...facts,
      promises: [promise('a')],
      meetings: [cancelled('a')],
      points: [point('p', { askedOn: addDays(on, -1) })],
    })
    expect(opening).toBe(
      'One promise is overdue. The employer cancelled the last meeting; it was not rescheduled.',
    )
    expect(waiting).toBe('Waiting for an answer: 1, for 1 day.')
  })

  it('says the branch’s own cancellations of nobody else', () => {
    const own = cancelled('a', null, { cancelled: { by: 'branch', on: day('2019-04-01') } })
    expect(homeOf({ ...facts, meetings: [own, meeting('b')] }).opening).toMatch(
      /cancelled none of the last 2 meetings\.$/,
    )
  })

  it('names a day by its weekday within six days, and by its date from the seventh', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 2, max: 400 }), (today, ahead) => {
        const then = addDays(today, ahead)
        const words = nearDay(then, today)
        const weekday = new Date(`${then}T12:00:00Z`).toLocaleDateString('en-GB', {
          weekday: 'long',
          timeZone: 'UTC',
        })
        expect(words.startsWith(weekday)).toBe(true)
        expect(words === weekday).toBe(daysBetween(today, then) < 7)
      }),
    )
    expect([nearDay(on, on), nearDay(addDays(on, 1), on)]).toEqual(['today', 'tomorrow'])
  })
})
