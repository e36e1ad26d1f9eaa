/** A channel by which somebody is reached, and of which kind it is. */
export interface CardPhone {
  /** `tel:+441632960123`. */
  link: string
  kind: 'mobile' | 'work' | 'fax'
}

export interface Card {
  /** The same for the same card for ever, so that an address book replaces the old one. */
  uid: string
  kind: 'person' | 'organisation'
  name: string
  organisation: string
  /** The office held, and where: `Rep, Mill Lane`. */
  title: string | null
  phones: readonly CardPhone[]
  mail: string | null
  page: string | null
  address: { street: string; town: string; postcode: string } | null
  changedAt: Date
}

/** A contact as address books take it in (RFC 6350). */
export function writeCard(card: Card): string {
  const { name, kind, phones, address } = card
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:urn:uuid:${card.uid}`,
    `KIND:${kind === 'person' ? 'individual' : 'org'}`,
    `FN:${text(name)}`,
    ...(kind === 'person' ? [`N:${structured(name)}`] : []),
    `ORG:${text(card.organisation)}`,
    ...(card.title === null ? [] : [`TITLE:${text(card.title)}`]),
    ...phones.map(({ link, kind: of }) => `TEL;VALUE=uri;TYPE=${PHONES[of]}:${link}`),
    ...(card.mail === null ? [] : [`EMAIL:${text(card.mail)}`]),
    ...(address === null
      ? []
      : [`ADR:;;${text(address.street)};${text(address.town)};;${text(address.postcode)};`]),
    ...(card.page === null ? [] : [`URL:${card.page}`]),
    `REV:${card.changedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    'END:VCARD',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const PHONES = { mobile: '"cell,voice"', work: '"work,voice"', fax: '"work,fax"' } as const

const text = (words: string): string =>
  words
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\,;]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')

/** Family name and given names: the last word is the family name, as address books sort by it. */
function structured(name: string): string {
  const words = name.trim().split(/\s+/)
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const first = words.length > 1 ? words.slice(0, -1).join(' ') : name
  return `${text(last)};${text(first)};;;`
}

/** A line has at most 75 octets; a character is never cut. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (octets + size > 75) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += size
  }
  return [...parts, part].join('\r\n')
}
