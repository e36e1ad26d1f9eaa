export { scrutinyPages } from './routes.tsx'
