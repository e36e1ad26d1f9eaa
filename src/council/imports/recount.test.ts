import { describe, expect, it } from 'vitest'
import type { ChildId, Finding, Records } from '../../core/model/index.ts'
import type { FileReading } from '../../intake/index.ts'
import { recount } from './recount.ts'

const records: Records = {
  children: [3, 4, 5].map((row) => ({
    kind: 'protection-plan',
    child: `C${row}` as ChildId,
    from: { file: 'a.xlsx', sheet: 'List 7', row },
    worker: null,
    team: null,
    disability: null,
    birthDate: null,
    start: null,
    end: null,
    lastVisit: null,
    lastReview: null,
  })),
  adopters: [],
  families: [],
  people: [],
  workforce: [],
  posts: [],
}
const finding = (row: number, effect: Finding['effect']): Finding => ({
  code: 'worker-clash',
  file: 'a.xlsx',
  sheet: 'List 7',
  row,
  column: 'Allocated Worker',
  value: null,
  sentence: 'Check it.',
  effect,
  changesFigures: true,
})
const reading: FileReading = {
  name: 'a.xlsx',
  sha256: '',
  bytes: 0,
  shape: 'annex-a',
  version: '2024',
  lists: { 'List 7': { rows: 3, used: 2, questioned: 1, leftOut: 0 } },
  findings: [finding(3, 'cell-not-used')],
  problem: null,
}

describe('counting rows again after the rules of status', () => {
  it('moves a row that only the rules question from used to questioned, once', () => {
    const [file] = recount([reading], records, [
      finding(4, 'question'),
      finding(4, 'question'),
      finding(5, 'row-left-out'),
    ])
    expect(file?.lists['List 7']).toEqual({ rows: 3, used: 0, questioned: 3, leftOut: 1 })
  })

  it('does not count a row twice that the reader named already', () => {
    const [file] = recount([reading], records, [finding(3, 'question')])
    expect(file?.lists).toEqual(reading.lists)
  })
})
