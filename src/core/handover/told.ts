/** How a child or family was told who comes next. */
export const toldHow = [
  'by-both',
  'by-outgoing',
  'by-incoming',
  'by-call',
  'in-writing',
  'through-carer',
  'too-young',
] as const
export type ToldHow = (typeof toldHow)[number]
