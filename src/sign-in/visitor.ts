/** Where a request came from, as far as it is kept: the address as a print alone, the kind of browser. */
export interface Visitor {
  place: string
  agent: string
}

/** A browser and system as people name them, for the list of where one is signed in; never more. */
export function agentOf(header: string | undefined): string {
  const text = header ?? ''
  const browser = /Edg\//.test(text)
    ? 'Edge'
    : /Firefox\//.test(text)
      ? 'Firefox'
      : /Chrom(e|ium)\//.test(text)
        ? 'Chrome'
        : /Safari\//.test(text)
          ? 'Safari'
          : 'A program'
  const system = /Android/.test(text)
    ? 'Android'
    : /iPhone|iPad/.test(text)
      ? 'iPhone or iPad'
      : /Windows/.test(text)
        ? 'Windows'
        : /Mac OS X/.test(text)
          ? 'Mac'
          : /Linux/.test(text)
            ? 'Linux'
            : null
  return system === null ? browser : `${browser} on ${system}`
}
