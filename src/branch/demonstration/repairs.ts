import { branchId, type BranchDeps } from '../deps.ts'
import { repairBook } from '../repairs/index.ts'
import { daysAgo, noonOf, type DemonstrationGround, type DemonstrationSite } from './ground.ts'

interface RepairOf {
  title: string
  site: DemonstrationSite
  place: string
  words: string
  /** Days before the branch's day: noticed, told, mended. */
  opened: number
  reported: number | null
  fixed: [number, string] | null
}

const REPAIRS: RepairOf[] = [
  {
    title: 'The heating does not reach the second floor',
    site: 'quayside',
    place: 'Second floor, north side',
    words: 'Fourteen degrees at nine in the morning.',
    opened: 58,
    reported: 55,
    fixed: null,
  },
  {
    title: 'The lift stands still',
    site: 'quayside',
    place: 'Main stairs',
    words: '',
    opened: 180,
    reported: 178,
    fixed: [90, 'A new motor, and a check each year.'],
  },
  {
    title: 'No door on the room for calls',
    site: 'moreton',
    place: 'Ground floor',
    words: 'What is said of a child is heard in the corridor.',
    opened: 12,
    reported: null,
    fixed: null,
  },
]

/** Three things that were wrong with buildings: one mended, one told of, one nobody has told of yet. */
export async function demonstrationOfRepairs(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const rep = ground.people.get('rep-quayside')
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    for (const { opened, reported, fixed, site, ...of } of REPAIRS) {
      const siteId = ground.sites.get(site)
      if (siteId === undefined) throw new Error(`No site ${site}`)
      await repairBook.make(scope, {
        body: {
          ...of,
          site: siteId,
          openedOn: daysAgo(ground, opened),
          reported: reported === null ? null : { on: daysAgo(ground, reported), to: 'Facilities' },
          fixed: fixed === null ? null : { on: daysAgo(ground, fixed[0]), words: fixed[1] },
          rep: 'Safety rep',
        },
        by: rep?.member ?? null,
        at: noonOf(daysAgo(ground, opened)),
      })
    }
  })
}
