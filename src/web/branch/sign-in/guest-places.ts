import type { Here } from '../here.ts'

/** Something that a guest's link can open. */
export interface GuestPlace {
  /** The kind that its ids belong to: `consultation`. */
  kind: string
  /** Those that there are; the form offers what is not over. */
  list(here: Here): Promise<{ id: string; words: string; isOver: boolean }[]>
  /** Where such a link leads, below the branch's own address. */
  path(id: string): string
}

/** Each kind of thing that a guest's link can open. A subject that has one adds its line. */
export const guestPlaces: readonly GuestPlace[] = [
  {
    kind: 'consultation',
    list: async ({ branch, organisation }) =>
      (await branch.desk.consultations.list(organisation)).map(({ id, title, state }) => ({
        id,
        words: `Consultation: ${title}`,
        isOver: state === 'closed',
      })),
    path: (id) => `/agreement/consultations/${id}`,
  },
  {
    kind: 'page',
    list: async () => [{ id: 'front', words: 'The branch’s public page', isOver: false }],
    path: () => '',
  },
]

/** Where a link with this `what` leads; null where nothing of that kind is there any more. */
export function placeOf(what: string): string | null {
  const [kind = '', id = ''] = what.split(':', 2)
  return guestPlaces.find((place) => place.kind === kind)?.path(id) ?? null
}
