export * from './apply-plan.ts'
export * from './plan-problem.ts'
