export { passkeySignInPage } from './passkey.tsx'
export { ownSignInPages } from './routes.ts'
