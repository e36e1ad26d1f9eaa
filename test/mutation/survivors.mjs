/** Tells of each change that no test noticed as soon as it is known, and keeps every result in a file. */
import { appendFileSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin'

const kept = process.env.FAIRLOAD_MUTATION_RESULTS

function survivors() {
  const lines = new Map()
  const lineOf = (file, at) => {
    if (!lines.has(file)) lines.set(file, readFileSync(file, 'utf8').split('\n'))
    return lines.get(file)[at - 1] ?? ''
  }
  return {
    onMutantTested({ fileName, location, mutatorName, replacement, status }) {
      const { start, end } = location
      const line = lineOf(fileName, start.line)
      const was = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)
      const is = (replacement ?? '').replace(/\s+/g, ' ')
      const result = { file: basename(fileName), line: start.line, was, is, mutatorName, status }
      if (kept) appendFileSync(kept, `${JSON.stringify(result)}\n`)
      if (status !== 'Survived' && status !== 'NoCoverage') return
      console.error(`${result.file}:${result.line} ${status}: ${was} → ${is}`)
    },
  }
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Reporter, 'survivors', survivors)]
