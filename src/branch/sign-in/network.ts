import { Resolver } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { employerDomainOf } from './employer.ts'

/** The names that a network gives to an address. */
export type LookUp = (address: string) => Promise<string[]>

/** How long a page waits for a name. */
const PATIENCE_MS = 400

/** Addresses of this machine and of private networks: no name of theirs says whose they are. */
const near = new BlockList()
for (const [address, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  near.addSubnet(address, prefix, 'ipv4')
}
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')

/** Asks the network's name service, once and not for long. Nothing is kept of it. */
export const namesByNetwork: LookUp = (address) =>
  new Resolver({ timeout: PATIENCE_MS, tries: 1 }).reverse(address)

/**
 * The employer's domain that a visitor comes from, as their network names itself; null where it is
 * another's, where nothing is known in time, and where nothing is asked.
 */
export async function employerNetworkOf(
  visitor: { address: string },
  listed: () => Promise<readonly string[]>,
  lookUp: LookUp,
  patience = PATIENCE_MS,
): Promise<string | null> {
  const address = visitor.address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(address)
  if (family === 0 || near.check(address, family === 4 ? 'ipv4' : 'ipv6')) {
    return null
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(resolve, patience, [])
  })
  try {
    const names = await Promise.race([lookUp(address).catch(() => []), late])
    if (names.length === 0) return null
    const domains = await listed()
    return (
      names.map((name) => employerDomainOf(name, domains)).find((each) => each !== null) ?? null
    )
  } finally {
    clearTimeout(timer)
  }
}
