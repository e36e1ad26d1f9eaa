import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { ownVersion } from './version.ts'

/** What the server of either house is given of this machine. */
export async function siteOf(config: Pick<Config, 'proxies'>) {
  const assetsFolder = fileURLToPath(new URL('../web/assets', import.meta.url))
  return {
    proxies: config.proxies,
    assetsFolder,
    manifest: JSON.parse(await readFile(`${assetsFolder}/manifest.json`, 'utf8')) as Record<
      string,
      string
    >,
    version: await ownVersion(),
    hosts: ['127.0.0.1', '::1', 'localhost'],
    today: systemClock.today,
    now: systemClock.now,
  }
}
