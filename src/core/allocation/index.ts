export { actsOf, forbiddenOf, type Act, type Giving, type SecondPerson } from './acts.ts'
export {
  decisionStanding,
  overrideReasons,
  type AnswerTerm,
  type DecisionEvent,
  type DecisionStanding,
  type ManagerAnswer,
  type OverrideReason,
  type WorkerAnswer,
} from './decision.ts'
export { withDecisions, type InPlay, type MoveInFiles, type StandingMove } from './in-play.ts'
