import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'
import { testBranchStore } from '../../../test/seeds/branch-store.ts'
import { generateBranchTables } from './index.ts'

it('knows the tables of the branch’s database as its migrations leave them', async () => {
  const store = await testBranchStore()
  const file = new URL('tables.ts', import.meta.url).pathname
  const text = await format(await generateBranchTables(store), {
    ...(await resolveConfig(file)),
    parser: 'typescript',
  })
  await expect(text).toMatchFileSnapshot('tables.ts')
  await store.close()
})
