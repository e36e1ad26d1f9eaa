import { statusNames } from '../model/index.ts'
import { clauseOf } from './clause.ts'
import type { Agreement, CaseTest, Evidence, Modifier } from './schema/index.ts'
import { NOT_AGREED, termsClauses } from './describe-terms.ts'

export type ClauseSection =
  | 'about'
  | 'unit'
  | 'weights'
  | 'modifiers'
  | 'non-case'
  | 'capacity'
  | 'lines'
  | 'overload'
  | 'protection'
  | 'caps'
  | 'handover'
  | 'overrides'
  | 'allocation'
  | 'agency'
  | 'reference'
  | 'sources'

/** The agreement's page is these in order, a heading for each section. */
export const sectionHeadings: Record<ClauseSection, string> = {
  about: 'What this is',
  unit: 'What is counted',
  weights: 'What a case weighs',
  modifiers: 'What changes the weight of a case',
  'non-case': 'Work that is no case',
  capacity: 'What a worker can carry',
  lines: 'The lines',
  overload: 'Who answers an overload, and by when',
  protection: 'Protection of the newly qualified and of returners',
  caps: 'The most a worker holds',
  handover: 'What a handover holds',
  overrides: 'What needs a second pair of eyes',
  allocation: 'How an allocation is answered',
  agency: 'When an agency assignment ends',
  reference: 'For reference, not weighed',
  sources: 'Where the figures come from',
}

/** One thing the agreement says. */
export interface Clause {
  /** The id that lines of a sum carry; the anchor on the agreement's page. */
  id: string
  section: ClauseSection
  /** What it speaks of, to begin a sentence with: `a child protection plan`. */
  subject: string
  /** `weighs`, `adds`, `is` … */
  verb: string
  /** The figure or word alone: `8.5`. */
  value: string
  /** What follows the value: `hours a month`; may be empty. */
  unit: string
  /** The whole in plain words. */
  sentence: string
  /** Citation of the source; null where there is none. */
  source: string | null
  /** What the figure rests on; empty where nothing is said. */
  note: string
  strength: Evidence['strength'] | null
  /** A weight that rests on no published anchor or is not filled in: shown in amber, to be agreed first. */
  amber: boolean
}

export type MakeClause = (
  section: ClauseSection,
  id: string,
  subject: string,
  verb: string,
  value: string,
  after: string,
  evidence: Evidence | null,
  sentence?: string,
) => Clause

/** The agreement in plain words, in the order of the page: every figure it holds is in one clause. */
export function describeAgreement(agreement: Agreement): Clause[] {
  const { unit, capacity, lines, siblings } = agreement
  const citations = new Map(agreement.sources.map((of) => [of.id, of.citation]))
  const units = unit.name

  const clause: MakeClause = (section, id, subject, verb, value, after, evidence, sentence) => ({
    id,
    section,
    subject,
    verb,
    value,
    unit: after,
    sentence: sentence ?? `${capital(wordsOf(subject, verb, value, after))}.`,
    source: evidence?.source == null ? null : (citations.get(evidence.source) ?? null),
    note: evidence?.note ?? '',
    strength: evidence?.strength ?? null,
    amber:
      (section === 'weights' || section === 'modifiers' || section === 'non-case') &&
      (evidence?.strength === 'assumed' || evidence?.strength === 'blank'),
  })
  const amount = (of: number | null): string => (of === null ? 'not agreed yet' : figure(of))
  const unitOf = (of: number | null): string => (of === null ? '' : units)
  const yesNo = (of: boolean): string => (of ? 'counted' : 'not counted')

  const about: Clause[] = [
    clause('about', 'about.id', 'the id', 'is', agreement.id, '', null),
    clause('about', 'about.name', 'the name', 'is', agreement.name, '', null),
    clause('about', 'about.version', 'the version', 'is', agreement.version, '', null),
    clause('about', 'about.dated', 'the date', 'is', agreement.dated ?? 'not known', '', null),
    clause(
      'about',
      'about.kind',
      'the kind',
      'is',
      agreement.kind,
      '',
      null,
      kinds[agreement.kind],
    ),
    clause('about', 'about.about', 'the purpose', 'is', agreement.about, '', null, agreement.about),
    clause(
      'about',
      'about.starting-point',
      'this agreement',
      'is',
      agreement.startingPoint ? 'a starting point' : 'a text for both parties to sign',
      '',
      null,
      agreement.startingPoint
        ? 'This is a starting point: the service and the branch have not signed it.'
        : 'This text is for the service and the branch to sign: it runs once both have.',
    ),
  ]

  const counted: Clause[] = [
    clause('unit', 'unit.name', 'demand and capacity', 'are counted in', units, '', null),
    clause(
      'unit',
      clauseOf.rounding,
      'a case’s demand',
      'is rounded once, at the end, to the nearest',
      unit.grain,
      `(${unit.grainsPerUnit} to one of the unit)`,
      null,
      `Each case is added up exactly and rounded once, at the end, to the nearest ${unit.grain}, halves up; capacity is rounded down to it. The rounding has a line of its own.`,
    ),
  ]

  const weights: Clause[] = [
    ...agreement.weights.map((of) =>
      of.weight === null && of.evidence.strength !== 'blank'
        ? clause(
            'weights',
            clauseOf.weight(of.status),
            caseNames[of.status],
            'weighs',
            'the default for untyped cases',
            '',
            of.evidence,
            `${capital(caseNames[of.status])} has no weight of its own: it weighs the default for untyped cases and raises a question.`,
          )
        : clause(
            'weights',
            clauseOf.weight(of.status),
            caseNames[of.status],
            'weighs',
            amount(of.weight),
            unitOf(of.weight),
            of.evidence,
          ),
    ),
    ...agreement.weights
      .filter((of) => of.name !== statusNames[of.status])
      .map((of) =>
        clause(
          'weights',
          `${clauseOf.weight(of.status)}.name`,
          caseNames[of.status],
          'is shown as',
          of.name,
          '',
          null,
        ),
      ),
    ...agreement.stages.map((of) =>
      clause(
        'weights',
        clauseOf.stage(of.id),
        `${of.name} (${statusesText(of.statuses)})`,
        'weighs',
        amount(of.weight),
        `${unitOf(of.weight)}, where ${testsText(of.anyOf)}`.replace(/^, /, ''),
        of.evidence,
      ),
    ),
    ...ordered('weights', 'weights.order', 'stages', agreement.stages),
  ]

  const modifiers: Clause[] = [
    ...agreement.modifiers.map((of) => {
      const { subject, verb, value, after, sentence } = modifierText(of, units)
      const id = clauseOf.modifier(of.id)
      return clause('modifiers', id, subject, verb, value, after, of.evidence, sentence)
    }),
    ...ordered('modifiers', 'modifiers.order', 'changes', agreement.modifiers),
    ...(siblings === null
      ? [
          clause(
            'modifiers',
            clauseOf.sibling,
            'each further child of a family with the same worker',
            'weighs',
            '100',
            '% of its own weight',
            null,
            'There is no sibling rule: each child counts whole.',
          ),
        ]
      : [
          clause(
            'modifiers',
            clauseOf.sibling,
            'each further child of a family with the same worker',
            'weighs',
            String(siblings.percent),
            '% of its own weight',
            siblings.evidence,
            `The heaviest child of a family with the same worker counts whole; each further one weighs ${siblings.percent} % of its own weight. Only a families file says who is family.`,
          ),
          clause(
            'modifiers',
            `${clauseOf.sibling}.statuses`,
            'the sibling rule',
            'holds among',
            statusesText(siblings.statuses),
            '',
            null,
          ),
        ]),
  ]

  const nonCase: Clause[] = agreement.nonCaseDemand.map((of) =>
    clause(
      'non-case',
      clauseOf.nonCase(of.id),
      of.name,
      'adds',
      amount(of.amount),
      `${unitOf(of.amount)} to every worker’s demand, ${of.byContract ? 'in proportion to the contract' : 'whatever the contract'}`.trim(),
      of.evidence,
    ),
  )

  const lineClauses: Clause[] = [
    clause(
      'lines',
      clauseOf.safeLine,
      'the safe line',
      'is',
      figure(lines.safePercent),
      '% of capacity',
      lines.safeEvidence,
    ),
    clause(
      'lines',
      clauseOf.hardLine,
      'the hard line',
      'is',
      figure(lines.hardPercent),
      '% of capacity',
      lines.hardEvidence,
    ),
    clause(
      'lines',
      clauseOf.sustained,
      'a load over the hard line',
      'is formally excessive after',
      lines.sustainedWeeks === null ? NOT_AGREED : String(lines.sustainedWeeks),
      lines.sustainedWeeks === null ? '' : 'weeks',
      null,
      lines.sustainedWeeks === null
        ? 'How long a load may stay over the hard line is not agreed: no overload is entered by the clock.'
        : undefined,
    ),
    ...lines.bands.map((of) =>
      clause(
        'lines',
        `lines.band.${of.id}`,
        `the band “${of.name}”`,
        'ends',
        of.upToPercent === null
          ? 'nowhere'
          : `${of.including ? 'at and with' : 'before'} ${figure(of.upToPercent)}`,
        of.upToPercent === null ? '' : '% of capacity',
        null,
      ),
    ),
  ]

  return [
    ...about,
    ...counted,
    ...weights,
    ...modifiers,
    ...nonCase,
    ...capacityClauses(),
    ...lineClauses,
    ...termsClauses(agreement, clause),
    ...agreement.reference.map((of, i) =>
      clause(
        'reference',
        `reference.${i + 1}`,
        of.title,
        'gives',
        of.rows.map((row) => `${row.what}: ${row.amount}`).join('; '),
        '',
        of.evidence,
        `${of.title}. ${of.rows.map((row) => `${row.what}: ${row.amount}`).join('; ')}.`,
      ),
    ),
    ...agreement.sources.map((of) =>
      clause(
        'sources',
        `sources.${of.id}`,
        'a source',
        'is',
        `${of.citation}. ${of.note}`,
        '',
        null,
        `${of.citation}. ${of.note}`,
      ),
    ),
  ]

  function capacityClauses(): Clause[] {
    const { fullTime, asye, standing } = capacity
    const base =
      fullTime.kind === 'full-load'
        ? [
            clause(
              'capacity',
              clauseOf.contract,
              'a full-time worker',
              'carries',
              amount(fullTime.amount),
              unitOf(fullTime.amount),
              fullTime.evidence,
            ),
            clause(
              'capacity',
              'capacity.week',
              'a full-time week, to turn hours into a share of the load,',
              'has',
              figure(fullTime.weekHours),
              'hours',
              null,
            ),
          ]
        : [
            clause(
              'capacity',
              clauseOf.contract,
              'a full-time week',
              'has',
              figure(fullTime.weekHours),
              'hours',
              fullTime.contractEvidence,
              `A full-time week has ${figure(fullTime.weekHours)} hours; a month is 52 ÷ 12 of it, in proportion to the contract.`,
            ),
            clause(
              'capacity',
              clauseOf.leave,
              'leave:',
              '',
              `${figure(fullTime.leaveDays)} days and ${figure(fullTime.bankDays)} bank holidays`,
              'a year, taken evenly over the months',
              fullTime.leaveEvidence,
            ),
            clause(
              'capacity',
              clauseOf.sicknessAllowance,
              'the sickness allowance',
              'takes',
              figure(fullTime.sicknessPercent),
              '% of what is left after leave',
              fullTime.sicknessEvidence,
              `The sickness allowance takes ${figure(fullTime.sicknessPercent)} % of what is left after leave. It is not taken while a real sickness is entered.`,
            ),
            ...fullTime.fixed.map((of) =>
              clause(
                'capacity',
                clauseOf.fixed(of.id),
                `${of.name}:`,
                '',
                figure(of.hours),
                `hours a month, ${of.byContract ? 'in proportion to the contract' : 'whatever the contract'}${of.replacedBy === 'duty' ? '; the worker’s own duty hours, where entered, take its place' : ''}`,
                of.evidence,
              ),
            ),
          ]
    return [
      ...base,
      ...(
        [
          ['supervision', standing.supervision, 'hours for supervising others'],
          ['duty', standing.duty, 'a worker’s own duty hours'],
          [
            'business-support',
            standing.businessSupport,
            'hours of case administration done by business support',
          ],
        ] as const
      ).map(([what, counts, name]) =>
        clause(
          'capacity',
          clauseOf.standing(what),
          name,
          'are',
          yesNo(counts),
          counts ? (what === 'business-support' ? 'and given back' : 'and taken off') : '',
          standing.evidence,
        ),
      ),
      ...capacity.roles.map((of) =>
        clause(
          'capacity',
          clauseOf.role(of.role),
          `role, ${of.name}:`,
          '',
          String(of.percent),
          '% of the usual capacity',
          of.evidence,
        ),
      ),
      asye === null
        ? clause(
            'capacity',
            clauseOf.asye,
            'the assessed and supported year',
            'leaves',
            '100',
            '% of the usual capacity',
            null,
            'There is no rule for the assessed and supported year.',
          )
        : clause(
            'capacity',
            clauseOf.asye,
            'the assessed and supported year',
            'leaves',
            String(asye.percent),
            `% of the usual capacity, for ${asye.months} months`,
            asye.evidence,
          ),
      ...capacity.reductions.map((of) =>
        clause(
          'capacity',
          clauseOf.reduction(of.reason),
          `${of.name}:`,
          '',
          `${effects[of.effect]}${of.upToPercent === 100 ? '' : `, at most ${of.upToPercent} %`}`,
          '',
          of.evidence,
        ),
      ),
      clause(
        'capacity',
        'capacity.overlap',
        'reductions at the same time',
        'are',
        'added up',
        '',
        null,
        'Reductions at the same time are added up: each percent is a share of the same figure, the capacity before any of them. Capacity never falls below 0; who is away has none.',
      ),
      clause(
        'capacity',
        clauseOf.census,
        'an absence that only the workforce census tells of',
        'counts for',
        '28',
        'days from that day',
        null,
      ),
      clause(
        'capacity',
        clauseOf.contractEnd,
        'a contract that has ended',
        'leaves',
        'no capacity',
        'from its last day',
        null,
      ),
    ]
  }

  function ordered(
    section: ClauseSection,
    id: string,
    what: string,
    of: readonly { name: string }[],
  ): Clause[] {
    if (of.length < 2) return []
    const list = of.map((one) => one.name).join('; ')
    return [
      clause(
        section,
        id,
        `the order of ${what}`,
        'is',
        list,
        '',
        null,
        section === 'weights'
          ? `Where more than one stage holds, the first of these counts: ${list}.`
          : `Changes are made in this order, each to the sum so far: ${list}. The sibling rule comes last.`,
      ),
    ]
  }
}

const kinds: Record<Agreement['kind'], string> = {
  agreement: 'An agreement between a service and its union branch.',
  'starting-point': 'A starting point, not a study.',
  standard: 'A published standard.',
  mirror: 'A mirror of what is, not a standard of what should be.',
  template: 'A blank template: it refuses to weigh until it is filled in.',
  reference: 'Tables of another trade, to read and not to weigh with.',
}

const caseNames: Record<Agreement['weights'][number]['status'], string> = {
  'looked-after': 'a looked-after child',
  'child-protection-plan': 'a child protection plan',
  'child-in-need-plan': 'a child in need plan',
  'open-assessment': 'an open assessment',
  referral: 'a referral',
  'care-leaver': 'a care leaver',
  untyped: 'an untyped case',
}

const effects: Record<Agreement['capacity']['reductions'][number]['effect'], string> = {
  away: 'a full absence unless a smaller part is entered',
  'as-entered': 'taken off as entered',
  'already-counted': 'already counted in a standing line and not taken twice',
}

const days = {
  status: 'the status began',
  open: 'the involvement began',
  placement: 'the placement began',
  worker: 'the worker took the case over',
}

const flags: Record<Extract<CaseTest, { test: 'flag' }>['flag'], string> = {
  'looked-after': 'the child is looked after',
  'child-protection-plan': 'the child has a child protection plan',
  'child-in-need-plan': 'the child has a child in need plan',
  'open-assessment': 'an assessment is open',
  'enquiry-open': 'an S47 enquiry is in progress',
  'care-leaver': 'the young person is a care leaver',
  adoption: 'adoption is decided',
  disability: 'the child is disabled',
  'early-help': 'early help is open',
}

function testText(of: CaseTest): string {
  switch (of.test) {
    case 'flag':
      return flags[of.flag]
    case 'court':
      return of.stage === 'pre-proceedings'
        ? 'the case is in pre-proceedings'
        : 'the case is in care proceedings'
    case 'since':
      return `${days[of.day]} less than ${of.monthsUnder === 1 ? 'a month' : `${of.monthsUnder} months`} ago`
  }
}

function modifierText(
  of: Modifier,
  units: string,
): { subject: string; verb: string; value: string; after: string; sentence?: string } {
  switch (of.kind) {
    case 'add': {
      const where = `where ${testsText(of.anyOf)} (${statusesText(of.statuses)})`
      return of.amount === null
        ? { subject: of.name, verb: 'adds', value: 'nothing until agreed', after: `, ${where}` }
        : { subject: of.name, verb: 'adds', value: figure(of.amount), after: `${units}, ${where}` }
    }
    case 'times':
      return {
        subject: of.name,
        verb: 'multiplies by',
        value: figure(of.percent / 100),
        after: `where ${testsText(of.anyOf)} (${statusesText(of.statuses)})`,
      }
    case 'complexity':
      return {
        subject: of.name,
        verb: 'multiplies by',
        value: of.steps.map((step) => figure(step / 100)).join(', '),
        after: 'as entered for the case',
      }
    case 'travel':
      return {
        subject: of.name,
        verb: 'adds',
        value: figure(of.perHour),
        after: `${units} for each hour on the way`,
        ...(units === 'hours a month' && of.perHour === 1
          ? {
              sentence: `${capital(of.name)} adds its hours: return minutes × visits a month ÷ 60, where a file gives both.`,
            }
          : {}),
      }
  }
}

const testsText = (tests: readonly CaseTest[]): string => tests.map(testText).join(', or ')

const statusesText = (statuses: readonly Agreement['weights'][number]['status'][]): string =>
  Object.keys(statusNames).every((status) => statuses.some((of) => of === status))
    ? 'any status'
    : statuses.map((status) => statusNames[status]).join(', ')

const figures = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
const figure = (of: number): string => figures.format(of)

/** A sentence's words without its full stop; a unit that begins with a comma stands close. */
export const wordsOf = (...words: string[]): string =>
  words.filter(Boolean).join(' ').replaceAll(' ,', ',')

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
