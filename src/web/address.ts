import type { Action } from '../core/rights/index.ts'
import type { OrganisationView } from '../council/index.ts'
import { withQuery, type Query } from './query.ts'

export { withQuery, type Query } from './query.ts'

export type AgreementStep =
  | 'edit'
  | 'replace'
  | 'compare'
  | 'replay'
  | 'sign'
  | 'statement'
  | 'propose'
  | 'withdraw'
  | 'comments'

export type Addresses = ReturnType<typeof addressesOf>

/**
 * The addresses of one organisation's pages. Pages of figures keep the import that is being looked
 * at (`import`), where it is not the one in force.
 */
export function addressesOf(organisation: Pick<OrganisationView, 'slug'>, shown: string | null) {
  const root = `/${organisation.slug}`
  const figure = (path: string, query: Query = {}): string =>
    withQuery(`${root}${path}`, { ...query, import: shown })
  const part = encodeURIComponent
  return {
    service: () => figure(''),
    teams: (query?: Query) => figure('/teams', query),
    team: (address: string, query?: Query) => figure(`/teams/${part(address)}`, query),
    workers: (query?: Query) => figure('/workers', query),
    worker: (address: string, query?: Query) => figure(`/workers/${part(address)}`, query),
    cases: (query?: Query) => figure('/cases', query),
    case: (address: string) => figure(`/cases/${part(address)}`),
    waiting: (query?: Query) => figure('/waiting', query),
    findings: (query?: Query) => figure('/findings', query),
    people: (query?: Query) => figure('/people', query),
    peopleTemplate: () => `${root}/people/template.xlsx`,
    establishment: (query?: Query) => figure('/establishment', query),
    establishmentTeam: (address: string) => figure(`/establishment/teams/${part(address)}`),
    establishmentMore: (address: string) => figure(`/establishment/teams/${part(address)}/more`),
    postsTemplate: () => `${root}/establishment/template.xlsx`,
    agreement: (id?: string) => withQuery(`${root}/agreement`, { id }),
    agreementFile: (id: string) => `${root}/agreement/${part(id)}.json`,
    publication: () => `${root}/agreement/publication`,
    published: (what: 'agreements' | 'evidence') => `${root}/published/${what}.json`,
    agreementAdd: () => `${root}/agreement/add`,
    agreementChoose: () => `${root}/agreement/choose`,
    agreementDraft: () => `${root}/agreement/draft`,
    /** A page about one version by its key (`id@version`), and where its forms go. */
    agreementStep: (step: AgreementStep, key: string, query: Query = {}) =>
      withQuery(`${root}/agreement/${step}`, { id: key, ...query }),
    queries: () => `${root}/queries`,
    queryNew: (about: 'worker' | 'case', address: string, clause: string | null = null) =>
      withQuery(`${root}/queries/new`, { about, of: address, clause }),
    queryAnswer: (id: string) => `${root}/queries/${part(id)}/answer`,
    imports: (page?: number) => withQuery(`${root}/imports`, { page: page === 1 ? null : page }),
    register: (query?: Query) => withQuery(`${root}/register`, query ?? {}),
    registerEntry: (id: string) => `${root}/register/${part(id)}`,
    registerAnswer: (id: string) => `${root}/register/${part(id)}`,
    handovers: (query?: Query) => withQuery(`${root}/handovers`, query ?? {}),
    handover: (id: string) => `${root}/handovers/${part(id)}`,
    handoverStep: (id: string, step: string) => `${root}/handovers/${part(id)}/steps/${part(step)}`,
    handoverSign: (id: string, signature: string) =>
      `${root}/handovers/${part(id)}/signatures/${part(signature)}`,
    handoverUndo: (id: string, step: string) =>
      `${root}/handovers/${part(id)}/steps/${part(step)}/undo`,
    handoverAct: (id: string, act: 'plan' | 'moved' | 'emergency' | 'answer') =>
      `${root}/handovers/${part(id)}/${act}`,
    handoverSheet: (id: string) => `${root}/handovers/${part(id)}/sheet`,
    leavers: () => `${root}/leavers`,
    leaver: (address: string) => `${root}/leavers/${part(address)}`,
    leaverNotice: (address: string) => `${root}/leavers/${part(address)}/notice`,
    leaverWithdraw: (address: string) => `${root}/leavers/${part(address)}/withdraw`,
    leaverPlan: (address: string, query?: Query) =>
      withQuery(`${root}/leavers/${part(address)}/plan`, query ?? {}),
    home: () => `${root}/home`,
    reminders: () => `${root}/sign-ins/reminders`,
    calendarFeed: () => `${root}/sign-ins/calendar`,
    digest: () => `${root}/sign-ins/mail`,
    calendar: (secret: string) => `${root}/calendar/${part(secret)}.ics`,
    subject: () => `${root}/subject`,
    rights: () => `${root}/rights`,
    totals: () => `${root}/totals`,
    record: (page?: number) => withQuery(`${root}/record`, { page: page === 1 ? null : page }),
    opening: (id: string) => `${root}/record/openings/${part(id)}`,
    signIns: () => `${root}/sign-ins`,
    signInsEnd: () => `${root}/sign-ins/end`,
    recoveryCodes: () => `${root}/sign-ins/recovery-codes`,
    passkeys: () => `${root}/sign-ins/passkeys`,
    passkeyPrepare: () => `${root}/sign-ins/passkeys/prepare`,
    passkeyRemove: () => `${root}/sign-ins/passkeys/remove`,
    tokens: () => `${root}/sign-ins/tokens`,
    tokenEnd: () => `${root}/sign-ins/tokens/end`,
    signOut: () => `${root}/sign-out`,
    accounts: () => `${root}/accounts`,
    directory: () => `${root}/accounts/directory`,
    account: (id: string) => `${root}/accounts/${part(id)}`,
    accountStep: (id: string, step: 'roles' | 'end-role' | 'worker' | 'disable' | 'reset') =>
      `${root}/accounts/${part(id)}/${step}`,
    workerLooks: (address: string) => `${root}/workers/${part(address)}/looks`,
    restriction: (address: string) => `${root}/cases/${part(address)}/restriction`,
    openRestricted: (address: string) => `${root}/cases/${part(address)}/open`,
    importNew: () => `${root}/imports/new`,
    importAgain: () => `${root}/imports/again`,
    import: (id: string) => `${root}/imports/${part(id)}`,
    importStep: (id: string, step: 'answers' | 'accept' | 'refuse' | 'undo') =>
      `${root}/imports/${part(id)}/${step}`,
    markedWorkbook: (id: string) => `${root}/imports/${part(id)}/findings.xlsx`,
    plans: (query?: Query) => withQuery(`${root}/plans`, query ?? {}),
    plan: (id: string, query?: Query) => withQuery(`${root}/plans/${part(id)}`, query ?? {}),
    planFile: (id: string, ending: 'json' | 'pdf') => `${root}/plans/${part(id)}.${ending}`,
    planCancel: (id: string) => `${root}/plans/${part(id)}/cancel`,
    certificate: (id: string) => `${root}/plans/${part(id)}/certificate`,
    certificateFile: (id: string, ending: 'json' | 'pdf') =>
      `${root}/plans/${part(id)}/certificate.${ending}`,
    allocate: (address: string, query?: Query) => figure(`/cases/${part(address)}/allocate`, query),
    decisions: (query?: Query) => withQuery(`${root}/decisions`, query ?? {}),
    decision: (id: string, query?: Query) =>
      withQuery(`${root}/decisions/${part(id)}`, query ?? {}),
    decisionStep: (id: string, step: 'second' | 'answer' | 'respond' | 'recall') =>
      `${root}/decisions/${part(id)}/${step}`,
    decisionCertificate: (id: string) => `${root}/decisions/${part(id)}/certificate.json`,
    allocateTeam: (address: string, query?: Query) =>
      withQuery(`${root}/teams/${part(address)}/allocate`, query ?? {}),
    planPropose: (id: string) => `${root}/plans/${part(id)}/propose`,
    row: (id: string, address: string) => `${root}/imports/${part(id)}/rows/${part(address)}`,
  }
}

/**
 * The same, empty where a page lies outside this person's roles: what a `Link` then shows is words.
 * Which of several teams or workers they may open is asked when they do.
 */
export function reachable(
  to: Addresses,
  may: (action: Action) => boolean,
  own: { teams: readonly { address: string }[]; worker: string | null },
): Addresses {
  const none = (): string => ''
  const isSome = !may('service.view')
  return {
    ...to,
    ...(may('team.view') ? {} : { team: none, waiting: none }),
    ...(isSome ? { teams: none, workers: none, service: to.home } : {}),
    ...(isSome && own.teams.length === 0
      ? { worker: (address, query) => (address === own.worker ? to.worker(address, query) : '') }
      : {}),
    ...(may('case.allocate-view') ? {} : { allocate: none }),
    ...(may('decision.view') ? {} : { decision: none, decisions: none }),
    ...(may('decision.batch') ? {} : { allocateTeam: none }),
    ...(may('plan.view') ? {} : { plans: none, plan: none, certificate: none }),
    ...(may('establishment.view') ? {} : { establishment: none, postsTemplate: none }),
    ...(may('establishment.team') ? {} : { establishmentTeam: none, establishmentMore: none }),
    ...(may('handover.view') ? {} : { handovers: none, handover: none }),
    ...(may('leaver.list') ? {} : { leavers: none, leaver: none }),
    ...(may('people.view') ? {} : { people: none, peopleTemplate: none }),
    ...(may('questions.view') ? {} : { findings: none }),
    ...(may('import.view')
      ? {}
      : { row: none, import: none, imports: none, importNew: none, markedWorkbook: none }),
  }
}

/** Where people come in; nobody is signed in there yet. */
export function doorsOf(organisation: Pick<OrganisationView, 'slug'>) {
  const root = `/${organisation.slug}`
  return {
    home: () => root,
    signIn: (to?: string) => withQuery(`${root}/sign-in`, { to }),
    code: (to?: string) => withQuery(`${root}/sign-in/code`, { to }),
    passkey: (to?: string) => withQuery(`${root}/sign-in/passkey`, { to }),
    walk: () => `${root}/walk`,
    directory: () => `${root}/sign-in/directory`,
    directoryBack: () => `${root}/sign-in/directory/back`,
    setUp: (code?: string) => withQuery(`${root}/set-up`, { code }),
    authenticator: () => `${root}/set-up/authenticator`,
  }
}
