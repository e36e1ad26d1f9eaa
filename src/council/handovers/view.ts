import type { IsoDate } from '../../kit/index.ts'
import { clauseOf, describeAgreement, termsOf, type Agreement } from '../../core/agreement/index.ts'
import {
  handoverSteps,
  isSignature,
  missingBeforeSigning,
  nextDates,
  type NextDate,
} from '../../core/handover/index.ts'
import { caseloads, imports, type Scope } from '../../store/index.ts'
import { agreementInForce, agreementKey, agreementNamed } from '../agreements/index.ts'
import type { HeldHandover } from './held.ts'
import { isOver, type Part } from './may.ts'
import type { HandoverRow, HandoverStepView, HandoverView } from './views.ts'

/** The agreement that a decision was made under. */
export const agreementOf = async (
  scope: Scope,
  { decision }: HeldHandover,
  on: IsoDate,
): Promise<Agreement> =>
  (await agreementNamed(
    scope,
    { id: decision.agreement, version: decision.version },
    () => false,
  )) ?? (await agreementInForce(scope, on)).agreement

/** Whom that agreement asks before an emergency passes a case on; null where nobody. */
export function secondPersonOf(agreement: Agreement): HandoverView['secondPerson'] {
  const asked = termsOf(agreement).overrides.find((of) => of.what === 'emergency-handover')
  return asked ? { role: asked.secondPerson, clause: clauseOf.override(asked.id) } : null
}

/** One handover whole: what is missing, what was done, and what whoever asks may do about it. */
export async function handoverView(
  scope: Scope,
  held: HeldHandover,
  row: HandoverRow,
  part: Part,
  on: IsoDate,
): Promise<HandoverView> {
  const { decision, entered, entries, term } = held
  const agreement = await agreementOf(scope, held, on)
  const broken = new Set(row.breaches.map(({ clause }) => clause))
  const isOpen = !isOver(held)
  const mayRecord = part.may('handover.record')
  const asked = entries.findLast((entry) => entry.kind === 'emergency')
  const secondPerson = secondPersonOf(agreement)
  return {
    ...row,
    agreement: {
      key: agreementKey({ id: decision.agreement, version: decision.version }),
      name: agreement.name,
      version: decision.version,
    },
    clauses: Object.fromEntries(
      describeAgreement(agreement).flatMap(({ id, sentence }) =>
        broken.has(id) ? [[id, sentence]] : [],
      ),
    ),
    changeReason: decision.changeReason,
    steps: handoverSteps.map((step): HandoverStepView => {
      const day = entered.done[step]
      const of = entries.findLast((entry) => entry.kind === 'step' && entry.step === step)
      const required = term.required.includes(step)
      return {
        step,
        required,
        done:
          day === undefined || of === undefined
            ? null
            : {
                on: day,
                by: of.by,
                enteredOn: of.enteredOn,
                words: of.words,
                details: of.details,
              },
        mayRecord:
          day === undefined &&
          (isSignature(step)
            ? row.maySign.includes(step) || (step === 'outgoing-signed' && part.mayNoteAbsent)
            : mayRecord && (isOpen || (!required && row.state === 'complete'))),
        mayUndo:
          day !== undefined &&
          isOpen &&
          (isSignature(step) ? of?.account === part.account : mayRecord),
      }
    }),
    entries: [...entries].reverse().map((entry) => ({
      kind: entry.kind,
      step: entry.kind === 'step' || entry.kind === 'step-undone' ? entry.step : null,
      said: entry.kind === 'emergency' ? entry.said : null,
      reason: entry.kind === 'emergency' ? entry.reason : null,
      on: entry.on,
      words: entry.words,
      by: entry.by,
      at: entry.at,
    })),
    nextDates: await datesOf(scope, held, on),
    beforeSigning: missingBeforeSigning(entered, term),
    may: {
      plan: isOpen && mayRecord,
      noteMoved: isOpen && mayRecord && entered.movedByMessageOn === null,
      emergency:
        isOpen &&
        entered.emergency === null &&
        entered.emergencyAsked === null &&
        part.may('handover.emergency'),
      agreeToEmergency:
        isOpen &&
        entered.emergencyAsked !== null &&
        part.isSecond(secondPerson?.role ?? 'service-manager'),
    },
    secondPerson,
    emergencyAsked: entered.emergencyAsked && { ...entered.emergencyAsked, by: asked?.by ?? '' },
  }
}

/** What the files in force say of each child's next dates. */
async function datesOf(
  scope: Scope,
  { decision }: HeldHandover,
  on: IsoDate,
): Promise<NextDate[][]> {
  const current = await imports.current(scope)
  const dates: NextDate[][] = []
  for (const { child, reference } of decision.children) {
    const isShown = current && !caseloads.isClosed(scope, child)
    const found = isShown ? await caseloads.oneCase(scope, current.id, reference) : null
    dates.push(found ? nextDates(found.case, on) : [])
  }
  return dates
}
