import type { PersonRecord } from './record.ts'

/** A full-time social worker of whom nothing else is known: what a full load is measured with. */
export const fullTimeSocialWorker: PersonRecord = {
  from: { file: '', sheet: '', row: 0 },
  name: null,
  aliases: [],
  sweNumber: null,
  team: null,
  parentTeam: null,
  fteMillionths: 1_000_000,
  role: 'social-worker',
  contract: 'permanent',
  contractEnd: null,
  asyeStart: null,
  asye: null,
  absence: null,
  reductions: [],
  supervisionHours: null,
  dutyHours: null,
  businessSupportHours: null,
  censusCases: null,
}
