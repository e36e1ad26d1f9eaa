export { handoverStates } from './states.ts'
