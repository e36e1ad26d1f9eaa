import { z } from 'zod'

/** A theme as the branch calls it. What concerns keep is its id: renaming it renames it everywhere. */
export const themeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: z.string().trim().min(1).max(80),
  /** A figure that would show it: what is asked for where somebody says it without one. */
  indicator: z.string().trim().max(200),
})

/** The branch's themes in its own order. There is one list of them. */
export const themesSchema = z.strictObject({ themes: z.array(themeSchema).min(1).max(60) })

export type Theme = z.infer<typeof themeSchema>
export type ThemesBody = z.infer<typeof themesSchema>

const theme = (id: string, name: string, indicator: string): Theme => ({ id, name, indicator })

/** What members of children's services have raised before, until a branch says otherwise. */
export const firstThemes: readonly Theme[] = [
  theme('workload', 'Workload', 'Children for each worker, full-time equivalents as the base'),
  theme('safe-caseloads', 'Safe caseloads', 'Workers over the agreed line, of how many'),
  theme('pay', 'Pay and grading', 'The grade’s pay beside neighbouring councils’'),
  theme('recruitment', 'Recruitment and staying', 'Vacant posts and leavers in twelve months'),
  theme('agency', 'Agency workers, interims and consultants', 'Agency share of filled posts'),
  theme('progression', 'Progression and promotion', 'People who moved up a grade in twelve months'),
  theme('challenge', 'Safe to challenge', 'Staff survey: can say what is wrong, of how many asked'),
  theme('bullying', 'Bullying and how it is reported', 'Cases opened and closed under the policy'),
  theme('buildings', 'Buildings and equipment', 'Faults reported and put right, with dates'),
  theme('change', 'Change and instability', 'Restructures and heads of service in three years'),
  theme('data', 'Audits and sudden demands for data', 'Demands a month, with the notice given'),
  theme('hours', 'Long hours', 'Time owed and not taken, for each worker'),
  theme('morale', 'Morale and wellbeing', 'Working days lost to sickness, for each worker'),
  theme('supervision', 'Supervision and support', 'Supervisions held, of those due'),
  theme('safety', 'Safety on visits', 'Incidents reported, and answers to them'),
  theme('other', 'Something else', ''),
]

/** A theme's id from its name, unlike any of these. */
export function newThemeId(name: string, taken: readonly string[]): string {
  const plain =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'theme'
  let id = plain
  for (let n = 2; taken.includes(id); n += 1) id = `${plain}-${n}`
  return id
}

/** A theme that was taken off the list is still called something where a concern has it. */
export const themeNamed = (themes: readonly Theme[], id: string): Theme =>
  themes.find((one) => one.id === id) ??
  firstThemes.find((one) => one.id === id) ?? { id, name: 'A theme no longer used', indicator: '' }
