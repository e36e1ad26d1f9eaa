import { longDate } from '../../kit/index.ts'
import type { BranchScope } from '../../store/branch/index.ts'
import type { Book, Part } from '../records/index.ts'
import type { RollKey } from '../roll/index.ts'
import { notesBook, roundBook, visitBook } from './books.ts'
import { notesWords, roundWords, visitWords } from './kinds.ts'
import { notesOf } from './notes-of.ts'
import { namesIn, repNames } from './people.ts'
import type { Versions } from './rounds.ts'

/** Every version of a record in words, the newest first; null where it is not there. */
export async function versionsOf(
  scope: BranchScope,
  key: RollKey,
  what: 'round' | 'visit' | 'notes',
  id: string,
): Promise<Versions | null> {
  const people = await repNames(scope, key)
  const shown = async <B>(
    book: Book<B>,
    record: string,
    of: string,
    words: (body: B) => Part[],
  ): Promise<Versions> => ({
    of,
    versions: (await book.versions(scope, record)).map((version) => ({
      number: version.number,
      lines: words(version.body),
      savedBy: version.by && (people.get(version.by) ?? null),
      savedAt: version.at,
      isAside: version.aside,
      basedOn: version.basedOn === 0 ? null : version.basedOn,
    })),
  })
  if (what === 'round') {
    const round = await roundBook.get(scope, id)
    return round && shown(roundBook, id, round.body.name, roundWords)
  }
  const visit = await visitBook.get(scope, id)
  if (visit === null) return null
  const name = await namesIn(scope, key)
  const of = `${name(visit.body.site)}, ${longDate(visit.body.on)}`
  if (what === 'visit') return shown(visitBook, id, of, (body) => visitWords(body, name))
  const notes = await notesOf(scope, id)
  return notes && shown(notesBook, notes.id, of, notesWords)
}
