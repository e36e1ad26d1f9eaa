import { addDays, byText, fold, type IsoDate } from '../../kit/index.ts'
import { unableOn, type Directory, type Person } from '../caseload/index.ts'
import type { Cover, Finding, Named, PostRecord, Source, TeamId, WorkerId } from '../model/index.ts'

/** Somebody a post names, found among the people where the people file has them. */
export interface Placed {
  worker: WorkerId | null
  name: string
}

/** A post on a day: who holds it with how much of it, and who covers what is vacant. */
export interface PlacedPost {
  /** The row as the file has it. */
  record: PostRecord
  team: TeamId | null
  vacantSince: IsoDate | null
  holder: Placed | null
  /** Share of full time, in millionths, that its holder's contract fills; null where nobody knows it. */
  held: number | null
  cover: (Placed & Pick<Cover, 'kind' | 'end' | 'fteMillionths'> & { inForce: boolean }) | null
  /** Share of what is vacant that cover fills on the day; null where nobody knows how much it works. */
  covered: number | null
}

/**
 * Posts against people on a day. A holder fills as much of a post as their contract gives, over
 * several posts in the order of their numbers, never more than is funded; one who has left, or who is
 * an agency worker, holds nothing, and that is told. Cover counts from its first to its last day.
 */
export function placePosts(
  posts: readonly PostRecord[],
  directory: Pick<Directory, 'people' | 'byName'>,
  on: IsoDate,
): { posts: PlacedPost[]; findings: Finding[] } {
  const findings: Finding[] = []
  const left = new Map<WorkerId, number>()
  const placed = [...posts]
    .sort((a, b) => byText(fold(a.post), fold(b.post)))
    .map((record): PlacedPost => {
      const tell = (about: Told): void => void findings.push(findingAt(record.from, about))
      const { holder, since: emptySince } = holderOf(record, directory, on, tell)
      const funded = record.fteMillionths
      const held = holder === null ? 0 : takenFrom(left, holder, funded)
      const cover = coverOf(record, directory, on, tell)
      const vacant = funded === null || held === null ? 0 : funded - held
      return {
        record,
        team: record.team === null ? null : (fold(record.team) as TeamId),
        vacantSince: holder === null ? (record.vacantSince ?? emptySince) : null,
        holder: holder === null ? null : placedAs(holder),
        held,
        cover,
        covered:
          vacant === 0 || cover === null || !cover.inForce
            ? 0
            : cover.fteMillionths === null
              ? null
              : Math.min(vacant, cover.fteMillionths),
      }
    })
  return { posts: placed, findings }
}

type Told = Pick<Finding, 'code' | 'column' | 'value' | 'sentence' | 'effect'>
type Tell = (about: Told) => void

const findingAt = ({ file, sheet, row }: Source, about: Told): Finding => ({
  ...about,
  file,
  sheet,
  row,
  changesFigures: true,
})

/** A name that the people file has once, or a number that it has. */
function personOf(
  { name, sweNumber }: Named,
  { people, byName }: Pick<Directory, 'people' | 'byName'>,
): Person | null {
  const numbered = sweNumber === null ? undefined : people.get(sweNumber as string as WorkerId)
  if (numbered) return numbered
  const named = name === null ? [] : (byName.get(fold(name)) ?? [])
  const [only] = named
  return named.length === 1 && only !== undefined ? (people.get(only) ?? null) : null
}

interface Found {
  named: Named
  person: Person | null
}

const placedAs = ({ named, person }: Found): Placed => ({
  worker: person?.id ?? null,
  name: person?.name ?? named.name ?? named.sweNumber ?? '',
})

function holderOf(
  record: PostRecord,
  directory: Pick<Directory, 'people' | 'byName'>,
  on: IsoDate,
  tell: Tell,
): { holder: Found | null; since: IsoDate | null } {
  const { holder: named } = record
  if (named === null) return { holder: null, since: null }
  const person = personOf(named, directory)
  const value = named.name ?? named.sweNumber
  if (person === null) {
    tell({
      code: 'post-holder-not-in-people-file',
      column: 'Holder',
      value,
      sentence:
        'Nobody in the people file goes by this name or number alone, so how much of the post is filled is not known. Add the holder to the people file, or correct the name.',
      effect: 'question',
    })
    return { holder: { named, person }, since: null }
  }
  const unable = unableOn(person.record, on)
  if (unable === 'left' || unable === 'contract-ended') {
    tell({
      code: 'post-holder-left',
      column: 'Holder',
      value,
      sentence:
        'By the people file or the census the holder has left, so the post counts as vacant. Clear the holder, or correct the last day in the people file.',
      effect: 'cell-not-used',
    })
    const { contractEnd } = person.record
    return { holder: null, since: contractEnd === null ? null : addDays(contractEnd, 1) }
  }
  if (person.record.contract === 'agency') {
    tell({
      code: 'agency-worker-as-holder',
      column: 'Holder',
      value,
      sentence:
        'By the people file the holder is an agency worker, who covers a post and holds none, so the post counts as vacant. Name them in the column Cover instead.',
      effect: 'cell-not-used',
    })
    return { holder: null, since: null }
  }
  return { holder: { named, person }, since: null }
}

/** How much of a post its holder's contract fills: what other posts of theirs have left of it. */
function takenFrom(
  left: Map<WorkerId, number>,
  { person }: Found,
  funded: number | null,
): number | null {
  const contracted = person?.record.fteMillionths ?? null
  if (person === null || contracted === null || funded === null) return null
  const rest = left.get(person.id) ?? contracted
  const taken = Math.min(rest, funded)
  left.set(person.id, rest - taken)
  return taken
}

function coverOf(
  { cover }: PostRecord,
  directory: Pick<Directory, 'people' | 'byName'>,
  on: IsoDate,
  tell: Tell,
): PlacedPost['cover'] {
  if (cover === null) return null
  const { name, sweNumber } = cover
  const person = personOf(cover, directory)
  const end = cover.end ?? person?.record.contractEnd ?? null
  const hasEnded = end !== null && end < on
  if (hasEnded) {
    tell({
      code: 'cover-ended',
      column: 'Cover end',
      value: end,
      sentence:
        'The cover has ended, so the post counts as not covered. Give its new last day, or clear the cover.',
      effect: 'question',
    })
  }
  return {
    ...placedAs({ named: { name, sweNumber }, person }),
    kind: cover.kind ?? (person?.record.contract === 'agency' ? 'agency' : null),
    end,
    fteMillionths: cover.fteMillionths ?? person?.record.fteMillionths ?? null,
    inForce: !hasEnded && (cover.from === null || cover.from <= on),
  }
}
