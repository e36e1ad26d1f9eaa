import { hiddenIn } from '../seeds/running.mjs'

const addressesIn = (text) => [
  ...new Set([...text.matchAll(/\/own\/cases\/([0-9a-f-]{36})\/allocate/g)].map(([, id]) => id)),
]

/** The form of an allocate page: its hidden fields, and whom it offers, who has most room first. */
export function offerIn(page) {
  const form = /<form[^>]*method="post"[^>]*\/allocate"[^]*?<\/form>/.exec(page)?.[0] ?? ''
  const offered = [...form.matchAll(/<input[^>]*name="to"[^>]*value="([^"]+)"/g)].map(
    ([, to]) => to,
  )
  return { hidden: hiddenIn(form), offered }
}

/** Children whom nobody holds, by the addresses of their cases. */
export async function waitingCases(read, person) {
  const found = []
  for (let page = 1; page < 100; page += 1) {
    const { text } = await read(person, `/own/waiting?page=${page}`)
    const more = addressesIn(text).filter((address) => !found.includes(address))
    if (more.length === 0) break
    found.push(...more)
  }
  return found
}

/** Managers who ask workers to take the children who wait, and workers who answer them. */
export async function allocating({ people, read, manager, workload, chance, fault }) {
  const waiting = await waitingCases(read, manager)
  if (waiting.length < 3) fault(`only ${waiting.length} children wait`)
  const managers = await people(
    Array.from({ length: 3 }, (_, n) => ({ name: `Allocating ${n}`, role: 'service-manager' })),
  )
  const workers = new Map()
  for (const person of await people(
    workload.workers.map(({ id, name }) => ({ name, role: 'social-worker', worker: id })),
  ))
    workers.set(person.worker, person)
  const list = (await read(manager, '/own/workers')).text
  const nameAt = new Map(
    [...list.matchAll(/\/own\/workers\/([0-9a-f-]{36})"[^>]*>([^<]+)</g)].map(([, at, name]) => [
      at,
      name,
    ]),
  )
  const byName = new Map([...workers.values()].map((person) => [person.name, person]))

  return managers.map((person, n) => {
    const mine = waiting.filter((_, place) => place % managers.length === n)
    let turn = 0
    let made = null
    let answered = null
    let back = null
    return {
      once: async ({ post, read: look }) => {
        if ([made, answered, back?.sent].some((one) => one?.status === null)) return
        // Taken back, so that there is something to decide again; once more where it was too late.
        if (back !== null) {
          const { what, path, fields, about, tries = 0, sent } = back
          if (sent?.status === 303 || tries === 3) back = null
          else
            back = {
              ...back,
              tries: tries + 1,
              sent: await post(what, person, path, fields, about),
            }
          return
        }
        if (made?.status !== 303) {
          const address = mine[(turn += 1) % mine.length]
          const page = await look(person, `/own/cases/${address}/allocate`)
          const { hidden, offered } = offerIn(page.text)
          // Somebody was asked already, or nobody can take it.
          if (offered.length === 0) return
          const to = offered[0]
          made = await post(
            'allocate',
            person,
            `/own/cases/${address}/allocate`,
            { ...without(hidden, 'once'), to, words: '' },
            { address, to, mayLose: true },
          )
          return
        }
        const decision = made.location.replace(/[?#].*$/, '')
        const page = await look(person, decision)
        // The database starts again: later.
        if (page.status >= 500) return
        if (page.status !== 200) fault(`a decision made was answered ${page.status}`)
        const asked = byName.get(nameAt.get(made.about.to))
        if (asked === undefined) fault('a worker was asked whom no list names')
        const about = { decision: decision.split('/').at(-1), mayLose: true }
        made = null
        const words = 'The family has moved.'
        const isAccepted = chance() < 0.6 && asked !== undefined
        back = isAccepted
          ? {
              what: 'take back',
              path: `${decision}/respond`,
              fields: { answer: 'withdrawn', reason: '', words },
              about,
            }
          : { what: 'recall', path: `${decision}/recall`, fields: { words }, about }
        if (isAccepted) {
          const accepted = { answer: 'accepted', reason: '', words: '' }
          answered = await post('accept', asked, `${decision}/answer`, accepted, about)
        }
      },
    }
  })
}

/** The last part of an address. */
const idIn = (location) =>
  location
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1)

const without = (fields, name) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

/**
 * Every acknowledged decision and answer is there, once, with its entry; none is half.
 * @param maybe what may be there besides: sent while the look was taken
 */
allocating.check = async (rows, sent, maybe = []) => {
  const wrong = []
  const decisions = await rows(
    `select d.id::text as id,
        (select count(*)::int from council.decision_case c where c.decision = d.id) as cases,
        (select count(*)::int from council.decision_in_play p where p.decision = d.id) as in_play,
        (select coalesce(array_agg(e.kind || ' ' || e.answer order by e.number), '{}')
          from council.decision_event e where e.decision = d.id) as said
      from council.decision d`,
  )
  const noted = await rows(
    `select details->>'decision' as id, what, details->>'answer' as answer, count(*)::int as times
      from council.audit_entry where what like 'decision.%' group by 1, 2, 3`,
  )
  const there = new Map(decisions.map((one) => [one.id, one]))
  const entries = (id, what) =>
    noted
      .filter((one) => one.id === id && one.what === what)
      .reduce((sum, { times }) => sum + times, 0)
  const known = new Map()
  for (const { what, status, location, about } of sent) {
    if (status !== 303) continue
    if (what === 'allocate') {
      const id = location
        .replace(/[?#].*$/, '')
        .split('/')
        .at(-1)
      if (known.has(id)) wrong.push(`two forms were answered with one decision`)
      known.set(id, about)
      if (!there.has(id)) wrong.push(`an acknowledged decision is gone`)
    }
    if (what === 'accept' || what === 'recall' || what === 'take back') {
      const said = there.get(about.decision)?.said ?? []
      const due = {
        accept: 'worker accepted',
        recall: 'recalled recalled',
        'take back': 'manager withdrawn',
      }[what]
      const times = said.filter((one) => one === due).length
      if (times !== 1 && !said.includes('recalled no-longer-possible'))
        wrong.push(`an acknowledged “${what}” is there ${times} times`)
    }
  }
  const besides = new Set(
    maybe.flatMap(({ what, location }) =>
      what === 'allocate' && location ? [idIn(location)] : [],
    ),
  )
  for (const one of decisions) {
    if (!known.has(one.id) && !besides.has(one.id))
      wrong.push('a decision is there that nobody was answered with')
    if (one.cases === 0) wrong.push('a decision is about no child')
    const over = one.said.some((each) => /^recalled|withdrawn$|refused$/.test(each))
    if (over !== (one.in_play === 0))
      wrong.push(`a decision with “${one.said}” counts for ${one.in_play} children`)
    if (!over && one.in_play !== one.cases) wrong.push('a decision counts for some of its children')
    if (entries(one.id, 'decision.made') !== 1) wrong.push('a decision without its one entry')
    const answers = one.said.filter((each) => each.startsWith('worker ')).length
    if (entries(one.id, 'decision.answered') !== answers)
      wrong.push('an answer without its one entry')
  }
  for (const { id } of noted) if (!there.has(id)) wrong.push('an entry without its decision')
  return wrong
}
