import type { Manifest } from './components/index.ts'

/** What every page of this server shares. */
export interface Site {
  manifest: Manifest
  version: string
}
