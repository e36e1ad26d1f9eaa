import { hiddenIn } from '../seeds/running.mjs'

let drafts = 0

/** Two parties who draft, propose and sign agreements, one after the other. */
export async function signing({ people, fault }) {
  const pairs = await people(
    Array.from({ length: 4 }, (_, n) => [
      { name: `Manager ${n}`, role: 'service-manager' },
      { name: `Negotiator ${n}`, role: 'agreement-party' },
    ]).flat(),
  )
  return [0, 1, 2, 3].map((n) => {
    const [manager, branch] = pairs.slice(2 * n, 2 * n + 2)
    const id = 'ours'
    /** How far this pair is: what was sent last, so that a killed house only holds them up. */
    let begun = null
    let proposed = null
    return {
      once: async ({ post, read }) => {
        if (begun?.status === null || proposed?.status === null) return
        if (begun?.status !== 303) {
          const version = `${(drafts += 1)}`
          const fields = { from: 'fairload-hours-0.1', name: 'Ours', id, version }
          begun = await post('draft', manager, '/own/agreement/draft', fields, { version })
          return
        }
        const { version } = begun.about
        const key = encodeURIComponent(`${id}@${version}`)
        if (proposed?.status !== 303) {
          const day = new Date(Date.now() + 40 * 86_400_000)
          proposed = await post('propose', manager, `/own/agreement/propose?id=${key}`, {
            revision: '1',
            'effective-day': String(day.getUTCDate()),
            'effective-month': String(day.getUTCMonth() + 1),
            'effective-year': String(day.getUTCFullYear()),
          })
          return
        }
        const page = await read(manager, `/own/agreement/sign?id=${key}`)
        const form = /<form[^>]*\/agreement\/sign[^]*?<\/form>/.exec(page.text)?.[0] ?? ''
        const { sha256 } = hiddenIn(form)
        if (page.status === 200 && sha256 === undefined) fault('no text to sign on the page')
        if (sha256 === undefined) return
        begun = null
        proposed = null
        // Both at one moment, as it happens in a meeting.
        await Promise.all(
          [
            [manager, 'service'],
            [branch, 'branch'],
          ].map(([person, party]) =>
            post(
              'sign',
              person,
              `/own/agreement/sign?id=${key}`,
              { sha256, read: 'yes' },
              { version, party },
            ),
          ),
        )
      },
    }
  })
}

/**
 * Every acknowledged signature is there, once, with its entry; none is half.
 * @param maybe what may be there besides: sent while the look was taken
 */
signing.check = async (rows, sent, maybe = []) => {
  const wrong = []
  const signatures = await rows(
    `select a.version, s.party, a.state from council.agreement_signature s
      join council.agreement a on a.organisation = s.organisation and a.id = s.agreement`,
  )
  const noted = await rows(
    `select details->>'agreement' as of, details->>'party' as party, count(*)::int as times
      from council.audit_entry where what like 'agreement.signed-by-%' group by 1, 2`,
  )
  const there = new Map(signatures.map((one) => [`ours@${one.version} ${one.party}`, one]))
  const entries = new Map(noted.map(({ of, party, times }) => [`${of} ${party}`, times]))
  for (const { what, status, about } of sent) {
    if (what !== 'sign' || status !== 303) continue
    const name = `ours@${about.version} ${about.party}`
    if (!there.has(name)) wrong.push(`an acknowledged signature is gone (${name})`)
  }
  for (const name of there.keys())
    if (entries.get(name) !== 1)
      wrong.push(`${name} is signed and noted ${entries.get(name) ?? 0} times`)
  for (const name of entries.keys())
    if (!there.has(name)) wrong.push(`${name} is noted, not signed`)
  const parties = new Map()
  for (const { version, party, state } of signatures)
    parties.set(version, { state, of: [...(parties.get(version)?.of ?? []), party] })
  for (const [version, { state, of }] of parties)
    if ((of.length === 2) !== (state === 'signed'))
      wrong.push(`${version} is ${state} with ${of.length} signatures`)
  const drafts = await rows(
    `select version, count(*)::int as times from council.agreement where agreement = 'ours' group by 1`,
  )
  const drafted = sent.filter(({ what, status }) => what === 'draft' && status === 303).length
  const possible = maybe.filter(({ what }) => what === 'draft').length
  if (drafts.length < drafted || drafts.length > drafted + possible)
    wrong.push(`${drafted} drafts acknowledged, ${drafts.length} there`)
  return wrong
}
