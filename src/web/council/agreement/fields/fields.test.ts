import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalText,
  defaultAgreement,
  diffAgreements,
  parseAgreement,
  presets,
  type Agreement,
} from '../../../../core/agreement/index.ts'
import { editGroups, editParts, withValues, type EditField, type EditPart } from './index.ts'

const older = (): Agreement => {
  const without = { ...defaultAgreement }
  delete without.terms
  return without
}
const agreements = [...presets, older()]
const fieldsOf = (agreement: Agreement, part: EditPart): EditField[] =>
  editGroups(agreement, part).flatMap((group) => [...group.fields])
const filled = (fields: readonly EditField[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field.name, field.value]))
const anyAgreement = fc.constantFrom(...agreements)
const anyPart = fc.constantFrom(...editParts)

describe('the form of a draft', () => {
  it('saved as it was opened changes nothing', () => {
    fc.assert(
      fc.property(anyAgreement, anyPart, (agreement, part) => {
        const saved = withValues(agreement, part, filled(fieldsOf(agreement, part)), 'words')
        expect(saved.problems).toEqual([])
        expect(canonicalText(saved.document)).toBe(canonicalText(agreement))
      }),
    )
  }, 60_000)

  it('shows what was saved when it is opened again, or says what is wrong and where', () => {
    fc.assert(
      fc.property(
        anyAgreement,
        anyPart,
        fc.nat(),
        fc.oneof(
          fc.nat(2_000).map(String),
          fc.constantFrom('', '8.5', '7.25', 'eight', '-1', '1e3'),
        ),
        (agreement, part, which, typed) => {
          const fields = fieldsOf(agreement, part).filter((of) => of.kind !== 'choice')
          const field = fields[which % Math.max(1, fields.length)]
          if (!field) return
          const values = { ...filled(fieldsOf(agreement, part)), [field.name]: typed }
          const { document, problems } = withValues(agreement, part, values, 'Panel of March')
          if (problems.length > 0) {
            const names = fields.map((of) => of.name)
            for (const problem of problems) expect(names).toContain(problem.field)
            return
          }
          expect(parseAgreement(document).ok).toBe(true)
          if (canonicalText(document) === canonicalText(agreement)) return
          const again = fieldsOf(document, part).find((of) => of.name === field.name)
          expect(again?.value).toBe(typed === '' ? '' : String(Number(typed)))
        },
      ),
    )
  }, 60_000)

  it('marks a figure that changes as agreed, with the words given, and no other', () => {
    const values = filled(fieldsOf(defaultAgreement, 'weights'))
    const { document } = withValues(
      defaultAgreement,
      'weights',
      { ...values, 'weight-child-protection-plan': '9.5' },
      'Panel of March',
    )
    expect(diffAgreements(defaultAgreement, document).map((of) => of.sentence)).toEqual([
      'A child protection plan weighs 8.5 → 9.5 hours a month.',
      expect.stringContaining('→ agreed; Panel of March'),
    ])
  })

  it('begins a clause that was not agreed from a usual one, and takes one back', () => {
    for (const part of ['handover', 'allocation', 'agency'] as const) {
      const values = filled(fieldsOf(older(), part))
      const begun = withValues(older(), part, { ...values, [`${part}-agreed`]: 'yes' }, '')
      expect(begun.problems).toEqual([])
      expect(begun.document.terms?.[part]).not.toBeNull()
      const back = withValues(
        begun.document,
        part,
        { ...filled(fieldsOf(begun.document, part)), [`${part}-agreed`]: 'no' },
        '',
      )
      expect(back.document.terms?.[part]).toBeNull()
    }
  })

  it('ends the ladder where nobody follows, and keeps caps and seconds apart', () => {
    const ladder = filled(fieldsOf(defaultAgreement, 'overload'))
    const shorter = withValues(defaultAgreement, 'overload', { ...ladder, 'rung-2': '' }, '')
    expect(shorter.document.terms?.overload?.ladder.map((of) => of.role)).toEqual([
      'team-manager',
      'service-manager',
    ])
    const caps = filled(fieldsOf(defaultAgreement, 'caps'))
    const fewer = withValues(defaultAgreement, 'caps', { ...caps, 'cap-court': '' }, '')
    expect(fewer.document.terms?.caps.map((of) => of.what)).toEqual([
      'children',
      'child-protection',
    ])
    const seconds = filled(fieldsOf(older(), 'overrides'))
    const one = withValues(
      older(),
      'overrides',
      { ...seconds, 'override-over-a-cap': 'director' },
      '',
    )
    expect(one.document.terms?.overrides).toMatchObject([
      { id: 'over-a-cap', secondPerson: 'director' },
    ])
  })

  it('says so where a figure is typed into a clause that is not agreed', () => {
    const values = filled(fieldsOf(older(), 'allocation'))
    const { problems } = withValues(older(), 'allocation', { ...values, workingDays: '3' }, '')
    expect(problems.map((problem) => problem.field)).toEqual(['workingDays'])
  })

  it('says at the very field that a figure is out of bounds', () => {
    const values = filled(fieldsOf(defaultAgreement, 'protection'))
    const { problems } = withValues(
      defaultAgreement,
      'protection',
      { ...values, 'bar-court': '0', 'returner-percent': '101' },
      '',
    )
    expect(problems.map((problem) => problem.field)).toEqual(['bar-court', 'returner-percent'])
  })

  it('takes no choice that it does not offer', () => {
    const values = filled(fieldsOf(defaultAgreement, 'allocation'))
    const { problems } = withValues(defaultAgreement, 'allocation', { ...values, silence: 'x' }, '')
    expect(problems[0]?.field).toBe('silence')
  })
})
