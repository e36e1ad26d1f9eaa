import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { isBlank, tidy } from '../tidy.ts'
import { CodeReader } from './codes.ts'
import type { DescriptionCode, FigureCode } from './lists.ts'
import { LISTS } from './lists.ts'
import { columnOf } from './sheets.ts'
import { headerKey } from '../tidy.ts'

const SAMPLES = new URL('../../../../test/samples/annex-a/', import.meta.url)
const codes = new CodeReader(new Map())
const meaning = (code: FigureCode, value: string): string | null => {
  const read = codes.figure(code, value)
  return 'known' in read ? read.known : `asks ${read.unknown.key}`
}

interface Observed {
  field: string
  groupedCode: string
  rawValueSeen: string
}

const observed = parse<Observed>(readFileSync(new URL('observed-values.csv', SAMPLES)), {
  columns: true,
})

describe('a case status', () => {
  it.each([
    ['a) Looked after child', 'looked-after'],
    ['CLA', 'looked-after'],
    ['LAC', 'looked-after'],
    ['CLA&CP', 'looked-after'],
    ['CP/CLA', 'looked-after'],
    ['b) Child Protection plan', 'child-protection-plan'],
    ['CPP', 'child-protection-plan'],
    ['CP Ext', 'child-protection-plan'],
    ['c) Child in need plan', 'child-in-need-plan'],
    ['C) CHILD IN NEED PLAN', 'child-in-need-plan'],
    ['CIN', 'child-in-need-plan'],
    ['CiN Plan', 'child-in-need-plan'],
    ['d) Open assessment', 'open-assessment'],
    ['Open asmt', 'open-assessment'],
    ['CF Assessment in progress', 'open-assessment'],
    ['e) Closed episode', 'closed'],
    ['Closed - stepdown', 'closed'],
    ['e)', 'closed'],
    ['Care leaver', 'care-leaver'],
  ])('%j is %s', (value, expected) => {
    expect(meaning('caseStatus', value)).toBe(expected)
  })

  it('is asked about where letter and words contradict each other or say nothing known', () => {
    expect(meaning('caseStatus', 'a) Closed episode')).toBe(
      'asks code:case-status:a) closed episode',
    )
    expect(meaning('caseStatus', 'c) Something local')).toMatch(/^asks/)
    expect(meaning('caseStatus', 'Open')).toMatch(/^asks/)
    expect(meaning('caseStatus', '__proto__')).toMatch(/^asks/)
  })

  it('means what a person said it means', () => {
    const answered = new CodeReader(
      new Map([
        ['code:case-status:open', 'child-in-need-plan'],
        ['code:case-status:dormant', 'none'],
        ['code:case-status:odd', 'not an option'],
      ]),
    )
    expect(answered.figure('caseStatus', ' Open'.trim())).toEqual({ known: 'child-in-need-plan' })
    expect(answered.figure('caseStatus', 'Dormant')).toEqual({ known: null })
    expect('unknown' in answered.figure('caseStatus', 'Odd')).toBe(true)
  })
})

describe('other code lists that decide a figure', () => {
  it.each<[FigureCode, string, string]>([
    ['noFurtherAction', 'a) Yes', 'yes'],
    ['noFurtherAction', 'NFA', 'yes'],
    ['noFurtherAction', 'Further action', 'no'],
    ['noFurtherAction', 'FALSE', 'no'],
    ['disability', 'c) Unknown', 'unknown'],
    ['disability', 'AUT - Autism', 'yes'],
    ['disability', 'NONE', 'no'],
    ['eligibility', 'b) Former relevant child', 'former-relevant'],
    ['eligibility', 'Q', 'qualifying'],
    ['conferenceUnnecessary', '0 - No', 'no'],
    ['legalStatus', 'C1: ICO', 'care-proceedings'],
    ['legalStatus', 'CLA - Interim Care Order', 'care-proceedings'],
    ['legalStatus', 'E1: Placement order', 'none'],
    ['legalStatus', 'V2 - Single period of accommodation under section 20', 'silent'],
  ])('%s %j is %s', (code, value, expected) => {
    expect(meaning(code, value)).toBe(expected)
  })

  it('asks about a legal status that names two codes of different meaning', () => {
    expect(meaning('legalStatus', 'C1 then V2')).toMatch(/^asks/)
  })
})

const FIGURES: Record<string, FigureCode> = {
  'Case Status': 'caseStatus',
  'Referral NFA?': 'noFurtherAction',
  'Was an Initial Child Protection Conference deemed unnecessary?': 'conferenceUnnecessary',
  'Does the Child have a Disability': 'disability',
  'Eligibility Category': 'eligibility',
  "Child's Legal Status": 'legalStatus',
}

describe('values that real returns have held', () => {
  it('are understood in the columns that decide figures, or asked about: nearly all understood', () => {
    let known = 0
    let asked = 0
    const unsettled: string[] = []
    for (const { field, rawValueSeen } of observed) {
      const code = FIGURES[field]
      const value = tidy(rawValueSeen)
      if (code === undefined || isBlank(value)) continue
      const read = codes.figure(code, value)
      if ('known' in read) known += 1
      else {
        asked += 1
        unsettled.push(`${field}: ${value}`)
        expect(read.unknown.options.length).toBeGreaterThan(1)
      }
    }
    expect(known + asked).toBe(327)
    expect(unsettled).toEqual(["Eligibility Category: Code 'Q' is not mapped"])
  })

  it('give the status that their source gives them', () => {
    const byLetter: Record<string, string> = {
      'a)': 'looked-after',
      'b)': 'child-protection-plan',
      'c)': 'child-in-need-plan',
      'd)': 'open-assessment',
      'e)': 'closed',
    }
    const rows = observed.filter((row) => row.field === 'Case Status')
    expect(rows).toHaveLength(25)
    for (const { groupedCode, rawValueSeen } of rows)
      expect(meaning('caseStatus', rawValueSeen)).toBe(byLetter[groupedCode.slice(0, 2)])
  })

  it('are recognised in the columns that only describe', () => {
    let known = 0
    let all = 0
    for (const { field, groupedCode, rawValueSeen } of observed) {
      const column = LISTS.map((list) => columnOf(list, headerKey(field))).find(
        (one) => one !== null,
      )
      const value = tidy(rawValueSeen)
      if (column?.kind.is !== 'description-code' || isBlank(value) || groupedCode.startsWith('zz'))
        continue
      const code: DescriptionCode = column.kind.code
      all += 1
      if (codes.described(code, value)) known += 1
    }
    expect(all).toBeGreaterThan(5000)
    expect(known / all).toBeGreaterThan(0.99)
  })

  it('know every preferred code of the official template', () => {
    const preferred = JSON.parse(
      readFileSync(new URL('preferred-codes-2019.json', SAMPLES), 'utf8'),
    ) as Record<string, string[]>
    for (const value of preferred['Case status'] ?? [])
      expect(meaning('caseStatus', value)).not.toMatch(/asks/)
    for (const value of preferred["Child's Legal Status"] ?? [])
      expect(meaning('legalStatus', value)).not.toMatch(/asks/)
    for (const value of preferred['Eligibility Category'] ?? [])
      expect(meaning('eligibility', value)).not.toMatch(/asks/)
    for (const value of preferred['Placement Type'] ?? [])
      expect(codes.described('placementType', value)).toBe(true)
  })
})
