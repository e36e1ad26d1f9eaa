declare const brand: unique symbol

/** A string that only its own maker may make: an id is never mixed with another kind of id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
