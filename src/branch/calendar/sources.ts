import { eventsComing } from '../events/index.ts'
import { negotiationsComing } from '../negotiation/index.ts'
import { promisesComing } from '../promises/index.ts'
import { visitsComing } from '../rounds/index.ts'
import { consultationsComing } from './consultations.ts'
import type { CalendarSource } from './entry.ts'

/** Every room that has days: a room that is added adds its line here. */
export const calendarSources: readonly CalendarSource[] = [
  visitsComing,
  eventsComing,
  negotiationsComing,
  promisesComing,
  consultationsComing,
]
