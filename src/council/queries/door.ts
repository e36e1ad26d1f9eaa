import { fail, ok, type Problem, type Result } from '../../kit/index.ts'
import { caseloads, figureQueries, imports, type Scope } from '../../store/index.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import { queriesAbout, viewsOf } from './about.ts'
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

    about: (organisation, address) => within(organisation, (scope) => queriesAbout(scope, address)),

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
