import { canonicalJson } from '../../kit/index.ts'
import type { Agreement } from './schema/index.ts'

/** The agreement as one text that is the same wherever and however the file was written: its hash is this text’s. */
export const canonicalText = (agreement: Agreement): string => canonicalJson(agreement)
