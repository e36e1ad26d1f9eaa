import { fail, ok, type IsoDate } from '../../src/kit/index.ts'
import {
  defaultAgreement,
  presets,
  type Agreement,
  type AgreementState,
} from '../../src/core/agreement/index.ts'
import { replay } from '../../src/core/workload/index.ts'
import type { Workload } from '../../src/core/model/index.ts'
import type {
  AgreementLife,
  AgreementView,
  Asked,
  Council,
  FigureQuery,
  OrganisationView,
  Standing,
} from '../../src/council/index.ts'

/** A draft, a text that one party has signed, and a withdrawn one, beside those that come with Fairload. */
export const ownKeys = { draft: 'ours@2.1', proposed: 'ours@2.0', withdrawn: 'ours@1.0' } as const

export function seedAgreements(of: {
  named: (organisation: OrganisationView) => OrganisationView
  text: (plain: string) => string
  asked: (what: string, given: unknown) => void
  workload: Workload
  standingOf: (asked: Asked) => Standing | null
}): Pick<Council, 'agreements' | 'queries'> {
  const { named, text, asked } = of
  const by = { name: text('Rae Bell'), party: 'branch' } as const
  const at = new Date('2026-09-20T09:00:00Z')
  const ours = (version: string): Agreement => ({
    ...defaultAgreement,
    id: 'ours',
    name: text('Our own agreement'),
    version,
    kind: 'agreement',
    startingPoint: false,
    weights: defaultAgreement.weights.map((one) =>
      one.status === 'child-protection-plan' ? { ...one, weight: 9.5 } : one,
    ),
  })
  const life = (state: AgreementState): AgreementLife => ({
    state,
    standing: state === 'signed' ? 'to-come' : state,
    revision: 3,
    basedOn: 'fairload-hours-0.1@0.1',
    by,
    addedAt: at,
    sha256: 'a'.repeat(64),
    effective: state === 'draft' ? null : ('2026-11-01' as IsoDate),
    proposedAt: state === 'draft' ? null : at,
    signatures:
      state === 'proposed'
        ? [{ name: text('Dana Cole'), party: 'service', at, sha256: 'a'.repeat(64) }]
        : [],
    signedAt: null,
    withdrawn:
      state === 'withdrawn' ? { at, from: null, reason: text('Written anew after talks.') } : null,
  })
  const all = (organisation: OrganisationView): AgreementView[] => [
    ...presets.map((agreement, n) => ({
      organisation: named(organisation),
      agreement,
      key: `${agreement.id}@${agreement.version}`,
      inForce: n === 0,
      life: null,
    })),
    ...(['draft', 'proposed', 'withdrawn'] as const).map((state) => ({
      organisation: named(organisation),
      agreement: ours(ownKeys[state].slice(5)),
      key: ownKeys[state],
      inForce: false,
      life: life(state),
    })),
  ]
  const found = (organisation: OrganisationView, key: string): AgreementView | null =>
    all(organisation).find((one) => one.key === key || one.agreement.id === key) ?? null
  const done = (what: string) => async (_of: unknown, key: unknown, given?: unknown) => {
    asked(what, { key, given })
    return ok(null)
  }
  return {
    agreements: {
      async inForce(organisation) {
        return found(organisation, defaultAgreement.id) as AgreementView
      },
      async list(organisation) {
        return all(organisation)
      },
      async view(organisation, key) {
        return found(organisation, key)
      },
      async add(_organisation, document) {
        asked('add agreement', document)
        return fail([
          { code: 'agreement-invalid', sentence: 'weights: give each status one weight.' },
        ])
      },
      async draft(_organisation, from, given) {
        asked('draft agreement', { from, given })
        return ok(ownKeys.draft)
      },
      revise: done('revise agreement'),
      propose: done('propose agreement'),
      sign: done('sign agreement'),
      recordStatement: done('record statement'),
      withdraw: done('withdraw agreement'),
      comment: done('comment agreement'),
      choose: done('choose agreement'),
      async comments() {
        return [{ clause: 'lines.safe', words: text('Too high in duty weeks.'), by, at }]
      },
      async texts() {
        return [
          { revision: 2, agreement: ours('2.1'), by, at },
          { revision: 1, agreement: defaultAgreement, by: null, at },
        ]
      },
      async replay(asking, { before, after }) {
        const { workload } = of
        const standing = of.standingOf(asking)
        const one =
          before === undefined ? presets[0] : found(asking.organisation, before)?.agreement
        const other = found(asking.organisation, after)?.agreement
        if (!standing || !one || !other) return null
        const heavier: Workload = {
          ...workload,
          agreement: { ...workload.agreement, name: other.name, version: other.version },
          totals: { ...workload.totals, overSafe: workload.totals.overSafe + 9 },
          workers: workload.workers.map((worker) =>
            worker.utilisation === null
              ? worker
              : {
                  ...worker,
                  demand: worker.demand + 40,
                  utilisation: worker.utilisation + 2_000,
                  standing: worker.utilisation + 2_000 > 10_000 ? 'over-safe' : 'within',
                },
          ),
        }
        return {
          before: one,
          after: other,
          standing,
          replay: replay(
            { workload, agreement: defaultAgreement },
            { workload: heavier, agreement: defaultAgreement },
          ),
          teams: workload.teams.map(({ id }) => ({ id, address: `t-${id}` })),
          workers: workload.workers.map(({ id, name }, n) => ({ id, name, address: `w-${n}` })),
          imports: [{ id: 'i-2', number: 2, asOf: workload.asOf }],
        }
      },
    },
    queries: {
      ask: async (_organisation, about, query) => {
        asked('ask', { about, query })
        return ok(null)
      },
      answer: async (_organisation, id, answer) => {
        asked('answer query', { id, answer })
        return ok(null)
      },
      about: async (_organisation, address) => [aQuery(text, address)],
      list: async () => [aQuery(text, 'w-1'), { ...aQuery(text, 'w-2'), id: 'q-2', answers: [] }],
    },
  }
}

/** A query that was answered. */
export const aQuery = (text: (plain: string) => string, address: string): FigureQuery => ({
  id: 'q-1',
  about: 'worker',
  address,
  importNumber: 2,
  what: 'count',
  clause: 'weights.referral',
  clauseWords: text('A referral weighs 3 hours a month.'),
  words: text('Two of these closed in August.'),
  evidence: text('Closing letters of 3 August.'),
  by: text('Amara Okoye'),
  at: new Date('2026-09-20T09:00:00Z'),
  answers: [
    {
      outcome: 'put-right',
      words: text('Closed in the files.'),
      by: 'M. Shah',
      at: new Date('2026-09-22T09:00:00Z'),
    },
  ],
})
