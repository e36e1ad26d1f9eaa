import { describe, expect, it } from 'vitest'
import { seedServer } from '../../../../test/seeds/server.ts'

const server = seedServer()
const page = async (path: string): Promise<string> => {
  const answer = await server.get(path)
  expect(answer.statusCode, path).toBe(200)
  return answer.body
}

describe('pages of decisions', () => {
  it('list what waits first, and what is late', async () => {
    const body = await page('/own/decisions')
    expect(body).toContain('3 decisions wait for an answer, 1 past its day.')
    expect(body.indexOf('Waiting for an answer')).toBeLessThan(body.indexOf('Answered, the newest'))
  })

  it.each([
    ['d-1', 'You are asked to take', '/own/decisions/d-1/answer'],
    ['d-2', 'The agreement asks a second person', '/own/decisions/d-2/second'],
    ['d-3', 'It stays with them all the same', '/own/decisions/d-3/respond'],
    ['d-4', 'Take it back', '/own/decisions/d-4/respond'],
  ])('show %s with the one thing to do now', async (id, words, action) => {
    const body = await page(`/own/decisions/${id}`)
    expect(body).toContain(words)
    expect(body).toContain(`action="${action}"`)
  })

  it('stand on the page of the team whose workers are asked', async () => {
    const link = /href="\/demonstration\/decisions\/d-\d"/
    const shown = await Promise.all(
      ['t-team-1', 't-team-2', 't-team-3'].map(async (at) =>
        link.test(await page(`/demonstration/teams/${at}`)),
      ),
    )
    expect(shown).toContain(true)
  })

  it('offers nothing to do where nothing waits', async () => {
    expect(await page('/own/decisions/d-5')).not.toContain('action="/own/decisions')
  })

  it('take an answer to the door, and say what is missing', async () => {
    const path = '/own/decisions/d-3/respond'
    const none = await server.post(path, { answer: '', words: '' })
    expect(none.statusCode).toBe(422)
    expect(none.body).toContain('Choose your answer.')
    const done = await server.post(path, { answer: 'withdrawn', words: 'You are right.' })
    expect(done.headers.location).toBe('/own/decisions/d-3')
    expect(server.council.calls.at(-1)).toMatchObject({ what: 'decisions.respond' })
  })

  it('let nobody but the worker answer for the worker', async () => {
    const done = await server.post('/own/decisions/d-1/answer', { answer: 'accepted' })
    expect(done.statusCode).toBe(403)
  })

  it('ask a worker from the shortlist, by their radio', async () => {
    const queue = await page('/demonstration/waiting')
    const [, path = ''] = /href="(\/demonstration\/cases\/[^"]+\/allocate)"/.exec(queue) ?? []
    const body = await page(`${path}?reach=service`)
    expect(body).toContain('Ask them to take it')
    const [, to = ''] = /name="to" id="to" value="([^"]+)"/.exec(body) ?? []
    const fields = { to, reach: 'service', overrideReason: '', words: '' }
    expect((await server.post(path, { ...fields, to: '' })).body).toContain(
      'Choose who is to take it.',
    )
    const done = await server.post(path, fields)
    expect(done.headers.location).toBe('/demonstration/decisions/d-1')
    expect(server.council.calls.at(-1)).toMatchObject({ what: 'decisions.make' })
  })

  it('propose a worker for everybody of a team who waits, and say row by row what became of it', async () => {
    const body = await page('/own/teams/t-1/allocate')
    const [, name = ''] = /name="(child-[^"]+)"/.exec(body) ?? []
    const fields = { reach: 'team', overrideReason: 'other', words: 'Evenly.' }
    expect((await server.post('/own/teams/t-1/allocate', fields)).statusCode).toBe(422)
    const done = await server.post('/own/teams/t-1/allocate', { ...fields, [name]: 'yes' })
    expect(done.body).toContain('1 decision was made.')
  })

  it('say whether a certificate is the same when it is made again', async () => {
    expect(await page('/own/decisions/d-4?check=yes')).toContain('is the same to the letter')
  })
})
