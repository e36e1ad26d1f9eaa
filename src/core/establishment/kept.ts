import type { IsoDate } from '../../kit/index.ts'
import { readPeople } from '../caseload/index.ts'
import type { Finding, Records, Worker } from '../model/index.ts'
import { censusWorkforceOf, type CensusWorkforce } from './census.ts'
import { inPostOf, type InPost } from './in-post.ts'
import { leaversOf, type Leaver } from './leavers.ts'
import { placePosts, type PlacedPost } from './place-posts.ts'

/** What an import keeps of the establishment beside its caseload. Plain data. */
export interface KeptEstablishment {
  /** null where no posts file was given. */
  posts: PlacedPost[] | null
  leavers: Leaver[]
  inPost: InPost[]
  census: CensusWorkforce | null
}

/** The establishment on a day from everything the files say, and what in the posts needs a person. */
export function keptEstablishment(
  records: Records,
  workers: readonly Worker[],
  on: IsoDate,
): { establishment: KeptEstablishment; findings: Finding[] } {
  const directory = readPeople(records.people)
  const placed = records.posts.length === 0 ? null : placePosts(records.posts, directory, on)
  return {
    establishment: {
      posts: placed?.posts ?? null,
      leavers: leaversOf(directory, on),
      inPost: inPostOf(workers, on),
      census: censusWorkforceOf(records),
    },
    findings: placed?.findings ?? [],
  }
}
