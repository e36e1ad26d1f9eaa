import type { Agreement, StageRule, WeightRule } from '../schema/index.ts'
import { assumed, derived, linesAt, loadOf, noHardLine, published, weightsOf } from './common.ts'

/*
 * Standards that say how many cases of a kind are a full load. A full load is cut into so many
 * parts that every published count divides it without remainder: 12 of 12 is exactly 100 %, which
 * decimals such as 0.0833 cannot say. No part is a published point.
 */

const partsUnit: Agreement['unit'] = {
  name: 'parts of a full load',
  grainsPerUnit: 1,
  grain: 'whole part',
}

/** Parts that a case weighs where `count` (in tenths) of them are a full load of `parts`. */
const share = (parts: number, countTenths: number): number => (parts * 10) / countTenths

const mapping =
  'Which English status stands for which kind of work in the source is Fairload’s reading; agree it.'

const usualLoad = (parts: number, note: string) => loadOf(parts, derived('source', note))

const unsettled: Pick<StageRule, 'id' | 'name' | 'statuses' | 'anyOf'> = {
  id: 'looked-after-unsettled',
  name: 'new in care or in a new placement, under six months',
  statuses: ['looked-after'],
  anyOf: [
    { test: 'since', day: 'status', monthsUnder: 6 },
    { test: 'since', day: 'placement', monthsUnder: 6 },
  ],
}

// ---------------------------------------------------------------------------------- CWLA, 1999

/** Least common multiple of 12, 15 and 17. */
const CWLA_PARTS = 1_020

export const cwla1999: Agreement = {
  format: 1,
  id: 'cwla-1999',
  name: 'CWLA Standards of Excellence',
  version: '1999',
  dated: '1999',
  about:
    'American standards of how many families or children one worker can serve: 12 investigations, 17 families in ongoing work, up to 15 children in foster care.',
  kind: 'standard',
  startingPoint: true,
  sources: [
    {
      id: 'source',
      citation:
        'Child Welfare League of America, Standards of Excellence (child protective services rev. 1999; foster care rev. 1995)',
      note: 'Professional standards, not a time study. No more than 1 new family for each 6 open, which Fairload shows but does not weigh.',
    },
  ],
  unit: partsUnit,
  weights: weightsOf({
    'looked-after': [
      share(CWLA_PARTS, 150),
      published('source', `12 to 15 children in foster care; 15 is taken. ${mapping}`),
    ],
    'child-protection-plan': [
      share(CWLA_PARTS, 170),
      published('source', `17 families in ongoing work. ${mapping}`),
    ],
    'child-in-need-plan': [
      share(CWLA_PARTS, 170),
      published('source', `17 families in ongoing work. ${mapping}`),
    ],
    'open-assessment': [
      share(CWLA_PARTS, 120),
      published('source', `12 active investigations a month. ${mapping}`),
    ],
    referral: [null, assumed('The source does not weigh work before an investigation.')],
    'care-leaver': [null, assumed('The source does not weigh care leavers.')],
    untyped: [share(CWLA_PARTS, 170), assumed('As a family in ongoing work.')],
  }),
  stages: [],
  modifiers: [],
  siblings: {
    percent: 0,
    statuses: ['child-protection-plan', 'child-in-need-plan'],
    evidence: published('source', 'Ongoing work counts families: further children add nothing.'),
  },
  nonCaseDemand: [],
  capacity: usualLoad(CWLA_PARTS, '1,020 parts, so that 12, 15 and 17 all divide a full load.'),
  lines: linesAt(100, published('source', 'The standard itself.'), 110, noHardLine),
  reference: [
    {
      title: 'Also in the source',
      rows: [
        { what: 'mixed work', amount: '10 ongoing families and 4 investigations' },
        { what: 'new families', amount: 'no more than 1 for each 6 open' },
        { what: 'foster care', amount: '12 to 15 children' },
        { what: 'supervisor', amount: '5 workers' },
      ],
      evidence: published('source', 'Not weighed here.'),
    },
  ],
}

// ---------------------------------------------------------------------------- California, 2000

/** Cases for one worker, in tenths. */
interface SB2030 {
  screening: number
  emergency: number
  maintenance: number
  reunification: number
  permanent: number
}

function california(id: string, name: string, which: string, parts: number, of: SB2030): Agreement {
  const says = (tenths: number, kind: string): string =>
    `${(tenths / 10).toFixed(1)} cases of ${kind} for one worker (${which}). ${mapping}`
  return {
    format: 1,
    id,
    name,
    version: '2000',
    dated: '2000',
    about: `The ${which} caseloads of California’s workload study of 2000. American practice, and over twenty years old.`,
    kind: 'standard',
    startingPoint: true,
    sources: [
      {
        id: 'source',
        citation:
          'California SB 2030 Child Welfare Services Workload Study (2000), as cited by CCASSC 2012',
        note: 'A state-wide time study; cases for each worker by kind of work.',
      },
    ],
    unit: partsUnit,
    weights: weightsOf({
      'looked-after': [
        share(parts, of.permanent),
        published('source', says(of.permanent, 'permanent placement')),
      ],
      'child-protection-plan': [
        share(parts, of.maintenance),
        published('source', says(of.maintenance, 'family maintenance')),
      ],
      'child-in-need-plan': [
        share(parts, of.maintenance),
        published('source', says(of.maintenance, 'family maintenance')),
      ],
      'open-assessment': [
        share(parts, of.emergency),
        published('source', says(of.emergency, 'emergency response')),
      ],
      referral: [
        share(parts, of.screening),
        published('source', says(of.screening, 'emergency response assessment')),
      ],
      'care-leaver': [null, assumed('The source does not weigh care leavers.')],
      untyped: [share(parts, of.maintenance), assumed('As family maintenance.')],
    }),
    stages: [
      {
        ...unsettled,
        weight: share(parts, of.reunification),
        evidence: published('source', says(of.reunification, 'family reunification')),
      },
    ],
    modifiers: [],
    siblings: null,
    nonCaseDemand: [],
    capacity: usualLoad(
      parts,
      `${parts.toLocaleString('en-GB')} parts, so that every published count divides a full load.`,
    ),
    lines: linesAt(100, published('source', `The ${which} of the study.`), 110, noHardLine),
    reference: [
      {
        title: 'Cases for each worker (1984 standard; minimum 2000; optimum 2000)',
        rows: [
          { what: 'emergency response assessment', amount: '322.5; 116.1; 68.7' },
          { what: 'emergency response', amount: '15.8; 13.0; 9.9' },
          { what: 'family maintenance', amount: '35.0; 14.2; 10.2' },
          { what: 'family reunification', amount: '27.0; 15.6; 11.9' },
          { what: 'permanent placement', amount: '54.0; 23.7; 16.4' },
        ],
        evidence: published('source', 'The whole table.'),
      },
    ],
  }
}

/** A tenth of the least common multiple of 1161, 130, 142, 156 and 237. */
const MINIMUM_PARTS = 169_313_274

export const californiaMinimum: Agreement = california(
  'ca-sb2030-min',
  'California SB 2030, minimum',
  'minimum',
  MINIMUM_PARTS,
  { screening: 1161, emergency: 130, maintenance: 142, reunification: 156, permanent: 237 },
)

/** Half of the least common multiple of 687, 99, 102, 119 and 164: ten times it divides by all of them. */
const OPTIMUM_PARTS = 221_223_618

export const californiaOptimum: Agreement = california(
  'ca-sb2030-opt',
  'California SB 2030, optimum',
  'optimum',
  OPTIMUM_PARTS,
  { screening: 687, emergency: 99, maintenance: 102, reunification: 119, permanent: 164 },
)

// ------------------------------------------------------------------------------ Oklahoma, 2013

/** Least common multiple of 8, 12, 15, 16 and 22. */
const OKLAHOMA_PARTS = 2_640

const oklahoma: Record<
  'assessment' | 'family' | 'permanency' | 'adoption',
  WeightRule['evidence']
> = {
  assessment: published('source', `12 investigations (0.0833 each). ${mapping}`),
  family: published('source', `8 families in family-centred work (0.125 each). ${mapping}`),
  permanency: published('source', `15 children in permanency work (0.0667 each). ${mapping}`),
  adoption: published('source', '8 families and 8 children, 16 units (0.0625 each).'),
}

export const oklahoma2013: Agreement = {
  format: 1,
  id: 'ok-pinnacle-2013',
  name: 'Oklahoma Pinnacle Plan',
  version: '2013',
  dated: '2013',
  about:
    'The court-monitored workload standards of Oklahoma: each kind of case is a stated fraction of a full load. American practice.',
  kind: 'standard',
  startingPoint: true,
  sources: [
    {
      id: 'source',
      citation: 'Oklahoma Department of Human Services, Pinnacle Plan workload standards (2013)',
      note: 'Court-monitored. A newly trained worker has a graded load until nine months after training.',
    },
  ],
  unit: partsUnit,
  weights: weightsOf({
    'looked-after': [share(OKLAHOMA_PARTS, 150), oklahoma.permanency],
    'child-protection-plan': [share(OKLAHOMA_PARTS, 80), oklahoma.family],
    'child-in-need-plan': [share(OKLAHOMA_PARTS, 80), oklahoma.family],
    'open-assessment': [share(OKLAHOMA_PARTS, 120), oklahoma.assessment],
    referral: [null, assumed('The source does not weigh work before an investigation.')],
    'care-leaver': [null, assumed('The source does not weigh care leavers.')],
    untyped: [share(OKLAHOMA_PARTS, 80), assumed('As a family in family-centred work.')],
  }),
  stages: [
    {
      id: 'adoption',
      name: 'adoption',
      statuses: ['looked-after'],
      anyOf: [{ test: 'flag', flag: 'adoption' }],
      weight: share(OKLAHOMA_PARTS, 160),
      evidence: oklahoma.adoption,
    },
  ],
  modifiers: [],
  siblings: {
    percent: 0,
    statuses: ['child-protection-plan', 'child-in-need-plan'],
    evidence: published(
      'source',
      'Family-centred work counts families: further children add nothing.',
    ),
  },
  nonCaseDemand: [],
  capacity: usualLoad(
    OKLAHOMA_PARTS,
    '2,640 parts, so that 8, 12, 15, 16 and 22 all divide a full load.',
  ),
  lines: linesAt(100, published('source', 'A full load.'), 110, noHardLine),
  reference: [
    {
      title: 'Also in the source',
      rows: [
        { what: 'abuse in out-of-home care', amount: '12 investigations' },
        { what: 'resource families', amount: '22 families (0.0455 each)' },
        { what: 'supervisor', amount: '5 workers' },
        { what: 'newly trained worker', amount: 'graded load until nine months after training' },
      ],
      evidence: published('source', 'Not weighed here.'),
    },
  ],
}
