import type { TableColumn } from '../table.ts'

/** The families file: who belongs together, and what only the authority knows of a case. */
export const familyColumns: readonly TableColumn[] = [
  {
    key: 'child',
    header: 'child_id',
    help: "The authority's own id of the child, as in Annex A.",
    example: '100234',
    allowed: null,
    also: ['Child Unique ID', 'Child', 'pers_person_id', 'fami_person_id', 'LAchildID'],
  },
  {
    key: 'family',
    header: 'family_id',
    help: 'The same text for every child of a family.',
    example: 'F0917',
    allowed: null,
    also: ['Family', 'Family identifier', 'fami_family_id'],
  },
  {
    key: 'courtStage',
    header: 'court_stage',
    help: 'Whether pre-proceedings or care proceedings are under way.',
    example: 'care proceedings',
    allowed: ['none', 'pre-proceedings', 'care proceedings'],
    also: [],
  },
  {
    key: 'complexity',
    header: 'complexity',
    help: 'Percent of the usual work.',
    example: '125',
    allowed: ['75', '100', '125', '150', '200'],
    also: ['complexity percent'],
  },
  {
    key: 'travelMinutes',
    header: 'travel_minutes',
    help: 'Minutes of travel there and back for one visit.',
    example: '90',
    allowed: null,
    also: [],
  },
  {
    key: 'visitsAMonth',
    header: 'visits_a_month',
    help: 'How many visits a month the plan asks for.',
    example: '2',
    allowed: null,
    also: ['visits per month'],
  },
]
