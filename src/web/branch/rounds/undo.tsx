import type { JSX } from 'preact'
import { Button, Form, NotificationBanner } from '../../components/index.ts'
import type { Here } from '../here.ts'

/** Says what was removed, with the way to put it back. */
export const Removed = (props: {
  here: Here
  what: 'round' | 'visit'
  id: string
}): JSX.Element => (
  <NotificationBanner>
    <p class="govuk-notification-banner__heading">The {props.what} was removed.</p>
    <Form action={props.here.to(`/${props.what}s/${props.id}/restore`)}>
      <Button class="govuk-button--secondary" preventDoubleClick>
        Put it back
      </Button>
    </Form>
  </NotificationBanner>
)
