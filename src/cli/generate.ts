import { exitCode, parseCommandLine, type Command } from './command.ts'
import { messKinds, simulate, writeAuthority } from '../intake/simulate/index.ts'

const usage = `fairload generate [--like "Kent" | --cases N --workers N] [--seed N]
                  [--mess none|all|LIST] --out DIR

Writes one simulated authority, its truth known, in every shape: Annex A, workforce census, people,
families and posts files, CIN census, SSDA903, SSD tables and the DfE API. Nobody in it exists.

  --like NAME   an authority of England whose published size is used
  --cases N     open cases of an invented authority (1,000 where not given)
  --workers N   workers who hold them
  --seed N      the same seed writes the same bytes (1 where not given)
  --mess LIST   kinds of mess, separated by commas (none where not given):
${messKinds.map(({ kind, about }) => `                  ${kind}: ${about}`).join('\n')}
  --out DIR     the folder to write into`

export const generate: Command = {
  name: 'generate',
  summary: 'write a simulated authority to try things on',
  usage,
  async run(args, terminal) {
    const parsed = parseCommandLine(
      args,
      {
        like: { type: 'string' },
        cases: { type: 'string' },
        workers: { type: 'string' },
        seed: { type: 'string' },
        mess: { type: 'string' },
        out: { type: 'string' },
      },
      usage,
    )
    const refuse = (sentence: string): number => {
      terminal.err(`${sentence}\n`)
      return exitCode.usage
    }
    if (!parsed.ok) return refuse(parsed.problem.sentence)
    const { values, files } = parsed.value
    if (typeof values.out !== 'string' || files.length > 0) return refuse(usage)

    const numbers: Record<'cases' | 'workers' | 'seed', number | undefined> = {
      cases: undefined,
      workers: undefined,
      seed: undefined,
    }
    for (const name of ['cases', 'workers', 'seed'] as const) {
      const given = values[name]
      if (typeof given !== 'string') continue
      if (!/^\d{1,9}$/.test(given)) return refuse(`--${name} ${given} is not a whole number.`)
      numbers[name] = Number(given)
    }
    const known = messKinds.map(({ kind }) => kind)
    const named = typeof values.mess === 'string' ? values.mess : 'none'
    const mess =
      named === 'none' ? [] : named === 'all' ? known : known.filter((kind) => asked(named, kind))
    const unknown = named.split(',').filter((kind) => !known.some((one) => one === kind))
    if (named !== 'none' && named !== 'all' && unknown.length > 0) {
      return refuse(`--mess ${unknown.join(', ')}: no such kind. Kinds: ${known.join(', ')}.`)
    }

    const authority = simulate({
      like: typeof values.like === 'string' ? values.like : null,
      seed: numbers.seed ?? 1,
      ...(numbers.cases === undefined ? {} : { cases: numbers.cases }),
      ...(numbers.workers === undefined ? {} : { workers: numbers.workers }),
    })
    if (!authority.ok) return refuse(authority.problem.sentence)
    const written = await writeAuthority(authority.value, { folder: values.out, mess })
    if (!written.ok) {
      terminal.err(`${written.problem.sentence}\n`)
      return exitCode.unreadable
    }
    for (const name of written.value) terminal.out(`${name}\n`)
    return exitCode.done
  },
}

const asked = (list: string, kind: string): boolean => list.split(',').includes(kind)
