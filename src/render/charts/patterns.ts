import { el, INK, TEAL } from './svg.ts'

/**
 * Fills that are told apart in black and white: solid, hatched, pale, dotted, ruled, crossed, blank,
 * ruled upright, hatched the other way. A chart with more kinds than fills begins again.
 */
export const FILLS = 9

/** Definitions for one picture; ids are unique by the picture's own. */
export function patternDefs(id: string): string {
  const tile = (n: number, size: number, ...parts: string[]): string =>
    el(
      'pattern',
      { id: `${id}-f${n}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      el('rect', { class: 'fl-paper', width: size, height: size, fill: '#fff' }),
      ...parts,
    )
  const line = (d: string, width: string, stroke = TEAL): string =>
    el('path', { class: 'fl-hatch', d, stroke, 'stroke-width': width, fill: 'none' })
  return el(
    'defs',
    {},
    tile(1, 7, line('M-1 8L8-1M-1 1L1-1M6 8L8 6', '2.4')),
    tile(3, 6, el('circle', { class: 'fl-dot', cx: 3, cy: 3, r: 1.6, fill: INK })),
    tile(4, 6, line('M0 3H6', '2')),
    tile(5, 8, line('M0 0L8 8M8 0L0 8', '1.4', INK)),
    tile(7, 6, line('M3 0V6', '2')),
    tile(8, 9, line('M-1 -1L10 10M-1 8L1 10M8 -1L10 1', '1.4', INK)),
  )
}

/** What fills the n-th kind of a picture. */
export function fillOf(id: string, n: number): { class: string; fill: string } {
  const kind = n % FILLS
  if (kind === 0) return { class: 'fl-fill-0', fill: TEAL }
  if (kind === 2) return { class: 'fl-fill-2', fill: '#9fc9cd' }
  if (kind === 6) return { class: 'fl-fill-6', fill: '#fff' }
  return { class: 'fl-fill', fill: `url(#${id}-f${kind})` }
}
