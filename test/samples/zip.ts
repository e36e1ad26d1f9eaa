import { crc32, deflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'

/** One part of a zip, with what its headers shall state where that differs from the truth. */
export interface ZipPart {
  name: string
  /** The unpacked bytes; or, for a bomb, ready-made packed bytes with the size they unpack to. */
  data: string | Buffer | { packed: Buffer; unpackedBytes: number }
  stored?: boolean
  /** Overrides of the stated sizes and flags, in both headers. */
  states?: { unpackedBytes?: number; packedBytes?: number; crc?: number; flags?: number }
}

/** A zip file of the parts, in order. Knows nothing of workbooks. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const body: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const { packed, unpackedBytes, crc, method } = pack(part)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(part.states?.flags ?? 0x800, 6)
    header.writeUInt16LE(method, 8)
    header.writeUInt16LE(33, 12)
    header.writeUInt32LE(part.states?.crc ?? crc, 14)
    header.writeUInt32LE(part.states?.packedBytes ?? packed.length, 18)
    header.writeUInt32LE(part.states?.unpackedBytes ?? unpackedBytes, 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    header.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(offset, 42)
    body.push(header, name, packed)
    directory.push(entry, name)
    offset += 30 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...body, central, end])
}

/** The parts of a zip file, unpacked. */
export async function unzip(bytes: Buffer): Promise<{ name: string; data: Buffer }[]> {
  const parts: { name: string; data: Buffer }[] = []
  const opened = await yauzl.fromBufferPromise(bytes)
  for await (const entry of opened.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await opened.openReadStreamPromise(entry)) chunks.push(chunk)
    parts.push({ name: entry.fileName, data: Buffer.concat(chunks) })
  }
  return parts
}

function pack(part: ZipPart): {
  packed: Buffer
  unpackedBytes: number
  crc: number
  method: number
} {
  const { data } = part
  if (typeof data === 'object' && 'packed' in data) return { ...data, crc: 0, method: 8 }
  const bytes = Buffer.from(data)
  return {
    packed: part.stored ? bytes : deflateRawSync(bytes),
    unpackedBytes: bytes.length,
    crc: crc32(bytes),
    method: part.stored ? 0 : 8,
  }
}
