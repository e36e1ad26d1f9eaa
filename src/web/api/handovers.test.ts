import { afterAll, describe, expect, it } from 'vitest'
import { fromOurPages, seedServer } from '../../../test/seeds/server.ts'

const server = seedServer()
afterAll(() => server.close())

const at = '/api/v1/demonstration/handovers'
const enter = (id: string, body: object) =>
  server.app.inject({
    method: 'POST',
    url: `${at}/${id}/steps`,
    headers: { ...fromOurPages, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })

describe('handovers by the API', () => {
  it('are listed and read without what a closed record holds', async () => {
    const { handovers } = (await server.get(at)).json<{
      handovers: { id: string; children: { child: string | null }[]; state: string }[]
    }>()
    expect(handovers.map(({ id, state }) => [id, state])).toEqual([
      ['h-1', 'in-progress'],
      ['h-2', 'overdue'],
      ['h-3', 'waits-for-answer'],
    ])
    expect(handovers[2]?.children).toEqual([{ child: null, address: 'c-3' }])
    const one = (await server.get(`${at}/h-2`)).json<{ missing: string[]; breaches: unknown[] }>()
    expect(one.missing).toEqual(['outgoing-signed', 'incoming-signed', 'manager-signed'])
    expect(one.breaches).toHaveLength(2)
    expect((await server.get(`${at}/h-3`)).statusCode).toBe(404)
  })

  it('take a step in, and no signature: that is a person’s own', async () => {
    const step = { step: 'family-told', on: '2026-11-20', details: { how: 'by-call' } }
    expect((await enter('h-1', step)).statusCode).toBe(200)
    expect(server.council.calls.find(({ what }) => what === 'handovers.record')?.with).toEqual({
      id: 'h-1',
      step: 'family-told',
      on: '2026-11-20',
      words: '',
      details: { how: 'by-call' },
    })
    for (const wrong of [
      { ...step, step: 'manager-signed' },
      { ...step, on: '2026-02-30' },
      { ...step, details: { how: 'by-pigeon' } },
    ]) {
      expect((await enter('h-1', wrong)).statusCode).toBe(400)
    }
  })
})
