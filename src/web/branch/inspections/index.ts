export { inspectionPages } from './routes.ts'
