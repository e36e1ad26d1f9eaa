import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Refused } from './door.ts'

/** A form's fields by a schema; a field more, twice or of another kind is refused whole. */
export function formOf<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse({ ...(request.body as object) })
  if (!parsed.success) throw new Refused(400, 'form-not-ours')
  return parsed.data
}
