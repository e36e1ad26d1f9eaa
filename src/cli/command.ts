import { parseArgs, type ParseArgsConfig } from 'node:util'
import { fail, ok, type Problem, type Result } from '../kit/index.ts'

/** What a command may touch of the world outside; built in main. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Whether progress on stderr can redraw its line. */
  interactive: boolean
  /** Today in Europe/London. */
  today(): string
}

/** What the shell is told: see README, "Exit codes". */
export const exitCode = { done: 0, questions: 1, usage: 2, unreadable: 3 } as const

export interface Command {
  name: string
  /** One line for `fairload help`. */
  summary: string
  /** The whole of `fairload help NAME`. */
  usage: string
  run(args: string[], terminal: Terminal): Promise<number>
}

export type OptionSpec = NonNullable<ParseArgsConfig['options']>

export interface ParsedArgs {
  values: Record<string, string | boolean | undefined>
  /** What was given more than once, where an option may be. */
  lists: Record<string, string[]>
  files: string[]
}

/** Options and files of a command line, or a sentence that names the word that is off. */
export function parseCommandLine(
  args: string[],
  options: OptionSpec,
  usage: string,
): Result<ParsedArgs, Problem> {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
    const lists: ParsedArgs['lists'] = {}
    const values: ParsedArgs['values'] = {}
    for (const [name, value] of Object.entries(parsed.values)) {
      if (Array.isArray(value)) lists[name] = value.map(String)
      else values[name] = value
    }
    return ok({ values, lists, files: parsed.positionals })
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    return fail({ code: 'usage', sentence: `${what}.\n\n${usage}` })
  }
}

/** A line on stderr that redraws itself on a terminal and stays silent otherwise. */
export function progressLine(terminal: Terminal): { show(text: string): void; clear(): void } {
  if (!terminal.interactive) return { show: () => undefined, clear: () => undefined }
  return {
    show: (text) => terminal.err(`\r\u001b[K${text}`),
    clear: () => terminal.err('\r\u001b[K'),
  }
}

/** Columns of plain text: numbers to the right where `right` names the column. */
export function columns(rows: string[][], right: ReadonlySet<number>): string {
  const widths = rows.reduce<number[]>((widest, row) => {
    row.forEach((cell, i) => {
      widest[i] = Math.max(widest[i] ?? 0, cell.length)
    })
    return widest
  }, [])
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          right.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
