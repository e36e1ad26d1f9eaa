/** How a release is counted, as it says itself. */
export const evidenceMethod: string[] = [
  'Every child with an open case on the day is counted once, in the status that comes first by the agreement, then by the stage and the modifiers that hold.',
  'No count of one to four children is told apart. Such counts are in a rest of at least six, with others where needed, so that none can be had by taking what is shown from the whole.',
  'A rest does not say what it holds. What it could weigh is between the least and the most that the rules allow: figures worked out from a release are ranges.',
  'Workers are counted to the nearest five, full-time shares as well; what they can carry together is a range of five people’s share. Nothing is released of fewer than ten workers.',
  'Complexity, travel and children who come after a sibling in several classes are ranges, apart from the rest.',
  'Work that is agreed and no case, and the overlap of handovers, are not in it.',
  'One release in 28 days at most, and none is changed: two of the same days could be taken from one another.',
]
