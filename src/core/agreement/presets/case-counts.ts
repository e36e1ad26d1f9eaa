import type { Agreement, Evidence, Lines } from '../schema/index.ts'
import { assumed, linesAt, loadOf, noHardLine, oneEach, published } from './common.ts'

/** A standard that counts cases: each weighs one, a full-time worker carries so many. */
function caseCount(of: {
  id: string
  name: string
  version: string
  dated: string | null
  about: string
  kind: Agreement['kind']
  citation: string
  sourceNote: string
  cases: number
  casesNote: string
  lines: Lines
}): Agreement {
  return {
    format: 1,
    id: of.id,
    name: of.name,
    version: of.version,
    dated: of.dated,
    about: of.about,
    kind: of.kind,
    startingPoint: true,
    sources: [{ id: 'source', citation: of.citation, note: of.sourceNote }],
    unit: { name: 'cases', grainsPerUnit: 10, grain: 'tenth of a case' },
    weights: oneEach(published('source', 'Counts cases: every child’s case is one.')),
    stages: [],
    modifiers: [],
    siblings: null,
    nonCaseDemand: [],
    capacity: loadOf(of.cases, published('source', of.casesNote)),
    lines: of.lines,
    reference: [],
  }
}

const full = (note: string): Evidence => published('source', note)

export const scotland2022: Agreement = caseCount({
  id: 'sws-2022',
  name: 'Scotland: at most 15 children',
  version: '2022',
  dated: '2022',
  about:
    'A most of 15 children for each full-time children’s social worker. A count: it does not say how heavy the work is.',
  kind: 'standard',
  citation: 'Social Work Scotland, Setting the Bar (2022): at most 15 children for each worker',
  sourceNote: 'A published most, not a time study.',
  cases: 15,
  casesNote: 'At most 15 children for each worker.',
  lines: linesAt(
    100,
    full('15 children.'),
    100,
    full('15 is the most: over it is over both lines.'),
  ),
})

export const washington2007: Agreement = caseCount({
  id: 'wa-irc-2007',
  name: 'Washington State: 15 cases, 18 at the outside',
  version: '2007',
  dated: '2007',
  about: '15 cases for each full-time worker and never more than 18.',
  kind: 'standard',
  citation:
    'Washington State, 2007 standard: 15 cases for each full-time worker, 18 at the outside',
  sourceNote: 'American practice.',
  cases: 15,
  casesNote: '15 cases for each full-time worker.',
  lines: linesAt(100, full('15 cases.'), 120, full('18 cases at the outside: 18 ÷ 15 = 120 %.')),
})

export const ireland2012: Agreement = caseCount({
  id: 'hse-2012',
  name: 'Ireland: 15 to 25 cases, indicative',
  version: '2012',
  dated: '2012',
  about:
    'An indicative range of 15 to 25 cases for each worker. The range is wide: read it beside another scheme.',
  kind: 'standard',
  citation: 'Health Service Executive, Ireland (2012): 15 to 25 cases, indicative',
  sourceNote: 'Indicative: not a limit.',
  cases: 25,
  casesNote:
    'The upper end of the indicative range, 25 cases, is taken as a full load; 15 is 60 % of it.',
  lines: {
    ...linesAt(100, full('The upper end of the range, 25 cases.'), 110, noHardLine),
    bands: [
      { id: 'below-range', name: 'below the range', upToPercent: 60, including: false },
      { id: 'in-range', name: 'in the range of 15 to 25', upToPercent: 100, including: true },
      { id: 'above-range', name: 'above the range', upToPercent: null, including: false },
    ],
  },
})

export const dfe2024: Agreement = caseCount({
  id: 'dfe-csww-2024',
  name: 'The Department’s mean of 2024: 15.4 cases',
  version: '2024',
  dated: '2024-09-30',
  about:
    'A mirror, not a standard: how each worker stands against the mean caseload in England. Nobody has said that the mean is safe.',
  kind: 'mirror',
  citation:
    'Department for Education, Children’s social work workforce, 30 September 2024: 15.4 cases for each full-time case holder',
  sourceNote:
    'In a poll of March 2025 (about 600 votes) 78 % said that their own caseload is well above it.',
  cases: 15.4,
  casesNote: 'The mean of cases for each full-time case holder.',
  lines: linesAt(
    100,
    assumed('100 % is the mean of England, where it is; it says nothing of safety.'),
    110,
    noHardLine,
  ),
})
