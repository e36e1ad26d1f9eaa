/**
 * The eleven lists of Ofsted's Annex A (templates of August 2019 and January 2024), with the other
 * headings under which authorities send the same columns. Headings are compared by `headerKey`.
 */

/** A closed code list that decides a figure. */
export type FigureCode =
  | 'caseStatus'
  | 'noFurtherAction'
  | 'conferenceUnnecessary'
  | 'disability'
  | 'eligibility'
  | 'legalStatus'

/** A code list that only describes. */
export type DescriptionCode =
  | 'gender'
  | 'ethnicity'
  | 'source'
  | 'need'
  | 'closureReason'
  | 'abuse'
  | 'permanence'
  | 'ceasedReason'
  | 'placementType'
  | 'provider'
  | 'location'
  | 'inTouch'
  | 'accommodation'
  | 'suitability'
  | 'activity'
  | 'adoptionReason'
  | 'leavingReason'
  | 'yesNo'

/**
 * What a date says. `start` and `end` decide whether a case is open; `planned` may lie ahead and
 * decides too; `happened` cannot lie ahead; `birth` may, for an unborn child; `noted` is in no record.
 */
export type DateRole = 'start' | 'end' | 'planned' | 'happened' | 'birth' | 'noted'

export type ColumnKind =
  | { is: 'id' }
  | { is: 'worker' }
  | { is: 'team' }
  | { is: 'date'; role: DateRole }
  | { is: 'figure-code'; code: FigureCode }
  | { is: 'description-code'; code: DescriptionCode }
  | { is: 'text' }

export interface Column {
  /** Stable name; for dates and codes of a record, the record's own property. */
  key: string
  header: string
  also: readonly string[]
  kind: ColumnKind
  /** Without it a count, a demand or an allocation is wrong, so its absence is told. */
  needed: boolean
  /** Found in most lists, so it says nothing about which list a sheet is. */
  shared: boolean
}

export interface List {
  number: number
  name: string
  topic: string
  /** Lists 6 to 9: the guidance allows one row per child. */
  oneRowPerChild: boolean
  columns: readonly Column[]
  /** Other names under which authorities send the sheet, as `sheetKey` writes them. */
  sheets: readonly string[]
}

interface Options {
  also?: readonly string[]
  needed?: boolean
  shared?: boolean
}

const column = (key: string, header: string, kind: ColumnKind, options: Options = {}): Column => ({
  key,
  header,
  also: options.also ?? [],
  kind,
  needed: options.needed ?? false,
  shared: options.shared ?? false,
})

const date = (key: string, header: string, role: DateRole, also: readonly string[] = []): Column =>
  column(key, header, { is: 'date', role }, { also, needed: role === 'start' || role === 'end' })

const noted = (key: string, header: string, also: readonly string[] = []): Column =>
  date(key, header, 'noted', also)

const described = (
  key: string,
  header: string,
  code: DescriptionCode,
  also: readonly string[] = [],
): Column => column(key, header, { is: 'description-code', code }, { also })

const decides = (
  key: string,
  header: string,
  code: FigureCode,
  also: readonly string[] = [],
): Column => column(key, header, { is: 'figure-code', code }, { also, needed: true })

const text = (key: string, header: string, also: readonly string[] = []): Column =>
  column(key, header, { is: 'text' }, { also })

const CHILD = column(
  'child',
  'Child Unique ID',
  { is: 'id' },
  {
    also: [
      'Child ID',
      'ChildID',
      'Child Unique Identifier',
      'Child Unique Reference',
      'Child Unique Ref',
      'Child Identifier',
      'Unique Child ID',
      'Unique ID',
      'LA Child ID',
      'LAchildID',
      'Person ID',
      'Client ID',
    ],
    needed: true,
    shared: true,
  },
)

const PERSON: readonly Column[] = [
  column(
    'gender',
    'Gender',
    { is: 'description-code', code: 'gender' },
    { also: ['Sex'], shared: true },
  ),
  column(
    'ethnicity',
    'Ethnicity',
    { is: 'description-code', code: 'ethnicity' },
    { also: ['Ethnic Origin', 'Ethnic Group'], shared: true },
  ),
  column(
    'birthDate',
    'Date of Birth',
    { is: 'date', role: 'birth' },
    { also: ['DOB', 'Birth Date', 'Date of Birth or Expected Date of Birth'], shared: true },
  ),
  column(
    'age',
    'Age of Child (Years)',
    { is: 'text' },
    { also: ['Age', 'Age of Child', 'Age (Years)', 'Age in Years'], shared: true },
  ),
]

const DISABILITY = column(
  'disability',
  'Does the Child have a Disability',
  { is: 'figure-code', code: 'disability' },
  { also: ['Disability', 'Disabled', 'Child Has a Disability'], shared: true },
)

const HELD_BY: readonly Column[] = [
  column(
    'team',
    'Allocated Team',
    { is: 'team' },
    {
      also: ['Team', 'Team Name', 'Allocated Team Name', 'Current Team'],
      needed: true,
      shared: true,
    },
  ),
  column(
    'worker',
    'Allocated Worker',
    { is: 'worker' },
    {
      also: [
        'Worker',
        'Worker Name',
        'Allocated Worker Name',
        'Allocated Social Worker',
        'Allocated Case Worker',
        'Social Worker',
        'Current Worker',
        'Lead Worker',
      ],
      needed: true,
      shared: true,
    },
  ),
]

const list = (
  number: number,
  topic: string,
  sheets: readonly string[],
  columns: readonly Column[],
): List => ({
  number,
  name: `List ${number}`,
  topic,
  oneRowPerChild: number >= 6 && number <= 9,
  sheets: [topic, ...sheets],
  columns,
})

export const LISTS: readonly List[] = [
  list(
    1,
    'contacts',
    ['contact'],
    [
      CHILD,
      ...PERSON,
      date('date', 'Date of Contact', 'start', ['Contact Date']),
      described('source', 'Contact Source', 'source', ['Source of Contact']),
    ],
  ),
  list(
    2,
    'early help',
    ['early help assessments', 'early help assessment', 'caf'],
    [
      CHILD,
      ...PERSON,
      date('start', 'Assessment start date', 'start', [
        'Date Assessment Started',
        'Early Help Assessment Start Date',
      ]),
      date('completed', 'Assessment completion date', 'end', [
        'Assessment Completed Date',
        'Date Assessment Completed',
        'Early Help Assessment Completion Date',
      ]),
      text('organisation', 'Organisation completing assessment', [
        'Organisation Completing the Assessment',
      ]),
    ],
  ),
  list(
    3,
    'referrals',
    ['referral'],
    [
      CHILD,
      ...PERSON,
      date('date', 'Date of Referral', 'start', ['Referral Date']),
      described('source', 'Referral Source', 'source', ['Source of Referral']),
      decides('noFurtherAction', 'Referral NFA?', 'noFurtherAction', [
        'NFA',
        'Referral No Further Action',
        'No Further Action',
      ]),
      text('referralsInYear', 'Number of Referrals in Last 12 Months', [
        'Number of Referrals in the Last 12 Months',
      ]),
      ...HELD_BY,
    ],
  ),
  list(
    4,
    'assessments',
    ['assessment', 'continuous assessments', 'single assessments', 'section 17 assessments'],
    [
      CHILD,
      ...PERSON,
      DISABILITY,
      date('start', 'Continuous Assessment Start Date', 'start', [
        'Assessment Start Date',
        'Date Continuous Assessment Started',
      ]),
      described('seen', 'Child Seen During Continuous Assessment', 'yesNo', [
        'Child Seen During Assessment',
      ]),
      date('authorised', 'Continuous Assessment Date of Authorisation', 'end', [
        'Continuous Assessment Authorisation Date',
        'Assessment Authorisation Date',
        'Assessment Date of Authorisation',
        'Date of Authorisation',
      ]),
      text(
        'requiresSupport',
        "Was the child assessed as requiring LA children's social care support?",
        ['Was the child assessed as being in need at assessment?'],
      ),
      ...HELD_BY,
    ],
  ),
  list(
    5,
    'section 47 enquiries and initial child protection conferences',
    [
      'section 47',
      's47',
      'sec47',
      'sec47 and icpc',
      's47 and icpc',
      'section 47 and icpc',
      'section 47 enquiries',
      'section 47 enquiries and icpcs',
    ],
    [
      CHILD,
      ...PERSON,
      DISABILITY,
      date('start', 'Strategy discussion initiating Section 47 Enquiry Start Date', 'start', [
        'Section 47 Enquiry Start Date',
        'Strategy Discussion Initiating Section 47 Enquiry',
        'S47 Start Date',
      ]),
      decides(
        'conferenceUnnecessary',
        'Was an Initial Child Protection Conference deemed unnecessary?',
        'conferenceUnnecessary',
        ['Initial Child Protection Conference Not Required', 'ICPC Not Required'],
      ),
      column(
        'conferenceDate',
        'Date of Initial Child Protection Conference',
        { is: 'date', role: 'planned' },
        {
          also: ['Initial Child Protection Conference Date', 'Date of ICPC', 'ICPC Date'],
          needed: true,
        },
      ),
      described(
        'ledToPlan',
        'Did the Initial Child Protection Conference Result in a Child Protection Plan',
        'yesNo',
      ),
      text('enquiriesInYear', 'Number of Section 47 Enquiries in the last 12 months'),
      text('conferencesInYear', 'Number of ICPCs in the last 12 months'),
      ...HELD_BY,
    ],
  ),
  list(
    6,
    'children in need',
    ['child in need', 'cin'],
    [
      CHILD,
      ...PERSON,
      DISABILITY,
      date('start', 'CIN Start Date', 'start', ['Child in Need Start Date', 'Date CIN Started']),
      described('need', 'Primary Need Code', 'need', ['Primary Need']),
      date('lastSeen', 'Date Child Was Last Seen', 'happened', [
        'Date Child Last Seen',
        'Date Last Seen',
        'Last Seen Date',
      ]),
      date('closed', 'CIN Closure Date', 'end', [
        'Closure Date',
        'CIN End Date',
        'Date of Closure',
      ]),
      described('closureReason', 'Reason for Closure', 'closureReason', ['Closure Reason']),
      decides('status', 'Case Status', 'caseStatus', ['CIN Status', 'Status']),
      ...HELD_BY,
    ],
  ),
  list(
    7,
    'child protection',
    ['child protection plans', 'child protection plan', 'cp', 'cpp', 'cp plans'],
    [
      CHILD,
      ...PERSON,
      DISABILITY,
      date('start', 'Child Protection Plan Start Date', 'start', [
        'CP Plan Start Date',
        'CPP Start Date',
      ]),
      described('firstAbuse', 'Initial Category of Abuse', 'abuse'),
      described('latestAbuse', 'Latest Category of Abuse', 'abuse'),
      date('lastVisit', 'Date of the Last Statutory Visit', 'happened', [
        'Date of Last Statutory Visit',
        'Last Statutory Visit Date',
      ]),
      described('seenAlone', 'Was the Child Seen Alone?', 'yesNo', ['Child Seen Alone']),
      date('lastReview', 'Date of latest review conference', 'happened', [
        'Latest Review Conference Date',
        'Date of Latest Review',
      ]),
      date('end', 'Child Protection Plan End Date', 'end', ['CP Plan End Date', 'CPP End Date']),
      described(
        'emergency',
        'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)',
        'yesNo',
      ),
      text('earlierPlans', 'Number of Previous Child Protection Plans'),
      ...HELD_BY,
    ],
  ),
  list(
    8,
    'children in care',
    ['looked after children', 'children looked after', 'lac', 'cla', 'cic', 'in care'],
    [
      CHILD,
      ...PERSON,
      described(
        'asylum',
        'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)',
        'yesNo',
        ['UASC', 'Unaccompanied Asylum Seeking Child (UASC)'],
      ),
      DISABILITY,
      date('start', 'Date Started to be Looked After', 'start', [
        'Date Started Looked After',
        'Date Became Looked After',
        'CLA Start Date',
        'LAC Start Date',
      ]),
      described('need', "Child's Category of Need", 'need', ['Category of Need']),
      described(
        'secondPeriod',
        'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)',
        'yesNo',
        [
          'Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N)',
        ],
      ),
      noted('legalStart', 'Start date of current legal status', ['Legal Status Start Date']),
      decides('legalStatus', "Child's Legal Status", 'legalStatus', ['Legal Status']),
      date('lastReview', 'Date of Latest Statutory Review', 'happened', [
        'Latest Statutory Review Date',
      ]),
      date('lastVisit', 'Date of Last Social Work Visit', 'happened', [
        'Last Social Work Visit Date',
      ]),
      described('permanence', 'What is the permanence plan for this child?', 'permanence', [
        'Permanence Plan',
      ]),
      text('reunified', 'Plan for Child to be Reunified with Their Family'),
      noted('lastOfficerVisit', 'Date of Last IRO Visit / Contact to the Child'),
      noted('lastHealth', 'Date of Last Health Assessment'),
      noted('lastDental', 'Date of Last Dental Check'),
      text('placementsInYear', 'Number of Placements in the Last 12 months'),
      date('ceased', 'Date Ceased to be Looked After', 'end', [
        'Date Ceased Looked After',
        'CLA End Date',
        'LAC End Date',
      ]),
      described('ceasedReason', 'Reason Ceased to be Looked After', 'ceasedReason', [
        'Reason Ceased Looked After',
      ]),
      date('placementStart', 'Start Date of Most Recent Placement', 'happened', [
        'Placement Start Date',
      ]),
      described('placementType', 'Placement Type', 'placementType'),
      described('provider', 'Placement Provider', 'provider'),
      text('postcode', 'Placement postcode'),
      text('urn', 'URN of Placement', ['Placement URN', 'URN']),
      described('location', 'Placement Location', 'location'),
      text('placementAuthority', 'LA of Placement', ['Placement LA']),
      text(
        'missing',
        'Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months',
      ),
      text(
        'absent',
        'Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months',
      ),
      described(
        'interviewOffered',
        'Was the child offered a Return Interview after their last missing episode (Y/N)?',
        'yesNo',
      ),
      described(
        'interviewAccepted',
        'Did the child accept a Return Interview after their last missing episode (Y/N)?',
        'yesNo',
      ),
      ...HELD_BY,
    ],
  ),
  list(
    9,
    'care leavers',
    ['care leaver', 'leaving care'],
    [
      CHILD,
      ...PERSON,
      described(
        'asylum',
        'Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)',
        'yesNo',
      ),
      DISABILITY,
      ...HELD_BY,
      column(
        'personalAdviser',
        'Allocated Personal Advisor',
        { is: 'worker' },
        { also: ['Allocated Personal Adviser', 'Personal Advisor', 'Personal Adviser'] },
      ),
      decides('eligibility', 'Eligibility Category', 'eligibility', [
        'Eligibility',
        'Care Leaver Eligibility',
      ]),
      noted('pathwayReview', 'Latest Pathway Plan Review Date'),
      described('inTouch', 'LA in Touch', 'inTouch', ['In Touch', 'Local Authority in Touch']),
      noted('lastContact', 'Latest Date of Contact'),
      described('accommodation', 'Type of Accommodation', 'accommodation', ['Accommodation Type']),
      described('suitability', 'Suitability of Accommodation', 'suitability', [
        'Accommodation Suitability',
      ]),
      described('activity', 'Activity Status', 'activity'),
    ],
  ),
  list(
    10,
    'adoption',
    ['children adopted', 'adoptions'],
    [
      CHILD,
      text('family', 'Family identifier'),
      ...PERSON,
      DISABILITY,
      noted('enteredCare', 'Date the Child Entered Care'),
      date('decision', 'Date of Decision that Child Should be Placed for Adoption', 'happened'),
      noted('placementOrder', 'Date of Placement Order'),
      noted('matched', 'Date of Matching Child and Prospective Adopters'),
      date('placed', 'Date Placed for Adoption', 'happened'),
      date('order', 'Date of Adoption Order', 'happened'),
      date(
        'reversed',
        'Date of Decision that Child Should No Longer be Placed for Adoption',
        'happened',
      ),
      described(
        'adoptionReason',
        'Reason Why Child No Longer Placed for Adoption',
        'adoptionReason',
      ),
      noted(
        'fosteringForAdoption',
        'Date the child was placed for fostering in FFA or concurrent planning placement',
      ),
    ],
  ),
  list(
    11,
    'adopters',
    ['prospective adopters', 'adopter'],
    [
      column(
        'adopter',
        'Individual adopter identifier',
        { is: 'id' },
        {
          also: ['Adopter ID', 'Individual Adopter ID', 'Adopter Identifier'],
          needed: true,
        },
      ),
      text('family', 'Family identifier'),
      column('gender', 'Gender', { is: 'text' }, { also: ['Sex'], shared: true }),
      column('ethnicity', 'Ethnicity', { is: 'text' }, { shared: true }),
      column('disability', 'Disability', { is: 'text' }, { shared: true }),
      described('fostering', 'Is the (prospective) adopter fostering for adoption?', 'yesNo'),
      noted('enquiry', 'Date enquiry received'),
      noted('stage1Start', 'Date Stage 1 started'),
      noted('stage1End', 'Date Stage 1 ended'),
      noted('stage2Start', 'Date Stage 2 started'),
      noted('stage2End', 'Date Stage 2 ended'),
      noted('submitted', 'Date application submitted'),
      noted('approved', 'Date application approved'),
      noted('matched', 'Date adopter matched with child(ren)'),
      noted('placed', 'Date child/children placed with adopter(s)'),
      text('childrenPlaced', 'No. of children placed', ['Number of children placed']),
      noted('order', 'Date of Adoption Order'),
      noted('left', 'Date of leaving adoption process'),
      described('leavingReason', 'Reason for leaving adoption process', 'leavingReason'),
    ],
  ),
]

/** Sheets of the official workbook that are no list; they are passed over without a word. */
export const COMPANION_SHEETS: readonly string[] = [
  'front sheet',
  'faq and changes',
  'guidance',
  'codes used',
]
