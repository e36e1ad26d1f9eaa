import {
  actNames,
  answerers,
  overridableActs,
  usualTerms,
  type Terms,
} from '../../../../core/agreement/index.ts'
import {
  agreed,
  capital,
  choice,
  copy,
  isAgreed,
  ownTerms,
  roleOptions,
  whole,
  type EditGroup,
} from './field.ts'

export function allocationGroups(terms: Terms): EditGroup[] {
  return [
    {
      legend: 'How an allocation is answered',
      fields: [
        isAgreed('allocation', 'The clock on answers', terms.allocation, (of, is) => {
          of.allocation = is ? (of.allocation ?? copy(usualTerms.allocation)) : null
        }),
        ...(['workingDays', 'managerWorkingDays'] as const).map((key) =>
          whole(
            key,
            key === 'workingDays'
              ? 'The worker answers within'
              : 'The manager responds to “not safe” within',
            ['terms', 'allocation', key],
            (terms.allocation ?? usualTerms.allocation)?.[key] ?? 2,
            {
              suffix: 'working days',
              write: (draft, value) => {
                const { allocation } = ownTerms(draft)
                if (allocation) allocation[key] = value ?? 0
              },
              restsOn: (draft) => ownTerms(draft).allocation?.evidence,
            },
          ),
        ),
        choice(
          'silence',
          'An allocation without an answer by then',
          ['terms', 'allocation', 'silence'],
          (terms.allocation ?? usualTerms.allocation)?.silence ?? 'returned',
          [
            { value: 'returned', text: 'goes back to the manager' },
            { value: 'accepted', text: 'counts as accepted' },
          ],
          (draft, value) => {
            const { allocation } = ownTerms(draft)
            if (allocation) allocation.silence = value === 'accepted' ? 'accepted' : 'returned'
          },
          (draft) => ownTerms(draft).allocation?.evidence,
        ),
      ],
    },
  ]
}

export function overrideGroups(terms: Terms): EditGroup[] {
  return [
    {
      legend: 'Who must agree as well',
      fields: overridableActs.map((what) =>
        choice(
          `override-${what}`,
          capital(actNames[what]),
          ['terms', 'overrides'],
          terms.overrides.find((of) => of.what === what)?.secondPerson ?? '',
          [{ value: '', text: 'Nobody else' }, ...roleOptions],
          (draft, value) => {
            const of = ownTerms(draft)
            const was = of.overrides.find((one) => one.what === what)
            const secondPerson = answerers.find((role) => role === value)
            of.overrides = overridableActs.flatMap((act) =>
              act !== what
                ? of.overrides.filter((one) => one.what === act)
                : secondPerson === undefined
                  ? []
                  : [
                      {
                        id: was?.id ?? what,
                        what,
                        secondPerson,
                        evidence: was ? { ...was.evidence } : agreed(''),
                      },
                    ],
            )
          },
          (draft) => ownTerms(draft).overrides.find((one) => one.what === what)?.evidence,
        ),
      ),
    },
  ]
}
