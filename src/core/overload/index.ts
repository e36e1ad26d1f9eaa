export { overloadClock, type Observation, type OverloadClock, type OverloadTerm } from './clock.ts'
export { escalation, type Answer, type Rung, type Standing } from './escalation.ts'
export {
  overloadActions,
  overloadOutcomes,
  type OverloadAction,
  type OverloadOutcome,
} from './answer.ts'
