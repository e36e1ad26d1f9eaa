export { inForceOf } from './agreement.tsx'
export { publicationPages } from './publication-routes.ts'
export { agreementPages } from './routes.ts'
