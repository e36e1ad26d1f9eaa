export { programmePages } from './routes.ts'
