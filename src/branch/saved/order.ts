import { z } from 'zod'
import type { BranchScope } from '../../store/branch/index.ts'
import { bookOf } from '../records/index.ts'
import { change, onlyOne, there } from './saved.ts'

/** What the branch tells in an order of its own. Apart from any words, so that no move is anybody's clash. */
export type Ordered = 'demands' | 'wins'

const orderSchema = z.strictObject({ order: z.array(z.uuid()).max(5_000) })

const orderBook = bookOf<z.infer<typeof orderSchema>>({
  name: 'told-order',
  noun: 'order',
  schema: orderSchema,
  // Ids alone: they lead nobody further than their own eyes.
  audience: 'public',
  words: () => [],
})

const idOf = (scope: BranchScope, of: Ordered): string => onlyOne(scope, `order of ${of}`)

/** The order as it was told; what it does not name stands last. */
export const orderIn = async (scope: BranchScope, of: Ordered): Promise<string[]> =>
  (await there(scope, orderBook, idOf(scope, of)))?.body.order ?? []

/** Tells the order anew, from what stands. */
export async function changeOrder(
  scope: BranchScope,
  of: Ordered,
  to: (order: string[]) => string[],
  writing: { by: string; at: Date },
): Promise<void> {
  const id = idOf(scope, of)
  if ((await there(scope, orderBook, id)) === null) {
    await orderBook.make(scope, { id, body: { order: to([]) }, ...writing })
    return
  }
  await change(scope, orderBook, id, ({ body }) => ({ order: to(body.order) }), writing)
}
