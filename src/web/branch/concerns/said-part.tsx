import type { JSX } from 'preact'
import { count, longDate } from '../../../kit/index.ts'
import type { ConcernView, HeardView } from '../../../branch/concerns/index.ts'
import { Button, DataTable, Form, NotificationBanner, Section } from '../../components/index.ts'
import { shortDate } from '../../words.ts'
import type { Here } from '../here.ts'

/** What was said, for who may read it. */
export function Words(props: {
  here: Here
  concern: ConcernView
  words: readonly HeardView[]
}): JSX.Element {
  const { here, concern, words } = props
  return (
    <Section heading="What was said" id="words">
      <p class="govuk-body">
        {words.length === 0
          ? 'Nothing was noted yet.'
          : `${count(words.length, 'note')}, for whoever follows this concern up. Who said it is not kept.`}
      </p>
      {words.length === 0 ? null : (
        <DataTable
          caption="What was said, the latest first"
          captionSize="hidden"
          rows={words}
          columns={[
            {
              label: 'Words',
              long: true,
              cell: (heard) => heard.words,
            },
            { label: 'On', cell: (heard) => shortDate(heard.on) },
            { label: 'Where', cell: whereWords },
            { label: 'People', numeric: true, cell: (heard) => heard.people },
            {
              label: 'Take out',
              cell: (heard) => (
                <Form action={here.to(`/concerns/heard/${heard.id}/remove`)}>
                  <input type="hidden" name="number" value={String(heard.number)} />
                  <input type="hidden" name="from" value={concern.id} />
                  <Button class="govuk-button--secondary" preventDoubleClick>
                    Take out
                    <span class="govuk-visually-hidden"> the note of {longDate(heard.on)}</span>
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}

export const whereWords = (heard: HeardView): string =>
  [heard.round ?? (heard.fromHome ? 'From home' : 'Outside of a round'), heard.where]
    .filter((part) => part !== null)
    .join(', ')

/** What was just taken out, and the way to have it back. */
export function Removed(props: { here: Here; id: string; concern: string | null }): JSX.Element {
  const { here } = props
  return (
    <NotificationBanner type="success" heading="Taken out, and counted no more.">
      <Form action={here.to(`/concerns/heard/${encodeURIComponent(props.id)}/restore`)}>
        {props.concern === null ? null : <input type="hidden" name="from" value={props.concern} />}
        <Button class="govuk-button--secondary" preventDoubleClick>
          Put it back
        </Button>
      </Form>
    </NotificationBanner>
  )
}
