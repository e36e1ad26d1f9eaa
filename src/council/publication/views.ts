import type { IsoDate } from '../../kit/index.ts'

/** Whether what both parties own is open to anybody, and what is out. */
export interface PublicationView {
  on: boolean
  /** When it was last switched; null where it never was. */
  since: Date | null
  versions: number
  releases: {
    importNumber: number
    asOf: IsoDate
    releasedAt: Date
    sha256: string
    undone: boolean
  }[]
}
