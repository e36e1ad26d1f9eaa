/**
 * Makes what the browser loads: one style sheet, one script, two weights of one typeface. Each file's
 * name holds a hash of its content, so that it can be kept for a year; `manifest.json` maps plain
 * names to those. Each is also laid down compressed.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src', 'web', 'assets')
const typeface = join(root, 'node_modules', '@fontsource', 'atkinson-hyperlegible')
const FONTS = {
  'atkinson-400.woff2': 'atkinson-hyperlegible-latin-400-normal.woff2',
  'atkinson-700.woff2': 'atkinson-hyperlegible-latin-700-normal.woff2',
}

/**
 * @param {string} folder where the assets go; made where absent
 * @returns {Promise<Record<string, string>>} plain name → name with its hash
 */
export async function buildAssets(folder) {
  mkdirSync(folder, { recursive: true })
  /** @type {Record<string, string>} */
  const manifest = {}
  /** @param {string} name @param {Uint8Array} bytes */
  const lay = (name, bytes) => {
    const ending = extname(name)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    const hashed = `${name.slice(0, -ending.length)}.${hash}${ending}`
    manifest[name] = hashed
    writeFileSync(join(folder, hashed), bytes)
    if (ending === '.woff2') return
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    writeFileSync(join(folder, `${hashed}.br`), brotliCompressSync(bytes, { params: size }))
    writeFileSync(join(folder, `${hashed}.gz`), gzipSync(bytes, { level: 9 }))
  }

  for (const [name, file] of Object.entries(FONTS))
    lay(name, readFileSync(join(typeface, 'files', file)))
  copyFileSync(join(typeface, 'LICENSE'), join(folder, 'atkinson-hyperlegible-licence.txt'))
  lay('fairload.css', Buffer.from(named(await styles(), manifest)))
  lay('fairload.js', Buffer.from(await script()))
  for (const name of ['favicon.svg', 'favicon-branch.svg'])
    lay(name, readFileSync(join(source, name)))
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** @param {string} css @param {Record<string, string>} manifest */
function named(css, manifest) {
  return css.replace(/url\("?([a-z0-9-]+\.woff2)"?\)/g, (_, name) => `url("${manifest[name]}")`)
}

async function styles() {
  const { compileAsync } = await import('sass')
  const { css } = await compileAsync(join(source, 'fairload.scss'), {
    style: 'compressed',
    charset: false,
    quietDeps: true,
  })
  return css
}

async function script() {
  const { build } = await import('vite')
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2020',
      minify: 'oxc',
      modulePreload: false,
      rolldownOptions: { input: join(source, 'enhance.mjs') },
    },
  })
  const output = (Array.isArray(built) ? built[0] : built).output
  const chunk = output.find((part) => part.type === 'chunk' && part.isEntry)
  if (output.length !== 1 || !chunk) throw new Error('the script did not build into one file')
  return chunk.code
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2] ?? join(root, 'dist', 'web', 'assets')
  const manifest = await buildAssets(folder)
  for (const name of Object.values(manifest)) {
    const bytes = readFileSync(join(folder, name))
    const sent = extname(name) === '.woff2' ? bytes.length : gzipSync(bytes, { level: 9 }).length
    console.log(`${name}  ${bytes.length} bytes, ${sent} sent`)
  }
}
