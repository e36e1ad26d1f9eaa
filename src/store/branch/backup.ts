import { verifyBackup } from '../backup/read.ts'
import { BRANCH } from './side.ts'

/** Reads a branch's backup through without touching any data; refuses one of the council's side. */
export const verifyBranchBackup = (path: string): ReturnType<typeof verifyBackup> =>
  verifyBackup(path, BRANCH)
