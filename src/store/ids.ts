import type { Brand } from '../kit/index.ts'

export type ImportId = Brand<string, 'ImportId'>
export type UploadId = Brand<string, 'UploadId'>
export type PlanId = Brand<string, 'PlanId'>

/** Stands for a child, worker or team in an address: the same in every import, and says nothing. */
export type Reference = Brand<string, 'Reference'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether text from outside has the form of an id. What has not is "not found", never an error. */
export const isId = (text: string): boolean => UUID.test(text)
