import type { JSX } from 'preact'
import { Button, Link } from '../components/index.ts'
import type { Figures } from './figure-route.tsx'
import type { PageOf } from './navigation.ts'
import type { Here } from './here.ts'

/** Where no import is in force yet: what to do next, and what it will give. */
export const nothingYet = (here: Here, section: PageOf, title: string): Figures => ({
  page: { title, section },
  body: <NothingYet here={here} title={title} />,
  sheets: [],
  fileName: section,
  what: '',
})

function NothingYet({ here, title }: { here: Here; title: string }): JSX.Element {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">{title}: there are no figures yet</h1>
        <p class="govuk-body">
          Drop in the Annex A workbook that your authority already makes. Fairload shows who holds
          what, what it weighs, which children have nobody, and which rows need a person to look. It
          stays on this machine.
        </p>
        <Button href={here.to.importNew()} isStart>
          Use your own files
        </Button>
        <p class="govuk-body">
          Files read before but not accepted are under <Link href={here.to.imports()}>imports</Link>
          . To see first what Fairload shows, look at the{' '}
          <Link href="/demonstration">demonstration</Link>.
        </p>
      </div>
    </div>
  )
}
