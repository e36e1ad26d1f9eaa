import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Saved, VisitPageView, VisitView } from '../../../branch/rounds/index.ts'
import { found } from '../../missing.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { refusedForm, show } from './routes.ts'
import type { FormView } from './visit-forms.tsx'
import type { Typed } from './visit-form.ts'

/** The visit that an address names, as whoever asks sees it. */
export const visitOf = async (request: FastifyRequest, here: Here): Promise<VisitPageView> => {
  const { visit } = request.params as { visit?: string }
  return found(await here.branch.rounds.visit(here.organisation, visit ?? ''))
}

export const back = (reply: FastifyReply, here: Here, visit: VisitView): FastifyReply =>
  reply.redirect(here.to(`/visits/${visit.id}`), 303)

/** Back to the visit where a save stands; else the form again, with what is wrong or the other’s words. */
export const ended = async (
  request: FastifyRequest,
  reply: FastifyReply,
  here: Here,
  given: {
    saved: Saved
    typed: Typed
    field: string
    form: (visit: VisitPageView, view: FormView) => Plain | Promise<Plain>
  },
): Promise<FastifyReply> => {
  const now = await visitOf(request, here)
  if (given.saved.ok) return back(reply, here, now)
  const view = refusedForm(given.typed, given.saved.problem, given.field)
  return show(reply.code(422), here, await given.form(now, view))
}
