import type { JSX } from 'preact'
import { count } from '../../kit/index.ts'
import type { Finding } from '../../core/model/index.ts'
import type { ImportRow, Standing } from '../../council/index.ts'
import { Button, ButtonGroup, InsetText, Link, Opening, PageNumbers } from '../components/index.ts'
import { withQuery } from '../address.ts'
import { one, pageOf } from '../query.ts'
import { orderOf, ordered, sheetOf } from '../table-of.ts'
import { PAGE_SIZE, pageHref } from './cases.tsx'
import type { Figures } from './figure-route.tsx'
import { changed, type Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'
import { ReadAgain } from './questions.tsx'
import { findingsTable } from './tables.tsx'

const KEEP = ['file', 'code', 'changing']

/** That there are more than are shown, and who can see them. */
export function ClosedFindings({ closed }: { closed: number }): JSX.Element | null {
  return closed === 0 ? null : (
    <InsetText>
      {count(closed, 'more stands', 'more stand')} on rows that name a child whose record is
      restricted. Only the people named on it see them.
    </InsetText>
  )
}

/** Everything in the files that a person should see. */
export function findingsPage(
  here: Here,
  view: { import: ImportRow; findings: Finding[]; closed: number },
  all: readonly Finding[],
  standing: Standing,
): Figures {
  const table = findingsTable()
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const rows = ordered(table, view.findings, order)
  const needing = all.filter(
    (finding) => finding.effect !== 'notice' || finding.changesFigures,
  ).length
  const changing = all.filter((finding) => finding.changesFigures).length
  const askable = new Set(all.flatMap(({ question }) => (question ? [question.key] : []))).size
  const page = pageOf(here.query)
  const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const codes = [...new Set(all.map((finding) => finding.code))].sort()
  return {
    page: { title: 'Questions about the data', section: 'findings', standing },
    body: (
      <>
        <Opening heading="Questions about the data">
          {needing === 0
            ? 'Nothing in the files needs a person: every row is in the figures.'
            : `${count(needing, 'thing needs', 'things need')} a person; ${
                changing === 0 ? 'none of them changes' : `${changing} could change`
              } the figures.`}
        </Opening>
        <ClosedFindings closed={view.closed} />
        {all.length === 0 ? null : (
          <>
            <p class="govuk-body fl-measure">
              What comes from a file is put right in that file: the marked workbook shows each cell
              in its row.
              {askable > 0 && view.import.current
                ? ` ${count(askable, 'thing')} can be answered by choosing: have these very files read again, and answer there. No figure changes until you accept.`
                : ''}
            </p>
            <ButtonGroup>
              <Button href={here.to.markedWorkbook(view.import.id)} attributes={{ download: '' }}>
                Download the workbook with the cells marked
              </Button>
              <Link href={here.to.importNew()}>Drop corrected files in</Link>
            </ButtonGroup>
            {askable > 0 && view.import.current ? <ReadAgain here={here} /> : null}
            <Filter
              here={here}
              label="Filter questions"
              state={`${rows.length} of ${all.length}`}
              choices={[
                {
                  name: 'changing',
                  label: 'Which',
                  items: [
                    { text: 'All', value: '' },
                    { text: 'Those that could change the figures', value: 'yes' },
                  ],
                },
                {
                  name: 'code',
                  label: 'Kind of trouble',
                  items: [
                    { text: 'Any', value: '' },
                    ...codes.map((code) => ({ text: code.replaceAll('-', ' '), value: code })),
                  ],
                },
                {
                  name: 'file',
                  label: 'File',
                  items: [
                    { text: 'Any', value: '' },
                    ...view.import.files.map((file) => ({ text: file.name, value: file.name })),
                  ],
                },
              ]}
            />
            {rows.length === 0 ? (
              <p class="govuk-body">
                Nothing matches what you asked for.{' '}
                <Link href={withQuery(here.path, changed(here, [], {}))}>Show all</Link>
              </p>
            ) : (
              <>
                <List
                  here={here}
                  table={table}
                  rows={shown}
                  order={order}
                  sortable
                  keep={KEEP}
                  caption={count(rows.length, 'finding')}
                />
                <PageNumbers
                  label="Pages of questions"
                  page={page}
                  pages={Math.ceil(rows.length / PAGE_SIZE)}
                  href={(to) => pageHref(here, KEEP, to)}
                />
                <Downloads here={here} of="questions about the data" keep={KEEP} />
              </>
            )}
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, rows)],
    fileName: 'findings',
    what: 'What in the files needs a person: where it stands, what was read, what to do.',
  }
}
