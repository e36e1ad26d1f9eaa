export { eventsComing } from './coming.ts'
export { eventsDoor, type Events, type TakenEvent } from './door.ts'
export { eventBook, eventSchema, type EventBody } from './kind.ts'
