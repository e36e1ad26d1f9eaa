import { addDays, addMonths } from '../../../kit/index.ts'
import type { Authority, SimChild } from '../model.ts'
import { current } from '../standing.ts'
import { sheet, type Sheet, type SheetRow, type Value } from './sheet.ts'

/** Tables of the Standard Safeguarding Dataset 1.4.5 that carry what Fairload needs, and their fields in order. */
const tables = {
  ssd_person:
    'pers_person_id,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality',
  ssd_family: 'fami_table_id,fami_family_id,fami_person_id',
  ssd_disability: 'disa_person_id,disa_table_id,disa_disability_code',
  ssd_immigration_status:
    'immi_person_id,immi_immigration_status_id,immi_immigration_status,immi_immigration_status_start_date,immi_immigration_status_end_date',
  ssd_contacts: 'cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code',
  ssd_early_help_episodes:
    'earl_episode_id,earl_person_id,earl_episode_start_date,earl_episode_end_date,earl_episode_reason,earl_episode_end_reason,earl_episode_organisation,earl_episode_worker_id',
  ssd_cin_episodes:
    'cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id',
  ssd_cin_assessments:
    'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_child_seen,cina_assessment_auth_date,cina_assessment_outcome_nfa,cina_assessment_team,cina_assessment_worker_id',
  ssd_cin_plans:
    'cinp_cin_plan_id,cinp_referral_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date,cinp_cin_plan_team,cinp_cin_plan_worker_id',
  ssd_s47_enquiry:
    's47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa',
  ssd_initial_cp_conference:
    'icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_referral_id,icpc_icpc_transfer_in,icpc_icpc_target_date,icpc_icpc_date,icpc_icpc_outcome_cp_flag',
  ssd_cp_plans:
    'cppl_cp_plan_id,cppl_referral_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_ola,cppl_cp_plan_latest_category',
  ssd_cp_reviews:
    'cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date',
  ssd_cla_episodes:
    'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,clae_referral_id,clae_entered_care_date',
  ssd_cla_placement:
    'clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_urn,clap_cla_placement_distance,clap_cla_id,clap_cla_placement_provider,clap_cla_placement_postcode,clap_cla_placement_end_date,clap_cla_placement_change_reason,clap_person_id',
  ssd_cla_reviews: 'clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date',
  ssd_legal_status:
    'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date',
  ssd_care_leavers:
    'clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_latest_contact,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity,clea_care_leaver_personal_advisor,clea_care_leaver_allocated_team,clea_care_leaver_worker_id',
  ssd_involvements:
    'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_person_id,invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason,invo_referral_id',
  ssd_professionals:
    'prof_professional_id,prof_staff_id,prof_professional_name,prof_social_worker_registration_no,prof_agency_worker_flag,prof_professional_job_title,prof_professional_caseload,prof_professional_department,prof_full_time_equivalency',
  ssd_department: 'dept_team_id,dept_team_name,dept_team_parent_id,dept_team_parent_name',
} as const

type Table = keyof typeof tables

const yn = (value: boolean | null): Value => (value === null ? null : value ? 'Y' : 'N')

const titles: Readonly<Record<string, string>> = {
  'social-worker': 'Social Worker',
  'senior-practitioner': 'Senior Practitioner',
  'team-manager': 'Team Manager',
  'middle-manager': 'Service Manager',
  'senior-manager': 'Head of Service',
  'personal-adviser': 'Personal Adviser',
  'family-support': 'Family Support Worker',
  'qualified-without-cases': 'Independent Reviewing Officer',
  other: 'Other',
}

/** The dataset as a database of an authority dumps it: one table a sheet, ISO dates, field names as headers. */
export function ssd(authority: Authority): Sheet[] {
  const rows = new Map<Table, SheetRow[]>(
    (Object.keys(tables) as Table[]).map((table) => [table, []]),
  )
  const put = (table: Table, about: string | null, cells: Value[]): void => {
    rows.get(table)?.push({ about, cells })
  }
  const held = new Map<string, number>()
  for (const child of authority.children) {
    childRows(child, authority.on, (table, cells) => put(table, child.id, cells))
    const open = child.episodes.some((e) => e.closed === null) ? current(child) : null
    if (open?.worker) held.set(open.worker, (held.get(open.worker) ?? 0) + 1)
  }
  for (const worker of authority.workers)
    put('ssd_professionals', worker.name, [
      worker.id,
      worker.id,
      worker.name,
      worker.sweNumber,
      null,
      titles[worker.role] ?? null,
      held.get(worker.id) ?? 0,
      worker.team,
      worker.fteMillionths / 1_000_000,
    ])
  for (const team of authority.teams)
    put('ssd_department', null, [
      team.id,
      team.name,
      team.parent,
      authority.teams.find((one) => one.id === team.parent)?.name ?? null,
    ])
  return (Object.keys(tables) as Table[]).map((table) =>
    sheet(table, tables[table].split(','), rows.get(table) ?? []),
  )
}

function childRows(child: SimChild, on: string, put: (table: Table, cells: Value[]) => void): void {
  const id = child.id
  const unborn = child.birthDate > on
  put('ssd_person', [
    id,
    child.sex,
    null,
    child.ethnicity,
    unborn ? null : child.birthDate,
    unborn ? 'UN1' : null,
    null,
    unborn ? child.birthDate : null,
    null,
    'N',
    null,
  ])
  if (child.family) put('ssd_family', [`${child.family}-${id}`, child.family, id])
  child.disabilities.forEach((code, i) => put('ssd_disability', [id, `${id}-D${i + 1}`, code]))
  if (child.uasc) {
    const from = child.episodes[0]?.referral ?? null
    put('ssd_immigration_status', [id, `${id}-I1`, 'UASC', from, null])
  }
  child.contacts.forEach((c, i) => put('ssd_contacts', [`${id}-C${i + 1}`, id, c.date, c.source]))
  child.earlyHelp.forEach((e, i) =>
    put('ssd_early_help_episodes', [
      `${id}-H${i + 1}`,
      id,
      e.start,
      e.completed,
      null,
      null,
      e.organisation,
      null,
    ]),
  )
  for (const episode of child.episodes) {
    const own = child.involvements.findLast(
      (i) => i.role === 'case-worker' && i.start <= (episode.closed ?? on),
    )
    const who: Value[] = [own?.team ?? null, own?.worker ?? null]
    put('ssd_cin_episodes', [
      episode.id,
      id,
      episode.referral,
      episode.need,
      episode.source,
      yn(episode.outcome === 'no-action'),
      episode.closureReason,
      episode.closed,
      ...who,
    ])
    episode.assessments.forEach((a, i) =>
      put('ssd_cin_assessments', [
        `${episode.id}A${i + 1}`,
        id,
        episode.id,
        a.start,
        yn(a.seen),
        a.authorised,
        yn(a.needsSupport === null ? null : !a.needsSupport),
        ...who,
      ]),
    )
    episode.needPlans.forEach((p, i) =>
      put('ssd_cin_plans', [`${episode.id}N${i + 1}`, episode.id, id, p.start, p.end, ...who]),
    )
    episode.enquiries.forEach((e, i) => {
      const key = `${episode.id}S${i + 1}`
      const over = e.conference ?? (e.conferenceNeeded === false ? e.decided : null)
      put('ssd_s47_enquiry', [
        key,
        episode.id,
        id,
        e.start,
        over,
        yn(e.conferenceNeeded === null ? null : !e.conferenceNeeded),
      ])
      if (e.conference)
        put('ssd_initial_cp_conference', [
          `${key}C`,
          key,
          id,
          episode.id,
          'N',
          addDays(e.start, 21),
          e.conference,
          yn(e.ledToPlan),
        ])
    })
    episode.protectionPlans.forEach((p, i) => {
      const key = `${episode.id}P${i + 1}`
      put('ssd_cp_plans', [key, episode.id, id, p.start, p.end, p.initial, 'N', p.latest])
      p.reviews.forEach((r, n) => put('ssd_cp_reviews', [`${key}R${n + 1}`, id, key, r, r]))
    })
    episode.care.forEach((period, c) => {
      const key = `${episode.id}L${c + 1}`
      put('ssd_cla_episodes', [
        `${key}E`,
        id,
        period.start,
        'S',
        period.need,
        period.ceased,
        period.reason,
        key,
        episode.id,
        period.start,
      ])
      period.placements.forEach((p, i) =>
        put('ssd_cla_placement', [
          `${key}P${i + 1}`,
          p.start,
          p.type,
          p.urn || null,
          p.inside ? 6.5 : 34,
          key,
          p.provider,
          p.postcode,
          p.end,
          p.changeReason,
          id,
        ]),
      )
      period.reviews.forEach((r, i) => {
        put('ssd_cla_reviews', [`${key}R${i + 1}`, key, r, r])
        const last = i === period.reviews.length - 1
        if (last && period.ceased === null)
          put('ssd_cla_reviews', [`${key}R${i + 2}`, key, addMonths(r, 6), null])
      })
      period.legal.forEach((l, i) =>
        put('ssd_legal_status', [
          `${key}S${i + 1}`,
          id,
          l.code,
          l.from,
          period.legal[i + 1]?.from ?? period.ceased,
        ]),
      )
    })
  }
  if (child.leaving && child.leaving.eligibility !== 'eligible') {
    const own = current(child)
    const adviser = child.involvements.find((i) => i.role === 'personal-adviser' && i.end === null)
    put('ssd_care_leavers', [
      `${id}-CL`,
      id,
      child.leaving.eligibility,
      child.leaving.inTouch,
      null,
      child.leaving.accommodation,
      child.leaving.suitable ? '1' : '2',
      child.leaving.activity,
      adviser?.worker ?? null,
      own?.team ?? null,
      own?.worker ?? null,
    ])
  }
  child.involvements.forEach((one, i) => {
    const episode = child.episodes.findLast((e) => e.referral <= one.start)
    put('ssd_involvements', [
      `${id}-W${i + 1}`,
      one.worker ?? '-1',
      one.role === 'case-worker' ? 'CW' : 'PA',
      one.team,
      id,
      one.start,
      one.end,
      one.reason,
      episode?.id ?? null,
    ])
  })
}
