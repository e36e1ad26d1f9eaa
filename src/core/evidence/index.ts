export { makeEvidence, type EvidenceOf } from './make.ts'
export * from './release.ts'
export { replayEvidence, type AmountRange, type EvidenceReplay } from './replay.ts'
export * from './published-agreements.ts'
