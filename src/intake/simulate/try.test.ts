import { test } from 'vitest'
import { appendFileSync } from 'node:fs'
import { demonstrationAuthority, demonstrationDays } from './demonstration.ts'
import { authorityOn } from './on-day.ts'
import { truthOn } from './truth.ts'
const out = (x: unknown) =>
  appendFileSync('/tmp/try.txt', (typeof x === 'string' ? x : JSON.stringify(x)) + '\n')
test('demo', async () => {
  const a = demonstrationAuthority()
  for (const day of demonstrationDays) {
    const t = truthOn(a, day)
    const by: Record<string, number> = {}
    for (const c of t.cases.values()) {
      by[c.status] = (by[c.status] ?? 0) + 1
      by['h:' + c.holder + (c.why ?? '')] = (by['h:' + c.holder + (c.why ?? '')] ?? 0) + 1
    }
    out([day, t.cases.size, by])
    const teams = new Map<string, string[]>()
    for (const w of t.workers) {
      if (w.cases === 0 && !/worker|practitioner|adviser|support/.test(w.role)) continue
      if (w.contractEnd && w.contractEnd <= day && w.cases === 0) continue
      const l = teams.get(w.team) ?? []
      l.push(
        `${w.cases}/${w.fteMillionths / 1e6}${w.contract === 'agency' ? 'a' : ''}${w.asyeStart ? 'N' : ''}${w.contractEnd && w.contractEnd <= day ? 'LEFT' : ''}${w.reductions.map((r) => r.reason.slice(0, 5)).join('')}`,
      )
      teams.set(w.team, l)
    }
    for (const [k, v] of teams) out(`   ${k}: ${v.join('  ')}`)
    out([t.workers.length])
  }
})
