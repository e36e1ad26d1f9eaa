import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BranchPerson } from '../../core/branch-rights/index.ts'
import { rollHouse, type RollHouse } from '../../../test/seeds/branch-roll.ts'
import { members } from '../../store/branch/index.ts'
import { emailPrint, type ImportPreview, type Opened } from './index.ts'

let house: RollHouse
let keeper: BranchPerson
beforeAll(async () => {
  house = await rollHouse()
  keeper = await house.add({ name: 'Kerensa Trevail', number: '1' }, 'roll-keeper')
}, 60_000)
afterAll(() => rmSync(house.folder, { recursive: true, force: true }))

const imports = () => house.roll(keeper).imports

async function brought(csv: string): Promise<ImportPreview> {
  const id = await imports().bring(house.of, house.file(csv))
  if (!id.ok) throw new Error(id.problem.sentence)
  return previewOf(id.value)
}
async function previewOf(id: string): Promise<ImportPreview> {
  const view = await imports().preview(house.of, id)
  if (view === null || !('seen' in view)) throw new Error('no preview')
  return view
}
async function accepted(preview: ImportPreview, leavers: readonly string[] = []): Promise<void> {
  const done = await imports().accept(house.of, preview.id, { ...preview, leavers })
  if (!done.ok) throw new Error(done.problem.sentence)
}
async function undone(id: string): Promise<number> {
  const view = await imports().preview(house.of, id)
  const done = await imports().undo(house.of, id, view!.version)
  if (!done.ok) throw new Error(done.problem.sentence)
  return done.value
}
/** Everything that is known of everybody, but for how often it was written. */
const content = async (): Promise<Omit<Opened, 'version'>[]> =>
  (await house.whole())
    .map(({ version: _version, ...rest }) => rest)
    .sort((a, b) => (a.id < b.id ? -1 : 1))

describe('a membership list on its way into the roll', () => {
  it('changes nothing until a person accepts it, and shows each change before and after', async () => {
    const ada = await house.add({ name: 'Ada Example', number: '101', job: 'Social worker' })
    const before = await content()
    const preview = await brought(
      'Name,Member No,Job title\nAda Example,101,Team manager\nBo Sample,102,Social worker',
    )
    expect(await content()).toEqual(before)
    expect(preview.changed).toMatchObject([
      {
        id: ada.member,
        name: 'Ada Example',
        changes: [{ field: 'job', before: 'Social worker', after: 'Team manager' }],
      },
    ])
    expect(preview.fresh.map(({ entry }) => entry.name)).toEqual(['Bo Sample'])
    expect(preview.leavers.map(({ name }) => name)).toEqual(['Kerensa Trevail'])
    await accepted(preview)
    const after = await house.whole()
    expect(after.find(({ id }) => id === ada.member)?.entry.job).toBe('Team manager')
    expect((await house.roll(ada).own(house.of))?.looks).toMatchObject([
      { by: 'Kerensa Trevail', reason: 'membership' },
    ])
    // Nobody ended, as nobody was ticked.
    expect(after.every(({ standing }) => standing === 'member')).toBe(true)
    await undone(preview.id)
    expect(await content()).toEqual(before)
  })

  it('is refused where the roll has changed since it was looked at', async () => {
    const preview = await brought('Name,Member No\nCy Trial,103')
    await house.add({ name: 'Cy Trial', number: '103' })
    const done = await imports().accept(house.of, preview.id, { ...preview, leavers: [] })
    expect(done).toMatchObject({ problem: { code: 'other-now' } })
    expect((await previewOf(preview.id)).fresh).toEqual([])
  })

  it('is read again by what somebody answers', async () => {
    const preview = await brought('Name,Member No,Email\nDi Pattern,104,di@somewhere.gov.uk')
    expect(preview.fresh[0]?.entry.mail).toBeNull()
    const [asked] = preview.questions
    const key = asked?.question.key ?? ''
    expect((await imports().answer(house.of, preview.id, [{ key, value: 'own' }])).ok).toBe(true)
    const again = await previewOf(preview.id)
    expect(again.fresh[0]?.entry.mail).toBe('di@somewhere.gov.uk')
    expect(again.version).not.toBe(preview.version)
  })

  it('is kept no longer than until somebody has decided, and by nobody but the keepers', async () => {
    const preview = await brought('Name,Member No\nEd Proof,105')
    const member = await house.add({ name: 'Fi Test', number: '106' }, 'officer')
    expect(await house.roll(member).imports.list(house.of)).toEqual([])
    await imports().discard(house.of, preview.id, preview.version)
    const decided = await imports().preview(house.of, preview.id)
    expect(decided).toMatchObject({ state: 'discarded' })
    expect(decided).not.toHaveProperty('fresh')
  })

  it('renames offices with their holder, back again too, and ends nobody who holds one', async () => {
    const rep = await house.add({ name: 'Kit Pattern', number: '120' }, 'rep')
    const shown = async () =>
      (await house.roll(rep).offices.list(house.of)).find(({ member }) => member === rep.member)
    const preview = await brought('Name,Member No\nKit Pattern-Oak,120')
    await accepted(preview)
    expect((await shown())?.name).toBe('Kit Pattern-Oak')
    await undone(preview.id)
    expect((await shown())?.name).toBe('Kit Pattern')
    const without = await brought('Name,Member No\nLu Other,121')
    expect(without.leavers.find(({ id }) => id === rep.member)?.holdsOffice).toBe(true)
    await accepted(without, [rep.member])
    expect((await house.whole()).find(({ id }) => id === rep.member)?.standing).toBe('member')
    await undone(without.id)
  })

  it('keeps what somebody wrote since by hand when it is taken back', async () => {
    const gil = await house.add({ name: 'Gil Sketch', number: '107', job: 'Social worker' })
    const preview = await brought('Name,Member No,Job title\nGil Sketch,107,Adviser\nHu New,108,X')
    await accepted(preview)
    const now = (await house.whole()).find(({ id }) => id === gil.member)!
    await house.roll(keeper).look(house.of, gil.member, 'correct')
    const changed = await house.roll(keeper).change(house.of, gil.member, {
      basedOn: now.version,
      standing: 'member',
      entry: { ...now.entry, phone: '01632 960001' },
    })
    expect(changed.ok).toBe(true)
    expect(await undone(preview.id)).toBe(1)
    const after = await house.whole()
    expect(after.find(({ id }) => id === gil.member)?.entry).toMatchObject({
      job: 'Adviser',
      phone: '01632 960001',
    })
    expect(after.some(({ entry }) => entry.name === 'Hu New')).toBe(false)
  })

  it('can be taken back only while no later list has come', async () => {
    const first = await brought('Name,Member No\nIo Draft,109')
    await accepted(first)
    const second = await brought('Name,Member No\nJo Outline,110')
    await accepted(second)
    const view = (await imports().preview(house.of, first.id))!
    expect(view.undoable).toBe(false)
    expect((await imports().undo(house.of, first.id, view.version)).ok).toBe(false)
    await undone(second.id)
  })
})

interface Row {
  name: string
  number: string | null
  mail: string | null
  job: string | null
  status: string
}

describe('taking a list back', () => {
  it('restores exactly what was there, whoever was added, changed or ended', async () => {
    const person = fc.record({
      name: fc.constantFrom('Ada Example', 'Bo Sample', 'Cy Trial', 'Di Pattern'),
      number: fc.option(fc.integer({ min: 201, max: 208 }).map(String)),
      mail: fc.option(fc.constantFrom(...'abcdefg'.split('').map((at) => `${at}@home.example`))),
      job: fc.option(fc.constantFrom('Social worker', 'Team manager')),
      status: fc.constantFrom('Member', 'Lapsed', 'Contact'),
    })
    const list = fc.array(person, { minLength: 1, maxLength: 7 })
    const csv = (rows: readonly Row[]): string =>
      [
        'Name,Member No,Email,Job title,Status',
        ...rows.map((row) => [row.name, row.number, row.mail, row.job, row.status].join(',')),
      ].join('\n')
    await fc.assert(
      fc.asyncProperty(list, list, fc.boolean(), async (first, second, ends) => {
        const start = await brought(csv(first))
        await accepted(start)
        const before = await content()
        const next = await brought(csv(second))
        const leavers = ends ? next.leavers.map(({ id }) => id) : []
        await accepted(
          next,
          leavers.filter((id) => id !== keeper.member),
        )
        expect(await undone(next.id)).toBe(0)
        expect(await content()).toEqual(before)
        // Prints follow the entries: everybody is found by their mail again, and by it alone.
        for (const { id, entry } of before) {
          if (entry.mail === null) continue
          const print = emailPrint(house.key, entry.mail)
          const found = await house.store
            .asHouse()
            .inOrganisation(house.of.id, (scope) => members.byEmailPrint(scope, print))
          expect(found?.id).toBe(id)
        }
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})
