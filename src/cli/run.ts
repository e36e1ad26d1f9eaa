import { exitCode, type Command, type Terminal } from './command.ts'

/** Finds the command that the first word names and runs it; help and version included. */
export async function run(
  args: string[],
  commands: readonly Command[],
  version: string,
  terminal: Terminal,
): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === 'version') {
    terminal.out(`${version}\n`)
    return exitCode.done
  }
  const asked = name === 'help' ? rest[0] : name
  const command = commands.find((one) => one.name === asked)
  if (!command) {
    const text = overview(commands, version)
    if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && !asked)) {
      terminal.out(text)
      return exitCode.done
    }
    terminal.err(`fairload has no command “${asked}”.\n\n${text}`)
    return exitCode.usage
  }
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
