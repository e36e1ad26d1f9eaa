import { createHash } from 'node:crypto'
import {
  fail,
  fold,
  longDate,
  ok,
  type IsoDate,
  type Problem,
  type Result,
} from '../../kit/index.ts'
import {
  canonicalText,
  parseAgreement,
  presets,
  readyToWeigh,
  standingOn,
  statementSchema,
  type Agreement,
} from '../../core/agreement/index.ts'
import { agreements, type Scope, type StoredVersion } from '../../store/index.ts'
import type { ActingPerson } from '../acting.ts'
import type { Council } from '../council.ts'
import type { CouncilDeps } from '../deps.ts'
import { organisationId } from '../figures/index.ts'
import { note } from '../note.ts'
import { followRegister } from '../register/index.ts'
import type { OrganisationView } from '../views.ts'
import {
  agreementInForce,
  agreementKey,
  settledTexts,
  type InForce,
  type SettledText,
} from './in-force.ts'
import { replayOf } from './replay.ts'
import type { AgreementView } from './views.ts'

/** Who signed, without the office that a statement has beside the name. */
const personIn = (signer: string): string => fold(signer.split(', ')[0] ?? signer)

const NOT_A_STATEMENT: Problem = {
  code: 'not-a-statement',
  sentence:
    'This file is no statement of a signature. The branch downloads it from its own page of the version that it signed.',
}

const OF_ANOTHER_TEXT: Problem = {
  code: 'another-text',
  sentence:
    'The branch signed another text than this one: the hashes differ. Give the branch this version as a file, and have it signed.',
}

const NOT_HERE: Problem = { code: 'not-found', sentence: 'This agreement is not here.' }

/**
 * Agreements are drafted, laid before both parties, signed, and run from their day. What was
 * written once is never changed; nothing runs that both parties have not signed, except the
 * labelled starting point.
 */
export function agreementsDoor(deps: CouncilDeps): Council['agreements'] {
  const { store } = deps
  const within = <T>(organisation: OrganisationView, work: (scope: Scope) => Promise<T>) =>
    store.inOrganisation(organisationId(organisation), work)

  /** Does one thing to one version and notes it, in one transaction. */
  const onVersion = (
    organisation: OrganisationView,
    key: string,
    work: (
      scope: Scope,
      version: StoredVersion,
    ) => Promise<
      Result<{ what: string; details?: Record<string, string | number | null> }, Problem>
    >,
  ): Promise<Result<null, Problem>> =>
    within(organisation, async (scope): Promise<Result<null, Problem>> => {
      const version = await ownVersion(scope, key)
      if (version === null) return fail(NOT_HERE)
      const done = await work(scope, version)
      if (!done.ok) return done
      await note(deps, scope, `agreement.${done.value.what}`, {
        agreement: keyOf(version),
        ...done.value.details,
      })
      return ok(null)
    })

  /**
   * The register at once by the agreement that now runs, with the eyes of the house. What was agreed
   * stands already: where this fails, the look of every hour does it.
   */
  const thenFollow = async <T>(
    organisation: OrganisationView,
    done: Result<T, Problem>,
  ): Promise<Result<T, Problem>> => {
    if (done.ok) {
      await store
        .asHouse()
        .inOrganisation(organisationId(organisation), (scope) => followRegister(deps, scope))
        .catch(() => undefined)
    }
    return done
  }

  return {
    inForce: (organisation) =>
      within(organisation, async (scope) => {
        const inForce = await agreementInForce(scope, deps.today())
        const shown = (await allOf(scope, organisation, inForce)).find((of) => of.inForce)
        return shown ?? presetView(organisation, inForce.agreement, inForce)
      }),
    list: (organisation) =>
      within(organisation, async (scope) =>
        allOf(scope, organisation, await agreementInForce(scope, deps.today())),
      ),
    view: (organisation, key) =>
      within(organisation, async (scope) =>
        found(await allOf(scope, organisation, await agreementInForce(scope, deps.today())), key),
      ),

    add: (organisation, document, by) =>
      within(organisation, async (scope): Promise<Result<Agreement, Problem[]>> => {
        const parsed = parseAgreement(document)
        if (!parsed.ok) return parsed
        const agreement = forBoth(parsed.value)
        const added = await addDraft(deps, scope, { agreement, basedOn: null, by })
        return added.ok ? ok(agreement) : fail([added.problem])
      }),

    draft: (organisation, from, { name, id, version, by }) =>
      within(organisation, async (scope): Promise<Result<string, Problem>> => {
        const all = await allOf(scope, organisation, await agreementInForce(scope, deps.today()))
        const base = found(all, from)
        if (base === null) return fail(NOT_HERE)
        const parsed = parseAgreement({
          ...forBoth(base.agreement),
          id,
          name,
          version,
          dated: null,
          ...(base.life === null
            ? {
                about: `What ${organisation.name} and its union branch settle between them. Made from ${base.agreement.name} ${base.agreement.version}.`,
              }
            : {}),
        })
        if (!parsed.ok) return fail(parsed.problem[0] ?? NOT_HERE)
        const agreement = parsed.value
        return addDraft(deps, scope, { agreement, basedOn: base.key, by })
      }),

    revise: async (organisation, key, { document, revision, by }) => {
      const problems: Problem[] = []
      const done = await onVersion(organisation, key, async (scope, of) => {
        const parsed = parseAgreement(named(document, of))
        if (!parsed.ok) {
          problems.push(...parsed.problem)
          return fail(problems[0] ?? NOT_HERE)
        }
        const saved = await agreements.revise(scope, of.id, {
          document: forBoth(parsed.value),
          revision,
          by,
          at: deps.now(),
        })
        return saved.ok
          ? ok({ what: 'revised', details: { revision: saved.value.revision, party: by.party } })
          : saved
      })
      return done.ok ? done : fail(problems.length > 0 ? problems : [done.problem])
    },

    propose: (organisation, key, { effective, revision, by }) =>
      onVersion(organisation, key, async (scope, of) => {
        const agreement = textOf(of)
        const ready = readyToWeigh(agreement)
        if (!ready.ok) return ready
        if (effective < deps.today()) return fail(dayHasPassed(effective))
        const canonical = canonicalText(agreement)
        const proposed = await agreements.propose(scope, of.id, {
          canonical,
          effective,
          revision,
          at: deps.now(),
        })
        return proposed.ok
          ? ok({
              what: 'proposed',
              details: { sha256: hashOf(canonical), effective, party: by.party },
            })
          : proposed
      }),

    sign: async (organisation, key, { sha256, by }) =>
      thenFollow(
        organisation,
        await onVersion(organisation, key, (scope, of) => signed(scope, of, { sha256, by })),
      ),

    recordStatement: async (organisation, key, document) =>
      thenFollow(
        organisation,
        await onVersion(organisation, key, async (scope, of) => {
          const parsed = statementSchema.safeParse(document)
          if (!parsed.success) return fail(NOT_A_STATEMENT)
          const { agreement, sha256, name, office } = parsed.data
          if (agreementKey(agreement) !== keyOf(of)) return fail(OF_ANOTHER_TEXT)
          const done = await signed(scope, of, {
            sha256,
            by: { name: `${name}, ${office}`, party: 'branch' },
          })
          if (!done.ok) return done.problem.code === 'stale' ? fail(OF_ANOTHER_TEXT) : done
          return ok({ what: done.value.what, details: { ...done.value.details, statement: 1 } })
        }),
      ),

    withdraw: async (organisation, key, { reason, by }) =>
      thenFollow(
        organisation,
        await onVersion(organisation, key, async (scope, of) => {
          const withdrawn = await agreements.withdraw(scope, of.id, {
            reason,
            from: deps.today(),
            at: deps.now(),
          })
          return withdrawn.ok ? ok({ what: 'withdrawn', details: { party: by.party } }) : withdrawn
        }),
      ),

    comment: (organisation, key, comment) =>
      onVersion(organisation, key, async (scope, of) => {
        await agreements.comment(scope, of.id, { ...comment, at: deps.now() })
        return ok({
          what: 'commented',
          details: { clause: comment.clause, party: comment.by.party },
        })
      }),

    comments: (organisation, key) =>
      within(organisation, async (scope) => {
        const of = await ownVersion(scope, key)
        return of ? agreements.comments(scope, of.id) : []
      }),

    texts: (organisation, key) =>
      within(organisation, async (scope) => {
        const of = await ownVersion(scope, key)
        if (of === null) return []
        return (await agreements.texts(scope, of)).flatMap(({ document, ...rest }) => {
          const parsed = parseAgreement(document)
          return parsed.ok ? [{ ...rest, agreement: parsed.value }] : []
        })
      }),

    choose: async (organisation, key) =>
      thenFollow(
        organisation,
        await within(organisation, async (scope): Promise<Result<null, Problem>> => {
          const inForce = await agreementInForce(scope, deps.today())
          const chosen = found(await allOf(scope, organisation, inForce), key)
          if (!chosen) return fail(NOT_HERE)
          if (!chosen.agreement.startingPoint) {
            return fail({
              code: 'not-signed',
              sentence:
                'This agreement runs once both parties have signed it, from its day. Propose it, and have it signed.',
            })
          }
          if (inForce.settled?.kind === 'signed') {
            return fail({
              code: 'signed-in-force',
              sentence:
                'An agreement that both parties signed is in force. It gives way to another that both sign, or is withdrawn with a reason.',
            })
          }
          const ready = readyToWeigh(chosen.agreement)
          if (!ready.ok) return ready
          await agreements.adopt(scope, {
            agreement: chosen.agreement.id,
            version: chosen.agreement.version,
            document: chosen.agreement,
            effective: deps.today(),
            at: deps.now(),
          })
          await note(deps, scope, 'agreement.adopted', { agreement: chosen.key })
          return ok(null)
        }),
      ),

    replay: (asked, { before, after }) =>
      replayOf(deps, asked, async (scope) => {
        const inForce = await agreementInForce(scope, deps.today())
        const all = await allOf(scope, asked.organisation, inForce)
        const one = before === undefined ? inForce.agreement : found(all, before)?.agreement
        const other = found(all, after)?.agreement
        return one && other ? { before: one, after: other } : null
      }),
  }

  /** A party’s signature, by somebody who has not signed for the other. */
  async function signed(
    scope: Scope,
    of: StoredVersion,
    { sha256, by }: { sha256: string; by: ActingPerson },
  ): Promise<Result<{ what: string; details: Record<string, string | number | null> }, Problem>> {
    const effective = of.proposed?.effective
    if (effective !== undefined && effective < deps.today()) return fail(dayHasPassed(effective))
    const other = of.signatures.find((one) => one.party !== by.party)
    if (other && personIn(other.name) === personIn(by.name)) {
      return fail({
        code: 'same-person',
        sentence: 'The same person cannot sign for both parties. Someone else signs here.',
      })
    }
    const done = await agreements.sign(scope, of.id, { by, sha256, at: deps.now() })
    return done.ok
      ? ok({
          what: done.value.state === 'signed' ? 'signed-by-both' : 'signed-by-one',
          details: { party: by.party, sha256 },
        })
      : done
  }

  async function allOf(
    scope: Scope,
    organisation: OrganisationView,
    inForce: InForce,
  ): Promise<AgreementView[]> {
    const settled = await settledTexts(scope)
    const own = (await agreements.list(scope)).flatMap((of): AgreementView[] => {
      const parsed = parseAgreement(of.document)
      return parsed.ok
        ? [ownView(organisation, of, parsed.value, inForce, settled, deps.today())]
        : []
    })
    return [...presets.map((of) => presetView(organisation, of, inForce)), ...own]
  }
}

const keyOf = (of: Pick<StoredVersion, 'agreement' | 'version'>): string =>
  agreementKey({ id: of.agreement, version: of.version })

const hashOf = (canonical: string): string =>
  createHash('sha256').update(canonical, 'utf8').digest('hex')

/** A text that is made to be signed: it is no starting point, and no one else's standard. */
const forBoth = (agreement: Agreement): Agreement =>
  agreement.startingPoint || agreement.kind !== 'agreement'
    ? { ...agreement, kind: 'agreement', startingPoint: false }
    : agreement

/** A document under the name that its version has: a draft keeps it. */
const named = (document: unknown, of: StoredVersion): unknown =>
  typeof document === 'object' && document !== null
    ? { ...document, id: of.agreement, version: of.version }
    : document

function textOf(of: StoredVersion): Agreement {
  const parsed = parseAgreement(of.document)
  if (!parsed.ok) throw new Error('A stored agreement cannot be read by this version')
  return parsed.value
}

async function ownVersion(scope: Scope, key: string): Promise<StoredVersion | null> {
  const at = key.indexOf('@')
  return at < 0 ? null : agreements.get(scope, key.slice(0, at), key.slice(at + 1))
}

/** By its key; by its id alone the one in force, else the newest. */
const found = (all: readonly AgreementView[], key: string): AgreementView | null =>
  all.find((of) => of.key === key) ??
  all.find((of) => of.agreement.id === key && of.inForce) ??
  all.find((of) => of.agreement.id === key) ??
  null

async function addDraft(
  deps: CouncilDeps,
  scope: Scope,
  of: { agreement: Agreement; basedOn: string | null; by: ActingPerson },
): Promise<Result<string, Problem>> {
  const { agreement, basedOn, by } = of
  const key = agreementKey(agreement)
  if (presets.some((one) => agreementKey(one) === key)) {
    return fail({
      code: 'already-there',
      sentence: 'This is the name of an agreement that comes with Fairload. Give yours its own id.',
    })
  }
  const added = await agreements.draft(scope, {
    agreement: agreement.id,
    version: agreement.version,
    document: agreement,
    basedOn,
    by,
    at: deps.now(),
  })
  if (!added.ok) return added
  await note(deps, scope, 'agreement.drafted', { agreement: key, party: by.party })
  return ok(key)
}

const presetView = (
  organisation: OrganisationView,
  agreement: Agreement,
  inForce: InForce,
): AgreementView => ({
  organisation,
  agreement,
  key: agreementKey(agreement),
  inForce: inForce.settled?.kind !== 'signed' && inForce.key === agreementKey(agreement),
  life: null,
})

function ownView(
  organisation: OrganisationView,
  of: StoredVersion,
  agreement: Agreement,
  inForce: InForce,
  settled: readonly SettledText[],
  today: IsoDate,
): AgreementView {
  const term = settled.find((one) => one.kind === 'signed' && one.row === of.id) ?? null
  const isAdopted = inForce.settled?.kind !== 'signed' && inForce.key === keyOf(of)
  return {
    organisation,
    agreement: isAdopted ? inForce.agreement : agreement,
    key: keyOf(of),
    inForce: isAdopted || (term !== null && inForce.settled?.row === term.row),
    life: {
      state: of.state,
      standing: standingOn({ state: of.state, term }, settled, today),
      revision: of.revision,
      basedOn: of.basedOn,
      by: of.by,
      addedAt: of.addedAt,
      sha256: of.proposed?.sha256 ?? hashOf(canonicalText(agreement)),
      effective: of.proposed?.effective ?? null,
      proposedAt: of.proposed?.at ?? null,
      signatures: of.signatures,
      signedAt: of.signedAt,
      withdrawn: of.withdrawn,
    },
  }
}

const dayHasPassed = (day: IsoDate): Problem => ({
  code: 'day-has-passed',
  sentence: `${longDate(day)} has passed: no agreement takes effect in the past. Choose today or a later day in a new draft.`,
})
