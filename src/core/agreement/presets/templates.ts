import type { Agreement } from '../schema/index.ts'
import { assumed, blank, linesAt, loadOf, noHardLine, published, unfilled } from './common.ts'

/*
 * Schemes whose structure is public and whose points are not. They refuse to weigh until a service
 * and a branch fill them in together: no point is invented here.
 */

function template(of: {
  id: string
  name: string
  version: string
  dated: string | null
  about: string
  citation: string
  sourceNote: string
  unit?: Agreement['unit']
  nonCaseDemand?: Agreement['nonCaseDemand']
  capacity?: Agreement['capacity']
  lines?: Agreement['lines']
  known: { what: string; amount: string }[]
}): Agreement {
  return {
    format: 1,
    id: of.id,
    name: of.name,
    version: of.version,
    dated: of.dated,
    about: `${of.about} A blank template: its structure is published, its points are not. It refuses to weigh until a service and a branch have filled it in together.`,
    kind: 'template',
    startingPoint: true,
    sources: [{ id: 'source', citation: of.citation, note: of.sourceNote }],
    unit: of.unit ?? { name: 'points', grainsPerUnit: 2, grain: 'half point' },
    weights: unfilled(),
    stages: [],
    modifiers: [],
    siblings: null,
    nonCaseDemand: of.nonCaseDemand ?? [],
    capacity: of.capacity ?? loadOf(null, blank('To be agreed.')),
    lines: of.lines ?? linesAt(100, assumed('A full load is 100 %.'), 110, noHardLine),
    reference: [
      {
        title: 'What is known of the scheme',
        rows: of.known,
        evidence: published('source', 'The structure only.'),
      },
    ],
  }
}

const structure = [
  { what: 'stable points', amount: 'the same for every worker' },
  { what: 'case and activity points', amount: 'not published' },
  { what: 'extra responsibilities', amount: 'not published' },
]

export const wirral: Agreement = template({
  id: 'wirral',
  name: 'Wirral workload management scheme',
  version: 'template',
  dated: null,
  about:
    'A hundred points for a full-time worker: 15 stable points, case points and points for extra responsibilities. Not for the front door.',
  citation: 'Wirral children’s services procedures, workload management scheme',
  sourceNote: 'The page gives the structure; the table of points could not be read.',
  nonCaseDemand: [
    {
      id: 'stable-points',
      name: 'stable points',
      amount: 15,
      byContract: false,
      evidence: published('source', '15 stable points.'),
    },
  ],
  capacity: loadOf(100, published('source', 'At most 100 points for a full-time worker.'), {
    percent: 90,
    months: 12,
    evidence: published(
      'source',
      '90 points in the first year, about 12 children; child protection and court work only jointly.',
    ),
  }),
  lines: linesAt(100, published('source', 'At most 100 points.'), 110, noHardLine),
  known: [
    { what: 'stable points', amount: '15' },
    { what: 'full-time worker', amount: 'at most 100' },
    { what: 'worker in the assessed and supported year', amount: '90, about 12 children' },
  ],
})

export const oxfordshire: Agreement = template({
  id: 'oxfordshire',
  name: 'Oxfordshire workload scheme',
  version: 'template',
  dated: null,
  about: 'Stable points, case and activity points and extra points.',
  citation: 'Oxfordshire children’s services procedures',
  sourceNote: 'Points came from a time audit in two other authorities.',
  known: structure,
})

export const knowsley: Agreement = template({
  id: 'knowsley',
  name: 'Knowsley workload scheme',
  version: 'template',
  dated: null,
  about: 'Stable points, case and activity points and extra points.',
  citation: 'Knowsley children’s services procedures',
  sourceNote: 'Points came from a time audit in two other authorities.',
  known: structure,
})

const tenPoints = [
  { what: 'a case or task', amount: '4 to 10 points' },
  { what: 'looked-after children', amount: 'two tiers' },
  { what: 'siblings, travel, court', amount: 'add points; how many is not published' },
  { what: 'a worker', amount: 'a least and a most in total; not published' },
]

export const slough2014: Agreement = template({
  id: 'berkshire-slough-2014',
  name: 'Slough (Berkshire) points scheme',
  version: 'template',
  dated: '2014',
  about: 'Between 4 and 10 points for each case or task, two tiers of looked-after children.',
  citation: 'Berkshire child protection procedures, Slough workload scheme (2014)',
  sourceNote: 'Only the range of 4 to 10 points is known.',
  known: tenPoints,
})

export const swindon: Agreement = template({
  id: 'swindon',
  name: 'Swindon points scheme',
  version: 'template',
  dated: null,
  about: 'Between 4 and 10 points for each case or task; siblings, travel and court add points.',
  citation: 'The Guardian, 2016, on Swindon’s scheme',
  sourceNote: 'Brought from four other councils; only the range of 4 to 10 points is known.',
  known: tenPoints,
})

export const haringey2009: Agreement = template({
  id: 'haringey-2009',
  name: 'Haringey monthly workload form',
  version: 'template',
  dated: '2009',
  about: 'A form for each worker, filled in and agreed in supervision every month.',
  citation: 'Haringey Council (2009), monthly workload form',
  sourceNote: 'The form is agreed case by case; no table of points is known.',
  known: [{ what: 'monthly form', amount: 'agreed in supervision' }],
})
