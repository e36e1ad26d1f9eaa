import type { ClusterNames } from './host/host.ts'

/** The two parties' databases: neither is ever opened by the other's process. */
export interface Side extends ClusterNames {
  /** Of its tables; a database holds one side alone. */
  schema: 'council' | 'branch'
  /** Tables of a backup in an order in which they can be written again. */
  tables: readonly BackedTable[]
}

export interface BackedTable {
  name: string
  /** The order of its rows in a backup. */
  key: readonly string[]
  /** Has a trigger that refuses what a restore must do. */
  isGuarded?: true
}
