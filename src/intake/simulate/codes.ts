// National codes (children in need census, SSDA903, workforce census) with the wording of Ofsted's
// Annex A code sheet of 2019, from which the lists are written.

/** Code and share of children, roughly as in the national returns. */
export const ethnicities: readonly (readonly [string, number])[] = [
  ['WBRI', 640],
  ['WIRI', 4],
  ['WIRT', 4],
  ['WOTH', 58],
  ['WROM', 10],
  ['MWBC', 32],
  ['MWBA', 14],
  ['MWAS', 14],
  ['MOTH', 28],
  ['AIND', 10],
  ['APKN', 26],
  ['ABAN', 14],
  ['AOTH', 20],
  ['BCRB', 18],
  ['BAFR', 46],
  ['BOTH', 14],
  ['CHNE', 3],
  ['OOTH', 28],
  ['REFU', 3],
  ['NOBT', 14],
]

const ethnicityLetters = 'abcdefghijklmnopqrs'
export const ethnicityLabel = (code: string): string => {
  const at = ethnicities.findIndex(([known]) => known === code)
  return `${ethnicityLetters[Math.min(at, 18)]}) ${code}`
}

export const disabilities: readonly (readonly [string, number])[] = [
  ['AUT', 30],
  ['LD', 30],
  ['BEH', 12],
  ['COMM', 8],
  ['MOB', 8],
  ['CON', 4],
  ['PC', 3],
  ['HAND', 1],
  ['INC', 1],
  ['HEAR', 3],
  ['VIS', 2],
  ['DDA', 6],
]

/** Source code → its published group and its Annex A wording. */
export const sources: readonly (readonly [code: string, group: string, label: string])[] = [
  ['1A', 'fromIndividual', 'a) 1A: Individual'],
  ['1B', 'fromIndividual', 'b) 1B: Individual'],
  ['1C', 'fromIndividual', 'c) 1C: Individual'],
  ['1D', 'fromIndividual', 'd) 1D: Individual'],
  ['2A', 'fromSchools', 'e) 2A: Schools'],
  ['2B', 'fromEducation', 'f) 2B: Education services'],
  ['3A', 'fromHealth', 'g) 3A: Health services'],
  ['3B', 'fromHealth', 'h) 3B: Health services'],
  ['3C', 'fromHealth', 'i) 3C: Health services'],
  ['3D', 'fromHealth', 'j) 3D: Health services'],
  ['3E', 'fromHealth', 'k) 3E: Health services'],
  ['3F', 'fromHealth', 'l) 3F: Health services'],
  ['4', 'fromHousing', 'm) 4: Housing'],
  ['5A', 'fromAuthority', 'n) 5A: LA services'],
  ['5B', 'fromAuthority', 'o) 5B: LA services'],
  ['5C', 'fromAuthority', 'p) 5C: LA services'],
  ['6', 'fromPolice', 'q) 6: Police'],
  ['7', 'fromLegal', 'r) 7: Other legal agency'],
  ['8', 'fromOther', 's) 8: Other'],
  ['9', 'fromAnonymous', 't) 9: Anonymous'],
  ['10', 'fromUnknown', 'u) 10: Unknown'],
]

export const needLabels: Readonly<Record<string, string>> = {
  N1: 'N1 - Abuse or neglect',
  N2: 'N2 - Child’s disability',
  N3: 'N3 - Parental disability or illness',
  N4: 'N4 - Family in acute stress',
  N5: 'N5 - Family dysfunction',
  N6: 'N6 - Socially unacceptable behaviour',
  N7: 'N7 - Low income',
  N8: 'N8 - Absent parenting',
  N9: 'N9 - Cases other than children in need',
  N0: 'N0 - Not stated',
}

export const closureLabels: Readonly<Record<string, string>> = {
  RC1: 'RC1 - Adopted',
  RC2: 'RC2 - Died',
  RC3: 'RC3 - Child arrangements order',
  RC4: 'RC4 - Special guardianship order',
  RC5: 'RC5 - Transferred to services of another local authority',
  RC6: 'RC6 - Transferred to adult social care services',
  RC7: 'RC7 - Services ceased for any other reason, including child no longer in need',
  RC8: 'RC8 - Case closed after assessment, no further action',
  RC9: 'RC9 - Case closed after assessment, referred to early help',
}

export const abuseLabels = {
  NEG: 'a) Neglect',
  PHY: 'b) Physical abuse',
  SAB: 'c) Sexual abuse',
  EMO: 'd) Emotional abuse',
  MUL: 'e) Multiple/not recommended',
} as const

export const legalLabels: Readonly<Record<string, string>> = {
  C1: 'C1: ICO',
  C2: 'C2: FCO',
  E1: 'E1: Placement order',
  V2: 'V2: Single period under S20',
  L1: 'L1: Police protection LA accommodation',
  L2: 'L2: EPO',
  J1: 'J1: Remanded to LA or youth detention',
}

export const placementLabels: Readonly<Record<string, string>> = {
  U1: 'a) U1: Foster placement - relatives - long term',
  U3: 'c) U3: Foster placement - relative - not FFA',
  U4: 'd) U4: Foster placement - long term',
  U6: 'f) U6: Foster placement - not FFA',
  A4: 'h) A4: Placed for adoption - consent - not foster',
  A6: 'j) A6: Placed for adoption - order - not foster',
  P1: 'k) P1: Placed with parents',
  H5: 'n) H5: Residential accommodation',
  K2: 'p) K2: Children’s Homes',
  S1: 'u) S1: Residential school',
  Z1: 'v) Z1: Other placements',
  T4: 'zz) T4: Temporary placement - seven days or less',
}

export const providerLabels: Readonly<Record<string, string>> = {
  PR0: 'a) PR0: Parents/Parental responsibility',
  PR1: 'b) PR1: Own provision',
  PR4: 'e) PR4: Private provision',
  PR5: 'f) PR5: Voluntary/third sector',
}

export const permanenceLabels = [
  'a) Return to family',
  'b) Adoption',
  'c) SGO/CAO',
  'd) Supported living in the community',
  'e) Long-term residential placement',
  'f) Long-term fostering',
] as const

export const ceasedLabels: Readonly<Record<string, string>> = {
  E11: 'a) E11: Adopted - application unopposed',
  E4A: 'e) E4A: Returned home to live with parents or relatives - part of planning',
  E4B: 'f) E4B: Returned home to live with parents or relatives - not part of planning',
  E45: 'i) E45: Special Guardianship Orders - former carer relative/friend',
  E5: 'm) E5: Moved into independent living - supported',
  E6: 'n) E6: Moved into independent living - no support',
  E3: 'd) E3: Care taken by another LA',
  E8: 't) E8: Care ceased for any other reason',
}

export const eligibilityLabels: Readonly<Record<string, string>> = {
  relevant: 'a) Relevant child',
  'former-relevant': 'b) Former relevant child',
  qualifying: 'c) Qualifying care leaver',
  eligible: 'd) Eligible',
}

export const inTouchLabels: Readonly<Record<string, string>> = {
  YES: 'a) Yes',
  NO: 'b) No',
  REFU: 'd) Refu',
}

export const accommodationLabels: Readonly<Record<string, string>> = {
  B: 'B: Parents/relatives',
  D: 'D: Semi-independent, transitional accommodation and self-contained accommodation',
  E: 'E: Supported lodgings',
  K: 'K: Ordinary lodgings, without formal support',
  T: 'T: Foyers and similar supported accommodation',
  U: 'U: Independent living',
  X: 'X: In custody',
  Z: 'Z: With former foster carers',
}

export const activityLabels: Readonly<Record<string, string>> = {
  F1: 'F1: Full time in higher education',
  F2: 'F2: Full time in education other than higher',
  P2: 'P2: Part time in education other than higher',
  F3: 'F3: Full time in training or employment',
  P3: 'P3: Part time in training or employment',
  G4: 'G4: Not in education, employment or training - illness or disability',
  G5: 'G5: Not in education, employment or training - other',
  G6: 'G6: Not in education, employment or training - pregnancy or parenting',
}

/** Activity codes of the 903 return from 2022; Annex A still prints the older ones. */
export const activity903: Readonly<Record<string, string>> = { F3: 'F5', P3: 'P5' }

export const statusLabels = {
  'looked-after': 'a) Looked after child',
  'child-protection-plan': 'b) Child Protection plan',
  'child-in-need-plan': 'c) Child in need plan',
  'open-assessment': 'd) Open assessment',
  closed: 'e) Closed episode',
} as const

export const sexLabels = { M: 'a) Male', F: 'b) Female', U: 'c) Not stated/recorded' } as const

export const yesNo = (yes: boolean): string => (yes ? 'a) Yes' : 'b) No')

export const factors = ['1B', '2B', '3B', '4A', '4B', '5A', '6A', '14A', '15A', '16A', '17A', '18C']
