import type { Expected, Scene } from './scene.ts'

/** One kind of mess: a switch. */
export interface MessKind {
  kind: string
  /** Plain words for a list of switches. */
  about: string
  file: 'annex-a' | 'people' | 'families' | 'csww'
  /** What reading it must give, cell for cell. */
  expected: Expected
  make(scene: Scene): void
}

export const messOf =
  (file: MessKind['file']) =>
  (kind: string, about: string, expected: Expected, make: (scene: Scene) => void): MessKind => ({
    kind,
    about,
    file,
    expected,
    make,
  })
