import type { Here } from '../here.ts'

/** Where to go after signing in: a page of this branch that was asked for, or one's own first page. */
export function landing(here: Pick<Here, 'to'>, asked: string | undefined): string {
  const isOurs = asked !== undefined && asked.startsWith(`${here.to()}/`)
  return isOurs && /^[\w\-./?=&%:~+]*$/.test(asked) && !asked.includes('//')
    ? asked
    : here.to('/home')
}
