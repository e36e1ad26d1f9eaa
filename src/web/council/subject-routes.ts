import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ChildId, WorkerId } from '../../core/model/index.ts'
import { subjectSheets } from '../../council/index.ts'
import { writeWorkbook } from '../../render/index.ts'
import { sendPage, sendWorkbook, type PagesDeps } from './figure-route.tsx'
import { formOf } from '../form-of.ts'
import { hereOf, type Here } from './here.ts'
import { subjectPage, type SubjectPage } from './subject.tsx'

const subjectForm = z.strictObject({
  about: z.enum(['child', 'worker']).optional(),
  id: z.string().max(400).default(''),
  file: z.enum(['xlsx', 'json']).default('xlsx'),
})

/** What is held about somebody: asked for by a form, so that no id stands in an address. */
export function subjectPages(app: FastifyInstance, deps: PagesDeps): void {
  const show = (reply: FastifyReply, here: Here, view: SubjectPage): FastifyReply => {
    const { page, body } = subjectPage(here, view)
    return sendPage(reply, here, page, body)
  }

  app.get(
    '/:organisation/subject',
    { config: { action: 'subject.export' } },
    async (request, reply) =>
      show(reply, await hereOf(request, deps), { about: '', id: '', file: 'xlsx', problem: null }),
  )

  app.post(
    '/:organisation/subject',
    { config: { takes: 'form', action: 'subject.export' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const form = formOf(request, subjectForm)
      const id = form.id.trim()
      const wrong = (problem: SubjectPage['problem']): FastifyReply => {
        reply.code(422)
        return show(reply, here, { about: form.about ?? '', id: form.id, file: form.file, problem })
      }
      if (form.about === undefined) {
        const sentence = 'Choose whether it is about a child or a worker.'
        return wrong({ code: 'about-missing', sentence, field: 'about' })
      }
      if (id === '') {
        return wrong({ code: 'id-missing', sentence: 'Enter their id.', field: 'id' })
      }
      const found = await here.council.subject(
        here.organisation,
        form.about === 'child' ? { child: id as ChildId } : { worker: id as WorkerId },
      )
      if (!found.ok) return wrong({ ...found.problem, field: 'id' })
      const name = `fairload-${here.organisation.slug}-what-is-held-${here.today}`
      if (form.file === 'xlsx') {
        const { sheets, about } = subjectSheets(found.value)
        return sendWorkbook(reply, name, await writeWorkbook(sheets, about))
      }
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.json"`)
        .send(`${JSON.stringify(found.value, null, 2)}\n`)
    },
  )
}
