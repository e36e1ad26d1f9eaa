import type { Block, Section } from '../core/model/index.ts'
import { columns } from './command.ts'

const WIDTH = 88

/** A document in words for a terminal: at most 88 characters wide, tables aside. */
export function sectionsText(title: string, sections: readonly Section[]): string {
  const parts = [`${title}\n${'='.repeat(title.length)}`]
  for (const { heading, blocks } of sections) {
    parts.push(`${heading}\n${'-'.repeat(heading.length)}`, ...blocks.map(blockText))
  }
  // A terminal breaks no line by itself here, so no-break spaces have done their work.
  return `${parts.join('\n\n')}\n`.replaceAll('\u00a0', ' ')
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapped(block.text, '', '')
    case 'list':
      return block.items.map((item) => wrapped(item, '- ', '  ')).join('\n')
    case 'sum': {
      const widest = Math.max(...block.lines.map(({ figure }) => figure.length))
      return block.lines
        .map(({ words, figure }, at) => {
          const lines = wrapped(words, `${at + 1}. `, '   ', WIDTH - widest - 2).split('\n')
          const last = lines.pop() ?? ''
          return [...lines, last.padEnd(WIDTH - figure.length) + figure].join('\n')
        })
        .join('\n')
    }
    case 'table': {
      const right = new Set(
        block.columns.flatMap(({ kind }, at) => (kind === 'number' ? [at] : [])),
      )
      const rows = [
        block.columns.map(({ label }) => label),
        ...block.rows.map((row) => [...row]),
        ...(block.total ? [[...block.total]] : []),
      ]
      return [block.caption, columns(rows, right), ...(block.more ? [block.more] : [])].join('\n')
    }
    case 'picture':
      return wrapped(block.alt, '', '')
  }
}

/** Words in lines: the first after one mark, the rest after another; a long word is left whole. */
function wrapped(text: string, first: string, rest: string, width = WIDTH): string {
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const start = line === first || line === rest
    if (!start && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest + word
    } else line += start ? word : ` ${word}`
  }
  return [...lines, line].join('\n')
}
