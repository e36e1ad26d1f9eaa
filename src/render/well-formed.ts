/** Text without half surrogate pairs: each becomes U+FFFD, as an encoder would write it. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')
