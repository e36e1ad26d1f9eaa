import { describe, expect, it } from 'vitest'
import { configFrom } from './config.ts'

describe('the settings a person may give', () => {
  it('needs none: everything has a default', () => {
    const config = configFrom({ XDG_DATA_HOME: '/srv/data' }, false)
    expect(config).toEqual({
      ok: true,
      value: {
        dataFolder: '/srv/data/fairload',
        databaseUrl: null,
        migrationUrl: null,
        host: '127.0.0.1',
        port: 8700,
        portIsDefault: true,
        origin: null,
        proxies: [],
        secret: null,
        mail: null,
      },
    })
  })

  it('keeps root’s data where the database user can reach it', () => {
    const config = configFrom({}, true)
    expect(config.ok && config.value.dataFolder).toBe('/var/lib/fairload')
  })

  it.each(['0.0.0.0', '192.0.2.7', 'example.org', '::'])(
    'refuses to answer other machines at %s over plain HTTP',
    (host) => {
      const config = configFrom({ FAIRLOAD_HOST: host }, false)
      expect(config.ok ? null : config.problem.code).toBe('address-not-local')
    },
  )

  it('answers other machines behind a proxy that speaks https', () => {
    const config = configFrom(
      {
        FAIRLOAD_HOST: '0.0.0.0',
        FAIRLOAD_ORIGIN: 'https://fairload.moreton.gov.uk',
        FAIRLOAD_PROXY: '10.0.0.2, 10.0.0.3',
      },
      false,
    )
    expect(config.ok && config.value).toMatchObject({
      origin: 'https://fairload.moreton.gov.uk',
      proxies: ['10.0.0.2', '10.0.0.3'],
    })
  })

  it.each(['http://fairload.moreton.gov.uk', 'https://moreton.gov.uk/fairload', 'fairload'])(
    'refuses %s as the address that people type',
    (origin) => {
      const config = configFrom({ FAIRLOAD_ORIGIN: origin }, false)
      expect(config.ok ? null : config.problem.code).toBe('origin-not-https')
    },
  )

  it.each(['eighty', '-1', '70000', '80.5'])('says what is wrong with the port “%s”', (port) => {
    const config = configFrom({ FAIRLOAD_PORT: port }, false)
    expect(config.ok ? null : config.problem.code).toBe('port-not-a-number')
  })
})
