import { readMembers, serveReader, type MembersJob } from '../intake/index.ts'

/** The branch's reading process: one membership list, then it ends. It has no environment, no database and no network to speak to. */
serveReader((job) => readMembers(job as MembersJob))
