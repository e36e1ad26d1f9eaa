import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MeetingView } from '../../../branch/negotiation/index.ts'
import { meetingWords } from '../../../branch/negotiation/index.ts'
import type { KeepProblem } from '../../../branch/keeping/index.ts'
import type { Clash } from '../../../branch/records/index.ts'
import { Opening } from '../../components/index.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import { BothVersions, partsOf } from '../both-versions.tsx'
import { sendPage } from '../frame.tsx'
import { type Here } from '../here.ts'
import {
  idOf,
  isClash,
  ProblemSummary,
  RecordForm,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { logCrumb } from './choices.ts'

/** What a form about a meeting is called and says. */
export interface MeetingForm {
  title: string
  lede: string
  part: string
  button: string
}
export interface ShownMeeting {
  view: MeetingView
  form: MeetingForm
  fields: readonly FieldOf[]
  typed: Typed
  problems: readonly FieldProblem[]
  number: number
  clash?: Clash<MeetingView['body']> | undefined
  mine?: MeetingView['body'] | undefined
}
/** A form about a meeting, with what was typed and what is wrong with it. */
export const showMeeting = (reply: FastifyReply, here: Here, shown: ShownMeeting): FastifyReply => {
  const { view, form, fields, typed, problems, clash, mine } = shown
  const back = addressOf(here, 'meeting', view.row.id)
  return sendPage(
    reply,
    here,
    {
      title: form.title,
      section: 'negotiation',
      crumbs: [logCrumb(here), { content: view.row.subject, href: back }],
      hasErrors: problems.length > 0,
      above: <ProblemSummary fields={fields} problems={problems} />,
    },
    <>
      <Opening heading={form.title} caption={view.row.subject}>
        {form.lede}
      </Opening>
      {clash && mine ? (
        <BothVersions
          noun="meeting"
          parts={partsOf(meetingWords(clash.current.body), meetingWords(mine))}
          savedAt={clash.current.savedAt}
          versions={`${back}/versions`}
        />
      ) : null}
      <RecordForm
        action={here.to(`/negotiation/meetings/${view.row.id}/${form.part}`)}
        fields={fields}
        typed={typed}
        problems={problems}
        number={shown.number}
        button={form.button}
        back={back}
      />
    </>,
  )
}
/** The form again where a save did not stand: what is wrong, or both versions. */
export const endedMeeting = (
  reply: FastifyReply,
  here: Here,
  shown: ShownMeeting,
  problem: KeepProblem<MeetingView['body']>,
  mine: MeetingView['body'],
): FastifyReply => {
  if (!isClash(problem)) {
    const field = 'field' in problem ? (problem.field ?? '') : ''
    return showMeeting(reply.code(422), here, {
      ...shown,
      problems: [{ field, sentence: problem.sentence }],
    })
  }
  return showMeeting(reply.code(409), here, {
    ...shown,
    number: problem.current.number,
    typed: { ...shown.typed, settles: String(problem.mine) },
    clash: problem,
    mine,
  })
}

export const meetingAt = '/:organisation/negotiation/meetings/:id'

/** The meeting of an address; else "not found". */
export const meetingOf = async (request: FastifyRequest, here: Here): Promise<MeetingView> =>
  found(await here.branch.negotiation.meeting(here.organisation, idOf(request)))
