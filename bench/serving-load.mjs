/**
 * Asks for one page at a fixed rate, whether or not the answers keep up, and prints what each took:
 * `node serving-load.mjs ADDRESS RATE SECONDS`. Time runs from the moment a request was due, so
 * that a server which stalls cannot hide the requests that waited for it. `BENCH_COOKIE` is who asks.
 */
import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const [address, rate, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const headers = { 'accept-encoding': 'gzip', cookie: process.env['BENCH_COOKIE'] ?? '' }
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const count = rate * seconds
const milliseconds = []
const sizes = new Set()
const wrong = []

function ask(due) {
  return new Promise((resolve) => {
    const request = get(address, { agent, headers }, (answer) => {
      let size = 0
      answer.on('data', (piece) => (size += piece.length))
      answer.on('end', () => {
        milliseconds.push(performance.now() - due)
        sizes.add(size)
        if (answer.statusCode !== 200) wrong.push(answer.statusCode)
        resolve()
      })
    })
    request.on('error', (error) => {
      wrong.push(error.code ?? error.name)
      resolve()
    })
  })
}

const begin = performance.now() + 50
const asked = []
for (let i = 0; i < count; i += 1) {
  const due = begin + (i * 1000) / rate
  const early = due - performance.now()
  if (early > 0) await wait(early)
  asked.push(ask(due))
}
await Promise.all(asked)
agent.destroy()
console.log(JSON.stringify({ milliseconds, sizes: [...sizes], wrong }))
