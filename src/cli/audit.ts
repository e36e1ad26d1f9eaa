import { readFile } from 'node:fs/promises'
import { fail, ok, type IsoDate, type Result } from '../kit/index.ts'
import {
  anchorLine,
  anchorsFrom,
  anchorsOf,
  keepAnchors,
  recordSentence,
  type Anchor,
} from '../council/index.ts'
import { audit as entries, organisations, type Store } from '../store/index.ts'
import {
  exitCode,
  parseCommandLine,
  type Command,
  type ParsedArgs,
  type Terminal,
} from './command.ts'
import { onStore } from './on-store.ts'
import type { World } from './world.ts'

const usage = `fairload audit verify [--kept FILE] [--organisation NAME]
fairload audit anchor [--out FILE]

The record of what was done and looked at. “verify” works every entry's hash out again and names the
first one that was altered, removed, added or moved. “anchor” writes today's last entry of each
organisation, one line of JSON each: kept where nobody who can reach the database can reach it, it
finds a record that was made anew as a whole. Both work beside a running server.

  --kept FILE           anchors that were kept elsewhere, besides those in the data folder
  --organisation NAME   one organisation, as in addresses (all of them where not given)
  --out FILE            add the lines to this file, once a day (printed where not given)

Fairload itself adds an anchor a day to anchors.jsonl in the data folder: copy that file away.

Exit codes: 0 whole, 1 not whole, 2 wrong usage, 3 a file or database that cannot be read.`

export const audit = (world: World): Command => ({
  name: 'audit',
  summary: 'prove that the record is whole, and write what proves it later',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      { kept: { type: 'string' }, organisation: { type: 'string' }, out: { type: 'string' } },
      usage,
    )
    if (!parsed.ok) {
      terminal.err(`${parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const [what, ...rest] = parsed.value.files
    const { kept, organisation, out } = parsed.value.values
    const isAsked =
      rest.length === 0 &&
      ((what === 'verify' && out === undefined) ||
        (what === 'anchor' && kept === undefined && organisation === undefined))
    if (!isAsked) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    return onStore(world, terminal, (store) =>
      what === 'verify'
        ? verify(world, store, parsed.value.values, terminal)
        : anchor(store, out, terminal),
    )
  },
})

async function verify(
  world: World,
  store: Store,
  { kept, organisation }: ParsedArgs['values'],
  terminal: Terminal,
): Promise<number> {
  const anchors = await anchorsKept(world.anchors(), typeof kept === 'string' ? [kept] : [])
  if (!anchors.ok) {
    terminal.err(`${anchors.problem.sentence}\n`)
    return exitCode.unreadable
  }
  const all = await store.inDirectory((directory) => organisations.list(directory))
  const asked = all.filter(({ slug }) => organisation === undefined || slug === organisation)
  if (asked.length === 0) {
    terminal.err(
      typeof organisation === 'string'
        ? `There is no organisation “${organisation}”. There are: ${all.map(({ slug }) => slug).join(', ')}.\n`
        : 'There is no organisation yet. Start Fairload once first.\n',
    )
    return exitCode.usage
  }
  let whole = true
  for (const { id, slug } of asked) {
    const { fine, said } = await verifyOne(store, { id, slug }, anchors.value)
    whole &&= fine
    terminal.out(`${slug}: ${said}\n`)
  }
  for (const slug of new Set(anchors.value.map((each) => each.organisation))) {
    if (organisation !== undefined || all.some((each) => each.slug === slug)) continue
    whole = false
    terminal.out(`${slug}: an anchor was kept for it, but it is not in this database.\n`)
  }
  return whole ? exitCode.done : exitCode.questions
}

/** One organisation's record against the anchors that were kept of it. */
export async function verifyOne(
  store: Store,
  { id, slug }: Pick<organisations.Organisation, 'id' | 'slug'>,
  anchors: readonly Anchor[],
): Promise<{ fine: boolean; said: string }> {
  const own = anchors.filter((each) => each.organisation === slug)
  const verdict = await store.inOrganisation(id, (scope) => entries.verify(scope, own))
  return { fine: verdict.whole, said: recordSentence(verdict, own.length) }
}

/** The anchors of the data folder, where it has any yet, and those of files named. */
export async function anchorsKept(
  own: string | null,
  named: readonly string[],
): Promise<Result<Anchor[]>> {
  const anchors: Anchor[] = []
  for (const path of own === null ? named : [own, ...named]) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' && path === own ? '' : null,
    )
    if (text === null) {
      return fail({
        code: 'file',
        sentence: `${path} cannot be read. Check the spelling and the folder.`,
      })
    }
    const read = anchorsFrom(text, path)
    if (!read.ok) return read
    anchors.push(...read.value)
  }
  return ok(anchors)
}

async function anchor(
  store: Store,
  out: string | boolean | undefined,
  terminal: Terminal,
): Promise<number> {
  const today = terminal.today() as IsoDate
  if (typeof out !== 'string') {
    for (const each of await anchorsOf(store, today)) terminal.out(anchorLine(each))
    return exitCode.done
  }
  const added = await keepAnchors(store, out, today).catch(() => null)
  if (added === null || !added.ok) {
    terminal.err(
      `${added === null ? `${out} cannot be written to. Name a file in a folder this account owns.` : added.problem.sentence}\n`,
    )
    return exitCode.unreadable
  }
  terminal.out(
    added.value.length === 0
      ? `${out} holds today's anchors already.\n`
      : added.value
          .map(({ organisation, sequence }) => `${organisation}: up to entry ${sequence}\n`)
          .join(''),
  )
  return exitCode.done
}
