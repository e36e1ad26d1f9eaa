import { writeFile } from 'node:fs/promises'
import type { IsoDate } from '../kit/index.ts'
import type { ChildId, WorkerId } from '../core/model/index.ts'
import { subjectOf, subjectSheets, type AboutSubject } from '../council/index.ts'
import { writeWorkbook } from '../render/index.ts'
import { organisations } from '../store/index.ts'
import { exitCode, parseCommandLine, type Command } from './command.ts'
import { onStore } from './on-store.ts'
import type { World } from './world.ts'

const usage = `fairload subject --child ID | --worker ID --out FILE.json|FILE.xlsx [--organisation NAME]

Writes everything held about a child or a worker to one new file: for a request for access to one's
own data. ID is as the files have it: a child's unique id, a worker's Social Work England number, or
the name where the files have no number.

A child: each import's case and what it weighs, the rows of files cell by cell, findings on those
rows, queries, who looked, plans, restrictions. A worker: what the people file says, the figures of
each import, who looked, queries, plans, entries of the overload register, sign-in and roles.

That it was written is noted in the record. The file may name others: read it before you hand it on,
and keep it as you keep the records themselves.

  --organisation NAME   as in addresses (own where not given)

Exit codes: 0 written, 1 nothing is held, 2 wrong usage, 3 a file or database that cannot be used.`

export const subject = (world: World): Command => ({
  name: 'subject',
  summary: 'write everything held about a child or a worker',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        child: { type: 'string' },
        worker: { type: 'string' },
        out: { type: 'string' },
        organisation: { type: 'string' },
      },
      usage,
    )
    if (!parsed.ok) {
      terminal.err(`${parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const { child, worker, out, organisation = 'own' } = parsed.value.values
    const about = aboutGiven(child, worker)
    const isNamed = typeof out === 'string' && /\.(json|xlsx)$/i.test(out)
    if (!about || !isNamed || parsed.value.files.length > 0) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    return onStore(world, terminal, async (store) => {
      const deps = { store, now: () => world.now(), today: () => terminal.today() as IsoDate }
      const of = await store.inDirectory((directory) =>
        organisations.bySlug(directory, String(organisation)),
      )
      if (!of) {
        terminal.err(`There is no organisation “${organisation}”. Start Fairload once first.\n`)
        return exitCode.usage
      }
      const found = await subjectOf(deps, of, about)
      if (!found.ok) {
        terminal.err(`${found.problem.sentence}\n`)
        return exitCode.questions
      }
      const bytes = /\.xlsx$/i.test(out)
        ? await workbookOf(subjectSheets(found.value))
        : `${JSON.stringify(found.value, null, 2)}\n`
      try {
        await writeFile(out, bytes, { mode: 0o600, flag: 'wx' })
      } catch {
        terminal.err(
          'The file was not written: it is there already, or its folder cannot be written to. Name a new file.\n',
        )
        return exitCode.unreadable
      }
      terminal.out(`Written to ${out}, and noted in the record.\n`)
      return exitCode.done
    })
  },
})

const workbookOf = ({ sheets, about }: ReturnType<typeof subjectSheets>): Promise<Uint8Array> =>
  writeWorkbook(sheets, about)

/** Exactly one of both; null where neither or both were given. */
function aboutGiven(
  child: string | boolean | undefined,
  worker: string | boolean | undefined,
): AboutSubject | null {
  const [ofChild, ofWorker] = [child, worker].map((id) => (typeof id === 'string' ? id.trim() : ''))
  if (ofChild && !ofWorker) return { child: ofChild as ChildId }
  if (ofWorker && !ofChild) return { worker: ofWorker as WorkerId }
  return null
}
