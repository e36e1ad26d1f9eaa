import { createHash } from 'node:crypto'
import { addDays, canonicalJson, type IsoDate } from '../../kit/index.ts'
import { canonicalText, defaultAgreement, type Agreement } from '../../core/agreement/index.ts'
import { makeEvidence } from '../../core/evidence/index.ts'
import type {
  Case,
  Caseload,
  CaseStatus,
  ChildId,
  FamilyId,
  PersonRecord,
  WorkerId,
} from '../../core/model/index.ts'
import { weigh } from '../../core/workload/index.ts'
import { branchId, type BranchDeps } from '../deps.ts'
import { consultationAnswers } from '../../store/branch/index.ts'
import { consultationBook, incoming, takeIn } from '../desk/index.ts'
import { daysAgo, noonOf, type DemonstrationGround } from './ground.ts'

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const first: Agreement = {
  ...defaultAgreement,
  id: 'fairborough',
  name: 'Fairborough caseload agreement',
  version: '1.0',
  dated: null,
  kind: 'agreement',
  startingPoint: false,
  about: 'What the service and its union branch settle between them. Invented.',
}

/** A second version, in which protection plans weigh more and the line is lower. */
const second: Agreement = {
  ...first,
  version: '2.0',
  weights: first.weights.map((of) =>
    of.status === 'child-protection-plan' ? { ...of, weight: 9.5 } : of,
  ),
  lines: { ...first.lines, hardPercent: 105 },
}

/** Both versions, a release of evidence, and members who are asked about the second. */
export async function demonstrationOfDesk(
  deps: BranchDeps,
  ground: DemonstrationGround,
): Promise<void> {
  const officer = ground.people.get('secretary')
  if (!officer) return
  const store = deps.store.asHouse()
  const at = noonOf(daysAgo(ground, 20))
  await store.inOrganisation(branchId(ground.organisation), async (scope) => {
    const from = { address: null, by: officer.member, at }
    const release = releaseOf(first, daysAgo(ground, 30), daysAgo(ground, 25))
    const came = [published(ground), { releases: [release], format: 1, publisher: SERVICE }]
    for (const document of came) {
      const read = incoming(document)
      if (!read.ok) throw new Error(read.problem.sentence)
      await takeIn(scope, read.value, from)
    }
    const { only } = await takeIn(
      scope,
      [{ kind: 'agreement', canonical: canonicalText(second), facts: null }],
      from,
    )
    if (only === null) return
    const consultation = await consultationBook.make(scope, {
      body: {
        title: 'The second version of the caseload agreement',
        copy: only.id,
        about:
          'The service offers more for child protection plans and a lower line. We meet them in three weeks and want to know what you think before we answer.',
        opens: daysAgo(ground, 6),
        closes: addDays(ground.today, 8),
        clauses: [
          {
            clause: 'weights.child-protection-plan',
            question: 'Are 9.5 hours a month enough for a child protection plan?',
          },
          { clause: 'lines.hard', question: 'Is 105 % where something must happen?' },
        ],
        replies: [],
      },
      by: officer.member,
      at: noonOf(daysAgo(ground, 6)),
    })
    ground.made.set('consultation:second-version', consultation.id)
    for (const [i, member] of ground.members.slice(0, 12).entries()) {
      for (const [clause, words] of Object.entries(SAID[i % SAID.length] ?? {})) {
        await consultationAnswers.set(scope, {
          consultation: consultation.id,
          member: member.member,
          clause,
          words,
          named: i % 4 === 0,
          late: false,
          onDay: daysAgo(ground, 5 - (i % 5)),
        })
      }
    }
  })
}

const SERVICE = 'Fairborough children’s services'

const SAID: readonly Record<string, string>[] = [
  { 'weights.child-protection-plan': 'With core groups and court papers it is nearer to twelve.' },
  {
    'weights.child-protection-plan': 'Better than before. The first three months are the problem.',
    'lines.hard': 'Yes, if somebody really answers.',
  },
  { 'lines.hard': 'The line is worth nothing without the days in which a manager answers.' },
  { '': 'Travel to placements out of the county is not in it at all.' },
]

const published = (ground: DemonstrationGround) => ({
  format: 1,
  publisher: SERVICE,
  versions: [
    versionOf(second, 'proposed', daysAgo(ground, 22), addDays(ground.today, 60), null),
    versionOf(first, 'signed', daysAgo(ground, 400), daysAgo(ground, 370), daysAgo(ground, 380)),
  ],
})

function versionOf(
  document: Agreement,
  state: 'proposed' | 'signed',
  proposedOn: IsoDate,
  effective: IsoDate,
  signedOn: IsoDate | null,
) {
  const sha256 = hashOf(canonicalText(document))
  const parties = signedOn === null ? [] : (['service', 'branch'] as const)
  return {
    key: `${document.id}@${document.version}`,
    state,
    sha256,
    proposedOn,
    effective,
    signedOn,
    withdrawn: null,
    signatures: parties.map((party) => ({ party, on: signedOn, sha256 })),
    document,
  }
}

/** How many children of each status an invented service has. */
const CHILDREN: readonly [CaseStatus, number][] = [
  ['child-in-need-plan', 310],
  ['looked-after', 190],
  ['child-protection-plan', 140],
  ['open-assessment', 120],
  ['care-leaver', 90],
  ['referral', 40],
]
const WORKERS = 62

function releaseOf(agreement: Agreement, asOf: IsoDate, releasedOn: IsoDate) {
  const caseload = inventedCaseload(asOf)
  const workload = weigh(caseload, agreement)
  if (!workload.ok) throw new Error(workload.problem.sentence)
  const made = makeEvidence({
    publisher: SERVICE,
    importNumber: 14,
    releasedOn,
    caseload,
    agreement,
    workload: workload.value,
    sha256: hashOf(canonicalText(agreement)),
  })
  if (!made.ok) throw new Error(made.problem.sentence)
  return { sha256: hashOf(canonicalJson(made.value)), release: made.value, undone: false }
}

/** Children by number alone: nobody in it has a name. */
function inventedCaseload(asOf: IsoDate): Caseload {
  let n = 0
  const cases = CHILDREN.flatMap(([status, many]) =>
    Array.from({ length: many }, (): Case => {
      n += 1
      return inventedCase(n, status, addDays(asOf, -((n * 37) % 900)))
    }),
  )
  const workers = Array.from({ length: WORKERS }, (_, i) => ({
    id: `w${i}` as WorkerId,
    name: `Worker ${i}`,
    aliases: [],
    team: null,
    person: inventedContract,
  }))
  return {
    asOf,
    cases,
    workers,
    teams: [],
    outside: { earlyHelp: 0, closed: 0, adopterHouseholds: 0, contacts: 0 },
    findings: [],
  }
}

const inventedCase = (n: number, status: CaseStatus, since: IsoDate): Case => ({
  child: `c${n}` as ChildId,
  status,
  flags: [],
  statusSince: since,
  openSince: since,
  placementSince: status === 'looked-after' ? since : null,
  workerSinceInferred: null,
  holder: { kind: 'worker', worker: `w${Math.floor(n / 3) % WORKERS}` as WorkerId },
  workerAsRead: null,
  personalAdviser: null,
  team: null,
  family: `f${Math.floor(n / 3)}` as FamilyId,
  disability: n % 9 === 0,
  courtStage: status === 'looked-after' && n % 6 === 0 ? 'care-proceedings' : null,
  complexity: null,
  travelMinutes: null,
  visitsAMonth: null,
  birthDate: null,
  lastSeen: null,
  from: [],
})

const inventedContract: PersonRecord = {
  from: { file: 'people.xlsx', sheet: 'People', row: 2 },
  name: null,
  aliases: [],
  sweNumber: null,
  team: null,
  parentTeam: null,
  fteMillionths: 900_000,
  role: 'social-worker',
  contract: 'permanent',
  contractEnd: null,
  asyeStart: null,
  asye: null,
  absence: null,
  reductions: [],
  supervisionHours: null,
  dutyHours: null,
  businessSupportHours: null,
  censusCases: null,
}
