export function codeFor(key: string, later?: number, now?: number): string
export function keyIn(page: string): string
export const FIRST: { name: string; email: string; password: string }
export function codeIn(said: string): string | null
export function post(
  address: string,
  path: string,
  fields: Record<string, string>,
  cookie?: string,
): Promise<Response>
export function setUpFirst(address: string, code: string): Promise<string>
export function walkAs(address: string, role: string): Promise<string>
