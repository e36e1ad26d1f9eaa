import { addDays } from '../../kit/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { bigItemBook, outcomesDoor, winBook, type WinBody } from '../outcomes/index.ts'
import { daysAgo, madeBefore, noonOf, type DemonstrationGround } from './ground.ts'

interface WinOf extends Pick<WinBody, 'title' | 'policy' | 'clause' | 'before' | 'after'> {
  key: string
  days: number
  evidence: string | null
  concern: string
  demand?: string
  promise?: string
  isPublic?: boolean
  held?: boolean
}

const WINS: WinOf[] = [
  {
    key: 'loan',
    title: 'The training loan is no longer asked back during leave',
    policy: 'Recruitment and staying',
    clause: '7.2',
    before:
      'Anyone who leaves the post within two years must repay £10,000 at once. Time away from work does not count.',
    after:
      'Anyone who leaves the post of their own choice within two years may be asked to repay £10,000 in parts. Maternity, adoption and sick leave count as time in post, and nothing is asked back during them.',
    days: 400,
    evidence: 'Policy in force, clause 7.2',
    concern: 'loan',
    isPublic: true,
    held: true,
  },
  {
    key: 'progression',
    title: 'Moving up a grade no longer waits for the appraisal',
    policy: 'Progression',
    clause: '4.1',
    before: 'Progression is considered at the yearly appraisal.',
    after:
      'Progression is considered within two months of an application, whenever the appraisal is.',
    days: 66,
    evidence: 'Policy in force, section 4',
    concern: 'progression',
    demand: 'progression',
    promise: 'progression',
    isPublic: true,
  },
  {
    key: 'redeployment',
    title: 'Nobody is moved to another team without being asked first',
    policy: 'Change in teams',
    clause: '3',
    before: 'Staff may be placed where the service needs them.',
    after:
      'Staff are asked first, with ten working days to answer; a forced move needs the director’s reasons in writing.',
    days: 210,
    evidence: null,
    concern: 'redeployment',
    held: false,
  },
  {
    key: 'hotspots',
    title: 'Teams where everybody is over are named each month',
    policy: '',
    clause: '',
    before: '',
    after:
      'The service names teams in which everybody is over the line, and says what it does about each.',
    days: 120,
    evidence: 'Report to the joint committee',
    concern: 'caseloads',
    demand: 'caseloads',
  },
  {
    key: 'lift',
    title: 'The lift at Quayside runs again',
    policy: '',
    clause: '',
    before: 'Out of order since the spring.',
    after: 'Repaired, with a yearly check.',
    days: 90,
    evidence: 'Engineer’s report',
    concern: 'building',
  },
]

const BIG_ITEMS = [
  {
    title: 'A way up for family support workers',
    words: 'There is no grade above the one that people begin in.',
    owner: 'Branch chair',
    nextStep: 'Put two grades to the employer',
    demand: 'scope',
    days: 40,
  },
  {
    title: 'One system in place of four',
    words: 'The same child is written down in four places.',
    owner: 'Steward at Moreton',
    nextStep: 'Count the minutes with ten volunteers',
    demand: 'notice',
    days: 90,
  },
  {
    title: 'A trust, or not',
    words: 'A move to a trust is spoken of. Terms are to be protected either way.',
    owner: 'Branch secretary',
    nextStep: 'Ask for the paper that the cabinet saw',
    demand: 'scope',
    days: -6,
  },
]

/** Five wins in the branch's order, one without evidence and one that did not hold, and three big items. */
export async function demonstrationOfOutcomes(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const secretary = ground.people.get('secretary') ?? null
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    for (const of of WINS) {
      const wonOn = daysAgo(ground, of.days)
      const made = await winBook.make(scope, {
        body: {
          title: of.title,
          policy: of.policy,
          clause: of.clause,
          before: of.before,
          after: of.after,
          wonOn,
          evidence: of.evidence === null ? null : { where: of.evidence, on: wonOn },
          looked:
            of.held === undefined
              ? []
              : [
                  {
                    on: addDays(wonOn, 183),
                    holds: of.held,
                    words: of.held
                      ? 'Asked at three sites: nobody was asked to pay during leave.'
                      : 'Two people were moved in the summer without being asked.',
                  },
                ],
          concerns: [madeBefore(ground, `concern:${of.concern}`)],
          demands: of.demand === undefined ? [] : [madeBefore(ground, `demand:${of.demand}`)],
          meetings: [],
          promises: of.promise === undefined ? [] : [madeBefore(ground, `promise:${of.promise}`)],
        },
        audience: of.isPublic ? 'public' : 'members',
        by: secretary?.member ?? null,
        at: noonOf(wonOn),
      })
      ground.made.set(`win:${of.key}`, made.id)
    }
    for (const [later, of] of BIG_ITEMS.entries()) {
      await bigItemBook.make(scope, {
        body: {
          title: of.title,
          words: of.words,
          owner: of.owner,
          nextStep: of.nextStep,
          due: addDays(ground.today, of.days),
          outcome: '',
          closedOn: null,
          demands: [madeBefore(ground, `demand:${of.demand}`)],
          wins: [],
        },
        by: secretary?.member ?? null,
        at: noonOf(daysAgo(ground, 80 - later)),
      })
    }
  })
  const opening = 'What members raised, and what is different now. We look again whether it holds.'
  const saved = await outcomesDoor(deps, secretary).saveOpening(ground.organisation, opening, null)
  if (!saved.ok) throw new Error(saved.problem.sentence)
}
