/** Whose house a page belongs to. */
export interface BranchView {
  id: string
  slug: string
  name: string
  demonstration: boolean
}
