import { describeAgreement, type Agreement } from '../../../../core/agreement/index.ts'
import { capital, number, whole, type EditGroup } from './field.ts'

export function weightGroups(agreement: Agreement): EditGroup[] {
  const clauses = new Map(describeAgreement(agreement).map((of) => [of.id, of]))
  const { unit } = agreement
  const weighs = (id: string): string => capital(clauses.get(id)?.subject ?? id)
  return [
    {
      legend: 'By status',
      fields: agreement.weights.map((of, at) =>
        number(
          `weight-${of.status}`,
          weighs(`weights.${of.status}`),
          ['weights', at, 'weight'],
          of.weight,
          {
            suffix: unit.name,
            mayBeBlank: true,
            write: (draft, value) => {
              const one = draft.weights[at]
              if (one) one.weight = value
            },
            restsOn: (draft) => draft.weights[at]?.evidence,
          },
        ),
      ),
    },
    {
      legend: 'By stage: the first that holds counts',
      fields: agreement.stages.map((of, at) =>
        number(`stage-${of.id}`, weighs(`weights.${of.id}`), ['stages', at, 'weight'], of.weight, {
          suffix: unit.name,
          mayBeBlank: true,
          write: (draft, value) => {
            const one = draft.stages[at]
            if (one) one.weight = value
          },
          restsOn: (draft) => draft.stages[at]?.evidence,
        }),
      ),
    },
    {
      legend: 'What changes the weight',
      fields: [
        ...agreement.modifiers.flatMap((of, at) =>
          of.kind === 'add'
            ? [
                number(
                  `modifier-${of.id}`,
                  `${capital(of.name)} adds`,
                  ['modifiers', at, 'amount'],
                  of.amount,
                  {
                    suffix: unit.name,
                    mayBeBlank: true,
                    write: (draft: Agreement, value: number | null) => {
                      const one = draft.modifiers[at]
                      if (one?.kind === 'add') one.amount = value
                    },
                    restsOn: (draft: Agreement) => draft.modifiers[at]?.evidence,
                  },
                ),
              ]
            : [],
        ),
        ...(agreement.siblings === null
          ? []
          : [
              whole(
                'siblings',
                'Each further child of a family with the same worker weighs',
                ['siblings', 'percent'],
                agreement.siblings.percent,
                {
                  suffix: '% of its own weight',
                  write: (draft, value) => {
                    if (draft.siblings) draft.siblings.percent = value ?? 0
                  },
                  restsOn: (draft) => draft.siblings?.evidence,
                },
              ),
            ]),
        ...agreement.nonCaseDemand.map((of, at) =>
          number(
            `non-case-${of.id}`,
            `${capital(of.name)} adds`,
            ['nonCaseDemand', at, 'amount'],
            of.amount,
            {
              suffix: unit.name,
              mayBeBlank: true,
              write: (draft, value) => {
                const one = draft.nonCaseDemand[at]
                if (one) one.amount = value
              },
              restsOn: (draft) => draft.nonCaseDemand[at]?.evidence,
            },
          ),
        ),
      ],
    },
  ].filter((group) => group.fields.length > 0)
}
