import type { Content } from '../components/index.ts'
import type { BranchPage } from './frame.tsx'

/** A page before it is sent: what it says of itself, and its body. */
export interface Plain {
  page: BranchPage
  body: Content
}
