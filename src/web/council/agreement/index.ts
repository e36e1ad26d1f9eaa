export { inForceOf } from './agreement.tsx'
export { agreementPages } from './routes.ts'
