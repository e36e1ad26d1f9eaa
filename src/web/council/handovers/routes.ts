import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Problem, Result } from '../../../kit/index.ts'
import { handoverSteps, isSignature } from '../../../core/handover/index.ts'
import type { Action } from '../../../core/rights/index.ts'
import type {
  EmergencyReason,
  HandoverDetails,
  HandoverStep,
  HandoverView,
  NewStep,
  ToldHow,
} from '../../../council/index.ts'
import { found } from '../../missing.ts'
import { addressIn, one } from '../../query.ts'
import { figureRoute, sendPage, type PagesDeps } from '../figure-route.tsx'
import { formOf } from '../../form-of.ts'
import { hereOf, type Here } from '../here.ts'
import type { Plain } from '../imports.tsx'
import {
  answerPage,
  dateField,
  emergencyPage,
  movedPage,
  planPage,
  stepPage,
  undoPage,
  type Tried,
} from './forms.tsx'
import { handoversPage } from './list.tsx'
import { handoverPage } from './page.tsx'
import { sheetPage } from './sheet.tsx'
import { dayIn, emergencyWords, toldWords, type Typed } from './words.ts'

const FIELD = /^(on|date-\d{1,2}-\d{1,2})-(day|month|year)$|^(words|present|how|reason|agrees)$/
const anyForm = z.record(z.string().regex(FIELD), z.string().max(8_000))

type Done = Result<null, Problem>
/** What is wrong with a form, by the field that it is said beside. */
type Wrong = Tried['problem']

const wrong = (field: string, sentence: string): Wrong => ({ field, sentence })
const NO_DAY = 'Enter a day of the calendar, such as 27 3 2026.'
/** Beside which field a problem of the domain is said. */
const fieldOf: Record<string, string> = {
  'day-to-come': 'on',
  'day-before-decision': 'on',
  'day-in-the-past': 'on',
  'present-missing': 'present',
  'how-missing': 'how',
}

const keyIn = <T extends string>(of: Record<T, string>, typed: string | undefined): T | undefined =>
  (Object.keys(of) as T[]).find((key) => key === typed)

/** Handovers: lists, one handover, and a form for each thing that is entered about it. */
export function handoverPages(app: FastifyInstance, deps: PagesDeps): void {
  const viewOf = async (here: Here, id: unknown): Promise<HandoverView> => {
    const view = found(await here.council.handovers.view(here.organisation, found(addressIn(id))))
    for (const { address } of view.children) {
      await deps.watch.looked(here.person, here.organisation, 'case', address)
    }
    return view
  }

  figureRoute(app, deps, '/:organisation/handovers', 'handover.list', async (here) => {
    const of = ['team', 'worker', 'case'].flatMap((key) => {
      const address = addressIn(one(here.query, key))
      return address === null ? [] : [[key, address] as const]
    })
    const view = await here.council.handovers.list(here.organisation, Object.fromEntries(of))
    if (of.length > 0) return handoversPage(here, view, await narrowed(here, of[0]), null, null)
    const leavers = here.may('leaver.list') ? await here.council.leavers.list(here.asked) : null
    const without = leavers?.rows.reduce((sum, row) => sum + row.without, 0) ?? null
    const counts = here.may('totals.view')
      ? await here.council.handovers.counts(here.organisation)
      : null
    return handoversPage(here, view, null, without, counts)
  })

  figureRoute(app, deps, '/:organisation/handovers/:id', 'handover.view', async (here, { id }) =>
    handoverPage(here, await viewOf(here, id)),
  )

  app.get(
    '/:organisation/handovers/:id/sheet',
    { config: { action: 'handover.view' } },
    async (request, reply) => {
      const here = await hereOf(request, deps)
      const { page, body } = sheetPage(here, await viewOf(here, paramsOf(request).id))
      return sendPage(reply, here, page, body)
    },
  )

  /** A page with a form, and where it goes: on to the handover, or back with what is wrong. */
  const form = (of: {
    path: string
    action: Action
    /** Null where whoever asks may not do this here and now: not found. */
    page(here: Here, view: HandoverView, step: HandoverStep, tried: Tried | null): Plain | null
    take(here: Here, view: HandoverView, step: HandoverStep, typed: Typed): Promise<Done> | Wrong
  }): void => {
    const config = { action: of.action }
    const shown = (reply: FastifyReply, here: Here, given: Plain | null): FastifyReply => {
      const { page, body } = found(given)
      return sendPage(reply, here, page, body)
    }
    const asked = async (request: FastifyRequest) => {
      const here = await hereOf(request, deps)
      const { id, step } = paramsOf(request)
      const view = await viewOf(here, id)
      const known = step === undefined ? 'meeting' : handoverSteps.find((each) => each === step)
      return { here, view, step: found(known ?? null) }
    }
    app.get(of.path, { config }, async (request, reply) => {
      const { here, view, step } = await asked(request)
      return shown(reply, here, of.page(here, view, step, null))
    })
    app.post(of.path, { config: { ...config, takes: 'form' } }, async (request, reply) => {
      const { here, view, step } = await asked(request)
      const typed = formOf(request, anyForm)
      found(of.page(here, view, step, null))
      const taken = of.take(here, view, step, typed)
      const done = 'sentence' in taken ? taken : await taken
      if ('ok' in done && done.ok) return reply.redirect(here.to.handover(view.id), 303)
      const problem =
        'sentence' in done
          ? done
          : wrong(fieldOf[done.problem.code] ?? 'words', done.problem.sentence)
      reply.code(422)
      return shown(reply, here, of.page(here, view, step, { typed, problem }))
    })
  }

  const stepForm = (path: string, action: Action, isMeant: (step: HandoverStep) => boolean): void =>
    form({
      path,
      action,
      page: (here, view, step, tried) =>
        isMeant(step) && view.steps.some((of) => of.step === step && of.mayRecord)
          ? stepPage(here, view, step, tried)
          : null,
      take: (here, view, step, typed) => {
        const given = stepIn(here, view, step, typed)
        return 'sentence' in given
          ? given
          : here.council.handovers.record(here.organisation, view.id, given)
      },
    })

  const isContent = (step: HandoverStep): boolean => !isSignature(step)
  stepForm('/:organisation/handovers/:id/steps/:step', 'handover.record', isContent)
  stepForm('/:organisation/handovers/:id/signatures/:step', 'handover.sign', isSignature)

  form({
    path: '/:organisation/handovers/:id/steps/:step/undo',
    action: 'handover.record',
    page: (here, view, step, tried) =>
      view.steps.some((of) => of.step === step && of.mayUndo)
        ? undoPage(here, view, step, tried)
        : null,
    take: (here, view, step, typed) =>
      here.council.handovers.undo(here.organisation, view.id, {
        step,
        words: typed['words'] ?? '',
      }),
  })

  form({
    path: '/:organisation/handovers/:id/plan',
    action: 'handover.record',
    page: (here, view, _step, tried) => (view.may.plan ? planPage(here, view, tried) : null),
    take: (here, view, _step, typed) => {
      const on = dayIn(typed, 'on')
      return on === null || on === 'none'
        ? wrong('on', NO_DAY)
        : here.council.handovers.plan(here.organisation, view.id, { on, words: '' })
    },
  })

  form({
    path: '/:organisation/handovers/:id/moved',
    action: 'handover.record',
    page: (here, view, _step, tried) => (view.may.noteMoved ? movedPage(here, view, tried) : null),
    take: (here, view, _step, typed) => {
      const on = dayIn(typed, 'on')
      return on === null || on === 'none'
        ? wrong('on', NO_DAY)
        : here.council.handovers.noteMoved(here.organisation, view.id, {
            on,
            words: typed['words'] ?? '',
          })
    },
  })

  form({
    path: '/:organisation/handovers/:id/emergency',
    action: 'handover.emergency',
    page: (here, view, _step, tried) =>
      view.may.emergency ? emergencyPage(here, view, tried) : null,
    take: (here, view, _step, typed) => {
      const reason = keyIn<EmergencyReason>(emergencyWords, typed['reason'])
      return reason === undefined
        ? wrong('reason', 'Choose why it cannot wait.')
        : here.council.handovers.emergency(here.organisation, view.id, {
            reason,
            words: typed['words'] ?? '',
          })
    },
  })

  form({
    path: '/:organisation/handovers/:id/answer',
    action: 'handover.emergency',
    page: (here, view, _step, tried) =>
      view.may.agreeToEmergency ? answerPage(here, view, tried) : null,
    take: (here, view, _step, typed) => {
      const { agrees } = typed
      return agrees !== 'yes' && agrees !== 'no'
        ? wrong('agrees', 'Choose whether you agree.')
        : here.council.handovers.answerEmergency(here.organisation, view.id, {
            agrees: agrees === 'yes',
            words: typed['words'] ?? '',
          })
    },
  })
}

const paramsOf = (request: FastifyRequest) => request.params as { id?: unknown; step?: unknown }

/** What a list is of, by its name; the whole list where that is not here. */
async function narrowed(
  here: Here,
  of: readonly [string, string] | undefined,
): Promise<{ name: string; href: string } | null> {
  const [kind, address] = of ?? []
  if (address === undefined) return null
  if (kind === 'team') {
    const team = (await here.council.team(here.asked, address))?.team
    return team ? { name: team.name, href: here.to.team(address) } : null
  }
  if (kind === 'worker') {
    const worker = (await here.council.worker(here.asked, address))?.worker
    return worker ? { name: worker.name, href: here.to.worker(address) } : null
  }
  return { name: 'one case', href: here.to.case(address) }
}

/** A step as it was typed, or what is wrong with it. */
function stepIn(here: Here, view: HandoverView, step: HandoverStep, typed: Typed): NewStep | Wrong {
  const words = typed['words'] ?? ''
  const details: HandoverDetails = {}
  if (isSignature(step)) return { step, on: here.today, words: '', details }
  if (step === 'statutory-dates') {
    const dates: NonNullable<HandoverDetails['dates']> = []
    for (const [child, of] of view.nextDates.entries()) {
      for (const [at, { what }] of of.entries()) {
        const prefix = dateField(child, at)
        const on = dayIn(typed, prefix)
        if (on === null) return wrong(prefix, NO_DAY)
        const name = view.children.length > 1 ? `, child ${view.children[child]?.child ?? ''}` : ''
        dates.push({
          what: `${what.charAt(0).toUpperCase()}${what.slice(1)}${name}`,
          on: on === 'none' ? null : on,
        })
      }
    }
    return { step, on: here.today, words, details: { dates } }
  }
  if (step === 'summary' || step === 'open-risks' || step === 'open-tasks') {
    return { step, on: here.today, words, details }
  }
  const on = dayIn(typed, 'on')
  if (on === null || on === 'none') return wrong('on', NO_DAY)
  if (step === 'child-told' || step === 'family-told') {
    const how = keyIn<ToldHow>(toldWords, typed['how'])
    return how === undefined
      ? wrong('how', 'Choose how they were told.')
      : { step, on, words, details: { how } }
  }
  return { step, on, words, details: { present: typed['present'] ?? '' } }
}
