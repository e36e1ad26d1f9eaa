import type { Agreement, Lines } from '../schema/index.ts'
import { assumed, derived, published } from './common.ts'

/** Lines that can be laid over an agreement; `lines` is null where the source's figure cannot be used as it stands. */
export interface LineSet {
  id: string
  name: string
  source: Agreement['sources'][number]
  lines: Lines | null
  /** Why it cannot be used as it stands; null where it can. */
  refuses: string | null
}

const probation = 'probation-2005'
const moj = 'moj-2021-threshold'

export const lineSets: readonly LineSet[] = [
  {
    id: 'probation-2005',
    name: 'Probation bands of 2005',
    source: {
      id: probation,
      citation: 'Community Care, 1 October 2010, on the probation service’s workload bands of 2005',
      note: 'Adult probation. Bands: blue below 95 %, green 95 to 100 %, amber 100 to 110 %, red above 110 %.',
    },
    lines: {
      safePercent: 100,
      safeEvidence: published(probation, 'Amber from 100 %.'),
      hardPercent: 110,
      hardEvidence: published(probation, 'Red above 110 %.'),
      sustainedWeeks: null,
      bands: [
        { id: 'blue', name: 'blue', upToPercent: 95, including: false },
        { id: 'green', name: 'green', upToPercent: 100, including: true },
        { id: 'amber', name: 'amber', upToPercent: 110, including: true },
        { id: 'red', name: 'red', upToPercent: null, including: false },
      ],
    },
    refuses: null,
  },
  {
    id: 'moj-2021',
    name: 'Ministry of Justice threshold of 2021',
    source: {
      id: moj,
      citation: 'Ministry of Justice, answer to parliamentary question 172934 (2021)',
      note: 'Adult probation. Over 110 % for four weeks running is excessive workload.',
    },
    lines: {
      safePercent: 100,
      safeEvidence: assumed('The source names only the 110 % threshold.'),
      hardPercent: 110,
      hardEvidence: derived(moj, 'Over 110 % for four weeks running is excessive workload.'),
      sustainedWeeks: 4,
      bands: [],
    },
    refuses: null,
  },
  {
    id: 'qld-wmm',
    name: 'Queensland workload management: escalation at 110',
    source: {
      id: 'qld-wmm',
      citation: 'Queensland workload management manual: a weighting of 110 escalates',
      note: 'The 110 is of Queensland’s own weighting, whose table is not published.',
    },
    lines: null,
    refuses:
      'Queensland’s 110 counts its own weighting, whose table is not published: it is no percent of capacity and cannot be laid over another scheme.',
  },
]

/** The agreement with another set of lines and its source; null where the set cannot be used as it stands. */
export function withLines(agreement: Agreement, set: LineSet): Agreement | null {
  if (set.lines === null) return null
  return {
    ...agreement,
    sources: [...agreement.sources.filter((of) => of.id !== set.source.id), set.source],
    lines: set.lines,
  }
}
