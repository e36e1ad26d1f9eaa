export { homePages } from './routes.ts'
