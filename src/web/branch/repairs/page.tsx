import type { JSX } from 'preact'
import { byText, count, longDate, type IsoDate } from '../../../kit/index.ts'
import { repairStanding, type RepairStanding } from '../../../core/bargaining/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import type { RepairBody } from '../../../branch/repairs/index.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Link,
  Opening,
  SummaryList,
  Tag,
} from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import { MoreLink } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { removedBanner } from '../record-form/index.ts'
import { repairSubject } from './subject.ts'

export interface RepairsView {
  repairs: readonly Written<RepairBody>[]
  siteName(id: string): string
}

const standingOf = ({ body }: Written<RepairBody>, on: IsoDate): RepairStanding =>
  repairStanding(
    {
      openedOn: body.openedOn,
      reportedOn: body.reported?.on ?? null,
      fixedOn: body.fixed?.on ?? null,
    },
    on,
  )

const stateWords = { open: 'Not reported yet', reported: 'Reported', fixed: 'Mended' } as const

const StateTag = ({ state }: RepairStanding): JSX.Element => (
  <Tag class={state === 'open' ? 'fl-tag--missing' : undefined}>{stateWords[state]}</Tag>
)

/** What is wrong with buildings: what is not mended first, the longest wait at the top. */
export function repairsPage(here: Here, { repairs, siteName }: RepairsView): Plain {
  const all = repairs.map((one) => ({ one, standing: standingOf(one, here.today) }))
  const open = all.filter(({ standing }) => standing.state !== 'fixed')
  const untold = open.filter(({ standing }) => standing.state === 'open').length
  const order = [...all].sort(
    (a, b) =>
      Number(a.standing.state === 'fixed') - Number(b.standing.state === 'fixed') ||
      byText(a.one.body.openedOn, b.one.body.openedOn),
  )
  return {
    page: { title: 'Repairs', section: 'repairs', above: removedBanner(here, [repairSubject]) },
    body: (
      <>
        <Opening heading="Repairs">
          {open.length === 0
            ? 'Nothing is known to be wrong with a building.'
            : `${count(open.length, 'thing waits', 'things wait')} to be mended. ${
                untold === 0
                  ? 'The employer was told of each.'
                  : `The employer was not told of ${untold} yet.`
              }`}
        </Opening>
        {here.may('sites.edit') ? (
          <Button href={here.to('/repairs/new')}>Note what is wrong</Button>
        ) : null}
        {all.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              What is wrong with a building stands here from the day it was noticed until it is
              mended.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Repairs"
            captionSize="hidden"
            rows={order}
            columns={[
              {
                label: 'What',
                long: true,
                cell: ({ one }) => (
                  <Link href={here.to(`/repairs/${one.id}`)}>{one.body.title}</Link>
                ),
              },
              { label: 'Site', cell: ({ one }) => siteName(one.body.site) },
              { label: 'Noticed', cell: ({ one }) => shortDate(one.body.openedOn) },
              {
                label: 'Reported',
                cell: ({ one }) => (one.body.reported ? shortDate(one.body.reported.on) : ''),
              },
              {
                label: 'Mended',
                cell: ({ one }) => (one.body.fixed ? shortDate(one.body.fixed.on) : ''),
              },
              { label: 'Days', numeric: true, cell: ({ standing }) => standing.days },
              { label: 'State', cell: ({ standing }) => <StateTag {...standing} /> },
            ]}
          />
        )}
      </>
    ),
  }
}

/** One repair: noticed, reported, mended, each with its day. */
export function repairPage(
  here: Here,
  repair: Written<RepairBody>,
  siteName: (id: string) => string,
): Plain {
  const { body } = repair
  const standing = standingOf(repair, here.today)
  const at = here.to(`/repairs/${repair.id}`)
  return {
    page: { title: body.title, section: 'repairs', crumbs: repairSubject.crumbs(here) },
    body: (
      <>
        <Opening heading={body.title} caption={siteName(body.site)}>
          {standing.state === 'fixed'
            ? `Mended ${count(standing.days, 'day')} after it was noticed.`
            : `Not mended for ${count(standing.days, 'day')}.`}
        </Opening>
        <p class="govuk-body">
          <StateTag {...standing} />
        </p>
        {body.words === '' ? null : <p class="govuk-body fl-said fl-measure">{body.words}</p>}
        <SummaryList
          rows={[
            { key: 'Where', value: body.place || 'Not said' },
            { key: 'Noticed', value: longDate(body.openedOn) },
            {
              key: 'Reported',
              value: body.reported
                ? `${longDate(body.reported.on)}, to ${body.reported.to}`
                : 'Nobody has told the employer yet',
            },
            {
              key: 'Mended',
              value: body.fixed ? `${longDate(body.fixed.on)}: ${body.fixed.words}` : 'Not yet',
            },
            { key: 'Who follows it up', value: body.rep || 'Nobody yet' },
          ]}
        />
        {here.may('sites.edit') ? <Button href={`${at}/edit`}>Change it</Button> : null}
        {here.may('record.versions') ? (
          <MoreLink href={`${at}/versions`}>Every version of this repair</MoreLink>
        ) : null}
      </>
    ),
  }
}
