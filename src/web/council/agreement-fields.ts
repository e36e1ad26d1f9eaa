import {
  actNames,
  answererNames,
  answerers,
  describeAgreement,
  kindsOfLoad,
  loadNames,
  overridableActs,
  parseAgreement,
  stepNames,
  termsOf,
  usualTerms,
  type Agreement,
  type Clause,
  type Evidence,
  type Protection,
  type Terms,
} from '../../core/agreement/index.ts'
import { roleWords } from '../words.ts'

/** The parts of an agreement that are edited together, a page each. */
export const editParts = [
  'weights',
  'capacity',
  'lines',
  'overload',
  'protection',
  'caps',
  'handover',
  'overrides',
  'allocation',
  'agency',
] as const
export type EditPart = (typeof editParts)[number]

export const partHeadings: Record<EditPart, string> = {
  weights: 'What a case weighs',
  capacity: 'What a worker can carry',
  lines: 'The lines',
  overload: 'Who answers an overload',
  protection: 'Protection',
  caps: 'The most a worker holds',
  handover: 'Handover',
  overrides: 'A second pair of eyes',
  allocation: 'Answering an allocation',
  agency: 'End of an agency assignment',
}

/** One field of the form: what stands in it, and what becomes of what is typed. */
export interface EditField {
  name: string
  label: string
  hint?: string | undefined
  suffix?: string | undefined
  kind: 'decimal' | 'whole' | 'choice'
  value: string
  options?: readonly { value: string; text: string }[]
  /** Where the schema's problems with it stand. */
  path: readonly (string | number)[]
  /** Writes the value into the draft. `null` where the field was left blank. */
  write: (draft: Agreement, value: number | string | null) => void
  /** Whether blank means "not agreed". */
  mayBeBlank?: boolean
  /** What the figure rests on, to be marked as agreed where it changes. */
  restsOn?: (draft: Agreement) => Evidence | undefined
}

export interface EditGroup {
  legend: string
  fields: readonly EditField[]
}

const text = (value: number | null): string => (value === null ? '' : String(value))

/** The form of one part, filled with what the agreement says. */
export function editGroups(agreement: Agreement, part: EditPart): EditGroup[] {
  const clauses = new Map(describeAgreement(agreement).map((of) => [of.id, of]))
  const terms = termsOf(agreement)
  switch (part) {
    case 'weights':
      return weightGroups(agreement, clauses)
    case 'capacity':
      return capacityGroups(agreement)
    case 'lines':
      return [
        {
          legend: 'The lines',
          fields: [
            number('safe', 'Safe line', ['lines', 'safePercent'], agreement.lines.safePercent, {
              suffix: '% of capacity',
              write: (draft, value) => (draft.lines.safePercent = value ?? 0),
              restsOn: (draft) => draft.lines.safeEvidence,
            }),
            number('hard', 'Hard line', ['lines', 'hardPercent'], agreement.lines.hardPercent, {
              suffix: '% of capacity',
              write: (draft, value) => (draft.lines.hardPercent = value ?? 0),
              restsOn: (draft) => draft.lines.hardEvidence,
            }),
            whole(
              'sustained',
              'Over the hard line, formally excessive after',
              ['lines', 'sustainedWeeks'],
              agreement.lines.sustainedWeeks,
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
    case 'overload':
      return [
        {
          legend: 'An overload is answered by, in this order',
          fields: [0, 1, 2, 3].flatMap((at) => rungFields(terms, at)),
        },
      ]
    case 'protection':
      return protectionGroups(terms)
    case 'caps':
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
    case 'handover':
      return handoverGroups(agreement, terms)
    case 'overrides':
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
    case 'allocation':
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
    case 'agency':
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
}

export interface FieldProblem {
  /** The field's name; null where the problem belongs to none of this page. */
  field: string | null
  sentence: string
}

/**
 * What the form's values make of the agreement. A figure that changes rests from then on on what
 * the parties agreed, with the words given.
 */
export function withValues(
  agreement: Agreement,
  part: EditPart,
  values: Readonly<Record<string, string>>,
  words: string,
): { document: Agreement; problems: FieldProblem[] } {
  const draft = structuredClone(agreement)
  const fields = editGroups(agreement, part).flatMap((group) => group.fields)
  const problems: FieldProblem[] = []
  for (const field of fields) {
    const typed = (values[field.name] ?? field.value).trim()
    if (typed === field.value) continue
    const read = valueOf(field, typed)
    if ('problem' in read) problems.push({ field: field.name, sentence: read.problem })
    else {
      field.write(draft, read.value)
      const evidence = field.restsOn?.(draft)
      if (evidence) Object.assign(evidence, agreed(words))
    }
  }
  // A figure typed into a clause that is not agreed would be lost without a word.
  const now = new Map(
    editGroups(draft, part).flatMap((group) => group.fields.map((field) => [field.name, field])),
  )
  for (const field of fields) {
    const typed = (values[field.name] ?? field.value).trim()
    const isChanged = typed !== field.value && field.kind !== 'choice'
    const written = typed === '' ? '' : String(Number(typed))
    const isWrong = problems.some((problem) => problem.field === field.name)
    if (isChanged && !isWrong && now.get(field.name)?.value !== written) {
      problems.push({
        field: field.name,
        sentence: `${field.label}: this is not agreed above. Choose there first, or leave it as it was.`,
      })
    }
  }
  if (problems.length > 0) return { document: draft, problems }
  const parsed = parseAgreement(draft)
  if (parsed.ok) return { document: draft, problems }
  return {
    document: draft,
    problems: parsed.problem.map((problem) => ({
      field: fieldAt(fields, problem.path)?.name ?? null,
      sentence: problem.what,
    })),
  }
}

function valueOf(
  field: EditField,
  typed: string,
): { value: number | string | null } | { problem: string } {
  if (field.kind === 'choice') {
    return field.options?.some((option) => option.value === typed)
      ? { value: typed }
      : { problem: `${field.label}: choose one of those listed.` }
  }
  if (typed === '') {
    return field.mayBeBlank ? { value: null } : { problem: `${field.label}: enter a number.` }
  }
  const pattern = field.kind === 'whole' ? /^\d{1,6}$/ : /^\d{1,9}(\.\d{1,2})?$/
  return pattern.test(typed)
    ? { value: Number(typed) }
    : {
        problem: `${field.label}: enter ${field.kind === 'whole' ? 'a whole number, such as 4' : 'a number with at most two decimal places, such as 8.5'}.`,
      }
}

/** The field that stands nearest to where a problem is. */
const fieldAt = (
  fields: readonly EditField[],
  path: readonly PropertyKey[],
): EditField | undefined =>
  fields
    .filter((field) => field.path.length > 0 && startsWith(path, field.path))
    .sort((a, b) => b.path.length - a.path.length)[0]

const startsWith = (path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean =>
  start.every((key, at) => path[at] === key)

const agreed = (note: string): Evidence => ({ strength: 'agreed', source: null, note })

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const copy = <T>(of: T): T => structuredClone(of)

/** The draft's own terms, made where it has none yet. */
function ownTerms(draft: Agreement): Terms {
  draft.terms ??= copy(termsOf(draft))
  return draft.terms
}

const roleOptions = answerers.map((value) => ({ value, text: capital(answererNames[value]) }))

interface NumberOptions {
  suffix?: string
  hint?: string
  mayBeBlank?: boolean
  write: (draft: Agreement, value: number | null) => void
  restsOn?: (draft: Agreement) => Evidence | undefined
}

const number = (
  name: string,
  label: string,
  path: EditField['path'],
  value: number | null,
  { write, ...options }: NumberOptions,
  kind: 'decimal' | 'whole' = 'decimal',
): EditField => ({
  name,
  label,
  path,
  kind,
  value: text(value),
  ...options,
  write: (draft, given) => write(draft, typeof given === 'number' ? given : null),
})

const whole = (
  name: string,
  label: string,
  path: EditField['path'],
  value: number | null,
  options: NumberOptions,
): EditField => number(name, label, path, value, options, 'whole')

const choice = (
  name: string,
  label: string,
  path: EditField['path'],
  value: string,
  options: readonly { value: string; text: string }[],
  write: (draft: Agreement, value: string) => void,
  restsOn?: EditField['restsOn'],
): EditField => ({
  name,
  label,
  path,
  kind: 'choice',
  value,
  options,
  write: (draft, given) => write(draft, String(given ?? '')),
  ...(restsOn ? { restsOn } : {}),
})

const isAgreed = (
  name: string,
  label: string,
  now: unknown,
  write: (terms: Terms, is: boolean) => void,
): EditField =>
  choice(
    `${name}-agreed`,
    label,
    [],
    now === null ? 'no' : 'yes',
    [
      { value: 'yes', text: 'is agreed, as below' },
      { value: 'no', text: 'is not agreed: nothing is enforced' },
    ],
    (draft, value) => write(ownTerms(draft), value === 'yes'),
  )

function weightGroups(agreement: Agreement, clauses: ReadonlyMap<string, Clause>): EditGroup[] {
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

function capacityGroups(agreement: Agreement): EditGroup[] {
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

function protectionGroups(terms: Terms): EditGroup[] {
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

function handoverGroups(agreement: Agreement, terms: Terms): EditGroup[] {
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
