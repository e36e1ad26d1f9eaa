import { longDate } from '../../../kit/index.ts'
import { isSignature } from '../../../core/handover/index.ts'
import type { HandoverView } from '../../../council/index.ts'
import { Opening, SummaryList } from '../../components/index.ts'
import type { Plain } from '../imports.tsx'
import type { Here } from '../here.ts'
import { contentOf, isOfADay } from './page.tsx'
import { childrenWords, stateWords, stepOf } from './words.ts'

/** The handover on paper: what was entered of it, lines to sign on, and no more of the child than a number. */
export function sheetPage(here: Here, view: HandoverView): Plain {
  const title = `Handover sheet: ${childrenWords(view).toLowerCase()}`
  return {
    page: {
      title,
      section: 'handovers',
      crumbs: [
        { content: 'Handovers', href: here.to.handovers() },
        { content: 'The handover', href: here.to.handover(view.id) },
      ],
    },
    body: (
      <>
        <Opening heading={title}>
          From {view.from.name} to {view.to.name}. {stateWords[view.state]}
          {view.due === null ? '' : `; complete by ${longDate(view.due)}`}. Print this page.
        </Opening>
        {view.steps.map((of) =>
          of.done === null && !of.required ? null : (
            <SummaryList
              card={{ title: { content: stepOf(view, of.step), headingLevel: 2 } }}
              rows={
                of.done === null
                  ? [
                      {
                        key: isSignature(of.step) ? 'Signature and day' : 'Missing',
                        value: '…………………………………………………………',
                      },
                    ]
                  : [
                      {
                        key: of.done.details.absent
                          ? 'Has gone, noted'
                          : isSignature(of.step)
                            ? 'Signed'
                            : isOfADay(of.step)
                              ? 'On'
                              : 'Entered',
                        value: `${longDate(of.done.on)}, ${of.done.by}`,
                      },
                      ...contentOf(of.done),
                    ]
              }
            />
          ),
        )}
      </>
    ),
  }
}
