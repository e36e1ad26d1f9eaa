import { ok, type IsoDate } from '../../src/kit/index.ts'
import type { CaseRow, Council, LeaverRow, Standing } from '../../src/council/index.ts'

const day = (text: string): IsoDate => text as IsoDate

/** One agency worker who has given notice, and whoever else is asked for: nothing known of them. */
export function seedLeavers(of: {
  standing(): Standing | null
  cases(): readonly CaseRow[]
  text(plain: string): string
  asked(what: string, given: unknown): void
}): Council['leavers'] {
  const { text, asked } = of
  const team = { name: text('Assessment 1'), address: 't-team-0' }
  const leaver: LeaverRow = {
    name: text('Amara Okoye'),
    address: 'w-0',
    team,
    agency: true,
    going: {
      kind: 'leaves',
      lastDay: day('2026-12-11'),
      backOn: null,
      by: 'notice',
      noticeOn: day('2026-11-16'),
    },
    planBy: day('2026-11-20'),
    shortNotice: true,
    cases: 3,
    without: 2,
  }
  const theirs = (): CaseRow[] => of.cases().slice(0, 3)
  const plan: Council['leavers']['plan'] = async (_asked, address, reach) => {
    const standing = of.standing()
    if (!standing) return null
    const [first, second, third] = theirs()
    if (!first || !second || !third) throw new Error('Nobody holds a case')
    const to = { name: text('Jo Lin'), address: 'w-3' }
    return {
      standing,
      name: leaver.name,
      address,
      team,
      reach,
      proposed: [
        {
          child: first.address,
          children: [first, second].map(({ child, address: at }) => ({ name: child, address: at })),
          to,
          before: { load: 150, capacity: 220 },
          after: { load: 190, capacity: 220 },
          firstBand: true,
          overSafe: false,
        },
      ],
      receivers: [
        { ...to, before: { load: 150, capacity: 220 }, after: { load: 190, capacity: 220 } },
      ],
      nobody: [{ name: third.child, address: null }],
    }
  }
  return {
    list: async () => {
      const standing = of.standing()
      return standing && { standing, weeks: 8, rows: [leaver] }
    },
    view: async (_asked, address) => {
      const standing = of.standing()
      const isLeaver = address === leaver.address
      return (
        standing && {
          standing,
          name: isLeaver ? leaver.name : text('Jo Lin'),
          address,
          team,
          leaver: isLeaver ? leaver : null,
          notices: isLeaver
            ? [
                {
                  id: 'n-1',
                  kind: 'leaves',
                  noticeOn: day('2026-11-16'),
                  lastDay: day('2026-12-11'),
                  backOn: null,
                  words: text('A post in another county.'),
                  by: text('Ruth Adeyemi'),
                },
              ]
            : [],
          cases: theirs().map((row) => ({ ...row, decided: null })),
        }
      )
    },
    plan,
    note: async (_organisation, address, given) => {
      asked('leavers.note', { address, ...given })
      return ok(null)
    },
    withdraw: async (_organisation, address, notice) => {
      asked('leavers.withdraw', { address, notice })
      return ok(null)
    },
  }
}
