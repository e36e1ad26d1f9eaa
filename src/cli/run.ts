import { exitCode, type Command, type Terminal } from './command.ts'
import type { Commands } from './commands.ts'

/** Finds the command that the first word names and runs it; help and version included. */
export async function run(
  args: string[],
  commands: Commands,
  version: string,
  terminal: Terminal,
): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === 'version') {
    terminal.out(`${version}\n`)
    return exitCode.done
  }
  const asked = name === 'help' ? rest[0] : name
  const load = asked !== undefined && Object.hasOwn(commands, asked) ? commands[asked] : undefined
  if (!load) {
    const all = await Promise.all(Object.values(commands).map((one) => one()))
    const text = overview(all, version)
    if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && !asked)) {
      terminal.out(text)
      return exitCode.done
    }
    terminal.err(`fairload has no command “${asked}”.\n\n${text}`)
    return exitCode.usage
  }
  const command = await load()
  if (name === 'help' || rest.includes('--help') || rest.includes('-h')) {
    terminal.out(`${command.usage}\n`)
    return exitCode.done
  }
  return command.run(rest, terminal)
}

function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map((command) => command.name.length))
  return [
    `fairload ${version}: a fair caseload management system`,
    '',
    ...commands.map((command) => `  fairload ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'fairload help COMMAND says more.',
    '',
  ].join('\n')
}
