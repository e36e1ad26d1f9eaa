/** Plain asset name → name with its hash, as the build writes it to `manifest.json`. */
export type Manifest = Readonly<Record<string, string>>

export type AssetName =
  | 'fairload.css'
  | 'fairload.js'
  | 'favicon.svg'
  | 'favicon-branch.svg'
  | 'atkinson-400.woff2'
  | 'atkinson-700.woff2'

/** The address of an asset; it changes whenever its content does. An asset that was not built is a fault of the build. */
export function assetUrl(manifest: Manifest, name: AssetName): string {
  const hashed = manifest[name]
  if (hashed === undefined) throw new Error(`The asset ${name} was not built`)
  return `/assets/${hashed}`
}
