import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formOf } from '../../form-of.ts'

const form = z.strictObject({ to: z.enum(['up', 'down']) })

/** Which way a line of an ordered list is moved. */
export const moveForm = (request: FastifyRequest): 'up' | 'down' => formOf(request, form).to
