import { describe } from 'vitest'
import { planner } from './plans.ts'

describe('a plan in the browser, with scripts', () => planner(true))
describe('a plan in the browser, without scripts', () => planner(false))
