import { defaultAgreement, handoverTermOf, answerTermOf } from '../../src/core/agreement/index.ts'
import type { Case, WeighedWorker } from '../../src/core/model/index.ts'
import type { IsoDate } from '../../src/kit/index.ts'
import {
  decisions,
  imports,
  referencesOf,
  type NewDecision,
  type OrganisationId,
} from '../../src/store/index.ts'
import type { TestService } from './service.ts'

/** A reallocation as it is once decided, made straight in the store; accepted on the day unless told otherwise. */
export const aReallocation = (
  { store, organisation }: Pick<TestService, 'store' | 'organisation'>,
  of: {
    children: readonly Case['child'][]
    from: Pick<WeighedWorker, 'id' | 'team'>
    to: Pick<WeighedWorker, 'id' | 'team'>
    on: IsoDate
    accepted?: boolean
    more?: Partial<NewDecision>
  },
): Promise<string> =>
  store.inOrganisation(organisation.id as OrganisationId, async (scope) => {
    const current = await imports.current(scope)
    if (!current) throw new Error('No import is in force')
    const references = await referencesOf(scope)
    const at = new Date(`${of.on}T09:00:00Z`)
    const id = await decisions.make(scope, {
      kind: 'reallocation',
      to: { worker: of.to.id, reference: references.worker(of.to.id), team: of.to.team },
      from: { worker: of.from.id, reference: references.worker(of.from.id) },
      fromTeam: of.from.team,
      children: of.children.map((child) => ({ child, reference: references.child(child) })),
      changeReason: 'MANAGE',
      firstBand: true,
      overrideReason: null,
      words: '',
      acts: [],
      answerTerm: answerTermOf(defaultAgreement),
      handoverTerm: handoverTermOf(defaultAgreement),
      plan: null,
      import: current.id,
      agreement: defaultAgreement.id,
      version: defaultAgreement.version,
      certificate: {},
      certificateHash: Buffer.alloc(32),
      madeOn: of.on,
      madeAt: at,
      account: null,
      by: 'Ruth Adeyemi',
      ...of.more,
    })
    if (of.accepted ?? true) {
      await decisions.say(scope, id, {
        kind: 'worker',
        answer: 'accepted',
        on: of.on,
        reason: null,
        words: '',
        at,
        account: null,
        by: 'Eugene Swift',
      })
    }
    return id
  })
