export * from './fields.tsx'
export * from './passkeys.tsx'
export * from './places.tsx'
export * from './second-step.tsx'
