import { count } from '../../kit/index.ts'
import type { Block } from '../model/index.ts'
import type { WitnessLine } from './certificate-schema.ts'
import { shareText } from './in-words-amounts.ts'
import type { SumWords } from './in-words-sum.ts'

/**
 * Where dividing the sum does not show quite all, of two or three workers: what going through every
 * division of their cases comes to. Nothing where the plain sum shows it.
 */
export function triedSum(
  { tried, workers, units, percent }: WitnessLine,
  { amounts, worker }: SumWords,
): Block[] {
  if (!tried) return []
  const last = workers.length - 1
  const others = workers
    .slice(0, last)
    .map((one, at) => `${worker(one)} to ${amounts.amount(tried.room[at] ?? 0)}`)
  const room = amounts.amount(tried.room[last] ?? 0)
  const who = worker(workers[last] ?? 0)
  return [
    {
      kind: 'paragraph',
      text: `That division takes it that any case could be cut to fit, and with whoever it weighs least. Cases stay whole, so every way of dividing these ${count(units, 'case')} was gone through. Just below ${shareText(percent)}, keep ${others.join(' and ')} at most: ${
        tried.least === null
          ? 'no division does even that.'
          : `then ${who} has at least ${amounts.amount(tried.least)}, where ${room} is the most.`
      } So in every plan one of them is at this or above. This wants a computer; the check does it again from nothing.`,
    },
  ]
}

/**
 * The sum by worths, where the others do not show quite all: what the cases are worth together, and
 * what everybody could hold at most. Nothing where another sum shows it.
 */
export function worthsSum({ worths, units, percent }: WitnessLine): Block[] {
  if (!worths) return []
  const { charge, moves, total, most } = worths
  const figure = (value: number): string => value.toLocaleString('en-GB')
  const change = count(moves, 'change of worker', 'changes of worker')
  return [
    {
      kind: 'paragraph',
      text: `Cases stay whole, and few sets of cases fill a worker’s time exactly. So every case is given a worth, in points that stand for nothing else, and for each worker the cases are sought that are worth most and still fit just below ${shareText(percent)}. Whatever the worths, no plan below that could hold more than this.${
        moves > 0
          ? ` A case that changes worker is worth ${figure(charge)} less; that much for ${change} comes off the sum as well, so that a plan that keeps to ${change} loses nothing by it.`
          : ''
      } The file has every worth; the check seeks the best sets again from nothing.`,
    },
    {
      kind: 'sum',
      lines: [
        {
          words: `${count(units, 'case')}, all worths together${moves > 0 ? `, less the charge for ${change}` : ''}`,
          figure: figure(total),
        },
        {
          words: `The most that they could hold just below ${shareText(percent)}: too little. So in every plan${moves > 0 ? ` with at most ${change}` : ''} somebody is at this or above`,
          figure: figure(most),
        },
      ],
    },
  ]
}

/**
 * The sum by teams, where one sum for everybody does not show quite all: what each team must at least
 * hand on to the next, until one has no room. Nothing where the plain sum shows it.
 */
export function handingSum(
  { teams, percent }: WitnessLine,
  { amounts, worker }: SumWords,
): Block[] {
  const last = teams.at(-1)
  if (!last) return []
  const name = (place: number): string => `Team ${String.fromCharCode(65 + (place % 26))}`
  const receives = (place: number): number[] =>
    teams.flatMap((team, from) => (team.onTo === place ? [from] : []))
  return [
    {
      kind: 'paragraph',
      text: `That division takes it that any case could be cut to fit. Cases stay whole, and not everybody may hold each of them; so go through these workers team by team, as if each team were one worker who can carry what its members can just below ${shareText(percent)}. A case that two teams may hold stays with the one named first wherever it has room, chosen so that the least possible goes on to the other.`,
    },
    {
      kind: 'table',
      caption: `What each team must hold, and the least it hands on, in ${amounts.inFull}`,
      columns: [
        { label: 'Team', kind: 'text' },
        { label: 'Most, just below', kind: 'number' },
        { label: 'Only it may hold', kind: 'number' },
        { label: 'At least handed on to it', kind: 'number' },
        { label: 'Room left', kind: 'number' },
        { label: 'Shared with another team', kind: 'text' },
      ],
      rows: teams.map(({ workers, room, own, received, shared, onTo }, place) => [
        `${name(place)}: ${workers.map(worker).join(', ')}`,
        amounts.bare(room),
        amounts.bare(own),
        receives(place).length > 0 ? amounts.bare(received) : '–',
        room < own + received
          ? `−${amounts.bare(own + received - room)}`
          : amounts.bare(room - own - received),
        onTo === null ? '–' : `${count(shared, 'case')} with ${name(onTo)}`,
      ]),
    },
    {
      kind: 'sum',
      lines: [
        { words: `What only ${name(teams.length - 1)} may hold`, figure: amounts.amount(last.own) },
        {
          words: `What comes to it from ${receives(teams.length - 1)
            .map(name)
            .join(' and ')}, at least`,
          figure: amounts.amount(last.received),
        },
        {
          words: `What it could hold just below ${shareText(percent)}: too little. So in every plan somebody is at this or above`,
          figure: amounts.amount(last.room),
        },
      ],
    },
  ]
}
