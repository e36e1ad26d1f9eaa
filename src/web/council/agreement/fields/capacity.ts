import type { Agreement } from '../../../../core/agreement/index.ts'
import { roleWords } from '../../../words.ts'
import { capital, number, whole, type EditField, type EditGroup } from './field.ts'

export function capacityGroups(agreement: Agreement): EditGroup[] {
  const { fullTime, asye, roles } = agreement.capacity
  const hoursOf = (draft: Agreement) =>
    draft.capacity.fullTime.kind === 'hours' ? draft.capacity.fullTime : null
  const path = (key: string): string[] => ['capacity', 'fullTime', key]
  const base: EditField[] =
    fullTime.kind === 'full-load'
      ? [
          number('full-load', 'A full-time worker carries', path('amount'), fullTime.amount, {
            suffix: agreement.unit.name,
            mayBeBlank: true,
            write: (draft, value) => {
              const { fullTime: of } = draft.capacity
              if (of.kind === 'full-load') of.amount = value
            },
            restsOn: (draft) =>
              draft.capacity.fullTime.kind === 'full-load'
                ? draft.capacity.fullTime.evidence
                : undefined,
          }),
        ]
      : [
          ...(
            [
              ['weekHours', 'A full-time week', 'hours', 'contractEvidence'],
              ['leaveDays', 'Leave', 'days a year', 'leaveEvidence'],
              ['bankDays', 'Bank holidays', 'days a year', 'leaveEvidence'],
              ['sicknessPercent', 'Sickness allowance', '% after leave', 'sicknessEvidence'],
            ] as const
          ).map(([key, label, suffix, evidence]) =>
            number(key, label, path(key), fullTime[key], {
              suffix,
              write: (draft, value) => {
                const of = hoursOf(draft)
                if (of) of[key] = value ?? 0
              },
              restsOn: (draft) => hoursOf(draft)?.[evidence],
            }),
          ),
          ...fullTime.fixed.map((of, at) =>
            number(`fixed-${of.id}`, capital(of.name), [...path('fixed'), at, 'hours'], of.hours, {
              suffix: 'hours a month',
              write: (draft, value) => {
                const one = hoursOf(draft)?.fixed[at]
                if (one) one.hours = value ?? 0
              },
              restsOn: (draft) => hoursOf(draft)?.fixed[at]?.evidence,
            }),
          ),
        ]
  return [
    { legend: 'A full-time month', fields: base },
    ...(asye === null
      ? []
      : [
          {
            legend: 'The assessed and supported year',
            fields: (['percent', 'months'] as const).map((key) =>
              whole(
                `asye-${key}`,
                key === 'percent' ? 'Leaves' : 'For',
                ['capacity', 'asye', key],
                asye[key],
                {
                  suffix: key === 'percent' ? '% of the usual capacity' : 'months',
                  write: (draft, value) => {
                    if (draft.capacity.asye) draft.capacity.asye[key] = value ?? 0
                  },
                  restsOn: (draft) => draft.capacity.asye?.evidence,
                },
              ),
            ),
          },
        ]),
    {
      legend: 'What each role leaves for cases',
      fields: roles.map((of, at) =>
        whole(
          `role-${of.role}`,
          roleWords[of.role],
          ['capacity', 'roles', at, 'percent'],
          of.percent,
          {
            suffix: '% of the usual capacity',
            write: (draft, value) => {
              const one = draft.capacity.roles[at]
              if (one) one.percent = value ?? 0
            },
            restsOn: (draft) => draft.capacity.roles[at]?.evidence,
          },
        ),
      ),
    },
  ]
}
