#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const entry = new URL('../dist/main/cli.js', import.meta.url)
if (!existsSync(entry)) {
  execFileSync(
    process.execPath,
    [fileURLToPath(new URL('../scripts/ensure.mjs', import.meta.url))],
    {
      stdio: ['ignore', 2, 2],
    },
  )
}
const { main } = await import(entry.href)
process.exitCode = await main(process.argv.slice(2))
