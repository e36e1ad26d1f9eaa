import {
  kindsOfLoad,
  loadNames,
  usualTerms,
  type Agreement,
  type Protection,
  type Terms,
} from '../../../../core/agreement/index.ts'
import { capital, copy, isAgreed, ownTerms, whole, type EditGroup } from './field.ts'

export function protectionGroups(terms: Terms): EditGroup[] {
  const { newlyQualified, returner } = terms.protection
  const shownNew = newlyQualified ?? usualTerms.protection.newlyQualified
  const shownReturner = returner ?? usualTerms.protection.returner
  const newOf = (draft: Agreement): Protection | null => ownTerms(draft).protection.newlyQualified
  return [
    {
      legend: 'In the assessed and supported year',
      fields: [
        isAgreed('newly-qualified', 'Protection beyond the hours', newlyQualified, (of, is) => {
          of.protection.newlyQualified = is
            ? (of.protection.newlyQualified ?? copy(usualTerms.protection.newlyQualified))
            : null
        }),
        ...(shownNew?.bars ?? []).map((bar, at) =>
          whole(
            `bar-${bar.id}`,
            bar.what === 'court'
              ? 'No court work alone before month'
              : 'No child protection alone before month',
            ['terms', 'protection', 'newlyQualified', 'bars', at, 'beforeMonth'],
            bar.beforeMonth,
            {
              hint: 'The first month is 1. From this month on it may be held.',
              write: (draft, value) => {
                const one = newOf(draft)?.bars[at]
                if (one) one.beforeMonth = value ?? 0
              },
              restsOn: (draft) => newOf(draft)?.bars[at]?.evidence,
            },
          ),
        ),
        whole(
          'new-most',
          'The most children, full time',
          ['terms', 'protection', 'newlyQualified', 'mostChildren'],
          shownNew?.mostChildren ?? null,
          {
            suffix: 'children',
            mayBeBlank: true,
            write: (draft, value) => {
              const one = newOf(draft)
              if (one) one.mostChildren = value
            },
            restsOn: (draft) => newOf(draft)?.evidence,
          },
        ),
      ],
    },
    {
      legend: 'Back from a long absence',
      fields: [
        isAgreed('returner', 'Protection of a worker who comes back', returner, (of, is) => {
          of.protection.returner = is
            ? (of.protection.returner ?? copy(usualTerms.protection.returner))
            : null
        }),
        ...(
          [
            ['afterWeeksAway', 'After an absence of at least', 'weeks'],
            ['percent', 'Carries', '% of the usual capacity'],
            ['weeks', 'For', 'weeks'],
          ] as const
        ).map(([key, label, suffix]) =>
          whole(
            `returner-${key}`,
            label,
            ['terms', 'protection', 'returner', key],
            shownReturner?.[key] ?? null,
            {
              suffix,
              write: (draft, value) => {
                const one = ownTerms(draft).protection.returner
                if (one) one[key] = value ?? 0
              },
              restsOn: (draft) => ownTerms(draft).protection.returner?.evidence,
            },
          ),
        ),
      ],
    },
  ]
}

export function capGroups(terms: Terms): EditGroup[] {
  return [
    {
      legend: 'A full-time worker holds at most',
      fields: kindsOfLoad.map((what) =>
        whole(
          `cap-${what}`,
          capital(loadNames[what]),
          ['terms', 'caps'],
          terms.caps.find((of) => of.what === what)?.most ?? null,
          {
            hint: 'Leave blank where no most is agreed.',
            mayBeBlank: true,
            write: (draft, most) => {
              const of = ownTerms(draft)
              const usual = usualTerms.caps.find((one) => one.what === what)
              const was = of.caps.find((one) => one.what === what) ?? usual
              of.caps = kindsOfLoad.flatMap((kind) =>
                kind !== what
                  ? of.caps.filter((one) => one.what === kind)
                  : most === null || !was
                    ? []
                    : [{ ...was, most, evidence: { ...was.evidence } }],
              )
            },
            restsOn: (draft) => ownTerms(draft).caps.find((one) => one.what === what)?.evidence,
          },
        ),
      ),
    },
  ]
}
