import ICAL from 'ical.js'

/** A calendar or card as a real parser has it. The parser's types call its own tree a string. */
export const parsed = (text: string): InstanceType<typeof ICAL.Component> =>
  new ICAL.Component(ICAL.parse(text) as unknown as string)
