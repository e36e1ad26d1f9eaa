import type { Versions } from '../../../branch/rounds/index.ts'
import type { Plain } from '../plain.ts'
import { VersionsBody } from '../versions.tsx'

/** Everything that was ever written in a round, a visit or its notes. */
export const versionsPage = (
  view: Versions,
  noun: string,
  crumbs: { content: string; href: string }[],
): Plain => ({
  page: { title: 'Versions', section: 'rounds', crumbs },
  body: <VersionsBody what={view.of} noun={noun} versions={view.versions} />,
})
