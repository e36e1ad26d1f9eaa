import { el, escape, INK, OVER, px, TEAL } from './svg.ts'

/**
 * Where a worker stands. The shape says it as well as the colour: a dot within the line, a diamond
 * over it, a hollow circle where capacity is unknown, a crossed square where the worker cannot
 * receive any case and yet holds some.
 */
export type Standing = 'within' | 'over' | 'unknown' | 'cannot-receive'

export const STANDING_WORDS: Record<Standing, string> = {
  within: 'within the safe line',
  over: 'over the safe line',
  unknown: 'capacity unknown',
  'cannot-receive': 'cannot receive, yet holds cases',
}

/** One mark around a point; `words` are shown when a pointer rests on it. */
export function mark(standing: Standing, x: number, y: number, r: number, words?: string): string {
  const title = words === undefined ? '' : el('title', {}, escape(words))
  switch (standing) {
    case 'within':
      return el('circle', { class: 'fl-within', cx: x, cy: y, r, fill: TEAL }, title)
    case 'over': {
      const d = r * 1.35
      return el(
        'path',
        {
          class: 'fl-over',
          d: `M${px(x)} ${px(y - d)}l${px(d)} ${px(d)}-${px(d)} ${px(d)}-${px(d)}-${px(d)}z`,
          fill: OVER,
        },
        title,
      )
    }
    case 'unknown':
      return el(
        'circle',
        {
          class: 'fl-hollow',
          cx: x,
          cy: y,
          r: r - 1,
          fill: '#fff',
          stroke: INK,
          'stroke-width': '2',
        },
        title,
      )
    case 'cannot-receive': {
      const s = r - 0.5
      return el(
        'path',
        {
          class: 'fl-hollow',
          d: `M${px(x - s)} ${px(y - s)}h${px(2 * s)}v${px(2 * s)}h-${px(2 * s)}zl${px(2 * s)} ${px(2 * s)}m0-${px(2 * s)}l-${px(2 * s)} ${px(2 * s)}`,
          fill: '#fff',
          stroke: OVER,
          'stroke-width': '2',
        },
        title,
      )
    }
  }
}
