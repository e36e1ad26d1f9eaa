import { branchId, type BranchDeps } from '../deps.ts'
import { actionBook, findingBook, inspectionBook } from '../inspections/index.ts'
import {
  daysAgo,
  madeBefore,
  noonOf,
  type DemonstrationConcern,
  type DemonstrationGround,
} from './ground.ts'

interface FindingOf {
  label: string
  words: string
  concerns?: DemonstrationConcern[]
  demands?: string[]
  meetings?: string[]
}

const FINDINGS: FindingOf[] = [
  {
    label: '1',
    words: 'Caseloads in the court and assessment teams are too high for safe practice.',
    concerns: ['caseloads', 'long-hours'],
    demands: ['safe-line', 'caseloads'],
    meetings: ['caseloads'],
  },
  {
    label: '2',
    words: 'Supervision is irregular, and decisions are not always written down.',
    concerns: ['supervision'],
  },
  {
    label: '3',
    words: 'Children have too many changes of social worker.',
    concerns: ['interims', 'redeployment'],
  },
  {
    label: '5',
    words: 'Management oversight does not see drift early enough.',
  },
  {
    label: '6',
    words: 'Performance information is asked for often and used seldom.',
    concerns: ['data-requests'],
    demands: ['notice'],
  },
]

/** An inspection of three months ago: a number that the report left out, a finding that nobody has taken up. */
export async function demonstrationOfInspections(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const by = ground.people.get('secretary')?.member ?? null
  const writing = { by, at: noonOf(daysAgo(ground, 40)) }
  const ids = (kind: string, names: readonly string[] = []): string[] =>
    names.map((name) => madeBefore(ground, `${kind}:${name}`))
  await deps.store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const { id: inspection } = await inspectionBook.make(scope, {
      body: {
        title: 'Inspection of Fairborough’s children’s services',
        by: 'The inspectorate',
        from: daysAgo(ground, 96),
        until: daysAgo(ground, 92),
        publishedOn: daysAgo(ground, 44),
        judgement: 'Requires improvement to be good. Leadership: inadequate.',
        report: 'https://reports.example/fairborough',
        didWell:
          'Social workers know their children well and speak of them with warmth.\nThe duty team’s response to children at immediate risk is quick and sound.\nWorkers in leaving care stay in touch long after they must.',
      },
      ...writing,
    })
    ground.made.set('inspection', inspection)
    const findings = new Map<string, string>()
    for (const of of FINDINGS) {
      const made = await findingBook.make(scope, {
        body: {
          inspection,
          label: of.label,
          words: of.words,
          concerns: ids('concern', of.concerns),
          demands: ids('demand', of.demands),
          meetings: ids('meeting', of.meetings),
        },
        ...writing,
      })
      findings.set(of.label, made.id)
    }
    const answers = (label: string): string[] => [findings.get(label) ?? ''].filter(Boolean)
    const actions = [
      {
        findings: answers('1'),
        words: 'Count every caseload each month and show it to the branch.',
        owner: 'Head of service',
        due: daysAgo(ground, 9),
        done: null,
      },
      {
        findings: answers('2'),
        words: 'Write supervision’s decisions on the child’s record within two days.',
        owner: 'Team managers',
        due: daysAgo(ground, 2),
        done: {
          on: daysAgo(ground, 12),
          words: 'An audit of sixty records, shown at the scrutiny committee.',
        },
      },
      {
        findings: answers('3'),
        words: 'Fill four posts that interims hold with permanent managers.',
        owner: 'Director of children’s services',
        due: daysAgo(ground, -45),
        done: null,
      },
    ]
    for (const action of actions) {
      await actionBook.make(scope, { body: { inspection, ...action }, ...writing })
    }
  })
}
