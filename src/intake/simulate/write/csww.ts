import { addDays, addMonths, daysBetween, type IsoDate } from '../../../kit/index.ts'
import type { Role } from '../../../core/model/index.ts'
import type { Authority, SimWorker } from '../model.ts'
import { authorityOn } from '../on-day.ts'
import { current } from '../standing.ts'
import { censusDay, unable } from '../truth.ts'
import { element, flag } from './xml.ts'

/** One worker of the census, as element and text in the schema's order. */
export interface CensusWorker {
  worker: SimWorker
  elements: [name: string, text: string][]
}

export interface Census {
  /** 30 September on or before the last day. */
  on: IsoDate
  code: string
  vacancies: string
  agencyFte: string
  agencyHeadcount: string
  workers: CensusWorker[]
}

const orgRole: Readonly<Partial<Record<Role, string>>> = {
  'senior-manager': '1',
  'middle-manager': '2',
  'team-manager': '3',
  'senior-practitioner': '4',
  'social-worker': '5',
  'qualified-without-cases': '6',
}

/** What the authority returns to the children's social work workforce census of the year. */
export function census(authority: Authority): Census {
  const on = censusDay(authority.on)
  const seen = authorityOn(authority, on)
  const yearAgo = addMonths(on, -12)
  const cases = new Map<string, number>()
  for (const child of seen.children) {
    const open = child.episodes.some((e) => e.closed === null) || child.leaving !== null
    const worker = open ? current(child)?.worker : null
    if (worker) cases.set(worker, (cases.get(worker) ?? 0) + 1)
  }
  const workers: CensusWorker[] = []
  let agencyFte = 0
  let agencyHeadcount = 0
  for (const worker of seen.workers) {
    const agency = worker.contract === 'agency'
    const gone = worker.left !== null && worker.left <= on
    if (worker.sweNumber === null || (gone && (agency || (worker.left ?? '') <= yearAgo))) continue
    if (agency && !gone) {
      agencyFte += worker.fteMillionths
      agencyHeadcount++
    }
    const away = unable(worker, on) === 'long-absence'
    const held = gone || away || unable(worker, on) !== null ? 0 : (cases.get(worker.id) ?? 0)
    const newlyQualified = worker.asyeStart !== null && addMonths(worker.asyeStart, 12) > on
    const manager = worker.role.endsWith('manager')
    const full = worker.fteMillionths / 1_000_000
    const list: [string, string][] = [
      ['AgencyWorker', flag(agency)],
      ['SWENo', worker.sweNumber],
      ['FTE', String(full)],
      ['PersonBirthDate', worker.birthDate],
      ['GenderCurrent', worker.sex === 'M' ? '1' : '2'],
      ['Ethnicity', worker.ethnicity],
      ['QualInst', 'University of Fairborough'],
      ['QualLevel', worker.birthDate > '1990' ? '2' : '1'],
      ['StepUpGrad', '0'],
      ['OrgRole', orgRole[worker.role] ?? '6'],
      ['RoleStartDate', worker.started],
      ['StartOrigin', newlyQualified ? '1' : agency ? '4' : '2'],
    ]
    if (gone)
      list.push(
        ['RoleEndDate', worker.left ?? on],
        ['LeaverDestination', '9'],
        ['ReasonLeave', '1'],
      )
    if (held > 0) list.push(['FTE30', String(full)], ['Cases30', String(held)])
    const weeks = Math.min(52, daysBetween(worker.started, on) / 7)
    list.push(
      ['WorkingDaysLost', worker.workingDaysLost.toFixed(2)],
      ['ContractWeeks', weeks.toFixed(1)],
      ['FrontlineGrad', '0'],
    )
    if (!gone) list.push(['Absat30Sept', flag(away)])
    if (away && !gone)
      list.push([
        'ReasonAbsence',
        worker.reductions.some((r) => r.reason === 'long-sickness') ? 'SIC' : 'MAT',
      ])
    list.push(['CFKSSstatus', newlyQualified ? '1' : manager ? '3' : '2'])
    workers.push({ worker, elements: list })
  }
  return {
    on,
    code: authority.code,
    vacancies: authority.figures.vacanciesFte.toFixed(2),
    agencyFte: (agencyFte / 1_000_000).toFixed(2),
    agencyHeadcount: String(agencyHeadcount),
    workers,
  }
}

/** The census as XML in the order of the 2022 schema. */
export function csww(from: Census): string {
  const workers = from.workers
    .map(
      ({ elements }) =>
        `  <CSWWWorker>\n${elements.map(([name, text]) => element(name, text, '    ')).join('')}  </CSWWWorker>\n`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CSWW</Collection>
      <Year>${from.on.slice(0, 4)}</Year>
      <ReferenceDate>${from.on}</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>${from.code}</LEA>
      <SoftwareCode>Fairload simulated authority</SoftwareCode>
      <DateTime>${addDays(from.on, 30)}T09:00:00Z</DateTime>
    </Source>
  </Header>
  <LALevelVacancies>
    <NumberOfVacancies>${from.vacancies}</NumberOfVacancies>
    <NoAgencyFTE>${from.agencyFte}</NoAgencyFTE>
    <NoAgencyHeadcount>${from.agencyHeadcount}</NoAgencyHeadcount>
  </LALevelVacancies>
${workers}</Message>
`
}
