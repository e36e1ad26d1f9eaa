import { count } from '../../kit/index.ts'
import type { PeopleView } from '../../council/index.ts'
import { Button, ButtonGroup, Link, Opening } from '../components/index.ts'
import { one } from '../query.ts'
import { orderOf, ordered, searched, sheetOf, type TableOf } from '../table-of.ts'
import {
  capacityWords,
  fte,
  reductionWords,
  roleWords,
  shortDate,
  unitOf,
  type AgreementInForce,
} from '../words.ts'
import type { Figures } from './figure-route.tsx'
import type { Here } from './here.ts'
import { Downloads, Filter, List } from './list.tsx'

type Person = PeopleView['workers'][number]

/** Everyone named, what is known of their contract, and the file in which to say more. */
export function peoplePage(here: Here, view: PeopleView): Figures {
  const { agreement } = view.standing
  const table = peopleTable(agreement, here)
  const order = orderOf(table, one(here.query, 'sort'), one(here.query, 'order'))
  const search = one(here.query, 'search')
  const known = view.workers.filter((worker) => worker.weighed.state !== 'unknown').length
  const byName = [...view.workers].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const which = one(here.query, 'capacity')
  const rows = ordered(
    table,
    searched(
      byName.filter((worker) => which !== 'unknown' || worker.weighed.state === 'unknown'),
      search,
      (worker) => [worker.name, ...worker.aliases, worker.id],
    ),
    order,
  )
  const unknown = view.workers.length - known
  const keep = ['search', 'capacity']
  return {
    page: { title: 'People and capacity', section: 'people', standing: view.standing },
    body: (
      <>
        <Opening heading="People and capacity">
          {view.workers.length === 0
            ? 'No worker is named in the files.'
            : unknown === 0
              ? `What each of ${count(view.workers.length, 'worker')} can carry is known.`
              : known === 0
                ? `Capacity is unknown: we found ${count(view.workers.length, 'name')}, and no file says what hours they work.`
                : `What ${count(unknown, 'worker')} of ${view.workers.length} can carry is unknown.`}
        </Opening>
        <p class="govuk-body">
          The people file says who works how much: contract, newly qualified workers, leave, duty,
          supervision. Fairload fills it with the names and teams it found; you add the rest and
          drop it in. It is kept from import to import, so it needs only what has changed.
        </p>
        <ButtonGroup>
          <Button href={here.to.peopleTemplate()} attributes={{ download: '' }}>
            Download the people file
          </Button>
          <Link href={here.to.importNew()}>Drop it in</Link>
        </ButtonGroup>
        <Filter
          here={here}
          label="Find a worker"
          search="Worker’s name"
          state={`${rows.length} of ${count(view.workers.length, 'worker')}`}
          choices={[
            {
              name: 'capacity',
              label: 'Capacity',
              items: [
                { text: 'Known or not', value: '' },
                { text: 'Unknown', value: 'unknown' },
              ],
            },
          ]}
        />
        {rows.length === 0 ? (
          <p class="govuk-body">Nobody matches what you asked for.</p>
        ) : (
          <>
            <List
              here={here}
              table={table}
              rows={rows}
              order={order}
              sortable
              keep={keep}
              caption={count(rows.length, 'worker')}
            />
            <Downloads here={here} of="people" keep={keep} />
          </>
        )}
      </>
    ),
    sheets: [sheetOf(table, rows)],
    fileName: 'people',
    what: 'What is known of each worker’s contract, and what they can safely carry.',
  }
}

function peopleTable(agreement: AgreementInForce, here: Here): TableOf<Person> {
  return {
    id: 'people',
    name: 'People',
    columns: [
      {
        id: 'worker',
        header: 'Worker',
        kind: 'text',
        cell: (worker) => <Link href={here.to.worker(worker.address)}>{worker.name}</Link>,
        file: (worker) => worker.name,
        sortBy: (worker) => worker.name,
      },
      {
        id: 'aliases',
        header: 'Also written',
        kind: 'text',
        cell: (worker) => worker.aliases.join('; ') || '–',
        file: (worker) => worker.aliases.join('; '),
      },
      {
        id: 'role',
        header: 'Role',
        kind: 'text',
        file: (worker) => (worker.person?.role ? roleWords[worker.person.role] : 'Not known'),
        sortBy: (worker) => worker.person?.role ?? null,
      },
      {
        id: 'contract',
        header: 'Contract',
        kind: 'text',
        file: (worker) => contractOf(worker),
        sortBy: (worker) => worker.person?.contract ?? null,
      },
      {
        id: 'fte',
        header: 'Full-time share',
        kind: 'number',
        decimals: 2,
        cell: (worker) => fte(worker.person?.fteMillionths ?? null),
        file: (worker) =>
          worker.person?.fteMillionths == null
            ? 'not known'
            : worker.person.fteMillionths / 1_000_000,
        sortBy: (worker) => worker.person?.fteMillionths ?? null,
        highestFirst: true,
      },
      {
        id: 'taken',
        header: 'What takes from it',
        kind: 'text',
        file: (worker) =>
          worker.weighed.reducedBy.map((one) => reductionWords[one.reason]).join(', ') || null,
      },
      {
        id: 'capacity',
        header: `Can carry (${unitOf(agreement)})`,
        kind: 'number',
        decimals: 1,
        cell: (worker) =>
          worker.weighed.state === 'cannot-receive'
            ? 'Cannot receive'
            : worker.weighed.capacity === null
              ? 'Unknown'
              : capacityWords(worker.weighed.capacity, agreement),
        file: (worker) =>
          worker.weighed.state === 'cannot-receive'
            ? 'cannot receive'
            : worker.weighed.capacity === null
              ? 'unknown'
              : worker.weighed.capacity / agreement.grainsPerUnit,
        sortBy: (worker) => worker.weighed.capacity,
        highestFirst: true,
      },
    ],
  }
}

function contractOf({ person }: Person): string {
  if (!person?.contract) return 'Not known'
  const kind = person.contract === 'agency' ? 'Agency' : 'Permanent'
  return person.contractEnd ? `${kind}, until ${shortDate(person.contractEnd)}` : kind
}
