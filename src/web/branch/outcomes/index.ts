export { outcomePages } from './routes.ts'
