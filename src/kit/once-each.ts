/**
 * A pure function of two things that never change, worked out once for each pair of them and
 * forgotten with either. Equal things that are not the same one are worked out again.
 */
export function onceEach<A extends object, B extends object, T>(
  work: (a: A, b: B) => T,
): (a: A, b: B) => T {
  const known = new WeakMap<A, WeakMap<B, { result: T }>>()
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, { result: T }>()
    known.set(a, ofA)
    const before = ofA.get(b)
    if (before) return before.result
    const result = work(a, b)
    ofA.set(b, { result })
    return result
  }
}
