import type { BranchAction } from '../../core/branch-rights/index.ts'
import type { NavigationItem } from '../components/index.ts'
import type { Here } from './here.ts'

/** Every page that stands in the bar or beside another; a page below one of them names it. */
export type PageOf =
  | 'front'
  | 'home'
  | 'rounds'
  | 'calendar'
  | 'concerns'
  | 'programme'
  | 'wins'
  | 'big-items'
  | 'negotiation'
  | 'promises'
  | 'people'
  | 'agreement'
  | 'consultations'
  | 'hearings'
  | 'councillors'
  | 'inspection'
  | 'reps'
  | 'sites'
  | 'repairs'
  | 'roll'
  | 'guests'
  | 'settings'
  | 'mine'
  | 'sign-ins'

interface Item {
  section: PageOf
  words: string
  /** Below the branch’s own address. */
  path: string
  /** Who finds it in the bar; left out, anybody at all. */
  action?: BranchAction
}

/** Pages under one word of the bar: they stand beside one another once one of them is open. */
interface Group {
  words: string
  items: Item[]
}

/** The bar of who is signed in. A page is added to its group; a word has at most six beside it. */
const groups: Group[] = [
  { words: 'For you', items: [item('home', 'For you', '/home', 'home.see')] },
  {
    words: 'Meetings',
    items: [
      item('rounds', 'Rounds', '/rounds', 'rounds.see'),
      item('calendar', 'Calendar', '/calendar', 'rounds.see'),
    ],
  },
  { words: 'Concerns', items: [item('concerns', 'Concerns', '/concerns', 'concerns.see')] },
  {
    words: 'Programme',
    items: [
      item('programme', 'Demands', '/programme', 'programme.see'),
      item('wins', 'Wins', '/wins', 'outcomes.see'),
      item('big-items', 'Big items', '/big-items', 'outcomes.see'),
    ],
  },
  {
    words: 'Negotiation',
    items: [
      item('negotiation', 'Meetings with the employer', '/negotiation', 'negotiation.tally'),
      item('promises', 'Promises', '/promises', 'promises.see'),
      item('people', 'People', '/people', 'negotiation.see'),
    ],
  },
  {
    words: 'Agreement',
    items: [
      item('agreement', 'Agreement', '/agreement', 'desk.see'),
      item('consultations', 'Consultations', '/agreement/consultations', 'desk.see'),
    ],
  },
  {
    words: 'Scrutiny',
    items: [
      item('hearings', 'Hearings', '/hearings', 'scrutiny.see'),
      item('councillors', 'Councillors', '/councillors', 'scrutiny.see'),
      item('inspection', 'Inspection', '/inspection', 'inspection.see'),
    ],
  },
  {
    words: 'Branch',
    items: [
      item('reps', 'Find a rep', '/reps', 'reps.see'),
      item('sites', 'Sites and teams', '/sites', 'sites.edit'),
      item('repairs', 'Repairs', '/repairs', 'sites.see'),
      item('roll', 'Roll', '/roll', 'roll.see'),
      item('guests', 'Guests', '/guests', 'guests.edit'),
      item('settings', 'Settings', '/settings', 'branch.edit'),
    ],
  },
]

/** The bar of who is not signed in: pages that anybody may read. */
const publicGroups: Group[] = [
  { words: 'The branch', items: [item('front', 'The branch', '')] },
  { words: 'Find your rep', items: [item('reps', 'Find your rep', '/reps')] },
  { words: 'Sign in', items: [item('sign-ins', 'Sign in', '/sign-in')] },
]

function item(section: PageOf, words: string, path: string, action?: BranchAction): Item {
  return { section, words, path, ...(action === undefined ? {} : { action }) }
}

export interface Navigation {
  items: NavigationItem[]
  /** The pages beside the open one, where its word of the bar has several. */
  beside: { label: string; items: NavigationItem[] } | undefined
}

/** The bar of every page, and the pages beside the open one. `isBelow`: it stands under its section. */
export function navigationOf(here: Here, section: PageOf, isBelow: boolean): Navigation {
  const shown = (here.person === null ? publicGroups : groups)
    .map(({ words, items }) => ({
      words,
      items: items.filter(({ action }) => action === undefined || here.may(action)),
    }))
    .filter(({ items }) => items.length > 0)
  const isHere = ({ path }: Item): boolean => here.to(path) === here.path
  const isOf = (of: Item): boolean => of.section === section || isHere(of)
  const open = shown.find(({ items }) => items.length > 1 && items.some(isOf))
  const linkOf = (of: Item): NavigationItem => ({
    content: of.words,
    href: here.to(of.path),
    current: isHere(of) || (isOf(of) && !isBelow),
    active: isOf(of) && !isHere(of) && isBelow,
  })
  return {
    items: shown.flatMap(({ words, items }): NavigationItem[] => {
      const [first] = items
      if (!first) return []
      if (items.length === 1) return [{ ...linkOf(first), content: words }]
      return [{ content: words, href: here.to(first.path), active: items.some(isOf) }]
    }),
    beside: open && { label: open.words, items: open.items.map(linkOf) },
  }
}
