import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { NegotiationDoor } from '../../../branch/negotiation/index.ts'
import { formOf } from '../../form-of.ts'
import { found } from '../../missing.ts'
import { addressOf } from '../addresses.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendPage } from '../frame.tsx'
import { hereOf, type Here } from '../here.ts'
import { idOf, isClash } from '../record-form/index.ts'
import { agendaPage, arrangePage } from './agenda-page.tsx'

const doorOf = (here: Here): NegotiationDoor => here.branch.negotiation

const arranging = z.record(z.string().max(20), z.string().max(24_000))

/** The agenda of a meeting, and what officers do with it. */
export function agendaRoutes(app: FastifyInstance, deps: BranchServerDeps): void {
  const see = { action: 'negotiation.see' } as const
  const edit = { action: 'negotiation.edit' } as const
  const editForm = { action: 'negotiation.edit', takes: 'form' } as const

  const meetingAt = '/:organisation/negotiation/meetings/:id'

  app.get(`${meetingAt}/agenda`, { config: see }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = found(await doorOf(here).agenda(here.organisation, idOf(request)))
    const { page, body } = agendaPage(here, view)
    return sendPage(reply, here, page, body)
  })
  app.get(`${meetingAt}/agenda/arrange`, { config: edit }, async (request, reply) => {
    const here = hereOf(request, deps)
    const view = found(await doorOf(here).agenda(here.organisation, idOf(request)))
    const { page, body } = arrangePage(here, { view, problem: null })
    return sendPage(reply, here, page, body)
  })
  app.post(`${meetingAt}/agenda/arrange`, { config: editForm }, async (request, reply) => {
    const here = hereOf(request, deps)
    const id = idOf(request)
    const view = found(await doorOf(here).agenda(here.organisation, id))
    const typed = formOf(request, arranging)
    const given = arrangementIn(typed, view)
    const saved = await doorOf(here).arrange(here.organisation, id, {
      ...given,
      basedOn: Number(typed['number']) || 0,
    })
    if (saved.ok) return reply.redirect(`${addressOf(here, 'meeting', id)}/agenda`, 303)
    const now = found(await doorOf(here).agenda(here.organisation, id))
    const { problem } = saved
    const both = isClash(problem)
      ? { mine: { ...given, meeting: id }, theirs: problem.current.body }
      : null
    const { page, body } = arrangePage(here, { view: now, problem: problem.sentence, both })
    return sendPage(reply.code(409), here, page, body)
  })
}

const MOST_ITEMS = 300
const MOST_OWN = 60

/** What officers did with an agenda, from its form: numbers say the order, a reason leaves out. */
export function arrangementIn(
  typed: Readonly<Record<string, string>>,
  view: {
    items: readonly { key: string; words: string; kind: string }[]
    leftOut: readonly { item: { key: string; words: string; kind: string } }[]
  },
) {
  const own = (typed['own'] ?? '')
    .split('\n')
    .map((line) => line.trim().slice(0, 400))
    .filter((line) => line !== '')
    .slice(0, MOST_OWN)
  const known = [...view.items, ...view.leftOut.map(({ item }) => item)].filter(
    ({ kind }) => kind === 'own',
  )
  const isTaken = new Set<string>()
  const owned = own.map((words) => {
    const key =
      known.find((item) => item.words === words && !isTaken.has(item.key))?.key ??
      freeKey([...known.map((item) => item.key), ...isTaken])
    isTaken.add(key)
    return { key, words }
  })
  const rows = Array.from({ length: MOST_ITEMS }, (_, n) => ({
    key: (typed[`key-${n}`] ?? '').slice(0, 80),
    place: Number(typed[`place-${n}`] ?? ''),
    reason: (typed[`reason-${n}`] ?? '').trim().slice(0, 400),
    n,
  })).filter(({ key }) => key !== '')
  const order = [...rows]
    .sort((a, b) => (a.place || MOST_ITEMS) - (b.place || MOST_ITEMS) || a.n - b.n)
    .map(({ key }) => key)
  return {
    own: owned,
    order: [...new Set(order)],
    leftOut: rows.filter(({ reason }) => reason !== '').map(({ key, reason }) => ({ key, reason })),
  }
}

function freeKey(taken: readonly string[]): string {
  let n = 1
  while (taken.includes(`own:${n}`)) n += 1
  return `own:${n}`
}
