export { calendarDoor, type Calendar } from './door.ts'
export type { CalendarEntry, CalendarSource, Coming } from './entry.ts'
