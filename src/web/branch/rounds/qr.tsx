import type { JSX } from 'preact'
import { renderSVG } from 'uqr'

/** An address as a square that a phone reads; the address itself stands beside it. */
export function Square({ address }: { address: string }): JSX.Element {
  const svg = renderSVG(address, { border: 2, ecc: 'M' }).replace(
    '<svg ',
    '<svg role="img" aria-label="QR code with the address that is written beside it" ',
  )
  return <div class="fl-qr" dangerouslySetInnerHTML={{ __html: svg }} />
}
