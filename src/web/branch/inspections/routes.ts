import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type {
  InspectionBody,
  Inspections,
  InspectionView,
} from '../../../branch/inspections/index.ts'
import { isClashed, type SavedAs } from '../../../branch/saved/index.ts'
import { z } from 'zod'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { sheetOf } from '../../table-of.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendCsv, sendWorkbook } from '../files.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { textOf, type FieldOf, type FieldProblem, type Typed } from '../record-form/fields.tsx'
import { typedIn } from '../record-form/reading.ts'
import { actionsTable, filePage, findingsTable } from './file-page.tsx'
import {
  actionFields,
  findingFields,
  formPage,
  inspectionFields,
  readAction,
  readFinding,
  readInspection,
  typedAction,
  typedFinding,
  typedInspection,
} from './forms.tsx'
import { inspectionsPage } from './list-page.tsx'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const nothing = z.strictObject({})
const see = { config: { action: 'inspection.see' } } as const
const ask = { config: { action: 'inspection.edit' } } as const
const edit = { config: { takes: 'form', action: 'inspection.edit' } } as const

/** What a form shows: its words, its fields, and what becomes of what is typed. */
interface Asked<B> {
  title: string
  caption?: string
  lede: string
  noun: string
  fields: readonly FieldOf[]
  typed: Typed
  number: number | null
  action: string
  back: { words: string; href: string }
  read(typed: Typed): { body: B; problems: FieldProblem[] }
  save(body: B, basedOn: number | null): Promise<SavedAs<{ id: string }>>
  takeOut?: string
  /** Where saving leads. */
  to(id: string): string
}

/** Pages and forms of the inspection file. */
export function inspectionPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const doorOf = (here: Here): Inspections => here.branch.inspections
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const idOf = (request: FastifyRequest): string => {
    const { id } = request.params as { id?: unknown }
    return found(typeof id === 'string' && UUID.test(id) ? id : null)
  }
  const fileOf = async (here: Here, id: string): Promise<InspectionView> =>
    found(await doorOf(here).inspection(here.organisation, id))
  const backTo = (here: Here, file: InspectionView) => ({
    words: file.title,
    href: here.to(`/inspection/${file.id}`),
  })

  /** A form at one address: shown, refused with its problems, or saved. */
  const form = <B>(
    path: string,
    askedOf: (here: Here, request: FastifyRequest) => Promise<Asked<B>>,
  ): void => {
    const pageOf = (
      here: Here,
      asked: Asked<B>,
      of: Pick<Parameters<typeof formPage>[1], 'typed' | 'problems' | 'number' | 'clash'>,
    ): Plain => formPage(here, { ...asked, ...of })
    app.get(`/:organisation/inspection${path}`, ask, async (request, reply) => {
      const here = hereOf(request, deps)
      const asked = await askedOf(here, request)
      const { typed, number } = asked
      return show(reply, here, pageOf(here, asked, { typed, number, problems: [], clash: null }))
    })
    app.post(`/:organisation/inspection${path}`, edit, async (request, reply) => {
      const here = hereOf(request, deps)
      const asked = await askedOf(here, request)
      const typed = typedIn(request, asked.fields)
      const shown = Number(textOf(typed, 'number'))
      const number = Number.isInteger(shown) && shown >= 1 ? shown : null
      const { body, problems } = asked.read(typed)
      if (problems.length > 0) {
        const page = pageOf(here, asked, { typed, number, problems, clash: null })
        return show(reply.code(422), here, page)
      }
      const done = await asked.save(body, number)
      if (done.ok) return reply.redirect(asked.to(done.value.id), 303)
      if (!isClashed(done.problem)) return found(null)
      const clash = { noun: asked.noun, clashed: done.problem }
      const page = pageOf(here, asked, { typed, problems: [], number: done.problem.current, clash })
      return show(reply.code(409), here, page)
    })
  }

  app.get('/:organisation/inspection', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, inspectionsPage(here, await doorOf(here).list(here.organisation)))
  })

  form<InspectionBody>('/new', async (here) => ({
    title: 'Add an inspection',
    lede: 'Its findings come after, one by one, under the numbers they were published with.',
    noun: 'inspection',
    fields: inspectionFields,
    typed: {},
    number: null,
    action: here.to('/inspection/new'),
    back: { words: 'Inspections', href: here.to('/inspection') },
    read: readInspection,
    save: (body) => doorOf(here).save(here.organisation, null, null, body),
    to: (id) => here.to(`/inspection/${id}`, { done: 'saved' }),
  }))

  app.get('/:organisation/inspection/:id', see, async (request, reply) => {
    const here = hereOf(request, deps)
    return show(reply, here, filePage(here, await fileOf(here, idOf(request))))
  })
  app.get('/:organisation/inspection/:id.xlsx', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const file = await fileOf(here, idOf(request))
    const sheets = [sheetOf(findingsTable, file.findings), sheetOf(actionsTable, file.actions)]
    return sendWorkbook(reply, here, 'inspection', sheets, {
      what: 'Findings of an inspection and what is done about them.',
      notes: [`What staff did well: ${file.didWell}`],
    })
  })
  app.get('/:organisation/inspection/:id.csv', see, async (request, reply) => {
    const here = hereOf(request, deps)
    const file = await fileOf(here, idOf(request))
    const isActions = one(here.query, 'table') === 'actions'
    return sendCsv(
      reply,
      here,
      'inspection',
      isActions ? sheetOf(actionsTable, file.actions) : sheetOf(findingsTable, file.findings),
    )
  })

  form<InspectionBody>('/:id/edit', async (here, request) => {
    const file = await fileOf(here, idOf(request))
    return {
      title: 'Change the inspection',
      caption: file.title,
      lede: 'Earlier words are kept as versions, so nothing is lost.',
      noun: 'inspection',
      fields: inspectionFields,
      typed: typedInspection(file),
      number: file.number,
      action: here.to(`/inspection/${file.id}/edit`),
      back: backTo(here, file),
      read: readInspection,
      save: (body, number) => doorOf(here).save(here.organisation, file.id, number, body),
      to: (id) => here.to(`/inspection/${id}`, { done: 'saved' }),
    }
  })

  form('/:id/findings/new', async (here, request) => {
    const file = await fileOf(here, idOf(request))
    const choices = await doorOf(here).choices(here.organisation)
    return {
      title: 'Add a finding',
      caption: file.title,
      lede: 'One finding, under its own number, tied to what members had said and what was done.',
      noun: 'finding',
      fields: findingFields(choices),
      typed: {},
      number: null,
      action: here.to(`/inspection/${file.id}/findings/new`),
      back: backTo(here, file),
      read: (typed) => readFinding(typed, file.id, choices, null),
      save: (body) => doorOf(here).saveFinding(here.organisation, null, null, body),
      to: () => here.to(`/inspection/${file.id}`, { done: 'saved' }),
    }
  })
  form('/findings/:id/edit', async (here, request) => {
    const id = idOf(request)
    const door = doorOf(here)
    const file = await fileOf(
      here,
      found(await door.inspectionOf(here.organisation, 'finding', id)),
    )
    const finding = found(file.findings.find((of) => of.id === id))
    const choices = await door.choices(here.organisation)
    return {
      title: 'Change a finding',
      caption: file.title,
      lede: 'Its published number and words, and what it is tied to.',
      noun: 'finding',
      fields: findingFields(choices),
      typed: typedFinding(finding),
      number: finding.number,
      action: here.to(`/inspection/findings/${id}/edit`),
      takeOut: here.to(`/inspection/findings/${id}/remove`),
      back: backTo(here, file),
      read: (typed) => readFinding(typed, file.id, choices, finding.unseen),
      save: (body, number) => door.saveFinding(here.organisation, id, number, body),
      to: () => here.to(`/inspection/${file.id}`, { done: 'saved' }),
    }
  })

  form('/:id/actions/new', async (here, request) => {
    const file = await fileOf(here, idOf(request))
    return {
      title: 'Add an action',
      caption: file.title,
      lede: 'What somebody is to do about it, who, and by when.',
      noun: 'action',
      fields: actionFields(file),
      typed: {},
      number: null,
      action: here.to(`/inspection/${file.id}/actions/new`),
      back: backTo(here, file),
      read: (typed) => readAction(typed, file),
      save: (body) => doorOf(here).saveAction(here.organisation, null, null, body),
      to: () => here.to(`/inspection/${file.id}`, { done: 'saved' }),
    }
  })
  form('/actions/:id/edit', async (here, request) => {
    const id = idOf(request)
    const door = doorOf(here)
    const file = await fileOf(here, found(await door.inspectionOf(here.organisation, 'action', id)))
    const action = found(file.actions.find((of) => of.id === id))
    return {
      title: 'Change an action',
      caption: file.title,
      lede: 'What somebody is to do about it, who, and by when.',
      noun: 'action',
      fields: actionFields(file),
      typed: typedAction(action),
      number: action.number,
      action: here.to(`/inspection/actions/${id}/edit`),
      takeOut: here.to(`/inspection/actions/${id}/remove`),
      back: backTo(here, file),
      read: (typed) => readAction(typed, file),
      save: (body, number) => door.saveAction(here.organisation, id, number, body),
      to: () => here.to(`/inspection/${file.id}`, { done: 'saved' }),
    }
  })

  for (const kind of ['finding', 'action'] as const) {
    for (const step of ['remove', 'restore'] as const) {
      app.post(`/:organisation/inspection/${kind}s/:id/${step}`, edit, async (request, reply) => {
        const here = hereOf(request, deps)
        formOf(request, nothing)
        const id = idOf(request)
        const door = doorOf(here)
        const file = found(await door.inspectionOf(here.organisation, kind, id))
        const done = await door.setRemoved(here.organisation, kind, id, step === 'remove')
        found(done.ok ? done : null)
        const query = step === 'remove' ? { removed: id, kind } : {}
        return reply.redirect(here.to(`/inspection/${file}`, query), 303)
      })
    }
  }
}
