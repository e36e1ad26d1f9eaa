import type {
  AgencyCheck,
  AgencyRow,
  PostRow,
  TeamOfEstablishment,
} from '../../../council/index.ts'
import { Link, StandingMark } from '../../components/index.ts'
import type { TableOf } from '../../table-of.ts'
import { decimal, roleWords, shortDate } from '../../words.ts'
import { fullTime, kindWords, outcomeWords, pounds, rate, ruleWords } from './words.ts'
import type { Here } from '../here.ts'

const share = (millionths: number | null | undefined): number | null =>
  millionths === null || millionths === undefined ? null : millionths / 1_000_000
const ratio = (basisPoints: number | null): number | null =>
  basisPoints === null ? null : basisPoints / 10_000
const hundredths = (value: number | null): number | null => (value === null ? null : value / 100)

/** Posts and people of each team, those beneath counted in. */
export const establishmentTable = (here: Here): TableOf<TeamOfEstablishment> => ({
  id: 'teams',
  name: 'Teams',
  columns: [
    {
      id: 'team',
      header: 'Team',
      kind: 'text',
      cell: (team) => <Link href={here.to.establishmentTeam(team.address)}>{team.name}</Link>,
      file: (team) => team.name,
      sortBy: (team) => team.name,
    },
    {
      id: 'funded',
      header: 'Funded',
      kind: 'number',
      decimals: 2,
      hint: 'Full-time posts',
      cell: (team) => (team.posts === null ? 'Not known' : fullTime(team.posts.funded)),
      file: (team) => share(team.posts?.funded),
      sortBy: (team) => team.posts?.funded ?? null,
      highestFirst: true,
    },
    {
      id: 'held',
      header: 'Held',
      kind: 'number',
      decimals: 2,
      hint: 'Full-time posts, as far as their holders’ contracts fill them',
      cell: (team) => (team.posts === null ? 'Not known' : fullTime(team.posts.held)),
      file: (team) => share(team.posts?.held),
    },
    {
      id: 'vacant',
      header: 'Vacant',
      kind: 'number',
      decimals: 2,
      hint: 'Full-time posts',
      cell: (team) => (team.posts === null ? 'Not known' : fullTime(team.posts.vacant)),
      file: (team) => share(team.posts?.vacant),
      sortBy: (team) => team.posts?.vacant ?? null,
      highestFirst: true,
    },
    {
      id: 'covered',
      header: 'Covered',
      kind: 'number',
      decimals: 2,
      hint: 'Of what is vacant',
      cell: (team) => (team.posts === null ? 'Not known' : fullTime(team.posts.covered)),
      file: (team) => share(team.posts?.covered),
    },
    {
      id: 'vacancy-rate',
      header: 'Vacancy rate',
      kind: 'percent',
      cell: (team) => rate(team.vacancyRate),
      file: (team) => ratio(team.vacancyRate),
      sortBy: (team) => team.vacancyRate,
      highestFirst: true,
    },
    {
      id: 'agency',
      header: 'Agency share',
      kind: 'percent',
      hint: 'Agency ÷ (agency + employed), full-time equivalents of social workers',
      cell: (team) => rate(team.agencyShare),
      file: (team) => ratio(team.agencyShare),
      sortBy: (team) => team.agencyShare,
      highestFirst: true,
    },
    {
      id: 'turnover',
      header: 'Turnover',
      kind: 'percent',
      hint: 'Left in twelve months ÷ the mean in post',
      cell: (team) => rate(team.turnover.rate),
      file: (team) => ratio(team.turnover.rate),
      sortBy: (team) => team.turnover.rate,
      highestFirst: true,
    },
    {
      id: 'cases-per-filled',
      header: 'Cases a filled full-time worker',
      kind: 'number',
      decimals: 1,
      hint: 'Open cases ÷ employed full-time equivalents in roles that hold cases',
      cell: (team) => perFullTime(team.casesPerFilled),
      file: (team) => hundredths(team.casesPerFilled),
      sortBy: (team) => team.casesPerFilled,
      highestFirst: true,
    },
    {
      id: 'cases-with-agency',
      header: 'The same with agency workers',
      kind: 'number',
      decimals: 1,
      file: (team) => hundredths(team.casesPerFilledAndAgency),
      inFilesOnly: true,
    },
    {
      id: 'cases-per-holder',
      header: 'The Department’s count',
      kind: 'number',
      decimals: 1,
      hint: 'Cases ÷ full-time equivalents of workers with at least one',
      cell: (team) => perFullTime(team.casesPerHolder),
      file: (team) => hundredths(team.casesPerHolder),
    },
    {
      id: 'cost',
      header: 'Cover to its end, at most',
      kind: 'number',
      decimals: 0,
      hint: 'Pounds',
      cell: (team) => (team.cost.people === team.cost.unknown ? '' : pounds(team.cost.pence)),
      file: (team) =>
        team.cost.people === team.cost.unknown ? null : Math.round(team.cost.pence / 100),
      inFilesOnly: true,
    },
  ],
})

export const perFullTime = (inHundredths: number | null): string =>
  inHundredths === null ? 'Not known' : decimal(Math.round(inHundredths / 10) / 10)

const SIGNS = [
  ['vacancy', 'Vacant'],
  ['turnover', 'Turnover'],
  ['over', 'Workers over the safe line'],
  ['ending', 'Agency work ending in eight weeks'],
] as const

/** Where recruitment and retention press: a team's four signs beside the whole's. */
export const hotspotTable = (here: Here): TableOf<TeamOfEstablishment> => ({
  id: 'hotspots',
  name: 'Hotspots',
  columns: [
    {
      id: 'team',
      header: 'Team',
      kind: 'text',
      cell: (team) => <Link href={here.to.establishmentTeam(team.address)}>{team.name}</Link>,
      file: (team) => team.name,
    },
    ...SIGNS.map(([key, header]) => ({
      id: key,
      header,
      kind: 'percent' as const,
      long: true,
      cell: ({ hotspot }: TeamOfEstablishment) => {
        const { rate: of, isHigher } = hotspot[key]
        return isHigher && of !== null ? (
          <StandingMark standing="over-safe" words={`${rate(of)}, higher`} />
        ) : of === null ? (
          'Not known'
        ) : (
          rate(of)
        )
      },
      file: ({ hotspot }: TeamOfEstablishment) => ratio(hotspot[key].rate),
    })),
    {
      id: 'higher',
      header: 'Signs higher than the service',
      kind: 'number',
      file: ({ hotspot }) => hotspot.higher,
      inFilesOnly: true,
    },
  ],
})

export const postTable = (here: Here): TableOf<PostRow> => ({
  id: 'posts',
  name: 'Posts',
  columns: [
    {
      id: 'post',
      header: 'Post',
      kind: 'text',
      cell: (post) => (
        <Link href={here.to.row(post.row.import, post.row.address)}>{post.post}</Link>
      ),
      file: (post) => post.post,
      sortBy: (post) => post.post,
    },
    {
      id: 'team',
      header: 'Team',
      kind: 'text',
      file: (post) => post.team?.name ?? 'No team',
      sortBy: (post) => post.team?.name ?? null,
    },
    {
      id: 'role',
      header: 'Role',
      kind: 'text',
      file: (post) => (post.role === null ? 'Not known' : roleWords[post.role]),
      sortBy: (post) => (post.role === null ? null : roleWords[post.role]),
    },
    {
      id: 'funded',
      header: 'Funded FTE',
      kind: 'number',
      decimals: 2,
      cell: (post) => (post.funded === null ? 'Not known' : fullTime(post.funded)),
      file: (post) => share(post.funded),
    },
    {
      id: 'holder',
      header: 'Held by',
      kind: 'text',
      long: true,
      cell: (post) =>
        post.holder === null ? (
          post.funded === 0 ? (
            'Beside the establishment'
          ) : (
            <strong>
              Vacant{post.vacantSince === null ? '' : ` since ${shortDate(post.vacantSince)}`}
            </strong>
          )
        ) : (
          <Link href={post.holder.address ? here.to.worker(post.holder.address) : ''}>
            {post.holder.name}
          </Link>
        ),
      file: (post) =>
        post.holder?.name ?? (post.funded === 0 ? 'Beside the establishment' : 'Vacant'),
    },
    {
      id: 'held',
      header: 'Held FTE',
      kind: 'number',
      decimals: 2,
      cell: (post) => (post.held === null ? 'Not known' : fullTime(post.held)),
      file: (post) => share(post.held),
    },
    {
      id: 'vacant-since',
      header: 'Vacant since',
      kind: 'date',
      file: (post) => post.vacantSince,
      inFilesOnly: true,
    },
    {
      id: 'cover',
      header: 'Covered by',
      kind: 'text',
      long: true,
      cell: (post) =>
        post.cover === null ? (
          ''
        ) : (
          <>
            <Link href={post.cover.address ? here.to.worker(post.cover.address) : ''}>
              {post.cover.name}
            </Link>
            {post.cover.inForce
              ? post.cover.end === null
                ? ', with no end'
                : ` to ${shortDate(post.cover.end)}`
              : ', not on this day'}
          </>
        ),
      file: (post) => post.cover?.name ?? null,
    },
    {
      id: 'cover-end',
      header: 'Cover end',
      kind: 'date',
      file: (post) => post.cover?.end ?? null,
      inFilesOnly: true,
    },
    {
      id: 'since',
      header: 'Funded since',
      kind: 'date',
      file: (post) => post.since,
      inFilesOnly: true,
    },
  ],
})

/** The same where nobody holds any of them. */
export function vacantTable(here: Here): TableOf<PostRow> {
  const table = postTable(here)
  return { ...table, columns: table.columns.filter(({ id }) => id !== 'held') }
}

/** By name, never by what somebody costs. */
export const agencyTable = (here: Here): TableOf<AgencyRow> => ({
  id: 'agency',
  name: 'Agency and interim',
  columns: [
    {
      id: 'name',
      header: 'Name',
      kind: 'text',
      cell: (one) => <Link href={one.address ? here.to.worker(one.address) : ''}>{one.name}</Link>,
      file: (one) => one.name,
    },
    { id: 'kind', header: 'Kind', kind: 'text', file: (one) => kindWords[one.kind] },
    {
      id: 'role',
      header: 'Role',
      kind: 'text',
      cell: (one) => (
        <>
          {one.role === null ? 'Not known' : roleWords[one.role]}
          {one.isManager ? <strong> (a manager’s post)</strong> : null}
        </>
      ),
      file: (one) => (one.role === null ? 'Not known' : roleWords[one.role]),
    },
    { id: 'team', header: 'Team', kind: 'text', file: (one) => one.team?.name ?? 'No team' },
    {
      id: 'post',
      header: 'Post',
      kind: 'text',
      file: (one) => one.post ?? 'None in the posts file',
    },
    {
      id: 'fte',
      header: 'FTE',
      kind: 'number',
      decimals: 2,
      cell: (one) => (one.fteMillionths === null ? 'Not known' : fullTime(one.fteMillionths)),
      file: (one) => share(one.fteMillionths),
    },
    {
      id: 'end',
      header: 'Last day',
      kind: 'date',
      cell: (one) => (one.end === null ? 'Not known' : shortDate(one.end)),
      file: (one) => one.end,
    },
    {
      id: 'cost',
      header: 'Cost to the last day, at most',
      kind: 'number',
      hint: 'Pounds; no leave taken off',
      long: true,
      cell: (one) =>
        one.cost === null ? `Not known: add ${one.costMissing}` : pounds(one.cost.pence),
      file: (one) => (one.cost === null ? null : Math.round(one.cost.pence / 100)),
    },
    {
      id: 'days',
      header: 'Working days',
      kind: 'number',
      file: (one) => one.cost?.workingDays ?? null,
      inFilesOnly: true,
    },
  ],
})

export interface CheckRow {
  name: string
  address: string | null
  team: AgencyRow['team']
  check: AgencyCheck
}

export const checkRows = (agency: readonly AgencyRow[]): CheckRow[] =>
  agency.flatMap(({ name, address, team, checks }) =>
    checks.map((check) => ({ name, address, team, check })),
  )

export const checkTable = (here: Here): TableOf<CheckRow> => ({
  id: 'rules',
  name: 'Agency rules',
  columns: [
    {
      id: 'name',
      header: 'Name',
      kind: 'text',
      cell: (row) => <Link href={row.address ? here.to.worker(row.address) : ''}>{row.name}</Link>,
      file: (row) => row.name,
    },
    { id: 'team', header: 'Team', kind: 'text', file: (row) => row.team?.name ?? 'No team' },
    { id: 'rule', header: 'Rule', kind: 'text', file: (row) => ruleWords[row.check.rule] },
    {
      id: 'outcome',
      header: 'How it stands',
      kind: 'text',
      cell: (row) =>
        row.check.outcome === 'not-met' ? (
          <StandingMark standing="over-safe" words={outcomeWords['not-met']} />
        ) : (
          outcomeWords[row.check.outcome]
        ),
      file: (row) => outcomeWords[row.check.outcome],
    },
    { id: 'why', header: 'Why', kind: 'text', long: true, file: (row) => row.check.why },
    {
      id: 'asks',
      header: 'What the guidance asks',
      kind: 'text',
      file: (row) => row.check.asks,
      inFilesOnly: true,
    },
  ],
})
