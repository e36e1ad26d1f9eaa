import type { PlacedPost } from './place-posts.ts'
import { shareOf } from './census.ts'

/**
 * Posts added up, in millionths of full time. Exactly: funded = held + vacant + not known, and
 * vacant = covered + not covered + cover not known.
 */
export interface PostSums {
  posts: number
  vacantPosts: number
  funded: number
  held: number
  vacant: number
  covered: number
  notCovered: number
  /** Vacant, with cover of which nobody knows how much it works. */
  coverUnknown: number
  /** Held by somebody whose contract is not known. */
  heldUnknown: number
  /** Posts without a funded share, which are in no sum but the number of posts. */
  withoutShare: number
}

export function postSums(posts: readonly PlacedPost[]): PostSums {
  const sums: PostSums = {
    posts: posts.length,
    vacantPosts: 0,
    funded: 0,
    held: 0,
    vacant: 0,
    covered: 0,
    notCovered: 0,
    coverUnknown: 0,
    heldUnknown: 0,
    withoutShare: 0,
  }
  for (const { record, holder, held, covered } of posts) {
    const funded = record.fteMillionths
    if (funded === null) {
      sums.withoutShare += 1
      continue
    }
    if (holder === null && funded > 0) sums.vacantPosts += 1
    sums.funded += funded
    if (held === null) {
      sums.heldUnknown += funded
      continue
    }
    const vacant = funded - held
    sums.held += held
    sums.vacant += vacant
    if (covered === null) sums.coverUnknown += vacant
    else {
      sums.covered += covered
      sums.notCovered += vacant - covered
    }
  }
  return sums
}

/** Vacant ÷ (vacant + held), basis points, as the Department has it; null where neither is known. */
export const vacancyRate = ({ vacant, held }: Pick<PostSums, 'vacant' | 'held'>): number | null =>
  shareOf(vacant, vacant + held)
