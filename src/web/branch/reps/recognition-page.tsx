import { count, longDate } from '../../../kit/index.ts'
import { negotiatesOn, type Recognition } from '../../../branch/reps/index.ts'
import type { Written } from '../../../branch/records/index.ts'
import { Button, DataTable, EmptyState, Link, Opening, Tag } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { removedBanner } from '../record-form/index.ts'
import { recognitionSubject } from './subjects.ts'

/** Who negotiates: bodies, from when, for whom, and where it is written. */
export function recognitionPage(here: Here, bodies: readonly Written<Recognition>[]): Plain {
  const title = 'Who negotiates'
  const now = bodies.filter(({ body }) => negotiatesOn(body, here.today)).length
  return {
    page: {
      title,
      section: 'reps',
      crumbs: [{ content: 'Find a rep', href: here.to('/reps') }],
      above: removedBanner(here, [recognitionSubject]),
    },
    body: (
      <>
        <Opening heading={title}>
          {now === 0
            ? 'No body is written down as recognised by the employer today.'
            : `The employer recognises ${count(now, 'body', 'bodies')} today.`}
        </Opening>
        {here.may('branch.edit') ? (
          <Button href={here.to('/recognition/new')}>Add a body</Button>
        ) : null}
        {bodies.length === 0 ? (
          <EmptyState>
            <p class="govuk-body">
              Only a recognised body negotiates. Its agreement or letter says for whom.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            id="bodies"
            caption="Bodies"
            captionSize="hidden"
            rows={bodies}
            columns={[
              {
                label: 'Body',
                cell: ({ id, body }) =>
                  here.may('branch.edit') ? (
                    <Link href={here.to(`/recognition/${id}/edit`)}>{body.body}</Link>
                  ) : (
                    body.body
                  ),
              },
              {
                label: 'Recognised',
                cell: ({ body }) =>
                  negotiatesOn(body, here.today) ? (
                    <Tag class="govuk-tag--green">Yes</Tag>
                  ) : (
                    <Tag class="govuk-tag--grey">{body.recognised ? 'Not today' : 'No'}</Tag>
                  ),
              },
              {
                label: 'From and until',
                cell: ({ body: { from, until } }) =>
                  from === null
                    ? 'Not said'
                    : `${longDate(from)}${until === null ? '' : ` to ${longDate(until)}`}`,
              },
              { label: 'For whom and what', long: true, cell: ({ body }) => body.scope },
              { label: 'Where it is written', cell: ({ body }) => body.source || 'Not said' },
              { label: 'In our words', long: true, cell: ({ body }) => body.words },
            ]}
          />
        )}
      </>
    ),
  }
}
