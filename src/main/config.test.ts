import { describe, expect, it } from 'vitest'
import { branchConfigFrom, configFrom } from './config.ts'

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

describe('the settings of the branch’s house', () => {
  it('are its own: none of the council’s side is looked at', () => {
    const config = branchConfigFrom(
      {
        XDG_DATA_HOME: '/srv/data',
        DATABASE_URL: 'postgres://council.example/fairload',
        FAIRLOAD_DATA: '/srv/council',
        FAIRLOAD_SECRET: 'of the council',
        FAIRLOAD_PORT: '8700',
        FAIRLOAD_SMTP_URL: 'smtp://mail.example.gov.uk',
        PORT: '80',
      },
      false,
    )
    expect(config.ok && config.value).toMatchObject({
      dataFolder: '/srv/data/fairload-branch',
      databaseUrl: null,
      port: 8800,
      secret: null,
      mail: null,
    })
  })

  it('have names of their own, which its sentences use', () => {
    const config = branchConfigFrom(
      {
        HOME: '/home/branch',
        FAIRLOAD_BRANCH_PORT: '8801',
        FAIRLOAD_BRANCH_DATABASE_URL: 'postgres://branch.example/fairload',
        FAIRLOAD_BRANCH_ORIGIN: 'https://branch.example.org',
      },
      false,
    )
    expect(config.ok && config.value).toMatchObject({
      port: 8801,
      databaseUrl: 'postgres://branch.example/fairload',
      origin: 'https://branch.example.org',
    })
    const wrong = branchConfigFrom({ FAIRLOAD_BRANCH_PORT: 'many' }, false)
    expect(wrong.ok ? '' : wrong.problem.sentence).toContain('FAIRLOAD_BRANCH_PORT is “many”')
  })

  it('never make the council’s side look at the branch’s', () => {
    const config = configFrom(
      {
        XDG_DATA_HOME: '/srv/data',
        FAIRLOAD_BRANCH_DATA: '/srv/branch',
        FAIRLOAD_BRANCH_PORT: '1',
      },
      false,
    )
    expect(config.ok && config.value).toMatchObject({
      dataFolder: '/srv/data/fairload',
      port: 8700,
    })
  })
})
