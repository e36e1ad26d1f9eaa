import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { HandoverRow, ScrutinyDoor } from '../../../branch/scrutiny/index.ts'
import { longDate } from '../../../kit/index.ts'
import { Opening } from '../../components/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one, withQuery } from '../../query.ts'
import { listed } from '../../words.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import {
  dayTyped,
  listRoute,
  ProblemSummary,
  Reading,
  RecordForm,
  recordForms,
  removedBanner,
  typedIn,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { bringInPage } from './bring-in-page.tsx'
import { councillorsPage } from './councillors-page.tsx'
import { hearingsPage } from './hearings-page.tsx'
import { committeeSubject, keptContactSubject, seatSubject } from './councillor-forms.ts'
import { hearingSubject, outsideSubject } from './hearing-forms.ts'
import { questionSubject } from './question-form.ts'

const bringForm = z.strictObject({
  json: z.string().max(300_000).default(''),
  sure: z.string().max(3).default(''),
})

/** Pages and forms of the scrutiny desk. */
export function scrutinyPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const doorOf = (here: Here): ScrutinyDoor => here.branch.scrutiny
  recordForms(app, deps, committeeSubject)
  recordForms(app, deps, hearingSubject)
  recordForms(app, deps, seatSubject)
  recordForms(app, deps, keptContactSubject)
  recordForms(app, deps, questionSubject)
  recordForms(app, deps, outsideSubject)

  listRoute(app, deps, '/hearings', 'scrutiny.see', async (here) => {
    const hearings = await doorOf(here).hearingsView(here.organisation)
    const outside = await doorOf(here).outsideView(here.organisation)
    const listing = hearingsPage(here, hearings, outside)
    const above = removedBanner(here, [hearingSubject, outsideSubject])
    return { ...listing, page: { ...listing.page, above } }
  })
  listRoute(app, deps, '/councillors', 'scrutiny.see', async (here) => {
    const listing = councillorsPage(here, await doorOf(here).councillorsView(here.organisation))
    const above = removedBanner(here, [
      committeeSubject,
      seatSubject,
      keptContactSubject,
      questionSubject,
    ])
    return { ...listing, page: { ...listing.page, above } }
  })

  const edit = { action: 'scrutiny.edit' } as const
  const editForm = { action: 'scrutiny.edit', takes: 'form' } as const

  app.get(
    '/:organisation/councillors/popolo.json',
    { config: { action: 'scrutiny.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const popolo = await doorOf(here).popolo(here.organisation)
      return reply
        .type('application/json; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="fairload-${here.organisation.slug}-seats-${here.today}.json"`,
        )
        .send(JSON.stringify(popolo, null, 2))
    },
  )

  app.get('/:organisation/councillors/bring-in', { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { page, body } = bringInPage(here, { json: '', problem: null, preview: null })
    return sendPage(reply, here, page, body)
  })
  app.post('/:organisation/councillors/bring-in', { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const { json, sure } = formOf(request, bringForm)
    const door = doorOf(here)
    const done =
      sure === 'yes'
        ? await door.bringIn(here.organisation, json)
        : await door.preview(here.organisation, json)
    if (done.ok && sure === 'yes') return reply.redirect(here.to('/councillors') + '#seats', 303)
    const { page, body } = bringInPage(
      here,
      done.ok
        ? { json, problem: null, preview: done.value }
        : { json, problem: done.problem.sentence, preview: null },
    )
    return sendPage(done.ok ? reply : reply.code(422), here, page, body)
  })

  const path = '/:organisation/councillors/handover'
  const rowOf = async (request: FastifyRequest, here: Here): Promise<HandoverRow> => {
    const [councillor, committee] = [one(here.query, 'councillor'), one(here.query, 'committee')]
    const { handovers } = await doorOf(here).councillorsView(here.organisation)
    return found(
      handovers.find(
        (row) =>
          row.state !== 'done' &&
          row.councillor.id === councillor &&
          row.committee.id === committee,
      ),
    )
  }
  const fieldsOf = (row: HandoverRow): FieldOf[] => [
    {
      kind: 'line',
      name: 'owner',
      label: 'Who hands it over?',
      hint: 'A name or an office, as the branch says it.',
    },
    {
      kind: 'one',
      name: 'done',
      label: 'Is it done?',
      items: [
        { value: 'no', text: 'Not yet' },
        { value: 'yes', text: 'Yes, it is done' },
      ],
    },
    {
      kind: 'words',
      name: 'words',
      label: 'What was done?',
      hint: 'Leave it blank while it is not done.',
      rows: 3,
    },
    {
      kind: 'pick',
      name: 'to',
      label: 'With whom is the contact kept now?',
      none: 'With nobody',
      items: row.sitsNow.map(({ id, name }) => ({ value: id, text: name })),
    },
    { kind: 'day', name: 'on', label: 'On which day?' },
  ]
  const show = (
    reply: FastifyReply,
    here: Here,
    row: HandoverRow,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): FastifyReply => {
    const fields = fieldsOf(row)
    const left =
      row.leftOn === null
        ? `${row.councillor.name} has no seat on ${row.committee.name} that is known.`
        : `${row.councillor.name} left ${row.committee.name} on ${longDate(row.leftOn)}.`
    const now =
      row.sitsNow.length === 0
        ? 'Nobody is known to sit there now.'
        : `${listed(row.sitsNow.map(({ name }) => name))} ${row.sitsNow.length === 1 ? 'sits' : 'sit'} there now.`
    return sendPage(
      reply,
      here,
      {
        title: 'Hand a contact over',
        section: 'councillors',
        crumbs: [{ content: 'Councillors', href: here.to('/councillors') }],
        hasErrors: problems.length > 0,
        above: <ProblemSummary fields={fields} problems={problems} />,
      },
      <>
        <Opening heading="Hand a contact over">
          {left} {now}
        </Opening>
        <RecordForm
          action={withQuery(here.to('/councillors/handover'), {
            councillor: row.councillor.id,
            committee: row.committee.id,
          })}
          fields={fields}
          typed={typed}
          problems={problems}
          number={null}
          button="Keep it"
          back={here.to('/councillors')}
        />
      </>,
    )
  }
  app.get(path, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const row = await rowOf(request, here)
    const typed = {
      owner: row.task?.body.owner || row.keptBy,
      done: 'no',
      ...dayTyped('on', here.today),
    }
    return show(reply, here, row, typed, [])
  })
  app.post(path, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const row = await rowOf(request, here)
    const fields = fieldsOf(row)
    const typed = typedIn(request, fields)
    const reading = new Reading(typed)
    const owner = reading.needed('owner', 160, 'Say who hands it over.')
    const isDone = reading.oneOf('done', ['no', 'yes'], 'Choose whether it is done.') === 'yes'
    const words = isDone ? reading.needed('words', 1_000, 'Say what was done.') : ''
    const on = isDone
      ? reading.pastDay('on', here.today, 'Say on which day it was done.')
      : here.today
    const to = reading.idIn(
      'to',
      row.sitsNow.map(({ id }) => ({ value: id })),
    )
    if (reading.problems.length > 0)
      return show(reply.code(422), here, row, typed, reading.problems)
    const saved = await doorOf(here).handOver(here.organisation, {
      councillor: row.councillor.id,
      committee: row.committee.id,
      leftOn: row.leftOn,
      owner,
      done: isDone ? { on, words, to } : null,
    })
    if (!saved.ok) {
      const problems = [{ field: 'owner', sentence: saved.problem.sentence }]
      return show(reply.code(422), here, row, typed, problems)
    }
    return reply.redirect(here.to('/councillors'), 303)
  })
}
