/** Writes the files that are made from the code: table types, the schemas of agreement, certificate and evidence, the API's document. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFileSync } from 'node:child_process'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
  stdio: ['ignore', 2, 2],
})
const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href)

const { agreementJsonSchemaText } = await built('core/agreement/index.js')
writeFileSync(join(root, 'docs', 'agreement.schema.json'), agreementJsonSchemaText())

const { certificateJsonSchema } = await built('core/fairness/index.js')
writeFileSync(
  join(root, 'docs', 'certificate.schema.json'),
  `${JSON.stringify(certificateJsonSchema(), null, 2)}\n`,
)

const { evidenceJsonSchema } = await built('core/evidence/index.js')
writeFileSync(
  join(root, 'docs', 'evidence.schema.json'),
  `${JSON.stringify(evidenceJsonSchema(), null, 2)}\n`,
)

const { openStore, generateTables } = await built('store/index.js')
const { openBranchStore, generateBranchTables } = await built('store/branch/index.js')
for (const [open, generate, file] of [
  [openStore, generateTables, 'tables.ts'],
  [openBranchStore, generateBranchTables, join('branch', 'tables.ts')],
]) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fairload-generate-'))
  // The database's own account must be able to pass.
  chmodSync(dataFolder, 0o711)
  try {
    const store = await open({ dataFolder })
    if (!store.ok) throw new Error(store.problem.sentence)
    writeFileSync(join(root, 'src', 'store', file), await generate(store.value))
    await store.value.close()
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

// The API's document is held by its test, which writes it anew when asked to.
execFileSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'src/web/api', '--update'],
  { cwd: root, stdio: ['ignore', 2, 2] },
)
execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/prettier/bin/prettier.cjs'),
    '--write',
    'docs/agreement.schema.json',
    'docs/certificate.schema.json',
    'docs/evidence.schema.json',
    'docs/openapi.json',
    'src/store/tables.ts',
    'src/store/branch/tables.ts',
  ],
  { cwd: root, stdio: ['ignore', 2, 2] },
)
