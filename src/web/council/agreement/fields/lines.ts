import { answerers, type Agreement, type Terms } from '../../../../core/agreement/index.ts'
import {
  agreed,
  capital,
  choice,
  number,
  ownTerms,
  roleOptions,
  whole,
  type EditField,
  type EditGroup,
} from './field.ts'

export function lineGroups({ lines }: Agreement): EditGroup[] {
  return [
    {
      legend: 'The lines',
      fields: [
        number('safe', 'Safe line', ['lines', 'safePercent'], lines.safePercent, {
          suffix: '% of capacity',
          write: (draft, value) => (draft.lines.safePercent = value ?? 0),
          restsOn: (draft) => draft.lines.safeEvidence,
        }),
        number('hard', 'Hard line', ['lines', 'hardPercent'], lines.hardPercent, {
          suffix: '% of capacity',
          write: (draft, value) => (draft.lines.hardPercent = value ?? 0),
          restsOn: (draft) => draft.lines.hardEvidence,
        }),
        whole(
          'sustained',
          'Over the hard line, formally excessive after',
          ['lines', 'sustainedWeeks'],
          lines.sustainedWeeks,
          {
            suffix: 'weeks',
            hint: 'Leave blank where it is not agreed: no overload is then entered by the clock.',
            mayBeBlank: true,
            write: (draft, value) => (draft.lines.sustainedWeeks = value),
          },
        ),
      ],
    },
  ]
}

export function overloadGroups(terms: Terms): EditGroup[] {
  return [
    {
      legend: 'An overload is answered by, in this order',
      fields: [0, 1, 2, 3].flatMap((at) => rungFields(terms, at)),
    },
  ]
}

const RUNG = ['first', 'second', 'third', 'fourth'] as const

function rungFields(terms: Terms, at: number): EditField[] {
  const rung = terms.overload?.ladder[at]
  const path = ['terms', 'overload', 'ladder', at]
  const evidenceOf = (draft: Agreement) => ownTerms(draft).overload?.evidence
  return [
    choice(
      `rung-${at}`,
      at === 0 ? 'First' : `${capital(RUNG[at] ?? '')}, where that stays unanswered`,
      [...path, 'role'],
      rung?.role ?? '',
      [{ value: '', text: 'Nobody: it ends here' }, ...roleOptions],
      (draft, value) => {
        const of = ownTerms(draft)
        const role = answerers.find((one) => one === value)
        const ladder = [...(of.overload?.ladder ?? [])]
        if (role === undefined) ladder.length = Math.min(at, ladder.length)
        else {
          const was = ladder[at]
          const id = RUNG.find((one) => !ladder.some((each, n) => n !== at && each.id === one))
          ladder[Math.min(at, ladder.length)] = {
            id: was?.id ?? id ?? `rung-${at}`,
            role,
            workingDays: was?.workingDays ?? 5,
          }
        }
        of.overload =
          ladder.length === 0
            ? null
            : { ladder, evidence: of.overload ? { ...of.overload.evidence } : agreed('') }
      },
      evidenceOf,
    ),
    whole(`rung-days-${at}`, 'Within', [...path, 'workingDays'], rung?.workingDays ?? null, {
      suffix: 'working days',
      mayBeBlank: true,
      write: (draft, value) => {
        const one = ownTerms(draft).overload?.ladder[at]
        if (one && value !== null) one.workingDays = value
      },
      restsOn: evidenceOf,
    }),
  ]
}
