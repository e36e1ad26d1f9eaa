import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { caseloads, figureQueries, imports, type Scope } from '../../store/index.ts'
import type { StoredFigureQuery } from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import type { OrganisationView } from '../views.ts'
import type { FigureQuery } from './views.ts'

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This worker or case is not here.' }

/** Queries are written down and answered; neither is ever changed. */
export function queriesDoor(deps: CouncilDeps): Council['queries'] {
  const within = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    deps.store.inOrganisation(organisationId(organisation), work)
  return {
    ask: (organisation, { about, address }, query) =>
      within(organisation, async (scope): Promise<Result<null, Problem>> => {
        const current = await imports.current(scope)
        if (!current) return fail(NOT_HERE)
        const isHere =
          about === 'worker'
            ? (await caseloads.behind(scope, current.id, 'worker', address)) !== null
            : (await caseloads.oneCase(scope, current.id, address)) !== null
        if (!isHere) return fail(NOT_HERE)
        const id = await figureQueries.ask(scope, {
          ...query,
          about,
          reference: address,
          import: current.id,
          at: deps.now(),
        })
        await note(deps, scope, 'query.asked', { query: id, about, what: query.what })
        return ok(null)
      }),

    answer: (organisation, id, answer) =>
      within(organisation, async (scope): Promise<Result<null, Problem>> => {
        const answered = await figureQueries.answer(scope, id, { ...answer, at: deps.now() })
        if (!answered.ok) return answered
        await note(deps, scope, 'query.answered', { query: id, outcome: answer.outcome })
        return ok(null)
      }),

    about: (organisation, address) =>
      within(organisation, async (scope) =>
        viewsOf(scope, await figureQueries.list(scope, { reference: address })),
      ),

    list: (organisation) =>
      within(organisation, async (scope) => {
        const current = await imports.current(scope)
        if (!current) return []
        const all = await viewsOf(scope, await figureQueries.list(scope, { seenIn: current.id }))
        const isOpen = (of: FigureQuery): boolean => of.answers.length === 0
        return [...all.filter(isOpen), ...all.filter((of) => !isOpen(of))]
      }),
  }
}

async function viewsOf(
  scope: Scope,
  queries: readonly StoredFigureQuery[],
): Promise<FigureQuery[]> {
  const numbers = new Map<string, number>()
  for (const { import: id } of queries) {
    if (!numbers.has(id)) numbers.set(id, (await imports.get(scope, id))?.number ?? 0)
  }
  return queries.map(({ reference, import: id, ...of }) => ({
    ...of,
    address: reference,
    importNumber: numbers.get(id) ?? 0,
  }))
}
