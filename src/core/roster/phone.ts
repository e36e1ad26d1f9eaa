/** A phone number, as programs dial it and as people read it. */
export interface Phone {
  /** E.164, `+441632960000`. */
  dials: string
  /** `01632 960000`. */
  shown: string
  extension: string | null
}

const EXTENSION = /^(.*?)\s*(?:,|;)?\s*(?:ext(?:ension|n)?\.?|x)\s*:?\s*(\d{1,7})$/i

/**
 * Reads a phone number however it is spaced, hyphened or bracketed: `(01632) 96 00 00`,
 * `+44 (0)1632-960000`. A number without a country is the United Kingdom's.
 *
 * @returns null where it cannot be one.
 */
export function phoneOf(text: string): Phone | null {
  const tidy = text.normalize('NFKC').trim()
  const parts = EXTENSION.exec(tidy)
  const extension = parts?.[2] ?? null
  const body = (parts?.[1] ?? tidy).replace(/[\s().\-/\u2010-\u2015\u2212\u200b\ufeff]/g, '')
  if (!/^\+?\d{7,18}$/.test(body)) return null
  const abroad = body.startsWith('+') ? body.slice(1) : body.startsWith('00') ? body.slice(2) : null
  if (abroad !== null && !abroad.startsWith('44')) {
    return abroad.length < 8 || abroad.length > 15 || abroad.startsWith('0')
      ? null
      : { dials: `+${abroad}`, shown: `+${abroad}`, extension }
  }
  // Between +44 and the rest some write the nought that is dialled at home.
  const home = abroad === null ? body : `0${abroad.slice(2).replace(/^0/, '')}`
  if (!/^0[1-9]\d{8,9}$/.test(home)) return null
  return { dials: `+44${home.slice(1)}`, shown: spaced(home), extension }
}

/** As the numbering plan groups the digits of a number at home. */
function spaced(home: string): string {
  const at = (...cuts: number[]): string =>
    [0, ...cuts].map((cut, i) => home.slice(cut, cuts[i] ?? home.length)).join(' ')
  if (/^02/.test(home)) return at(3, 7)
  if (/^(?:011|01\d1|0[389])/.test(home)) return at(4, 7)
  return at(5)
}

/** As it stands on a page: with its extension where it has one. */
export const phoneShown = ({ shown, extension }: Phone): string =>
  extension === null ? shown : `${shown} extension ${extension}`

/** As a link dials it (RFC 3966). */
export const phoneLink = ({ dials, extension }: Phone): string =>
  extension === null ? `tel:${dials}` : `tel:${dials};ext=${extension}`
