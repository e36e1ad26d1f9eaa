import { addDays, addMonths, dayNumber, type IsoDate } from '../../../kit/index.ts'
import {
  abuseLabels,
  accommodationLabels,
  activityLabels,
  ceasedLabels,
  closureLabels,
  eligibilityLabels,
  ethnicityLabel,
  inTouchLabels,
  legalLabels,
  needLabels,
  placementLabels,
  providerLabels,
  sexLabels,
  sources,
  statusLabels,
  yesNo,
} from '../codes.ts'
import type { Authority, Involvement, SimChild } from '../model.ts'
import { answering, current, standing } from '../standing.ts'
import { adviserOf } from '../truth.ts'
import { day, sheet, type Sheet, type SheetRow, type Value } from './sheet.ts'

export type AnnexAVersion = '2019' | '2024'

const topics = [
  'Contacts',
  'Early Help',
  'Referrals',
  'Assessments',
  'Section 47 enquiries and Initial Child Protection Conferences',
  'Children in Need',
  'Child Protection',
  'Children in Care',
  'Care leavers',
  'Adoption',
  'Adopters',
]

const id = 'Child Unique ID'
const disability = 'Does the Child have a Disability'
const held = ['Allocated Team', 'Allocated Worker']

/** Header strings exactly as the templates of August 2019 and January 2024 have them. */
function headers(version: AnnexAVersion): string[][] {
  const older = version === '2019'
  const age = older ? 'Age of Child (Years)' : 'Age'
  const person = [id, 'Gender', 'Ethnicity', 'Date of Birth', age]
  const asylum = `Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)${older ? '' : ')'}`
  return [
    [...person, 'Date of Contact', 'Contact Source'],
    [
      ...person,
      'Assessment start date',
      'Assessment completion date',
      'Organisation completing assessment',
    ],
    [
      ...person,
      older ? 'Date of referral' : 'Date of Referral',
      'Referral Source',
      'Referral NFA?',
      'Number of Referrals in Last 12 Months',
      ...held,
    ],
    [
      ...person,
      disability,
      'Continuous Assessment Start Date',
      'Child Seen During Continuous Assessment',
      'Continuous Assessment Date of Authorisation',
      older
        ? 'Was the child assessed as requiring LA children’s social care support'
        : "Was the child assessed as requiring LA children's social care support?",
      ...held,
    ],
    [
      ...person,
      disability,
      'Strategy discussion initiating Section 47 Enquiry Start Date',
      'Was an Initial Child Protection Conference deemed unnecessary?',
      'Date of Initial Child Protection Conference',
      'Did the Initial Child Protection Conference Result in a Child Protection Plan',
      'Number of Section 47 Enquiries in the last 12 months',
      'Number of ICPCs in the last 12 months',
      ...held,
    ],
    [
      ...person,
      disability,
      'CIN Start Date',
      'Primary Need Code',
      'Date Child Was Last Seen',
      'CIN Closure Date',
      'Reason for Closure',
      older ? 'Case status' : 'Case Status',
      ...held,
    ],
    [
      ...person,
      disability,
      'Child Protection Plan Start Date',
      'Initial Category of Abuse',
      'Latest Category of Abuse',
      'Date of the Last Statutory Visit',
      'Was the Child Seen Alone?',
      'Date of latest review conference',
      'Child Protection Plan End Date',
      'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)',
      'Number of Previous Child Protection Plans',
      ...held,
    ],
    [
      ...person,
      asylum,
      disability,
      'Date Started to be Looked After',
      "Child's Category of Need",
      'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)',
      'Start date of current legal status',
      "Child's Legal Status",
      'Date of Latest Statutory Review',
      'Date of Last Social Work Visit',
      'What is the permanence plan for this child?',
      'Date of Last IRO Visit / Contact to the Child',
      'Date of Last Health Assessment',
      'Date of Last Dental Check',
      'Number of Placements in the Last 12 months',
      older ? 'Date Ceased to be Looked After ' : 'Date Ceased to be Looked After',
      'Reason Ceased to be Looked After',
      'Start Date of Most Recent Placement',
      'Placement Type',
      'Placement Provider',
      'Placement postcode',
      'URN of Placement',
      'Placement Location',
      'LA of Placement',
      'Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months',
      'Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months',
      'Was the child offered a Return Interview after their last missing episode (Y/N)?',
      'Did the child accept a Return Interview after their last missing episode (Y/N)?',
      ...held,
    ],
    [
      ...person,
      ...(older
        ? []
        : ['Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)']),
      disability,
      ...held,
      ...(older ? [] : ['Allocated Personal Advisor']),
      'Eligibility Category',
      ...(older ? [] : ['Latest Pathway Plan Review Date']),
      older ? 'LA In Touch ' : 'LA in Touch',
      ...(older ? [] : ['Latest Date of Contact']),
      'Type of Accommodation',
      'Suitability of Accommodation',
      'Activity Status',
    ],
    [
      id,
      'Family identifier',
      'Gender',
      'Ethnicity',
      'Date of Birth',
      'Age of Child (Years)',
      disability,
      'Date the Child Entered Care',
      'Date of Decision that Child Should be Placed for Adoption',
      'Date of Placement Order',
      'Date of Matching Child and Prospective Adopters',
      'Date Placed for Adoption',
      older ? 'Date of Adoption Order ' : 'Date of Adoption Order',
      'Date of Decision that Child Should No Longer be Placed for Adoption',
      'Reason Why Child No Longer Placed for Adoption',
      'Date the child was placed for fostering in FFA or concurrent planning placement',
    ],
    [
      'Individual adopter identifier',
      'Family identifier',
      'Gender',
      'Ethnicity',
      'Disability',
      'Is the (prospective) adopter fostering for adoption?',
      'Date enquiry received',
      'Date Stage 1 started',
      'Date Stage 1 ended',
      'Date Stage 2 started',
      'Date Stage 2 ended',
      'Date application submitted',
      'Date application approved',
      'Date adopter matched with child(ren)',
      'Date child/children placed with adopter(s)',
      'No. of children placed',
      'Date of Adoption Order',
      'Date of leaving adoption process',
      'Reason for leaving adoption process',
    ],
  ]
}

const sourceLabel = new Map(sources.map(([code, , label]) => [code, label]))

/** Whole years on the day; −1 for a child not yet born. */
export function ageOn(birth: IsoDate, on: IsoDate): number {
  if (birth > on) return -1
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4))
  return on.slice(5) < birth.slice(5) ? years - 1 : years
}

/** A day in the last `within` days, the same for the same child, not before `earliest`. */
function recent(child: SimChild, on: IsoDate, within: number, earliest: IsoDate): IsoDate {
  const back = (Number(child.id) * 2654435761) % within
  const found = addDays(on, -Math.floor(back))
  return found < earliest ? earliest : found
}

/**
 * The eleven lists as the authority's own report would show them on the last day of its history:
 * six months back and whatever is open; twelve months for adoption.
 */
export function annexA(authority: Authority, version: AnnexAVersion = '2024'): Sheet[] {
  const on = authority.on
  const since = addMonths(on, -6)
  const yearAgo = addMonths(on, -12)
  const older = version === '2019'
  const teams = new Map(authority.teams.map((team) => [team.id, team.name]))
  const workers = new Map(authority.workers.map((worker) => [worker.id, worker]))
  const lists = Array.from({ length: 11 }, (): SheetRow[] => [])
  const put = (list: number, about: string, cells: Value[]): void => {
    lists[list - 1]?.push({ about, cells })
  }
  const who = (involvement: Involvement | null): [Value, Value] => [
    involvement ? (teams.get(involvement.team) ?? null) : null,
    involvement?.worker ? (workers.get(involvement.worker)?.name ?? null) : null,
  ]
  for (const child of authority.children) {
    const now = standing(child)
    const person: Value[] = [
      child.id,
      sexLabels[child.sex],
      ethnicityLabel(child.ethnicity),
      day(child.birthDate),
      ageOn(child.birthDate, on),
    ]
    const disabled = yesNo(child.disabilities.length > 0)
    for (const contact of child.contacts)
      if (contact.date >= since)
        put(1, child.id, [...person, day(contact.date), sourceLabel.get(contact.source) ?? null])
    for (const help of child.earlyHelp)
      if (help.completed === null || help.completed >= since || help.start >= since)
        put(2, child.id, [...person, day(help.start), day(help.completed), help.organisation])
    const referralsInYear = child.episodes.filter((e) => e.referral > yearAgo).length
    const enquiries = child.episodes.flatMap((e) => e.enquiries)
    const enquiriesInYear = enquiries.filter((e) => e.start > yearAgo).length
    const conferencesInYear = enquiries.filter((e) => e.conference && e.conference > yearAgo).length
    for (const episode of child.episodes) {
      if (episode.referral >= since)
        put(3, child.id, [
          ...person,
          day(episode.referral),
          sourceLabel.get(episode.source) ?? null,
          yesNo(episode.outcome === 'no-action'),
          referralsInYear,
          ...who(episode === now.referral ? current(child) : answering(child, episode.referral)),
        ])
      for (const one of episode.assessments)
        if (one.authorised === null || one.authorised >= since)
          put(4, child.id, [
            ...person,
            disabled,
            day(one.start),
            yesNo(one.seen),
            day(one.authorised),
            one.needsSupport === null ? null : yesNo(one.needsSupport),
            ...who(one.authorised === null ? current(child) : answering(child, one.authorised)),
          ])
      for (const one of episode.enquiries) {
        const open = one.conferenceNeeded !== false && one.conference === null
        if (!open && one.start < since) continue
        put(5, child.id, [
          ...person,
          disabled,
          day(one.start),
          one.conferenceNeeded === null ? null : yesNo(!one.conferenceNeeded),
          day(one.conference),
          one.ledToPlan === null ? null : yesNo(one.ledToPlan),
          enquiriesInYear,
          conferencesInYear,
          ...who(open ? current(child) : answering(child, one.start)),
        ])
      }
    }
    const { need } = now
    if (need && now.needStatus && need.start && (need.closed === null || need.closed >= since))
      put(6, child.id, [
        ...person,
        disabled,
        day(need.start),
        needLabels[need.need] ?? null,
        day(recent(child, need.closed ?? on, 21, need.start)),
        day(need.closed),
        need.closureReason === null ? null : (closureLabels[need.closureReason] ?? null),
        statusLabels[now.needStatus],
        ...who(need.closed === null ? current(child) : answering(child, need.closed)),
      ])
    const plans = child.episodes.flatMap((e) => e.protectionPlans)
    const plan = plans[plans.length - 1]
    if (plan && (plan.end === null || plan.end >= since))
      put(7, child.id, [
        ...person,
        disabled,
        day(plan.start),
        abuseLabels[plan.initial],
        abuseLabels[plan.latest],
        day(recent(child, plan.end ?? on, 14, plan.start)),
        yesNo(dayNumber(plan.start) % 7 !== 0),
        day(plan.reviews[plan.reviews.length - 1] ?? null),
        day(plan.end),
        yesNo(dayNumber(plan.start) % 23 === 0),
        plan.previousPlans,
        ...who(plan.end === null ? current(child) : answering(child, plan.end)),
      ])
    const periods = child.episodes.flatMap((e) => e.care)
    const period = periods[periods.length - 1]
    if (period && (period.ceased === null || period.ceased >= since)) {
      const legal = period.legal[period.legal.length - 1]
      const placement = period.placements[period.placements.length - 1]
      const until = period.ceased ?? on
      const settled = dayNumber(until) - dayNumber(period.start) > 30
      const missing = Number(child.id) % 19 === 0 ? 1 + (Number(child.id) % 3) : 0
      put(8, child.id, [
        ...person,
        yesNo(child.uasc),
        disabled,
        day(period.start),
        needLabels[period.need] ?? null,
        yesNo(periods.filter((p) => p.start > yearAgo).length > 1),
        day(legal?.from ?? null),
        legal ? (legalLabels[legal.code] ?? null) : null,
        day(period.reviews[period.reviews.length - 1] ?? null),
        day(recent(child, until, 35, period.start)),
        period.permanence,
        day(settled ? recent(child, until, 160, period.start) : null),
        day(settled ? recent(child, until, 340, period.start) : null),
        day(settled ? recent(child, until, 350, period.start) : null),
        period.placements.filter((p) => (p.end ?? on) > yearAgo).length,
        day(period.ceased),
        period.reason === null ? null : (ceasedLabels[period.reason] ?? null),
        day(placement?.start ?? null),
        placement ? (placementLabels[placement.type] ?? null) : null,
        placement ? (providerLabels[placement.provider] ?? null) : null,
        placement?.postcode ?? null,
        placement?.urn || null,
        placement ? (placement.inside ? 'a) In' : 'b) Out') : null,
        placement ? (placement.inside ? authority.name : 'Other authority') : null,
        missing,
        0,
        missing > 0 ? yesNo(true) : null,
        missing > 0 ? yesNo(missing > 1) : null,
        ...who(period.ceased === null ? current(child) : answering(child, period.ceased)),
      ])
    }
    if (child.leaving) {
      const { leaving } = child
      const adviser = adviserOf(child, workers)
      put(9, child.id, [
        ...person,
        ...(older ? [] : [yesNo(child.uasc)]),
        disabled,
        ...who(current(child)),
        ...(older ? [] : [adviser]),
        eligibilityLabels[leaving.eligibility] ?? null,
        ...(older ? [] : [day(recent(child, on, 180, leaving.from))]),
        inTouchLabels[leaving.inTouch] ?? null,
        ...(older ? [] : [day(recent(child, on, 56, leaving.from))]),
        accommodationLabels[leaving.accommodation] ?? null,
        leaving.suitable ? 'a) Suitable' : 'b) Unsuitable',
        activityLabels[leaving.activity] ?? null,
      ])
    }
    for (const one of periods) {
      const { adoption } = one
      if (!adoption || (adoption.order !== null && adoption.order < yearAgo)) continue
      put(10, child.id, [
        child.id,
        adoption.family,
        ...person.slice(1),
        disabled,
        day(one.start),
        day(adoption.decision),
        day(adoption.placementOrder),
        day(adoption.matched),
        day(adoption.placed),
        day(adoption.order),
        null,
        null,
        null,
      ])
    }
  }
  for (const household of authority.adopters)
    for (const adopter of household.adopters) {
      const at = (days: number): Value => {
        const date = addDays(household.enquiry, days)
        return day(date <= on ? date : null)
      }
      put(11, adopter.id, [
        adopter.id,
        household.family,
        sexLabels[adopter.sex],
        ethnicityLabel(adopter.ethnicity),
        yesNo(false),
        yesNo(false),
        day(household.enquiry),
        at(14),
        at(70),
        at(75),
        at(118),
        at(118),
        day(household.approved),
        day(household.matched),
        null,
        household.matched ? 1 : 0,
        null,
        null,
        null,
      ])
    }
  const order = (a: SheetRow, b: SheetRow): number =>
    (a.about ?? '') < (b.about ?? '') ? -1 : (a.about ?? '') > (b.about ?? '') ? 1 : 0
  return headers(version).map((columns, i) => {
    const rows = (lists[i] ?? []).sort(order)
    const made = sheet(`List ${i + 1}`, columns, rows)
    if (older) {
      made.name = `List_${i + 1}`
      made.title = `List ${i + 1}: ${topics[i]}`
    }
    return made
  })
}
