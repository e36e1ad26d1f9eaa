import { z } from 'zod'

const id = z.uuid()
const words = (most: number) => z.string().trim().max(most)

export const teamSchema = z.strictObject({
  id,
  name: words(120).min(1),
  /** How many people work in it; null where nobody has said. */
  size: z.number().int().min(0).max(20_000).nullable(),
})

/** A place where the employer's people work: its buildings, and the teams that sit there. */
export const siteSchema = z.strictObject({
  name: words(120).min(1),
  town: words(80),
  address: words(400),
  /** What people call the buildings and floors, so that they are found by it. */
  buildings: z.array(words(80).min(1)).max(30),
  teams: z.array(teamSchema).max(200),
  /** Ids of other sites, the nearest first, as far as somebody has said. */
  near: z.array(id).max(50),
})

export type SiteTeam = z.infer<typeof teamSchema>
export type Site = z.infer<typeof siteSchema>

/** A site as its versions are compared: each field's words. */
export const siteWords = (site: Site): { label: string; words: string }[] => [
  { label: 'Name', words: site.name },
  { label: 'Town', words: site.town },
  { label: 'Address', words: site.address },
  { label: 'Buildings', words: site.buildings.join('\n') },
  {
    label: 'Teams',
    words: site.teams
      .map(({ name, size }) => (size === null ? name : `${name}: ${size}`))
      .join('\n'),
  },
]
