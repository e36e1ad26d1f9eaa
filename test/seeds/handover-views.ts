import { ok, type IsoDate } from '../../src/kit/index.ts'
import { handoverSteps } from '../../src/core/handover/index.ts'
import type { Council, HandoverRow, HandoverStep, HandoverView } from '../../src/council/index.ts'

const day = (text: string): IsoDate => text as IsoDate

/** Three handovers: one in progress, one overdue after an emergency was asked for, one of a restricted record. */
export function seedHandovers(of: {
  text(plain: string): string
  asked(what: string, given: unknown): void
}): Council['handovers'] {
  const { text, asked } = of
  const required: HandoverStep[] = handoverSteps.filter((step) => step !== 'joint-visit')
  const done: HandoverStep[] = ['meeting', 'open-tasks', 'child-told']
  const row: HandoverRow = {
    id: 'h-1',
    children: [{ child: text('C-1001'), address: 'c-0' }],
    from: {
      name: text('Amara Okoye'),
      address: 'w-0',
      team: { name: text('Assessment 1'), address: 't-team-0' },
    },
    to: {
      name: text('Jo Lin'),
      address: 'w-3',
      team: { name: text('Court 2'), address: 't-team-1' },
    },
    state: 'in-progress',
    decidedOn: day('2026-11-16'),
    openedOn: day('2026-11-17'),
    plannedFor: day('2026-11-27'),
    due: day('2026-12-01'),
    completedOn: null,
    accountable: 'outgoing',
    required,
    missing: required.filter((step) => !done.includes(step)),
    breaches: [],
    emergency: null,
    emergencyAsked: null,
    mine: null,
    maySign: [],
  }
  const late: HandoverRow = {
    ...row,
    id: 'h-2',
    children: [
      { child: text('C-1002'), address: 'c-1' },
      { child: text('C-1003'), address: 'c-2' },
    ],
    state: 'overdue',
    due: day('2026-11-13'),
    plannedFor: null,
    missing: ['outgoing-signed', 'incoming-signed', 'manager-signed'],
    maySign: ['manager-signed'],
    breaches: [
      { clause: 'handover.time', what: 'late', on: day('2026-11-13') },
      { clause: 'handover.meeting', what: 'by-message', on: day('2026-11-03') },
    ],
  }
  const closed: HandoverRow = {
    ...row,
    id: 'h-3',
    children: [{ child: null, address: 'c-3' }],
    state: 'waits-for-answer',
    openedOn: null,
    due: null,
    plannedFor: null,
  }
  const viewOf = (of: HandoverRow): HandoverView => ({
    ...of,
    agreement: { key: 'ours@1.0', name: text('Our agreement'), version: '1.0' },
    clauses: Object.fromEntries(
      of.breaches.map(({ clause }) => [clause, text(`What ${clause} says.`)]),
    ),
    changeReason: 'MANAGE',
    steps: handoverSteps.map((step) => {
      const isDone = required.includes(step) && !of.missing.includes(step)
      return {
        step,
        required: required.includes(step),
        done: isDone
          ? {
              on: day('2026-11-18'),
              by: text('Ruth Adeyemi'),
              enteredOn: day('2026-11-18'),
              words: step === 'meeting' ? text('The next visit is joint.') : '',
              details:
                step === 'meeting'
                  ? { present: text('Amara Okoye, Jo Lin, Ruth Adeyemi') }
                  : step === 'child-told'
                    ? { how: 'by-both' }
                    : step === 'statutory-dates'
                      ? {
                          dates: [
                            { what: text('Looked-after review'), on: day('2026-12-04') },
                            { what: 'Court', on: null },
                          ],
                        }
                      : {},
            }
          : null,
        mayRecord: !isDone && !step.endsWith('-signed') ? true : of.maySign.includes(step as never),
        mayUndo: isDone,
      }
    }),
    entries: [
      {
        kind: 'emergency',
        step: null,
        said: 'asked',
        reason: 'sudden-sickness',
        on: day('2026-11-20'),
        words: text('In hospital since Thursday.'),
        by: text('Ruth Adeyemi'),
        at: new Date('2026-11-20T09:00:00Z'),
      },
      {
        kind: 'step',
        step: 'meeting',
        said: null,
        reason: null,
        on: day('2026-11-18'),
        words: text('The next visit is joint.'),
        by: text('Ruth Adeyemi'),
        at: new Date('2026-11-18T11:00:00Z'),
      },
      {
        kind: 'planned',
        step: null,
        said: null,
        reason: null,
        on: day('2026-11-27'),
        words: '',
        by: text('Ruth Adeyemi'),
        at: new Date('2026-11-17T11:00:00Z'),
      },
    ],
    nextDates: of.children.map(() => [
      { what: 'looked-after review', due: day('2026-12-04'), rule: 'within three months' },
      { what: 'court', due: null, rule: 'the files hold no court date' },
    ]),
    beforeSigning: of.missing.filter((step) => !step.endsWith('-signed')),
    may: { plan: true, noteMoved: true, emergency: true, agreeToEmergency: of === late },
    secondPerson: { role: 'service-manager', clause: 'overrides.emergency' },
    emergencyAsked:
      of === late
        ? { on: day('2026-11-20'), reason: 'sudden-sickness', by: text('Ruth Adeyemi') }
        : null,
  })
  const all = [row, late, closed]
  const did =
    (what: string) =>
    async (
      _organisation: unknown,
      id: string,
      given?: object,
    ): Promise<ReturnType<typeof ok<null>>> => {
      asked(`handovers.${what}`, { id, ...given })
      return ok(null)
    }
  return {
    list: async (_organisation, meant = {}) => ({
      agreed: { workingDays: 10 },
      agreement: { key: 'ours@1.0', name: text('Our agreement'), version: '1.0' },
      rows: all.filter(
        ({ from, to, children }) =>
          (meant.worker === undefined || [from.address, to.address].includes(meant.worker)) &&
          (meant.team === undefined ||
            [from.team?.address, to.team?.address].includes(meant.team)) &&
          (meant.case === undefined || children.some(({ address }) => address === meant.case)),
      ),
    }),
    view: async (_organisation, id) => {
      const found = all.find((one) => one.id === id && one !== closed)
      return found ? viewOf(found) : null
    },
    record: did('record'),
    undo: did('undo'),
    plan: did('plan'),
    noteMoved: did('noteMoved'),
    emergency: did('emergency'),
    answerEmergency: did('answerEmergency'),
    counts: async () => ({
      opened: 12,
      complete: 7,
      breaches: [
        {
          clause: 'handover.time',
          words: text('A handover is complete within 10 working days.'),
          count: 6,
        },
        { clause: 'handover.meeting', words: text('There is a meeting.'), count: null },
      ],
    }),
    follow: async () => undefined,
  }
}
