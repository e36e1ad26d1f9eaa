/** What a log may hold of a fault: its kind and place. A message might quote a record. */
export function faultOf(error: unknown): { type: string; code: string | null; stack: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, code: null, stack: [] }
  return {
    type: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  }
}
