import { fail, ok, type Result } from '../../../kit/index.ts'
import type { Bundle } from '../bundle.ts'
import type { Authority } from '../model.ts'
import { Random } from '../random.ts'
import { truthOn } from '../truth.ts'
import { cellMess } from './annex-a-cells.ts'
import { rowMess } from './annex-a-rows.ts'
import { sheetMess } from './annex-a-sheets.ts'
import { workerMess } from './annex-a-workers.ts'
import type { MessKind } from './kind.ts'
import { otherMess } from './others.ts'
import { Scene, type Placement } from './scene.ts'

/**
 * Every kind of mess, in the order in which it is made: rows and cells first, then what touches a
 * whole sheet, so that what moves columns finds them where they were.
 */
export const messKinds: readonly MessKind[] = [
  ...sheetMess.filter((one) => one.kind === 'dates-1904'),
  ...rowMess,
  ...workerMess,
  ...otherMess,
  ...cellMess.filter((one) => !one.kind.endsWith('wordings')),
  ...cellMess.filter((one) => one.kind.endsWith('wordings')),
  ...sheetMess.filter((one) => one.kind !== 'dates-1904'),
]

/** The kinds with these names, in the order in which they are made; a problem where one is unknown. */
export function chosenMess(asked: readonly string[]): Result<MessKind[]> {
  const unknown = asked.filter((name) => !messKinds.some(({ kind }) => kind === name))
  if (unknown.length > 0)
    return fail({
      code: 'no-such-mess',
      sentence: `There is no mess called ${unknown.join(', ')}. Kinds: ${messKinds.map(({ kind }) => kind).join(', ')}.`,
    })
  return ok(messKinds.filter(({ kind }) => asked.includes(kind)))
}

/** Makes the mess in the files on the table and says where all of it lies. */
export function makeMess(
  files: Bundle,
  authority: Authority,
  kinds: readonly MessKind[],
  seed: number,
): Placement[] {
  const random = new Random(`${authority.name}/mess/${seed}`)
  const scene = new Scene(authority, truthOn(authority, authority.on), files, random)
  for (const one of kinds) {
    scene.begin(one.kind, one.expected)
    one.make(scene)
  }
  return scene.placements()
}
