import type { Source } from '../../core/model/index.ts'

interface NamedFile {
  name: string
}

/**
 * The address of a row within its import: which file, which row, which sheet. A file's own name
 * stays out of the address; a sheet's name is needed and is the file's structure, not a person.
 */
export function addressOfRow({ file, sheet, row }: Source, files: readonly NamedFile[]): string {
  const at = files.findIndex((one) => one.name === file)
  return `${at}-${row}-${Buffer.from(sheet).toString('base64url')}`
}

/** The row that an address names, or null where it names none. */
export function rowOfAddress(address: string, files: readonly NamedFile[]): Source | null {
  const match = /^(\d{1,4})-(\d{1,9})-([\w-]*)$/.exec(address)
  const file = match && files[Number(match[1])]
  return match && file
    ? {
        file: file.name,
        row: Number(match[2]),
        sheet: Buffer.from(match[3] ?? '', 'base64url').toString('utf8'),
      }
    : null
}
