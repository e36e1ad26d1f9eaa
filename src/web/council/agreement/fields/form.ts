import { termsOf, type Agreement, type Terms } from '../../../../core/agreement/index.ts'
import { allocationGroups, overrideGroups } from './allocation.ts'
import { capacityGroups } from './capacity.ts'
import type { EditGroup } from './field.ts'
import { agencyGroups, handoverGroups } from './handover.ts'
import { lineGroups, overloadGroups } from './lines.ts'
import type { EditPart } from './parts.ts'
import { capGroups, protectionGroups } from './protection.ts'
import { weightGroups } from './weights.ts'

const groups: Record<EditPart, (agreement: Agreement, terms: Terms) => EditGroup[]> = {
  weights: weightGroups,
  capacity: capacityGroups,
  lines: lineGroups,
  overload: (_, terms) => overloadGroups(terms),
  protection: (_, terms) => protectionGroups(terms),
  caps: (_, terms) => capGroups(terms),
  handover: handoverGroups,
  overrides: (_, terms) => overrideGroups(terms),
  allocation: (_, terms) => allocationGroups(terms),
  agency: (_, terms) => agencyGroups(terms),
}

/** The form of one part, filled with what the agreement says. */
export const editGroups = (agreement: Agreement, part: EditPart): EditGroup[] =>
  groups[part](agreement, termsOf(agreement))
