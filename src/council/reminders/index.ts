export * from './views.ts'
export { remindersDoor } from './door.ts'
export { sendDigests, type DigestDeps } from './digest.ts'
