import type { JSX } from 'preact'

/** A chart as `render` draws it: two layouts of the same picture, already safe markup, and its words. */
export interface Drawn {
  wide: string
  narrow: string
  summary: string
}

export interface ChartFigureProps {
  title: string
  chart: Drawn
  /** Where the page's opening sentence says the same, the summary is not said twice. */
  hideSummary?: boolean | undefined
  headingLevel?: 2 | 3 | undefined
}

/** A picture: its name, what it says, then itself. The same data stand in a table beneath. */
export function ChartFigure(props: ChartFigureProps): JSX.Element {
  const H = `h${props.headingLevel ?? 2}` as const
  return (
    <figure class="fl-figure">
      <figcaption>
        <H class="fl-figure__title">{props.title}</H>
        {props.hideSummary ? null : <p class="fl-figure__summary">{props.chart.summary}</p>}
      </figcaption>
      <div dangerouslySetInnerHTML={{ __html: props.chart.wide + props.chart.narrow }} />
    </figure>
  )
}
