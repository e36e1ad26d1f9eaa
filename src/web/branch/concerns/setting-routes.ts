import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isConcernsClash, type ConcernsClash } from '../../../branch/concerns/index.ts'
import { formOf } from '../../form-of.ts'
import type { BranchServerDeps } from '../deps.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { concernsOf, refuse, show } from './asking.ts'
import { safeguardingPage } from './safeguarding-page.tsx'
import { MOST_THEMES, themesPage } from './themes-page.tsx'

const lineForm = z.strictObject({ line: z.string().max(2_000).default('') })

/** The branch’s themes, and where to turn with a child at risk now. */
export function settingPages(app: FastifyInstance, deps: BranchServerDeps): void {
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
}
