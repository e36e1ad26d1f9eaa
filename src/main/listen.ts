import { fail, ok, type Problem, type Result } from '../kit/index.ts'
import type { Config } from './config.ts'

/** How often the next port is tried where the usual one is taken and none was asked for. */
const PORTS_TRIED = 20

/** What is listened with. */
interface Server {
  listen(at: { host: string; port: number }): Promise<string>
}

/** Opens the port that was asked for, or the next free one where none was. @returns its address. */
export async function listenAt(
  server: Server,
  config: Pick<Config, 'host' | 'port' | 'portIsDefault'>,
  asked: number | null,
): Promise<Result<string, Problem>> {
  const first = asked ?? config.port
  const mayMove = asked === null && config.portIsDefault
  for (let port = first; ; port += 1) {
    try {
      return ok(await server.listen({ host: config.host, port }))
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (taken && mayMove && port < first + PORTS_TRIED) continue
      return fail(
        taken
          ? {
              code: 'port-taken',
              sentence: `Port ${port} is taken by another program. Set FAIRLOAD_PORT to a free one.`,
            }
          : {
              code: 'port-closed',
              sentence: `Port ${port} cannot be opened. Set FAIRLOAD_PORT to one this account may use (1024 or higher).`,
            },
      )
    }
  }
}
