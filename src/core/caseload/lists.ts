import type { ChildRecord } from '../model/index.ts'

export type Kind = ChildRecord['kind']
export type RowOf<K extends Kind> = Extract<ChildRecord, { kind: K }>

/** Each kind of row as a data officer knows it: its list's number and the standard headers of its cells. */
export const LISTS: Readonly<Record<Kind, { number: number; start: string | null }>> = {
  contact: { number: 1, start: 'Date of Contact' },
  'early-help': { number: 2, start: 'Assessment start date' },
  referral: { number: 3, start: 'Date of referral' },
  assessment: { number: 4, start: 'Continuous Assessment Start Date' },
  enquiry: {
    number: 5,
    start: 'Strategy discussion initiating Section 47 Enquiry Start Date',
  },
  'need-episode': { number: 6, start: 'CIN Start Date' },
  'protection-plan': { number: 7, start: 'Child Protection Plan Start Date' },
  'care-period': { number: 8, start: 'Date Started to be Looked After' },
  'care-leaver': { number: 9, start: null },
  adoption: { number: 10, start: 'Date of Decision that Child Should be Placed for Adoption' },
}

export const COLUMN = {
  worker: 'Allocated Worker',
  status: 'Case Status',
  closure: 'CIN Closure Date',
  authorised: 'Continuous Assessment Date of Authorisation',
  noFurtherAction: 'Referral NFA?',
  eligibility: 'Eligibility Category',
  birthDate: 'Date of Birth',
  needStart: 'CIN Start Date',
} as const
