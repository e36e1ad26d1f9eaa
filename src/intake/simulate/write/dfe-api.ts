import { addMonths } from '../../../kit/index.ts'
import type { Authority, CarePeriod, SimChild } from '../model.ts'

const present = <T extends Record<string, unknown>>(value: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([, one]) => one !== null && one !== undefined && !(Array.isArray(one) && one.length === 0),
    ),
  ) as Partial<T>

/**
 * The Department's daily feed (version 1.0.1): an array of children with an episode open in the last
 * twelve months, chunk by chunk. No child's name is in it.
 */
export function* dfeApi(authority: Authority): Generator<string> {
  const since = addMonths(authority.on, -12)
  const numbers = new Map(authority.workers.map((w) => [w.id, w.sweNumber ?? w.id]))
  yield '['
  let text = ''
  let first = true
  for (const child of authority.children) {
    const recent = child.episodes.some((e) => e.closed === null || e.closed > since)
    if (!recent) continue
    text += `${first ? '' : ','}\n${JSON.stringify(childJson(child, numbers, authority.on))}`
    first = false
    if (text.length > 1 << 18) {
      yield text
      text = ''
    }
  }
  yield `${text}\n]\n`
}

function adoptionJson(period: CarePeriod | undefined): Record<string, unknown> | null {
  const adoption = period?.adoption
  if (!adoption) return null
  return present({
    initial_decision_date: adoption.decision,
    matched_date: adoption.matched,
    placed_date: adoption.placed,
    purge: false,
  })
}

function childJson(
  child: SimChild,
  numbers: ReadonlyMap<string, string>,
  on: string,
): Record<string, unknown> {
  const unborn = child.birthDate > on
  return present({
    la_child_id: child.id,
    mis_child_id: `M-${child.id}`,
    purge: false,
    child_details: present({
      unique_pupil_number: unborn ? null : child.upn,
      date_of_birth: unborn ? null : child.birthDate,
      expected_date_of_birth: unborn ? child.birthDate : null,
      sex: child.sex,
      ethnicity: child.ethnicity,
      disabilities: child.disabilities.length > 0 ? child.disabilities : ['NONE'],
      postcode: child.homePostcode,
      uasc_flag: child.uasc,
      purge: false,
    }),
    social_care_episodes: child.episodes.map((episode, nth) =>
      present({
        social_care_episode_id: episode.id,
        referral_date: episode.referral,
        referral_source: episode.source,
        referral_no_further_action_flag: episode.outcome === 'no-action',
        closure_date: episode.closed,
        closure_reason: episode.closureReason,
        care_worker_details: child.involvements
          .filter(
            (i) =>
              i.worker !== null &&
              i.role === 'case-worker' &&
              i.start >= episode.referral &&
              (episode.closed === null || i.start <= episode.closed),
          )
          .map((i) =>
            present({
              worker_id: numbers.get(i.worker ?? '') ?? null,
              start_date: i.start,
              end_date: i.end,
            }),
          ),
        child_and_family_assessments: episode.assessments.map((a, i) =>
          present({
            child_and_family_assessment_id: `${episode.id}A${i + 1}`,
            start_date: a.start,
            authorisation_date: a.authorised,
            factors: a.authorised === null ? [] : a.factors,
            purge: false,
          }),
        ),
        child_in_need_plans: episode.needPlans.map((p, i) =>
          present({
            child_in_need_plan_id: `${episode.id}N${i + 1}`,
            start_date: p.start,
            end_date: p.end,
            purge: false,
          }),
        ),
        section_47_assessments: episode.enquiries.map((e, i) =>
          present({
            section_47_assessment_id: `${episode.id}S${i + 1}`,
            start_date: e.start,
            icpc_required_flag: e.conferenceNeeded,
            icpc_date: e.conference,
            end_date: e.conference ?? (e.conferenceNeeded === false ? e.decided : null),
            purge: false,
          }),
        ),
        child_protection_plans: episode.protectionPlans.map((p, i) =>
          present({
            child_protection_plan_id: `${episode.id}P${i + 1}`,
            start_date: p.start,
            end_date: p.end,
            purge: false,
          }),
        ),
        child_looked_after_placements: episode.care.flatMap((period, c) =>
          period.placements.map((p, i) =>
            present({
              child_looked_after_placement_id: `${episode.id}L${c + 1}-${i + 1}`,
              start_date: p.start,
              start_reason: i === 0 ? 'S' : 'P',
              placement_type: p.type,
              postcode: p.postcode,
              end_date: p.end,
              end_reason: p.end === null ? null : p.end === period.ceased ? period.reason : 'X1',
              change_reason: p.changeReason,
              purge: false,
            }),
          ),
        ),
        care_leavers:
          child.leaving &&
          child.leaving.eligibility !== 'eligible' &&
          nth === child.episodes.length - 1
            ? present({
                contact_date: null,
                activity: child.leaving.activity,
                accommodation: child.leaving.accommodation,
              })
            : null,
        adoption: adoptionJson(episode.care.find((period) => period.adoption !== null)),
        purge: false,
      }),
    ),
  })
}
