import { ok } from '../kit/index.ts'
import { readImport, type ReadJob } from '../council/index.ts'
import { serveReader } from '../intake/index.ts'

/** The reading process: one import, then it ends. It has no environment, no database and no network to speak to. */
serveReader(async (job, progress) => ok(await readImport(job as ReadJob, progress)))
