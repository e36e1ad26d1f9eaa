import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  isConcernsClash,
  type CaptureChoices,
  type Concerns,
  type ConcernsClash,
  type ConcernView,
} from '../../../branch/concerns/index.ts'
import type { Result, Problem } from '../../../kit/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { one } from '../../query.ts'
import { sheetOf } from '../../table-of.ts'
import { addressOf } from '../addresses.ts'
import { askedFields, askFirst } from '../children-details/index.ts'
import { askFirstPage } from './ask-page.tsx'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { sendCsv, sendWorkbook } from '../files.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { textOf, type FieldOf, type FieldProblem, type Typed } from '../record-form/fields.tsx'
import { typedIn } from '../record-form/reading.ts'
import {
  changeFields,
  changePage,
  closeFields,
  closePage,
  mergeFields,
  mergePage,
  metPage,
  readChange,
  typedConcern,
} from './change-page.tsx'
import {
  codePage,
  maskField,
  raisedPage,
  raiseFields,
  raisePage,
  readRaised,
} from './raise-page.tsx'
import { concernPage } from './concern-page.tsx'
import { concernsTable, ledgerNotes, ledgerPage, shownRows } from './ledger-page.tsx'
import { coveragePage } from './coverage-page.tsx'
import { checkedWords, noteFields, notePage, readNote } from './note-page.tsx'
import { readSort, sortFields, sortPage } from './sort-page.tsx'
import { safeguardingPage } from './safeguarding-page.tsx'
import { VersionsBody } from '../versions.tsx'
import { MOST_THEMES, themesPage } from './themes-page.tsx'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idIn = (value: unknown): string | null =>
  typeof value === 'string' && UUID.test(value) ? value : null

const numberForm = z.strictObject({ number: z.coerce.number().int().min(1) })
const heardForm = z.strictObject({
  number: z.coerce.number().int().min(1).default(1),
  from: z.string().max(40).default(''),
  visit: z.string().max(40).default(''),
})
const lineForm = z.strictObject({ line: z.string().max(2_000).default('') })
const codeForm = z.strictObject({ code: z.string().max(80).default('') })

/** Pages and forms of concerns. */
export function concernPages(app: FastifyInstance, deps: BranchServerDeps): void {
  const concernsOf = (here: Here): Concerns => here.branch.concerns
  const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
    sendPage(reply, here, page, body)
  const refuse = (reply: FastifyReply, here: Here, plain: Plain): FastifyReply =>
    show(reply.code(422), here, plain)
  const knownNames = (choices: CaptureChoices): string[] =>
    choices.sites.flatMap(({ name, teams }) => [name, ...teams.map((team) => team.name)])
  /** The question before words are kept, where they may tell who a child is. */
  const askedFirst = async (
    here: Here,
    typed: Typed,
    fields: Readonly<Record<string, string>>,
    choices: CaptureChoices,
    path: string,
  ): Promise<Plain | null> => {
    const asked = askFirst(typed, fields, here.today, knownNames(choices))
    if (!asked) return null
    const line = await concernsOf(here).safeguardingLine(here.organisation)
    return askFirstPage(here, { asked, typed, fields, action: here.to(path), line })
  }
  const oneConcern = async (request: FastifyRequest, here: Here): Promise<ConcernView> => {
    const id = found(idIn((request.params as { id?: unknown }).id))
    return found(await concernsOf(here).concern(here.organisation, id))
  }
  const basisOf = (typed: Typed): number => {
    const number = Number(textOf(typed, 'number'))
    return Number.isInteger(number) && number >= 1 ? number : 1
  }

  app.get(
    '/:organisation/concerns',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, ledgerPage(here, await concernsOf(here).ledger(here.organisation)))
    },
  )
  for (const ending of ['xlsx', 'csv'] as const) {
    app.get(
      `/:organisation/concerns.${ending}`,
      { config: { action: 'concerns.see' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const ledger = await concernsOf(here).ledger(here.organisation)
        const sheet = sheetOf(concernsTable, shownRows(here, ledger))
        const hash = createHash('sha256').update(JSON.stringify(sheet.rows)).digest('hex')
        await concernsOf(here).took(here.organisation, sheet.id, sheet.rows.length, hash)
        if (ending === 'csv') return sendCsv(reply, here, 'concerns', sheet)
        return sendWorkbook(reply, here, 'concerns', [sheet], {
          what: 'Concerns of members, ranked by how often they came up.',
          notes: ledgerNotes(here),
        })
      },
    )
  }

  /** The fast form, as it is shown and shown again. */
  const notes = async (
    here: Here,
    choices: CaptureChoices,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<Plain> => {
    const visit = idIn(textOf(typed, 'visit'))
    return notePage(here, {
      choices,
      typed,
      problems,
      noted: visit === null ? [] : await concernsOf(here).noted(here.organisation, visit),
      line: await concernsOf(here).safeguardingLine(here.organisation),
    })
  }
  app.get(
    '/:organisation/concerns/new',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const wanted = idIn(one(here.query, 'visit'))
      const choices = await concernsOf(here).choices(here.organisation, wanted)
      const typed: Typed = Object.fromEntries(
        ['visit', 'place', 'theme', 'concern'].map((name) => [name, one(here.query, name) ?? '']),
      )
      return show(reply, here, await notes(here, choices, typed, []))
    },
  )
  app.post(
    '/:organisation/concerns/new',
    { config: { takes: 'form', action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concerns = concernsOf(here)
      const { visit } = (request.body ?? {}) as { visit?: unknown }
      const choices = await concerns.choices(here.organisation, idIn(visit))
      const typed = typedIn(request, askedFields(noteFields(choices)))
      const { heard, to, problems } = readNote(typed, choices)
      if (problems.length > 0)
        return refuse(reply, here, await notes(here, choices, typed, problems))
      const asked = await askedFirst(here, typed, checkedWords, choices, '/concerns/new')
      if (asked) return refuse(reply, here, asked)
      const kept = await concerns.note(here.organisation, heard, to)
      if (!kept.ok) {
        const problem = { field: kept.problem.code, sentence: kept.problem.sentence }
        return refuse(reply, here, await notes(here, choices, typed, [problem]))
      }
      return reply.redirect(
        here.to('/concerns/new', {
          visit: heard.visit,
          place: textOf(typed, 'place'),
          kept: 'yes',
        }),
        303,
      )
    },
  )

  const raise = async (
    here: Here,
    choices: CaptureChoices,
    typed: Typed,
    problems: readonly FieldProblem[],
  ): Promise<Plain> =>
    raisePage(here, {
      choices,
      typed,
      problems,
      line: await concernsOf(here).safeguardingLine(here.organisation),
    })
  app.get(
    '/:organisation/concerns/raise',
    { config: { action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const choices = await concernsOf(here).choices(here.organisation)
      return show(reply, here, await raise(here, choices, {}, []))
    },
  )
  app.post(
    '/:organisation/concerns/raise',
    { config: { takes: 'form', action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concerns = concernsOf(here)
      const choices = await concerns.choices(here.organisation)
      const typed = typedIn(request, askedFields([...raiseFields(choices), maskField]))
      const { heard, problems } = readRaised(typed, choices)
      if (problems.length > 0)
        return refuse(reply, here, await raise(here, choices, typed, problems))
      const fields = { words: 'What is wrong' }
      const asked = await askedFirst(here, typed, fields, choices, '/concerns/raise')
      if (asked) return refuse(reply, here, asked)
      const raised = await concerns.raise(here.organisation, heard)
      if (!raised.ok) {
        const problem = { field: raised.problem.code, sentence: raised.problem.sentence }
        return refuse(reply, here, await raise(here, choices, typed, [problem]))
      }
      return show(reply, here, raisedPage(here, raised.value.code))
    },
  )
  app.get(
    '/:organisation/concerns/code',
    { config: { action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, codePage(here, { typed: '', problem: null, found: null }))
    },
  )
  app.post(
    '/:organisation/concerns/code',
    { config: { takes: 'form', action: 'concerns.raise' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { code } = formOf(request, codeForm)
      const raised = await concernsOf(here).raised(here.organisation, code)
      if (raised === null) {
        const problem = 'There is no concern with this code. Look at each letter again.'
        return refuse(reply, here, codePage(here, { typed: code, problem, found: null }))
      }
      return show(reply, here, codePage(here, { typed: '', problem: null, found: raised }))
    },
  )

  const waiting = async (
    here: Here,
    tried: { id: string; typed: Typed; problems: readonly FieldProblem[] } | null,
  ): Promise<Plain> =>
    sortPage(here, {
      choices: await concernsOf(here).choices(here.organisation),
      waiting: await concernsOf(here).toSort(here.organisation),
      tried,
    })
  app.get(
    '/:organisation/concerns/to-sort',
    { config: { action: 'concerns.open' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, await waiting(here, null))
    },
  )
  app.post(
    '/:organisation/concerns/to-sort/:id',
    { config: { takes: 'form', action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const id = found(idIn((request.params as { id?: unknown }).id))
      const choices = await concernsOf(here).choices(here.organisation)
      const typed = typedIn(request, askedFields(sortFields(choices)))
      const { to, problems } = readSort(typed, choices)
      if (problems.length > 0) {
        return refuse(reply, here, await waiting(here, { id, typed, problems }))
      }
      const fields = { title: 'Name of the new concern' }
      const asked = await askedFirst(here, typed, fields, choices, `/concerns/to-sort/${id}`)
      if (asked) return refuse(reply, here, asked)
      const done = await concernsOf(here).sort(here.organisation, id, basisOf(typed), to)
      if (!done.ok) {
        const sentence = isConcernsClash(done.problem)
          ? 'Somebody else put this note to a concern while you were looking. Load the page again.'
          : done.problem.sentence
        const problem = { field: 'concern', sentence }
        return refuse(reply, here, await waiting(here, { id, typed, problems: [problem] }))
      }
      return reply.redirect(here.to('/concerns/to-sort', { done: 'sorted' }), 303)
    },
  )

  for (const step of ['remove', 'restore'] as const) {
    app.post(
      `/:organisation/concerns/heard/:id/${step}`,
      { config: { takes: 'form', action: 'concerns.edit' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const id = found(idIn((request.params as { id?: unknown }).id))
        const form = formOf(request, heardForm)
        const concerns = concernsOf(here)
        const done: Result<null, Problem> =
          step === 'remove'
            ? await concerns.remove(here.organisation, id)
            : await concerns.restore(here.organisation, id)
        found(done.ok ? done : null)
        const query = step === 'remove' ? { removed: id } : {}
        const from = idIn(form.from)
        const visit = idIn(form.visit)
        const to =
          from !== null
            ? here.to(`/concerns/${from}`, query)
            : visit !== null
              ? here.to('/concerns/new', { visit, ...query })
              : here.to('/concerns/to-sort', query)
        return reply.redirect(to, 303)
      },
    )
  }

  app.get(
    '/:organisation/concerns/coverage',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(
        reply,
        here,
        coveragePage(here, await concernsOf(here).coverage(here.organisation)),
      )
    },
  )

  const themesShape: Record<string, z.ZodType<string>> = { number: z.string().max(10).default('') }
  for (let at = 0; at < MOST_THEMES; at += 1) {
    themesShape[`id-${at}`] = z.string().max(60).default('')
    themesShape[`name-${at}`] = z.string().max(80).default('')
    themesShape[`indicator-${at}`] = z.string().max(200).default('')
  }
  const themesForm = z.strictObject(themesShape)
  app.get(
    '/:organisation/concerns/themes',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { themes, number } = await concernsOf(here).themes(here.organisation)
      return show(reply, here, themesPage(here, { themes, number, problem: null, clash: null }))
    },
  )
  app.post(
    '/:organisation/concerns/themes',
    { config: { takes: 'form', action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const form: Record<string, string> = formOf(request, themesForm)
      const themes = Array.from({ length: MOST_THEMES }, (_, at) => ({
        id: form[`id-${at}`] || null,
        name: (form[`name-${at}`] ?? '').trim(),
        indicator: (form[`indicator-${at}`] ?? '').trim(),
      })).filter(({ name }) => name !== '')
      const number = form['number'] ? Number(form['number']) : null
      const again = (problem: string | null, clash: ConcernsClash | null, now = number): Plain =>
        themesPage(here, { themes, number: now, problem, clash })
      if (themes.length === 0) return refuse(reply, here, again('Leave at least one theme.', null))
      const done = await concernsOf(here).saveThemes(here.organisation, number, themes)
      if (!done.ok) {
        if (!isConcernsClash(done.problem)) {
          return refuse(reply, here, again(done.problem.sentence, null))
        }
        const now = await concernsOf(here).themes(here.organisation)
        return show(reply.code(409), here, again(null, done.problem, now.number))
      }
      return reply.redirect(here.to('/concerns/themes', { done: 'saved' }), 303)
    },
  )

  app.get(
    '/:organisation/concerns/:id',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, concernPage(here, await oneConcern(request, here)))
    },
  )

  app.get(
    '/:organisation/concerns/:id/versions',
    { config: { action: 'record.versions' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const versions = await concernsOf(here).versions(here.organisation, concern.id)
      return show(reply, here, {
        page: {
          title: 'Earlier words',
          section: 'concerns',
          crumbs: [
            { content: 'Concerns', href: here.to('/concerns') },
            { content: concern.title, href: addressOf(here, 'concern', concern.id) },
          ],
        },
        body: VersionsBody({
          what: concern.title,
          noun: 'concern',
          versions: versions.map(({ at, ...version }) => ({
            ...version,
            savedAt: at,
            savedBy: null,
          })),
        }),
      })
    },
  )

  const line = async (here: Here, typed: string, problem: string | null): Promise<Plain> =>
    safeguardingPage(here, { typed, problem })
  app.get(
    '/:organisation/concerns/safeguarding',
    { config: { action: 'branch.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const now = await concernsOf(here).safeguardingLine(here.organisation)
      return show(reply, here, await line(here, now ?? '', null))
    },
  )
  app.post(
    '/:organisation/concerns/safeguarding',
    { config: { takes: 'form', action: 'branch.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const typed = formOf(request, lineForm).line.trim()
      if (typed.length > 300) {
        return refuse(reply, here, await line(here, typed, 'Use 300 characters or fewer.'))
      }
      const done = await concernsOf(here).setSafeguardingLine(here.organisation, typed)
      if (!done.ok) return refuse(reply, here, await line(here, typed, done.problem.sentence))
      return reply.redirect(here.to('/concerns/safeguarding', { done: 'saved' }), 303)
    },
  )

  const edit = { config: { takes: 'form', action: 'concerns.edit' } } as const
  app.get(
    '/:organisation/concerns/:id/edit',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const choices = await concernsOf(here).choices(here.organisation)
      const typed = typedConcern(concern)
      return show(
        reply,
        here,
        changePage(here, concern, { choices, typed, problems: [], clash: null }),
      )
    },
  )
  app.post('/:organisation/concerns/:id/edit', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const choices = await concernsOf(here).choices(here.organisation)
    const typed = typedIn(request, askedFields(changeFields(choices)))
    const { to, problems } = readChange(typed, choices)
    const again = (clash: ConcernsClash | null, now = concern): Plain =>
      changePage(here, now, { choices, typed, problems, clash })
    if (problems.length > 0) return refuse(reply, here, again(null))
    const fields = { title: 'The concern' }
    const asked = await askedFirst(here, typed, fields, choices, `/concerns/${concern.id}/edit`)
    if (asked) return refuse(reply, here, asked)
    const done = await concernsOf(here).change(here.organisation, concern.id, basisOf(typed), to)
    if (done.ok) return reply.redirect(addressOf(here, 'concern', concern.id) + '?done=saved', 303)
    if (!isConcernsClash(done.problem)) found(null)
    const now = await oneConcern(request, here)
    return show(
      reply.code(409),
      here,
      again(isConcernsClash(done.problem) ? done.problem : null, now),
    )
  })

  /** A form that does one thing to a concern, and says what was done on its page. */
  const act = (
    step: string,
    done: string,
    work: (here: Here, concern: ConcernView, number: number) => ReturnType<Concerns['unmerge']>,
  ): void => {
    app.post(`/:organisation/concerns/:id/${step}`, edit, async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const { number } = formOf(request, numberForm)
      const outcome = await work(here, concern, number)
      if (!outcome.ok && isConcernsClash(outcome.problem)) {
        return show(reply.code(409), here, metPage(here, concern, outcome.problem))
      }
      found(outcome.ok ? outcome : null)
      return reply.redirect(here.to(`/concerns/${concern.id}`, { done }), 303)
    })
  }
  act('take', 'taken', (here, { id }, number) =>
    concernsOf(here).take(here.organisation, id, number, true),
  )
  act('let-go', 'let-go', (here, { id }, number) =>
    concernsOf(here).take(here.organisation, id, number, false),
  )
  act('unmerge', 'apart', (here, { id }, number) =>
    concernsOf(here).unmerge(here.organisation, id, number),
  )
  act('open', 'open', (here, { id }, number) =>
    concernsOf(here).close(here.organisation, id, number, null),
  )

  const others = async (here: Here, concern: ConcernView) =>
    (await concernsOf(here).choices(here.organisation)).concerns.filter(
      ({ id }) => id !== concern.id,
    )
  app.get(
    '/:organisation/concerns/:id/merge',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      const view = { others: await others(here, concern), typed: {}, problems: [] }
      return show(reply, here, mergePage(here, concern, view))
    },
  )
  app.post('/:organisation/concerns/:id/merge', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const all = await others(here, concern)
    const fields: FieldOf[] = mergeFields(all)
    const typed = typedIn(request, fields)
    const into = all.find(({ id }) => id === textOf(typed, 'into'))?.id
    const again = (sentence: string): FastifyReply => {
      const view = { others: all, typed, problems: [{ field: 'into', sentence }] }
      return refuse(reply, here, mergePage(here, concern, view))
    }
    if (into === undefined) return again('Choose the concern that stands for both.')
    const done = await concernsOf(here).merge(here.organisation, concern.id, basisOf(typed), into)
    if (done.ok) return reply.redirect(here.to(`/concerns/${into}`, { done: 'merged' }), 303)
    if (isConcernsClash(done.problem)) {
      return show(reply.code(409), here, metPage(here, concern, done.problem))
    }
    return again(done.problem.sentence)
  })

  app.get(
    '/:organisation/concerns/:id/close',
    { config: { action: 'concerns.edit' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const concern = await oneConcern(request, here)
      return show(reply, here, closePage(here, concern, { typed: {}, problems: [] }))
    },
  )
  app.post('/:organisation/concerns/:id/close', edit, async (request, reply) => {
    const here = hereOf(request, deps)
    const concern = await oneConcern(request, here)
    const typed = typedIn(request, askedFields(closeFields))
    const words = textOf(typed, 'words').trim()
    if (words === '' || words.length > 1_000) {
      const sentence = 'Say why, in 1,000 characters or fewer.'
      const view = { typed, problems: [{ field: 'words', sentence }] }
      return refuse(reply, here, closePage(here, concern, view))
    }
    const choices = await concernsOf(here).choices(here.organisation)
    const fields = { words: 'Why the branch lets go of it' }
    const asked = await askedFirst(here, typed, fields, choices, `/concerns/${concern.id}/close`)
    if (asked) return refuse(reply, here, asked)
    const done = await concernsOf(here).close(here.organisation, concern.id, basisOf(typed), words)
    if (done.ok) return reply.redirect(here.to(`/concerns/${concern.id}`, { done: 'closed' }), 303)
    if (isConcernsClash(done.problem)) {
      return show(reply.code(409), here, metPage(here, concern, done.problem))
    }
    return found(null)
  })
}
