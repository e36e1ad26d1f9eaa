/** Where a fact was read: every figure opens to this. `row` is the row of the sheet, from 1. */
export interface Source {
  file: string
  sheet: string
  row: number
}
