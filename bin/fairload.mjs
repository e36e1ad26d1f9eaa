#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const entry = new URL('../dist/main/cli.js', import.meta.url)
if (!existsSync(entry)) {
  const ensure = fileURLToPath(new URL('../scripts/ensure.mjs', import.meta.url))
  const made = spawnSync(process.execPath, [ensure], { stdio: ['ignore', 2, 2] })
  // It has said why.
  if (made.status !== 0) process.exit(1)
}
const { main } = await import(entry.href)
process.exitCode = await main(process.argv.slice(2))
