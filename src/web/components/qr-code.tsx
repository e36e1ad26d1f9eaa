import type { JSX } from 'preact'
import { renderSVG } from 'uqr'

/** A text as a picture that a phone reads. `label`: what it is, for those who do not see it. */
export function QrCode(props: { of: string; label: string }): JSX.Element {
  const svg = renderSVG(props.of, { border: 2, ecc: 'M' }).replace(
    '<svg ',
    `<svg role="img" aria-label="${props.label.replace(/[&"<]/g, '')}" `,
  )
  return <div class="fl-qr" dangerouslySetInnerHTML={{ __html: svg }} />
}
