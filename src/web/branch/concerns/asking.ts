import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CaptureChoices, Concerns, ConcernView } from '../../../branch/concerns/index.ts'
import { found } from '../../missing.ts'
import { askFirst } from '../children-details/index.ts'
import { sendPage } from '../frame.tsx'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { textOf, type Typed } from '../record-form/fields.tsx'
import { askFirstPage } from './ask-page.tsx'

/** What every route of concerns asks of a request, and how it answers. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An id as addresses and forms hold it; null where it cannot be one. */
export const idIn = (value: unknown): string | null =>
  typeof value === 'string' && UUID.test(value) ? value : null

export const idOf = (request: FastifyRequest): string =>
  found(idIn((request.params as { id?: unknown }).id))

export const concernsOf = (here: Here): Concerns => here.branch.concerns

export const show = (reply: FastifyReply, here: Here, { page, body }: Plain): FastifyReply =>
  sendPage(reply, here, page, body)

export const refuse = (reply: FastifyReply, here: Here, plain: Plain): FastifyReply =>
  show(reply.code(422), here, plain)

export const oneConcern = async (request: FastifyRequest, here: Here): Promise<ConcernView> =>
  found(await concernsOf(here).concern(here.organisation, idOf(request)))

/** The version that a form was begun from. */
export function basisOf(typed: Typed): number {
  const number = Number(textOf(typed, 'number'))
  return Number.isInteger(number) && number >= 1 ? number : 1
}

const knownNames = (choices: CaptureChoices): string[] =>
  choices.sites.flatMap(({ name, teams }) => [name, ...teams.map((team) => team.name)])

/** The question before words are kept, where they may tell who a child is; null where none is to be asked. */
export async function askedFirst(
  here: Here,
  typed: Typed,
  fields: Readonly<Record<string, string>>,
  choices: CaptureChoices,
  path: string,
): Promise<Plain | null> {
  const asked = askFirst(typed, fields, here.today, knownNames(choices))
  if (!asked) return null
  const line = await concernsOf(here).safeguardingLine(here.organisation)
  return askFirstPage(here, { asked, typed, fields, action: here.to(path), line })
}
