import {
  stepNames,
  usualTerms,
  type Agreement,
  type Terms,
} from '../../../../core/agreement/index.ts'
import {
  capital,
  choice,
  copy,
  isAgreed,
  number,
  ownTerms,
  whole,
  type EditGroup,
} from './field.ts'

export function handoverGroups(agreement: Agreement, terms: Terms): EditGroup[] {
  const shown = terms.handover ?? usualTerms.handover
  const of = (draft: Agreement) => ownTerms(draft).handover
  const evidenceOf = (draft: Agreement) => of(draft)?.evidence
  return [
    {
      legend: 'How long it may take',
      fields: [
        isAgreed('handover', 'What a handover holds', terms.handover, (all, is) => {
          all.handover = is ? (all.handover ?? copy(usualTerms.handover)) : null
        }),
        ...(
          [
            ['meetingWithin', 'The meeting is held within', 'working days'],
            ['completeWithin', 'It is complete within', 'working days'],
            ['emergencyWithin', 'What an emergency left out is made up within', 'working days'],
          ] as const
        ).map(([key, label, suffix]) =>
          whole(key, label, ['terms', 'handover', key], shown?.[key] ?? null, {
            suffix,
            write: (draft, value) => {
              const one = of(draft)
              if (one) one[key] = value ?? 0
            },
            restsOn: evidenceOf,
          }),
        ),
        number(
          'overlap',
          'Until then the case adds, for each of the two workers,',
          ['terms', 'handover', 'overlap'],
          shown?.overlap ?? null,
          {
            suffix: agreement.unit.name,
            write: (draft, value) => {
              const one = of(draft)
              if (one) one.overlap = value ?? 0
            },
            restsOn: evidenceOf,
          },
        ),
      ],
    },
    {
      legend: 'What it holds',
      fields: (shown?.steps ?? []).map(({ step, required }, at) =>
        choice(
          `step-${step}`,
          capital(stepNames[step]),
          ['terms', 'handover', 'steps', at],
          required ? 'yes' : 'no',
          [
            { value: 'yes', text: 'Required' },
            { value: 'no', text: 'Not required' },
          ],
          (draft, value) => {
            const one = of(draft)?.steps.find((each) => each.step === step)
            if (one) one.required = value === 'yes'
          },
          evidenceOf,
        ),
      ),
    },
  ]
}

export function agencyGroups(terms: Terms): EditGroup[] {
  return [
    {
      legend: 'When an agency assignment ends',
      fields: [
        isAgreed('agency', 'Notice', terms.agency, (of, is) => {
          of.agency = is ? (of.agency ?? copy(usualTerms.agency)) : null
        }),
        ...(['noticeDays', 'planWithin'] as const).map((key) =>
          whole(
            key,
            key === 'noticeDays' ? 'Notice' : 'Each case has its next worker within',
            ['terms', 'agency', key],
            (terms.agency ?? usualTerms.agency)?.[key] ?? 0,
            {
              suffix: key === 'noticeDays' ? 'days' : 'working days of notice',
              write: (draft, value) => {
                const { agency } = ownTerms(draft)
                if (agency) agency[key] = value ?? 0
              },
              restsOn: (draft) => ownTerms(draft).agency?.evidence,
            },
          ),
        ),
      ],
    },
  ]
}
