import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pino from 'pino'
import type { IsoDate } from '../../src/kit/index.ts'
import { createServer, type ServerDeps } from '../../src/web/index.ts'
import { seedSignIn, seedWatch } from './people.ts'
import { seedCouncil, type SeedCouncil, type SeedOptions } from './council.ts'

export interface SeedServer {
  app: FastifyInstance
  council: SeedCouncil
  /** Every line that was logged, as it would stand in the log. */
  log: string[]
  /** What lies in the folder of uploads now. */
  uploads(): string[]
  /** A reading as a browser asks for it. */
  get(url: string, headers?: Record<string, string>): ReturnType<typeof inject>
  /** A form as a page of ours sends it. */
  post(url: string, fields: Record<string, string>): ReturnType<typeof inject>
  /** Files as a page of ours sends them. */
  send(
    url: string,
    files: { name: string; content: string | Buffer }[],
    fields?: Record<string, string>,
  ): ReturnType<typeof inject>
  close(): Promise<void>
}

const inject = (app: FastifyInstance, options: InjectOptions) => app.inject(options)

export const HOST = '127.0.0.1'

/** Cookies of somebody signed in to both organisations. */
export const SIGNED_IN = 'fairload-own=seed; fairload-demonstration=seed'

/** What a browser adds to a request that one of our own pages makes. */
export const fromOurPages = {
  host: HOST,
  cookie: SIGNED_IN,
  origin: `http://${HOST}`,
  'sec-fetch-site': 'same-origin',
}

/** The whole server over an invented authority. */
export function seedServer(options: SeedOptions = {}, deps: Partial<ServerDeps> = {}): SeedServer {
  const folder = mkdtempSync(join(tmpdir(), 'fairload-web-'))
  const assetsFolder = join(folder, 'assets')
  const temporaryFolder = join(folder, 'uploads')
  mkdirSync(assetsFolder)
  mkdirSync(temporaryFolder)
  writeFileSync(join(assetsFolder, 'fairload.0.css'), 'body{}')
  const log: string[] = []
  const council = seedCouncil(options)
  const app = createServer({
    council,
    signIn: seedSignIn(),
    watch: seedWatch(),
    origin: `http://${HOST}`,
    assetsFolder,
    manifest: {
      'fairload.css': 'fairload.0.css',
      'fairload.js': 'fairload.0.js',
      'favicon.svg': 'favicon.0.svg',
      'atkinson-400.woff2': 'atkinson-400.0.woff2',
      'atkinson-700.woff2': 'atkinson-700.0.woff2',
    },
    version: '0.1.0',
    logger: pino({}, { write: (line: string) => void log.push(line) }),
    hosts: [HOST, 'localhost', '::1'],
    temporaryFolder,
    today: () => '2026-11-21' as IsoDate,
    now: () => new Date('2026-11-21T10:00:00Z'),
    ...deps,
  })
  return {
    app,
    council,
    log,
    uploads: () => readdirSync(temporaryFolder),
    get: (url, headers = {}) =>
      inject(app, { method: 'GET', url, headers: { host: HOST, cookie: SIGNED_IN, ...headers } }),
    post: (url, fields) =>
      inject(app, {
        method: 'POST',
        url,
        headers: { ...fromOurPages, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    send: (url, files, fields = {}) => {
      const { body, type } = multipart(files, fields)
      return inject(app, {
        method: 'POST',
        url,
        headers: { ...fromOurPages, 'content-type': type },
        payload: body,
      })
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function multipart(
  files: { name: string; content: string | Buffer }[],
  fields: Record<string, string>,
): { body: Buffer; type: string } {
  const boundary = '----fairload-seed-boundary'
  const parts: (string | Buffer)[] = []
  for (const [name, value] of Object.entries(fields)) {
    parts.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
  }
  for (const { name, content } of files) {
    parts.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      content,
      '\r\n',
    )
  }
  parts.push(`--${boundary}--\r\n`)
  return {
    body: Buffer.concat(parts.map((part) => Buffer.from(part))),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}
