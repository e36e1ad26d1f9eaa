import type { ConsultationRow } from '../../../branch/desk/index.ts'
import { EmptyState, Opening } from '../../components/index.ts'
import type { Here } from '../here.ts'
import type { Plain } from '../plain.ts'
import { ConsultationsTable } from './desk-page.tsx'

/** Every time that members were asked about a draft. */
export function consultationsPage(here: Here, rows: readonly ConsultationRow[]): Plain {
  const open = rows.filter(({ state }) => state === 'open').length
  return {
    page: { title: 'Consultations', section: 'consultations' },
    body: (
      <>
        <Opening heading="Consultations">
          {open === 0
            ? 'Members are asked nothing at present.'
            : `Members are asked about ${open === 1 ? 'one draft' : `${open} drafts`} at present.`}
        </Opening>
        {rows.length === 0 ? (
          <EmptyState>An officer begins one from a version of the agreement.</EmptyState>
        ) : (
          <ConsultationsTable here={here} rows={rows} />
        )}
      </>
    ),
  }
}
