import { escapeXml } from './xlsx.ts'

/** An element with text; nothing where there is none. */
export const element = (
  name: string,
  value: string | number | null | undefined,
  indent = '',
): string =>
  value === null || value === undefined || value === ''
    ? ''
    : `${indent}<${name}>${escapeXml(String(value))}</${name}>\n`

export const flag = (value: boolean): string => (value ? '1' : '0')
