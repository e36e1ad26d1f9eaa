import { fold } from '../../kit/index.ts'
import type { Finding, PersonRecord, WorkerId } from '../model/index.ts'
import { atFile, atRow } from './findings.ts'
import { forenameFirst, wordsOf } from './names.ts'
import { bySource } from './rows.ts'

/** A person of the people file, the census's facts filled in. */
export interface Person {
  id: WorkerId
  name: string
  record: PersonRecord
}

export interface Directory {
  /** Whether a people file was given: a file whose rows carry names. The census has none. */
  hasPeopleFile: boolean
  people: Map<WorkerId, Person>
  /** Census rows whose number no row of the people file carries. */
  censusOnly: Map<WorkerId, PersonRecord>
  /** By folded name or alias. */
  byName: Map<string, WorkerId[]>
  /** By folded name or alias, forename first. */
  byForenameFirst: Map<string, WorkerId[]>
  /** By each word of a name, for offering people who may be meant. */
  byWord: Map<string, WorkerId[]>
  findings: Finding[]
}

export const namedId = (folded: string): WorkerId => `name:${folded}` as WorkerId

/**
 * Merges what the people file and the workforce census say of each person, by Social Work England
 * number: the people file wins, the census fills what it leaves blank.
 */
export function readPeople(records: readonly PersonRecord[]): Directory {
  const sorted = [...records].sort((a, b) => bySource(a.from, b.from))
  const peopleFiles = new Set(sorted.filter((r) => r.name !== null).map((r) => r.from.file))
  const directory: Directory = {
    hasPeopleFile: peopleFiles.size > 0,
    people: new Map(),
    censusOnly: new Map(),
    byName: new Map(),
    byForenameFirst: new Map(),
    byWord: new Map(),
    findings: [],
  }
  for (const record of sorted) {
    if (peopleFiles.has(record.from.file)) addPerson(directory, record)
  }
  for (const record of sorted) {
    if (!peopleFiles.has(record.from.file)) addCensus(directory, record)
  }
  for (const person of directory.people.values()) index(directory, person)
  if (directory.hasPeopleFile && directory.censusOnly.size > 0) {
    const [first] = directory.censusOnly.values()
    if (first) directory.findings.push(censusNotInPeopleFile(first, directory.censusOnly.size))
  }
  return directory
}

function addPerson(directory: Directory, record: PersonRecord): void {
  const id = (record.sweNumber ??
    (record.name === null ? null : namedId(fold(record.name)))) as WorkerId | null
  if (id === null) return
  const standing = directory.people.get(id)
  if (!standing) {
    directory.people.set(id, { id, name: record.name ?? id, record })
    return
  }
  const numbered = record.sweNumber !== null
  directory.findings.push(
    atRow(record.from, {
      code: 'person-listed-twice',
      column: numbered ? 'Social Work England number' : 'Name',
      value: record.sweNumber ?? record.name,
      sentence: numbered
        ? 'This Social Work England number is on an earlier row too. The earlier row is used and this one only fills its blanks: keep one row for each person.'
        : 'This name is on an earlier row too, and neither row has a Social Work England number. The earlier row is used: add the numbers if they are two people, or remove one row.',
      effect: numbered ? 'question' : 'row-left-out',
      changesFigures: true,
    }),
  )
  if (numbered) {
    standing.record = fill(standing.record, record)
    if (record.name !== null && fold(record.name) !== fold(standing.name)) {
      standing.record = {
        ...standing.record,
        aliases: [...standing.record.aliases, record.name],
      }
    }
  }
}

function addCensus(directory: Directory, record: PersonRecord): void {
  if (record.sweNumber === null) return
  const id = record.sweNumber as string as WorkerId
  const person = directory.people.get(id)
  if (!person) {
    const standing = directory.censusOnly.get(id)
    directory.censusOnly.set(id, standing ? fill(standing, record) : record)
    return
  }
  directory.findings.push(...disagreements(person.record, record))
  person.record = fill(person.record, record)
}

/** The first record, its blanks filled from the second. */
function fill(first: PersonRecord, second: PersonRecord): PersonRecord {
  return {
    from: first.from,
    name: first.name ?? second.name,
    aliases: [...first.aliases, ...second.aliases],
    sweNumber: first.sweNumber ?? second.sweNumber,
    team: first.team ?? second.team,
    parentTeam: first.parentTeam ?? second.parentTeam,
    fteMillionths: first.fteMillionths ?? second.fteMillionths,
    role: first.role ?? second.role,
    contract: first.contract ?? second.contract,
    contractEnd: first.contractEnd ?? second.contractEnd,
    asyeStart: first.asyeStart ?? second.asyeStart,
    asye: first.asye ?? second.asye,
    absence: first.absence ?? second.absence,
    reductions: first.reductions.length > 0 ? first.reductions : second.reductions,
    supervisionHours: first.supervisionHours ?? second.supervisionHours,
    dutyHours: first.dutyHours ?? second.dutyHours,
    businessSupportHours: first.businessSupportHours ?? second.businessSupportHours,
    censusCases: first.censusCases ?? second.censusCases,
  }
}

const COMPARED = [
  { field: 'fteMillionths', column: 'FTE', what: 'share of full time' },
  { field: 'role', column: 'Role', what: 'role' },
  { field: 'contract', column: 'Contract', what: 'contract' },
  { field: 'contractEnd', column: 'Contract end', what: 'last day' },
] as const

function disagreements(ours: PersonRecord, census: PersonRecord): Finding[] {
  const found: Finding[] = []
  for (const { field, column, what } of COMPARED) {
    const a = ours[field]
    const b = census[field]
    if (a === null || b === null || a === b) continue
    const show = (value: string | number): string =>
      typeof value === 'number' ? String(value / 1_000_000) : value
    found.push(
      atRow(ours.from, {
        code: 'census-differs',
        column,
        value: show(a),
        sentence: `The workforce census gives ${show(b)} as this person’s ${what}. The people file is used: check which is right today.`,
        effect: 'question',
        changesFigures: true,
      }),
    )
  }
  return found
}

function censusNotInPeopleFile(first: PersonRecord, count: number): Finding {
  return atFile(first.from.file, {
    code: 'census-not-in-people-file',
    value: String(count),
    sentence: `${count} of the census’s workers ${count === 1 ? 'is' : 'are'} not in the people file, and the census has no names, so their hours are in no figure. Add their Social Work England numbers to the people file.`,
    effect: 'notice',
    changesFigures: true,
  })
}

function index(directory: Directory, person: Person): void {
  const names = new Set(
    [person.name, ...person.record.aliases].map(fold).filter((name) => name !== ''),
  )
  const words = new Set<string>()
  for (const name of names) {
    add(directory.byName, name, person.id)
    for (const word of wordsOf(name)) words.add(word)
  }
  for (const name of new Set([...names].map(forenameFirst))) {
    add(directory.byForenameFirst, name, person.id)
  }
  for (const word of words) add(directory.byWord, word, person.id)
}

function add(map: Map<string, WorkerId[]>, key: string, id: WorkerId): void {
  const list = map.get(key)
  if (list) list.push(id)
  else map.set(key, [id])
}
