import { fold, type IsoDate } from '../../kit/index.ts'

/** Whether somebody is a member now, was one, or is in regular contact with the branch. */
export type Standing = 'member' | 'former' | 'contact'

/** What the roll holds about one person, whole: all of it is sealed where it is kept. */
export interface RollEntry {
  name: string
  /** Their own, never the employer's: it is what they sign in with. */
  mail: string | null
  phone: string | null
  number: string | null
  employer: string | null
  /** Site and team in the words of the list or the person; beside them the site and team they are. */
  workplace: string | null
  department: string | null
  site: string | null
  team: string | null
  job: string | null
  joined: IsoDate | null
  left: IsoDate | null
}

export const rollFields = [
  'name',
  'mail',
  'phone',
  'number',
  'employer',
  'workplace',
  'department',
  'site',
  'team',
  'job',
  'joined',
  'left',
] as const satisfies readonly (keyof RollEntry)[]

/** The form in which two mail addresses are one. */
export const mailKey = (mail: string): string => mail.normalize('NFKC').trim().toLowerCase()

/** The form in which two membership numbers are one: `00123 456` is `123456`. */
export const numberKey = (number: string): string => {
  const key = fold(number).replace(/[\s\-/.]/g, '')
  return /^\d+$/.test(key) ? key.replace(/^0+(?=\d)/, '') : key
}

/** Public bodies' domains: an employer reads mail there, so nobody signs in to the branch with it. */
export const PUBLIC_BODIES = [
  'gov.uk',
  'nhs.uk',
  'nhs.net',
  'sch.uk',
  'police.uk',
  'gov.scot',
  'gov.wales',
]

/** Where a mail address is. */
export const mailDomain = (mail: string): string => mailKey(mail).split('@').at(-1) ?? ''

/** Whether an address is an employer's, by its ending: a public body's, or one of those given. */
export function isWorkMail(mail: string, employers: readonly string[] = []): boolean {
  const domain = mailDomain(mail)
  return [...PUBLIC_BODIES, ...employers.map((one) => one.toLowerCase())].some(
    (ending) => domain === ending || domain.endsWith(`.${ending}`),
  )
}

/** A mail address as far as its form tells; whether it arrives only a message shows. */
export const isMail = (text: string): boolean =>
  text.length <= 254 &&
  /^[^\s@"<>(),;:\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i.test(
    text,
  )
