// Makes src/intake/simulate/published-figures.json from a folder of the Department for Education's
// published tables (Explore education statistics, Open Government Licence v3.0):
//
//   node scripts/published-figures.mjs FOLDER
//
// Of each table the latest year is taken. Symbols: `low` rounds to nought; x (not available), z (not
// applicable), c (suppressed) and u (low reliability) become -1 and are filled from England's
// proportions when an authority is simulated.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { format } from 'prettier'

const folder = process.argv[2]
if (!folder) {
  console.error('Name the folder that holds the published tables.')
  process.exit(2)
}

const table = (name) =>
  parse(readFileSync(join(folder, name)), { columns: true, bom: true, skip_empty_lines: true })

function figure(text) {
  const tidy = (text ?? '').trim().toLowerCase()
  if (tidy === 'low') return 0
  if (!/^-?\d+(\.\d+)?$/.test(tidy)) return null
  return Number(tidy)
}

/** Rows of the latest year: `England` and one a local authority, by three-digit number. */
function latest(name, keep = () => true) {
  const rows = table(name).filter(keep)
  const year = rows.reduce((max, row) => Math.max(max, Number(row.time_period)), 0)
  const byCode = new Map()
  for (const row of rows) {
    if (Number(row.time_period) !== year) continue
    if (row.geographic_level === 'National') byCode.set('England', row)
    if (row.geographic_level === 'Local authority') byCode.set(row.old_la_code, row)
  }
  return { year, byCode }
}

const looked = (kind) => (row) => row.population_type === kind
const sources = [
  [
    'b1_children_in_need_2013_to_2025.csv',
    {
      openEpisodes: 'At31_episodes',
      awaitingAssessment: 'awaiting_assessment',
      episodesStarted: 'Started_episodes',
      episodesEnded: 'Ended_episodes',
    },
  ],
  [
    'c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv',
    {
      referrals: 'referral_count',
      rereferralPercent: 'rereferral_percent',
      referralsNoAction: 'no_further_action_count',
      referralsNotInNeed: 'not_in_need_count',
    },
  ],
  [
    'c2_children_in_need_assessments_duration_2014_to_2024.csv',
    {
      assessments: 'Assessments_completed',
      days0: 'Same_day',
      days1to10: '1-10_days',
      days11to20: '11-20_days',
      days21to30: '21-30_days',
      days31to40: '31-40_days',
      days41to45: '41-45_days',
      days46to50: '46-50_days',
      days51to60: '51-60_days',
      days61: '61+_days',
    },
  ],
  [
    'c4_children_in_need_section_47s_and_icpcs_2013_to_2024.csv',
    { enquiries: 'Section47', conferences: 'ICPC' },
  ],
  [
    'b7_child_in_need_plans_2022_to_2024.csv',
    { needPlans: 'CINPlan_At31', needPlanStarts: 'CINPlan_start' },
  ],
  ['d1_child_protection_plans_2013_to_2024.csv', { protectionStarts: 'CPP_start' }],
  [
    'd5_cpps_at31march_by_duration_2013_to_2025.csv',
    {
      protectionPlans: 'CPP_At31',
      planTo3Months: '3_months_or_less',
      planTo6Months: 'more_than_3_months_6_months',
      planTo1Year: 'more_than_6_months_less_than_1_year',
      planTo2Years: '1_year_less_than_2_years',
      planOver2Years: '2_years_or_more',
    },
  ],
  [
    'cla_number_and_rate_per_10k_children.csv',
    { lookedAfter: 'children_count' },
    looked('Children looked after on 31 March each year'),
  ],
  [
    'cla_number_and_rate_per_10k_children.csv',
    { careStarts: 'children_count' },
    looked('Children starting to be looked after each year'),
  ],
  [
    'cla_number_and_rate_per_10k_children.csv',
    { careEnds: 'children_count' },
    looked('Children ceasing to be looked after each year'),
  ],
  [
    'la_cla_swcount.csv',
    { threeOrMoreWorkersPercent: 'percentage' },
    (row) => row.cla_group === 'CLA on 31 March' && row.sw_stability.startsWith('3 or more'),
  ],
  [
    'b3_cin_primary_need_2013_to_2024.csv',
    {
      need1: 'N1_Abuse_or_neglect',
      need2: 'N2_Childs_disability_or_illness',
      need3: 'N3_Parents_disability_or_illness',
      need4: 'N4_Family_in_acute_stress',
      need5: 'N5_Family_dysfunction',
      need6: 'N6_Socially_unacceptable_behaviour',
      need7: 'N7_Low_income',
      need8: 'N8_Absent_parenting',
      need9: 'N9_Cases_other_than_CIN',
      need0: 'N0_Not_stated',
    },
  ],
  [
    'c5_children_in_need_referrals_by_source_2014_to_2024.csv',
    {
      fromIndividual: 'Individual',
      fromSchools: 'Schools',
      fromEducation: 'Education_Services',
      fromHealth: 'Health_Services',
      fromHousing: 'Housing',
      fromAuthority: 'LA_Services',
      fromPolice: 'Police',
      fromLegal: 'Other_legal_agency',
      fromOther: 'Other',
      fromAnonymous: 'Anonymous',
      fromUnknown: 'Unknown',
    },
  ],
  [
    'csww_indicators_2017_to_2025.csv',
    {
      inPostHeadcount: 'inpost_headcount',
      inPostFte: 'inpost_fte',
      starters: 'starters_headcount',
      leavers: 'leavers_headcount',
      agencyHeadcount: 'agency_headcount',
      agencyFte: 'agency_fte',
      vacanciesFte: 'vacancy_fte',
      holdersFte: 'case_holders_fte',
      cases: 'cases',
      absencePercent: 'absence_rate_fte',
    },
  ],
]

const years = {}
const keys = []
const columns = []
for (const [name, wanted, keep] of sources) {
  const { year, byCode } = latest(name, keep)
  for (const [key, column] of Object.entries(wanted)) {
    keys.push(key)
    years[key] = year
    columns.push((code) => figure(byCode.get(code)?.[column]))
  }
}

const children = latest('b1_children_in_need_2013_to_2025.csv').byCode
const authorities = [...children]
  .map(([code, row]) => ({
    code,
    name: code === 'England' ? 'England' : row.la_name,
    figures: columns.map((read) => read(code)),
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))

// Two pairs of authorities share one workforce return ("North Northamptonshire / West
// Northamptonshire"): its figures are shared by open episodes, whole persons and tenths of a post.
const workforceFrom = keys.indexOf('inPostHeadcount')
const open = keys.indexOf('openEpisodes')
for (const [code, joint] of latest('csww_indicators_2017_to_2025.csv').byCode) {
  if (code === 'England' || !joint.la_name.includes(' / ')) continue
  const parts = joint.la_name.split(' / ').map((name) => authorities.find((a) => a.name === name))
  const total = parts.reduce((sum, part) => sum + part.figures[open], 0)
  for (const part of parts) {
    for (let i = workforceFrom; i < keys.length; i++) {
      const whole = columns[i](code)
      const rate = keys[i] === 'absencePercent'
      const tenths = keys[i].endsWith('Fte') ? 10 : 1
      if (whole !== null)
        part.figures[i] = rate
          ? whole
          : Math.round((whole * part.figures[open] * tenths) / total) / tenths
    }
  }
}

// -1 stands for "not published": an array of bare numbers stays compact.
const text = JSON.stringify({
  keys,
  years,
  authorities: authorities.map(({ name, code, figures }) => ({
    name,
    code: code === 'England' ? '000' : code,
    figures: figures.map((value) => value ?? -1),
  })),
})
const target = new URL('../src/intake/simulate/published-figures.json', import.meta.url)
writeFileSync(target, await format(text, { parser: 'json', printWidth: 100 }))
console.log(`${authorities.length} rows of ${keys.length} figures`)
