import { domainToASCII } from 'node:url'
import { PUBLIC_BODIES } from '../../core/roster/index.ts'

/** A domain as it is kept and compared: lower case, in letters of the network, without a dot at either end. */
export function tidyDomain(text: string): string {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/:].*$/, '')
    .replace(/^[*.]+|\.+$/g, '')
  return domainToASCII(plain)
}

/** Whether a text is a domain that a branch may list: a name with a dot, not a whole ending of the network. */
export const isDomain = (domain: string): boolean =>
  domain.length <= 253 &&
  /^[a-z0-9]([a-z0-9-]{0,62}\.)+[a-z0-9-]{2,63}$/.test(domain) &&
  !['co.uk', 'org.uk', 'ac.uk', 'me.uk', 'net.uk', 'ltd.uk', 'plc.uk'].includes(domain)

/** The domain of an employer's, listed or any public body's, that a machine's name lies in; or null. */
export function employerDomainOf(name: string, listed: readonly string[]): string | null {
  const host = tidyDomain(name)
  return (
    [...listed, ...PUBLIC_BODIES].find(
      (domain) => host === domain || host.endsWith(`.${domain}`),
    ) ?? null
  )
}

/** The same of a mail address. */
export const employerDomainOfMail = (address: string, listed: readonly string[]): string | null =>
  employerDomainOf(address.slice(address.lastIndexOf('@') + 1), listed)
