import { addDays } from '../../kit/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { contactBook } from '../reps/index.ts'
import { giveOffice, type RollKey } from '../roll/index.ts'
import { daysAgo, noonOf, type DemonstrationGround } from './ground.ts'

/** How the invented branch is reached, who was rep before and who joins the reps soon. */
export async function demonstrationOfReps(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const { organisation, today } = ground
  const key: RollKey = { key: deps.key, organisation: organisation.id }
  const by = ground.people.get('secretary')?.member ?? null
  const begun = daysAgo(ground, 880)
  const writing = { by, at: noonOf(begun) }
  await deps.store.inOrganisation(branchId(organisation), async (scope) => {
    await contactBook.make(scope, {
      body: {
        phone: '01632 960100',
        fax: '01632 960101',
        mail: 'office@fairborough-branch.example',
        street: 'Room 4, 12 Imaginary Row',
        town: 'Fairborough',
        postcode: '',
        hours: 'Mondays to Thursdays, 10:00 to 15:00. Leave a message at other times.',
      },
      ...writing,
    })
    const [before, joins] = [ground.members[3], ground.members[14]]
    const given = { role: 'rep' as const, consentedOn: null, mail: null, phone: null, by }
    if (before) {
      await giveOffice(scope, key, {
        ...given,
        member: before.member,
        title: 'Steward',
        site: ground.sites.get('thornbury') ?? null,
        team: null,
        from: daysAgo(ground, 800),
        until: daysAgo(ground, 200),
        at: noonOf(daysAgo(ground, 800)),
      })
    }
    if (joins) {
      await giveOffice(scope, key, {
        ...given,
        member: joins.member,
        title: 'Early help rep',
        site: ground.sites.get('quayside') ?? null,
        team: ground.teams.get('Early help') ?? null,
        from: addDays(today, 14),
        until: null,
        at: deps.now(),
      })
    }
  })
}
