export { concernPages } from './routes.ts'
