import type { JSX } from 'preact'
import { certificateInWords } from '../../core/fairness/index.ts'
import type { Block, Section as Written } from '../../core/model/index.ts'
import type { CertificateView } from '../../council/index.ts'
import { DataTable, Link, Opening, Section } from '../components/index.ts'
import type { Here } from './here.ts'
import type { Plain } from './imports.tsx'
import { captionOf } from './plans.tsx'

/** The certificate read aloud, with the names and children's numbers of those who may see the page. */
export const certificateSections = (view: CertificateView): Written[] =>
  certificateInWords(view.certificate, {
    worker: (place) => view.names[place] ?? `worker ${place + 1}`,
    unit: (place) => {
      const children = view.cases[place] ?? []
      return children.length === 0 ? 'agreed work that is no case' : children.join(' and ')
    },
  })

/** The certificate of a plan in plain words: what is claimed, the sum to redo, what was tried. */
export function certificatePage(here: Here, view: CertificateView): Plain {
  const { row } = view
  const [claim, ...rest] = certificateSections(view)
  return {
    page: {
      title: `Certificate of plan ${row.number}`,
      section: 'plans',
      standing: view.standing,
      keepsToItsImport: true,
      crumbs: [
        { content: 'Plans', href: here.to.plans() },
        { content: `Plan ${row.number}`, href: here.to.plan(row.id) },
      ],
    },
    body: (
      <div class="fl-certificate">
        <Opening heading={`Certificate of plan ${row.number}`} caption={captionOf(row)}>
          {ledeOf(claim)}
        </Opening>
        <p class="fl-downloads">
          <Link href={here.to.certificateFile(row.id, 'pdf')} attributes={{ download: '' }}>
            Download as PDF<span class="govuk-visually-hidden">: the certificate</span>
          </Link>
          <Link href={here.to.certificateFile(row.id, 'json')} attributes={{ download: '' }}>
            Download as JSON
            <span class="govuk-visually-hidden">: the certificate, to be checked</span>
          </Link>
        </p>
        {claim && claim.blocks.length > 1 ? <Blocks blocks={claim.blocks.slice(1)} /> : null}
        {rest.map((section) => (
          <div class={section.smallPrint ? 'fl-small-print' : undefined}>
            <Section heading={section.heading}>
              <Blocks blocks={section.blocks} />
            </Section>
          </div>
        ))}
        <Section heading="Check it yourself">
          <p class="govuk-body fl-measure">
            The JSON file holds every figure of this page without a name: workers and children stand
            in it by opaque ids. Whoever has Fairload, on whatever machine, can have it all worked
            out again from nothing:
          </p>
          <pre class="fl-command">
            <code>fairload check {certificateFileName(view)}.json</code>
          </pre>
          <p class="govuk-body fl-measure">
            It says which line fails, if one does. The check shares no code with the search that
            made the plan.
          </p>
        </Section>
      </div>
    ),
  }
}

/** Without a name or a child’s number: it is a file’s name. */
export const certificateFileName = ({ row }: Pick<CertificateView, 'row'>): string =>
  `fairload-certificate-plan-${row.number}`

function ledeOf(claim: Written | undefined): string {
  const [first] = claim?.blocks ?? []
  return first?.kind === 'paragraph' ? first.text : (claim?.heading ?? '')
}

/** Sections written for any reader, as this page shows them. */
export function Blocks({ blocks }: { blocks: readonly Block[] }): JSX.Element {
  return (
    <>
      {blocks.map((block) => (
        <BlockOf block={block} />
      ))}
    </>
  )
}

function BlockOf({ block }: { block: Block }): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return <p class="govuk-body fl-measure">{block.text}</p>
    case 'list':
      return (
        <ul class="govuk-list govuk-list--bullet fl-measure">
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )
    case 'sum':
      return (
        <ol class="fl-arithmetic">
          {block.lines.map((line) => (
            <li>
              <span>{line.words}</span> <strong>{line.figure}</strong>
            </li>
          ))}
        </ol>
      )
    case 'table':
      return (
        <>
          <DataTable
            caption={block.caption}
            captionSize="s"
            rows={block.rows}
            phone={block.columns.length <= 3 ? 'table' : 'cards'}
            columns={block.columns.map((column, c) => ({
              label: column.label,
              numeric: column.kind === 'number',
              long: c > 0 && column.kind === 'text',
              cell: (row: readonly string[]) => row[c],
              ...(block.total ? { foot: block.total[c] } : {}),
            }))}
          />
          {block.more === undefined ? null : <p class="govuk-body-s">{block.more}</p>}
        </>
      )
    case 'picture':
      // What render drew: already safe markup, named and described for who cannot see it.
      return <div dangerouslySetInnerHTML={{ __html: block.svg }} />
  }
}
