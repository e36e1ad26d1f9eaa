/** What a Microsoft compound file (OLE2) holds, told by the names in its directory. */
export type CompoundKind = 'xls' | 'encrypted' | 'word' | 'powerpoint' | 'other'

const HEADER_BYTES = 512
const DIRECTORY_ENTRY_BYTES = 128
const END_OF_CHAIN = 0xffff_fffe
/** A directory of more sectors than this is no office file; also ends a chain that loops. */
const MOST_SECTORS = 2_000

const kinds: readonly (readonly [name: string, kind: CompoundKind])[] = [
  ['EncryptedPackage', 'encrypted'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['WordDocument', 'word'],
  ['PowerPoint Document', 'powerpoint'],
]

/**
 * Reads the directory of a compound file, without holding the file.
 * @param at reads up to `length` bytes from `position`; shorter at the file's end
 */
export async function compoundKind(
  at: (position: number, length: number) => Promise<Buffer>,
): Promise<CompoundKind> {
  const header = await at(0, HEADER_BYTES)
  if (header.length < HEADER_BYTES) return 'other'
  const sectorShift = header.readUInt16LE(30)
  if (sectorShift !== 9 && sectorShift !== 12) return 'other'
  const sectorBytes = 1 << sectorShift
  const readSector = (sector: number): Promise<Buffer> =>
    at((sector + 1) * sectorBytes, sectorBytes)

  const names = new Set<string>()
  let sector = header.readUInt32LE(48)
  for (let read = 0; sector < END_OF_CHAIN && read < MOST_SECTORS; read++) {
    const directory = await readSector(sector)
    for (let i = 0; i + DIRECTORY_ENTRY_BYTES <= directory.length; i += DIRECTORY_ENTRY_BYTES) {
      const nameBytes = Math.min(directory.readUInt16LE(i + 64), 64)
      if (nameBytes > 2) names.add(directory.toString('utf16le', i, i + nameBytes - 2))
    }
    sector = await nextSector(header, sector, sectorBytes, readSector)
  }
  return kinds.find(([name]) => names.has(name))?.[1] ?? 'other'
}

async function nextSector(
  header: Buffer,
  sector: number,
  sectorBytes: number,
  readSector: (sector: number) => Promise<Buffer>,
): Promise<number> {
  const perSector = sectorBytes / 4
  const table = Math.floor(sector / perSector)
  // Only the first 109 tables are named in the header: 7 MB of file at the least, and the
  // directory of an office file lies before that or is the part that is named last.
  if (table >= 109) return END_OF_CHAIN
  const fat = await readSector(header.readUInt32LE(76 + table * 4))
  const offset = (sector % perSector) * 4
  return offset + 4 <= fat.length ? fat.readUInt32LE(offset) : END_OF_CHAIN
}
