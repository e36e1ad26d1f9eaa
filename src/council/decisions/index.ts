export {
  decisionsInPlay,
  gateOn,
  standingOn,
  type InPlayNow,
} from '../figures/in-play.ts'
export { decisionsDoor } from './door.ts'
export { followDecisions } from './follow.ts'
export { askedByChild } from './queue.ts'
export { Names, rowsOf, secondRoleOf } from './rows.ts'
