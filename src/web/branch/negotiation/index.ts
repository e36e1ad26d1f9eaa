export { negotiationPages } from './routes.tsx'
