import { afterAll, describe, expect, it } from 'vitest'
import { look } from '../../../../test/seeds/look.ts'
import { aPerson, seedSignIn } from '../../../../test/seeds/people.ts'
import { seedServer } from '../../../../test/seeds/server.ts'
import { dayIn, partsOf } from './words.ts'

const server = seedServer()
afterAll(() => server.close())

const H1 = '/demonstration/handovers/h-1'
const H2 = '/demonstration/handovers/h-2'
const today = { 'on-day': '20', 'on-month': '11', 'on-year': '2026' }

describe('a handover’s page', () => {
  it('lists what is missing first, with a way to enter each, and one button for the next', async () => {
    const { document } = await look(server, H1)
    const tasks = [...document.querySelectorAll('#missing a')].map((a) => a.getAttribute('href'))
    expect(tasks).toContain(`${H1}/steps/summary`)
    expect(tasks.join()).not.toContain('signed')
    expect(
      [...document.querySelectorAll('a.govuk-button')].map((a) => a.textContent?.trim()),
    ).toEqual(['Enter: summary of the case'])
  })

  it('says which clauses were broken, each with its sentence and a link to it', async () => {
    const { document } = await look(server, H2)
    const links = [...document.querySelectorAll('.govuk-inset-text a')]
    expect(links.map((a) => a.getAttribute('href'))).toEqual([
      '/demonstration/agreement?id=ours%401.0#handover.time',
      '/demonstration/agreement?id=ours%401.0#handover.meeting',
    ])
    expect(document.body.textContent).toContain('moved by message alone')
  })

  it('does not name a child whose record is closed, nor leads to its handover', async () => {
    const { document } = await look(server, '/demonstration/handovers')
    const cell = [...document.querySelectorAll('tbody th, tbody td')].find((td) =>
      td.textContent?.includes('Restricted record'),
    )
    expect(cell).toBeDefined()
    expect(cell?.querySelector('a')).toBeNull()
    expect((await server.get('/demonstration/handovers/h-3')).statusCode).toBe(404)
  })

  it('prints a sheet with lines to sign on and no word on the child but a number', async () => {
    const { document } = await look(server, `${H1}/sheet`)
    expect(document.body.textContent).toContain('Signature and day')
    expect(document.querySelectorAll('main form')).toHaveLength(0)
  })

  it('is a file as well', async () => {
    const { body } = await server.get(`${H1}.csv`)
    expect(body.split('\r\n')[1]).toContain('Handover meeting')
    expect((await server.get('/demonstration/handovers.xlsx')).statusCode).toBe(200)
  })
})

describe('what is entered about a handover', () => {
  it('is handed on as typed, and leads back to the handover', async () => {
    const done = await server.post(`${H1}/steps/family-told`, {
      ...today,
      how: 'by-call',
      words: 'They asked when Jo comes.',
    })
    expect(done.statusCode).toBe(303)
    expect(done.headers.location).toBe(H1)
    expect(server.council.calls.at(-1)).toEqual({
      what: 'handovers.record',
      with: {
        id: 'h-1',
        step: 'family-told',
        on: '2026-11-20',
        words: 'They asked when Jo comes.',
        details: { how: 'by-call' },
      },
    })
  })

  it('is asked for again beside the field that is wrong, with what was typed', async () => {
    const before = server.council.calls.length
    for (const [url, fields, field] of [
      [`${H1}/steps/family-told`, { ...today, how: '' }, 'how'],
      [`${H1}/steps/family-told`, { ...today, 'on-day': '31', how: 'by-call' }, 'on'],
      [`${H2}/emergency`, {}, 'reason'],
      [`${H2}/answer`, {}, 'agrees'],
      [`${H2}/plan`, {}, 'on'],
    ] as const) {
      const answer = await server.post(url, { words: 'Kept as typed', ...fields })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(`href="#${field}"`)
      if (!url.endsWith('plan')) expect(answer.body).toContain('Kept as typed')
    }
    expect(server.council.calls).toHaveLength(before)
  })

  it('refuses a field that the form has not, and a step that may not be entered', async () => {
    expect((await server.post(`${H1}/steps/summary`, { words: 'x', more: 'y' })).statusCode).toBe(
      400,
    )
    expect((await server.get(`${H1}/steps/meeting`)).statusCode).toBe(404)
    expect((await server.get(`${H1}/steps/no-such-step`)).statusCode).toBe(404)
    expect((await server.get(`${H1}/signatures/manager-signed`)).statusCode).toBe(404)
    expect((await server.get(`${H2}/steps/manager-signed`)).statusCode).toBe(404)
  })

  it('signs by a button that bears the person’s own name', async () => {
    const { document } = await look(server, `${H2}/signatures/manager-signed`)
    expect(document.querySelector('main form button')?.textContent?.trim()).toBe(
      'Sign as Ruth Adeyemi',
    )
    await server.post(`${H2}/signatures/manager-signed`, {})
    expect(server.council.calls.at(-1)).toMatchObject({
      what: 'handovers.record',
      with: { id: 'h-2', step: 'manager-signed' },
    })
  })

  it('is nobody’s who has no part in handovers', async () => {
    const auditor = seedServer({}, { signIn: seedSignIn(aPerson(['auditor'])) })
    try {
      expect((await auditor.get('/demonstration/handovers')).statusCode).toBe(403)
      expect((await auditor.post(`${H1}/steps/summary`, { words: 'x' })).statusCode).toBe(403)
    } finally {
      await auditor.close()
    }
  })
})

describe('who leaves', () => {
  const LEAVER = '/demonstration/leavers/w-0'
  const days = {
    'notice-day': '16',
    'notice-month': '11',
    'notice-year': '2026',
    'last-day': '11',
    'last-month': '12',
    'last-year': '2026',
  }

  it('stands on the page of handovers and on the worker’s own, with the way to plan their cases', async () => {
    const list = await look(server, '/demonstration/handovers')
    expect(list.text).toContain('2 cases of people who leave')
    expect(list.links).toContain('/demonstration/leavers')
    const worker = await look(server, '/demonstration/workers/w-3')
    expect(worker.links).toContain('/demonstration/leavers/w-3')
  })

  it('is planned whole, looked through, and asked in one go', async () => {
    const page = await look(server, `${LEAVER}/plan`)
    const [box] = [...page.document.querySelectorAll('main input[type=checkbox]')]
    const name = box?.getAttribute('name') ?? ''
    const none = await server.post(`${LEAVER}/plan`, { changeReason: 'LEFTRL' })
    expect(none.statusCode).toBe(422)
    expect(none.body).toContain('href="#chosen"')
    const fields = { [name]: 'yes', changeReason: 'LEFTRL', overrideReason: 'other', words: 'x' }
    const done = await server.post(`${LEAVER}/plan`, fields)
    expect(done.statusCode).toBe(200)
    expect(done.body).toContain('1 worker was asked')
    const wrong = await server.post(`${LEAVER}/plan`, { ...fields, changeReason: 'NONSENSE' })
    expect(wrong.statusCode).toBe(422)
    expect((await server.post(`${LEAVER}/plan`, { ...fields, more: 'x' })).statusCode).toBe(400)
  })

  it('is noted as typed, and asked for again beside what is wrong', async () => {
    const at = '/demonstration/leavers/w-3/notice'
    const done = await server.post(at, { ...days, kind: 'leaves', words: '' })
    expect(done.headers.location).toBe('/demonstration/leavers/w-3')
    expect(server.council.calls.at(-1)).toEqual({
      what: 'leavers.note',
      with: {
        address: 'w-3',
        kind: 'leaves',
        noticeOn: '2026-11-16',
        lastDay: '2026-12-11',
        backOn: null,
        words: '',
      },
    })
    for (const [fields, field] of [
      [{ ...days }, 'kind'],
      [{ ...days, kind: 'leaves', 'last-month': '13' }, 'last'],
      [{ ...days, kind: 'long-absence', 'back-day': '1' }, 'back'],
      [{ kind: 'leaves' }, 'notice'],
    ] as const) {
      const again = await server.post(at, fields)
      expect(again.statusCode).toBe(422)
      expect(again.body).toContain(`href="#${field}"`)
    }
    await server.post(`${LEAVER}/withdraw`, { notice: 'n-1' })
    expect(server.council.calls.at(-1)).toEqual({
      what: 'leavers.withdraw',
      with: { address: 'w-0', notice: 'n-1' },
    })
  })
})

describe('a day typed in three fields', () => {
  it('is a day of the calendar, none where nothing was typed, and nothing else', () => {
    const on = (day: string, month: string, year: string): ReturnType<typeof dayIn> =>
      dayIn({ 'on-day': day, 'on-month': month, 'on-year': year }, 'on')
    expect(on('7', '03', '2026')).toBe('2026-03-07')
    expect(on('', ' ', '')).toBe('none')
    for (const [day, month, year] of [
      ['30', '2', '2026'],
      ['7', '', '2026'],
      ['7', '3', '26'],
      ['-7', '3', '2026'],
      ['7', '3', '2026x'],
    ] as const) {
      expect(on(day, month, year)).toBeNull()
    }
    expect(dayIn(partsOf('2026-03-07' as never, 'on'), 'on')).toBe('2026-03-07')
  })
})
