import { createHash } from 'node:crypto'
import { canonicalJson, fail, ok, type Problem, type Result } from '../../kit/index.ts'
import {
  canonicalText,
  diffAgreements,
  presets,
  readyToWeigh,
  type Agreement,
  type Statement,
} from '../../core/agreement/index.ts'
import { canDo, type BranchAction, type BranchPerson } from '../../core/branch-rights/index.ts'
import { replayDifference, replayEvidence } from '../../core/evidence/index.ts'
import { desk, notes, organisations, type BranchScope } from '../../store/branch/index.ts'
import { isId, seenBy, type KeepingDeps, type OfBranch } from '../keeping/index.ts'
import { sourceAddress } from './address.ts'
import { documentIn, incoming } from './incoming.ts'
import { statementOf } from './statement.ts'
import { askSource, outcomeWords, takeIn } from './take-in.ts'
import { releasesIn, versionsIn } from './texts.ts'
import type { Brought, CompareView, DeskView, ReplayView, VersionView } from './views.ts'

const NOT_YOURS: Problem = {
  code: 'not-yours',
  sentence: 'Your office does not do this. Ask an officer of the branch. Nothing was changed.',
}

export interface TextsDoor {
  overview(of: OfBranch): Promise<DeskView>
  version(of: OfBranch, id: string): Promise<VersionView | null>
  /** Any two that the branch keeps. */
  compare(of: OfBranch, one: string, other: string): Promise<CompareView | null>
  /** Two versions on a release; the newest where none is named. null where one of them is not here. */
  replay(
    of: OfBranch,
    asked: { one: string; other: string; release: string | null },
  ): Promise<ReplayView | null>
  /** Keeps a version, a release, or a list of either, from a file. */
  bring(of: OfBranch, bytes: Uint8Array): Promise<Result<Brought, Problem>>
  /** Where the service publishes; an empty address takes it away. */
  setSource(
    of: OfBranch,
    given: { address: string; daily: boolean },
  ): Promise<Result<null, Problem>>
  /** Asks the service now. */
  fetch(of: OfBranch): Promise<Result<Brought, Problem>>
  /** Signs the branch's copy, as somebody with an office today. @returns the statement's id. */
  sign(
    of: OfBranch,
    id: string,
    given: { sha256: string; office: string },
  ): Promise<Result<string, Problem>>
  /** The offices in which whoever asks could sign today. */
  offices(): string[]
  /** A signature as the file that is handed over. */
  statement(of: OfBranch, id: string): Promise<Statement | null>
}

/** The branch's own copies of the agreement and of evidence: kept, compared, replayed, signed. */
export function textsDoor(deps: KeepingDeps, person: BranchPerson | null): TextsDoor {
  const inSight = seenBy(deps)
  /** As somebody who may; else nothing is done. */
  const as = (action: BranchAction): BranchPerson | null =>
    person !== null && canDo(person, action) ? person : null
  const versions = (of: OfBranch): Promise<VersionView[]> => inSight(of, versionsIn)
  const offices = (): string[] => [
    ...new Set(
      (as('desk.sign')?.offices ?? [])
        .filter(({ role }) => role === 'officer')
        .map(({ title }) => title || 'Officer'),
    ),
  ]

  return {
    overview: (of) =>
      inSight(of, async (scope) => ({
        versions: await versionsIn(scope),
        releases: await releasesIn(scope),
        source: await desk.source(scope),
      })),

    version: async (of, id) =>
      isId(id) ? ((await versions(of)).find((one) => one.id === id) ?? null) : null,

    compare: async (of, one, other) => {
      const all = await versions(of)
      const [a, b] = [one, other].map((id) => all.find((version) => version.id === id))
      return a && b ? { one: a, other: b, changes: diffAgreements(a.agreement, b.agreement) } : null
    },

    replay: (of, { one, other, release }) =>
      inSight(of, async (scope) => {
        const all = await versionsIn(scope)
        const releases = await releasesIn(scope)
        const [a, b] = [one, other].map((id) => all.find((version) => version.id === id))
        const shown = release === null ? releases[0] : releases.find(({ id }) => id === release)
        if (!a || !b || !shown) return null
        const under = ({ agreement }: VersionView) => {
          const done = replayEvidence(shown.release, agreement)
          return done.ok ? done.value : null
        }
        const own = all.find(({ sha256 }) => sha256 === shown.release.agreement.sha256)?.agreement
        return {
          one: a,
          other: b,
          release: shown,
          before: under(a),
          after: under(b),
          change: replayDifference(shown.release, a.agreement, b.agreement),
          capacity: sameCapacity(own ?? presetWith(shown.release.agreement.sha256), b.agreement)
            ? shown.release.workers.capacity
            : null,
          versions: all,
          releases,
        }
      }),

    bring: async (of, bytes) => {
      const by = as('desk.edit')
      if (!by) return fail(NOT_YOURS)
      const document = documentIn(bytes)
      if (!document.ok) return document
      const came = incoming(document.value)
      if (!came.ok) return came
      return ok(
        await inSight(of, (scope) =>
          takeIn(scope, came.value, { address: null, by: by.member, at: deps.now() }),
        ),
      )
    },

    setSource: async (of, { address, daily }) => {
      const by = as('desk.edit')
      if (!by) return fail(NOT_YOURS)
      const wanted = address.trim() === '' ? null : sourceAddress(address)
      if (wanted && !wanted.ok) return wanted
      await inSight(of, async (scope) => {
        await desk.setSource(scope, wanted && { address: wanted.value, daily })
        await notes.add(scope, {
          what: 'desk.source-set',
          about: null,
          details: { daily: wanted !== null && daily, ended: wanted === null },
          by: by.member,
          at: deps.now(),
        })
      })
      return ok(null)
    },

    fetch: async (of) => {
      const by = as('desk.edit')
      if (!by) return fail(NOT_YOURS)
      const source = await inSight(of, (scope) => desk.source(scope))
      if (source === null) {
        return fail({
          code: 'no-address',
          sentence: 'Enter where the service publishes first.',
        })
      }
      const came = await askSource(source.address)
      const at = deps.now()
      const brought = await inSight(of, async (scope) => {
        const kept = came.ok
          ? await takeIn(scope, came.value, { address: source.address, by: by.member, at })
          : null
        await desk.tried(scope, {
          at,
          outcome: kept ? outcomeWords(kept) : came.ok ? '' : came.problem.sentence,
          wentWell: kept !== null,
        })
        return kept
      })
      return brought ? ok(brought) : fail(came.ok ? NOT_YOURS : came.problem)
    },

    offices,

    sign: async (of, id, { sha256, office }) => {
      const by = as('desk.sign')
      if (!by) return fail(NOT_YOURS)
      return inSight(of, async (scope): Promise<Result<string, Problem>> => {
        const version = (await versionsIn(scope)).find((one) => one.id === id)
        const problem = version ? cannotSign(version, { sha256, office }) : NOT_HERE
        if (problem || !version) return fail(problem ?? NOT_HERE)
        return signIt(scope, version, by, office)
      })
    },

    statement: (of, id) =>
      inSight(of, async (scope) => {
        const found = (await desk.signatures(scope)).find((one) => one.id === id)
        return found ? (JSON.parse(found.statement) as Statement) : null
      }),
  }

  function cannotSign(
    version: VersionView,
    { sha256, office }: { sha256: string; office: string },
  ): Problem | null {
    if (version.sha256 !== sha256) {
      return {
        code: 'stale',
        sentence: 'This is not the text that the page showed. Open it again and read it.',
      }
    }
    if (version.facts?.withdrawn) {
      return {
        code: 'withdrawn',
        sentence: 'This version was withdrawn. There is nothing to sign any more.',
      }
    }
    if (!offices().includes(office)) {
      return { code: 'no-office', sentence: 'Choose the office in which you sign.' }
    }
    const ready = readyToWeigh(version.agreement)
    return ready.ok ? null : ready.problem
  }

  async function signIt(
    scope: BranchScope,
    { id: copy, agreement, sha256 }: VersionView,
    by: BranchPerson,
    office: string,
  ): Promise<Result<string, Problem>> {
    const { name: branch } = await organisations.get(scope)
    const on = deps.today()
    const { id, version, name } = agreement
    const statement = statementOf({
      branch,
      agreement: { id, version, name },
      sha256,
      name: by.name,
      office,
      on,
    })
    const at = deps.now()
    const signed = await desk.sign(scope, {
      copy,
      member: by.member,
      statement: canonicalJson(statement),
      onDay: on,
      at,
    })
    if (signed === null) {
      return fail({
        code: 'already-signed',
        sentence:
          'The branch has signed this text already. Its statement is on the version’s page.',
      })
    }
    await notes.add(scope, {
      what: 'desk.signed',
      about: copy,
      details: { sha256 },
      by: by.member,
      at,
    })
    return ok(signed)
  }
}

const NOT_HERE: Problem = {
  code: 'not-there',
  sentence: 'This version is not here any more. Go back and load the list again.',
}

const presetWith = (sha256: string): Agreement | undefined =>
  presets.find(
    (of) => createHash('sha256').update(canonicalText(of), 'utf8').digest('hex') === sha256,
  )

/** Whether both say the same of what a worker can carry. */
const sameCapacity = (own: Agreement | undefined, other: Agreement): boolean =>
  own !== undefined &&
  [own, other]
    .map(({ capacity, unit, terms }) =>
      canonicalJson({
        fullTime: capacity,
        unit,
        returner: terms?.protection.returner ?? null,
      }),
    )
    .every((text, _, [first]) => text === first)
