import type { JSX } from 'preact'
import { AGENCY_RULES_SOURCE, HOTSPOT_WEEKS } from '../../../core/establishment/index.ts'
import { count, longDate } from '../../../kit/index.ts'
import type { AgencyRow, EstablishmentView, TeamOfEstablishment } from '../../../council/index.ts'
import { postBars } from '../../../render/index.ts'
import {
  Button,
  ButtonGroup,
  ChartFigure,
  Details,
  InsetText,
  KeyFigures,
  Link,
  Opening,
  Section,
  SummaryList,
} from '../../components/index.ts'
import { one } from '../../query.ts'
import { orderOf, ordered, sheetOf } from '../../table-of.ts'
import { decimal, listed, people } from '../../words.ts'
import {
  agencyTable,
  checkRows,
  checkTable,
  establishmentTable,
  hotspotTable,
  perFullTime,
  postTable,
  vacantTable,
} from './tables.tsx'
import { AskForMore } from './more.tsx'
import { establishmentSentence, fullTime, pounds, rate, turnoverWords } from './words.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'
import { Downloads, List } from '../list.tsx'
import { asTree, hasTeams } from '../tree.ts'

/** So many of the four signs make a hotspot. */
const HOT = 3

/** Posts, cover, turnover and the agency rules: of the whole service, or of a team. */
export function establishmentPage(here: Here, view: EstablishmentView): Figures {
  const { team, sums } = view
  const table = establishmentTable(here)
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const teams = ordered(table, asTree(view.teams), order)
  const checks = checkRows(view.agency)
  const posts = view.posts ?? []
  const vacant = posts.filter(({ holder, funded }) => holder === null && funded !== 0)
  const heading = team === null ? 'Establishment' : `Establishment of ${team.name}`
  return {
    page: {
      title: heading,
      section: team === null || here.may('establishment.view') ? 'establishment' : 'team',
      standing: view.standing,
      crumbs:
        team === null
          ? []
          : [
              { content: 'Establishment', href: here.to.establishment() },
              ...(here.may('establishment.view')
                ? []
                : [{ content: team.name, href: here.to.team(team.address) }]),
            ],
    },
    body: (
      <>
        <Opening heading={heading}>{establishmentSentence(view)}</Opening>
        {view.isKept && view.posts === null ? <AddPosts here={here} /> : null}
        {view.isKept ? <Rates view={view} /> : null}
        {team === null ? null : <AskForMore here={here} team={team} asked={null} />}
        <ByTeam here={here} view={view} teams={teams} order={order} />
        {view.isKept && team === null ? <Hotspots here={here} teams={view.teams} /> : null}
        {view.isKept ? <Cover here={here} view={view} /> : null}
        {checks.length > 0 ? <Rules here={here} agency={view.agency} /> : null}
        {view.isKept ? <Leaving view={view} /> : null}
        {posts.length > 0 ? (
          <Section heading={team === null ? 'Vacant posts' : 'Posts'} id="posts">
            {team === null && vacant.length === 0 ? (
              <p class="govuk-body">No post is vacant.</p>
            ) : (
              <List
                here={here}
                table={team === null ? vacantTable(here) : postTable(here)}
                rows={team === null ? vacant : posts}
                caption={
                  team === null
                    ? `${count(vacant.length, 'vacant post')} of ${posts.length.toLocaleString('en-GB')}; the files hold every post`
                    : count(posts.length, 'post')
                }
                captionSize="s"
              />
            )}
            <Downloads here={here} of="posts" table="posts" />
            {here.to.postsTemplate() === '' ? null : (
              <p class="govuk-body">
                <Link href={here.to.postsTemplate()}>Download the posts file to change it</Link>
              </p>
            )}
          </Section>
        ) : null}
      </>
    ),
    sheets: view.isKept
      ? [
          sheetOf(table, teams),
          sheetOf(postTable(here), posts),
          sheetOf(agencyTable(here), view.agency),
          sheetOf(checkTable(here), checks),
          ...(team === null ? [sheetOf(hotspotTable(here), asTree(view.teams))] : []),
        ]
      : [],
    fileName: 'establishment',
    what: `Posts, cover, turnover and the agency rules: ${team === null ? 'the whole service' : team.name}. ${AGENCY_RULES_SOURCE.title}.`,
    notes: [turnoverWords(sums.turnover)],
  }
}

function AddPosts({ here }: { here: Here }): JSX.Element {
  return (
    <InsetText>
      A posts file says which posts are funded, who holds or covers each, to when and at what cost.
      {here.to.postsTemplate() === '' ? (
        ' Whoever brings the files in can add one.'
      ) : (
        <ButtonGroup>
          <Button href={here.to.postsTemplate()} attributes={{ download: '' }}>
            Download the posts file
          </Button>
          <Link href={here.to.importNew()}>Drop it in</Link>
        </ButtonGroup>
      )}
    </InsetText>
  )
}

function Rates({ view: { sums } }: { view: EstablishmentView }): JSX.Element {
  return (
    <KeyFigures
      items={[
        ...(sums.posts === null
          ? []
          : [{ value: rate(sums.vacancyRate), words: 'of full-time posts are vacant' }]),
        {
          value: rate(sums.agencyShare),
          words: 'of social workers are from agencies',
        },
        { value: rate(sums.turnover.rate), words: 'left in twelve months' },
        {
          value: perFullTime(sums.casesPerFilled),
          words: `cases a filled full-time worker; ${perFullTime(sums.casesPerHolder)} by the Department’s count`,
        },
      ]}
    />
  )
}

function ByTeam(props: {
  here: Here
  view: EstablishmentView
  teams: readonly TeamOfEstablishment[]
  order: ReturnType<typeof orderOf>
}): JSX.Element | null {
  const { here, view, teams, order } = props
  if (!view.isKept || teams.length === 0) return null
  const own = asTree(view.teams).filter(
    (team) => !hasTeams(team, view.teams) && (team.posts?.funded ?? 0) > 0,
  )
  const inFull = (millionths: number): number => millionths / 1_000_000
  return (
    <>
      {own.length > 0 ? (
        <ChartFigure
          title="Posts of each team: held, covered, and with nobody"
          chart={postBars({
            id: 'posts-by-team',
            title: 'Funded posts of each team: held, covered, and with nobody',
            teams: own.flatMap(({ name, posts }) =>
              posts === null
                ? []
                : [
                    {
                      label: name,
                      held: inFull(posts.held),
                      covered: inFull(posts.covered),
                      notCovered: inFull(posts.notCovered),
                      notKnown: inFull(posts.heldUnknown + posts.coverUnknown),
                    },
                  ],
            ),
          })}
        />
      ) : null}
      <List
        here={here}
        table={establishmentTable(here)}
        rows={teams}
        order={order}
        sortable
        caption="Posts and people, by team"
        id="teams"
      />
      <Downloads here={here} of="the establishment" table="teams" />
      {view.team === null ? (
        <p class="govuk-body">
          Open a team to see its posts, and to ask what two more workers there would change.
        </p>
      ) : null}
    </>
  )
}

function Hotspots({
  here,
  teams,
}: {
  here: Here
  teams: readonly TeamOfEstablishment[]
}): JSX.Element | null {
  const own = asTree(teams).filter(
    (team) => !hasTeams(team, teams) && team.permanent + team.agency > 0,
  )
  if (own.length < 2) return null
  const hot = own.filter(({ hotspot }) => hotspot.higher >= HOT)
  return (
    <Section heading="Where recruitment and retention press" id="hotspots">
      <p class="govuk-body">
        {hot.length === 0
          ? 'In no team are three of these four signs higher than in the whole service.'
          : `In ${listed(hot.map(({ name }) => name))} at least three of these four signs are higher than in the whole service.`}{' '}
        In a small team one person moves a share far: look at the people behind it before the share.
      </p>
      <List
        here={here}
        table={hotspotTable(here)}
        rows={own}
        caption="Four signs of each team beside the whole service’s"
        captionSize="hidden"
      />
      <Downloads here={here} of="the signs" table="hotspots" />
    </Section>
  )
}

function Cover({ here, view }: { here: Here; view: EstablishmentView }): JSX.Element {
  const { agency, sums } = view
  const managers = agency.filter(({ isManager }) => isManager)
  return (
    <Section heading="Agency and interim" id="agency">
      {agency.length === 0 ? (
        <p class="govuk-body">Nobody from an agency works here, and nobody covers a post.</p>
      ) : (
        <>
          <p class="govuk-body">
            {sums.ending.people === 0
              ? `Nobody’s ends within ${HOTSPOT_WEEKS} weeks.`
              : `The work of ${people(sums.ending.people)} (${fullTime(sums.ending.share)} full time) ends within ${HOTSPOT_WEEKS} weeks.`}{' '}
            {managers.length === 0
              ? 'No manager’s post is covered.'
              : `${count(managers.length, 'manager’s post is', 'managers’ posts are')} covered or held from an agency.`}
          </p>
          <List
            here={here}
            table={agencyTable(here)}
            rows={agency}
            caption="Agency and interim, by name"
            captionSize="hidden"
          />
          <p class="govuk-body govuk-!-margin-bottom-2">
            {sums.cost.people === sums.cost.unknown
              ? ''
              : `Together up to ${pounds(sums.cost.pence)}: working days to the last day × share of full time × a day’s cost. An hour’s cost is taken ${decimal(view.weekHours / 5)} times a day, a fifth of the agreement’s full-time week. Leave is not taken off.`}
          </p>
          <Downloads here={here} of="agency and interim" table="agency" />
        </>
      )}
    </Section>
  )
}

function Rules({ here, agency }: { here: Here; agency: readonly AgencyRow[] }): JSX.Element {
  const all = checkRows(agency)
  const asking = all.filter(
    ({ check }) => check.outcome === 'not-met' || check.outcome === 'not-known',
  )
  const broken = all.filter(({ check }) => check.outcome === 'not-met').length
  const checked = agency.filter(({ checks }) => checks.length > 0).length
  return (
    <Section heading="The Department’s agency rules" id="rules">
      <p class="govuk-body">
        {asking.length === 0
          ? `All that is checked is met by each of ${people(checked)}.`
          : `For ${people(checked)}, ${count(broken, 'rule is', 'rules are')} not met and ${asking.length - broken} cannot be checked with what the files say.`}{' '}
        Checked against <Link href={AGENCY_RULES_SOURCE.address}>{AGENCY_RULES_SOURCE.title}</Link>.
        Regional price caps are not checked: no file holds them.
      </p>
      {asking.length === 0 ? null : (
        <List
          here={here}
          table={checkTable(here)}
          rows={asking}
          caption="Rules not met or not known, by name"
          captionSize="hidden"
        />
      )}
      <Downloads here={here} of="the agency rules" table="rules" />
    </Section>
  )
}

function Leaving({ view }: { view: EstablishmentView }): JSX.Element {
  const { census, sums } = view
  return (
    <Section heading="Turnover" id="turnover">
      <p class="govuk-body">{turnoverWords(sums.turnover)}</p>
      {census === null ? null : (
        <Details summary={`By the workforce census of ${longDate(census.on)}`}>
          <p class="govuk-body">
            By the Department’s own formulas, on the census’s day; agency workers apart from those
            in post.
          </p>
          <SummaryList
            rows={[
              {
                key: 'Turnover',
                value: `${rate(census.turnover)}: ${fullTime(census.leavers)} left ÷ ${fullTime(census.inPost)} in post at the end`,
              },
              {
                key: 'Vacancy rate',
                value:
                  census.vacancies === null
                    ? 'Not known'
                    : `${rate(census.vacancyRate)}: ${fullTime(census.vacancies)} vacant ÷ (vacant + in post)`,
              },
              {
                key: 'Agency rate',
                value:
                  census.agency === null
                    ? 'Not known'
                    : `${rate(census.agencyRate)}: ${fullTime(census.agency)} from agencies ÷ (agency + in post)`,
              },
            ]}
          />
        </Details>
      )}
    </Section>
  )
}
