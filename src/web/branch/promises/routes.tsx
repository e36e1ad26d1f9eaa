import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  promiseFields,
  type PromiseBody,
  type PromiseRow,
  type PromisesDoor,
} from '../../../branch/promises/index.ts'
import { Opening } from '../../components/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import { BothVersions, partsOf } from '../both-versions.tsx'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import {
  basedOn,
  dayTyped,
  idOf,
  isClash,
  listRoute,
  ProblemSummary,
  Reading,
  RecordForm,
  recordForms,
  removedBanner,
  settled,
  typedIn,
  type FieldOf,
  type FieldProblem,
  type Typed,
} from '../record-form/index.ts'
import { promisePage, promisesPage } from './page.tsx'
import { promiseSubject } from './subject.ts'

type Settled = 'kept' | 'let-go'

const settling: Record<
  Settled,
  { title: string; lede: string; button: string; fields: readonly FieldOf[]; missing: string }
> = {
  kept: {
    title: 'A promise was kept',
    lede: 'Say on which day it was seen to be kept, and what shows it.',
    button: 'It was kept',
    fields: [
      { kind: 'day', name: 'on', label: 'On which day?' },
      { kind: 'words', name: 'words', label: 'What shows it?', rows: 3 },
    ],
    missing: 'Say what shows it.',
  },
  'let-go': {
    title: 'Let go of a promise',
    lede: 'It is no longer counted as due. The reason stays beside it.',
    button: 'Let it go',
    fields: [
      { kind: 'day', name: 'on', label: 'On which day?' },
      { kind: 'words', name: 'words', label: 'Why is it let go?', rows: 3 },
    ],
    missing: 'Say why it is let go.',
  },
}

const numbered = z.strictObject({ number: z.string().max(9).default('') })

/** Pages and forms of the promise clock. */
export function promisePages(app: FastifyInstance, deps: BranchServerDeps): void {
  const doorOf = (here: Here): PromisesDoor => here.branch.promises
  recordForms(app, deps, promiseSubject)
  listRoute(app, deps, '/promises', 'promises.see', async (here) => {
    const listing = promisesPage(here, await doorOf(here).list(here.organisation))
    return { ...listing, page: { ...listing.page, above: removedBanner(here, [promiseSubject]) } }
  })

  const rowOf = async (request: FastifyRequest, here: Here): Promise<PromiseRow> =>
    found(await doorOf(here).get(here.organisation, idOf(request)))

  app.get(
    '/:organisation/promises/:id',
    { config: { action: 'promises.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const { page, body } = promisePage(here, await rowOf(request, here))
      return sendPage(reply, here, page, body)
    },
  )

  const show = (
    reply: FastifyReply,
    here: Here,
    row: PromiseRow,
    part: Settled,
    shown: {
      typed: Typed
      problems: readonly FieldProblem[]
      number: number
      both?: { theirs: PromiseBody; mine: PromiseBody; savedAt: Date }
    },
  ): FastifyReply => {
    const { title, lede, button, fields } = settling[part]
    const at = addressOf(here, 'promise', row.id)
    const { both } = shown
    return sendPage(
      reply,
      here,
      {
        title,
        section: 'promises',
        crumbs: [{ content: 'Promises', href: here.to('/promises') }],
        hasErrors: shown.problems.length > 0,
        above: <ProblemSummary fields={fields} problems={shown.problems} />,
      },
      <>
        <Opening heading={title} caption={row.body.words}>
          {lede}
        </Opening>
        {both ? (
          <BothVersions
            noun="promise"
            parts={partsOf(promiseFields(both.theirs), promiseFields(both.mine))}
            savedAt={both.savedAt}
            versions={`${at}/versions`}
          />
        ) : null}
        <RecordForm
          action={`${at}/${part}`}
          fields={fields}
          typed={shown.typed}
          problems={shown.problems}
          number={shown.number}
          button={button}
          back={at}
        />
      </>,
    )
  }

  for (const part of ['kept', 'let-go'] as const) {
    const path = `/:organisation/promises/:id/${part}`
    app.get(path, { config: { action: 'promises.edit' } }, async (request, reply) => {
      const here = hereOf(request, deps)
      const row = await rowOf(request, here)
      const typed = dayTyped('on', here.today)
      return show(reply, here, row, part, { typed, problems: [], number: row.number })
    })
    app.post(
      path,
      { config: { action: 'promises.edit', takes: 'form' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const row = await rowOf(request, here)
        const { fields, missing } = settling[part]
        const typed = typedIn(request, fields)
        const reading = new Reading(typed)
        const on = reading.pastDay('on', here.today, 'Say on which day.')
        const words = reading.needed('words', 2_000, missing)
        const number = basedOn(typed)
        if (reading.problems.length > 0) {
          return show(reply.code(422), here, row, part, {
            typed,
            problems: reading.problems,
            number,
          })
        }
        const door = doorOf(here)
        const saved =
          part === 'kept'
            ? await door.keep(here.organisation, row.id, {
                basedOn: number,
                settles: settled(typed),
                on,
                evidence: words,
              })
            : await door.release(here.organisation, row.id, {
                basedOn: number,
                settles: settled(typed),
                on,
                reason: words,
              })
        if (saved.ok) return reply.redirect(addressOf(here, 'promise', row.id), 303)
        const { problem } = saved
        if (!isClash(problem)) {
          const problems = [{ field: 'words', sentence: problem.sentence }]
          return show(reply.code(422), here, row, part, { typed, problems, number })
        }
        const mine: PromiseBody = {
          ...problem.current.body,
          kept: part === 'kept' ? { on, evidence: words } : null,
          released: part === 'kept' ? null : { on, reason: words },
        }
        return show(reply.code(409), here, row, part, {
          typed: { ...typed, settles: String(problem.mine) },
          problems: [],
          number: problem.current.number,
          both: { theirs: problem.current.body, mine, savedAt: problem.current.savedAt },
        })
      },
    )
  }

  app.post(
    '/:organisation/promises/:id/reopen',
    { config: { action: 'promises.edit', takes: 'form' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      const row = await rowOf(request, here)
      const { number } = formOf(request, numbered)
      // Where somebody else wrote meanwhile, their words stand and the page shows them.
      await doorOf(here).reopen(here.organisation, row.id, { basedOn: Number(number) || 0 })
      return reply.redirect(addressOf(here, 'promise', row.id), 303)
    },
  )
}
