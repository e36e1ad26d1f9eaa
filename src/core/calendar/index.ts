/**
 * Working days in England and the statutory clocks that run on them. Pure: the day is always given.
 */
export { easterSunday } from './easter.ts'
export { bankHolidays } from './bank-holidays.ts'
export type { BankHoliday } from './bank-holidays.ts'
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'
export {
  ASSESSMENT_WORKING_DAYS,
  assessment,
  careReview,
  careVisit,
  conference,
  coreGroup,
  daysOverdue,
  planReview,
  planVisit,
  referralDecision,
} from './clocks.ts'
export type { Arrangement, Clock, ClockId } from './clocks.ts'
