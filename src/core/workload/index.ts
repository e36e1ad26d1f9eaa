export * from './display.ts'
export * from './weigh.ts'
export { percentile } from './totals.ts'
