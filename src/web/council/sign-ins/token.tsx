import { Button, Opening, WarningText } from '../../components/index.ts'
import type { Figures } from '../figure-route.tsx'
import type { Here } from '../here.ts'

/** A token, shown once. */
export function tokenMadePage(
  here: Here,
  made: { name: string; token: string; address: string },
): Figures {
  return {
    page: {
      title: 'Copy the token now',
      section: 'signIns',
      crumbs: [{ content: 'Your sign-in', href: here.to.signIns() }],
    },
    body: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Opening heading="Copy the token now">
            The token for “{made.name}” is shown this one time. Fairload keeps no copy of it.
          </Opening>
          <p class="govuk-body">
            <strong class="fl-code">{made.token}</strong>
          </p>
          <p class="govuk-body">A program sends it with each request:</p>
          <pre class="fl-code fl-code--block">{`curl -H 'Authorization: Bearer ${made.token}' \\\n  ${made.address}`}</pre>
          <WarningText>
            Whoever has this token reads what you chose, in your name. Keep it where the program
            keeps its secrets, and end it here when it is not needed any more.
          </WarningText>
          <Button href={here.to.signIns()}>I have copied it</Button>
        </div>
      </div>
    ),
    sheets: [],
    fileName: 'token',
    what: '',
  }
}
