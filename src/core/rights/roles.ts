/** What somebody may be to the service. One person may be several of these, each from and until a day. */
export const accountRoles = [
  'social-worker',
  'team-manager',
  'service-manager',
  'data-officer',
  'administrator',
  'auditor',
  'agreement-party',
] as const

export type AccountRole = (typeof accountRoles)[number]

/** Each role's name and the sentence that says what it is for. */
export const accountRoleWords: Record<AccountRole, { name: string; what: string }> = {
  'social-worker': {
    name: 'Social worker',
    what: 'Holds cases. Sees their own work, what it weighs and why, and who has looked at it.',
  },
  'team-manager': {
    name: 'Team manager',
    what: 'Answers for a team and the teams beneath it: their people, cases and waiting children.',
  },
  'service-manager': {
    name: 'Service manager',
    what: 'Answers for the whole service: every team, every import, the agreement in force.',
  },
  'data-officer': {
    name: 'Data officer',
    what: 'Brings the files in, answers questions about them, and checks what was read.',
  },
  administrator: {
    name: 'Administrator',
    what: 'Gives and takes away sign-ins and roles. Sees no record.',
  },
  auditor: {
    name: 'Auditor',
    what: 'Reads who did and looked at what, and why a restricted record was opened. Sees no record.',
  },
  'agreement-party': {
    name: 'Agreement party',
    what: 'Negotiates the agreement, for the branch or the service. Sees it, its versions and totals, no record.',
  },
}

/** Roles that are given for a team and those beneath it, or for the whole service. */
export const rolesOfATeam: ReadonlySet<AccountRole> = new Set(['team-manager'])

export const isAccountRole = (text: string): text is AccountRole =>
  (accountRoles as readonly string[]).includes(text)
