/**
 * Wordings seen in real Annex A returns (see ../README.md for their origin), by what the simulator
 * would have written. Keys are beginnings of our own wording.
 */
export const observedFigures = {
  'Case Status': {
    'a)': ['CLA', 'CLA&CP', 'CP/CLA', 'LAC', 'Looked after child'],
    'b)': ['CP Ext', 'CPP', 'Child Protection', 'Child Protection plan'],
    'c)': ['Child in Need', 'Child in need plan', 'CiN', 'CIN', 'CiN Plan'],
    'd)': ['Assessment', 'CF Assessment in progress', 'Open asmt', 'Open assessment'],
    'e)': ['Closed', 'Closed - stepdown', 'Closed Assessment', 'Closed episode'],
  },
  'Referral NFA?': {
    'a)': ['1', '1 - Yes', 'NFA', 'No further action', 'Y', 'Yes', 'a. Yes'],
    'b)': ['0 - No', 'FA', 'Further action', 'N', 'No', 'b. No'],
  },
  'Does the Child have a Disability': {
    'a)': ['1', '1 - Yes', 'BEH', 'LD', 'MOBILITY', 'DDA', 'PERSONAL CARE', 'Yes'],
    'b)': ['0', '0 - No', 'N', 'NO DISABILITY', 'NONE', 'No'],
  },
  'Was an Initial Child Protection Conference deemed unnecessary?': {
    'a)': ['True', 'Y', 'Yes'],
    'b)': ['0 - No', 'N', 'No'],
  },
  'Eligibility Category': {
    'a)': ['Relevant', "Relevant'"],
    'b)': ['Care Leaver - Former Relevant', 'FR', 'Former Relevant', 'former relevant 18-20'],
    'c)': ['Q', 'Qualifying', "Qualifying'"],
  },
  "Child's Legal Status": {
    C1: ['C1', 'C1  [Interim Care Order]', 'C1 - Interim care order', 'INTERIM CARE ORDER [C1]'],
    C2: ['C2', 'C2 Full Care Order', 'CLA - C2 - Care Order', "Code 'C2' is not mapped"],
    E1: ['E1', 'E1 - Placement Order', 'PO', 'Placement order granted [E1]'],
    V2: ['V2', 'Single period of accommodation - Section 20', 'V2 - S20 - Single Placement'],
    L1: ['L1 - Police protection', 'Police Protection Order', 'L1 - PPO'],
  },
} as const

export const observedDescriptions = {
  Gender: {
    'a)': ['M', 'Male'],
    'b)': ['2', '2 - Female', 'Female'],
    'c)': ['0 - Not known', 'Not recorded/Unborn', 'Unborn'],
  },
  Ethnicity: {
    'a) WBRI': ['WBRI - White British', 'A.A1)White - British', 'White British'],
    'd) WOTH': ['WOTH - Any other White background', 'WOTH'],
    'o) BAFR': ['BAFR', 'BAFR - African'],
  },
  'Primary Need Code': {
    N1: ['N1 - Abuse or Neglect', 'N1', 'PSRMEM - Memory and cognition'],
    N4: ['N4 - Family in acute stress', 'N4'],
    N5: ['N5', 'N5 - Family Dysfunction'],
  },
  'Placement Type': {
    U6: ['U6', 'U6 - Foster placement with other foster carer'],
    K2: ['K2', 'K2 - Homes and Hostels'],
  },
} as const

/** Other headings seen for the standard ones. */
export const observedHeaders: Readonly<Record<string, readonly string[]>> = {
  Age: ['Age of Child (Years)', 'Age of Child'],
  'Age of Child (Years)': ['Age'],
  'Date of Referral': ['Date of referral', 'Date of Referral '],
  'Case Status': ['Case status', 'Case Status '],
  'LA in Touch': ['LA In Touch ', 'LA In Touch'],
  'Date of Adoption Order': ['Date of Adoption Order '],
  'Referral NFA?': ['Referral NFA'],
  'Was the Child Seen Alone?': ['Was the Child Seen Alone'],
  'Was an Initial Child Protection Conference deemed unnecessary?': [
    'Was an Initial Child Protection Conference deemed unnecessary',
    'Initial Child Protection Conference Not Required',
  ],
  'Strategy discussion initiating Section 47 Enquiry Start Date': ['Section 47 Enquiry Start Date'],
  'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))': [
    'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)',
  ],
  'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)':
    [
      'Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N)',
    ],
  'What is the permanence plan for this child?': [
    'Plan for Child to be Reunified with Their Family',
  ],
  'Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months': [
    "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
  ],
}

/** Sheet names under which authorities send the lists. */
export const observedSheets: readonly (readonly string[])[] = [
  ['List_1', 'Contacts', 'List 1 - Contacts'],
  ['List_2', 'Early Help', 'LIST 2'],
  ['List_3', 'Referrals', 'List 3 - Referrals'],
  ['List_4', 'Assessments', 'list 4'],
  ['List_5', 'Sec47 and ICPC', 'List 5 - S47'],
  ['List_6', 'Children in Need', 'List 6 - CIN'],
  ['List_7', 'Child Protection', 'List 7 - CP'],
  ['List_8', 'Children in Care', 'List 8 - CLA'],
  ['List_9', 'Care leavers', 'List 9 '],
  ['List_10', 'Adoption', 'List 10 - Adoption'],
  ['List_11', 'Adopters', 'List 11 - Adopters'],
]

export const blankMarks = ['nan', '-', '.', '<blank>', 'NULL', 'N/A', '']

export const nobodyWords = [
  'Unallocated',
  'Duty',
  '#N/A',
  'Duty Worker',
  'UNALLOCATED',
  'TBC',
  'n/a',
]
