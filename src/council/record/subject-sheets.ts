import type { About, CellOut, SheetOut } from '../../render/index.ts'
import type { Subject } from './subject.ts'

type Row = readonly CellOut[]

const sheet = (name: string, headers: readonly string[], rows: readonly Row[]): SheetOut => ({
  name,
  columns: headers.map((header) => ({ header, kind: 'text' })),
  rows,
})

/** What is held, as sheets to read: the same as the document, a line for each thing. */
export function subjectSheets(subject: Subject): { sheets: SheetOut[]; about: About } {
  const { imports, looks, queries } = subject
  const of = ({ number, asOf, state }: (typeof imports)[number]): CellOut[] => [
    String(number),
    asOf,
    state,
  ]
  const OF = ['Import', 'As of', 'State']
  const sheets = [
    sheet(
      'Held',
      [...OF, 'What', 'Value'],
      imports.flatMap((each) =>
        fieldsOf(
          'case' in each
            ? { ...each.case, weight: each.weight }
            : { ...each.worker, figures: each.figures },
        ).map((field) => [...of(each), ...field]),
      ),
    ),
    sheet(
      'Rows',
      [...OF, 'File', 'Sheet', 'Row', 'Column', 'Value'],
      imports.flatMap((each) =>
        each.rows.flatMap(({ from, headers, cells }) =>
          cells.map((cell, i) => [
            ...of(each),
            from.file,
            from.sheet,
            String(from.row),
            headers[i] ?? '',
            cell,
          ]),
        ),
      ),
    ),
    sheet(
      'Findings',
      [...OF, 'File', 'Sheet', 'Row', 'Column', 'Read', 'What to do'],
      imports.flatMap((each) =>
        each.findings.map(({ file, sheet: name, row, column, value, sentence }) => [
          ...of(each),
          file,
          name,
          String(row),
          column,
          value,
          sentence,
        ]),
      ),
    ),
    sheet(
      'Who looked',
      ['When', 'What', 'Who'],
      looks.map(({ at, what, by }) => [at.toISOString(), what, by]),
    ),
    sheet('Queries', ['What', 'Value'], fieldsOf(queries)),
    sheet(
      'Plans',
      ['Plan', 'Asked on', 'What it proposes'],
      subject.plans.map(({ number, askedAt, proposes }) => [
        String(number),
        askedAt.toISOString(),
        proposes,
      ]),
    ),
    sheet(
      'Decisions',
      ['Decided on', 'Kind', 'From', 'To', 'What', 'On', 'Answer or step', 'Reason', 'Words', 'By'],
      subject.decisions.flatMap(decisionRows),
    ),
    ...(subject.about === 'worker'
      ? [
          sheet(
            'Notices',
            ['Kind', 'Notice on', 'Last day', 'Back on', 'Words', 'Noted by', 'Taken back'],
            subject.notices.map((one) => [
              one.kind,
              one.noticeOn,
              one.lastDay,
              one.backOn,
              one.words,
              one.by,
              one.takenBack && `${one.takenBack.at.toISOString()}, ${one.takenBack.by}`,
            ]),
          ),
        ]
      : []),
    subject.about === 'child'
      ? sheet(
          'Restriction',
          ['What', 'Value'],
          fieldsOf({ restrictedTo: subject.restrictedTo, openings: subject.openings }),
        )
      : sheet(
          'Register and sign-in',
          ['What', 'Value'],
          fieldsOf({ register: subject.register, accounts: subject.accounts }),
        ),
  ]
  return {
    sheets,
    about: {
      what: `Everything held about a ${subject.about}.`,
      organisation: subject.organisation,
      asOf: null,
      agreement: subject.agreement,
      writtenBy: null,
      writtenAt: subject.writtenAt.toISOString(),
      notes: [
        'It may name others: colleagues who looked, and people in free text. Read it before it is handed over.',
      ],
    },
  }
}

/** A decision, what was said of it and what was entered of its handover, a line each. */
function decisionRows(one: Subject['decisions'][number]): Row[] {
  const of: CellOut[] = [one.madeOn, one.kind, one.from, one.to]
  const reason = [one.changeReason, one.overrideReason].filter((each) => each !== null).join(', ')
  return [
    [...of, 'decided', one.madeOn, null, reason, one.words, one.by],
    ...one.said.map((said): Row => [
      ...of,
      said.who,
      said.on,
      said.answer,
      said.reason,
      said.words,
      said.by,
    ]),
    ...one.handover.map((entry): Row => [
      ...of,
      `handover ${entry.kind}`,
      entry.on,
      entry.step,
      null,
      [
        entry.words,
        entry.present,
        entry.how,
        ...entry.dates.map(({ what, on }) => `${what} ${on ?? 'not known'}`),
      ]
        .filter((each) => each !== null && each !== '')
        .join('; '),
      entry.by,
    ]),
  ]
}

/** Each figure or word of a document with the way to it; what is unknown is said to be. */
function fieldsOf(value: unknown, way = ''): [string, string][] {
  if (value === undefined) return []
  if (value instanceof Date) return [[way, value.toISOString()]]
  if (value === null) return [[way, 'none or not known']]
  if (typeof value !== 'object') return [[way, String(value)]]
  const entries = Array.isArray(value)
    ? value.map((each, i): [string, unknown] => [String(i + 1), each])
    : Object.entries(value)
  return entries.flatMap(([key, each]) => fieldsOf(each, way === '' ? key : `${way}.${key}`))
}
