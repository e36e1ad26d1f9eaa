export { BrokenByHandovers, brokenSheets } from './broken.tsx'
export { leaverPages } from './leaver-routes.ts'
export { withHandovers } from './list.tsx'
export { handoverPages } from './routes.ts'
