/** Begins the work anew only once the last is over. */
export function oneAtATime(work: () => Promise<void>): () => void {
  let isAtWork = false
  return () => {
    if (isAtWork) return
    isAtWork = true
    void work().finally(() => (isAtWork = false))
  }
}
