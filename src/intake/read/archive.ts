import { finished } from 'node:stream/promises'
import { createInflateRaw, crc32 } from 'node:zlib'
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { ratioFloorBytes } from './limits.ts'
import { ReadFault, refuse } from './problems.ts'
import type { Limits } from './types.ts'

const STORED = 0
const DEFLATED = 8
/** Larger pieces cost fewer turns of the event loop; past 128 KB memory grows and nothing is won. */
const PIECE_BYTES = 128 * 1024

/**
 * A zip file under caps. Sizes stated by the zip can only make it refused sooner; what is really
 * inflated is counted against `unpackedBytes` and `ratio`, and held to the stated size and CRC.
 */
export class Archive {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #limits: Limits
  /** Bytes inflated per entry, so that reading a part twice is not counted twice. */
  readonly #inflated = new Map<Entry, number>()
  #total = 0

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: Limits) {
    this.#zip = zip
    this.#entries = entries
    this.#limits = limits
  }

  /**
   * Opens the zip at `path` and reads its directory.
   * @throws ReadFault truncated-zip, damaged-zip, too-many-entries, zip-bomb
   */
  static async open(path: string, limits: Limits): Promise<Archive> {
    let zip: ZipFile
    try {
      // Names are only keys of a map here, never paths on disk, so they need no checking as paths.
      zip = await yauzl.openPromise(path, { autoClose: false, decodeStrings: false })
    } catch (error) {
      const endMissing = error instanceof Error && error.message.startsWith('End of central')
      refuse(endMissing ? 'truncated-zip' : 'damaged-zip')
    }
    try {
      if (zip.entryCount > limits.entries) refuse('too-many-entries', limits.entries)
      return new Archive(zip, await readDirectory(zip, limits), limits)
    } catch (error) {
      zip.close()
      throw error
    }
  }

  /** Part names, lower-cased: part names of a workbook do not differ by case. */
  names(): Iterable<string> {
    return this.#entries.keys()
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** Whether any part is encrypted, which a workbook's own password protection never does. */
  get encrypted(): boolean {
    for (const entry of this.#entries.values()) if (entry.isEncrypted()) return true
    return false
  }

  /**
   * Streams a part's unpacked bytes; `each` returns false to stop early. A piece is good during
   * the call only.
   * @throws ReadFault damaged-workbook (no such part), damaged-zip, zip-bomb
   */
  async read(name: string, each: (piece: Buffer) => boolean | void): Promise<void> {
    const entry = this.#entries.get(name.toLowerCase())
    if (!entry) refuse('damaged-workbook', name)
    if (entry.isEncrypted()) refuse('password-protected')
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
      refuse('damaged-workbook', name)
    const packed = await this.#open(entry)
    const inflate = entry.compressionMethod === DEFLATED ? inflating(packed) : null
    const unpacked: Readable = inflate ?? packed
    let bytes = 0
    let crc = 0
    try {
      for await (const piece of unpacked as AsyncIterable<Buffer>) {
        bytes += piece.length
        this.#weigh(entry, bytes, inflate?.bytesWritten ?? bytes)
        crc = crc32(piece, crc)
        if (each(piece) === false) return
      }
    } catch (error) {
      if (isReadingError(error)) refuse('damaged-zip')
      throw error
    } finally {
      unpacked.destroy()
      packed.destroy()
      await finished(packed).catch(() => undefined)
    }
    if (bytes !== entry.uncompressedSize || crc !== entry.crc32) refuse('damaged-zip')
  }

  close(): void {
    this.#zip.close()
  }

  async #open(entry: Entry): Promise<Readable> {
    try {
      return await this.#zip.openReadStreamPromise(entry, { decodeFileData: false })
    } catch {
      refuse('damaged-zip')
    }
  }

  #weigh(entry: Entry, bytes: number, packedBytes: number): void {
    const before = this.#inflated.get(entry) ?? 0
    if (bytes > before) {
      this.#inflated.set(entry, bytes)
      this.#total += bytes - before
    }
    const { ratio, unpackedBytes } = this.#limits
    if (
      this.#total > unpackedBytes ||
      bytes > entry.uncompressedSize ||
      (bytes > ratioFloorBytes && bytes > packedBytes * ratio)
    )
      refuse('zip-bomb', unpackedBytes, ratio)
  }
}

async function readDirectory(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let stated = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      if (name.endsWith('/')) continue
      stated += entry.uncompressedSize
      if (
        stated > limits.unpackedBytes ||
        (entry.uncompressedSize > ratioFloorBytes &&
          entry.uncompressedSize > entry.compressedSize * limits.ratio)
      )
        refuse('zip-bomb', limits.unpackedBytes, limits.ratio)
      // Two parts of one name: programs differ in which they show, so neither can be trusted.
      if (entries.has(name)) refuse('damaged-zip')
      entries.set(name, entry)
    }
  } catch (error) {
    if (error instanceof ReadFault) throw error
    const encrypted = error instanceof Error && error.message.startsWith('strong encryption')
    refuse(encrypted ? 'password-protected' : 'damaged-zip')
  }
  return entries
}

/** With `decodeStrings: false` the raw name and its flag decide; some writers begin it with `/`. */
function nameOf(entry: Entry): string {
  return yauzl
    .getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
    .replace(/^\/+/, '')
    .toLowerCase()
}

function inflating(packed: Readable): ReturnType<typeof createInflateRaw> {
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES })
  packed.on('error', (error) => inflate.destroy(error))
  return packed.pipe(inflate)
}

/** Errors of zlib and of the zip's own reader; a fault in `each` is not one of them. */
function isReadingError(error: unknown): boolean {
  if (error instanceof ReadFault || !(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    code.startsWith('Z_') ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    code === 'EIO' ||
    error.message.includes('unexpected EOF')
  )
}
