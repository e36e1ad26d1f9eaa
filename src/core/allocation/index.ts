export { actsOf, forbiddenOf, type Act, type Giving, type SecondPerson } from './acts.ts'
export { certificateText, type DecisionCertificate } from './certificate.ts'
export {
  changeReasons,
  decisionStanding,
  liveStates,
  notSafeReasons,
  overrideReasons,
  type AnswerTerm,
  type ChangeReason,
  type DecisionEvent,
  type DecisionStanding,
  type ManagerAnswer,
  type NotSafeReason,
  type OverrideReason,
  type RecallAnswer,
  type SecondAnswer,
  type WorkerAnswer,
} from './decision.ts'
export { withDecisions, type InPlay, type MoveInFiles, type StandingMove } from './in-play.ts'
export { nextDue } from './next-due.ts'
