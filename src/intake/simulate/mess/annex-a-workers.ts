import { fold } from '../../../kit/index.ts'
import { unable } from '../truth.ts'
import type { SheetRow } from '../write/sheet.ts'
import { messOf, type MessKind } from './kind.ts'
import { nobodyWords } from './observed.ts'
import type { CellAt, Scene } from './scene.ts'

const annexA = messOf('annex-a')
const header = 'Allocated Worker'

/** Worker cells of rows that set a status and name someone who holds the case. */
function named(scene: Scene, count?: number, holder = 'worker'): CellAt[] {
  return [3, 6, 7, 8, 9].flatMap((number) => {
    const sheet = scene.list(number)
    if (!sheet) return []
    const fits = (row: SheetRow): boolean =>
      scene.decides(row) && scene.case(row)?.holder === holder
    return scene.take(sheet, fits, count).flatMap((row) => scene.cell(sheet, row, header) ?? [])
  })
}

const text = (scene: Scene, at: CellAt): string => String(scene.value(at) ?? '')

/** Mess in the worker column. */
export const workerMess: readonly MessKind[] = [
  annexA(
    'worker-spaces',
    'Workers’ names hold no-break, double and end spaces',
    'truth',
    (scene) => {
      for (const at of named(scene)) {
        const name = text(scene, at)
        scene.set(
          at,
          scene.random.pick([
            name.replace(' ', '\u00a0'),
            name.replace(' ', '  '),
            `${name} `,
            `\u00a0${name}`,
          ]),
        )
      }
    },
  ),
  annexA('worker-capitals', 'Workers’ names are in other capitals', 'truth', (scene) => {
    for (const at of named(scene)) {
      const name = text(scene, at)
      scene.set(at, scene.random.pick([name.toUpperCase(), name.toLowerCase()]))
    }
  }),
  annexA(
    'worker-alias',
    'Workers stand under other names that the people file lists',
    'truth',
    (scene) => {
      const people = scene.files.people.sheets[0]
      const column = people && scene.column(people, 'name')
      const aliases = people && scene.column(people, 'aliases')
      if (!people || !column || !aliases) return
      for (const at of named(scene, 2)) {
        const name = text(scene, at)
        const row = people.rows.find((one) => one.about !== null && fold(one.about) === fold(name))
        if (!row) continue
        const [first = '', ...rest] = name.split(' ')
        const alias = scene.random.pick([
          `${rest.join(' ')}, ${first}`,
          `${first.slice(0, 1)} ${rest.join(' ')} (Agency)`,
          `${name} - ${scene.case(at.row)?.team ?? 'Team'}`,
        ])
        const known = String(row.cells[aliases.index] ?? '')
        const list = known === '' ? [] : known.split('; ')
        if (!list.includes(alias)) list.push(alias)
        row.cells[aliases.index] = list.join('; ')
        scene.set(at, alias)
      }
    },
  ),
  annexA(
    'worker-turned',
    'Workers’ names are written surname first, and nobody has said so',
    'either',
    (scene) => {
      for (const at of named(scene, 2)) {
        const [first = '', ...rest] = text(scene, at).split(' ')
        scene.set(at, `${rest.join(' ')}, ${first}`)
      }
    },
  ),
  annexA(
    'worker-unknown',
    'Workers stand under initials or a former name that no file knows',
    'either',
    (scene) => {
      for (const at of named(scene, 2)) {
        const [first = '', ...rest] = text(scene, at).split(' ')
        scene.set(
          at,
          scene.random.pick([
            `${first.slice(0, 1)}. ${rest.join(' ')}`,
            `${first} Formerly-Known`,
            `${first} ${rest.join(' ')} ASYE`,
          ]),
        )
      }
    },
  ),
  annexA(
    'worker-nobody',
    'Work in nobody’s hands says Duty, Unallocated, #N/A or a team’s name',
    'truth',
    (scene) => {
      for (const at of named(scene, 8, 'unallocated')) {
        const team = scene.case(at.row)?.team
        scene.set(at, scene.random.pick([...nobodyWords, ...(team ? [team] : [])]))
      }
    },
  ),
  annexA(
    'worker-elsewhere',
    'Rows that do not decide name #N/A, a team or nobody',
    'truth',
    (scene) => {
      for (const number of [3, 4, 5, 6]) {
        const sheet = scene.list(number)
        if (!sheet) continue
        const quiet = (row: SheetRow): boolean =>
          !scene.decides(row) && scene.case(row)?.status !== 'open-assessment'
        for (const row of scene.take(sheet, quiet)) {
          const at = scene.cell(sheet, row, header)
          if (at) scene.set(at, scene.random.pick(['#N/A', 'Duty', 'Unallocated', '']))
        }
      }
    },
  ),
  annexA('worker-several', 'A worker cell stands for several people', 'finding', (scene) => {
    const staff = scene.truth.workers.filter((one) => one.cases > 0)
    for (const at of named(scene, 1)) {
      const other = scene.random.pick(staff).name
      const own = text(scene, at)
      if (fold(other) === fold(own)) continue
      scene.set(at, scene.random.pick(['#MULTIVALUE', `${own} / ${other}`, `${own} & ${other}`]))
    }
  }),
  annexA(
    'worker-leaver',
    'Cases stand in the name of someone who has left, is long away or manages',
    'finding',
    (scene) => {
      const gone = scene.authority.workers.filter((one) => unable(one, scene.authority.on) !== null)
      const listed = gone.filter((one) => scene.truth.workers.some((w) => w.name === one.name))
      if (listed.length === 0) return
      for (const at of named(scene, 1)) {
        scene.set(at, scene.random.pick(listed).name)
        // List 6 would say otherwise: a clash of its own.
        const six = scene.list(6)
        if (six && at.sheet !== six)
          for (const row of scene.rowsOf(6, at.row.about ?? '')) {
            const also = scene.cell(six, row, header)
            if (also && scene.value(also) !== null) row.cells[also.index] = scene.value(at)
          }
      }
    },
  ),
]
