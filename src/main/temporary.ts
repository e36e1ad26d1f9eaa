import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders for files that are being read, readable by this account alone. */
export interface Temporary {
  root: string
  make(): Promise<string>
  remove(folder: string): Promise<void>
}

/** Prepares the folder, and empties it of what a crash left behind: uploads hold personal data. */
export async function temporaryIn(folder: string): Promise<Temporary> {
  const root = join(folder, 'arriving')
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const left of await readdir(root))
    await rm(join(root, left), { recursive: true, force: true })
  return {
    root,
    make: () => mkdtemp(join(root, 'reading-')),
    remove: (made) => rm(made, { recursive: true, force: true }),
  }
}
