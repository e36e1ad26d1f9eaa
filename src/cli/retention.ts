import { readFile } from 'node:fs/promises'
import { fail, type IsoDate, type Result } from '../kit/index.ts'
import { defaultRetention, retain, retentionFrom, type RetentionRules } from '../council/index.ts'
import { organisations } from '../store/index.ts'
import { columns, exitCode, parseCommandLine, type Command } from './command.ts'
import { onStore } from './on-store.ts'
import type { World } from './world.ts'

const usage = `fairload retention [--dry-run | --carry-out] [--rules FILE] [--organisation NAME]

Counts what is older than the retention rules keep, and changes nothing unless told to carry it out.
Then it goes in one transaction, and that is noted in the record. Make a backup first.

Never touched: entries of the record, agreements, the overload register, queries, the import in force
and the one before it.

  --dry-run             count only (so it is without --carry-out)
  --carry-out           remove it
  --rules FILE          your own rules (JSON); null keeps for ever, what is left out is as below
  --organisation NAME   as in addresses (own where not given)

Rules where none are given:
${JSON.stringify(defaultRetention, null, 2)}

Exit codes: 0 done, 2 wrong usage, 3 a file or database that cannot be used.`

export const retention = (world: World): Command => ({
  name: 'retention',
  summary: 'count, and remove, what is older than your rules keep',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        'dry-run': { type: 'boolean' },
        'carry-out': { type: 'boolean' },
        rules: { type: 'string' },
        organisation: { type: 'string' },
      },
      usage,
    )
    if (!parsed.ok) {
      terminal.err(`${parsed.problem.sentence}\n`)
      return exitCode.usage
    }
    const { rules: path, organisation = 'own' } = parsed.value.values
    const carryOut = parsed.value.values['carry-out'] === true
    if (parsed.value.files.length > 0 || (carryOut && parsed.value.values['dry-run'] === true)) {
      terminal.err(`${usage}\n`)
      return exitCode.usage
    }
    const rules = await rulesNamed(typeof path === 'string' ? path : null)
    if (!rules.ok) {
      terminal.err(`${rules.problem.sentence}\n`)
      return exitCode.unreadable
    }
    return onStore(world, terminal, async (store) => {
      const of = await store.inDirectory((directory) =>
        organisations.bySlug(directory, String(organisation)),
      )
      if (!of) {
        terminal.err(`There is no organisation “${organisation}”. Start Fairload once first.\n`)
        return exitCode.usage
      }
      const deps = { store, now: () => world.now(), today: () => terminal.today() as IsoDate }
      const gone = await retain(deps, of, rules.value, carryOut)
      const rows = [
        ['superseded imports', gone.superseded],
        ['imports refused, undone or not read', gone.ended],
        ['cases and rows of files in them', gone.rows],
        ['uploaded files', gone.files],
        ['bytes in them', gone.bytes],
        ['ended sign-ins', gone.sessions],
        ['attempts to sign in', gone.attempts],
      ].map(([what, n]) => [String(what), n?.toLocaleString('en-GB') ?? ''])
      terminal.out(`${columns(rows, new Set([1]))}\n`)
      terminal.out(
        carryOut
          ? 'Removed, and noted in the record.\n'
          : 'Nothing was removed. Remove it with --carry-out.\n',
      )
      return exitCode.done
    })
  },
})

async function rulesNamed(path: string | null): Promise<Result<RetentionRules>> {
  if (path === null) return { ok: true, value: defaultRetention }
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    return fail({
      code: 'file',
      sentence: `${path} cannot be read. Check the spelling and the folder.`,
    })
  }
  try {
    return retentionFrom(JSON.parse(text))
  } catch {
    return fail({ code: 'file', sentence: `${path} is not JSON. Check where it was saved from.` })
  }
}
