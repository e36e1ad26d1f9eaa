/**
 * Closes the store in order when the process is asked to end, then ends it: 0 after SIGTERM,
 * 130 after Ctrl-C. `before` runs first: it stops whatever still uses the store.
 */
export function closeOnSignals(
  store: { close(): Promise<void> },
  before: () => Promise<void>,
): void {
  let asked = false
  const end = (code: number) => () => {
    if (asked) return
    asked = true
    void before()
      .catch(() => undefined)
      .then(() => store.close())
      .catch(() => undefined)
      .then(() => process.exit(code))
  }
  process.on('SIGTERM', end(0))
  process.on('SIGINT', end(130))
}
