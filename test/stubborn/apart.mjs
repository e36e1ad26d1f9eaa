// Starts both parties' houses as they run, each as an account of its own with its own environment and
// folder, and has each try to reach what is the other's.
//   node test/stubborn/apart.mjs
// As root the two run as two accounts of this machine, as a deployment would; else as one, and then what
// only accounts keep apart is said to be not tried.
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { build, command, freshFolder } from '../seeds/running.mjs'

build()
let faults = 0
const fault = (text) => {
  faults += 1
  console.log(`FAULT: ${text}`)
}
const tried = (what, wrong) => (wrong ? fault(`${what}: ${wrong}`) : console.log(`apart: ${what}`))

const isRoot = process.getuid?.() === 0
const named = (name) => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((each) => each.split(':'))
    .find(([own]) => own === name)
  return line ? { uid: Number(line[2]), gid: Number(line[3]) } : null
}
const accounts = isRoot ? ['daemon', 'www-data', 'games', 'mail'].map(named).filter(Boolean) : []
const [ofCouncil = null, ofBranch = null] = accounts.length >= 2 ? accounts : []
if (!ofBranch) console.log('not tried: what two accounts keep apart (this is no root)')

/** A folder that one account alone can enter. */
function own(name, account) {
  const folder = freshFolder(name)
  if (account) {
    chownSync(folder, account.uid, account.gid)
    chmodSync(folder, 0o700)
  }
  return folder
}

const homes = { council: own('council', ofCouncil), branch: own('branch', ofBranch) }
const houses = {
  council: {
    account: ofCouncil,
    folder: homes.council,
    args: ['serve', '--no-demonstration', '--port', '0'],
    env: { FAIRLOAD_DATA: join(homes.council, 'data') },
  },
  branch: {
    account: ofBranch,
    folder: homes.branch,
    args: ['branch', 'serve', '--port', '0'],
    env: { FAIRLOAD_BRANCH_DATA: join(homes.branch, 'data') },
  },
}
const plain = { PATH: process.env.PATH, TZ: 'UTC', HOME: '/nonexistent' }
const asAccount = ({ account, env }) => ({
  env: { ...plain, ...env },
  ...(account ?? {}),
})

/** A process of one house beside its server. @returns what it said, or why it ended badly */
function run(house, args, program = [command]) {
  try {
    return execFileSync(process.execPath, [...program, ...args], {
      ...asAccount(house),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    })
  } catch (error) {
    return { refused: `${error.stdout ?? ''}${error.stderr ?? ''}` }
  }
}

function serve(house) {
  const child = spawn(process.execPath, [command, ...house.args], {
    ...asAccount(house),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  })
  house.said = ''
  const over = new Promise((done) => child.once('close', done))
  return new Promise((done, failed) => {
    const hear = (text) => {
      house.said += text
      const [, address] = /is ready: (http:\/\/\S+)/.exec(house.said) ?? []
      if (!address) return
      house.address = address
      house.pid = child.pid
      house.stop = async () => {
        process.kill(-child.pid, 'SIGTERM')
        await over
      }
      done(house)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    over.then(() => failed(new Error(`It ended before it was ready: ${house.said.slice(-2000)}`)))
  })
}

/** Every process that a house started, itself included. */
function familyOf(pid) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It has gone.
    }
  }
  const all = [pid]
  for (const each of all) {
    for (const [child, parent] of parents) if (parent === each) all.push(child)
  }
  return all
}

function openFilesOf(pid) {
  return familyOf(pid).flatMap((each) => {
    try {
      return readdirSync(`/proc/${each}/fd`).map((fd) => readlinkSync(`/proc/${each}/fd/${fd}`))
    } catch {
      return []
    }
  })
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
const holding = (folder, words) =>
  filesIn(folder).filter((file) => {
    const bytes = readFileSync(file)
    return words.some((word) => bytes.includes(word))
  })

const answers = (path) =>
  new Promise((done) => {
    const socket = createConnection(path)
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })

/** What a process of one house tries with another's folder: to list it, its key, its database's socket. */
const attempt = `
  const { readdirSync, readFileSync } = require('node:fs')
  const { createConnection } = require('node:net')
  const [folder] = process.argv.slice(1)
  const reached = []
  for (const [what, path, read] of [
    ['folder', folder, readdirSync],
    ['key', folder + '/data/house.key', readFileSync],
    ['log of the database', folder + '/data/database.log', readFileSync],
    ['database', folder + '/data/database', readdirSync],
  ]) {
    try { read(path); reached.push(what) } catch {}
  }
  const socket = createConnection(folder + '/data/run/.s.PGSQL.5432')
  socket.once('connect', () => { reached.push('socket'); end() })
  socket.once('error', () => end())
  const end = () => { console.log(JSON.stringify(reached)); process.exit(0) }
`

const { council, branch } = houses
try {
  await Promise.all([serve(council), serve(branch)])

  if (ofBranch) {
    for (const [name, from, to] of [
      ['council', council, branch],
      ['branch', branch, council],
    ]) {
      const own = run(from, [from.folder], ['-e', attempt])
      if (JSON.parse(String(own)).length !== 5) fault(`the ${name} cannot reach its own: ${own}`)
      const others = String(run(from, [to.folder], ['-e', attempt])).trim()
      tried(
        `the ${name}’s account reaches nothing of the other’s folder`,
        others !== '[]' && others,
      )
    }
    if (!(await answers(join(branch.folder, 'data', 'run', '.s.PGSQL.5432')))) {
      fault('the branch’s own database does not answer where it was tried')
    }
  }

  for (const [name, from, to] of [
    ['council', council, branch],
    ['branch', branch, council],
  ]) {
    const environment = readFileSync(`/proc/${from.pid}/environ`, 'utf8')
    tried(`the ${name}’s environment names nothing of the other’s`, environment.includes(to.folder))
    const open = openFilesOf(from.pid).filter((path) => path.startsWith(to.folder))
    tried(`the ${name}’s processes hold none of the other’s files open`, open[0])
  }

  const asBranch = run(
    { ...branch, env: { FAIRLOAD_BRANCH_DATA: council.env.FAIRLOAD_DATA }, account: ofCouncil },
    ['branch', 'doctor'],
  )
  const asCouncil = run(
    { ...council, env: { FAIRLOAD_DATA: branch.env.FAIRLOAD_BRANCH_DATA }, account: ofBranch },
    ['doctor'],
  )
  for (const [name, said] of [
    ['branch pointed at the council’s folder', asBranch],
    ['council pointed at the branch’s folder', asCouncil],
  ]) {
    const text = typeof said === 'string' ? said : said.refused
    tried(
      `the ${name} refuses it`,
      !/is the database of a (union branch|council)/.test(text) && text,
    )
  }

  // Words that stand in one house alone, looked for in every file of the other's, and in its log.
  const marks = { council: 'Zelah Markington', branch: 'Tryphena Wherry' }
  const added = [
    run(council, ['user', 'add', 'zelah@example.gov.uk', marks.council, '--role', 'administrator']),
    run(branch, [
      'branch',
      'user',
      'add',
      'tryphena@example.org',
      marks.branch,
      '--office',
      'officer',
    ]),
  ]
  for (const said of added)
    if (typeof said !== 'string') fault(`nobody could be added: ${said.refused}`)
  const page = await (await fetch(`${branch.address}/demonstration`)).text()
  const [, title = ''] = /<h1[^>]*>([^<]+)</.exec(page) ?? []
  if (title.length < 8) fault('the branch’s public page has no heading')
  run(council, ['backup', join(council.folder, 'data', 'one.backup')])
  run(branch, ['branch', 'backup', join(branch.folder, 'data', 'one.backup')])
  await Promise.all([council.stop(), branch.stop()])
  const backupOf = (house) => {
    const path = join(house.folder, 'data', 'one.backup')
    if (!existsSync(path)) {
      fault('a backup was not written')
      return Buffer.alloc(0)
    }
    const bytes = readFileSync(path)
    return gunzipSync(
      bytes.subarray(bytes.indexOf(10) + 1, bytes.lastIndexOf('\nSHA256') + 1 || -72),
    )
  }
  const words = { council: ['Zelah'], branch: ['Tryphena', 'tryphena@', 'Fairborough branch'] }
  if (!backupOf(council).includes('Zelah')) fault('the council’s backup lacks its own record')
  if (!backupOf(branch).includes('Fairborough branch'))
    fault('the branch’s backup lacks its own record')
  tried(
    'no word of the branch is in the council’s folder',
    holding(council.folder, words.branch)[0],
  )
  tried(
    'no word of the council is in the branch’s folder',
    holding(branch.folder, words.council)[0],
  )
  for (const [name, of, others] of [
    ['council', council, words.branch],
    ['branch', branch, words.council],
  ]) {
    const found = others.find((word) => backupOf(of).includes(word) || of.said.includes(word))
    tried(`no word of the other is in the ${name}’s backup or log`, found)
  }
  tried(
    'no name of the roll is in the branch’s own files or backup: it is sealed',
    holding(branch.folder, ['Tryphena', 'tryphena@'])[0] ??
      (backupOf(branch).includes('Tryphena') && 'its backup'),
  )

  const [one, other] = [council, branch].map((house) => new URL(house.address).hostname)
  tried('the two are reached by names whose cookies a browser keeps apart', one === other && one)
} finally {
  await Promise.allSettled([council.stop?.(), branch.stop?.()])
  for (const home of Object.values(homes)) rmSync(home, { recursive: true, force: true })
}
console.log(`${faults} faults`)
process.exitCode = faults === 0 ? 0 : 1
