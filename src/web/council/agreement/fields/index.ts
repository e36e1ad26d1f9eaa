export type { EditField } from './field.ts'
export { editGroups } from './form.ts'
export { editParts, partHeadings, type EditPart } from './parts.ts'
export { withValues, type FieldProblem } from './values.ts'
