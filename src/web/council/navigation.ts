import type { NavigationItem } from '../components/index.ts'
import type { Here } from './here.ts'

export type PageOf =
  | 'home'
  | 'service'
  | 'teams'
  | 'workers'
  | 'cases'
  | 'waiting'
  | 'plans'
  | 'register'
  | 'handovers'
  | 'findings'
  | 'imports'
  | 'people'
  | 'establishment'
  | 'agreement'
  | 'mine'
  | 'team'
  | 'totals'
  | 'record'
  | 'accounts'
  | 'rights'
  | 'signIns'

interface Item {
  section: PageOf
  words: string
  href: string
}

/** Pages under one word of the bar: they stand beside one another once one of them is open. */
interface Group {
  words: string
  items: Item[]
}

/** What this person's roles lead to, and nothing that would refuse them. */
function groupsOf({ to, may, signedIn }: Here): Group[] {
  const { teams, worker } = signedIn.places
  const whole = may('service.view')
  const only = (items: (Item | false)[]): Item[] => items.filter((item) => item !== false)
  const alone = (item: Item | false): Group => ({
    words: item ? item.words : '',
    items: only([item]),
  })
  const posts: Item | false = may('establishment.view') && {
    section: 'establishment',
    words: 'Posts',
    href: to.establishment(),
  }
  return [
    alone({ section: 'home', words: 'For you', href: to.home() }),
    alone(
      worker !== null &&
        may('worker.view') && { section: 'mine', words: 'My work', href: to.worker(worker) },
    ),
    {
      words: 'Service',
      items: only([
        whole && { section: 'service', words: 'Overview', href: to.service() },
        whole && { section: 'teams', words: 'Teams', href: to.teams() },
        whole && { section: 'workers', words: 'Workers', href: to.workers() },
        whole && posts,
      ]),
    },
    ...(whole ? [] : teams).map(({ name, address }) =>
      alone({ section: 'team', words: name, href: to.team(address) }),
    ),
    alone(may('cases.list') && { section: 'cases', words: 'Cases', href: to.cases() }),
    alone(may('team.view') && { section: 'waiting', words: 'No worker', href: to.waiting() }),
    alone(may('plan.list') && { section: 'plans', words: 'Plans', href: to.plans() }),
    alone(
      may('handover.list') && { section: 'handovers', words: 'Handovers', href: to.handovers() },
    ),
    alone(may('register.list') && { section: 'register', words: 'Overloads', href: to.register() }),
    alone(!whole && posts),
    alone(
      may('totals.view') && !whole && { section: 'totals', words: 'Totals', href: to.totals() },
    ),
    alone(
      may('agreement.view') && { section: 'agreement', words: 'Agreement', href: to.agreement() },
    ),
    {
      words: 'Data',
      items: only([
        may('import.view') && { section: 'imports', words: 'Imports', href: to.imports() },
        may('questions.view') && { section: 'findings', words: 'Questions', href: to.findings() },
        may('people.view') && { section: 'people', words: 'People', href: to.people() },
      ]),
    },
    alone(may('account.manage') && { section: 'accounts', words: 'Sign-ins', href: to.accounts() }),
    alone(may('audit.view') && { section: 'record', words: 'Record', href: to.record() }),
  ].filter(({ items }) => items.length > 0)
}

export interface Navigation {
  items: NavigationItem[]
  /** The pages beside the open one, where its word of the bar has several. */
  beside: { label: string; items: NavigationItem[] } | undefined
}

/** The bar of every page, and the pages beside the open one. `isBelow`: it stands under its section. */
export function navigationOf(here: Here, section: PageOf, isBelow: boolean): Navigation {
  const groups = groupsOf(here)
  const isHere = ({ href }: Item): boolean => href.split('?')[0] === here.path
  const isOf = (item: Item): boolean => item.section === section || isHere(item)
  const open = groups.find(({ items }) => items.length > 1 && items.some(isOf))
  const linkOf = (item: Item, words = item.words): NavigationItem => ({
    content: words,
    href: item.href,
    current: isHere(item) || (isOf(item) && !isBelow),
    active: isOf(item) && !isHere(item) && isBelow,
  })
  return {
    items: groups.flatMap(({ words, items }): NavigationItem[] => {
      const [first] = items
      if (!first) return []
      if (items.length === 1) return [linkOf(first)]
      return [{ content: words, href: first.href, active: items.some(isOf) }]
    }),
    beside: open && { label: open.words, items: open.items.map((item) => linkOf(item)) },
  }
}
