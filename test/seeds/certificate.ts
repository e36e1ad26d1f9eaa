import { generateKeyPairSync, sign } from 'node:crypto'

/** Tag, length, content: ASN.1 in DER, as certificates are written. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const SEQUENCE = 0x30
const oid = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes))
const ECDSA_SHA256 = der(SEQUENCE, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const COMMON_NAME = oid(0x55, 0x04, 0x03)
const OTHER_NAMES = oid(0x55, 0x1d, 0x11)

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`

/** A certificate that vouches for itself, for 127.0.0.1 and for this run alone. */
export function ownCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = der(
    SEQUENCE,
    der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from('localhost')))),
  )
  const time = (text: string): Buffer => der(0x17, Buffer.from(text))
  const names = der(SEQUENCE, der(0x87, Buffer.from([127, 0, 0, 1])))
  const told = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    name,
    der(SEQUENCE, time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, der(SEQUENCE, OTHER_NAMES, der(0x04, names)))),
  )
  const signature = sign('sha256', told, privateKey)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(
      der(SEQUENCE, told, ECDSA_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature]))),
    ),
  }
}
