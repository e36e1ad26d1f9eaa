import { count } from '../../kit/index.ts'
import type { Block, Section } from '../../core/model/index.ts'
import type { CaseRow, PlanSide, PlanView } from '../../council/index.ts'
import { amount, children, units, unitOf } from '../words.ts'
import { beforeAfterOf } from './plans-charts.ts'
import {
  hardWords,
  moveReasonWords,
  planSentence,
  ruleWords,
  share,
  stayWords,
  triedWords,
  type PlanResult,
} from './plan-words.ts'

const names = (cases: readonly CaseRow[]): string => cases.map((of) => of.child).join(', ')

/** A plan as a document for paper: the same figures as its page, every move, nothing to press. */
export function planSections({ standing }: PlanView, result: PlanResult): Section[] {
  const { agreement } = standing
  const chart = beforeAfterOf(result, standing)
  const sides: [string, (side: PlanSide) => string][] = [
    ['Busiest worker', (side) => share(side.busiest)],
    ['Workers over the safe line', (side) => String(side.overSafe)],
    ['Workers over the hard line', (side) => String(side.overHard)],
    ['Work above what can be carried', (side) => amount(side.overload, agreement)],
    ['Children with no worker', (side) => String(side.withNobody)],
  ]
  return [
    {
      heading: 'What the plan does',
      blocks: [
        { kind: 'paragraph', text: planSentence(result) },
        { kind: 'paragraph', text: 'A plan only proposes: nothing changes by itself.' },
        {
          kind: 'table',
          caption: 'Now and after',
          columns: [
            { label: 'What', kind: 'text' },
            { label: 'Now', kind: 'number' },
            { label: 'After', kind: 'number' },
          ],
          rows: sides.map(([what, of]) => [what, of(result.before), of(result.after)]),
        },
      ],
    },
    {
      heading: 'Before and after',
      blocks: [
        { kind: 'paragraph', text: chart.summary },
        { kind: 'picture', svg: chart.wide, alt: chart.summary },
      ],
    },
    { heading: 'The moves', blocks: movesOf(result, agreement) },
    ...(result.placements.length > 0
      ? [
          {
            heading: 'A worker for those who have none',
            blocks: [
              {
                kind: 'table' as const,
                caption: count(result.placements.length, 'family', 'families'),
                columns: [
                  { label: 'Child', kind: 'text' as const },
                  { label: 'Would go to', kind: 'text' as const },
                  { label: 'Before it', kind: 'number' as const },
                  { label: 'After it', kind: 'number' as const },
                ],
                rows: result.placements.map((one) => [
                  names(one.cases),
                  one.to.name,
                  share(one.before),
                  share(one.after),
                ]),
              },
            ],
          },
        ]
      : []),
    ...(result.nobody.length > 0
      ? [
          {
            heading: 'Whom nobody here may hold',
            blocks: [
              {
                kind: 'list' as const,
                items: result.nobody.map(
                  (one) =>
                    `${names(one.cases)}: ${one.rules
                      .map(({ rule, workers }) => `${ruleWords(rule)} (${workers})`)
                      .join('; ')}`,
                ),
              },
            ],
          },
        ]
      : []),
    {
      heading: 'Everybody in reach, by name',
      blocks: [
        {
          kind: 'table',
          caption: 'Workers before and after',
          columns: [
            { label: 'Worker', kind: 'text' },
            { label: 'Team', kind: 'text' },
            { label: `Can carry (${unitOf(agreement)})`, kind: 'number' },
            { label: 'Now', kind: 'number' },
            { label: 'After', kind: 'number' },
            { label: 'Families now', kind: 'number' },
            { label: 'Families after', kind: 'number' },
          ],
          rows: result.workers.map((worker) => [
            worker.name,
            worker.teamName ?? 'No team',
            units(worker.capacity, agreement),
            share({ load: worker.before, capacity: worker.capacity }),
            share({ load: worker.after, capacity: worker.capacity }),
            String(worker.families.before),
            String(worker.families.after),
          ]),
        },
        ...(result.unknown.length > 0
          ? [
              {
                kind: 'paragraph' as const,
                text: `Left out, because what they can carry is unknown: ${result.unknown
                  .map((worker) => `${worker.name} (${children(worker.cases)})`)
                  .join(', ')}.`,
              },
            ]
          : []),
      ],
    },
    {
      heading: 'Why nobody can do better',
      blocks: [
        { kind: 'paragraph', text: triedWords(result.certificate) },
        {
          kind: 'paragraph',
          text: 'The certificate of this plan holds the proof, and the sum that anybody can redo on paper.',
        },
      ],
    },
  ]
}

function movesOf(
  { moves, stayed }: PlanResult,
  agreement: PlanView['standing']['agreement'],
): Block[] {
  return [
    moves.length === 0
      ? { kind: 'paragraph', text: 'No child would change worker.' }
      : {
          kind: 'table',
          caption: `${count(moves.length, 'move')}, in the order in which they help most`,
          columns: [
            { label: 'Child', kind: 'text' },
            { label: 'From', kind: 'text' },
            { label: 'To', kind: 'text' },
            { label: 'Why this one', kind: 'text' },
            { label: 'For the child', kind: 'text' },
            { label: `Buys (${unitOf(agreement)})`, kind: 'number' },
            { label: 'Busiest after it', kind: 'number' },
          ],
          rows: moves.map((move) => [
            names(move.cases),
            move.from.name,
            move.to.name,
            moveReasonWords[move.reason],
            hardWords(move),
            units(move.bought, agreement),
            share(move.busiestAfter),
          ]),
        },
    ...(stayed.length > 0
      ? [
          {
            kind: 'list' as const,
            items: stayed.map(
              (kept) =>
                `${names(kept.cases)} stays with ${kept.cases[0]?.workerName ?? 'nobody'}: ${stayWords[kept.why]}`,
            ),
          },
        ]
      : []),
  ]
}
