const NUMBER = /^[A-Z]{2}\d{1,12}$/

/**
 * A Social Work England number in one form: no spaces, capitals. Two letters and one to twelve
 * digits (the census schemas differ on how many); null for anything else.
 */
export function sweNumberOf(text: string): string | null {
  const number = text.replace(/[\s-]+/g, '').toUpperCase()
  return NUMBER.test(number) ? number : null
}
