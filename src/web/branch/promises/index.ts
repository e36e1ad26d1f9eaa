export { promisePages } from './routes.tsx'
