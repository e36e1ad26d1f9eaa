import type { Agreement } from '../schema/index.ts'
import {
  blank,
  linesAt,
  loadOf,
  noHardLine,
  published,
  assumed,
  unfilled,
  usualReductions,
} from './common.ts'

const tiers = (title: string, amounts: readonly number[]): Agreement['reference'][number] => ({
  title,
  rows: [
    'A3',
    'A2',
    'A1',
    'A0',
    'B3',
    'B2',
    'B1',
    'B0',
    'C3',
    'C2',
    'C1',
    'C0',
    'D3',
    'D2',
    'D1',
    'D0',
  ].map((tier, i) => ({ what: `tier ${tier}`, amount: String(amounts[i]) })),
  evidence: published('source', 'Points of adult probation.'),
})

/** Adult probation's full working example: to read, and to copy the shape of its capacity rules from. */
export const mojSeed: Agreement = {
  format: 1,
  id: 'moj-wmt-seed',
  name: 'HM Probation workload tool (seed values)',
  version: 'V1.1 seed',
  dated: null,
  about:
    'Adult probation, not children’s social care: the tables are here to read. No child’s status is among its tiers, so it refuses to weigh until a service and a branch have filled in weights of their own. Live values are set by administrators and dated.',
  kind: 'reference',
  startingPoint: true,
  sources: [
    {
      id: 'source',
      citation:
        'ministryofjustice/hmpps-workload, V1_1__SEED_REF_DATA.sql at commit 1e70153 (MIT licence)',
      note: 'Seed values; 2,176 points for a 37-hour week. Tasks done for others move between workers by contact code (5 to 26 points).',
    },
  ],
  unit: { name: 'points', grainsPerUnit: 1, grain: 'whole point' },
  weights: unfilled('Adult probation has no such case.'),
  stages: [],
  modifiers: [],
  siblings: null,
  nonCaseDemand: [],
  capacity: {
    ...loadOf(2_176, published('source', '2,176 points for 37 hours a week.')),
    reductions: usualReductions.map((of) => ({
      ...of,
      effect: of.reason === 'annual-leave' ? 'as-entered' : of.effect,
      upToPercent: of.reason === 'union-facility-time' ? 50 : 100,
      evidence:
        of.reason === 'union-facility-time'
          ? published('source', 'Up to 50 %.')
          : blank('To be agreed.'),
    })),
  },
  lines: linesAt(100, assumed('Points ÷ available points.'), 110, noHardLine),
  reference: [
    tiers(
      'Community order',
      [206, 158, 146, 110, 146, 115, 102, 72, 79, 63, 50, 35, 51, 41, 29, 29],
    ),
    tiers('Custody', [75, 60, 59, 0, 59, 48, 47, 0, 30, 24, 23, 0, 17, 14, 13, 0]),
    tiers('Licence', [219, 175, 163, 0, 161, 132, 119, 0, 77, 65, 52, 0, 51, 43, 31, 0]),
    {
      title: 'Reports and tasks',
      rows: [
        { what: 'standard court report', amount: '138' },
        { what: 'fast court report', amount: '65' },
        { what: 'parole report', amount: '120' },
        { what: 'ARMS assessment', amount: '69 or 35' },
        { what: 'tasks done for others', amount: '5 to 26' },
      ],
      evidence: published('source', 'Points.'),
    },
    {
      title: 'Reductions of capacity',
      rows: [
        { what: 'newly qualified', amount: '20 % for 9 months' },
        { what: 'trainee', amount: '80, 60, 40 % by half-year' },
        { what: 'long-term sickness, maternity, adoption', amount: '100 %' },
        { what: 'phased return, pregnancy, disability', amount: 'as agreed' },
        { what: 'trade-union facility time', amount: 'up to 50 %' },
        { what: 'single point of contact', amount: 'up to 5 %' },
      ],
      evidence: published(
        'source',
        'Available points = target × available hours ÷ contracted hours.',
      ),
    },
  ],
}
