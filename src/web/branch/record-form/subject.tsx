import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { IsoDate } from '../../../kit/index.ts'
import type { BranchAction } from '../../../core/branch-rights/index.ts'
import { isId, type Keeper, type KeepProblem } from '../../../branch/keeping/index.ts'
import type { Clash, Kind } from '../../../branch/records/index.ts'
import {
  Button,
  Form,
  Link,
  NotificationBanner,
  Opening,
  type Crumb,
} from '../../components/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { BothVersions, partsOf, type Line } from '../both-versions.tsx'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import type { PageOf } from '../navigation.ts'
import { VersionsBody } from '../versions.tsx'
import {
  ProblemSummary,
  RecordForm,
  textOf,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from './fields.tsx'
import { Reading, typedIn } from './reading.ts'

/** Forms of one kind of record: it is begun, changed, taken out, brought back; nobody's words are lost. */
export interface Subject<B> {
  /** Below the branch's address: `/people`. */
  path: string
  /** What writing it needs. */
  action: BranchAction
  section: PageOf
  /** `person`. */
  noun: string
  keeper(here: Here): Keeper<B>
  kind: Kind<B>
  headings: { begin: string; change: string; button: string }
  /** One sentence above the form. */
  lede: string
  fields(here: Here): Promise<readonly FieldOf[]>
  /** What a record's fields hold. */
  typed(body: B): Typed
  /** What a new form begins with: what the address says. */
  begun?(here: Here): Typed
  read(reading: Reading, fields: readonly FieldOf[], held: B | null, today: IsoDate): B
  /** Names of what a body points to by ids, for two versions side by side. */
  lines?(here: Here, body: B): Promise<readonly Line[]>
  /** Where one goes after, and where one came from. */
  after(here: Here, id: string | null): string
  /** Where the list is, once a record was taken out of it. */
  list: string
  crumbs(here: Here): readonly Crumb[]
}

const numberForm = z.strictObject({ number: z.string().max(9).default('') })

export const idOf = (request: FastifyRequest): string => {
  const { id } = request.params as { id?: unknown }
  return found(typeof id === 'string' && isId(id) ? id : null)
}

/** The version that a form was begun from. */
export const basedOn = (typed: Typed): number => {
  const number = Number(textOf(typed, 'number'))
  return Number.isInteger(number) && number > 0 ? number : 0
}

/** The version set aside that these words settle; null where there was none. */
export function settled(typed: Typed): number | null {
  const number = textOf(typed, 'settles')
  return /^\d{1,6}$/.test(number) ? Number(number) : null
}

export const isClash = <B,>(problem: KeepProblem<B>): problem is Clash<B> =>
  problem.code === 'saved-by-another'

/** Pages and forms of one kind of record. */
export function recordForms<B>(
  app: FastifyInstance,
  deps: BranchServerDeps,
  subject: Subject<B>,
): void {
  const { action, kind } = subject
  const linesOf = async (here: Here, body: B): Promise<readonly Line[]> =>
    (await subject.lines?.(here, body)) ?? kind.words(body)

  interface Shown {
    id: string | null
    typed: Typed
    fields: readonly FieldOf[]
    number: number | null
    problems: readonly FieldProblem[]
    clash?: { problem: Clash<B>; mine: B } | undefined
    savedBy?: string | null
    /** Versions set aside that nobody has settled. */
    aside?: number
  }
  const show = async (reply: FastifyReply, here: Here, shown: Shown): Promise<FastifyReply> => {
    const { id, fields, typed, problems, clash } = shown
    const title = id === null ? subject.headings.begin : subject.headings.change
    const at = here.to(`${subject.path}/${id === null ? 'new' : `${id}/edit`}`)
    return sendPage(
      reply,
      here,
      {
        title,
        section: subject.section,
        crumbs: subject.crumbs(here),
        hasErrors: problems.length > 0,
        above: <ProblemSummary fields={fields} problems={problems} />,
      },
      <>
        <Opening heading={title}>{subject.lede}</Opening>
        {clash ? (
          <BothVersions
            noun={subject.noun}
            parts={partsOf(
              await linesOf(here, clash.problem.current.body),
              await linesOf(here, clash.mine),
            )}
            savedBy={shown.savedBy}
            savedAt={clash.problem.current.savedAt}
            versions={here.to(`${subject.path}/${id}/versions`)}
          />
        ) : null}
        <RecordForm
          action={at}
          fields={fields}
          typed={typed}
          problems={problems}
          number={shown.number}
          button={subject.headings.button}
          back={subject.after(here, id)}
        />
        {id !== null && here.may('record.versions') ? (
          <p class="govuk-body">
            <Link href={here.to(`${subject.path}/${id}/versions`)}>Every version of it</Link>
            {(shown.aside ?? 0) > 0
              ? '. One was written at the same time as another: its words are kept there.'
              : ''}
          </p>
        ) : null}
        {id !== null && !clash && here.may(action) ? (
          <Form action={here.to(`${subject.path}/${id}/remove`)}>
            <Button class="govuk-button--warning" preventDoubleClick>
              Take this {subject.noun} out
            </Button>
            <p class="govuk-hint">
              It leaves every list and count. Nothing of it is lost: you can bring it back.
            </p>
          </Form>
        ) : null}
      </>,
    )
  }

  const keep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string | null,
  ): Promise<FastifyReply> => {
    const here = hereOf(request, deps)
    const keeper = subject.keeper(here)
    const held = id === null ? null : found(await keeper.get(here.organisation, id))
    const fields = await subject.fields(here)
    const typed = typedIn(request, fields)
    const reading = new Reading(typed)
    const body = subject.read(reading, fields, held?.body ?? null, here.today)
    const number = id === null ? null : basedOn(typed)
    const shown = { id, typed, fields, number }
    if (reading.problems.length > 0) {
      return show(reply.code(422), here, { ...shown, problems: reading.problems })
    }
    const saved = await keeper.save(here.organisation, {
      id,
      basedOn: number ?? 0,
      body,
      settles: settled(typed),
    })
    if (saved.ok) return reply.redirect(subject.after(here, saved.value.id), 303)
    const { problem } = saved
    if (isClash(problem)) {
      return show(reply.code(409), here, {
        ...shown,
        number: problem.current.number,
        typed: { ...typed, settles: String(problem.mine) },
        problems: [],
        clash: { problem, mine: body },
        savedBy:
          (await keeper.writers(here.organisation)).get(problem.current.savedBy ?? '') ?? null,
      })
    }
    const field = 'field' in problem ? (problem.field ?? '') : ''
    return show(reply.code(422), here, {
      ...shown,
      problems: [{ field, sentence: problem.sentence }],
    })
  }

  const root = `/:organisation${subject.path}`
  app.get(`${root}/new`, { config: { action } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const fields = await subject.fields(here)
    const typed = subject.begun?.(here) ?? {}
    return show(reply, here, { id: null, typed, fields, number: null, problems: [] })
  })
  app.post(`${root}/new`, { config: { action, takes: 'form' } }, (request, reply) =>
    keep(request, reply, null),
  )
  app.get(`${root}/:id/edit`, { config: { action } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const held = found(await subject.keeper(here).get(here.organisation, id))
    const fields = await subject.fields(here)
    const { number, aside } = held
    return show(reply, here, {
      id,
      typed: subject.typed(held.body),
      fields,
      number,
      aside,
      problems: [],
    })
  })
  app.post(`${root}/:id/edit`, { config: { action, takes: 'form' } }, (request, reply) =>
    keep(request, reply, idOf(request)),
  )
  app.post(`${root}/:id/remove`, { config: { action, takes: 'form' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    formOf(request, numberForm)
    found((await subject.keeper(here).remove(here.organisation, id)) || null)
    return reply.redirect(here.to(subject.list, { removed: id, of: subject.path }), 303)
  })
  app.post(`${root}/:id/restore`, { config: { action, takes: 'form' } }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    formOf(request, numberForm)
    found((await subject.keeper(here).restore(here.organisation, id)) || null)
    return reply.redirect(subject.after(here, id), 303)
  })
  app.get(
    `${root}/:id/versions`,
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = idOf(request)
      const keeper = subject.keeper(here)
      const held = found(await keeper.get(here.organisation, id))
      const writers = await keeper.writers(here.organisation)
      const versions = await Promise.all(
        (await keeper.versions(here.organisation, id)).map(async (version) => ({
          number: version.number,
          lines: await linesOf(here, version.body),
          savedBy: version.by === null ? null : (writers.get(version.by) ?? null),
          savedAt: version.at,
          isAside: version.aside,
          basedOn: version.basedOn === 0 ? null : version.basedOn,
        })),
      )
      const [first] = await linesOf(here, held.body)
      return sendPage(
        reply,
        here,
        { title: 'Versions', section: subject.section, crumbs: subject.crumbs(here) },
        <VersionsBody what={first?.words ?? ''} noun={subject.noun} versions={versions} />,
      )
    },
  )
}

/** Says that something was taken out, with the way to bring it back. */
export function removedBanner(
  here: Here,
  subjects: readonly Pick<Subject<never>, 'path' | 'noun' | 'action'>[],
) {
  const id = one(here.query, 'removed')
  const path = one(here.query, 'of')
  const subject = subjects.find((of) => of.path === path)
  if (id === undefined || !isId(id) || !subject || !here.may(subject.action)) return undefined
  return (
    <NotificationBanner>
      <p class="govuk-notification-banner__heading">The {subject.noun} was taken out.</p>
      <Form action={here.to(`${subject.path}/${id}/restore`)}>
        <Button class="govuk-button--secondary">Bring it back</Button>
      </Form>
    </NotificationBanner>
  )
}
