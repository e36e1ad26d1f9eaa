import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import published from '../../../docs/agreement.schema.json' with { type: 'json' }
import {
  agreementJsonSchema,
  canonicalText,
  defaultAgreement,
  describeAgreement,
  diffAgreements,
  lineSets,
  missingFigures,
  parseAgreement,
  presets,
  readyToWeigh,
  withLines,
  type Agreement,
} from './index.ts'

/** A copy through JSON, as a file would bring it, with one place changed. */
function changed(agreement: Agreement, path: (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(agreement)
  let at = copy as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = path.at(-1)
  if (last !== undefined) at[last] = value
  return copy
}

function problemsOf(document: unknown): string[] {
  const parsed = parseAgreement(document)
  return parsed.ok ? [] : parsed.problem.map((of) => of.sentence)
}

const weighing = [
  'fairload-hours-0.1',
  'cwla-1999',
  'ca-sb2030-min',
  'ca-sb2030-opt',
  'ok-pinnacle-2013',
  'sws-2022',
  'wa-irc-2007',
  'hse-2012',
  'dfe-csww-2024',
]
const refusing = [
  'moj-wmt-seed',
  'wirral',
  'oxfordshire',
  'knowsley',
  'berkshire-slough-2014',
  'swindon',
  'haringey-2009',
]

describe('the agreements that come with Fairload', () => {
  it('are the published schemes and our own starting point, which is the default', () => {
    expect(presets.map((of) => of.id)).toEqual([...weighing, ...refusing])
    expect(defaultAgreement.id).toBe('fairload-hours-0.1')
    expect(defaultAgreement.startingPoint).toBe(true)
  })

  it.each(presets.map((of) => [of.id, of] as const))(
    '%s is a whole agreement, and every clause has an id of its own',
    (_, preset) => {
      const parsed = parseAgreement(JSON.parse(JSON.stringify(preset)))
      expect(parsed).toEqual({ ok: true, value: preset })
      const ids = describeAgreement(preset).map((of) => of.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(preset.sources.length).toBeGreaterThan(0)
    },
  )

  it.each(weighing)('%s weighs', (id) => {
    const preset = presets.find((of) => of.id === id)
    expect(preset && readyToWeigh(preset).ok).toBe(true)
  })

  it.each(refusing)('%s refuses to weigh and names what is missing', (id) => {
    const preset = presets.find((of) => of.id === id) as Agreement
    const ready = readyToWeigh(preset)
    expect(ready.ok).toBe(false)
    if (!ready.ok) {
      expect(ready.problem.sentence).toContain('the weight of “child protection plan”')
      expect(ready.problem.sentence).toContain('choose another agreement')
    }
    expect(preset.weights.every((of) => of.weight === null)).toBe(true)
  })

  it('hold the published figures as fractions of a full load, without a remainder', () => {
    const loads: Record<string, Record<string, number>> = {
      'cwla-1999': { 'open-assessment': 12, 'child-in-need-plan': 17, 'looked-after': 15 },
      'ok-pinnacle-2013': { 'open-assessment': 12, 'child-protection-plan': 8, 'looked-after': 15 },
      'ca-sb2030-min': {
        referral: 116.1,
        'open-assessment': 13,
        'child-protection-plan': 14.2,
        'looked-after': 23.7,
      },
      'ca-sb2030-opt': {
        referral: 68.7,
        'open-assessment': 9.9,
        'child-protection-plan': 10.2,
        'looked-after': 16.4,
      },
    }
    for (const [id, of] of Object.entries(loads)) {
      const preset = presets.find((one) => one.id === id) as Agreement
      const { fullTime } = preset.capacity
      const load = fullTime.kind === 'full-load' ? (fullTime.amount ?? 0) : 0
      for (const [status, cases] of Object.entries(of)) {
        const weight = preset.weights.find((one) => one.status === status)?.weight ?? 0
        expect(Number.isInteger(weight)).toBe(true)
        expect(BigInt(weight) * BigInt(Math.round(cases * 10))).toBe(BigInt(load) * 10n)
      }
      for (const stage of preset.stages) expect(Number.isInteger(stage.weight)).toBe(true)
    }
  })

  it('mark the weights of the default that rest on no published anchor', () => {
    const amber = describeAgreement(defaultAgreement).filter((of) => of.amber)
    expect(amber.map((of) => of.id)).toEqual([
      'weights.care-leaver',
      'weights.care-proceedings',
      'weights.pre-proceedings',
      'weights.looked-after-with-plan',
      'modifiers.disability',
      'modifiers.complexity',
      'modifiers.new-worker',
      'modifiers.sibling',
    ])
  })

  it('lay other lines over an agreement, and keep Queensland’s own weighting apart', () => {
    for (const set of lineSets) {
      const laid = withLines(defaultAgreement, set)
      if (set.id === 'qld-wmm') {
        expect(laid).toBeNull()
        expect(set.refuses).toContain('no percent of capacity')
      } else {
        expect(laid && parseAgreement(laid).ok).toBe(true)
      }
    }
    const bands = lineSets.find((of) => of.id === 'probation-2005')?.lines?.bands
    expect(bands?.map((of) => of.upToPercent)).toEqual([95, 100, 110, null])
  })
})

describe('reading an agreement file', () => {
  it('says where a weight is negative, too heavy for a month, or not to the hundredth', () => {
    expect(problemsOf(changed(defaultAgreement, ['weights', 1, 'weight'], -1))).toEqual([
      'At weights › 2 (child-protection-plan) › weight: -1 is too small; write at least 0.',
    ])
    expect(problemsOf(changed(defaultAgreement, ['weights', 1, 'weight'], 745))[0]).toContain(
      'More than 24 hours a day',
    )
    expect(problemsOf(changed(defaultAgreement, ['weights', 1, 'weight'], 744))).toEqual([])
    expect(problemsOf(changed(defaultAgreement, ['modifiers', 0, 'amount'], 745))[0]).toContain(
      'modifiers › 1 (enquiry-open) › amount',
    )
    expect(problemsOf(changed(defaultAgreement, ['weights', 1, 'weight'], 8.555))).toEqual([
      'At weights › 2 (child-protection-plan) › weight: Write it with at most two decimal places.',
    ])
    expect(problemsOf(changed(defaultAgreement, ['weights', 1, 'weight'], '8.5'))).toEqual([
      'At weights › 2 (child-protection-plan) › weight: 8.5 is not a number. Correct it.',
    ])
  })

  it('refuses a word it does not know instead of passing over it', () => {
    expect(problemsOf(changed(defaultAgreement, ['capcity'], {}))).toEqual([
      'The agreement: “capcity” is not known here. Check the spelling, or take it out.',
    ])
    const hostile: unknown = JSON.parse(
      `{"__proto__":{"x":1},${JSON.stringify(defaultAgreement).slice(1)}`,
    )
    expect(problemsOf(hostile)[0]).toContain('__proto__')
    expect(problemsOf(changed(defaultAgreement, ['unit', 'name'], 'weeks'))[0]).toContain(
      'At unit › name: weeks is not one of hours a month, points',
    )
  })

  it('says what is missing, doubled or out of order', () => {
    expect(problemsOf({ ...defaultAgreement, lines: undefined })).toEqual([
      'At lines: this is missing. Add it: a group in { }.',
    ])
    const first = defaultAgreement.weights[0]
    expect(problemsOf(changed(defaultAgreement, ['weights', 1], first)).join(' ')).toContain(
      'At weights › 2 (looked-after): “looked-after” is there twice',
    )
    expect(problemsOf(changed(defaultAgreement, ['weights'], [first])).length).toBeGreaterThan(0)
    expect(problemsOf(changed(defaultAgreement, ['lines', 'hardPercent'], 90))).toEqual([
      'At lines › hardPercent: The hard line lies below the safe line; raise it.',
    ])
    expect(
      problemsOf(changed(defaultAgreement, ['weights', 0, 'evidence', 'source'], 'nowhere'))[0],
    ).toContain('“nowhere” is none of the sources')
    expect(problemsOf(changed(defaultAgreement, ['unit', 'name'], 'points'))[0]).toContain(
      'Capacity in hours needs the unit',
    )
    expect(problemsOf(changed(defaultAgreement, ['dated'], '2026-02-31'))[0]).toContain('At dated')
  })

  it('answers anything at all with an agreement or with sentences', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withDate: true }), (document) => {
        const parsed = parseAgreement(document)
        expect(parsed.ok).toBe(false)
        if (!parsed.ok) {
          expect(parsed.problem.length).toBeGreaterThan(0)
          for (const { sentence } of parsed.problem)
            expect(sentence).toMatch(/^(At |The agreement)/)
        }
      }),
    )
  })

  it('is described by the schema that docs publish', () => {
    // Where this fails, the schema has changed: write agreementJsonSchemaText() to the file.
    expect(published).toEqual(agreementJsonSchema())
    expect(published.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  })
})

describe('two agreements side by side', () => {
  it('read the change of a weight as people say it', () => {
    const parsed = parseAgreement(changed(defaultAgreement, ['weights', 1, 'weight'], 9.5))
    expect(parsed.ok && diffAgreements(defaultAgreement, parsed.value)).toEqual([
      {
        clause: 'weights.child-protection-plan',
        section: 'weights',
        kind: 'changed',
        sentence: 'A child protection plan weighs 8.5 → 9.5 hours a month.',
        before: '8.5',
        after: '9.5',
      },
    ])
  })

  it('are the same where the canonical text is the same, whatever the order of the keys', () => {
    const turned = Object.fromEntries(Object.entries(defaultAgreement).reverse())
    const parsed = parseAgreement(JSON.parse(JSON.stringify(turned)))
    expect(parsed.ok && canonicalText(parsed.value)).toBe(canonicalText(defaultAgreement))
    expect(diffAgreements(defaultAgreement, defaultAgreement)).toEqual([])
  })

  /** Paths to every text, number, truth and blank of a value. */
  function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value !== 'object' || value === null) return [path]
    return Object.entries(value).flatMap(([key, one]) =>
      leaves(one, [...path, Array.isArray(value) ? Number(key) : key]),
    )
  }
  const atPath = (value: unknown, path: (string | number)[]): unknown =>
    path.reduce((at, key) => (at as Record<string | number, unknown>)[key], value)

  it.each(['fairload-hours-0.1', 'wirral', 'hse-2012', 'cwla-1999'])(
    'tell every change that an agreement file can make to %s',
    (id) => {
      const preset = presets.find((of) => of.id === id) as Agreement
      let tried = 0
      for (const path of leaves(preset)) {
        const was = atPath(preset, path)
        const others =
          typeof was === 'number'
            ? [was + 1, was / 2]
            : typeof was === 'string' && was.length > 30
              ? [`${was} again`]
              : typeof was === 'string'
                ? [`${was} again`, `${was}-again`, 'away', 'care-leaver', 'open', 'points']
                : typeof was === 'boolean'
                  ? [!was]
                  : [1, 'duty', 'source']
        for (const other of others) {
          if (other === was) continue
          const parsed = parseAgreement(changed(preset, path, other))
          if (!parsed.ok) continue
          tried += 1
          expect(canonicalText(parsed.value)).not.toBe(canonicalText(preset))
          expect(
            diffAgreements(preset, parsed.value).length,
            `${path.join('.')}: ${String(was)} → ${String(other)}`,
          ).toBeGreaterThan(0)
        }
      }
      expect(tried).toBeGreaterThan(100)
    },
    60_000,
  )

  it('tell a clause that comes or goes, and another order of the changes', () => {
    const without: Agreement = {
      ...defaultAgreement,
      modifiers: defaultAgreement.modifiers.slice(1),
    }
    const gone = diffAgreements(defaultAgreement, without)
    expect(gone.find((of) => of.clause === 'modifiers.enquiry-open')?.kind).toBe('removed')
    const turned: Agreement = {
      ...defaultAgreement,
      modifiers: defaultAgreement.modifiers.toReversed(),
    }
    expect(diffAgreements(defaultAgreement, turned).map((of) => of.clause)).toEqual([
      'modifiers.order',
    ])
  })
})

describe('the figures still to agree', () => {
  it('are none in the default', () => {
    expect(missingFigures(defaultAgreement)).toEqual([])
  })

  it('are those of a stage left blank', () => {
    const blank: Agreement = {
      ...defaultAgreement,
      stages: defaultAgreement.stages.map((of) => ({ ...of, weight: null })),
    }
    expect(missingFigures(blank)).toContain('the weight of “care proceedings”')
  })
})
