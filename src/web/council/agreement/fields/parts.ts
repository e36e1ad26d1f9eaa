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
