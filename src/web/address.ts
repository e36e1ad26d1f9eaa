import type { OrganisationView } from '../council/index.ts'

export type Query = Record<string, string | number | boolean | null | undefined>

/** A path with its query; empty values are left out, so that a page has one plain address. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) {
      search.set(key, String(value))
    }
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

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
    agreement: (id?: string) => withQuery(`${root}/agreement`, { id }),
    agreementFile: (id: string) => `${root}/agreement/${part(id)}.json`,
    agreementAdd: () => `${root}/agreement/add`,
    agreementChoose: () => `${root}/agreement/choose`,
    imports: (page?: number) => withQuery(`${root}/imports`, { page: page === 1 ? null : page }),
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
    row: (id: string, address: string) => `${root}/imports/${part(id)}/rows/${part(address)}`,
  }
}
