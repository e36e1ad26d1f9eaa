/**
 * `npm start`: makes everything ready, then serves. One script, because npm leaves pre- and
 * post-scripts out where install scripts are off, as they are here.
 */
import { ensure } from './ensure.mjs'

await ensure({ browser: false })
process.argv.splice(2, 0, 'serve')
await import('../bin/fairload.mjs')
