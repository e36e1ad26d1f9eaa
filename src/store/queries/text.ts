import { createHash } from 'node:crypto'

/** PostgreSQL text cannot hold the character zero; a file can. It shows as the replacement character. */
export const plain = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** Longest text, in bytes, that is searched by as it stands; an index entry holds 2.7 kB in all. */
const LONGEST = 400

/** The text a row is searched by: itself, or its fingerprint where a cell held a page of text. */
export const searchable = (text: string): string =>
  Buffer.byteLength(text) <= LONGEST
    ? plain(text)
    : `sha256:${createHash('sha256').update(text).digest('hex')}`
