export { rosterSite, sitesBook, sitesOf } from './book.ts'
export { siteSchema, siteWords } from './kind.ts'
export type { Site, SiteTeam } from './kind.ts'
