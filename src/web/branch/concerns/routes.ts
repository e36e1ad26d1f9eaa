import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sheetOf } from '../../table-of.ts'
import type { BranchServerDeps } from '../deps.ts'
import { sendCsv, sendWorkbook } from '../files.ts'
import { hereOf } from '../here.ts'
import { concernsOf, oneConcern, show } from './asking.ts'
import { changePages } from './change-routes.ts'
import { concernPage } from './concern-page.tsx'
import { coveragePage } from './coverage-page.tsx'
import { concernsTable, ledgerNotes, ledgerPage, shownRows } from './ledger-page.tsx'
import { notePages } from './note-routes.ts'
import { raisePages } from './raise-routes.ts'
import { settingPages } from './setting-routes.ts'

/** Pages and forms of concerns. */
export function concernPages(app: FastifyInstance, deps: BranchServerDeps): void {
  notePages(app, deps)
  raisePages(app, deps)
  settingPages(app, deps)
  changePages(app, deps)

  app.get(
    '/:organisation/concerns',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, ledgerPage(here, await concernsOf(here).ledger(here.organisation)))
    },
  )
  for (const ending of ['xlsx', 'csv'] as const) {
    app.get(
      `/:organisation/concerns.${ending}`,
      { config: { action: 'concerns.see' } },
      async (request, reply) => {
        const here = hereOf(request, deps)
        const ledger = await concernsOf(here).ledger(here.organisation)
        const sheet = sheetOf(concernsTable, shownRows(here, ledger))
        const hash = createHash('sha256').update(JSON.stringify(sheet.rows)).digest('hex')
        await concernsOf(here).took(here.organisation, sheet.id, sheet.rows.length, hash)
        if (ending === 'csv') return sendCsv(reply, here, 'concerns', sheet)
        return sendWorkbook(reply, here, 'concerns', [sheet], {
          what: 'Concerns of members, ranked by how often they came up.',
          notes: ledgerNotes(here),
        })
      },
    )
  }

  app.get(
    '/:organisation/concerns/coverage',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(
        reply,
        here,
        coveragePage(here, await concernsOf(here).coverage(here.organisation)),
      )
    },
  )

  app.get(
    '/:organisation/concerns/:id',
    { config: { action: 'concerns.see' } },
    async (request, reply) => {
      const here = hereOf(request, deps)
      return show(reply, here, concernPage(here, await oneConcern(request, here)))
    },
  )
}
