import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../read/types.ts'
import { readChildId } from './child-id.ts'
import { columnLetter, headerKey, isBlank, repairMojibake, tidy } from './tidy.ts'

describe('a heading', () => {
  it.each([
    ['Referral NFA?', 'Referral NFA'],
    ['LA In Touch ', 'LA in Touch'],
    ["Child's Legal Status", 'Child’s Legal Status'],
    ["Child's Legal Status", 'Childâ€™s Legal Status'],
    ['UASC within the Last 12 Months (Y/N))', 'UASC within the Last 12 Months (Y/N)'],
    ['UASC within the Last 12 Months (Y/N)', 'UASC within the Last 12 Months'],
    ['the Child has been ‘Missing’ from', "the Child has been 'Missing' from"],
    ['child_unique_id', 'Child Unique ID'],
    ['Case\u00a0Status', 'Case Status'],
    ['Case\nStatus', 'Case Status'],
  ])('%j is the same as %j', (one, other) => {
    expect(headerKey(one)).toBe(headerKey(other))
  })

  it('stays its own where the words differ', () => {
    expect(headerKey('CIN Start Date')).not.toBe(headerKey('CIN Closure Date'))
    expect(headerKey('Age')).not.toBe(headerKey('Agency'))
  })
})

describe('a text', () => {
  it('loses odd spaces and nothing else', () => {
    expect(tidy(' Amara\u00a0\u00a0 Okafor\u200b ')).toBe('Amara Okafor')
    expect(tidy('O’Brien-Smith')).toBe('O’Brien-Smith')
    fc.assert(fc.property(fc.string(), (text) => tidy(tidy(text)) === tidy(text)))
  })

  it('is blank where it only stands for nothing', () => {
    for (const mark of ['', '-', '.', 'nan', 'NaN', '<blank>', '#N/A', '#MULTIVALUE'])
      expect(isBlank(mark)).toBe(true)
    for (const text of ['0', 'none', 'No', 'N', 'Anan', 'unallocated'])
      expect(isBlank(text)).toBe(false)
  })

  it('is put right where its letters were read in the wrong alphabet, and only there', () => {
    expect(repairMojibake('Childâ€™s')).toBe('Child’s')
    expect(repairMojibake('RenÃ©e')).toBe('Renée')
    expect(repairMojibake('Renée â')).toBe('Renée â')
    expect(repairMojibake('Â')).toBe('Â')
  })

  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})

describe('a child id', () => {
  const cell = (text: string, kind: Cell['kind'] = 'text'): Cell => ({ text, kind, day: null })
  const idOf = (text: string, kind?: Cell['kind']): string | null => {
    const read = readChildId(cell(text, kind))
    return read.kind === 'id' ? read.id : null
  }

  it('is one id whether a number or a text, however spaced and cased', () => {
    expect(idOf('123456', 'number')).toBe('123456')
    expect(idOf('123456.0', 'number')).toBe('123456')
    expect(idOf(' 123456.0 ')).toBe('123456')
    expect(idOf('\u00a0ab12c\u00a0')).toBe('AB12C')
  })

  it('keeps its leading zeros', () => {
    expect(idOf('000123')).toBe('000123')
  })

  it('may be any word a language gives a meaning to', () => {
    expect(idOf('__proto__')).toBe('__PROTO__')
    expect(idOf('constructor')).toBe('CONSTRUCTOR')
  })

  it('is missing where the cell is blank, and lost where a spreadsheet shortened it', () => {
    expect(readChildId(undefined).kind).toBe('none')
    expect(readChildId(cell(' - ')).kind).toBe('none')
    expect(readChildId(cell('1.23457E+12', 'number')).kind).toBe('rounded')
    expect(idOf('1E5')).toBe('1E5')
  })
})
