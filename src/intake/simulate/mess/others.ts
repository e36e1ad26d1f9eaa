import type { SheetRow, Value } from '../write/sheet.ts'
import { isDay } from '../write/sheet.ts'
import { ukDate } from '../write/csv.ts'
import type { CensusWorker } from '../write/csww.ts'
import { messOf, type MessKind } from './kind.ts'
import type { CellAt, Scene } from './scene.ts'

const people = messOf('people')
const families = messOf('families')
const csww = messOf('csww')

/** Cells of the people sheet for workers that no other mess has touched. */
function peopleCells(
  scene: Scene,
  key: string,
  count: number,
  fits: (value: Value, row: SheetRow) => boolean,
): CellAt[] {
  const sheet = scene.files.people.sheets[0]
  if (!sheet) return []
  const has = (row: SheetRow): boolean => {
    const at = scene.cell(sheet, row, key)
    return at !== null && fits(scene.value(at), row)
  }
  return scene.take(sheet, has, count).flatMap((row) => scene.cell(sheet, row, key) ?? [])
}

const some = (value: Value): boolean => value !== null

function census(
  scene: Scene,
  count: number,
  fits: (worker: CensusWorker) => boolean,
): CensusWorker[] {
  const free = scene.files.csww.census.workers.filter(
    (one) => scene.isFree(one.worker.name) && fits(one),
  )
  const picked = scene.random.sample(free, count)
  for (const one of picked) scene.claim(one.worker.name)
  return picked
}

function change(worker: CensusWorker, element: string, text: string): boolean {
  const found = worker.elements.find(([name]) => name === element)
  if (!found) return false
  found[1] = text
  return true
}

/** Mess of the people file, the families file and the workforce census. */
export const otherMess: readonly MessKind[] = [
  people(
    'people-headers',
    'The people file’s headers are worded in other ways',
    'truth',
    (scene) => {
      const other: Readonly<Record<string, string>> = {
        name: 'Worker Name',
        sweNumber: 'SWE Number',
        team: 'Team Name',
        fte: 'WTE',
        role: 'Job Role',
        contract: 'Contract Type',
        contractEnd: 'Contract End Date',
      }
      const sheet = scene.files.people.sheets[0]
      if (!sheet) return
      for (const column of sheet.columns) {
        const header = other[column.key]
        if (!header) continue
        column.header = header
        scene.mark(sheet, 'header', column)
      }
    },
  ),
  people('people-fte-forms', 'FTE is a percentage or a text', 'truth', (scene) => {
    for (const at of peopleCells(
      scene,
      'fte',
      4,
      (value) => value === 0.8 || value === 0.6 || value === 1,
    ))
      scene.set(
        at,
        scene.random.pick([
          `${Number(scene.value(at)) * 100}%`,
          String(scene.value(at)),
          ` ${String(scene.value(at))} `,
        ]),
      )
  }),
  people('people-fte-wrong', 'FTE is hours, more than one, or words', 'finding', (scene) => {
    for (const at of peopleCells(scene, 'fte', 3, some))
      scene.set(at, scene.random.pick([37, 1.5, 'full time', '22.2', -0.5]))
  }),
  people(
    'people-number-forms',
    'Social Work England numbers are in small letters or spaced',
    'truth',
    (scene) => {
      for (const at of peopleCells(scene, 'sweNumber', 4, some)) {
        const number = String(scene.value(at))
        scene.set(
          at,
          scene.random.pick([number.toLowerCase(), number.replace('SW', 'SW '), ` ${number}`]),
        )
      }
    },
  ),
  people('people-number-wrong', 'Social Work England numbers are none', 'finding', (scene) => {
    for (const at of peopleCells(scene, 'sweNumber', 2, some))
      scene.set(at, scene.random.pick(['awaiting', 'HCPC', '???']))
  }),
  people('people-contract-words', 'Contracts are Perm, Locum, Fixed term', 'either', (scene) => {
    for (const at of peopleCells(scene, 'contract', 4, some))
      scene.set(
        at,
        scene.value(at) === 'Agency'
          ? scene.random.pick(['Agency worker', 'Locum'])
          : scene.random.pick(['Perm', 'PERMANENT', 'Fixed term']),
      )
  }),
  people('people-role-words', 'Roles are abbreviated', 'either', (scene) => {
    const words: Readonly<Record<string, readonly string[]>> = {
      'Social worker': ['SW', 'Case holder', 'L2 Social Worker'],
      'Senior practitioner': ['SP', 'Advanced practitioner'],
      'Team manager': ['TM', 'Practice manager'],
    }
    for (const at of peopleCells(scene, 'role', 4, (value) => String(value) in words))
      scene.set(at, scene.random.pick(words[String(scene.value(at))] ?? ['Other']))
  }),
  people('people-dates', 'Dates of the people file are text', 'truth', (scene) => {
    for (const key of ['contractEnd', 'asyeStart'])
      for (const at of peopleCells(scene, key, 2, isDay)) {
        const value = scene.value(at)
        if (isDay(value)) scene.set(at, scene.random.pick([ukDate(value.day), value.day]))
      }
  }),
  people(
    'people-dates-wrong',
    'A contract ends on a day that does not exist',
    'finding',
    (scene) => {
      for (const at of peopleCells(scene, 'contractEnd', 2, () => true))
        scene.set(at, scene.random.pick(['31/06/2026', 'end of March', '13/31/2026']))
    },
  ),
  people('people-names-spaces', 'Names of the people file hold odd spaces', 'truth', (scene) => {
    for (const at of peopleCells(scene, 'name', 4, some))
      scene.set(at, String(scene.value(at)).replace(' ', '\u00a0 '))
  }),
  people('people-twice', 'A person stands twice, with another FTE', 'finding', (scene) => {
    const sheet = scene.files.people.sheets[0]
    const fte = sheet && scene.column(sheet, 'fte')
    if (!sheet || !fte) return
    for (const row of scene.take(sheet, () => true, 2)) {
      const again: SheetRow = { about: row.about, cells: [...row.cells] }
      again.cells[fte.index] = Number(row.cells[fte.index]) === 0.5 ? 0.4 : 0.5
      sheet.rows.push(again)
      scene.mark(sheet, again, null)
    }
  }),
  people(
    'people-missing',
    'Someone who holds cases is not in the people file',
    'either',
    (scene) => {
      const sheet = scene.files.people.sheets[0]
      if (!sheet) return
      const holds = new Map(scene.truth.workers.map((one) => [one.name, one.cases]))
      const [row] = scene.take(sheet, (one) => (holds.get(one.about ?? '') ?? 0) > 3, 1)
      if (!row) return
      sheet.rows.splice(sheet.rows.indexOf(row), 1)
      for (const one of scene.truth.cases.values()) {
        if (one.worker !== row.about) continue
        const at = scene.deciding(one.child)
        const column = at && scene.column(at.sheet, 'Allocated Worker')
        if (at && column) {
          scene.mark(at.sheet, at.row, column.column)
          scene.mark(at.sheet, at.row, column.column, row.about)
        }
      }
      scene.mark(sheet, null, null, row.about)
      const reductions = scene.files.people.sheets[1]
      if (reductions)
        for (const own of reductions.rows.filter((one) => one.about === row.about))
          scene.mark(reductions, own, null)
    },
  ),
  people(
    'reduction-words',
    'Reasons for a reduction are worded in other ways',
    'either',
    (scene) => {
      const sheet = scene.files.people.sheets[1]
      const words: Readonly<Record<string, readonly string[]>> = {
        'Trade union facility time': ['Facility time', 'Union duties'],
        'Phased return': ['Phased return to work', 'PHASED RETURN'],
        'Maternity, paternity or adoption leave': ['Maternity leave', 'Mat leave'],
        'Long-term sickness': ['LTS', 'Long term sick'],
        'Disability adjustment': ['Reasonable adjustments'],
      }
      if (!sheet) return
      const fits = (row: SheetRow): boolean =>
        String(scene.value(scene.cell(sheet, row, 'reason'))) in words
      for (const row of scene.take(sheet, fits, 4)) {
        const at = scene.cell(sheet, row, 'reason')
        if (at) scene.set(at, scene.random.pick(words[String(scene.value(at))] ?? []))
      }
    },
  ),
  families(
    'families-encoding',
    'The families file is in another encoding, with semicolons',
    'truth',
    (scene) => {
      scene.files.families.options = {
        separator: ';',
        encoding: scene.random.pick(['utf-8-bom', 'utf-16le', 'windows-1252'] as const),
        newline: '\n',
      }
      scene.mark(scene.files.families.sheet, null, null)
    },
  ),
  families(
    'families-ids',
    'Ids of the families file end in .0 or carry spaces',
    'truth',
    (scene) => {
      const { sheet } = scene.files.families
      for (const row of scene.take(sheet, () => true, 8)) {
        const at = scene.cell(sheet, row, 'child_id')
        if (at)
          scene.set(
            at,
            scene.random.pick([`${String(scene.value(at))}.0`, ` ${String(scene.value(at))} `]),
          )
      }
    },
  ),
  families('families-twice', 'A child stands in two families', 'finding', (scene) => {
    const { sheet } = scene.files.families
    for (const row of scene.take(sheet, () => true, 3)) {
      const again: SheetRow = { about: row.about, cells: [row.cells[0] ?? null, 'F999999'] }
      sheet.rows.push(again)
      scene.mark(sheet, again, null)
    }
  }),
  families('families-no-id', 'A row of the families file has no child id', 'finding', (scene) => {
    const { sheet } = scene.files.families
    for (const row of scene.take(sheet, (one) => scene.case(one) !== undefined, 2)) {
      const at = scene.cell(sheet, row, 'child_id')
      if (at) scene.set(at, '')
    }
  }),
  csww(
    'census-order',
    'The census’s elements stand in another order, some as last year’s names',
    'truth',
    (scene) => {
      const { workers } = scene.files.csww.census
      for (const one of workers) {
        one.elements = scene.random.shuffled(one.elements)
        for (const element of one.elements) if (element[0] === 'GenderCurrent') element[0] = 'Sex'
      }
      scene.markCensus(null, null)
    },
  ),
  csww('census-unknown', 'The census holds elements that no schema names', 'truth', (scene) => {
    for (const one of census(scene, 3, () => true)) {
      one.elements.push(['PayBand', 'G'], ['__proto__', 'x'])
      scene.markCensus(one, 'PayBand')
    }
  }),
  csww(
    'census-older-header',
    'The census’s header is that of an older schema',
    'truth',
    (scene) => {
      scene.files.csww.collection = 'CSWWW'
      scene.files.csww.dress.push((xml) => xml.replace(/DateTime>/g, 'DataTime>'))
      scene.markCensus(null, null)
    },
  ),
  csww('census-number-forms', 'Numbers of the census are in small letters', 'truth', (scene) => {
    for (const one of census(scene, 3, () => true)) {
      change(one, 'SWENo', (one.worker.sweNumber ?? '').toLowerCase())
      scene.markCensus(one, 'SWENo')
    }
  }),
  csww('census-fte-wrong', 'FTE in the census is hours', 'finding', (scene) => {
    for (const one of census(scene, 3, () => true))
      if (change(one, 'FTE', scene.random.pick(['37', '1.4', 'full']))) scene.markCensus(one, 'FTE')
  }),
  csww('census-number-missing', 'A worker of the census has no number', 'finding', (scene) => {
    for (const one of census(scene, 2, () => true))
      if (change(one, 'SWENo', scene.random.pick(['', 'pending', '12345'])))
        scene.markCensus(one, 'SWENo')
  }),
  csww('census-twice', 'A worker of the census stands twice', 'finding', (scene) => {
    const { workers } = scene.files.csww.census
    for (const one of census(scene, 2, (w) =>
      w.elements.every(([name]) => name !== 'RoleEndDate'),
    )) {
      const again: CensusWorker = {
        worker: one.worker,
        elements: one.elements.map(([n, t]) => [n, t]),
      }
      workers.push(again)
      // The earlier of two equal posts is the one left out.
      scene.markCensus(one, 'SWENo')
    }
  }),
]
