/** Processor time so far of servers and of a database with all that it started. Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs'

/** @returns {[number, number]} milliseconds: the servers', the database's */
export function cpuOf({ servers, database }) {
  if (process.platform !== 'linux') return [Number.NaN, Number.NaN]
  const sum = (pids, withEnded) => pids.reduce((ms, pid) => ms + ticks(pid, withEnded) * 10, 0)
  return [sum(servers, false), sum([database], true) + sum(childrenOf(database), false)]
}

/** The numbers after a process's name, which may hold spaces: state, parent and so on. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** User and system time in hundredths of a second; with those of ended children where asked. */
function ticks(pid, withEnded) {
  const stat = statOf(pid)
  if (stat === null) return 0
  return [11, 12, ...(withEnded ? [13, 14] : [])].reduce((sum, at) => sum + Number(stat[at]), 0)
}

const childrenOf = (parent) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(statOf(entry)?.[1]) === parent)
    .map(Number)
