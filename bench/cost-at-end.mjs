/** Preloaded into a process that is measured: writes what it cost, its start included, to a file. */
import { writeFileSync } from 'node:fs'

process.once('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(
    process.env.FAIRLOAD_BENCH_COST,
    JSON.stringify({
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      wallSeconds: performance.now() / 1e3,
      peakMb: maxRSS / 1024,
    }),
  )
})
