export { withHandovers } from './list.tsx'
export { handoverPages } from './routes.ts'
