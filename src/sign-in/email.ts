/** Whether a text could be a mail address; only sending to it tells whether it is one. */
export const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,180}$/

/** A mail address as it is kept and compared. */
export const tidyEmail = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
