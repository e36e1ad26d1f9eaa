/** The outcome of work that can fail in ways its caller must answer for. */
export type Result<T, P = Problem> = { ok: true; value: T } | { ok: false; problem: P }

/**
 * Expected trouble, told to its reader: what was wrong, where, what to do.
 * `sentence` is shown to people as it stands; it never holds a person's detail.
 */
export interface Problem {
  code: string
  sentence: string
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const fail = <P>(problem: P): { ok: false; problem: P } => ({ ok: false, problem })

/** For the branch of a closed union that cannot be reached. */
export function impossible(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
